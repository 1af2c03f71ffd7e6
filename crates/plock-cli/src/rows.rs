//! Reads the rows of a `.jsonl` or `.csv` file one at a time. Numbers keep their text.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use plock::meta::Operation;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::CliError;

/// A value of a row.
#[derive(Debug)]
pub(crate) enum Cell {
    /// From CSV.
    Text(String),
    /// From JSON.
    Json(Box<RawValue>),
}

impl Cell {
    /// A scalar as text: the digits of a number, or the content of a string.
    pub(crate) fn text(&self) -> Result<String, String> {
        match self {
            Cell::Text(text) => Ok(text.clone()),
            Cell::Json(raw) => match raw.get().as_bytes().first() {
                Some(b'"') => serde_json::from_str(raw.get()).map_err(|error| error.to_string()),
                Some(b'{') => Err("expected one value, got an object".to_owned()),
                Some(b'[') => Err("expected one value, got an array".to_owned()),
                _ => Ok(raw.get().to_owned()),
            },
        }
    }

    pub(crate) fn json(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            Cell::Json(raw) => raw.get(),
        }
    }
}

/// A row, by the names of the operation's arguments.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: u64,
    /// The row as JSON, for the `--failed` file.
    pub(crate) json: Box<RawValue>,
    values: HashMap<&'static str, Cell>,
}

impl Row {
    pub(crate) fn get(&self, name: &str) -> Option<&Cell> {
        self.values.get(name)
    }

    fn new(
        operation: &'static Operation,
        line: u64,
        json: Box<RawValue>,
        cells: impl Iterator<Item = (String, Cell)>,
    ) -> Result<Self, CliError> {
        let mut values = HashMap::new();
        for (key, cell) in cells {
            let name = name(operation, &key).map_err(|error| row_error(line, error))?;
            if values.insert(name, cell).is_some() {
                return Err(row_error(line, format!("{name}: expected one value, got two")));
            }
        }
        Ok(Row { line, json, values })
    }
}

fn row_error(line: u64, error: impl fmt::Display) -> CliError {
    CliError::usage(format!("line {line}: {error}"))
}

/// The name of the field or parameter with this key: its own name or the name in the API.
fn name(operation: &'static Operation, key: &str) -> Result<&'static str, String> {
    let fields = operation.body.into_iter().flat_map(|body| body.fields).map(|field| (field.name, field.wire));
    let all = fields.chain(operation.parameters.iter().map(|parameter| (parameter.name, parameter.wire)));
    all.clone().find(|(name, wire)| *name == key || *wire == key).map(|(name, _)| name).ok_or_else(|| {
        let known: Vec<_> = all.map(|(name, _)| name).collect();
        format!("{key:?}: expected one of the fields {}", known.join(", "))
    })
}

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Jsonl,
    Csv,
}

/// A source of rows. It is read twice, as all rows are validated before any is sent.
pub(crate) struct Source {
    name: String,
    format: FileFormat,
    /// The content of stdin or a pipe, which cannot be read twice.
    buffered: Option<Arc<[u8]>>,
}

