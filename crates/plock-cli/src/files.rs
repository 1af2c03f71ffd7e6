//! Files of rows: jsonl, csv, arrow and parquet. A file has its name only once it is complete and on the disk.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use plock::meta::{Object, Operation};
use plock::{ErrorKind, dynamic};
use plock_arrow::{Builder, Columns, Options, Schema};

use crate::error::CliError;
use crate::render::{AnyFormat, ExportFormat, Format, Rows};
use crate::singer::Stream;

/// Rows of a batch of a table.
const BATCH: usize = 50_000;

/// The options of tables.
pub(crate) fn args() -> [Arg; 2] {
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    [
        option("columns", "NAMES").value_delimiter(',').help(
            "Columns of arrow and parquet: default (id, attributes and extra), all, or names with commas between them [default: default]",
        ),
        option("decimals", "TYPE").help(
            "Decimals of arrow and parquet: exact (18 decimal places), a number of decimal places, string, or float, which is not exact \
             [default: exact]",
        ),
    ]
}

/// How rows are written.
pub(crate) struct Layout {
    pub(crate) format: AnyFormat,
    table: Options,
    is_safe: bool,
    /// The options, by name.
    pub(crate) given: Vec<(&'static str, String)>,
}

impl Layout {
    pub(crate) fn new(matches: &ArgMatches) -> Result<Self, CliError> {
        let format = matches.get_one::<AnyFormat>("format").copied().unwrap_or(AnyFormat::Print(Format::Jsonl));
        if matches!(format, AnyFormat::Print(Format::Table | Format::Json)) {
            return Err(CliError::usage("--format: expected jsonl, csv, arrow, parquet or singer"));
        }
        let names: Vec<String> = matches.get_many("columns").into_iter().flatten().cloned().collect();
        let columns = match names.as_slice() {
            [] => Columns::Default,
            [name] => name.parse().unwrap_or(Columns::Named(names)),
            _ => Columns::Named(names),
        };
        let decimals = matches.get_one::<String>("decimals").map(|text| text.parse()).transpose();
        let decimals = decimals.map_err(|error: plock_arrow::Error| CliError::usage(format!("--{error}")))?;
        let given = ["columns", "decimals"].into_iter().find(|name| matches.contains_id(name));
        let is_table = matches!(format, AnyFormat::Export(ExportFormat::Arrow | ExportFormat::Parquet));
        if let Some(name) = given.filter(|_| !is_table) {
            let message = format!(
                "--{name}: expected --format arrow or parquet; other formats have all columns, decimals as text"
            );
            return Err(CliError::usage(message));
        }
        let table = Options { columns, decimals: decimals.unwrap_or_default(), ..Options::default() };
        let mut layout = Self { format, table, is_safe: matches.get_flag("csv-safe"), given: Vec::new() };
        let text = |name: &str| Some(matches.get_many::<String>(name)?.cloned().collect::<Vec<_>>().join(","));
        let format = Some(layout.extension().to_owned());
        let safe = layout.is_safe.then(|| "true".to_owned());
        let given =
            [("format", format), ("columns", text("columns")), ("decimals", text("decimals")), ("csv_safe", safe)];
        layout.given = given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Ok(layout)
    }

    pub(crate) fn extension(&self) -> &'static str {
        match self.format {
            AnyFormat::Print(Format::Csv) => "csv",
            AnyFormat::Print(_) => "jsonl",
            AnyFormat::Export(ExportFormat::Arrow) => "arrow",
            AnyFormat::Export(ExportFormat::Parquet) => "parquet",
            AnyFormat::Export(ExportFormat::Singer) => "singer",
        }
    }

    /// How the rows of a list are written. An error if they do not have the columns.
    pub(crate) fn of(&self, list: &'static Operation) -> Result<ListLayout<'_>, CliError> {
        let object = list.result.ok_or_else(|| CliError::usage("expected a list of objects"))?;
        let is_table = matches!(self.format, AnyFormat::Export(ExportFormat::Arrow | ExportFormat::Parquet));
        let schema = is_table.then(|| Schema::new(object, &self.table)).transpose();
        let schema = schema.map_err(|error| CliError::usage(format!("--{error}")))?;
        Ok(ListLayout { layout: self, list, object, schema })
    }
}

/// Writes a file under another name, and renames it once it is on the disk.
pub(crate) fn save(path: &Path, write: impl FnOnce(&mut File) -> Result<(), CliError>) -> Result<(), CliError> {
    let partial = path.with_extension("partial");
    let mut file = File::create(&partial).map_err(named(&partial))?;
    write(&mut file)?;
    publish(&file, &partial, path)
}

/// For `map_err`: adds the name of a file.
pub(crate) fn named(path: &Path) -> impl Fn(std::io::Error) -> CliError {
    move |error| CliError::Io(path.display().to_string(), error)
}

fn publish(file: &File, partial: &Path, path: &Path) -> Result<(), CliError> {
    file.sync_all().and_then(|()| std::fs::rename(partial, path)).map_err(named(path))?;
    sync_folder(path)
}

/// Puts the names of the folder of a file on the disk.
pub(crate) fn sync_folder(path: &Path) -> Result<(), CliError> {
    let folder = path.parent().filter(|_| cfg!(unix));
    let folder = folder.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    folder.map_or(Ok(()), |folder| File::open(folder)?.sync_all()).map_err(named(path))
}

/// Writes the rows of a list.
pub(crate) struct ListLayout<'a> {
    layout: &'a Layout,
    list: &'static Operation,
    object: &'static Object,
    schema: Option<Schema>,
}

