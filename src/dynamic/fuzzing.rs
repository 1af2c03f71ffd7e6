//! Doors to what is private and has to agree, for the fuzz targets.

use super::{Call, Rows};
use crate::decode::{self, Fault, PageFacts, Raw, Scanner};
use crate::meta::{Object, PAGINATION};
use crate::page::Page;
use crate::request::Request;
use crate::values::Extra;

/// A whole text as the JSON value that it is.
pub fn scan(text: &str) -> Result<Raw<'_>, Fault> {
    let mut scanner = Scanner::new(text);
    let raw = scanner.value()?;
    scanner.end().map(|()| raw)
}

/// A page of typed objects.
pub fn page<T: crate::Object>(body: &[u8], in_data: bool) -> Result<Page<T>, Fault> {
    decode::read_page(body, in_data, PAGINATION.as_ref()).map(|(page, _)| page)
}

/// The same page as rows.
pub fn rows(body: &[u8], object: &'static Object, in_data: bool) -> Result<(PageFacts, Extra, Rows), Fault> {
    Rows::page(body, object, in_data)
}

/// One typed object.
pub fn one<T: crate::Object>(body: &[u8], in_data: bool) -> Result<T, Fault> {
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
