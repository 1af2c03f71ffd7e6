//! `plock export`: a list as files. It is read consistently, so the files have each row once.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use futures_util::StreamExt;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use plock::dynamic::{Answer, Call};
use plock::meta::Object;
use plock::{Client, ErrorKind, PageStream, Request};
use plock_sandbox::json::Json;

use crate::args::Args;
use crate::error::{CliError, note};
use crate::files::{self, Layout, ListLayout, Part};
use crate::output::Output;
use crate::render::{self, AnyFormat, ExportFormat, Format};
use crate::singer::Stream;

const MANIFEST: &str = "_manifest.json";
/// Where to resume: what the export is, and its complete files. The ids of the rows of each are in a file beside it.
const STATE: &str = "_export.json";
const IDS: &str = ".ids";

/// A parsed command line.
pub(crate) struct Export {
    call: Args,
    layout: Layout,
    out: PathBuf,
    part_rows: u64,
    unstable: bool,
}

pub(crate) fn args() -> Vec<Arg> {
    let out = Arg::new("out").long("out").value_name("DIR").required(true).help(
        "Folder of the files, which must not exist or be empty. _manifest.json is written last: without it, the export is not complete, and \
         the same command resumes it. -: write to stdout, for --format singer",
    );
    let unstable = Arg::new("allow-unstable").long("allow-unstable").action(ArgAction::SetTrue).help(
        "Succeed although the list changed in each of three reads, or a row was deleted after it was written; the manifest then has \"stable\": false",
    );
    let part = Arg::new("part-rows").long("part-rows").value_name("N").value_parser(value_parser!(u64).range(1..));
    let part = part.default_value("500000").help("Rows of a file at most");
    let args = [out, part].into_iter().chain(files::args()).chain([unstable]);
    args.map(|arg| arg.help_heading("Export options")).collect()
}
pub(crate) fn command(name: String, lists: impl IntoIterator<Item = Command>) -> Command {
    Command::new(name)
        .about("Write a list to files: jsonl, csv, arrow, parquet or singer")
        .long_about(
            "Writes a list to files: --format jsonl (default), csv, arrow (IPC files), parquet, or singer (messages of a Singer tap). \
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
        let layout = Layout::new(matches)?;
        // Lists whose rows have no id are read once, and nothing is known about changes.
        call.options.consistent = call.operation.lists_ids();
        let out = matches.get_one::<String>("out").map(PathBuf::from).ok_or_else(missing)?;
        if out == Path::new("-") && layout.format != AnyFormat::Export(ExportFormat::Singer) {
            return Err(CliError::usage("--out: expected a folder; - is for --format singer"));
        }
        let part_rows = matches.get_one("part-rows").copied().unwrap_or(u64::MAX);
        Ok(Self { call, layout, out, part_rows, unstable: matches.get_flag("allow-unstable") })
    }

    pub(crate) async fn run(&self, client: &Client, out: &mut Output) -> Result<(), CliError> {
        let request = self.call.request(client, None)?;
        request.check().map_err(|error| CliError::Named(error.kind(), self.call.label(&error, None)))?;
        if self.out == Path::new("-") {
            return self.print(request, out).await;
        }
        let mut parts = Parts::new(self, client)?;
        if parts.prepare()? {
            return self.report(&read_json(&self.out.join(MANIFEST))?, out);
        }
        let bar = progress();
        let mut pages = pin!(parts.resume(request).await?);
        let mut changed = None;
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => {
                    bar.set_length(page.page.total.unwrap_or_default());
                    parts.write(&page)?;
                    bar.set_position(parts.rows);
                }
                Err(error) if error.kind() == ErrorKind::InconsistentList => changed = Some(error),
                Err(error) => return Err(error.into()),
            }
        }
        bar.finish_and_clear();
        let total = pages.total();
        let changed = match changed.or_else(|| self.deleted(parts.rows, total)) {
            Some(error) if !self.unstable => return Err(error.into()),
            changed => changed,
        };
        let manifest = parts.finish(total, changed.is_none())?;
        if let Some(changed) = changed {
            note(&format!("warning: not stable: {}", changed.message()));
        }
        self.report(&manifest, out)
    }

    fn report(&self, manifest: &Json, out: &mut Output) -> Result<(), CliError> {
        let format = if out.terminal().is_some() { Format::Table } else { Format::Json };
        out.print(|sink| render::object(sink, format, None, manifest))
    }

    /// A row that was deleted after it was written is no error of the list.
    fn deleted(&self, rows: u64, total: Option<u64>) -> Option<plock::Error> {
        let total = total.filter(|total| self.call.options.consistent && *total != rows)?;
        let message = format!("{rows} rows were written, and the list has {total}: it changed meanwhile");
        Some(plock::Error::new(ErrorKind::InconsistentList, message))
    }

    /// Prints the messages of a Singer tap.
    async fn print(&self, request: Request<Call>, out: &mut Output) -> Result<(), CliError> {
        let object = self.call.operation.result.ok_or_else(|| CliError::usage("expected a list of objects"))?;
        let stream = Stream::new(self.call.operation, object);
        out.print(|sink| stream.begin(sink))?;
        let (mut pages, mut rows) = (pin!(request.pages()), 0);
        while let Some(page) = pages.next().await {
            let page = page?.rows;
            rows += page.len() as u64;
            out.print(|sink| stream.rows(sink, &page))?;
        }
        self.deleted(rows, pages.total()).map_or(Ok(()), |error| Err(error.into()))
    }
}

