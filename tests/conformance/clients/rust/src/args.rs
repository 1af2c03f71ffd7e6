//! The arguments of a call: JSON values by the names of the spec.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::reply::Failure;

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) operation: String,
    #[serde(default)]
    args: Values,
    #[serde(default)]
    pub(crate) options: Options,
    pub(crate) list: Option<List>,
    pub(crate) many: Option<Vec<Values>>,
    pub(crate) many_concurrency: Option<usize>,
    pub(crate) job: Option<Job>,
    pub(crate) times: Option<u64>,
    pub(crate) cancel_after_ms: Option<u64>,
}

/// How a job is fed and read.
#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Job {
    #[serde(default)]
    pub(crate) source: Source,
    pub(crate) repeat: Option<usize>,
    pub(crate) every_ms: Option<u64>,
    pub(crate) raise_at: Option<usize>,
    #[serde(default)]
    pub(crate) read: Read,
    #[serde(default)]
    pub(crate) again: bool,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Source {
    #[default]
    List,
    Iterator,
    Live,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Read {
    #[default]
    All,
    Stream,
    Take(usize),
}

pub(crate) type Values = HashMap<String, Box<RawValue>>;

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(crate) enum List {
    Page,
    All,
    First,
    Take(usize),
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    pub(crate) timeout_ms: Option<u64>,
    pub(crate) read_timeout_ms: Option<u64>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) concurrency: Option<usize>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) query: BTreeMap<String, String>,
    page: Option<Box<RawValue>>,
    page_size: Option<Box<RawValue>>,
    #[serde(default)]
    pub(crate) consistent: bool,
}

impl Options {
    pub(crate) fn page(&self) -> Result<Option<u64>, Failure> {
        number("page", self.page.as_deref())
    }

    pub(crate) fn page_size(&self) -> Result<Option<u64>, Failure> {
        number("page_size", self.page_size.as_deref())
    }
}

fn number(name: &str, value: Option<&RawValue>) -> Result<Option<u64>, Failure> {
    let Some(value) = value else { return Ok(None) };
    let text = text(value).unwrap_or_default();
    text.parse()
        .map(Some)
        .map_err(|_| Failure::argument(name, &format!("expected a whole number from 0, got {text:?}")))
}

/// The values of one call, or of one body of many.
#[derive(Clone)]
pub(crate) struct Args {
    pub(crate) call: Arc<Call>,
    body: Option<usize>,
}

#[allow(dead_code, reason = "which of these the generated dispatch calls depends on the spec")]
impl Args {
    pub(crate) fn new(call: Arc<Call>) -> Self {
        Args { call, body: None }
    }

    /// The same call with one body of many.
    pub(crate) fn with_body(&self, index: usize) -> Self {
        Args { call: self.call.clone(), body: Some(index) }
    }

    fn value(&self, name: &str) -> Option<&RawValue> {
        let values = match self.body {
            Some(index) => self.call.many.as_ref()?.get(index)?,
            None => &self.call.args,
        };
        values.get(name).map(|value| &**value).filter(|value| value.get() != "null")
    }

    pub(crate) fn get<T: FromText>(&self, name: &str) -> Result<Option<T>, Failure> {
        self.read(name, |value| T::from_text(&text(value)?))
    }

    pub(crate) fn required<T: FromText>(&self, name: &str) -> Result<T, Failure> {
        self.get(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn pair<T: FromText>(&self, name: &str) -> Result<Option<(T, T)>, Failure> {
        self.read(name, |value| {
            let items: Vec<Box<RawValue>> = json(value)?;
            match &items[..] {
                [from, to] => Ok((T::from_text(&text(from)?)?, T::from_text(&text(to)?)?)),
                other => Err(format!("expected two values, got {}", other.len())),
            }
        })
    }

    pub(crate) fn required_pair<T: FromText>(&self, name: &str) -> Result<(T, T), Failure> {
        self.pair(name)?.ok_or_else(|| missing(name))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        self.read(name, json)
    }

    pub(crate) fn required_json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        self.json(name)?.ok_or_else(|| missing(name))
    }

    fn read<T>(&self, name: &str, read: impl FnOnce(&RawValue) -> Result<T, String>) -> Result<Option<T>, Failure> {
        self.value(name).map(read).transpose().map_err(|error| Failure::argument(name, &error))
    }
}

fn missing(name: &str) -> Failure {
    Failure::argument(name, "expected a value, got none")
}

fn json<T: DeserializeOwned>(value: &RawValue) -> Result<T, String> {
    serde_json::from_str(value.get()).map_err(|error| format!("expected valid JSON: {error}"))
}

/// The text of a string, number or boolean.
fn text(value: &RawValue) -> Result<String, String> {
    match value.get().as_bytes().first() {
        Some(b'"') => json(value),
        Some(b'{' | b'[') => Err(format!("expected a single value, got {}", value.get())),
        _ => Ok(value.get().to_owned()),
    }
}

/// Parses a value of an argument. Decimals keep every digit, unlike with their own `FromStr`.
pub(crate) trait FromText: Sized {
    fn from_text(text: &str) -> Result<Self, String>;
}

fn parse<T: FromStr>(what: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("expected {what}, got {text:?}"))
}

macro_rules! from_text {
    ($($ty:ty => $parse:expr),* $(,)?) => {$(
        impl FromText for $ty {
            fn from_text(text: &str) -> Result<Self, String> {
                ($parse)(text)
            }
        }
    )*};
}
from_text! {
    String => |text: &str| Ok(text.to_owned()),
    plock::Id => |text: &str| Ok(text.into()),
    i64 => |text: &str| parse("an integer of 64 bits", text),
    bool => |text: &str| parse("true or false", text),
    plock::Decimal => |text: &str| plock::parse_decimal(text).map_err(|error| error.to_string()),
    plock::Date => |text: &str| parse("a date", text),
    plock::Timestamp => |text: &str| parse("a date-time", text),
    plock::DateOrDateTime => |text: &str| parse("a date or a date-time", text),
    plock::UnixTime => |text: &str| parse("seconds since 1970 or a date-time", text),
}
