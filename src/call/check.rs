//! What is refused before anything is sent.

use rust_decimal::Decimal;

use super::operation::Paging;
pub use crate::http::Invalid;
use crate::values::{Id, UnixTime};

/// What the spec limits a value to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
}

/// A body that knows its own limits.
pub trait Checked {
    fn check(&self) -> Result<(), Invalid>;
}

pub(crate) fn range(field: &str, value: i64, limits: &Limits) -> Result<(), Invalid> {
    match (limits.minimum, limits.maximum) {
        (Some(minimum), _) if value < minimum => {
            Err(Invalid::new(field, format!("expected at least {minimum}, got {value}")))
        }
        (_, Some(maximum)) if value > maximum => {
            Err(Invalid::new(field, format!("expected at most {maximum}, got {value}")))
        }
        _ => Ok(()),
    }
}

pub(crate) fn decimal(field: &str, value: &Decimal, limits: &Limits) -> Result<(), Invalid> {
    match (limits.minimum.map(Decimal::from), limits.maximum.map(Decimal::from)) {
        (Some(minimum), _) if *value < minimum => {
            Err(Invalid::new(field, format!("expected at least {minimum}, got {value}")))
        }
        (_, Some(maximum)) if *value > maximum => {
            Err(Invalid::new(field, format!("expected at most {maximum}, got {value}")))
        }
        _ => Ok(()),
    }
}

pub(crate) fn integer(field: &str, value: &Id, limits: &Limits) -> Result<(), Invalid> {
    // One integer has one text: what the API reads is what equals the id in its responses.
    let parsed = value.as_str().parse::<i64>().ok().filter(|parsed| parsed.to_string() == value.as_str());
    let parsed = parsed.ok_or_else(|| Invalid::new(field, format!("expected an integer, got {:?}", value.as_str())))?;
    range(field, parsed, limits)
}

pub(crate) fn unix_time(field: &str, value: UnixTime) -> Result<(), Invalid> {
    match value.mistaken() {
        Some(meant) => {
            Err(Invalid::new(field, format!("expected seconds since 1970, got {value}, which looks like {meant}")))
        }
        None => Ok(()),
    }
}

pub(crate) fn text(field: &str, value: &(impl AsRef<str> + ?Sized), limits: &Limits) -> Result<(), Invalid> {
    let value = value.as_ref();
    let length = value.chars().count() as u64;
    match (limits.min_length, limits.max_length) {
        (Some(1), _) if length == 0 => Err(Invalid::new(field, "expected a text that is not empty")),
        (Some(minimum), _) if length < minimum => {
            Err(Invalid::new(field, format!("expected at least {minimum} characters, got {length}")))
        }
        (_, Some(maximum)) if length > maximum => {
            Err(Invalid::new(field, format!("expected at most {maximum} characters, got {length}")))
        }
        _ => Ok(()),
    }
}

/// A text that becomes one segment of a path: what a server would read as another path is refused.
pub(crate) fn segment(field: &str, value: &(impl AsRef<str> + ?Sized), limits: &Limits) -> Result<(), Invalid> {
    let value = value.as_ref();
    if value.is_empty() || value == "." || value == ".." {
        return Err(Invalid::new(field, format!("expected a name to put into the path, got {value:?}")));
    }
    text(field, value, limits)
}

pub(crate) fn page(paging: &Paging, number: &Limits, size: &Limits) -> Result<(), Invalid> {
    let checked = |field, text: &Option<String>, limits: &Limits| match text {
        Some(text) => integer(field, &Id::from(text), limits),
        None => Ok(()),
    };
    checked("page", &paging.number, number)?;
    checked("page_size", &paging.size, size)
}
