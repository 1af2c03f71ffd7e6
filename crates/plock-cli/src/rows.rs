//! Reads the rows of a `.jsonl` or `.csv` file one at a time. Numbers keep their text.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use csv_core::ReadRecordResult;
use plock::meta::{Operation, Type};
use plock::{Outcome, Timestamp};
use plock_sandbox::json::Json;

use crate::error::CliError;

/// Member of a row in a `--failed` file: its outcome. No name of an argument has this form.
pub(crate) const OUTCOME: &str = "$outcome";

/// The outcome of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Recorded,
    Refused,
    Unknown,
    NotSent,
}

impl State {
    const ALL: [(State, &'static str); 4] = [
        (State::Recorded, "recorded"),
        (State::Refused, "refused"),
        (State::Unknown, "unknown"),
        (State::NotSent, "not_sent"),
    ];

    pub(crate) fn of<T>(outcome: &Outcome<T>) -> State {
        match outcome {
            Outcome::Recorded(_) => State::Recorded,
            Outcome::Refused(_) => State::Refused,
            Outcome::Unknown(_) => State::Unknown,
            Outcome::NotSent => State::NotSent,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        State::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    pub(crate) fn parse(text: &str) -> Option<State> {
        State::ALL.iter().find(|(_, name)| *name == text).map(|(state, _)| *state)
    }
}

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

fn is_structured(ty: &Type) -> bool {
    matches!(ty, Type::Json | Type::Object(_) | Type::OneOf(_) | Type::Array(_) | Type::Map(_))
}

/// A value of a cell or an option: its text, or JSON for a structured type.
pub(crate) fn from_text(ty: &Type, text: &str) -> Result<Json, String> {
    if !is_structured(ty) {
        return Ok(Json::string(text));
    }
    Json::parse(text).map_err(|error| format!("expected valid JSON: {error}"))
}

/// A value as the JSON of its type. Scalars may be text; digits are kept.
pub(crate) fn to_json(ty: &Type, value: &Json) -> Result<String, String> {
    match (ty, value) {
        _ if is_structured(ty) => Ok(value.to_string()),
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
    let trimmed = text.trim();
    // The library would read such a time as UTC.
    let has_zone = || trimmed.parse::<Timestamp>().is_err() || format!("{trimmed}Z").parse::<Timestamp>().is_err();
    match ty {
        Type::Boolean if matches!(trimmed, "true" | "false") => Ok(trimmed.to_owned()),
        Type::String | Type::Enum(_) => Ok(Json::string(text).to_string()),
        Type::DateTime | Type::DateOrDateTime | Type::UnixTime if !has_zone() => {
            Err(format!("expected a time with its zone, such as {trimmed}Z or {trimmed}+02:00, got {trimmed:?}"))
        }
        _ => Ok(Json::string(trimmed).to_string()),
    }
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

/// Maximum size of a CSV record, as the rest of the file belongs to one whose quote is not closed.
const MAX_RECORD: usize = 1 << 20;

/// The rows of `reader`.
pub(crate) fn read(
    operation: &'static Operation,
    format: FileFormat,
    name: &str,
    reader: Box<dyn Read + Send>,
) -> Result<Rows, CliError> {
    let mut reader = BufReader::with_capacity(64 * 1024, reader);
    let head = reader.fill_buf().map_err(CliError::io(name))?;
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.contains(&0) {
        let way_out =
            format!("save it as UTF-8 (in Excel: CSV UTF-8), or convert it with: iconv -f UTF-16 -t UTF-8 {name}");
        return Err(CliError::usage(format!("line 1: expected UTF-8, got UTF-16; {way_out}")));
    }
    let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let header = head[bom..].split(|byte| matches!(byte, b'\r' | b'\n')).find(|line| !line.is_empty());
    let count = |delimiter: u8| header.unwrap_or_default().iter().filter(|byte| **byte == delimiter).count();
    // The last of equal maxima.
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
    reader.consume(bom);
    let lines = Lines { name: name.to_owned(), reader, number: 0 };
    match format {
        FileFormat::Jsonl => Ok(Box::new(json_rows(operation, lines))),
        FileFormat::Csv => csv_rows(operation, Records::new(lines, delimiter)),
    }
}

/// Lines with their numbers.
struct Lines<R> {
    name: String,
    reader: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// Reads the next line with its end into `line`. Returns false at the end of the file.
    fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, CliError> {
        line.clear();
        self.number += 1;
        Ok(self.reader.read_until(b'\n', line).map_err(CliError::io(&self.name))? > 0)
    }
}

fn json_rows(
    operation: &'static Operation,
    mut lines: Lines<impl BufRead>,
) -> impl Iterator<Item = Result<Row, CliError>> {
    let mut line = Vec::new();
    std::iter::from_fn(move || {
        loop {
            match lines.next(&mut line) {
                Ok(true) if line.trim_ascii().is_empty() => {}
                Ok(true) => return Some(json_row(operation, lines.number, line.trim_ascii())),
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
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

/// Records of a CSV file. Lines are counted here, because a record can span lines, and a lone CR ends a record.
struct Records<R> {
    lines: Lines<R>,
    parser: csv_core::Reader,
    line: Vec<u8>,
    /// Length of the part of the line that was parsed.
    parsed: usize,
}

impl<R: BufRead> Records<R> {
    fn new(lines: Lines<R>, delimiter: u8) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Records { lines, parser, line: Vec::new(), parsed: 0 }
    }

    /// The number of the first line of the next record, and its cells. `None` at the end of the file.
    fn next(&mut self) -> Result<Option<(u64, Vec<String>)>, CliError> {
        let (mut text, mut ends, mut written, mut cells) = (vec![0; 256], vec![0; 16], 0, 0);
        let (mut first, mut quotes) = (None, 0);
        loop {
            if self.line[self.parsed..].iter().all(|byte| first.is_none() && matches!(byte, b'\r' | b'\n')) {
                self.parsed = 0;
                if !self.lines.next(&mut self.line)? {
                    return first.map_or(Ok(None), |line| Err(row_error(line, "expected a closing quote in this row")));
                }
                if !self.line.ends_with(b"\n") {
                    self.line.push(b'\n');
                }
                continue;
            }
            if first.is_none() && self.parsed > 0 {
                // A lone CR ended the record before.
                self.lines.number += 1;
            }
            let line = *first.get_or_insert(self.lines.number);
            let input = &self.line[self.parsed..];
            let (result, read, wrote, ended) = self.parser.read_record(input, &mut text[written..], &mut ends[cells..]);
            quotes += input[..read].iter().filter(|byte| **byte == b'"').count();
            (self.parsed, written, cells) = (self.parsed + read, written + wrote, cells + ended);
            match result {
                ReadRecordResult::OutputFull if text.len() >= MAX_RECORD => {
                    return Err(row_error(line, "expected a row of at most 1 MiB; is a quote not closed?"));
                }
                ReadRecordResult::OutputFull => text.resize(2 * text.len(), 0),
                ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
                // Within quotes, the record goes on in the next line.
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
                // A stray quote, or one that is closed by the first quote of a later row.
                ReadRecordResult::Record if quotes % 2 == 1 => {
                    return Err(row_error(
                        line,
                        "expected a closing quote in each quoted cell, and two quotes for one in it",
                    ));
                }
                ReadRecordResult::Record => {
                    let text = std::str::from_utf8(&text[..written]);
                    let text = text.map_err(|error| row_error(line, format!("expected UTF-8: {error}")))?;
                    let starts = std::iter::once(0).chain(ends[..cells].iter().copied());
                    let cells = starts.zip(&ends[..cells]).map(|(start, end)| text.get(start..*end).map(str::to_owned));
                    let cells = cells.collect::<Option<_>>();
                    return cells.map(|cells| Some((line, cells))).ok_or_else(|| row_error(line, "expected UTF-8"));
                }
            }
        }
    }
}

fn csv_rows(
    operation: &'static Operation,
    mut records: Records<impl BufRead + Send + 'static>,
) -> Result<Rows, CliError> {
    let Some((line, headers)) = records.next()? else { return Ok(Box::new(std::iter::empty())) };
    let to_argument = |header: &String| argument(operation, header.trim());
    let headers: Vec<_> = headers
        .iter()
        .map(|header| to_argument(header).map(|(_, ty)| (header.trim().to_owned(), ty)))
        .collect::<Result<_, _>>()
        .map_err(|error| row_error(line, error))?;
    let row = move |(line, cells): (u64, Vec<String>)| {
        if cells.len() != headers.len() {
            return Err(row_error(line, format!("expected {} cells, got {}", headers.len(), cells.len())));
        }
        let cells = headers.iter().zip(&cells).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|((name, ty), text)| match from_text(ty, text) {
            Ok(value) => Ok((name.clone(), value)),
            Err(error) => Err(row_error(line, format!("{name}: {error}"))),
        });
        Row::new(operation, line, Json::Object(cells.collect::<Result<_, _>>()?))
    };
    Ok(Box::new(std::iter::from_fn(move || records.next().transpose()).map(move |record| record.and_then(&row))))
}