pub(crate) fn progress() -> ProgressBar {
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

fn read_json(path: &Path) -> Result<Json, CliError> {
    let text = std::fs::read_to_string(path).map_err(files::named(path))?;
    Json::parse(&text).map_err(|_| CliError::usage(format!("{}: expected JSON", path.display())))
}

/// The files of an export.
struct Parts<'a> {
    export: &'a Export,
    list: ListLayout<'a>,
    /// The call and the format, which an export that is resumed has, too.
    what: Json,
    current: Option<Part>,
    rows: u64,
    /// Ids of the rows of the current file, a JSON string a line.
    ids: String,
    /// Number of the page whose rows are the last ones in a complete file; 0: none, or unknown.
    pages: u64,
    page_size: Option<u64>,
    total: Option<u64>,
    /// Name and number of rows.
    files: Vec<(String, u64)>,
}

impl<'a> Parts<'a> {
    fn new(export: &'a Export, client: &Client) -> Result<Self, CliError> {
        let list = export.layout.of(export.call.operation)?;
        let mut what = Json::object();
        what.set("operation", Json::string(export.call.operation.id));
        what.set("base_url", Json::string(client.base_url()));
        what.set("arguments", Json::parse(&export.call.to_json(None)).unwrap_or_default());
        let query = &export.call.options.query;
        if !query.is_empty() {
            let pairs = query.iter().map(|(name, value)| Json::string(format!("{name}={value}")));
            what.set("query", Json::Array(pairs.collect()));
        }
        for (name, value) in &export.layout.given {
            what.set(name, Json::string(&**value));
        }
        let (current, ids, files) = (None, String::new(), Vec::new());
        let (page_size, total) = (None, None);
        Ok(Self { export, list, what, current, rows: 0, ids, pages: 0, page_size, total, files })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.export.out.join(name)
    }

    /// Makes the folder. Returns whether it has the export already, and refuses one with other files.
    fn prepare(&mut self) -> Result<bool, CliError> {
        let out = &self.export.out;
        std::fs::create_dir_all(out).map_err(files::named(out))?;
        let begun = self.path(STATE).with_extension("partial");
        let mut entries = std::fs::read_dir(out).map_err(files::named(out))?;
        if entries.all(|entry| entry.is_ok_and(|entry| entry.path() == begun)) {
            self.save()?;
        }
        let state = self.path(STATE);
        let state = if state.exists() { read_json(&state)? } else { Json::Null };
        if state.at("export") != &self.what {
            let message =
                "expected an empty folder, or the one of an export that was interrupted, with the same arguments";
            return Err(CliError::usage(format!("--out: {}: {message}", out.display())));
        }
        let complete = self.path(MANIFEST).exists();
        let state = if complete { read_json(&self.path(MANIFEST))? } else { state };
        let number = |name: &str| state.at(name).u64();
        (self.pages, self.page_size, self.total) =
            (number("pages").unwrap_or_default(), number("page_size"), number("total"));
        let parts = state.at("parts").items().iter();
        self.files = parts
            .map(|part| (part.at("file").to_text().into_owned(), part.at("rows").u64().unwrap_or_default()))
            .collect();
        self.clean(complete)?;
        Ok(complete)
    }

    /// The pages that an earlier run did not write. If it cannot be resumed, the export starts over.
    async fn resume(&mut self, request: Request<Call>) -> Result<PageStream<Call>, CliError> {
        if self.files.is_empty() {
            return Ok(request.pages());
        }
        // Without ids, written rows cannot be recognized.
        let is_consistent = self.export.call.options.consistent;
        let first = request.clone().consistent(false).await?.page;
        if !is_consistent || (first.per_page, first.total) != (self.page_size, self.total) {
            note("note: the export cannot be resumed, as the list changed or has no ids: starting over");
            (self.pages, self.page_size, self.total) = (0, None, None);
            self.files.clear();
            self.save()?;
            self.clean(false)?;
            return Ok(request.pages());
        }
        let mut pages = request.pages();
        for (name, rows) in &self.files {
            let path = self.path(&format!("{name}{IDS}"));
            let text = std::fs::read_to_string(&path).map_err(files::named(&path))?;
            let ids: Vec<String> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            if ids.len() as u64 != *rows {
                let message = format!("{}: expected {rows} ids, got {}", path.display(), ids.len());
                return Err(CliError::usage(format!("{message}; export to another folder")));
            }
            self.rows += rows;
            pages = pages.resume(self.pages, ids.into_iter());
        }
        note(&format!("note: resuming after {} rows", self.rows));
        Ok(pages)
    }

