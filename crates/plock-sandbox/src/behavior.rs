//! How servers differ in what they store and list, for tests of clients that have to cope with it.

use std::str::FromStr;
use std::time::Duration;

use jiff::tz::Offset;
use plock::meta::Type;

use crate::Error;
use crate::json::Json;

/// What the server does differently, for all requests or for one. As text: forms separated by commas, such as
/// `read-lag:500, newest-first`. Default: none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Behavior {
    /// Time from its commit until a new object is in lists: `read-lag:MS`. Default: 0.
    pub read_lag: Duration,
    /// Keeps only the date of a time that a request records, at this UTC offset in minutes: `day-only` (UTC) or `day-only:+HH:MM`.
    pub day_only: Option<i16>,
    /// Rounds decimals that a request records to 32-bit floats, and prints all their digits: `float32`.
    pub float32: bool,
    /// Acknowledges the creation of an object that is equal to an existing one, and stores nothing: `collapse`.
    pub collapse: bool,
    /// Lists begin with the object that was created last: `newest-first`.
    pub newest_first: bool,
    /// Maximum page size, below the usual one: `page-cap:N`.
    pub page_cap: Option<usize>,
    /// Number of pages after each of which a copy of its first object is added to the list, at the end, or in front with
    /// [`newest_first`](Self::newest_first): `page-inserts:N`. Default: 0.
    pub page_inserts: usize,
    /// Number of pages after each of which its first object is deleted, so that others move to the page: `page-deletes:N`. Default: 0.
    pub page_deletes: usize,
}

const FORMS: &str = "read-lag:MS, day-only, day-only:+HH:MM, float32, collapse, newest-first, page-cap:N, page-inserts:N or page-deletes:N";

impl FromStr for Behavior {
    type Err = Error;

    fn from_str(text: &str) -> Result<Behavior, Error> {
        Behavior::default().with(text)
    }
}

impl Behavior {
    /// Adds what the text names.
    ///
    /// # Errors
    /// [`Error`] listing the forms, for any other text.
    pub fn with(mut self, text: &str) -> Result<Behavior, Error> {
        for form in text.split(',').map(str::trim).filter(|form| !form.is_empty()) {
            self.add(form).ok_or_else(|| Error::new(format!("expected {FORMS}, got {form:?}")))?;
        }
        Ok(self)
    }

    fn add(&mut self, form: &str) -> Option<()> {
        match form.split_once(':').map_or((form, None), |(name, value)| (name, Some(value))) {
            ("read-lag", Some(ms)) => self.read_lag = Duration::from_millis(ms.parse().ok()?),
            ("day-only", None) => self.day_only = Some(0),
            ("day-only", Some(offset)) => self.day_only = Some(minutes(offset)?),
            ("float32", None) => self.float32 = true,
            ("collapse", None) => self.collapse = true,
            ("newest-first", None) => self.newest_first = true,
            ("page-cap", Some(size)) => self.page_cap = Some(size.parse().ok().filter(|size| *size > 0)?),
            ("page-inserts", Some(pages)) => self.page_inserts = pages.parse().ok()?,
            ("page-deletes", Some(pages)) => self.page_deletes = pages.parse().ok()?,
            _ => return None,
        }
        Some(())
    }

    /// The value that is stored for one of a request.
    pub(crate) fn stored(&self, value: Json, ty: &Type) -> Json {
        match (ty, &value) {
            (Type::Decimal, Json::Number(text) | Json::String(text)) if self.float32 => {
                rounded(text).map_or(value, Json::Number)
            }
            (Type::DateTime | Type::DateOrDateTime, Json::String(text)) => {
                self.day_only.and_then(|minutes| date(text, minutes)).map_or(value, Json::String)
            }
            _ => value,
        }
    }
}

/// `+HH:MM` in minutes.
fn minutes(offset: &str) -> Option<i16> {
    let sign = match offset.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let part =
        |text: &str, below: i16| text.parse().ok().filter(|number| text.len() == 2 && (0..below).contains(number));
    Some(sign * (part(hours, 24)? * 60 + part(minutes, 60)?))
}

/// The decimal that a server with 32-bit floats returns after it has calculated with 64-bit ones.
fn rounded(text: &str) -> Option<String> {
    let float: f32 = text.parse().ok().filter(|float: &f32| float.is_finite())?;
    Some(f64::from(float).to_string())
}

fn date(time: &str, minutes: i16) -> Option<String> {
    let offset = Offset::from_seconds(i32::from(minutes) * 60).ok()?;
    Some(offset.to_datetime(time.parse().ok()?).date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_parsed_and_errors_list_the_forms() {
        let all =
            "read-lag:500, day-only:-05:30,float32,collapse, newest-first,page-cap:2,page-inserts:3,page-deletes:4";
        let expected = Behavior {
            read_lag: Duration::from_millis(500),
            day_only: Some(-330),
            float32: true,
            collapse: true,
            newest_first: true,
            page_cap: Some(2),
            page_inserts: 3,
            page_deletes: 4,
        };
        assert_eq!(all.parse(), Ok(expected));
        assert_eq!("".parse(), Ok(Behavior::default()));
        assert_eq!(expected.with("day-only").map(|behavior| behavior.day_only), Ok(Some(0)));
        for wrong in ["read-lag", "read-lag:-1", "day-only:5", "day-only:+5:00", "float32:1", "page-cap:0", "slow"] {
            let message = Behavior::from_str(wrong).map_err(|error| error.to_string());
            assert!(message.is_err_and(|m| m.contains("page-cap:N")), "{wrong:?} was accepted");
        }
    }

    #[test]
    fn floats_lose_digits_and_dates_follow_the_offset() {
        let of = |text: &str| rounded(text);
        assert_eq!(of("0.1").as_deref(), Some("0.10000000149011612"));
        assert_eq!((of("16777217").as_deref(), of("12.50").as_deref()), (Some("16777216"), Some("12.5")));
        assert_eq!(of("1e99"), None);
        assert_eq!(date("2025-06-26T23:30:00Z", 60).as_deref(), Some("2025-06-27"));
        assert_eq!(date("2025-06-26T23:30:00Z", -60).as_deref(), Some("2025-06-26"));
        assert_eq!(date("2025-06-26", 60), None);
    }
}
