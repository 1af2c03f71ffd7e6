//! Arguments of one call: from options, or from a row of a file.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use plock::meta::Operation;
use serde::de::DeserializeOwned;

use crate::error::CliError;
use crate::render::Format;
use crate::rows::{Cell, Row};

/// Values of the command line by parameter name, each with its label for errors.
type Values = HashMap<&'static str, (String, Vec<String>)>;

/// The arguments of one call.
#[derive(Clone)]
pub(crate) struct Args {
    pub(crate) operation: &'static Operation,
    pub(crate) options: Arc<Options>,
    values: Arc<Values>,
    row: Option<Arc<Row>>,
}

/// Options of the CLI itself.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) all: bool,
    pub(crate) page: Option<u64>,
    pub(crate) page_size: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) concurrency: Option<usize>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) format: Option<Format>,
    pub(crate) file: Option<String>,
    pub(crate) file_format: Option<String>,
    pub(crate) failed: Option<String>,
}

impl Options {
    pub(crate) fn new(matches: &ArgMatches) -> Result<Self, CliError> {
        // A command has only some of these options.
        fn get<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
            matches.try_get_one(name).ok().flatten().cloned()
        }
        Ok(Options {
            all: get(matches, "all").unwrap_or_default(),
            page: get(matches, "page"),
            page_size: get(matches, "page-size"),
            limit: get(matches, "limit"),
            concurrency: get::<u32>(matches, "concurrency").and_then(|number| usize::try_from(number).ok()),
            query: pairs(matches, "query", '=', "NAME=VALUE")?,
            format: get(matches, "format"),
            file: get(matches, "file"),
            file_format: get(matches, "file-format"),
            failed: get(matches, "failed"),
        })
    }
}

/// The values of a repeatable `NAME=VALUE` option. Errors do not show the value, which may be a secret.
pub(crate) fn pairs(
    matches: &ArgMatches,
    option: &str,
    separator: char,
    expected: &str,
) -> Result<Vec<(String, String)>, CliError> {
    let values = matches.get_many::<String>(option).into_iter().flatten();
    values
        .map(|text| match text.split_once(separator) {
            Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
            _ => Err(CliError::usage(format!("--{option}: expected {expected}"))),
        })
        .collect()
}

/// Parses a duration such as `30`, `30s`, `500ms` or `2m`.
pub(crate) fn duration(option: &str, text: &str) -> Result<Duration, CliError> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number = digits.parse::<u64>().ok().filter(|number| *number > 0);
    let (number, unit) = (number, &text[digits.len()..]);
    match (number, unit) {
        (Some(number), "ms") => Some(Duration::from_millis(number)),
        (Some(number), "" | "s") => Some(Duration::from_secs(number)),
        (Some(number), "m") => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    }
    .ok_or_else(|| CliError::usage(format!("--{option}: expected a duration such as 30s, 500ms or 2m, got {text:?}")))
}

#[allow(dead_code, reason = "which of these the generated dispatch calls depends on the spec")]
impl Args {
    pub(crate) fn new(operation: &'static Operation, values: Values, options: Options) -> Self {
        Args { operation, options: Arc::new(options), values: Arc::new(values), row: None }
    }

    /// The same arguments; the values of `row` take precedence.
    pub(crate) fn with_row(&self, row: Arc<Row>) -> Self {
        Args { row: Some(row), ..self.clone() }
    }

    pub(crate) fn get<T: FromText>(&self, name: &str) -> Result<Option<T>, CliError> {
        self.read(name, |value| value.text().and_then(|text| T::from_text(&text)))
    }

    pub(crate) fn required<T: FromText>(&self, name: &str) -> Result<T, CliError> {
        self.get(name)?.ok_or_else(|| self.missing(name))
    }

    /// Two values, as `X,Y`.
    pub(crate) fn pair<T: FromText>(&self, name: &str) -> Result<Option<(T, T)>, CliError> {
        self.read(name, |value| match &value.pair()?[..] {
            [from, to] => Ok((T::from_text(from.trim())?, T::from_text(to.trim())?)),
            other => Err(format!("expected two values, got {}", other.len())),
        })
    }

    pub(crate) fn required_pair<T: FromText>(&self, name: &str) -> Result<(T, T), CliError> {
        self.pair(name)?.ok_or_else(|| self.missing(name))
    }

