//! Errors, encoded as bytes for the other language.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;

use crate::encode::Writer;

/// An error encoded by [`write_error`].
#[derive(Debug, uniffi::Error)]
pub enum NativeError {
    Encoded { bytes: Vec<u8> },
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an encoded error")
    }
}

impl StdError for NativeError {}

impl From<plock::Error> for NativeError {
    fn from(error: plock::Error) -> Self {
        let mut out = Writer::default();
        write_error(&mut out, &error);
        Self::Encoded { bytes: out.0 }
    }
}

impl From<plock_outbox::Error> for NativeError {
    fn from(error: plock_outbox::Error) -> Self {
        let kind = error.kind();
        // It begins with the name of the argument.
        let field = error.message().split_once(": ").map(|(field, _)| field);
        let field = field.filter(|_| kind == plock_outbox::ErrorKind::InvalidRequest);
        let mut out = Writer::default();
        // After an error of the disk, an event may be stored.
        write_failure(&mut out, kind.name(), error.message(), kind != plock_outbox::ErrorKind::Io, field);
        Self::Encoded { bytes: out.0 }
    }
}

pub(crate) fn write_error(out: &mut Writer, error: &plock::Error) {
    out.text(error.kind().name());
    out.text(error.message());
    out.optional_number(error.status().map(u64::from));
    out.optional_text(error.method());
    out.optional_text(error.path());
    let mut headers: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in error.headers() {
        let text = String::from_utf8_lossy(value.as_bytes());
        let all = headers.entry(name.as_str()).or_default();
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(&text);
    }
    out.number(headers.len() as u64);
    for (name, value) in headers {
        out.text(name);
        out.text(&value);
    }
    out.number(error.errors().len() as u64);
    for api_error in error.errors() {
        out.optional_text(api_error.title.as_deref());
        out.optional_text(api_error.detail.as_deref());
        out.optional_text(api_error.status.as_deref());
        out.text(api_error.raw.as_str());
    }
    out.number(error.attempts().into());
    out.optional_number(error.retry_after().map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX)));
    out.byte(u8::from(error.is_retry_safe()));
    out.optional_text(error.field());
    out.optional_text(error.pointer());
    out.optional_text(error.row_id());
    out.optional_text(error.body_excerpt());
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    out.number(causes.len() as u64);
    for cause in causes {
        out.text(&cause);
    }
}

/// An internal error: an empty kind, the message, and no other field.
pub(crate) fn write_internal_error(out: &mut Writer, message: &str) {
    write_failure(out, "", message, false, None);
}

/// An error that has no other fields.
pub(crate) fn write_failure(out: &mut Writer, kind: &str, message: &str, retry_safe: bool, field: Option<&str>) {
    out.text(kind);
    out.text(message);
    // One zero byte for each field that `write_error` writes here: absent, empty or 0.
    out.0.extend_from_slice(&[0; 7]);
    out.byte(u8::from(retry_safe));
    out.optional_text(field);
    out.0.extend_from_slice(&[0; 4]);
}
