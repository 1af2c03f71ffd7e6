//! Arguments of one call, as JSON: from options, or from a row of a file.

use std::time::Duration;

use clap::ArgMatches;
use plock::dynamic::{self, Call, Names};
use plock::meta::{Kind, Operation, Type};
use plock::{Client, Request};

use crate::error::CliError;
use crate::render::{AnyFormat, Format};
use crate::rows::{self, Row};

/// The arguments of one call.
pub(crate) struct Args {
    pub(crate) operation: &'static Operation,
    pub(crate) options: Options,
    /// Values of the command line: name, label for errors, and JSON.
    values: Vec<(&'static str, String, String)>,
}

/// Options of the CLI itself.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) all: bool,
    pub(crate) page: Option<u64>,
    pub(crate) page_size: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) concurrency: Option<usize>,
    pub(crate) consistent: bool,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) format: Option<Format>,
    pub(crate) csv_safe: bool,
    pub(crate) file: Option<String>,
    pub(crate) file_format: Option<String>,
    pub(crate) failed: Option<String>,
    pub(crate) journal: Option<String>,
    pub(crate) resume: bool,
    pub(crate) outbox: Option<String>,
    pub(crate) key: Option<String>,
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
            consistent: get(matches, "consistent").unwrap_or_default(),
            query: pairs(matches, "query", '=', "NAME=VALUE")?,
            format: AnyFormat::printed(matches).ok().flatten(),
            csv_safe: get(matches, "csv-safe").unwrap_or_default(),
            file: get(matches, "file"),
            file_format: get(matches, "file-format"),
            failed: get(matches, "failed"),
            journal: get(matches, "journal"),
            resume: get(matches, "resume").unwrap_or_default(),
            outbox: get(matches, "outbox"),
            key: get(matches, "key"),
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

impl Args {
    pub(crate) fn new(
        operation: &'static Operation,
        values: impl Iterator<Item = (&'static str, &'static Type, String, Vec<String>)>,
        options: Options,
    ) -> Result<Self, CliError> {
        let value = |ty, text: &str| rows::from_text(ty, text).and_then(|value| rows::to_json(ty, &value));
        let values = values.map(|(name, ty, label, texts)| match value(ty, &texts.join(",")) {
            Ok(json) => Ok((name, label, json)),
            Err(error) => Err(CliError::usage(format!("{label}: {error}"))),
        });
        Ok(Args { operation, values: values.collect::<Result<_, _>>()?, options })
    }

    /// The arguments as a JSON object. The values of `row` take precedence.
    pub(crate) fn to_json(&self, row: Option<&Row>) -> String {
        let row = row.map_or(&[][..], |row| &row.values);
        let given = self.values.iter().map(|(name, _, json)| (*name, json));
        let given = given.filter(|(name, _)| row.iter().all(|(other, _)| name != other));
        let all = row.iter().map(|(name, json)| (*name, json)).chain(given);
        let members: Vec<_> =
            all.map(|(name, json)| format!("\"{}\":{json}", rows::spelled(self.operation, name))).collect();
        format!("{{{}}}", members.join(","))
    }

    /// Prepares the request with these arguments.
    pub(crate) fn request(&self, client: &Client, row: Option<&Row>) -> Result<Request<Call>, CliError> {
        let call = dynamic::call(client, self.operation, &self.to_json(row), Names::Snake);
        let mut request = call.map_err(|error| CliError::usage(self.label(&error, row)))?;
        let options = &self.options;
        for (name, value) in &options.query {
            request = request.query(name, value);
        }
        if self.operation.kind == Kind::List {
            let text = |number: Option<u64>| number.map(|number| number.to_string());
            request = request.paging(text(options.page), text(options.page_size)).consistent(options.consistent);
            if let Some(pages) = options.concurrency {
                request = request.concurrency(pages);
            }
        }
        Ok(request)
    }

    /// The message of an error of an argument, with the name that the user knows.
    pub(crate) fn label(&self, error: &plock::Error, row: Option<&Row>) -> String {
        let message = error.message();
        let Some(field) = error.field() else { return message.to_owned() };
        let name = field.split('.').next().unwrap_or_default();
        let what = message.strip_prefix(name).unwrap_or(message);
        let given = self.values.iter().find(|(known, ..)| rows::spelled(self.operation, known) == name);
        match (row, given) {
            (Some(row), _) => format!("line {}: {message}", row.line),
            (None, Some((_, label, _))) => format!("{label}{what}"),
            (None, None) => format!("--{}{what}", name.replace('_', "-")),
        }
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
}
