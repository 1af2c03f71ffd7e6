//! The reply to a case, and the JSON of errors.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::output::Output;

pub(crate) type Json = Box<RawValue>;

/// The error of a call, or of an argument that the types of the crate cannot represent.
pub(crate) struct Failure(plock::Error);

impl From<plock::Error> for Failure {
    fn from(error: plock::Error) -> Self {
        Failure(error)
    }
}

impl Failure {
    pub(crate) fn argument(field: &str, what: &str) -> Self {
        Failure(plock::Error::invalid(field, what))
    }

    pub(crate) fn unknown_operation(id: &str) -> Self {
        Failure::argument("operation", &format!("unknown operation {id:?}"))
    }

    pub(crate) fn into_error(self) -> plock::Error {
        self.0
    }
}

#[derive(Serialize)]
pub(crate) struct ErrorReport<'a> {
    kind: &'static str,
    message: &'a str,
    /// As logged, with all causes: it must not contain secrets.
    printed: String,
    status: Option<u16>,
    method: Option<&'a str>,
    path: Option<&'a str>,
    attempts: u32,
    retry_safe: bool,
    retry_after_s: Option<u64>,
    pointer: Option<&'a str>,
    row_id: Option<&'a str>,
    field: Option<&'a str>,
    errors: Vec<ApiErrorReport<'a>>,
    headers: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct ApiErrorReport<'a> {
    title: Option<&'a str>,
    detail: Option<&'a str>,
    status: Option<&'a str>,
}

impl<'a> ErrorReport<'a> {
    pub(crate) fn new(error: &'a plock::Error) -> Self {
        let errors = error.errors().iter().map(|error| ApiErrorReport {
            title: error.title.as_deref(),
            detail: error.detail.as_deref(),
            status: error.status.as_deref(),
        });
        let mut headers: BTreeMap<&str, String> = BTreeMap::new();
        for (name, value) in error.headers() {
            let text = String::from_utf8_lossy(value.as_bytes());
            headers.entry(name.as_str()).and_modify(|all| *all = format!("{all}, {text}")).or_insert(text.into_owned());
        }
        ErrorReport {
            kind: error.kind().name(),
            message: error.message(),
            printed: format!("{error} {error:?}"),
            status: error.status(),
            method: error.method(),
            path: error.path(),
            attempts: error.attempts(),
            retry_safe: error.is_retry_safe(),
            retry_after_s: error.retry_after().map(|time| time.as_secs()),
            pointer: error.pointer(),
            row_id: error.row_id(),
            field: error.field(),
            errors: errors.collect(),
            headers,
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Reply<'a> {
    id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled_at_ms: Option<u128>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<&'a RawValue>,
    waits_ms: Vec<u128>,
}

/// A reply as a line of JSON.
pub(crate) struct Line(String);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Reply<'_> {
    #[allow(clippy::new_ret_no_self, reason = "a reply is serialized immediately")]
    pub(crate) fn new(
        id: u64,
        result: Option<Result<(), Failure>>,
        cancelled_at: Option<u128>,
        out: &Output,
        waits: &[Duration],
    ) -> Line {
        let failure = result.and_then(Result::err);
        let done = failure.is_none() && cancelled_at.is_none();
        let reply = Reply {
            id,
            result: out.result.as_deref().filter(|_| done),
            items: out.items.as_deref(),
            job: out.job.as_deref().filter(|_| done),
            error: failure.as_ref().map(|failure| ErrorReport::new(&failure.0)),
            cancelled: cancelled_at.map(|_| true),
            cancelled_at_ms: cancelled_at,
            waits_ms: waits.iter().map(Duration::as_millis).collect(),
        };
        Line(
            serde_json::to_string(&reply)
                .unwrap_or_else(|error| format!(r#"{{"id":{id},"serialization_error":"{error}"}}"#)),
        )
    }
}
