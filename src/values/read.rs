//! Reads JSON values as decimals, ids, dates and times.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::date::{DateOrDateTime, UnixTime, midnight, parse_timestamp, plain_date};
use super::decimal::{DecimalError, parse_decimal};
use super::extra::Json;
use super::time::Timestamp;
use crate::json::{DecodeError, Kind, Raw};

impl<'a> Raw<'a> {
    pub(crate) fn json(self) -> Json {
        Json::new(self.as_str())
    }

    /// Reads an id: a string, or an integer in any notation (`5001.0`), which becomes the text of its digits.
    pub fn id(self) -> Result<Cow<'a, str>, DecodeError> {
        let text = match self.kind() {
            Kind::Number if self.as_str() != "-0" && self.as_str().bytes().all(|b| matches!(b, b'0'..=b'9' | b'-')) => {
                Some(Cow::Borrowed(self.as_str()))
            }
            Kind::Number => self.whole().map(|whole| Cow::Owned(whole.to_string())),
            _ => self.text(),
        };
        text.ok_or_else(|| self.expected("an id (a string or an integer)"))
    }

    /// Reads an integer, its text, or a number without a fraction.
    pub fn integer(self) -> Result<i64, DecodeError> {
        let text = self.scalar().ok_or_else(|| self.expected("an integer"))?;
        if let Ok(value) = text.parse() {
            return Ok(value);
        }
        let whole = self.whole().and_then(|whole| i64::try_from(whole).ok());
        whole.ok_or_else(|| self.expected("a 64-bit integer"))
    }

    /// A number, or its text, without a fraction.
    fn whole(self) -> Option<Decimal> {
        let exact = parse_decimal(&self.scalar()?).ok()?;
        exact.fract().is_zero().then(|| exact.trunc())
    }

    /// Reads a number or its text, with all digits.
    pub fn decimal(self) -> Result<Decimal, DecodeError> {
        let text = self.scalar().ok_or_else(|| self.expected("a decimal"))?;
        parse_decimal(&text).map_err(|e| match e {
            DecimalError::Syntax => self.expected("a decimal"),
            DecimalError::TooPrecise => self.expected("a decimal of at most 28 digits"),
        })
    }

    /// Reads a calendar date; of a date-time, its date as written.
    pub fn date(self) -> Result<Date, DecodeError> {
        let text = self.text();
        let date = text.as_deref().and_then(|text| match text.len() {
            10 => plain_date(text.as_bytes()),
            _ => parse_timestamp(text).and_then(|_| plain_date(text.get(..10)?.as_bytes())),
        });
        date.ok_or_else(|| self.expected("a date"))
    }

    /// Reads a point in time: RFC 3339, whole seconds since 1970, or a date, which is read as midnight UTC.
    pub fn date_time(self) -> Result<Timestamp, DecodeError> {
        match self.date_or_date_time() {
            Ok(DateOrDateTime::DateTime(time)) => Ok(time),
            Ok(DateOrDateTime::Date(date)) => midnight(date).ok_or_else(|| self.expected("a date-time")),
            Err(_) => Err(self.expected("a date-time")),
        }
    }

    /// Reads a date or a point in time.
    pub fn date_or_date_time(self) -> Result<DateOrDateTime, DecodeError> {
        let error = || self.expected("a date or a date-time");
        if self.kind() == Kind::Number {
            let time = self.integer().ok().and_then(|seconds| UnixTime::from(seconds).meant());
            return time.map(DateOrDateTime::DateTime).ok_or_else(error);
        }
        let text = self.text().ok_or_else(error)?;
        let seconds = || text.parse::<i64>().ok().filter(|_| text.len() > 8).and_then(|s| UnixTime::from(s).meant());
        text.parse().ok().or_else(|| seconds().map(DateOrDateTime::DateTime)).ok_or_else(error)
    }

    /// Reads whole seconds since 1970, their text, or a date-time.
    pub fn unix_time(self) -> Result<UnixTime, DecodeError> {
        let parsed = match self.kind() {
            Kind::Number => self.integer().ok().map(UnixTime::from),
            _ => self.text().and_then(|text| text.parse().ok()),
        };
        parsed.ok_or_else(|| self.expected("seconds since 1970"))
    }
}