impl Source {
    pub(crate) fn new(file: &str, format: Option<&str>) -> Result<Self, CliError> {
        let stdin = file == "-";
        let extension = Path::new(file).extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let format = match format.or(extension.as_deref()) {
            Some("csv") => FileFormat::Csv,
            Some("jsonl" | "ndjson") => FileFormat::Jsonl,
            None if stdin => FileFormat::Jsonl,
            _ => return Err(CliError::usage(format!("--file: {file}: expected .jsonl or .csv, or --file-format"))),
        };
        let name = if stdin { "stdin".to_owned() } else { file.to_owned() };
        let mut bytes = Vec::new();
        let buffered = if stdin {
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(CliError::io("reading stdin"))?;
            Some(bytes.into())
        } else {
            let mut file = File::open(file).map_err(CliError::io(&name))?;
            if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
                None
            } else {
                file.read_to_end(&mut bytes).map_err(CliError::io(&name))?;
                Some(bytes.into())
            }
        };
        Ok(Source { name, format, buffered })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn rows(&self, operation: &'static Operation) -> Result<Rows, CliError> {
        let reader: Box<dyn Read + Send> = match &self.buffered {
            Some(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            None => Box::new(File::open(&self.name).map_err(CliError::io(&self.name))?),
        };
        read(operation, self.format, &self.name, reader)
    }
}

type Rows = Box<dyn Iterator<Item = Result<Row, CliError>> + Send>;

/// The rows of `reader`.
pub(crate) fn read(
    operation: &'static Operation,
    format: FileFormat,
    name: &str,
    reader: Box<dyn Read + Send>,
) -> Result<Rows, CliError> {
    let name = name.to_owned();
    match format {
        FileFormat::Jsonl => Ok(Box::new(json_rows(operation, name, BufReader::new(reader)))),
        FileFormat::Csv => csv_rows(operation, name, reader),
    }
}

fn json_rows(
    operation: &'static Operation,
    name: String,
    mut reader: impl BufRead,
) -> impl Iterator<Item = Result<Row, CliError>> {
    let mut bytes = Vec::new();
    let mut line = 0;
    std::iter::from_fn(move || {
        loop {
            bytes.clear();
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => line += 1,
                Err(error) => return Some(Err(CliError::Io(name.clone(), error))),
            }
            let bom: &[u8] = if line == 1 { b"\xef\xbb\xbf" } else { b"" };
            let text = bytes.strip_prefix(bom).unwrap_or(&bytes).trim_ascii();
            if !text.is_empty() {
                return Some(json_row(operation, line, text));
            }
        }
    })
}

fn json_row(operation: &'static Operation, line: u64, text: &[u8]) -> Result<Row, CliError> {
    let to_error = |error: serde_json::Error| row_error(line, format!("expected one JSON object: {error}"));
    let Entries::<Box<RawValue>>(entries) = serde_json::from_slice(text).map_err(to_error)?;
    let cells = entries.into_iter().filter(|(_, raw)| raw.get() != "null");
    let json = serde_json::from_slice(text).map_err(to_error)?;
    Row::new(operation, line, json, cells.map(|(key, raw)| (key, Cell::Json(raw))))
}

fn csv_rows(operation: &'static Operation, name: String, reader: Box<dyn Read + Send>) -> Result<Rows, CliError> {
    let to_error = move |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => CliError::Io(name.clone(), error),
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            row_error(pos.map_or(0, |pos| pos.line()), format!("expected {expected_len} cells, got {len}"))
        }
        csv::ErrorKind::Utf8 { pos, err } => {
            row_error(pos.map_or(0, |pos| pos.line()), format!("expected UTF-8: {err}"))
        }
        other => CliError::usage(format!("{name}: {other:?}")),
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(reader);
    let headers = reader.headers().map_err(&to_error)?.clone();
    for header in &headers {
        self::name(operation, header).map_err(|error| row_error(1, error))?;
    }
    Ok(Box::new(reader.into_records().map(move |record| {
        let record = record.map_err(&to_error)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = headers.iter().zip(&record).filter(|(_, text)| !text.is_empty());
        let cells = Entries(cells.map(|(key, text)| (key.to_owned(), text.to_owned())).collect());
        let json = serde_json::value::to_raw_value(&cells)?;
        Row::new(operation, line, json, cells.0.into_iter().map(|(key, text)| (key, Cell::Text(text))))
    })))
}

/// The members of a JSON object, in order, including duplicates.
#[derive(Debug)]
pub(crate) struct Entries<V>(pub(crate) Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<V>(std::marker::PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
            type Value = Entries<V>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor(std::marker::PhantomData))
    }
}

impl<V: Serialize> Serialize for Entries<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