    fn open(&self) -> Result<Part, CliError> {
        let name = format!("part-{:05}.{}", self.files.len() + 1, self.export.layout.extension());
        self.list.open(self.path(&name))
    }

    fn write(&mut self, page: &Answer) -> Result<(), CliError> {
        let rows = &page.rows;
        if self.current.as_ref().is_some_and(|part| part.rows + rows.len() as u64 > self.export.part_rows) {
            self.close()?;
            self.pages = page.page.current_page.unwrap_or_default().saturating_sub(1);
            self.save()?;
        }
        if self.current.is_none() {
            self.current = Some(self.open()?);
        }
        let Some(part) = &mut self.current else { return Ok(()) };
        part.write(rows)?;
        self.rows += rows.len() as u64;
        let id = rows.object().and_then(Object::id);
        for row in 0..rows.len() {
            if let Some(id) = id.and_then(|slot| rows.get(row, slot)?.id().ok()) {
                self.ids.push_str(&format!("{}\n", Json::string(&*id)));
            }
        }
        self.page_size = self.page_size.or(page.page.per_page);
        self.total = self.total.or(page.page.total);
        Ok(())
    }

    fn close(&mut self) -> Result<(), CliError> {
        let Some(part) = self.current.take() else { return Ok(()) };
        let (rows, name, ids) = (part.rows, part.name(), std::mem::take(&mut self.ids));
        part.finish()?;
        files::save(&self.path(&format!("{name}{IDS}")), |file| Ok(file.write_all(ids.as_bytes())?))?;
        self.files.push((name, rows));
        Ok(())
    }

    /// Ends the export, and returns its manifest. An export without rows has a file with the columns.
    fn finish(&mut self, total: Option<u64>, stable: bool) -> Result<Json, CliError> {
        if self.files.is_empty() && self.current.is_none() {
            self.current = Some(self.open()?);
        }
        self.close()?;
        let number = |number: Option<u64>| number.map_or(Json::Null, Json::number);
        let is_consistent = self.export.call.options.consistent;
        let mut manifest = self.what.clone();
        manifest.set("rows", Json::number(self.rows));
        manifest.set("distinct_ids", number(is_consistent.then_some(self.rows)));
        manifest.set("page_size", number(self.page_size));
        manifest.set("total_at_start", number(self.total));
        manifest.set("total_at_end", number(total));
        manifest.set("stable", if is_consistent { Json::Bool(stable) } else { Json::Null });
        manifest.set("parts", self.parts());
        files::save(&self.path(MANIFEST), |file| Ok(writeln!(file, "{manifest}")?))?;
        self.clean(true)?;
        Ok(manifest)
    }

    fn parts(&self) -> Json {
        let parts = self.files.iter().map(|(name, rows)| {
            let mut part = Json::object();
            part.set("file", Json::string(&**name));
            part.set("rows", Json::number(*rows));
            part
        });
        Json::Array(parts.collect())
    }

    /// Saves where to resume.
    fn save(&self) -> Result<(), CliError> {
        let number = |number: Option<u64>| number.map_or(Json::Null, Json::number);
        let mut state = Json::object();
        state.set("export", self.what.clone());
        state.set("pages", Json::number(self.pages));
        state.set("page_size", number(self.page_size));
        state.set("total", number(self.total));
        state.set("parts", self.parts());
        files::save(&self.path(STATE), |file| Ok(writeln!(file, "{state}")?))
    }

    /// Removes the files that are no part of the export. `complete`: also those that only resuming needs.
    fn clean(&self, complete: bool) -> Result<(), CliError> {
        let out = &self.export.out;
        for entry in std::fs::read_dir(out).map_err(files::named(out))? {
            let name = entry.map_err(files::named(out))?.file_name().to_string_lossy().into_owned();
            let part = name.strip_suffix(IDS).filter(|_| !complete).unwrap_or(&name);
            if name.starts_with("part-") && self.files.iter().all(|(known, _)| known != part) {
                std::fs::remove_file(out.join(&name)).map_err(files::named(out))?;
            }
        }
        if complete {
            std::fs::remove_file(self.path(STATE)).map_err(files::named(out))?;
        }
        Ok(())
    }
}
