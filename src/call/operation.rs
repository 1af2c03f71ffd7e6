//! What generated code implements for each operation.

use std::future::Future;

use super::decode::{Object, PageFacts};
use super::pages::Page;
use super::wire::Client;
use crate::http::{Answer, Invalid};
use crate::json::Fault;
use crate::meta;

/// One operation of the API with its arguments. Generated for each; not for implementing elsewhere.
pub trait Operation: std::fmt::Debug + Clone + Send + Sync + 'static {
    /// What it answers.
    type Output: Default + Send + 'static;

    /// What the spec says of it.
    fn meta(&self) -> &'static meta::Operation;
    #[doc(hidden)]
    fn check(&self, paging: &Paging) -> Result<(), Invalid>;
    #[doc(hidden)]
    fn headers(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    #[doc(hidden)]
    fn send(&self, wire: &Client, paging: &Paging) -> impl Future<Output = ()> + Send;
    #[doc(hidden)]
    fn decode(&self, answer: &mut Answer, page: &mut PageFacts) -> Result<Self::Output, Fault>;
    /// What a write gives whose answer has no body.
    #[doc(hidden)]
    fn nothing(&self) -> Self::Output {
        Self::Output::default()
    }
    /// An argument's name as the caller knows it.
    #[doc(hidden)]
    fn argument(&self, name: &str) -> String {
        name.to_owned()
    }
}

/// An operation that answers a page of objects.
pub trait ListOperation: Operation<Output = Page<Self::Item>> {
    /// What it lists.
    type Item: Object;
}

/// The page that a list call asks for.
#[derive(Debug, Clone, Default)]
#[doc(hidden)]
pub struct Paging {
    pub(crate) number: Option<String>,
    pub(crate) size: Option<String>,
}
