//! `plock export`: a list as files. It is read consistently, so the files have each row once.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;

use clap::{Arg, ArgAction, ArgMatches, Command};
use futures_util::StreamExt;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use plock::meta::Operation;
use plock::{Client, ErrorKind, dynamic};
use plock_arrow::{Builder, Columns, Options, Schema};
use plock_sandbox::json::Json;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::output::Output;
use crate::render::{self, AnyFormat, Format, Rows, TableFormat};

const MANIFEST: &str = "_manifest.json";
/// Rows of a file. A batch of a table has at most as many.
const PART: u64 = 500_000;
const BATCH: usize = 50_000;

/// A parsed command line.
pub(crate) struct Export {
    call: Args,
    format: AnyFormat,
    out: PathBuf,
    table: Options,
    unstable: bool,
}

pub(crate) fn args() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    let args = vec![
        option("out", "DIR").required(true).help(
            "Folder of the files, which must not exist or be empty. _manifest.json is written last: without it, the export is not complete",
        ),
        option("columns", "NAMES").value_delimiter(',').help(
            "Columns of arrow and parquet: default (id, attributes and extra), all, or names with commas between them [default: default]",
        ),
        option("decimals", "TYPE").help(
            "Decimals of arrow and parquet: exact (18 decimal places), a number of decimal places, string, or float, which is not exact \
             [default: exact]",
        ),
        Arg::new("allow-unstable").long("allow-unstable").action(ArgAction::SetTrue).help(
            "Succeed although the list changed in each of three reads, or a row was deleted after it was written; the manifest then has \"stable\": false",
        ),
    ];
    args.into_iter().map(|arg| arg.help_heading("Export options")).collect()
}

