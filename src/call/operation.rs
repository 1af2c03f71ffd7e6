//! The traits that generated code implements for each operation.

use std::future::Future;

use reqwest::Url;

use super::decode::{Object, PageFacts};
use super::pages::Page;
use super::wire::Client;
use crate::http::{InvalidArgument, Response};
use crate::json::DecodeError;
use crate::meta;

/// An operation of the API with its arguments. Implemented by generated code only.
pub trait Operation: std::fmt::Debug + Clone + Send + Sync + 'static {
    /// Type of a successful response.
    type Output: Default + Send + 'static;

    /// Metadata of the operation.
    fn meta(&self) -> &'static meta::Operation;
    #[doc(hidden)]
    fn check(&self, paging: &Paging) -> Result<(), InvalidArgument>;
    #[doc(hidden)]
    fn headers(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    #[doc(hidden)]
    fn send(&self, wire: &Client, paging: &Paging) -> impl Future<Output = ()> + Send;
    #[doc(hidden)]
    fn decode(&self, response: &mut Response, page: &mut PageFacts) -> Result<Self::Output, DecodeError>;
    /// Output of a write without a response body.
    #[doc(hidden)]
    fn nothing(&self) -> Self::Output {
        Self::Output::default()
    }
    /// Name of an argument as the caller spells it.
    #[doc(hidden)]
    fn argument(&self, name: &str) -> String {
        name.to_owned()
    }
}

/// An operation that returns a page of objects.
pub trait ListOperation: Operation<Output = Page<Self::Item>> {
    /// Type of the items.
    type Item: Object;
}

/// Page number and page size of a list request, or its URL.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
pub struct Paging {
    pub(crate) number: Option<String>,
    pub(crate) size: Option<String>,
    /// The URL of a page that follows from another one.
    pub(crate) url: Option<Url>,
    /// Whether the list is read again until it is known to be complete.
    pub(crate) consistent: bool,
    /// Whether the ids of all rows of the page are needed.
    pub(crate) ids: bool,
}
