//! One error type with a kind. Every call can fail in the same ways, so a caller asks for the [`ErrorKind`] instead of matching on
//! a type of each operation; the facts beside it are there when they are known. The kinds are generated, as for every language.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use crate::json::Fault;
use crate::values::Json;

/// A result of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;
type Source = Box<dyn StdError + Send + Sync>;

include!(concat!(env!("OUT_DIR"), "/errors.rs"));

/// One error that the API describes in its answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ApiError {
    /// A short summary.
    pub title: Option<String>,
    /// What happened.
    pub detail: Option<String>,
    /// The HTTP status, as text.
    pub status: Option<String>,
    /// The error as it came.
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

/// An argument that the API could not take: which, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    pub(crate) field: String,
    pub(crate) what: String,
}

impl Invalid {
    pub(crate) fn new(field: &str, what: impl Into<String>) -> Self {
        Self { field: field.to_owned(), what: what.into() }
    }

    /// As seen from the object that holds it.
    #[allow(dead_code, reason = "what generated code calls depends on the spec")]
    pub(crate) fn within(mut self, outer: &str) -> Self {
        self.field = if self.field.is_empty() { outer.to_owned() } else { format!("{outer}.{}", self.field) };
        self
    }
}

/// Why a call failed, with all that is known of it. Never holds the API key.
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
    field: Option<String>,
    pointer: Option<String>,
    row: Option<String>,
    excerpt: Option<String>,
    source: Option<Source>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts { kind: Some(kind), message: message.into(), ..Facts::default() }))
    }

    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    /// An argument, refused before anything was sent.
    #[doc(hidden)]
    pub fn invalid(field: &str, what: &str) -> Self {
        let mut error = Self::new(ErrorKind::InvalidRequest, format!("{field}: {what}"));
        error.0.field = Some(field.to_owned());
        error.0.retry_safe = true;
        error
    }

    /// An answer that is no success.
    pub(crate) fn answer(status: u16, headers: HeaderMap, body: &[u8]) -> Self {
        let (message, errors) = described(body);
        let reason =
            http::StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("unexpected status");
        let message = message.or_else(|| (!errors.is_empty()).then(|| listed(&errors)));
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

    pub(crate) fn decode(fault: Fault, body: &[u8]) -> Self {
        let mut error = Self::new(ErrorKind::Decode, fault.to_string());
        let misfit = fault.into_inner();
        error.0.pointer = Some(misfit.pointer);
        error.0.row = misfit.row;
        error.0.excerpt = Some(excerpt(body));
        error
    }

    /// Pages of a list that contradict each other, after `delivered` rows.
    pub(crate) fn inconsistent(fault: Fault, delivered: u64) -> Self {
        let mut error =
            Self::new(ErrorKind::InconsistentList, format!("{fault}; rows read before this error: {delivered}"));
        error.0.pointer = Some(fault.into_inner().pointer);
        error.0.retry_safe = true;
        error
    }

    /// The same failure of a write that may have been recorded.
    pub(crate) fn into_outcome_unknown(mut self) -> Self {
        self.0.message.insert_str(0, "it may have been recorded: ");
        self.0.kind = Some(ErrorKind::OutcomeUnknown);
        self.0.retry_safe = false;
        self
    }

    /// A 2xx response without the acknowledgement, which is the member `name` with the value true. Where it is false, the API says
    /// that nothing was recorded.
    pub(crate) fn unacknowledged(
        name: &str,
        found: Option<bool>,
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Self {
        let mut error = Self::answer(status, headers.clone(), body);
        let said = std::mem::take(&mut error.0.message);
        if found == Some(false) {
            error.0.kind = Some(ErrorKind::ApiStatus);
            error.0.message = format!("the API answered `{name}`: false; nothing was recorded ({said})");
            return error.with_retry(true, None);
        }
        error.0.message = format!("expected `{name}`: true in the response, got {said}");
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

    pub(crate) fn with_answer(mut self, status: u16, headers: &HeaderMap) -> Self {
        self.0.status = Some(status);
        self.0.headers = headers.clone();
        self
    }

    pub(crate) fn with_retry(mut self, safe: bool, after: Option<Duration>) -> Self {
        self.0.retry_safe = safe;
        self.0.retry_after = after;
        self
    }

    /// In which way the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::ApiStatus)
    }

    /// What happened, without the kind and the call.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// HTTP status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// HTTP method of the call.
    pub fn method(&self) -> Option<&str> {
        self.0.method
    }

    /// Path of the call, without the query.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// What the API says about it.
    pub fn errors(&self) -> &[ApiError] {
        &self.0.errors
    }

    /// How often the request was sent, or tried to be.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the API asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call can be made again without the risk of doing something twice.
    pub fn is_retry_safe(&self) -> bool {
        self.0.retry_safe
    }

    /// The argument that was refused.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// JSON pointer to what could not be decoded.
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// Id of the row that could not be decoded.
    pub fn row_id(&self) -> Option<&str> {
        self.0.row.as_deref()
    }

    /// The beginning of the answer's body.
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }
}

/// The messages of both documented error bodies: `{"errors": [{title, detail, status}]}` and `{"message", "errors": [anything]}`.
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

/// The first characters of a body, for an error's reader.
pub(crate) fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN * 4)]);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if body.len() > shown.len() {
        shown.push('…');
    }
    shown
}

/// `a, b and c`.
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
