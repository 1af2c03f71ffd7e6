//! Doors to what is private and has to agree, for the fuzz targets.

use super::{Call, Rows};
use crate::call::decode::{self, PageFacts};
use crate::call::{self, Page, Request};
use crate::json::{Fault, Raw, Scanner};
use crate::meta::{Object, PAGINATION};
use crate::values::Extra;

/// A whole text as the JSON value that it is.
pub fn scan(text: &str) -> Result<Raw<'_>, Fault> {
    let mut scanner = Scanner::new(text);
    let raw = scanner.value()?;
    scanner.end().map(|()| raw)
}

/// A page of typed objects.
pub fn page<T: call::Object>(body: &[u8], in_data: bool) -> Result<Page<T>, Fault> {
    decode::page(body, in_data, PAGINATION.as_ref(), &mut PageFacts::default())
}

/// The same page as rows.
pub fn rows(body: &[u8], object: &'static Object, in_data: bool) -> Result<(PageFacts, Extra, Rows), Fault> {
    Rows::page(body, object, in_data)
}

/// One typed object.
pub fn one<T: call::Object>(body: &[u8], in_data: bool) -> Result<T, Fault> {
    decode::one(body, in_data)
}

/// The same object as a row.
pub fn row(body: &[u8], object: &'static Object, in_data: bool) -> Result<Rows, Fault> {
    Rows::one(body, object, in_data)
}

/// A call's operation with its arguments, for comparison.
pub fn shown(request: &Request<Call>) -> String {
    format!("{:?}", request.operation.operation)
}
