//! Encodes errors as JSON, which JavaScript converts to its error classes. Node-API errors only carry a string.

use std::error::Error as StdError;
use std::fmt;
use std::io::ErrorKind;

use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorJson<'a> {
    kind: &'a str,
    message: &'a str,
    status: Option<u16>,
    method: Option<&'a str>,
    path: Option<&'a str>,
    headers: Vec<(&'a str, String)>,
    errors: Vec<ApiErrorJson<'a>>,
    attempts: u32,
    retry_after: Option<u64>,
    retry_safe: bool,
    field: Option<&'a str>,
    /// Of many events, the one that is invalid.
    index: Option<usize>,
    pointer: Option<&'a str>,
    row_id: Option<&'a str>,
    body_excerpt: Option<&'a str>,
    causes: Vec<CauseJson>,
    /// The token request whose provider threw. JavaScript has stored the exception.
    token_request: Option<u32>,
}

#[derive(Serialize)]
struct CauseJson {
    message: String,
    code: Option<&'static str>,
}

#[derive(Serialize)]
struct ApiErrorJson<'a> {
    title: Option<&'a str>,
    detail: Option<&'a str>,
    status: Option<&'a str>,
    /// As text: JavaScript parses it without converting numbers to floats.
    raw: &'a str,
}

pub(crate) fn json(error: &plock::Error) -> String {
    indexed(error, None)
}

pub(crate) fn indexed(error: &plock::Error, index: Option<usize>) -> String {
    let mut causes = Vec::new();
    let mut token_request = None;
    let mut source = error.source();
    while let Some(cause) = source {
        token_request =
            token_request.or(cause.downcast_ref::<TokenProviderError>().map(|token_request| token_request.0));
        causes.push(CauseJson { message: cause.to_string(), code: code(cause) });
        source = cause.source();
    }
    let errors = error.errors().iter().map(|error| ApiErrorJson {
        title: error.title.as_deref(),
        detail: error.detail.as_deref(),
        status: error.status.as_deref(),
        raw: error.raw.as_str(),
    });
    let headers = error.headers().iter();
    let json = ErrorJson {
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
        index,
        pointer: error.pointer(),
        row_id: error.row_id(),
        body_excerpt: error.body_excerpt(),
        causes,
        token_request,
    };
    to_json(&json)
}

/// The code that Node gives to such an error of the system.
fn code(cause: &(dyn StdError + 'static)) -> Option<&'static str> {
    Some(match cause.downcast_ref::<std::io::Error>()?.kind() {
        ErrorKind::ConnectionRefused => "ECONNREFUSED",
        ErrorKind::ConnectionReset => "ECONNRESET",
        ErrorKind::ConnectionAborted => "ECONNABORTED",
        ErrorKind::BrokenPipe => "EPIPE",
        ErrorKind::TimedOut => "ETIMEDOUT",
        ErrorKind::HostUnreachable => "EHOSTUNREACH",
        ErrorKind::NetworkUnreachable => "ENETUNREACH",
        ErrorKind::NetworkDown => "ENETDOWN",
        ErrorKind::AddrNotAvailable => "EADDRNOTAVAIL",
        ErrorKind::PermissionDenied => "EACCES",
        _ if cause.to_string().starts_with("failed to lookup address") => "ENOTFOUND",
        _ => return None,
    })
}

/// A value that does not fit its column.
pub(crate) fn table(error: &plock_arrow::Error) -> String {
    to_json(&serde_json::json!({
        "kind": plock::ErrorKind::Decode.name(), "message": error.to_string(), "field": error.field(), "rowId": error.row_id(),
        "retrySafe": false
    }))
}

/// An error of the bridge itself. A write may have been recorded.
pub(crate) fn internal(message: &str, write: bool) -> String {
    let kind = if write { plock::ErrorKind::OutcomeUnknown.name() } else { "PlockError" };
    to_json(&serde_json::json!({"kind": kind, "message": message, "retrySafe": !write}))
}

pub(crate) fn to_json(value: &impl Serialize) -> String {
    let text = serde_json::value::to_raw_value(value);
    text.map(|raw: Box<RawValue>| raw.get().to_owned()).unwrap_or_else(|_| "{}".to_owned())
}

/// An exception, which JavaScript catches and converts.
pub(crate) fn to_napi(error: &plock::Error) -> napi::Error {
    napi::Error::from_reason(json(error))
}

/// The token provider threw, for the token request with this id.
#[derive(Debug)]
pub(crate) struct TokenProviderError(pub(crate) u32);

impl fmt::Display for TokenProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token provider threw")
    }
}

impl StdError for TokenProviderError {}