/// A file that is being written.
pub(crate) struct Part {
    partial: PathBuf,
    path: PathBuf,
    file: File,
    writer: PartWriter,
    pub(crate) rows: u64,
}

enum PartWriter {
    Text(Box<Rows>, BufWriter<File>),
    Singer(Stream, BufWriter<File>),
    Arrow(Box<Builder>, Box<arrow_ipc::writer::FileWriter<BufWriter<File>>>),
    Parquet(Box<Builder>, Box<ArrowWriter<File>>),
}

fn failed(error: impl std::fmt::Display) -> CliError {
    CliError::Io("writing a file".to_owned(), std::io::Error::other(error.to_string()))
}

/// A value that does not fit its column.
fn unfit(error: plock_arrow::Error) -> CliError {
    CliError::Named(ErrorKind::Decode, error.to_string())
}

impl ListLayout<'_> {
    /// Begins a file. Without its extension, `path` is its name until it is complete.
    pub(crate) fn open(&self, path: PathBuf) -> Result<Part, CliError> {
        let partial = path.with_extension("partial");
        let file = File::create(&partial).map_err(named(&partial))?;
        let sink = file.try_clone().map_err(named(&partial))?;
        let writer = match (&self.schema, self.layout.format) {
            (Some(schema), AnyFormat::Export(ExportFormat::Parquet)) => {
                let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                let writer = ArrowWriter::try_new(sink, schema.arrow().clone(), Some(properties)).map_err(failed)?;
                PartWriter::Parquet(Box::new(Builder::new(schema)), Box::new(writer))
            }
            (Some(schema), _) => {
                let writer = arrow_ipc::writer::FileWriter::try_new_buffered(sink, schema.arrow()).map_err(failed)?;
                PartWriter::Arrow(Box::new(Builder::new(schema)), Box::new(writer))
            }
            (None, AnyFormat::Export(_)) => {
                let (stream, mut sink) = (Stream::new(self.list, self.object), BufWriter::new(sink));
                stream.begin(&mut sink)?;
                PartWriter::Singer(stream, sink)
            }
            (None, format) => {
                let format = if let AnyFormat::Print(format) = format { format } else { Format::Jsonl };
                let rows = Rows::new(format, self.layout.is_safe, Some(self.object), None);
                PartWriter::Text(Box::new(rows), BufWriter::new(sink))
            }
        };
        Ok(Part { partial, path, file, writer, rows: 0 })
    }
}

impl Part {
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(crate) fn write(&mut self, rows: &dynamic::Rows) -> Result<(), CliError> {
        self.rows += rows.len() as u64;
        match &mut self.writer {
            PartWriter::Text(text, sink) => return text.page(sink, rows, rows.len()),
            PartWriter::Singer(stream, sink) => return stream.rows(sink, rows),
            PartWriter::Arrow(builder, _) | PartWriter::Parquet(builder, _) => builder.append(rows).map_err(unfit)?,
        }
        self.flush(BATCH)
    }

    /// Writes what the builder has as a batch, if it is at least `rows`.
    fn flush(&mut self, rows: usize) -> Result<(), CliError> {
        match &mut self.writer {
            PartWriter::Arrow(builder, writer) if builder.len() >= rows => {
                writer.write(&builder.finish().map_err(unfit)?).map_err(failed)
            }
            PartWriter::Parquet(builder, writer) if builder.len() >= rows => {
                writer.write(&builder.finish().map_err(unfit)?).map_err(failed)
            }
            _ => Ok(()),
        }
    }

    /// Removes the file, and one with its name.
    pub(crate) fn remove(self) -> Result<(), CliError> {
        std::fs::remove_file(&self.partial).map_err(named(&self.partial))?;
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(named(&self.path)(error)),
            _ => sync_folder(&self.path),
        }
    }

    pub(crate) fn finish(mut self) -> Result<(), CliError> {
        self.flush(1)?;
        match self.writer {
            PartWriter::Text(mut text, mut sink) => {
                text.end(&mut sink)?;
                sink.flush()?;
            }
            PartWriter::Singer(_, mut sink) => sink.flush()?,
            PartWriter::Arrow(_, mut writer) => writer.finish().map_err(failed)?,
            PartWriter::Parquet(_, writer) => drop(writer.close().map_err(failed)?),
        }
        publish(&self.file, &self.partial, &self.path)
    }
}
