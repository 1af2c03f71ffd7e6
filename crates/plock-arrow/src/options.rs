//! Which columns a table has, and how they are written.

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

/// The default of [`Decimals::Exact`].
pub const DECIMAL_SCALE: u8 = 18;

/// Type of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// `Decimal128(38, scale)`: `scale` decimal places, at most 28, and `38 - scale` digits before the point. A value with more of either
    /// is an error.
    Exact {
        /// Number of decimal places. Default: [`DECIMAL_SCALE`].
        scale: u8,
    },
    /// `Utf8`: the digits, with the decimal places that the API sent.
    String,
    /// `Float64`: the nearest float. Sums of amounts are not exact.
    Float,
}

impl Default for Decimals {
    fn default() -> Self {
        Self::Exact { scale: DECIMAL_SCALE }
    }
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
