//! Lists and pages as Arrow tables: the bytes of an IPC stream, a record batch for each page.

use std::str::FromStr;

use arrow_ipc::writer::StreamWriter;
use plock::Error;
use plock::dynamic::{self, JsonNames, Rows};
use plock::meta::{OBJECTS, Object};
use plock_arrow::arrow_schema::ArrowError;
use plock_arrow::{Builder, Columns, Decimals, Names, Options, Schema};
use serde::Deserialize;

use crate::error;

/// A name, a scale or names. JavaScript has checked the types.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Text(String),
    Number(u32),
    Names(Vec<String>),
}

impl Given {
    fn read<T: FromStr<Err = plock_arrow::Error>>(&self) -> plock_arrow::Result<T> {
        match self {
            Self::Text(text) => text.parse(),
            Self::Number(number) => number.to_string().parse(),
            Self::Names(names) => names.join(",").parse(),
        }
    }
}

/// Options as JSON.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OptionsJson {
    columns: Option<Given>,
    decimals: Option<Given>,
    names: Option<Given>,
}

impl OptionsJson {
    fn options(self) -> plock_arrow::Result<Options> {
        let columns = match self.columns {
            Some(Given::Names(names)) => Columns::Named(names),
            given => given.map_or(Ok(Columns::default()), |given| given.read())?,
        };
        let decimals = self.decimals.map_or(Ok(Decimals::default()), |given| given.read())?;
        let names = self.names.map_or(Ok(Names::default()), |given| given.read())?;
        Ok(Options { columns, decimals, names })
    }
}

/// Writes pages as the parts of one stream.
pub(crate) struct TableWriter {
    builder: Builder,
    stream: StreamWriter<Vec<u8>>,
}

impl TableWriter {
    pub(crate) fn new(object: Option<&'static Object>, text: &str) -> Result<Self, Error> {
        let object = object.ok_or_else(|| dynamic::configuration("the operation returns no objects"))?;
        let given: OptionsJson =
            serde_json::from_str(text).map_err(|error| Error::invalid("options", &error.to_string()))?;
        let schema = given.options().and_then(|options| Schema::new(object, &options));
        let schema = schema.map_err(|error| Error::invalid(error.field(), error.message()))?;
        let stream = StreamWriter::try_new(Vec::new(), schema.arrow()).map_err(|error| failed(&error))?;
        Ok(Self { builder: Builder::new(&schema), stream })
    }

    /// The bytes of a page; the first ones begin with the schema. An error is JSON.
    pub(crate) fn page(&mut self, rows: &Rows) -> Result<Vec<u8>, String> {
        let internal = |error: ArrowError| error::json(&failed(&error));
        self.builder.append(rows).map_err(|error| error::table(&error))?;
        if !self.builder.is_empty() {
            let batch = self.builder.finish().map_err(|error| error::table(&error))?;
            self.stream.write(&batch).map_err(internal)?;
        }
        Ok(std::mem::take(self.stream.get_mut()))
    }

    /// The end of the stream.
    pub(crate) fn end(mut self) -> Result<Vec<u8>, String> {
        self.stream.finish().map_err(|error| error::json(&failed(&error)))?;
        Ok(std::mem::take(self.stream.get_mut()))
    }
}

/// An object by its number.
fn find(object: Option<u32>) -> Option<&'static Object> {
    OBJECTS.get(usize::try_from(object?).ok()?).copied()
}

/// A stream without rows. An error is JSON, as below.
pub(crate) fn schema(object: Option<u32>, options: &str) -> Result<Vec<u8>, String> {
    TableWriter::new(find(object), options).map_err(|error| error::json(&error))?.end()
}

/// A stream of objects, which are JSON as [`Rows::from_pairs`] reads it.
pub(crate) fn of_pairs(object: u32, rows: &str, options: &str) -> Result<Vec<u8>, String> {
    let json = |error: Error| error::json(&error);
    let object = find(Some(object));
    let mut table = TableWriter::new(object, options).map_err(json)?;
    let rows = object.map_or_else(|| Ok(Rows::default()), |object| Rows::from_pairs(object, JsonNames::Camel, rows));
    let mut stream = table.page(&rows.map_err(json)?)?;
    stream.append(&mut table.end()?);
    Ok(stream)
}

fn failed(error: &ArrowError) -> Error {
    dynamic::configuration(&format!("the table cannot be written: {error}"))
}
