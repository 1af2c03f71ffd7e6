//! Which columns a table has, and how they are written.

use std::str::FromStr;

use crate::{Error, Result};

/// What a table looks like.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The columns. Default: [`Columns::Default`].
    pub columns: Columns,
    /// Type of decimals. Default: exact, with 18 decimal places.
    pub decimals: Decimals,
    /// Names of columns and of fields in them. Default: snake_case.
    pub names: Names,
}

/// The columns of a table.
#[derive(Debug, Clone, Default)]
pub enum Columns {
    /// Id, attributes and `extra`; of an object without attributes, all.
    #[default]
    Default,
    /// All: also the type, links and relationships.
    All,
    /// These, in this order, by their names in the table.
    Named(Vec<String>),
}

/// The scale of [`Decimals::Exact`].
pub const DECIMAL_SCALE: u8 = 18;

/// Type of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decimals {
    /// `Decimal128(38, 18)`, or with the scale that the API document has for the field ([`Field::scale`](plock::meta::Field::scale)).
    #[default]
    Exact,
    /// `Decimal128(38, scale)`: so many decimal places, at most 28, and `38 - scale` digits before the point. A value with more of either is
    /// an error.
    Scale(u8),
    /// `Utf8`: the digits, with the decimal places that the API sent.
    String,
    /// `Float64`: the nearest float. Sums of amounts are not exact.
    Float,
}

/// Names of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// `account_id`
    #[default]
    Snake,
    /// As in the JSON of the API: `accountId`.
    Wire,
}

/// The text of an option that is not one of the expected.
fn unexpected<T>(option: &str, expected: &str, got: &str) -> Result<T> {
    Err(Error::option(option, format!("expected {expected}, got {got:?}")))
}

/// `default` or `all`.
impl FromStr for Columns {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "default" => Ok(Self::Default),
            "all" => Ok(Self::All),
            _ => unexpected("columns", "\"default\", \"all\" or a list of names", text),
        }
    }
}

/// `exact`, `string`, `float`, or a scale.
impl FromStr for Decimals {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match (text, text.parse()) {
            ("exact", _) => Ok(Self::Exact),
            ("string", _) => Ok(Self::String),
            ("float", _) => Ok(Self::Float),
            (_, Ok(scale)) => Ok(Self::Scale(scale)),
            _ => unexpected("decimals", "\"exact\", \"string\", \"float\" or a scale of 0 to 28", text),
        }
    }
}

/// `snake` or `wire`.
impl FromStr for Names {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "snake" => Ok(Self::Snake),
            "wire" => Ok(Self::Wire),
            _ => unexpected("names", "\"snake\" or \"wire\"", text),
        }
    }
}
