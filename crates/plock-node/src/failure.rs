//! Errors on their way to JavaScript, where they become classes: as JSON, since Node-API carries no more than a text.

use std::error::Error as StdError;
use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    kind: &'a str,
    message: &'a str,
    status: Option<u16>,
    method: Option<&'a str>,
    path: Option<&'a str>,
    headers: Vec<(&'a str, String)>,
    errors: Vec<ToldError<'a>>,
    attempts: u32,
    retry_after: Option<u64>,
    retry_safe: bool,
    field: Option<&'a str>,
    pointer: Option<&'a str>,
    row_id: Option<&'a str>,
    body_excerpt: Option<&'a str>,
    causes: Vec<String>,
    /// The request for a token whose provider failed: JavaScript has kept what it threw.
    thrown: Option<u32>,
}

#[derive(Serialize)]
struct ToldError<'a> {
    title: Option<&'a str>,
    detail: Option<&'a str>,
    status: Option<&'a str>,
    /// As text: JavaScript reads it without making floats of its numbers.
    raw: &'a str,
}

pub(crate) fn json(error: &plock::Error) -> String {
    let mut causes = Vec::new();
    let mut thrown = None;
    let mut source = error.source();
    while let Some(cause) = source {
        thrown = thrown.or(cause.downcast_ref::<Thrown>().map(|thrown| thrown.0));
        causes.push(cause.to_string());
        source = cause.source();
    }
    let errors = error.errors().iter().map(|error| ToldError {
        title: error.title.as_deref(),
        detail: error.detail.as_deref(),
        status: error.status.as_deref(),
        raw: error.raw.as_str(),
    });
    let headers = error.headers().iter();
    let told = Told {
        kind: error.kind().name(),
        message: error.message(),
        status: error.status(),
        method: error.method(),
        path: error.path(),
        headers: headers
            .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        errors: errors.collect(),
        attempts: error.attempts(),
        retry_after: error.retry_after().map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)),
        retry_safe: error.is_retry_safe(),
        field: error.field(),
        pointer: error.pointer(),
        row_id: error.row_id(),
        body_excerpt: error.body_excerpt(),
        causes,
        thrown,
    };
    written(&told)
}

/// An error of this side alone.
pub(crate) fn internal(message: &str) -> String {
    written(&serde_json::json!({"kind": plock::ErrorKind::Connection.name(), "message": message}))
}

fn written(value: &impl Serialize) -> String {
    let text = serde_json::value::to_raw_value(value);
    text.map(|raw: Box<RawValue>| raw.get().to_owned()).unwrap_or_else(|_| "{}".to_owned())
}

/// Thrown at once: JavaScript catches it and makes its own of it.
pub(crate) fn thrown(error: &plock::Error) -> napi::Error {
    napi::Error::from_reason(json(error))
}

/// What a token provider threw, by the number of the request for a token.
#[derive(Debug)]
pub(crate) struct Thrown(pub(crate) u32);

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token provider threw")
    }
}

impl StdError for Thrown {}