    /// An object, array, map or free-form JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, CliError> {
        self.read(name, |value| {
            serde_json::from_str(value.json()).map_err(|error| format!("expected valid JSON: {error}"))
        })
    }

    pub(crate) fn required_json<T: DeserializeOwned>(&self, name: &str) -> Result<T, CliError> {
        self.json(name)?.ok_or_else(|| self.missing(name))
    }

    fn read<T>(&self, name: &str, read: impl FnOnce(Value<'_>) -> Result<T, String>) -> Result<Option<T>, CliError> {
        if let Some((row, cell)) = self.row.as_ref().and_then(|row| Some((row, row.get(name)?))) {
            let at = |error| CliError::usage(format!("line {}: {name}: {error}", row.line));
            return read(Value::Cell(cell)).map(Some).map_err(at);
        }
        match self.values.get(name) {
            Some((label, values)) => {
                read(Value::Values(values)).map(Some).map_err(|error| CliError::usage(format!("{label}: {error}")))
            }
            None => Ok(None),
        }
    }

    fn missing(&self, name: &str) -> CliError {
        match &self.row {
            Some(row) => CliError::usage(format!("line {}: {name}: expected a value, got none", row.line)),
            None => CliError::usage(format!("{name}: expected a value, got none")),
        }
    }
}

enum Value<'a> {
    Values(&'a [String]),
    Cell(&'a Cell),
}

impl Value<'_> {
    fn text(&self) -> Result<String, String> {
        match self {
            Value::Values(values) => Ok(values.concat()),
            Value::Cell(cell) => cell.text(),
        }
    }

    fn json(&self) -> &str {
        match self {
            Value::Values(values) => values.first().map_or("", String::as_str),
            Value::Cell(cell) => cell.json(),
        }
    }

    fn pair(&self) -> Result<Vec<String>, String> {
        let text = match self {
            Value::Values(values) => values.join(","),
            Value::Cell(cell) => cell.text()?,
        };
        Ok(text.split(',').map(str::to_owned).collect())
    }
}

/// Parses a value of the command line. Decimals keep all digits, unlike with their own `FromStr`.
pub(crate) trait FromText: Sized {
    fn from_text(text: &str) -> Result<Self, String>;
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.trim().parse().map_err(|error: T::Err| error.to_string())
}

impl FromText for String {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

/// Validated by the library.
impl FromText for plock::Id {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.trim().into())
    }
}

macro_rules! from_text {
    ($($ty:ty: $expected:literal),+) => {$(
        impl FromText for $ty {
            fn from_text(text: &str) -> Result<Self, String> {
                text.trim().parse().map_err(|_| format!("expected {}, got {text:?}", $expected))
            }
        }
    )+};
}
from_text! {
    i64: "a whole number", bool: "true or false",
    plock::Date: "a date such as 2025-06-30", plock::Timestamp: "a date-time such as 2025-06-30T12:00:00Z"
}

impl FromText for plock::Decimal {
    fn from_text(text: &str) -> Result<Self, String> {
        plock::parse_decimal(text.trim()).map_err(|error| error.to_string())
    }
}

impl FromText for plock::DateOrDateTime {
    fn from_text(text: &str) -> Result<Self, String> {
        parse(text)
    }
}

impl FromText for plock::UnixTime {
    fn from_text(text: &str) -> Result<Self, String> {
        parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        let read = |text| duration("timeout", text).ok();
        assert_eq!(read("30"), Some(Duration::from_secs(30)));
        assert_eq!(read("30s"), Some(Duration::from_secs(30)));
        assert_eq!(read("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(read("2m"), Some(Duration::from_secs(120)));
        for bad in ["", "0", "s", "-1s", "1h30", "1.5s", "99999999999999999999", "é"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn decimals_keep_their_digits() {
        for text in ["1000.00", "0.1000000000000000000000000001", "-12.50"] {
            assert_eq!(plock::Decimal::from_text(text).map(|value| value.to_string()), Ok(text.to_owned()));
        }
        assert!(plock::Decimal::from_text("0.10000000000000000000000000000001").is_err(), "it was rounded");
        assert!(plock::Decimal::from_text("NaN").is_err());
    }
}
