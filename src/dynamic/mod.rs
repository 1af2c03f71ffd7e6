//! Operations without static types: the entry point of the bindings.
//!
//! A [`Call`] is an operation of the typed API with arguments from JSON; it is validated, sent and retried like any other. Its response is
//! kept as JSON text ([`Rows`]) after each field was validated, so that a binding converts only the fields that are read.

#[allow(dead_code, reason = "generated code may not use all of it")]
pub(crate) mod arguments;
#[doc(hidden)]
pub mod fuzzing;
pub mod host;
mod json;
mod many;
mod rows;
mod rows_builder;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use ::http::HeaderMap;
pub use bytes::Bytes;

pub use self::json::JsonNames;
pub use self::many::ManyJob;
pub use self::rows::{Row, Rows};
pub use self::rows_builder::variant;
pub use crate::call::decode::PageFacts;
use crate::call::{Client, Operation, PageStream, Paging, Request, wire};
pub use crate::http::connections::new_runtime as runtime;
pub use crate::http::tag::current as current_tag;
use crate::http::{self, Error, ErrorKind, Event, InvalidArgument, Level, Result};
pub use crate::json::{DecodeError, Kind, Raw};
use crate::meta;
use crate::values::Extra;
pub use crate::values::{epoch_day, lacks_offset};

/// Naming of arguments, also in errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `account_id`
    Snake,
    /// `accountId`
    Camel,
}

/// An operation without its associated types.
trait Erased: fmt::Debug + Send + Sync {
    fn meta(&self) -> &'static meta::Operation;
    fn check(&self, paging: &Paging) -> Result<(), InvalidArgument>;
    fn headers(&self) -> Vec<(&'static str, String)>;
    fn send<'a>(&'a self, wire: &'a wire::Client, paging: &'a Paging) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

impl<O: Operation> Erased for O {
    fn meta(&self) -> &'static meta::Operation {
        Operation::meta(self)
    }

    fn check(&self, paging: &Paging) -> Result<(), InvalidArgument> {
        Operation::check(self, paging)
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        Operation::headers(self)
    }

    fn send<'a>(&'a self, wire: &'a wire::Client, paging: &'a Paging) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(Operation::send(self, wire, paging))
    }
}

/// An operation with its arguments.
#[derive(Debug, Clone)]
pub struct Call {
    operation: Arc<dyn Erased>,
    names: Names,
}

impl Call {
    pub(crate) fn new(operation: impl Operation, names: Names) -> Self {
        Self { operation: Arc::new(operation), names }
    }
}

/// Response of a [`Call`].
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Response headers.
    pub headers: HeaderMap,
    /// Response body.
    pub body: Bytes,
    /// Position of the page in a list.
    pub page: PageFacts,
    /// Other members of a list response (`meta`, `links`, `jsonapi`), unchanged.
    pub meta: Extra,
    /// Objects of the response.
    pub rows: Rows,
    /// Whether the object may be absent.
    pub optional: bool,
}

impl Operation for Call {
    type Output = Answer;

    fn meta(&self) -> &'static meta::Operation {
        self.operation.meta()
    }

    fn check(&self, paging: &Paging) -> Result<(), InvalidArgument> {
        self.operation.check(paging)
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        self.operation.headers()
    }

    async fn send(&self, wire: &wire::Client, paging: &Paging) {
        self.operation.send(wire, paging).await;
    }

    fn decode(&self, response: &mut http::Response, page: &mut PageFacts) -> Result<Answer, DecodeError> {
        let meta = self.operation.meta();
        let optional = meta.optional;
        let (facts, meta, rows) = match (meta.kind, meta.result) {
            (_, None) => Default::default(),
            (meta::Kind::List, Some(object)) => {
                Rows::page(&response.body, object, meta.result_in_data, meta.cursor.as_ref())?
            }
            (_, Some(object)) => {
                let rows = Rows::one(&response.body, object, meta.result_in_data, meta.optional)?;
                (PageFacts::default(), Extra::default(), rows)
            }
        };
        page.clone_from(&facts);
        let headers = response.headers.clone();
        Ok(Answer { status: response.status, headers, body: response.body.clone(), page: facts, meta, rows, optional })
    }

    fn nothing(&self) -> Answer {
        let meta = self.operation.meta();
        let object = meta.result.filter(|_| !meta.optional);
        Answer { rows: object.map(Rows::empty).unwrap_or_default(), optional: meta.optional, ..Answer::default() }
    }

    fn argument(&self, name: &str) -> String {
        arguments::caller_name(self.operation.meta(), name, self.names)
    }
}

