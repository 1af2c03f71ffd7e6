//! Validation of arguments before anything is sent.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::operation::Paging;
pub use crate::http::InvalidArgument;
use crate::values::{Id, UnixTime};

/// Limits of a value in the API document.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
}

/// A request body that can be validated.
pub trait Checked {
    fn check(&self) -> Result<(), InvalidArgument>;
}

/// Checks inclusive bounds. `unit` follows the bound in the message.
fn bounds<T: PartialOrd + Display>(
    field: &str,
    value: T,
    minimum: Option<T>,
    maximum: Option<T>,
    unit: &str,
) -> Result<(), InvalidArgument> {
    let message = match (minimum, maximum) {
        (Some(minimum), _) if value < minimum => format!("expected at least {minimum}{unit}, got {value}"),
        (_, Some(maximum)) if value > maximum => format!("expected at most {maximum}{unit}, got {value}"),
        _ => return Ok(()),
    };
    Err(InvalidArgument::new(field, message))
}

pub(crate) fn range(field: &str, value: i64, limits: &Limits) -> Result<(), InvalidArgument> {
    bounds(field, value, limits.minimum, limits.maximum, "")
}

pub(crate) fn decimal(field: &str, value: &Decimal, limits: &Limits) -> Result<(), InvalidArgument> {
    bounds(field, *value, limits.minimum.map(Decimal::from), limits.maximum.map(Decimal::from), "")
}

pub(crate) fn integer(field: &str, value: &Id, limits: &Limits) -> Result<(), InvalidArgument> {
    // One text per integer, so that an argument equals the id in responses.
    let parsed = value.as_str().parse::<i64>().ok().filter(|parsed| parsed.to_string() == value.as_str());
    let parsed =
        parsed.ok_or_else(|| InvalidArgument::new(field, format!("expected an integer, got {:?}", value.as_str())))?;
    range(field, parsed, limits)
}

pub(crate) fn unix_time(field: &str, value: UnixTime) -> Result<(), InvalidArgument> {
    match value.mistaken() {
        Some(meant) => Err(InvalidArgument::new(
            field,
            format!("expected seconds since 1970, got {value}, which looks like {meant}"),
        )),
        None => Ok(()),
    }
}

pub(crate) fn text(field: &str, value: &(impl AsRef<str> + ?Sized), limits: &Limits) -> Result<(), InvalidArgument> {
    let value = value.as_ref();
    let length = value.chars().count() as u64;
    if limits.min_length == Some(1) && length == 0 {
        return Err(InvalidArgument::new(field, "expected a non-empty string"));
    }
    bounds(field, length, limits.min_length, limits.max_length, " characters")
}

/// A path segment: rejects text that a server would resolve to another path.
pub(crate) fn segment(field: &str, value: &(impl AsRef<str> + ?Sized), limits: &Limits) -> Result<(), InvalidArgument> {
    let value = value.as_ref();
    if value.is_empty() || value == "." || value == ".." {
        return Err(InvalidArgument::new(field, format!("expected a path segment, got {value:?}")));
    }
    text(field, value, limits)
}

pub(crate) fn page(paging: &Paging, number: &Limits, size: &Limits) -> Result<(), InvalidArgument> {
    let checked = |field, text: &Option<String>, limits: &Limits| match text {
        Some(text) => integer(field, &Id::from(text), limits),
        None => Ok(()),
    };
    checked("page", &paging.number, number)?;
    checked("page_size", &paging.size, size)
}
