//! Reads pages as record batches.

use std::error::Error as StdError;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use plock::dynamic::Rows;

use crate::{Builder, Schema};

/// Record batches of pages: one for each page that has rows. A page is taken only when its batch is read, on the thread that reads it.
///
/// Ends after the first error, which is an [`ArrowError::ExternalError`] of the error of the page, or of an [`Error`](crate::Error).
pub struct Reader<I> {
    schema: SchemaRef,
    builder: Builder,
    /// `None` at the end.
    pages: Option<I>,
}

impl<I, E> Reader<I>
where
    I: Iterator<Item = Result<Rows, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    /// A reader of pages that it waits for.
    pub fn new(schema: &Schema, pages: I) -> Self {
        Self { schema: schema.arrow().clone(), builder: Builder::new(schema), pages: Some(pages) }
    }

    fn read(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let external = |error: Box<dyn StdError + Send + Sync>| ArrowError::ExternalError(error);
        while let Some(page) = self.pages.as_mut().and_then(Iterator::next) {
            self.builder
                .append(&page.map_err(|error| external(error.into()))?)
                .map_err(|error| external(error.into()))?;
            if !self.builder.is_empty() {
                return self.builder.finish().map(Some).map_err(|error| external(error.into()));
            }
        }
        Ok(None)
    }
}

impl<I, E> Iterator for Reader<I>
where
    I: Iterator<Item = Result<Rows, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // A panic must not reach a consumer in another language.
        let read = catch_unwind(AssertUnwindSafe(|| self.read()));
        let read = read.unwrap_or_else(|_| Err(ArrowError::CDataInterface("internal error in plock".to_owned())));
        if !matches!(read, Ok(Some(_))) {
            // Aborts requests at once, not only when the reader is dropped.
            self.pages = None;
        }
        read.transpose()
    }
}

impl<I, E> RecordBatchReader for Reader<I>
where
    I: Iterator<Item = Result<Rows, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
