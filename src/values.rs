//! The values that a field or an argument can hold beside text, integers and decimals.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decimal::{DecimalError, parse_decimal};
use crate::decode::Raw;
use rust_decimal::Decimal;

/// The id of a resource as an argument: an integer, or its text.
///
/// Responses have ids as text (`String`), for a resource's own id and for every reference to another one. Where the API takes an
/// integer, one is sent, and a text that is no integer is refused before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(String);

impl Id {
    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! id_from {
    ($($ty:ty => $value:ident $text:expr),* $(,)?) => {$(
        impl From<$ty> for Id {
            fn from($value: $ty) -> Self {
                Self($text)
            }
        }
    )*};
}
id_from! {
    i64 => v v.to_string(), i32 => v v.to_string(), u64 => v v.to_string(), u32 => v v.to_string(), usize => v v.to_string(),
    String => v v, &String => v v.clone(), &str => v v.to_owned(), &i64 => v v.to_string(), &Id => v v.0.clone(),
    Cow<'_, str> => v v.into_owned(),
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<String> for Id {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl FromStr for Id {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// From text or an integer.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(from)?;
        json.raw().id().map(Self::from).map_err(serde::de::Error::custom)
    }
}

/// A calendar date or a point in time, as it came.
///
/// Where the documents announce one and show the other, both are kept for what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrDateTime {
    /// A calendar date without a time of day.
    Date(Date),
    /// A point in time.
    DateTime(Timestamp),
}

impl Default for DateOrDateTime {
    fn default() -> Self {
        Self::Date(Date::default())
    }
}

impl DateOrDateTime {
    /// The calendar date (in UTC).
    pub fn date(&self) -> Date {
        match self {
            Self::Date(date) => *date,
            Self::DateTime(time) => jiff::tz::TimeZone::UTC.to_datetime(*time).date(),
        }
    }
}

impl fmt::Display for DateOrDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::DateTime(time) => time.fmt(f),
        }
    }
}

impl From<Date> for DateOrDateTime {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Timestamp> for DateOrDateTime {
    fn from(time: Timestamp) -> Self {
        Self::DateTime(time)
    }
}

impl FromStr for DateOrDateTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 10
            && let Some(date) = plain_date(text.as_bytes()).or_else(|| text.parse().ok())
        {
            return Ok(Self::Date(date));
        }
        parse_timestamp(text)
            .map(Self::DateTime)
            .ok_or(ValueError("expected a date such as 2025-06-26 or a date-time such as 2025-06-26T07:35:49Z"))
    }
}

/// A point in time that travels as whole seconds since 1970-01-01T00:00:00Z. A fraction of a second is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UnixTime(i64);

impl UnixTime {
    /// Now.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn as_second(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl From<Timestamp> for UnixTime {
    fn from(time: Timestamp) -> Self {
        // Towards the past, before 1970 too: an event does not move into the next second.
        Self(time.as_nanosecond().div_euclid(1_000_000_000) as i64)
    }
}

impl FromStr for UnixTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<i64>()
            .ok()
            .map(Self)
            .or_else(|| parse_timestamp(text).map(Self::from))
            .ok_or(ValueError("expected seconds since 1970 or a date-time such as 2025-06-26T07:35:49Z"))
    }
}

/// Why a text is none of the values of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueError(pub(crate) &'static str);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ValueError {}

/// RFC 3339; without an offset it is UTC, as the documents' times are.
///
/// A time in the last two days of the year 9999, which the type cannot hold, means "never" and becomes the last one that it can.
pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    // No time without a `T` or a blank: the parser would take other notations of ISO 8601 too.
    if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    if let Some(time) = plain_timestamp(text.as_bytes()) {
        return Some(time);
    }
    text.parse().ok().or_else(|| {
        let offset = text.get(11..)?.find(['Z', 'z', '+', '-']).map(|at| at + 11);
        let local: jiff::civil::DateTime = text.get(..offset.unwrap_or(text.len()))?.parse().ok()?;
        match offset {
            None => in_utc(local),
            Some(_) => never(local),
        }
    })
}

/// `YYYY-MM-DD`, as almost every date is written. `None`: leave it to the parser of all that is allowed.
pub(crate) fn plain_date(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let [century, year, month, day] = pairs([[y1, y2], [y3, y4], [m1, m2], [d1, d2]])?;
    Date::new(i16::from(century) * 100 + i16::from(year), month, day).ok()
}

