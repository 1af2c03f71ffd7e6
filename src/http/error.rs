//! One error type for all calls, with a generated [`ErrorKind`] and details that are set when they are known.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, LOCATION};

use super::exchange::Response;
use crate::json::DecodeError;
use crate::values::Json;

/// A result with the [`Error`] of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
type Source = Box<dyn StdError + Send + Sync>;

include!(concat!(env!("OUT_DIR"), "/errors.rs"));

/// An error that the API describes in the response body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiError {
    /// Short summary.
    pub title: Option<String>,
    /// Explanation of this error.
    pub detail: Option<String>,
    /// HTTP status as text.
    pub status: Option<String>,
    /// The error object as sent by the API.
    pub raw: Json,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.title, &self.detail) {
            (Some(title), Some(detail)) => write!(f, "{title}: {detail}"),
            (Some(text), None) | (None, Some(text)) => f.write_str(text),
            (None, None) => self.raw.fmt(f),
        }
    }
}

/// An invalid argument: its name, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidArgument {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl InvalidArgument {
    pub(crate) fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }

    /// Prefixes the field with the name of the object that contains it.
    #[allow(dead_code, reason = "generated code may not use all of it")]
    pub(crate) fn within(mut self, outer: &str) -> Self {
        self.field = if self.field.is_empty() { outer.to_owned() } else { format!("{outer}.{}", self.field) };
        self
    }
}

/// The error of a call. Never contains the API key.
pub struct Error(Box<Facts>);

#[derive(Default)]
struct Facts {
    kind: Option<ErrorKind>,
    message: String,
    status: Option<u16>,
    method: Option<&'static str>,
    path: Option<String>,
    headers: HeaderMap,
    errors: Vec<ApiError>,
    attempts: u32,
    retry_after: Option<Duration>,
    retry_safe: bool,
    outage: bool,
    field: Option<String>,
    pointer: Option<String>,
    row: Option<String>,
    excerpt: Option<String>,
    source: Option<Source>,
}

impl Error {
    /// An error of a kind, as for a test of code that handles it.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts { kind: Some(kind), message: message.into(), ..Facts::default() }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    /// An invalid argument; nothing was sent.
    #[doc(hidden)]
    pub fn invalid(field: &str, message: &str) -> Self {
        let mut error = Self::new(ErrorKind::InvalidRequest, format!("{field}: {message}"));
        error.0.field = Some(field.to_owned());
        error.0.retry_safe = true;
        error
    }

    /// The error of a response that is not 2xx, as for a test of code that handles it. A write of the client has other errors for some of
    /// them: see [`ErrorKind::OutcomeUnknown`].
    pub fn response(status: u16, headers: HeaderMap, body: &[u8]) -> Self {
        let (message, errors) = described(body);
        let reason =
            http::StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("unexpected status");
        // The message begins with the reason; the API often repeats it.
        let is_new = |text: &String| !text.trim_end_matches('.').eq_ignore_ascii_case(reason);
        let texts = errors.iter().filter_map(|error| match (&error.title, &error.detail) {
            (Some(title), detail) if !is_new(title) => detail.clone(),
            _ => Some(error.to_string()),
        });
        let texts: Vec<String> = texts.filter(is_new).collect();
        let message = message
            .filter(is_new)
            .or_else(|| (!texts.is_empty()).then(|| texts.join(", ")))
            .or_else(|| redirected(status, &headers))
            .or_else(|| plain_text(body));
        let mut error = Self::new(
            ErrorKind::of_status(status),
            match message {
                Some(message) => format!("{status} {reason}: {message}"),
                None => format!("{status} {reason}"),
            },
        );
        error.0.status = Some(status);
        error.0.headers = headers;
        error.0.errors = errors;
        error.0.excerpt = (!body.is_empty()).then(|| excerpt(body));
        error
    }

    pub(crate) fn decode(cause: DecodeError, body: &[u8]) -> Self {
        let mut error = Self::new(ErrorKind::Decode, cause.to_string());
        let details = cause.into_inner();
        error.0.pointer = Some(details.pointer);
        error.0.row = details.row;
        error.0.excerpt = Some(excerpt(body));
        error
    }

    /// A list whose pages contradict each other, after `delivered` rows.
    pub(crate) fn inconsistent(cause: DecodeError, delivered: u64) -> Self {
        let mut error =
            Self::new(ErrorKind::InconsistentList, format!("{cause}; rows read before this error: {delivered}"));
        error.0.pointer = Some(cause.into_inner().pointer);
        error.0.retry_safe = true;
        error
    }

    pub(crate) fn prefixed(mut self, text: &str) -> Self {
        self.0.message.insert_str(0, text);
        self
    }

    /// Marks the call as one that can be repeated without recording anything twice.
    pub(crate) fn with_safe_retry(mut self) -> Self {
        self.0.retry_safe = true;
        self
    }

    /// Marks the error as that of a write that may have been recorded.
    pub(crate) fn into_outcome_unknown(self) -> Self {
        let mut error = self.prefixed("it may have been recorded: ");
        error.0.kind = Some(ErrorKind::OutcomeUnknown);
        error.0.retry_safe = false;
        error
    }

