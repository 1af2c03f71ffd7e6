//! Lists as Arrow tables: the bytes of an IPC stream, a record batch for each page.

use arrow_ipc::writer::StreamWriter;
use plock::Error;
use plock::dynamic::{self, Rows};
use plock::meta::Operation;
use plock_arrow::arrow_schema::ArrowError;
use plock_arrow::{Builder, Columns, DECIMAL_SCALE, Decimals, Names, Options, Schema};
use serde::Deserialize;

use crate::error;

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnsJson {
    Name(String),
    Names(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DecimalsJson {
    Name(String),
    Scale(u8),
}

/// Options as JSON. JavaScript has checked their types.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OptionsJson {
    columns: Option<ColumnsJson>,
    decimals: Option<DecimalsJson>,
    names: Option<String>,
}

fn options(text: &str) -> Result<Options, Error> {
    let given: OptionsJson =
        serde_json::from_str(text).map_err(|error| Error::invalid("options", &error.to_string()))?;
    let mut options = Options::default();
    match given.columns {
        Some(ColumnsJson::Names(names)) => options.columns = Columns::Named(names),
        Some(ColumnsJson::Name(name)) if name == "all" => options.columns = Columns::All,
        Some(ColumnsJson::Name(name)) if name != "default" => {
            return Err(expected("columns", "\"default\", \"all\" or an array of names", &name));
        }
        _ => {}
    }
    options.decimals = match given.decimals {
        Some(DecimalsJson::Scale(scale)) => Decimals::Exact { scale },
        Some(DecimalsJson::Name(name)) => match name.as_str() {
            "exact" => Decimals::Exact { scale: DECIMAL_SCALE },
            "string" => Decimals::String,
            "float" => Decimals::Float,
            _ => return Err(expected("decimals", "\"exact\", \"string\", \"float\" or a scale", &name)),
        },
        None => Decimals::default(),
    };
    options.names = match given.names.as_deref() {
        None | Some("snake") => Names::Snake,
        Some("wire") => Names::Wire,
        Some(name) => return Err(expected("names", "\"snake\" or \"wire\"", name)),
    };
    Ok(options)
}

fn expected(field: &str, what: &str, got: &str) -> Error {
    Error::invalid(field, &format!("expected {what}, got {got:?}"))
}

/// Writes pages as the parts of one stream.
pub(crate) struct TableWriter {
    builder: Builder,
    stream: StreamWriter<Vec<u8>>,
}

impl TableWriter {
    pub(crate) fn new(operation: &'static Operation, text: &str) -> Result<Self, Error> {
        let object = operation.result.ok_or_else(|| dynamic::configuration("the operation returns no objects"))?;
        let schema = Schema::new(object, &options(text)?);
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

fn failed(error: &ArrowError) -> Error {
    dynamic::configuration(&format!("the table cannot be written: {error}"))
}
