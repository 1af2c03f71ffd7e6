//! Any operation, its types forgotten: what the libraries of other languages are made of.
//!
//! A [`Call`] is an operation of the typed API with its arguments, put together from JSON by generated code; it is checked, sent
//! and retried as any other. Its answer is left in the bytes in which it came ([`Rows`]), checked field by field, so that a
//! language makes its own values of those fields alone that are read.

#[allow(dead_code, reason = "what generated code calls depends on the spec")]
pub(crate) mod arguments;
#[doc(hidden)]
pub mod fuzzing;
mod json;
mod many;
mod rows;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use ::http::HeaderMap;
pub use bytes::Bytes;

pub use self::json::JsonNames;
pub use self::many::ManyJob;
pub use self::rows::{Row, Rows, variant};
pub use crate::call::decode::PageFacts;
use crate::call::{Client, Operation, PageStream, Paging, Request, wire};
pub use crate::http::connections::new_runtime as runtime;
pub use crate::http::tag::current as current_tag;
use crate::http::{self, Error, Invalid, Result};
pub use crate::json::{Fault, Kind, Raw};
use crate::meta;
use crate::values::Extra;

/// Whose names arguments have, and errors give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `account_id`
    Snake,
    /// `accountId`
    Camel,
}

/// The part of an operation that does not depend on its types.
trait Erased: fmt::Debug + Send + Sync {
    fn meta(&self) -> &'static meta::Operation;
    fn check(&self, paging: &Paging) -> Result<(), Invalid>;
    fn headers(&self) -> Vec<(&'static str, String)>;
    fn send<'a>(&'a self, wire: &'a wire::Client, paging: &'a Paging) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}

impl<O: Operation> Erased for O {
    fn meta(&self) -> &'static meta::Operation {
        Operation::meta(self)
    }

    fn check(&self, paging: &Paging) -> Result<(), Invalid> {
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

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers of the answer.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Of a list: which page it is.
    pub page: PageFacts,
    /// Of a list: the other members of the answer (`meta`, `links`, `jsonapi`), as they came.
    pub meta: Extra,
    /// The objects in it.
    pub rows: Rows,
}

impl Operation for Call {
    type Output = Answer;

    fn meta(&self) -> &'static meta::Operation {
        self.operation.meta()
    }

    fn check(&self, paging: &Paging) -> Result<(), Invalid> {
        self.operation.check(paging)
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        self.operation.headers()
    }

    async fn send(&self, wire: &wire::Client, paging: &Paging) {
        self.operation.send(wire, paging).await;
    }

    fn decode(&self, answer: &mut http::Answer, page: &mut PageFacts) -> Result<Answer, Fault> {
        let meta = self.operation.meta();
        let (facts, meta, rows) = match (meta.kind, meta.result) {
            (_, None) => Default::default(),
            (meta::Kind::List, Some(object)) => Rows::page(&answer.body, object, meta.result_in_data)?,
            (_, Some(object)) => {
                let rows = Rows::one(&answer.body, object, meta.result_in_data)?;
                (PageFacts::default(), Extra::default(), rows)
            }
        };
        page.clone_from(&facts);
        let headers = std::mem::take(&mut answer.headers);
        Ok(Answer { status: answer.status, headers, body: answer.body.clone(), page: facts, meta, rows })
    }

    fn nothing(&self) -> Answer {
        Answer { rows: self.operation.meta().result.map(Rows::empty).unwrap_or_default(), ..Answer::default() }
    }

    fn argument(&self, name: &str) -> String {
        arguments::caller_name(self.operation.meta(), name, self.names)
    }
}

/// A call of `operation` with the arguments (and fields of the body) that the JSON object `args` holds by name. Sends nothing.
///
/// # Errors
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) naming the argument and what was expected.
pub fn call(client: &Client, operation: &'static meta::Operation, args: &str, names: Names) -> Result<Request<Call>> {
    let built = arguments::build(operation, args, names);
    let call = built.map_err(|Invalid { field, what }| {
        let named = if what == arguments::UNKNOWN { field } else { arguments::caller_name(operation, &field, names) };
        Error::invalid(&named, &what).with_call(operation.method, operation.path, 0)
    })?;
    Ok(Request::new(client, call))
}

/// An argument, refused before it reached [`call`].
pub fn invalid(operation: &'static meta::Operation, field: &str, what: &str) -> Error {
    Error::invalid(field, what).with_call(operation.method, operation.path, 0)
}

/// A setting, refused before it reached the builder.
pub fn configuration(what: &str) -> Error {
    Error::configuration(what)
}

impl Request<Call> {
    /// The page to read or to start from and how many items it holds, as texts that are checked before they are sent.
    pub fn paging(mut self, number: Option<String>, size: Option<String>) -> Self {
        self.paging = Paging { number, size };
        self
    }

    /// A number that the token provider and the listener find with [`current_tag`] while they serve this call: by it a language
    /// knows in whose context they are to run.
    pub fn tag(mut self, tag: u64) -> Self {
        self.tag = Some(tag);
        self
    }

    /// All pages, from the start page on.
    pub fn pages(self) -> PageStream<Call> {
        PageStream::new(self)
    }
}

/// The way from an operation's name to its type.
#[allow(clippy::all, unused, deprecated, reason = "generated")]
mod dispatch {
    use super::Call;
    use super::arguments::{Arguments, Value};
    use crate::generated::{operations, types};
    use crate::http::Invalid;
    use crate::meta;

    include!(concat!(env!("OUT_DIR"), "/dynamic.rs"));
}