pub(crate) fn command(name: String, lists: impl IntoIterator<Item = Command>) -> Command {
    Command::new(name)
        .about("Write a list to files: jsonl, csv, arrow or parquet")
        .long_about(
            "Writes a list to files of at most 500,000 rows each: --format jsonl (default), csv, arrow (IPC files) or parquet. \
             The list is read until it is known that no row was missed, at most three times, and each row is written once. Decimals \
             are exact: decimal(38, 18) in arrow and parquet.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(lists)
}

impl Export {
    pub(crate) fn new(mut call: Args, matches: &ArgMatches) -> Result<Self, CliError> {
        let missing = || CliError::usage("--out: expected a folder");
        let format = matches.get_one::<AnyFormat>("format").copied().unwrap_or(AnyFormat::Print(Format::Jsonl));
        if matches!(format, AnyFormat::Print(Format::Table | Format::Json)) {
            return Err(CliError::usage("--format: expected jsonl, csv, arrow or parquet"));
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
        if let (Some(name), AnyFormat::Print(_)) = (given, format) {
            let message =
                format!("--{name}: expected --format arrow or parquet; jsonl and csv have all columns, as text");
            return Err(CliError::usage(message));
        }
        // Lists whose rows have no id are read once, and nothing is known about changes.
        call.options.consistent = call.operation.lists_ids();
        let out = matches.get_one::<String>("out").map(PathBuf::from).ok_or_else(missing)?;
        let table = Options { columns, decimals: decimals.unwrap_or_default(), ..Options::default() };
        Ok(Self { call, format, out, table, unstable: matches.get_flag("allow-unstable") })
    }

    pub(crate) async fn run(&self, client: &Client, out: &mut Output) -> Result<(), CliError> {
        let request = self.call.request(client, None)?;
        request.check().map_err(|error| CliError::Named(error.kind(), self.call.label(&error, None)))?;
        let operation = self.call.operation;
        let mut parts = Parts::new(self, operation)?;
        self.prepare()?;
        let bar = progress();
        let mut pages = pin!(request.pages());
        let mut changed = None;
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => {
                    bar.set_length(page.page.total.unwrap_or_default());
                    parts.write(&page.rows)?;
                    bar.set_position(parts.rows);
                }
                Err(error) if error.kind() == ErrorKind::InconsistentList => changed = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        bar.finish_and_clear();
        // A row that was deleted after it was written is no error of the list.
        if let Some(total) = pages.total().filter(|total| self.call.options.consistent && *total != parts.rows) {
            let message = format!("{} rows were written, and the list has {total}: it changed meanwhile", parts.rows);
            changed.get_or_insert_with(|| plock::Error::new(ErrorKind::InconsistentList, message));
        }
        let changed = match changed {
            Some(error) if !self.unstable => return Err(error.into()),
            changed => changed,
        };
        parts.finish()?;
        let manifest = self.manifest(client, &parts, changed.is_none());
        save(&self.out.join(MANIFEST), |file| Ok(writeln!(file, "{manifest}")?))?;
        if let Some(changed) = changed {
            note(&format!("warning: not stable: {}", changed.message()));
        }
        let format = if out.terminal().is_some() { Format::Table } else { Format::Json };
        out.print(|sink| render::object(sink, format, None, &manifest))
    }

    /// Makes the folder, and refuses one with other files.
    fn prepare(&self) -> Result<(), CliError> {
        let io = |error| CliError::Io(self.out.display().to_string(), error);
        std::fs::create_dir_all(&self.out).map_err(io)?;
        if std::fs::read_dir(&self.out).map_err(io)?.next().is_some() {
            let out = self.out.display();
            return Err(CliError::usage(format!(
                "--out: {out}: expected an empty folder, as files of an earlier export may have other rows"
            )));
        }
        Ok(())
    }

    fn manifest(&self, client: &Client, parts: &Parts<'_>, stable: bool) -> Json {
        let mut manifest = Json::object();
        manifest.set("operation", Json::string(self.call.operation.id));
        manifest.set("base_url", Json::string(client.base_url()));
        manifest.set("arguments", Json::parse(&self.call.to_json(None)).unwrap_or_default());
        manifest.set("format", Json::string(extension(self.format)));
        manifest.set("rows", Json::number(parts.rows));
        manifest.set("stable", if self.call.options.consistent { Json::Bool(stable) } else { Json::Null });
        let files = parts.files.iter().map(|(name, rows)| {
            let mut part = Json::object();
            part.set("file", Json::string(&**name));
            part.set("rows", Json::number(*rows));
            part
        });
        manifest.set("parts", Json::Array(files.collect()));
        manifest
    }
}

fn progress() -> ProgressBar {
    let bar = if std::io::stderr().is_terminal() {
        ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} ({per_sec}, {eta} left)") {
        bar.set_style(style);
    }
    bar
}

fn extension(format: AnyFormat) -> &'static str {
    match format {
        AnyFormat::Print(Format::Csv) => "csv",
        AnyFormat::Print(_) => "jsonl",
        AnyFormat::Table(TableFormat::Arrow) => "arrow",
        AnyFormat::Table(TableFormat::Parquet) => "parquet",
    }
}

/// Writes a file under another name, and renames it once it is on the disk.
fn save(path: &Path, write: impl FnOnce(&mut File) -> Result<(), CliError>) -> Result<(), CliError> {
    let partial = path.with_extension("partial");
    let io = |error| CliError::Io(partial.display().to_string(), error);
    let mut file = File::create(&partial).map_err(io)?;
    write(&mut file)?;
    publish(&file, &partial, path)
}

fn publish(file: &File, partial: &Path, path: &Path) -> Result<(), CliError> {
    let io = |error| CliError::Io(path.display().to_string(), error);
    file.sync_all().and_then(|()| std::fs::rename(partial, path)).map_err(io)?;
    let folder = path.parent().filter(|_| cfg!(unix));
    folder.map_or(Ok(()), |folder| File::open(folder)?.sync_all()).map_err(io)
}

/// The files of an export.
struct Parts<'a> {
    export: &'a Export,
    operation: &'static Operation,
    schema: Option<Schema>,
    current: Option<Part>,
    rows: u64,
    /// Name and number of rows.
    files: Vec<(String, u64)>,
}

/// A file that is being written.
struct Part {
    partial: PathBuf,
    path: PathBuf,
    file: File,
    writer: PartWriter,
    rows: u64,
}

enum PartWriter {
    Text(Box<Rows>, BufWriter<File>),
    Arrow(Box<Builder>, Box<arrow_ipc::writer::FileWriter<BufWriter<File>>>),
    Parquet(Box<Builder>, Box<ArrowWriter<File>>),
}

