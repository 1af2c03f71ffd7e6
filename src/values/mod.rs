//! The values that a field or an argument can hold beside text and integers.

use std::fmt;

mod date;
mod decimal;
mod extra;
mod id;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
mod read;
mod time;

pub use self::date::{DateOrDateTime, UnixTime};
#[allow(unused_imports, reason = "used by `dynamic`")]
pub(crate) use self::date::{parse_timestamp, plain_date};
pub use self::decimal::{DecimalError, MAX_DIGITS, parse_decimal};
pub use self::extra::{Extra, Json};
pub use self::id::Id;
pub use self::time::Timestamp;

/// Why a text is none of the values of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueError(&'static str);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ValueError {}