/// `YYYY-MM-DDTHH:MM:SS.fffZ`, with any fraction or none.
fn plain_timestamp(text: &[u8]) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    let ([b'T', h1, h2, b':', m1, m2, b':', s1, s2], rest) = rest.split_first_chunk::<9>()? else { return None };
    let [hour, minute, second] = pairs([[*h1, *h2], [*m1, *m2], [*s1, *s2]])?;
    let nanosecond = match *rest {
        [b'Z'] => 0,
        [b'.', a, b, c, b'Z'] => digits([a, b, c])? * 1_000_000,
        [b'.', ref fraction @ .., b'Z'] if (1..=9).contains(&fraction.len()) => {
            let mut all = [b'0'; 9];
            all[..fraction.len()].copy_from_slice(fraction);
            digits(all)?
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = plain_date(date)?;
    // Days since 1970-01-01 of the proleptic Gregorian calendar, in years that begin with March.
    let (year, month) = (i64::from(date.year()) - i64::from(date.month() < 3), i64::from(date.month()));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day()) - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468;
    let seconds = days * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Timestamp::new(seconds, nanosecond).ok()
}

/// Numbers of two digits each.
#[inline]
fn pairs<const N: usize>(texts: [[u8; 2]; N]) -> Option<[i8; N]> {
    let numbers = texts.map(|[tens, ones]| (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0')));
    let wrong = numbers.iter().fold(false, |wrong, (tens, ones)| wrong | (*tens > 9) | (*ones > 9));
    (!wrong).then(|| numbers.map(|(tens, ones)| (tens * 10 + ones) as i8))
}

/// A number of N digits.
#[inline]
fn digits<const N: usize>(text: [u8; N]) -> Option<i32> {
    let digits = text.map(|digit| digit.wrapping_sub(b'0'));
    let wrong = digits.iter().fold(false, |wrong, digit| wrong | (*digit > 9));
    (!wrong).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i32::from(*digit)))
}

/// The point in time that a clock in UTC shows as `local`.
pub(crate) fn in_utc(local: jiff::civil::DateTime) -> Option<Timestamp> {
    jiff::tz::TimeZone::UTC.to_timestamp(local).ok().or_else(|| never(local))
}

fn never(local: jiff::civil::DateTime) -> Option<Timestamp> {
    ((local.year(), local.month()) == (9999, 12) && local.day() >= 30).then_some(Timestamp::MAX)
}

/// A JSON value as it came, to the digit.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Default for Json {
    fn default() -> Self {
        Self("null".into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Json {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    pub(crate) fn raw(&self) -> Raw<'_> {
        Raw::new(&self.0)
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The member `name` of an object.
    pub fn get(&self, name: &str) -> Option<Self> {
        self.raw().get(name).map(|raw| raw.json())
    }

    /// The text of a string; `None` for any other value.
    pub fn string(&self) -> Option<String> {
        serde_json::from_str(&self.0).ok()
    }

    /// The exact value of a number, or of a string that holds one.
    ///
    /// # Errors
    /// [`DecimalError`] for anything else, and for more than 28 digits.
    pub fn decimal(&self) -> Result<Decimal, DecimalError> {
        match self.string() {
            Some(text) => parse_decimal(&text),
            None => parse_decimal(&self.0),
        }
    }

    /// The value as a type of the caller's.
    ///
    /// # Errors
    /// What `serde_json` says when the value is no `T`.
    pub fn to<T: serde::de::DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(serde::ser::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Box::<RawValue>::deserialize(from)?.get().into()))
    }
}

/// Members of an object that the spec does not name, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extra(Vec<(String, Json)>);

impl Extra {
    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Sets `name`, replacing what stood there.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there is nothing beside what the spec names.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The short ways to read a date and a time say what the long ones say.
    #[test]
    fn short_and_long_ways_agree() {
        let mut random = fastrand::Rng::with_seed(11);
        for _ in 0..50_000 {
            let time = Timestamp::new(random.i64(-62_135_596_800..253_402_200_000), 0).expect("in range");
            let text = time.to_string();
            assert_eq!(plain_timestamp(text.as_bytes()), Some(time), "{text}");
            assert_eq!(plain_date(&text.as_bytes()[..10]), text[..10].parse().ok(), "{text}");
        }
        for text in [
            "2025-06-26T07:35:49.748Z",
            "2025-06-26T07:35:49.123456789Z",
            "2024-02-29T00:00:00.5Z",
            "1969-12-31T23:59:59.9Z",
            "0000-03-01T00:00:00Z",
        ] {
            assert_eq!(plain_timestamp(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in [
            "2025-02-29T00:00:00Z",
            "2025-06-26T24:00:00Z",
            "2025-06-26T07:60:00Z",
            "2025-06-26T07:35:49.Z",
            "2025-06-26T07:35:49.7a8Z",
            "2025-06-26T07:35:49.7:Z",
            "2025-06-26T07:3/:49Z",
            "2025-06-26T07:35:49.1234567890Z",
            "2025-06-26T07:35:49",
            "2025-06-26T07:35:49+00:00",
            "2025-6-26T07:35:49Z",
            "2025-06-26 07:35:49Z",
            "2025-06-26T07:35:4éZ",
        ] {
            assert_eq!(plain_timestamp(text.as_bytes()), None, "{text}");
        }
    }
}