fn failed(error: impl std::fmt::Display) -> CliError {
    CliError::Io("export".to_owned(), std::io::Error::other(error.to_string()))
}

/// A value that does not fit its column.
fn unfit(error: plock_arrow::Error) -> CliError {
    CliError::Named(ErrorKind::Decode, error.to_string())
}

impl<'a> Parts<'a> {
    fn new(export: &'a Export, operation: &'static Operation) -> Result<Self, CliError> {
        let object = operation.result.ok_or_else(|| CliError::usage("expected a list of objects"))?;
        let schema =
            matches!(export.format, AnyFormat::Table(_)).then(|| Schema::new(object, &export.table)).transpose();
        let schema = schema.map_err(|error| CliError::usage(format!("--{error}")))?;
        Ok(Self { export, operation, schema, current: None, rows: 0, files: Vec::new() })
    }

    fn write(&mut self, rows: &dynamic::Rows) -> Result<(), CliError> {
        if self.current.as_ref().is_some_and(|part| part.rows + rows.len() as u64 > PART) {
            self.close()?;
        }
        if self.current.is_none() {
            self.current = Some(self.open()?);
        }
        let Some(part) = &mut self.current else { return Ok(()) };
        part.write(rows)?;
        self.rows += rows.len() as u64;
        Ok(())
    }

    fn open(&self) -> Result<Part, CliError> {
        let name = format!("part-{:05}.{}", self.files.len() + 1, extension(self.export.format));
        let path = self.export.out.join(name);
        let partial = path.with_extension("partial");
        let io = |error| CliError::Io(partial.display().to_string(), error);
        let file = File::create(&partial).map_err(io)?;
        let sink = file.try_clone().map_err(io)?;
        let writer = match (&self.schema, self.export.format) {
            (Some(schema), AnyFormat::Table(TableFormat::Parquet)) => {
                let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                let writer = ArrowWriter::try_new(sink, schema.arrow().clone(), Some(properties)).map_err(failed)?;
                PartWriter::Parquet(Box::new(Builder::new(schema)), Box::new(writer))
            }
            (Some(schema), _) => {
                let writer = arrow_ipc::writer::FileWriter::try_new_buffered(sink, schema.arrow()).map_err(failed)?;
                PartWriter::Arrow(Box::new(Builder::new(schema)), Box::new(writer))
            }
            (None, format) => {
                let format = if let AnyFormat::Print(format) = format { format } else { Format::Jsonl };
                let rows = Rows::new(format, self.export.call.options.csv_safe, self.operation.result, None);
                PartWriter::Text(Box::new(rows), BufWriter::new(sink))
            }
        };
        Ok(Part { partial, path, file, writer, rows: 0 })
    }

    fn close(&mut self) -> Result<(), CliError> {
        let Some(part) = self.current.take() else { return Ok(()) };
        let (rows, name) = (part.rows, part.path.file_name().map(|name| name.to_string_lossy().into_owned()));
        part.finish()?;
        self.files.push((name.unwrap_or_default(), rows));
        Ok(())
    }

    /// An export without rows has a file with the columns.
    fn finish(&mut self) -> Result<(), CliError> {
        if self.files.is_empty() && self.current.is_none() {
            self.current = Some(self.open()?);
        }
        self.close()
    }
}

impl Part {
    fn write(&mut self, rows: &dynamic::Rows) -> Result<(), CliError> {
        self.rows += rows.len() as u64;
        match &mut self.writer {
            PartWriter::Text(text, sink) => return text.page(sink, rows, rows.len()),
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

    fn finish(mut self) -> Result<(), CliError> {
        self.flush(1)?;
        match self.writer {
            PartWriter::Text(mut text, mut sink) => {
                text.end(&mut sink)?;
                sink.flush()?;
            }
            PartWriter::Arrow(_, mut writer) => writer.finish().map_err(failed)?,
            PartWriter::Parquet(_, writer) => drop(writer.close().map_err(failed)?),
        }
        publish(&self.file, &self.partial, &self.path)
    }
}
