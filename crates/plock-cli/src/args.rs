//! What the caller gave for one call: values from options, or from a row of a file.

use std::collections::HashMap;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use plock::meta::Operation;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::render::Format;
use crate::rows::{Cell, Row};

/// Texts of the command line by the name that the spec gives them, each with how an error names it.
type Texts = HashMap<&'static str, (String, Vec<String>)>;

/// The values of one call.
#[derive(Clone)]
pub(crate) struct Args {
    pub(crate) operation: &'static Operation,
    pub(crate) options: Arc<Options>,
    texts: Arc<Texts>,
    row: Option<Arc<Row>>,
}

/// The options that are the command line's own.
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
    pub(crate) fn new(matches: &ArgMatches) -> Result<Self, Failure> {
        // Which of these a command knows depends on its kind.
        fn one<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
            matches.try_get_one(name).ok().flatten().cloned()
        }
        Ok(Options {
            all: one(matches, "all").unwrap_or_default(),
            page: one(matches, "page"),
            page_size: one(matches, "page-size"),
            limit: one(matches, "limit"),
            concurrency: one::<u32>(matches, "concurrency").and_then(|number| usize::try_from(number).ok()),
            query: pairs(matches, "query", '=', "NAME=VALUE")?,
            format: one(matches, "format"),
            file: one(matches, "file"),
            file_format: one(matches, "file-format"),
            failed: one(matches, "failed"),
        })
    }
}

/// The values of a repeatable option that has two parts. What was given may be a secret, so no error shows it.
pub(crate) fn pairs(
    matches: &ArgMatches,
    option: &str,
    separator: char,
    form: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let given = matches.get_many::<String>(option).into_iter().flatten();
    given
        .map(|text| match text.split_once(separator) {
            Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
            _ => Err(Failure::usage(format!("--{option}: expected {form}"))),
        })
        .collect()
}

/// `30`, `30s`, `500ms` or `2m`.
pub(crate) fn duration(option: &str, text: &str) -> Result<Duration, Failure> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number = digits.parse::<u64>().ok().filter(|number| *number > 0);
    let (number, unit) = (number, &text[digits.len()..]);
    match (number, unit) {
        (Some(number), "ms") => Some(Duration::from_millis(number)),
        (Some(number), "" | "s") => Some(Duration::from_secs(number)),
        (Some(number), "m") => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    }
    .ok_or_else(|| Failure::usage(format!("--{option}: expected a time like 30s, 500ms or 2m, got {text:?}")))
}

#[allow(dead_code, reason = "which of these the generated dispatch calls depends on the spec")]
impl Args {
    pub(crate) fn new(operation: &'static Operation, texts: Texts, options: Options) -> Self {
        Args { operation, options: Arc::new(options), texts: Arc::new(texts), row: None }
    }

    /// The same command line with the values of a row before its own.
    pub(crate) fn with_row(&self, row: Arc<Row>) -> Self {
        Args { row: Some(row), ..self.clone() }
    }

    pub(crate) fn get<T: FromText>(&self, name: &str) -> Result<Option<T>, Failure> {
        self.read(name, |given| given.text().and_then(|text| T::from_text(&text)))
    }

    pub(crate) fn required<T: FromText>(&self, name: &str) -> Result<T, Failure> {
        self.get(name)?.ok_or_else(|| self.missing(name))
    }

    /// Two values, sent as `X,Y`.
    pub(crate) fn pair<T: FromText>(&self, name: &str) -> Result<Option<(T, T)>, Failure> {
        self.read(name, |given| match &given.pair()?[..] {
            [from, to] => Ok((T::from_text(from.trim())?, T::from_text(to.trim())?)),
            other => Err(format!("expected two values, got {}", other.len())),
        })
    }

    pub(crate) fn required_pair<T: FromText>(&self, name: &str) -> Result<(T, T), Failure> {
        self.pair(name)?.ok_or_else(|| self.missing(name))
    }

    /// An object, an array, a map or anything: given as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        self.read(name, |given| {
            serde_json::from_str(given.json()).map_err(|error| format!("expected JSON of the right form: {error}"))
        })
    }

    pub(crate) fn required_json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        self.json(name)?.ok_or_else(|| self.missing(name))
    }

    fn read<T>(&self, name: &str, read: impl FnOnce(Given<'_>) -> Result<T, String>) -> Result<Option<T>, Failure> {
        if let Some((row, cell)) = self.row.as_ref().and_then(|row| Some((row, row.get(name)?))) {
            let at = |error| Failure::usage(format!("line {}: {name}: {error}", row.line));
            return read(Given::Cell(cell)).map(Some).map_err(at);
        }
        match self.texts.get(name) {
            Some((label, texts)) => {
                read(Given::Texts(texts)).map(Some).map_err(|error| Failure::usage(format!("{label}: {error}")))
            }
            None => Ok(None),
        }
    }

    fn missing(&self, name: &str) -> Failure {
        match &self.row {
            Some(row) => Failure::usage(format!("line {}: {name}: expected a value, got none", row.line)),
            None => Failure::usage(format!("{name}: expected a value, got none")),
        }
    }
}

enum Given<'a> {
    Texts(&'a [String]),
    Cell(&'a Cell),
}

impl Given<'_> {
    fn text(&self) -> Result<String, String> {
        match self {
            Given::Texts(texts) => Ok(texts.concat()),
            Given::Cell(cell) => cell.text(),
        }
    }

    fn json(&self) -> &str {
        match self {
            Given::Texts(texts) => texts.first().map_or("", String::as_str),
            Given::Cell(cell) => cell.json(),
        }
    }

    fn pair(&self) -> Result<Vec<String>, String> {
        let text = match self {
            Given::Texts(texts) => texts.join(","),
            Given::Cell(cell) => cell.text()?,
        };
        Ok(text.split(',').map(str::to_owned).collect())
    }
}

/// A value as a person writes it. Decimals keep every digit, which their own `FromStr` would not.
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

/// The library says what is wrong with it.
impl FromText for plock::Id {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.trim().into())
    }
}

impl FromText for i64 {
    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("expected a whole number, got {text:?}"))
    }
}

impl FromText for bool {
    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("expected true or false, got {text:?}"))
    }
}

impl FromText for plock::Decimal {
    fn from_text(text: &str) -> Result<Self, String> {
        plock::parse_decimal(text.trim()).map_err(|error| error.to_string())
    }
}

impl FromText for plock::Date {
    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("expected a date like 2025-06-30, got {text:?}"))
    }
}

impl FromText for plock::Timestamp {
    fn from_text(text: &str) -> Result<Self, String> {
        text.trim().parse().map_err(|_| format!("expected a date-time like 2025-06-30T12:00:00Z, got {text:?}"))
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
    fn times_have_units() {
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
        assert!(plock::Decimal::from_text("0.10000000000000000000000000000001").is_err(), "rounded in silence");
        assert!(plock::Decimal::from_text("NaN").is_err());
    }
}
