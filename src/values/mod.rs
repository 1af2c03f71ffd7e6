//! Types of fields and arguments: decimals, times, ids, JSON.

use std::fmt;

mod date;
mod decimal;
mod extra;
mod id;
#[allow(dead_code, reason = "generated code may not use all of it")]
mod read;
mod time;

pub use self::date::{DateOrDateTime, UnixTime};
#[cfg(feature = "dynamic")]
pub use self::date::{epoch_day, lacks_offset};
#[cfg(feature = "dynamic")]
pub(crate) use self::date::{parse_timestamp, plain_date};
pub use self::decimal::{DecimalError, MAX_DIGITS, parse_decimal};
pub use self::extra::{Extra, Json};
pub use self::id::Id;
pub use self::time::Timestamp;

/// Error of parsing a date, a time or a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueError(&'static str);

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ValueError {}
