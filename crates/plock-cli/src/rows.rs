//! Reads the rows of a `.jsonl` or `.csv` file one at a time. Numbers keep their text.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use plock::meta::{Operation, Type};
use plock_sandbox::json::Json;

use crate::error::CliError;
use crate::journal::State;

/// Member of a row in a `--failed` file: its outcome. No name of an argument has this form.
pub(crate) const OUTCOME: &str = "$outcome";

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: u64,
    /// The row as a JSON object, for the `--failed` file.
    pub(crate) json: Json,
    /// JSON of its values, by the names of the operation's arguments.
    pub(crate) values: Vec<(&'static str, String)>,
    /// Its outcome, if it comes from a `--failed` file.
    pub(crate) outcome: Option<State>,
}

impl Row {
    fn new(operation: &'static Operation, line: u64, mut json: Json) -> Result<Self, CliError> {
        let mut values: Vec<(&'static str, String)> = Vec::new();
        let outcome = json.remove(OUTCOME).and_then(|outcome| State::parse(&outcome.at("outcome").to_text()));
        for (key, value) in json.members() {
            let (name, ty) = argument(operation, key).map_err(|error| row_error(line, error))?;
            if values.iter().any(|(known, _)| *known == name) {
                return Err(row_error(line, format!("{name}: expected one value, got two")));
            }
            if *value != Json::Null {
                values.push((name, to_json(ty, value).map_err(|error| row_error(line, format!("{name}: {error}")))?));
            }
        }
        Ok(Row { line, json, values, outcome })
    }
}

fn row_error(line: u64, error: impl fmt::Display) -> CliError {
    CliError::usage(format!("line {line}: {error}"))
}

/// All arguments: fields of the body, then parameters; name, spelling in arguments, name in the API, and type.
type Argument = (&'static str, &'static str, &'static str, &'static Type);
fn arguments(operation: &'static Operation) -> impl Iterator<Item = Argument> + Clone {
    let fields = operation.body.into_iter().flat_map(|body| body.fields);
    let fields = fields.map(|field| (field.name, field.python, field.wire, &field.ty));
    fields.chain(
        operation.parameters.iter().map(|parameter| (parameter.name, parameter.python, parameter.wire, &parameter.ty)),
    )
}

/// The argument with this key: its own name or the name in the API.
fn argument(operation: &'static Operation, key: &str) -> Result<(&'static str, &'static Type), String> {
    let mut all = arguments(operation);
    let found = all.clone().find(|(name, _, wire, _)| *name == key || *wire == key);
    found.map(|(name, _, _, ty)| (name, ty)).ok_or_else(|| {
        let known: Vec<_> = all.by_ref().map(|(name, ..)| name).collect();
        format!("{key:?}: expected one of the fields {}", known.join(", "))
    })
}

/// The spelling of an argument in the arguments of a call.
pub(crate) fn spelled(operation: &'static Operation, name: &'static str) -> &'static str {
    arguments(operation).find(|(known, ..)| *known == name).map_or(name, |(_, spelled, ..)| spelled)
}

/// A value as the JSON of its type. Scalars may be text, and structured values may be JSON as text; digits are kept.
pub(crate) fn to_json(ty: &Type, value: &Json) -> Result<String, String> {
    let structured = matches!(ty, Type::Json | Type::Object(_) | Type::OneOf(_) | Type::Array(_) | Type::Map(_));
    match (ty, value) {
        (_, Json::String(text)) if structured => {
            let json = Json::parse(text).map_err(|error| format!("expected valid JSON: {error}"))?;
            Ok(json.to_string())
        }
        _ if structured => Ok(value.to_string()),
        (Type::Pair(item), Json::String(text)) => {
            let items: Result<Vec<_>, _> = text.split(',').map(|text| to_json(item, &Json::string(text))).collect();
            Ok(format!("[{}]", items?.join(",")))
        }
        (Type::Pair(_), _) => Ok(value.to_string()),
        (_, Json::Object(_)) => Err("expected one value, got an object".to_owned()),
        (_, Json::Array(_)) => Err("expected one value, got an array".to_owned()),
        _ => scalar(ty, &value.to_text()),
    }
}

fn scalar(ty: &Type, text: &str) -> Result<String, String> {
    Ok(match (ty, text.trim()) {
        (Type::Boolean, text @ ("true" | "false")) => text.to_owned(),
        (Type::String | Type::Enum(_), _) => Json::string(text).to_string(),
        (_, text) => Json::string(text).to_string(),
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

    /// Whether it is a file that can be read again later.
    pub(crate) fn is_file(&self) -> bool {
        self.buffered.is_none()
    }

    pub(crate) fn rows(&self, operation: &'static Operation) -> Result<Rows, CliError> {
        let reader: Box<dyn Read + Send> = match &self.buffered {
            Some(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            None => Box::new(File::open(&self.name).map_err(CliError::io(&self.name))?),
        };
        read(operation, self.format, &self.name, reader)
    }
}

pub(crate) type Rows = Box<dyn Iterator<Item = Result<Row, CliError>> + Send>;

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
    let json = std::str::from_utf8(text).map_err(|error| error.to_string()).and_then(Json::parse);
    let json = json.and_then(|json| match json {
        Json::Object(_) => Ok(json),
        _ => Err("got another value".to_owned()),
    });
    Row::new(operation, line, json.map_err(|error| row_error(line, format!("expected one JSON object: {error}")))?)
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
        argument(operation, header).map_err(|error| row_error(1, error))?;
    }
    Ok(Box::new(reader.into_records().map(move |record| {
        let record = record.map_err(&to_error)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = headers.iter().zip(&record).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(key, text)| (key.to_owned(), Json::string(text)));
        Row::new(operation, line, Json::Object(cells.collect()))
    })))
}