/// Checks that a package's generated files come from the same build as this library.
///
/// # Errors
/// A message with both builds and what to do.
pub fn check_build(files: &str) -> std::result::Result<(), String> {
    let library = meta::BUILD;
    if files == library {
        return Ok(());
    }
    Err(format!(
        "plock: the package's files are from build {files}, but its native library is from build {library}; reinstall plock so \
         that both come from the same build"
    ))
}

/// Prepares a request of `operation`. The JSON object `args` has the arguments, including the fields of the body, by name.
///
/// # Errors
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for an invalid argument; the message names it.
pub fn call(client: &Client, operation: &'static meta::Operation, args: &str, names: Names) -> Result<Request<Call>> {
    let built = arguments::build(operation, args, names);
    Ok(Request::new(client, built.map_err(|error| named(operation, error, names))?))
}

/// Checks the arguments of an operation without a client.
///
/// # Errors
/// As [`call`], and as sending it would.
pub fn check(operation: &'static meta::Operation, args: &str, names: Names) -> Result<()> {
    let checked = arguments::build(operation, args, names).and_then(|call| Operation::check(&call, &Paging::default()));
    checked.map_err(|error| named(operation, error, names))
}

/// The error for an invalid argument, with its name as the caller spells it.
fn named(operation: &'static meta::Operation, error: InvalidArgument, names: Names) -> Error {
    let InvalidArgument { field, message } = error;
    let field = if message == arguments::UNKNOWN { field } else { arguments::caller_name(operation, &field, names) };
    Error::invalid(&field, &message).with_call(operation.method, operation.path, 0)
}

/// The error for an argument that a binding rejects.
pub fn invalid(operation: &'static meta::Operation, field: &str, what: &str) -> Error {
    Error::invalid(field, what).with_call(operation.method, operation.path, 0)
}

/// The error for a setting that a binding rejects.
pub fn configuration(what: &str) -> Error {
    Error::configuration(what)
}

impl Client {
    /// The same client; its requests have this [tag](Request::tag).
    pub fn tagged(mut self, tag: u64) -> Self {
        self.tag = Some(tag);
        self
    }

    /// Reports an event about requests that an outbox sends, with the error of one of them, to the listener.
    pub fn report(
        &self,
        (level, name): (Level, &'static str),
        operation: &'static meta::Operation,
        (kind, status): (ErrorKind, Option<u16>),
        duration: Duration,
    ) {
        if let Some(listener) = self.shared.listener.as_deref().filter(|listener| listener.enabled(level)) {
            let event = Event { kind: Some(kind), status, ..Event::new(level, name, operation, duration) };
            http::tag::enter(self.tag, || listener.event(&event));
        }
    }
}

impl Request<Call> {
    /// Page number and page size, as text that is validated before it is sent.
    pub fn paging(mut self, number: Option<String>, size: Option<String>) -> Self {
        (self.paging.number, self.paging.size) = (number, size);
        self
    }

    /// Whether the list is read consistently.
    pub fn consistent(mut self, consistent: bool) -> Self {
        self.paging.consistent = consistent;
        self
    }

    /// A number that [`current_tag`] returns in the token provider and the listener during this call, so that a binding can run them in the
    /// context of the caller.
    pub fn tag(mut self, tag: u64) -> Self {
        self.tag = Some(tag);
        self
    }

    /// Stream of all pages from the start page on.
    pub fn pages(self) -> PageStream<Call> {
        PageStream::new(self, |answer, keep| answer.rows = answer.rows.kept(keep))
    }
}

impl PageStream<Call> {
    /// Requests no pages ahead before the second page is read, for a reader that may stop after the first.
    pub fn first_alone(mut self) -> Self {
        self.first_alone = true;
        self
    }

    /// Continues a consistent read after page `after`, up to which rows with these ids were delivered, with the same page size. 0: reads from
    /// the first page on, and delivers only other rows.
    pub fn resume(mut self, after: u64, ids: impl Iterator<Item = String>) -> Self {
        self.continue_after(after, ids);
        self
    }
}

/// Generated: builds the typed operation of an operation number.
#[allow(clippy::all, unused, deprecated, reason = "generated")]
mod dispatch {
    use super::Call;
    use super::arguments::{Arguments, Value};
    use crate::generated::{operations, types};
    use crate::http::InvalidArgument;
    use crate::meta;

    include!(concat!(env!("OUT_DIR"), "/dynamic.rs"));
}
