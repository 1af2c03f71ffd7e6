//! The Arrow C data interface: what other libraries of a process take, whatever language they are written in.
//!
//! A stream is read and released on any thread. Each value releases what it holds when it is dropped, unless a consumer has moved it.

use arrow_array::RecordBatchReader;
pub use arrow_array::ffi::FFI_ArrowSchema;
pub use arrow_array::ffi_stream::FFI_ArrowArrayStream;

use crate::{Error, Result, Schema};

/// A stream of the batches of a reader.
pub fn stream(reader: impl RecordBatchReader + Send + 'static) -> FFI_ArrowArrayStream {
    FFI_ArrowArrayStream::new(Box::new(reader))
}

/// The schema as that of a struct whose fields are the columns.
///
/// # Errors
/// A name with a NUL character.
pub fn schema(schema: &Schema) -> Result<FFI_ArrowSchema> {
    FFI_ArrowSchema::try_from(&**schema.arrow()).map_err(|error| Error::option("columns", error.to_string()))
}
