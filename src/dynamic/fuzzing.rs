//! Access to private functions for the fuzz targets.

use super::{Call, Rows};
use crate::call::decode::{self, PageFacts};
use crate::call::{self, Page, Request};
use crate::json::{DecodeError, Raw, Scanner};
use crate::meta::Object;
use crate::values::Extra;

/// Scans a whole text as one JSON value.
pub fn scan(text: &str) -> Result<Raw<'_>, DecodeError> {
    let mut scanner = Scanner::new(text);
    let raw = scanner.value()?;
    scanner.end().map(|()| raw)
}

/// Decodes a page of typed objects.
pub fn page<T: call::Object>(body: &[u8], in_data: bool) -> Result<Page<T>, DecodeError> {
    decode::page(body, in_data, None, &mut PageFacts::default())
}

/// Decodes the same page as rows.
pub fn rows(body: &[u8], object: &'static Object, in_data: bool) -> Result<(PageFacts, Extra, Rows), DecodeError> {
    Rows::page(body, object, in_data, None)
}

/// Decodes one typed object.
pub fn one<T: call::Object>(body: &[u8], in_data: bool) -> Result<T, DecodeError> {
    decode::one(body, in_data)
}

/// Decodes the same object as a row.
pub fn row(body: &[u8], object: &'static Object, in_data: bool) -> Result<Rows, DecodeError> {
    Rows::one(body, object, in_data, false)
}

/// The operation and its arguments, for comparison.
pub fn shown(request: &Request<Call>) -> String {
    format!("{:?}", request.operation.operation)
}
