//! `DateOrDateTime`, `UnixTime`, and the parsers of dates and times.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::civil::Date;

use super::ValueError;
use super::time::Timestamp;

/// A calendar date or a point in time, for fields where the API document is inconsistent.
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

/// A point in time that is sent as whole seconds since 1970-01-01T00:00:00Z. Fractions of a second are truncated towards the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The current time.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn as_second(self) -> i64 {
        self.0
    }

    /// What the number probably is instead of seconds: a year or a date in digits would be in 1970, and smaller units would be after the
    /// year 9999.
    pub(crate) fn mistaken(self) -> Option<String> {
        let (year, month, day) = (self.0 / 10_000, (self.0 / 100 % 100) as i8, (self.0 % 100) as i8);
        match self.0 {
            1900..=2199 => Some("a year".to_owned()),
            19_000_101..=21_991_231 if Date::new(year as i16, month, day).is_ok() => {
                Some("a date without its hyphens".to_owned())
            }
            seconds if Timestamp::from_second(seconds).is_ok() => None,
            seconds => {
                let (unit, per_second) = match seconds.unsigned_abs() {
                    ..100_000_000_000_000 => ("milliseconds", 1_000),
                    100_000_000_000_000..100_000_000_000_000_000 => ("microseconds", 1_000_000),
                    _ => ("nanoseconds", 1_000_000_000),
                };
                let rest = seconds.rem_euclid(per_second) * (1_000_000_000 / per_second);
                let time = Timestamp::new(seconds.div_euclid(per_second), rest as u32).ok();
                Some(unit.to_owned() + &time.map(|time| format!(", for {time}")).unwrap_or_default())
            }
        }
    }

    /// The point in time, unless the number is probably not in seconds.
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

/// Whole seconds, rounded towards the past.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        Self(match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => seconds(after),
            Err(before) => -seconds(before.duration()) - i64::from(before.duration().subsec_nanos() > 0),
        })
    }
}

/// Fails outside of the years 0001 to 9999.
impl TryFrom<UnixTime> for Timestamp {
    type Error = ValueError;

    fn try_from(time: UnixTime) -> Result<Self, Self::Error> {
        Self::from_second(time.0)
    }
}

/// Fails outside of the years 0001 to 9999, and where the system cannot represent the time.
impl TryFrom<UnixTime> for SystemTime {
    type Error = ValueError;

    fn try_from(time: UnixTime) -> Result<Self, Self::Error> {
        Timestamp::try_from(time)?.try_into()
    }
}

impl From<Timestamp> for UnixTime {
    fn from(time: Timestamp) -> Self {
        // Towards the past, also before 1970.
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

/// Parses RFC 3339. Without an offset it is UTC. A space may replace the `T`, and seconds may be missing.
pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    plain_timestamp(text.as_bytes()).or_else(|| any_timestamp(text.as_bytes()))
}

/// Whether a text is a date-time without an offset: which hour it means is not known.
#[cfg(feature = "dynamic")]
pub fn lacks_offset(text: &str) -> bool {
    text.get(10..).is_some_and(|time| time.contains(':') && !time.contains(['Z', 'z', '+', '-']))
}

/// As [`parse_timestamp`]. Rejects trailing characters and non-zero digits beyond nanoseconds.
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
    // A leap second is read as the second before it.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    timestamp(plain_date(date)?, [hour, minute, second.min(59)], nanosecond, offset)
}

/// Parses `YYYY-MM-DD`.
pub(crate) fn plain_date(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let [century, year, month, day] = pairs([[y1, y2], [y3, y4], [m1, m2], [d1, d2]])?;
    Date::new(i16::from(century) * 100 + i16::from(year), month, day).ok()
}

/// Parses `YYYY-MM-DDTHH:MM:SS.fffZ`, with any fraction or none: the fast path.
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

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
#[inline]
pub fn epoch_day(date: Date) -> i32 {
    // Years that begin in March.
    let (year, month) = (i32::from(date.year()) - i32::from(date.month() < 3), i32::from(date.month()));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(date.day()) - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// The timestamp of a date and a time of day, `offset` seconds ahead of UTC.
#[inline]
fn timestamp(date: Date, [hour, minute, second]: [i8; 3], nanosecond: u32, offset: i64) -> Option<Timestamp> {
    let days = epoch_day(date);
    let seconds = i64::from(days) * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Timestamp::new(seconds - offset, nanosecond).ok()
}

/// Parses numbers of two digits.
#[inline]
fn pairs<const N: usize>(texts: [[u8; 2]; N]) -> Option<[i8; N]> {
    let numbers = texts.map(|[tens, ones]| (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0')));
    let wrong = numbers.iter().fold(false, |wrong, (tens, ones)| wrong | (*tens > 9) | (*ones > 9));
    (!wrong).then(|| numbers.map(|(tens, ones)| (tens * 10 + ones) as i8))
}

/// Parses a number of N digits.
#[inline]
fn digits<const N: usize>(text: [u8; N]) -> Option<u32> {
    let digits = text.map(|digit| digit.wrapping_sub(b'0'));
    let wrong = digits.iter().fold(false, |wrong, digit| wrong | (*digit > 9));
    (!wrong).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit)))
}

/// Midnight UTC of a date.
pub(crate) fn midnight(date: Date) -> Option<Timestamp> {
    timestamp(date, [0; 3], 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fast paths agree with the general parsers.
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
