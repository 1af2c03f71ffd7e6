//! Builds record batches.

use std::ops::Range;

use arrow_array::{RecordBatch, RecordBatchOptions};
use plock::dynamic::Rows;
use plock::meta::Type;

use crate::column::{self, MemberColumn, Misfit};
use crate::{Error, Result, Schema};

/// Builds record batches of rows.
pub struct Builder {
    schema: Schema,
    columns: Vec<MemberColumn>,
    /// Rows in the current batch.
    rows: usize,
    /// Rows in batches that are finished.
    before: u64,
}

impl Builder {
    /// A builder without rows.
    pub fn new(schema: &Schema) -> Self {
        Self { columns: MemberColumn::all(&schema.members), schema: schema.clone(), rows: 0, before: 0 }
    }

    /// Number of rows in the current batch.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether the current batch has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Appends the rows of a page. A batch may have those of many pages.
    ///
    /// # Errors
    /// A value that does not fit its column: [`Error::row`], [`Error::row_id`] and [`Error::field`] name it, and the message says what to do.
    /// Rows of another object. After an error, the current batch is empty.
    pub fn append(&mut self, rows: &Rows) -> Result<()> {
        self.append_slice(rows, 0..rows.len())
    }

    /// As [`Builder::append`], only the rows of a range, as far as they exist.
    ///
    /// # Errors
    /// As [`Builder::append`].
    pub fn append_slice(&mut self, rows: &Rows, range: Range<usize>) -> Result<()> {
        let range = range.start..range.end.min(rows.len());
        if range.is_empty() {
            return Ok(());
        }
        if !rows.object().is_some_and(|object| std::ptr::eq(object, self.schema.object)) {
            let name = |object: Option<&plock::meta::Object>| object.map_or("nothing", |object| object.name);
            let expected = name(Some(self.schema.object));
            let message = format!("expected rows of {expected}, got {}", name(rows.object()));
            return Err(self.failed(Error::option("rows", message)));
        }
        let indexes: Vec<_> = range.clone().map(Some).collect();
        match column::members(&mut self.columns, rows, &indexes) {
            Ok(()) => {
                self.rows += range.len();
                Ok(())
            }
            Err(Misfit { at, path, message }) => {
                let fields = self.schema.object.fields.iter();
                let id = fields.enumerate().find(|(_, field)| field.required && matches!(field.ty, Type::Id { .. }));
                let id = id.and_then(|(slot, _)| rows.get(range.start + at, slot)?.id().ok());
                let row = Some(self.before + (self.rows + at) as u64 + 1);
                let row_id = id.map(|id| id.into_owned());
                Err(self.failed(Error { field: path.join("."), message, row, row_id }))
            }
        }
    }

    /// The columns may have different lengths.
    fn failed(&mut self, error: Error) -> Error {
        self.columns = MemberColumn::all(&self.schema.members);
        self.rows = 0;
        error
    }

    /// The rows that were appended since the last batch, as a batch with the schema [`Schema::arrow`]; an empty one if there are none.
    ///
    /// # Errors
    /// A row without its required id.
    pub fn finish(&mut self) -> Result<RecordBatch> {
        let arrays = self.columns.iter_mut().map(|member| member.column.finish()).collect::<Result<_, _>>();
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch = arrays
            .and_then(|arrays| RecordBatch::try_new_with_options(self.schema.arrow().clone(), arrays, &options))
            .map_err(|error| self.failed(Error::option("rows", error.to_string())))?;
        self.before += std::mem::take(&mut self.rows) as u64;
        Ok(batch)
    }
}
