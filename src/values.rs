//! The values that a field or an argument can hold beside text, integers and decimals.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decimal::{DecimalError, parse_decimal};
use crate::decode::Raw;
use crate::time::Timestamp;
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
            Self::DateTime(time) => time.date(),
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
            && let Some(date) = plain_date(text.as_bytes())
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

    /// What these seconds probably are instead: a date of digits and a year would be a time in 1970, and what counts in smaller
    /// units lies beyond the year 9999.
    pub(crate) fn mistaken(self) -> Option<&'static str> {
        let (year, month, day) = (self.0 / 10_000, (self.0 / 100 % 100) as i8, (self.0 % 100) as i8);
        match self.0 {
            1900..=2199 => Some("a year"),
            19_000_101..=21_991_231 if Date::new(year as i16, month, day).is_ok() => Some("a date without its hyphens"),
            seconds if Timestamp::from_second(seconds).is_ok() => None,
            seconds => Some(match seconds.unsigned_abs() {
                ..100_000_000_000_000 => "milliseconds",
                100_000_000_000_000..100_000_000_000_000_000 => "microseconds",
                _ => "nanoseconds",
            }),
        }
    }

    /// The point in time, unless it is something else by mistake.
    pub(crate) fn meant(self) -> Option<Timestamp> {
        if self.mistaken().is_some() { None } else { Timestamp::from_second(self.0).ok() }
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
        Self(time.as_second())
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

/// RFC 3339; without an offset it is UTC, as the documents' times are. A blank may stand for the `T`, seconds may be missing.
pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    plain_timestamp(text.as_bytes()).or_else(|| any_timestamp(text.as_bytes()))
}

/// As [`parse_timestamp`]. Nothing is left over, and no digit that counts is cut off.
fn any_timestamp(text: &[u8]) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    let ([b'T' | b't' | b' ', h1, h2, b':', m1, m2], mut rest) = rest.split_first_chunk::<6>()? else { return None };
    let [hour, minute] = pairs([[*h1, *h2], [*m1, *m2]])?;
    let (mut second, mut nanosecond) = (0, 0);
    if let Some(([b':', s1, s2], after)) = rest.split_first_chunk::<3>() {
        [second] = pairs([[*s1, *s2]])?;
        rest = after;
        if let [b'.' | b',', after @ ..] = rest {
            let length = after.iter().take_while(|digit| digit.is_ascii_digit()).count();
            let (fraction, after) = after.split_at_checked(length)?;
            let (kept, beyond) = fraction.split_at(length.min(9));
            if length == 0 || beyond.iter().any(|digit| *digit != b'0') {
                return None;
            }
            let mut all = [b'0'; 9];
            all[..kept.len()].copy_from_slice(kept);
            nanosecond = digits(all)?;
            rest = after;
        }
    }
    let offset = match *rest {
        [] | [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, ref minutes @ ..] => {
            let [hours, minutes] = match *minutes {
                [] => pairs([[h1, h2], [b'0', b'0']])?,
                [m1, m2] | [b':', m1, m2] => pairs([[h1, h2], [m1, m2]])?,
                _ => return None,
            };
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            if sign == b'+' { seconds } else { -seconds }
        }
        _ => return None,
    };
    // A leap second is the second before it, as clocks that know none show it.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    timestamp(plain_date(date)?, [hour, minute, second.min(59)], nanosecond, offset)
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
    timestamp(plain_date(date)?, [hour, minute, second], nanosecond, 0)
}

/// A date and a time of day that a clock shows which is `offset` seconds ahead of UTC.
#[inline]
fn timestamp(date: Date, [hour, minute, second]: [i8; 3], nanosecond: u32, offset: i64) -> Option<Timestamp> {
    // Days since 1970-01-01 of the proleptic Gregorian calendar, in years that begin with March.
    let (year, month) = (i64::from(date.year()) - i64::from(date.month() < 3), i64::from(date.month()));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day()) - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468;
    let seconds = days * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Timestamp::new(seconds - offset, nanosecond).ok()
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
fn digits<const N: usize>(text: [u8; N]) -> Option<u32> {
    let digits = text.map(|digit| digit.wrapping_sub(b'0'));
    let wrong = digits.iter().fold(false, |wrong, digit| wrong | (*digit > 9));
    (!wrong).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit)))
}

/// The first moment of a day in UTC.
pub(crate) fn midnight(date: Date) -> Option<Timestamp> {
    timestamp(date, [0; 3], 0, 0)
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
            let time =
                Timestamp::new(random.i64(-62_135_596_800..253_402_300_800), random.u32(0..1_000_000_000)).unwrap();
            let text = time.to_string();
            assert_eq!(plain_timestamp(text.as_bytes()), Some(time), "{text}");
            assert_eq!(any_timestamp(text.as_bytes()), Some(time), "{text}");
            assert_eq!(plain_date(&text.as_bytes()[..10]), text[..10].parse().ok(), "{text}");
        }
        for text in [
            "2025-06-26T07:35:49.748Z",
            "2025-06-26T07:35:49.123456789Z",
            "2024-02-29T00:00:00.5Z",
            "1969-12-31T23:59:59.9Z",
        ] {
            let time = text.parse::<jiff::Timestamp>().ok().and_then(|time| time.try_into().ok());
            assert_eq!(plain_timestamp(text.as_bytes()), time, "{text}");
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
