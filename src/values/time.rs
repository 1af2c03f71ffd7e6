//! Points in time of the years 0001 to 9999, with nanoseconds.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ValueError;
use super::date::parse_timestamp;

const NANOSECONDS: u32 = 1_000_000_000;
const OUT_OF_RANGE: ValueError = ValueError("expected a point in time of the years 0001 to 9999");

/// A point in time of the years 0001 to 9999, with nanoseconds.
///
/// Printed and parsed as RFC 3339 in UTC: `2025-06-26T07:35:49.748Z`. Converts from and to [`SystemTime`] and `jiff::Timestamp` with
/// `try_from`, without rounding; it fails if the other type cannot represent the value (`jiff::Timestamp` ends at
/// 9999-12-30T22:00:00.999999999Z).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp {
    second: i64,
    nanosecond: u32,
}

impl Timestamp {
    /// 0001-01-01T00:00:00Z
    pub const MIN: Self = Self { second: -62_135_596_800, nanosecond: 0 };
    /// 9999-12-31T23:59:59.999999999Z
    pub const MAX: Self = Self { second: 253_402_300_799, nanosecond: NANOSECONDS - 1 };
    /// 1970-01-01T00:00:00Z
    pub const UNIX_EPOCH: Self = Self { second: 0, nanosecond: 0 };

    /// The current time, clamped to the range.
    pub fn now() -> Self {
        let now = SystemTime::now();
        Self::try_from(now).unwrap_or(if now < SystemTime::UNIX_EPOCH { Self::MIN } else { Self::MAX })
    }

    /// From seconds since 1970-01-01T00:00:00Z (negative before it), and nanoseconds after that second.
    ///
    /// # Errors
    /// [`ValueError`] outside of the years 0001 to 9999, and for 1,000,000,000 nanoseconds or more.
    pub fn new(second: i64, nanosecond: u32) -> Result<Self, ValueError> {
        let inside = (Self::MIN.second..=Self::MAX.second).contains(&second) && nanosecond < NANOSECONDS;
        if inside { Ok(Self { second, nanosecond }) } else { Err(OUT_OF_RANGE) }
    }

    /// From seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`ValueError`] outside of the years 0001 to 9999.
    pub fn from_second(second: i64) -> Result<Self, ValueError> {
        Self::new(second, 0)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    pub const fn as_second(self) -> i64 {
        self.second
    }

    /// Nanoseconds after [`Timestamp::as_second`], from 0 to 999,999,999.
    pub const fn subsec_nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded towards the past.
    pub const fn as_millisecond(self) -> i64 {
        self.second * 1000 + (self.nanosecond / 1_000_000) as i64
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    pub const fn as_nanosecond(self) -> i128 {
        self.second as i128 * NANOSECONDS as i128 + self.nanosecond as i128
    }

    /// Date and time of day in UTC.
    pub fn to_utc(self) -> DateTime {
        let (days, second) = (self.second.div_euclid(86_400), self.second.rem_euclid(86_400));
        // The proleptic Gregorian calendar in eras of 400 years that begin in March.
        let days = days + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + i64::from(month < 3);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        DateTime::new(
            year as i16,
            month as i8,
            day as i8,
            hour as i8,
            minute as i8,
            second as i8,
            self.nanosecond.cast_signed(),
        )
        .unwrap_or_default()
    }

    /// The calendar date in UTC.
    pub fn date(self) -> Date {
        self.to_utc().date()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.to_utc())
    }
}

/// RFC 3339; UTC without an offset.
impl FromStr for Timestamp {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_timestamp(text).ok_or(ValueError("expected a date-time such as 2025-06-26T07:35:49Z"))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = ValueError;