    /// A 2xx response without the acknowledgement: the member `name` with the value true. If it is false, nothing was recorded.
    pub(crate) fn unacknowledged(name: &str, found: Option<bool>, response: &Response) -> Self {
        let mut error = Self::response(response.status, response.headers.clone(), &response.body);
        let message = std::mem::take(&mut error.0.message);
        if found == Some(false) {
            error.0.kind = Some(ErrorKind::ApiStatus);
            error.0.message = format!("the API returned `{name}`: false; nothing was recorded ({message})");
            return error.with_retry(true, None);
        }
        error.0.message = format!("expected `{name}`: true in the response, got {message}");
        error.0.pointer = Some(format!("/{name}"));
        error.into_outcome_unknown()
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_call(mut self, method: &'static str, path: &str, attempts: u32) -> Self {
        self.0.method = Some(method);
        self.0.path = Some(path.to_owned());
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_response(mut self, method: &'static str, response: &Response) -> Self {
        self.0.status = Some(response.status);
        self.0.headers = response.headers.clone();
        // The header is gone once a body was decoded.
        if let (ErrorKind::Decode, Some(encoding)) = (self.kind(), response.headers.get(CONTENT_ENCODING)) {
            self.0.message.push_str(&format!(" (Content-Encoding: {})", encoding.to_str().unwrap_or("?")));
        }
        self.with_call(method, response.request.url().path(), response.attempts)
    }

    pub(crate) fn with_retry(mut self, safe: bool, after: Option<Duration>) -> Self {
        self.0.retry_safe = safe;
        self.0.retry_after = after;
        self
    }

    /// Adds to the message.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message.push_str(note);
        self
    }

    /// Marks the error as that of an API that was not available for as long as a job may wait.
    pub(crate) fn with_outage(mut self) -> Self {
        self.0.outage = true;
        self
    }

    pub(crate) fn is_outage(&self) -> bool {
        self.0.outage
    }

    /// Kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::ApiStatus)
    }

    /// Message without the kind and the request.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// HTTP status of the response; `None` without a response.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// HTTP method of the request.
    pub fn method(&self) -> Option<&str> {
        self.0.method
    }

    /// Path of the request, without the query.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Headers of the response; empty without a response.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Errors that the API describes in the response body.
    pub fn errors(&self) -> &[ApiError] {
        &self.0.errors
    }

    /// Number of attempts.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Wait that the API asks for (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the call can be repeated without recording anything twice.
    pub fn is_retry_safe(&self) -> bool {
        self.0.retry_safe
    }

    /// Name of the invalid argument.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// JSON pointer to the value that could not be decoded.
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// Id of the row that could not be decoded.
    pub fn row_id(&self) -> Option<&str> {
        self.0.row.as_deref()
    }

    /// The first 200 characters of the response body.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }
}

/// Message and errors of both documented error bodies: `{"errors": [{title, detail, status}]}` and `{"message", "errors": [any]}`.
fn described(body: &[u8]) -> (Option<String>, Vec<ApiError>) {
    let Ok(json) = serde_json::from_slice::<Json>(body) else { return (None, Vec::new()) };
    let text = |json: &Json, name: &str| json.get(name).and_then(|value| value.string());
    let listed = json.get("errors").and_then(|errors| errors.to::<Vec<Json>>().ok()).unwrap_or_default();
    let errors = listed.into_iter().map(|raw| ApiError {
        title: text(&raw, "title"),
        detail: text(&raw, "detail").or_else(|| raw.string()),
        status: raw.get("status").map(|s| s.string().unwrap_or_else(|| s.to_string())),
        raw,
    });
    (text(&json, "message"), errors.collect())
}

/// Where a redirect leads, without the query.
fn redirected(status: u16, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION).filter(|_| matches!(status, 300..=399))?.to_str().ok()?;
    let target = location.split(['?', '#']).next()?;
    Some(format!("redirects to {target}; correct the base URL if the API has moved"))
}

/// A body that is neither JSON nor HTML, in one line.
fn plain_text(body: &[u8]) -> Option<String> {
    let text = excerpt(body).replace(|c: char| c.is_control(), " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && !text.starts_with(['<', '{', '[', '"', '\u{fffd}'])).then_some(text)
}

/// The first characters of a body.
pub(crate) fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN * 4)]);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if body.len() > shown.len() {
        shown.push('…');
    }
    shown
}

/// `a, b, c`.
pub(crate) fn listed(items: &[impl fmt::Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind().name(), self.0.message)?;
        match (self.0.method, &self.0.path) {
            (Some(method), Some(path)) => {
                let times = if self.0.attempts == 1 { "attempt" } else { "attempts" };
                write!(f, " ({method} {path}, {} {times})", self.0.attempts)
            }
            _ => Ok(()),
        }
    }
}

/// Errors are equal if all that they say is; their sources are not compared.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        (a.kind, &a.message, a.status, a.method, &a.path, &a.headers, &a.errors)
            == (b.kind, &b.message, b.status, b.method, &b.path, &b.headers, &b.errors)
            && (a.attempts, a.retry_after, a.retry_safe, a.outage, &a.field, &a.pointer, &a.row, &a.excerpt)
                == (b.attempts, b.retry_after, b.retry_safe, b.outage, &b.field, &b.pointer, &b.row, &b.excerpt)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = &self.0;
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("message", &facts.message)
            .field("status", &facts.status)
            .field("method", &facts.method)
            .field("path", &facts.path)
            .field("errors", &facts.errors)
            .field("attempts", &facts.attempts)
            .field("retry_after", &facts.retry_after)
            .field("retry_safe", &facts.retry_safe)
            .field("pointer", &facts.pointer)
            .field("row_id", &facts.row)
            .field("source", &facts.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
