//! What an error of the HTTP client means.

use std::io;

use super::error::{Error, ErrorKind};
use super::pool::{Http1Only, Pool};

/// Too many open files, in the system or in the process.
const ENFILE: i32 = 23;
const EMFILE: i32 = 24;

/// Why an attempt got no response.
#[derive(Debug)]
pub(super) struct Failure {
    pub error: Error,
    pub cause: Cause,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// An HTTP/2 server said that it did not process the request.
    Refused,
    /// The connection ended, and the HTTP client had not yet written the request to it.
    Unwritten,
    /// The server does not speak HTTP/2; nothing was sent.
    Http1Only,
    /// There was no connection.
    Unconnected,
    /// The certificate of the server is not trusted, which a retry does not change.
    Untrusted,
    /// There was no connection, because nobody listens or the host cannot be reached.
    Unreachable,
    /// The process may not open any more files.
    NoFiles,
    /// The HTTP/2 connection ended. For a moment the HTTP client may give it to other requests.
    Disconnected,
    /// No response in time.
    TimedOut,
    /// A response that was not read to its end.
    TooLarge,
    Other,
}

impl Failure {
    /// `pool`: where the request looked for a connection.
    pub(super) fn new(error: reqwest::Error, pool: &Pool) -> Self {
        let (connected, timeout) = (!error.is_connect() && !error.is_builder(), error.is_timeout());
        let (mut found, mut text) = (cause(&error, connected, timeout), innermost(&error).unwrap_or_default());
        if !connected
            && is_canceled(&error)
            && let Some((cause, why)) = pool.failure()
        {
            (found, text) = (cause, why);
        }
        let (kind, text) = match (timeout, connected) {
            (true, false) => (ErrorKind::Timeout, "timed out while connecting".to_owned()),
            (true, true) => (ErrorKind::Timeout, "timed out waiting for the response".to_owned()),
            (false, false) => (ErrorKind::Connection, format!("failed to connect{text}")),
            (false, true) => (ErrorKind::Connection, format!("connection error{text}")),
        };
        // The URL may contain query parameters of the caller.
        Self { error: Error::new(kind, text).with_source(error.without_url()), cause: found }
    }

    /// An HTTP client of the caller has followed the redirect of a write, as another request.
    pub(super) fn redirected() -> Self {
        let text = "the HTTP client followed a redirect of a write; build it with `redirect::Policy::none()`";
        Self { error: Error::new(ErrorKind::Connection, text), cause: Cause::Other }
    }

    /// `option`: the name of the option with the limit.
    pub(super) fn too_large(limit: usize, option: &str) -> Self {
        let text = format!("expected a response of at most {limit} bytes, got more ({option})");
        Self { error: Error::new(ErrorKind::Decode, text), cause: Cause::TooLarge }
    }

    /// Whether nothing was sent because there was no connection.
    pub(super) fn is_unconnected(&self) -> bool {
        matches!(self.cause, Cause::Unconnected | Cause::Untrusted | Cause::Unreachable | Cause::NoFiles)
    }

    /// Names the proxy that was to be used.
    pub(super) fn through(self, proxy: Option<String>) -> Self {
        match proxy {
            Some(proxy) => Self { error: self.error.prefixed(&format!("proxy {proxy}: ")), ..self },
            None => self,
        }
    }

    pub(super) fn timed_out(waiting: &str) -> Self {
        let error = Error::new(ErrorKind::Timeout, format!("timed out {waiting}"));
        Self { error, cause: Cause::TimedOut }
    }
}

/// `h2` gives the error of a received `GOAWAY` only to streams beyond the last one that the server may have processed. Those up to it go
/// on, and end with an I/O error if the connection closes first (RFC 9113, 6.8 and 8.7).
pub(super) fn cause(error: &(dyn std::error::Error + 'static), connected: bool, timeout: bool) -> Cause {
    let refused = |error: &h2::Error| {
        error.is_remote()
            && (error.is_go_away() || error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
    };
    let mut found = match connected {
        true => Cause::Other,
        false if timeout => Cause::Unreachable,
        false => Cause::Unconnected,
    };
    for cause in causes(error) {
        if matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
            return Cause::Untrusted;
        }
        if let (false, Some(error)) = (connected, cause.downcast_ref()) {
            found = unconnected(error).unwrap_or(found);
        }
        if cause.is::<Http1Only>() {
            return Cause::Http1Only;
        }
        if cause.downcast_ref().is_some_and(refused) {
            return Cause::Refused;
        }
        if found == Cause::Other && cause.downcast_ref().is_some_and(h2::Error::is_io) {
            found = Cause::Disconnected;
        }
        let ended = |error: &hyper::Error| error.is_closed() || error.is_incomplete_message();
        if found == Cause::Other && cause.downcast_ref().is_some_and(ended) {
            found = Cause::Disconnected;
        }
        let unwritten = |error: &hyper::Error| error.is_canceled() || error.is_user();
        if connected && cause.downcast_ref().is_some_and(unwritten) {
            found = Cause::Unwritten;
        }
    }
    found
}

/// Why there is no connection, if the system says so.
fn unconnected(error: &io::Error) -> Option<Cause> {
    use io::ErrorKind::*;
    match error.kind() {
        ConnectionRefused | ConnectionReset | ConnectionAborted | HostUnreachable | NetworkUnreachable
        | NetworkDown | TimedOut => Some(Cause::Unreachable),
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(ENFILE | EMFILE)) => Some(Cause::NoFiles),
        _ => None,
    }
}

pub(super) fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        // `source` of an I/O error skips the error in it.
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        inner.map(|inner| inner as &(dyn std::error::Error + 'static)).or_else(|| error.source())
    })
}

/// Whether the call waited for a connection that another one failed to open. The HTTP client tells only the other one why.
fn is_canceled(error: &reqwest::Error) -> bool {
    causes(error).last().is_some_and(|cause| cause.to_string() == "request was canceled")
}

/// The innermost cause, which is the most specific, after a colon. Not the error itself, which contains the URL.
fn innermost(error: &reqwest::Error) -> Option<String> {
    causes(error).skip(1).last().map(|cause| format!(": {cause}"))
}