    fn try_from(time: jiff::Timestamp) -> Result<Self, Self::Error> {
        from_nanoseconds(time.as_nanosecond())
    }
}

impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = ValueError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        const END: ValueError = ValueError("expected a point in time up to 9999-12-30T22:00:00.999999999Z");
        Self::from_nanosecond(time.as_nanosecond()).map_err(|_| END)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = ValueError;

    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let nanoseconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()),
            Err(error) => i128::try_from(error.duration().as_nanos()).map(|before| -before),
        };
        from_nanoseconds(nanoseconds.map_err(|_| OUT_OF_RANGE)?)
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = ValueError;

    fn try_from(time: Timestamp) -> Result<Self, Self::Error> {
        let whole = Duration::from_secs(time.second.unsigned_abs());
        let second = match time.second < 0 {
            true => Self::UNIX_EPOCH.checked_sub(whole),
            false => Self::UNIX_EPOCH.checked_add(whole),
        };
        let exact = second.and_then(|second| second.checked_add(Duration::from_nanos(time.nanosecond.into())));
        // Windows has a resolution of 100 nanoseconds.
        exact
            .filter(|exact| Timestamp::try_from(*exact) == Ok(time))
            .ok_or(ValueError("expected a time that `SystemTime` can represent"))
    }
}

fn from_nanoseconds(nanoseconds: i128) -> Result<Timestamp, ValueError> {
    let (second, rest) = (nanoseconds.div_euclid(NANOSECONDS.into()), nanoseconds.rem_euclid(NANOSECONDS.into()));
    let second = i64::try_from(second).map_err(|_| OUT_OF_RANGE)?;
    Timestamp::new(second, rest as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_is_printed_and_parsed_exactly() {
        let mut random = fastrand::Rng::with_seed(7);
        let ends = [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH];
        let some = (0..50_000).map(|_| Timestamp {
            second: random.i64(Timestamp::MIN.second..=Timestamp::MAX.second),
            nanosecond: random.u32(0..NANOSECONDS),
        });
        for time in ends.into_iter().chain(some) {
            let text = time.to_string();
            assert_eq!(text.parse(), Ok(time), "{text}");
            if let Ok(other) = jiff::Timestamp::try_from(time) {
                assert_eq!((other.to_string(), Timestamp::try_from(other)), (text, Ok(time)));
            }
        }
        assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999999999Z");
        assert!(jiff::Timestamp::try_from(Timestamp::MAX).is_err());
        assert!(Timestamp::from_second(253_402_300_800).is_err() && Timestamp::from_second(i64::MIN).is_err());
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "9999-12-31T10:00:00Zgarbage",
            "9999-12-31T10:00:00+xx",
            "2025-06-26T07:35:49[Europe/Berlin]",
            "2025-06-26T07:35:49Z[UTC]",
            "2025-06-26T07:35:49.1234567891Z",
            "2025-06-26T07:35:49.Z",
            "2025-06-26T07:35:49+24:00",
            "2025-06-26T07:35:49+02:60",
            "2025-06-26T07:35:49+2",
            "2025-06-26T07:35:49 +02:00",
            "2025-06-26T07:35:61Z",
            "2025-06-26T07Z",
            "2025-06-26",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "0000-12-31T23:59:59Z",
            "2025-06-26T07:35:49é",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        for (text, same) in [
            ("2025-06-26 07:35:49", "2025-06-26T07:35:49Z"),
            ("2025-06-26t09:35:49.5+0200", "2025-06-26T07:35:49.5Z"),
            ("2025-06-26T07:35:49.123456789000z", "2025-06-26T07:35:49.123456789Z"),
            ("2025-06-26T05:35-02", "2025-06-26T07:35:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ] {
            assert_eq!(text.parse::<Timestamp>().map(|time| time.to_string()).as_deref(), Ok(same), "{text}");
        }
    }

    #[test]
    fn the_system_clock_is_kept_to_the_digit() {
        for time in [Timestamp::now(), Timestamp::MIN, Timestamp { second: -1, nanosecond: 500_000_000 }] {
            let system = SystemTime::try_from(time).unwrap();
            assert_eq!(Timestamp::try_from(system), Ok(time));
        }
    }
}
