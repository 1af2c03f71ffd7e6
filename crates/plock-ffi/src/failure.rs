//! Errors on their way to the other language, which makes its own of them.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;

use crate::encode::Writer;

/// An error, as [`crate::encode`] writes it.
#[derive(Debug, uniffi::Error)]
pub enum Refusal {
    Told { facts: Vec<u8> },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl StdError for Refusal {}

impl From<plock::Error> for Refusal {
    fn from(error: plock::Error) -> Self {
        let mut out = Writer::default();
        failure(&mut out, &error);
        Self::Told { facts: out.0 }
    }
}

pub(crate) fn failure(out: &mut Writer, error: &plock::Error) {
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
    for said in error.errors() {
        out.optional_text(said.title.as_deref());
        out.optional_text(said.detail.as_deref());
        out.optional_text(said.status.as_deref());
        out.text(said.raw.as_str());
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

/// A fault of this library: no kind of error that an API has.
pub(crate) fn internal(out: &mut Writer, what: &str) {
    out.text("");
    out.text(what);
    for _ in 0..3 {
        out.byte(0);
    }
    out.number(0);
    out.number(0);
    out.number(0);
    for _ in 0..6 {
        out.byte(0);
    }
    out.number(0);
}
