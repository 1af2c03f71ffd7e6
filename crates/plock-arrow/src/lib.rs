//! Rows of [`plock::dynamic`] as Arrow record batches.
//!
//! Columns follow from the tables of [`plock::meta`]: nothing here names an endpoint or a field.
//!
//! ```
//! use plock_arrow::{Builder, Options, Schema};
//!
//! # fn example(object: &'static plock::meta::Object, pages: Vec<plock::dynamic::Rows>) -> plock_arrow::Result<()> {
//! let schema = Schema::new(object, &Options::default())?;
//! let mut builder = Builder::new(&schema);
//! for rows in &pages {
//!     builder.append(rows)?;
//! }
//! let batch = builder.finish()?;
//! # Ok(())
//! # }
//! ```
//!
//! | type in the API document | Arrow |
//! | --- | --- |
//! | string, id, enum | `Utf8` |
//! | integer | `Int64` |
//! | decimal | `Decimal128(38, 18)`; see [`Decimals`] |
//! | boolean | `Boolean` |
//! | date | `Date32` |
//! | date-time, Unix time | `Timestamp(Microsecond, "UTC")` |
//! | date or date-time | two columns: `x`, a `Date32` (in UTC), and `x_at`, a `Timestamp` that is null if only a date came; in a list or a map `Utf8` |
//! | object | `Struct` of its fields and `extra` |
//! | array, pair | `List` |
//! | map | `Map` with the names as keys; of duplicate names, the last |
//! | any JSON, one of several types, an object inside of itself | `Utf8` with JSON, as the API sent it |
//! | members that are not in the API document | `extra`: `Utf8` with a JSON object; null if there are none |
//!
//! Every column but a required id may be null. Nothing is rounded: a value that does not fit its column is an error.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod builder;
mod column;
mod error;
#[cfg(feature = "ffi")]
pub mod ffi;
mod options;
mod reader;
mod schema;
#[cfg(test)]
mod tests;

pub use arrow_array::{self, RecordBatch, RecordBatchReader};
pub use arrow_schema;

pub use self::builder::Builder;
pub use self::error::{Error, Result};
pub use self::options::{Columns, DECIMAL_SCALE, Decimals, Names, Options};
pub use self::reader::Reader;
pub use self::schema::Schema;
