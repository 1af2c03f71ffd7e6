//! `plock sync`: keeps a copy of lists. The API has no "changed since", so lists are read again and compared; of recorded usage, only the
//! last days are read.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::pin::pin;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use futures_util::StreamExt;
use plock::dynamic::{self, Names};
use plock::meta::{Field, Kind, OPERATIONS, Object, Operation, Parameter, Type};
use plock::{Client, ErrorKind, Timestamp};
use plock_sandbox::json::Json;

use crate::commands::export_name;
use crate::error::{CliError, note};
use crate::export::progress;
use crate::files::{self, Layout};
use crate::mirror::{Counts, Mirror, Table};
use crate::output::Output;
use crate::render::{AnyFormat, ExportFormat, Format, Rows};

const DAY: i64 = 86_400;
/// Days around those that are compared: the API may show a row in another time zone, and leave out the days of its bounds.
const MARGIN: i64 = 2;
/// Reads of a list at most, if rows are deleted meanwhile.
const READS: u32 = 3;
const DATABASE: &str = "_mirror.sqlite";

/// What became of a list.
static REPORT: Object = Object {
    index: usize::MAX,
    name: "Synced",
    description: "",
    fields: &[
        Field::named("list", Type::String),
        Field::named("rows", Type::Integer),
        Field::named("inserted", Type::Integer),
        Field::named("updated", Type::Integer),
        Field::named("deleted", Type::Integer),
        Field::named("stable", Type::Boolean),
    ],
};

/// A parsed command line.
pub(crate) struct Sync {
    lists: Vec<&'static Operation>,
    target: Target,
    layout: Layout,
    days: i64,
    full: bool,
    unstable: bool,
    page_size: Option<u64>,
    concurrency: Option<usize>,
}

enum Target {
    Folder(PathBuf),
    Database(PathBuf),
}

pub(crate) fn command(name: String) -> Command {
    let number = |name: &'static str| Arg::new(name).long(name).value_name("N");
    let lists = lists().map(export_name).collect::<Vec<_>>();
    let left_out: Vec<_> = OPERATIONS
        .iter()
        .filter(|operation| operation.kind == Kind::List && !can_sync(operation))
        .map(export_name)
        .collect();
    let left_out = match left_out.as_slice() {
        [] => String::new(),
        names => format!(" Not {}, which need arguments or have no ids.", names.join(", ")),
    };
    Command::new(name)
        .about("Keep a copy of lists in files or an SQLite database")
        .long_about(format!(
            "Reads all lists into a folder of files, or an SQLite database. Later runs insert, update and delete what changed, and print \
             how much. It can be stopped at any time: the next run continues.\n\nThe API does not report what changed: lists are read again \
             and compared. Of recorded usage, only the last days are read, and all of it if the number of rows shows that older rows \
             changed.{left_out}"
        ))
        .arg(
            Arg::new("lists")
                .value_name("LIST")
                .num_args(0..)
                .value_parser(clap::builder::PossibleValuesParser::new(lists))
                .help("Lists to read [default: all]"),
        )
        .arg(Arg::new("out").long("out").value_name("TARGET").required(true).help(
            "sqlite:FILE, or a folder of files: --format jsonl (default), csv, arrow or parquet; one file for each list, and one for each \
             day of recorded usage. The folder also has the database _mirror.sqlite",
        ))
        .args([
            number("days")
                .value_parser(value_parser!(u32))
                .default_value("35")
                .help("Days of recorded usage that are read again"),
            Arg::new("full").long("full").action(ArgAction::SetTrue).help("Read all recorded usage again"),
            Arg::new("allow-unstable").long("allow-unstable").action(ArgAction::SetTrue).help(
                "Succeed although a list changed in each of three reads; what it had is written, and nothing deleted",
            ),
            number("page-size").value_parser(value_parser!(u64)).help("Rows per page [default: chosen by the API]"),
            number("concurrency")
                .value_parser(value_parser!(u32).range(1..))
                .help("Pages fetched at the same time; 1: nothing is fetched ahead [default: 16]"),
        ])
        .args(files::args())
}

/// The lists that can be copied.
fn lists() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().filter(|operation| operation.kind == Kind::List && can_sync(operation))
}

fn can_sync(list: &Operation) -> bool {
    list.lists_ids() && list.parameters.iter().all(|parameter| !parameter.required)
}

impl Sync {
    pub(crate) fn new(matches: &ArgMatches) -> Result<Self, CliError> {
        let names: Vec<&String> = matches.get_many("lists").into_iter().flatten().collect();
        let lists = lists().filter(|list| names.is_empty() || names.contains(&&export_name(list))).collect();
        let out = matches.get_one::<String>("out").map_or("", String::as_str);
        let target = match out.strip_prefix("sqlite:") {
            Some("") => return Err(CliError::usage("--out: expected a file after sqlite:")),
            Some(file) => Target::Database(file.into()),
            None => Target::Folder(out.into()),
        };
        if matches.get_many::<String>("query").is_some() {
            return Err(CliError::usage("--query: sync copies whole lists; export takes query parameters"));
        }
        let given = ["format", "columns", "decimals"].into_iter().find(|name| matches.contains_id(name));
        if let (Some(name), Target::Database(_)) = (given, &target) {
            return Err(CliError::usage(format!("--{name}: expected a folder in --out, as a database has no files")));
        }
        let layout = Layout::new(matches)?;
        if layout.format == AnyFormat::Export(ExportFormat::Singer) {
            return Err(CliError::usage("--format: expected jsonl, csv, arrow or parquet"));
        }
        Ok(Self {
            lists,
            target,
            layout,
            days: matches.get_one::<u32>("days").copied().unwrap_or_default().into(),
            full: matches.get_flag("full"),
            unstable: matches.get_flag("allow-unstable"),
            page_size: matches.get_one("page-size").copied(),
            concurrency: matches.get_one::<u32>("concurrency").and_then(|number| usize::try_from(*number).ok()),
        })
    }

    pub(crate) async fn run(&self, client: &Client, out: &mut Output) -> Result<(), CliError> {
        for list in &self.lists {
            self.layout.of(list)?;
        }
        let mut synced = Vec::new();
        let done = self.lists(client, &mut synced).await;
        let format = if out.terminal().is_some() { Format::Table } else { Format::Jsonl };
        let mut report = Rows::new(format, false, Some(&REPORT), out.terminal());
        out.print(|sink| report.items(sink, &REPORT, synced))?;
        done
    }

    /// Copies the lists one by one. After an error, those before it are complete.
    async fn lists(&self, client: &Client, synced: &mut Vec<Json>) -> Result<(), CliError> {
        let mut mirror = self.open(client)?;
        let mut changed = None;
        for list in self.lists.iter().copied() {
            let name = export_name(list).replace('-', "_");
            let object = list.result.ok_or_else(|| CliError::usage("expected a list of objects"))?;
            let window = Window::of(list);
            let (rows, counts, unstable) = {
                let table = mirror.begin(&name, object)?;
                let mut copy = Copy { sync: self, client, list, table, window: window.as_ref() };
                let unstable = copy.read().await?;
                (copy.table.len()?, copy.table.commit(unstable.is_none())?, unstable)
            };
            if let Target::Folder(folder) = &self.target {
                let path = |part: &str| match window {
                    Some(_) => folder.join(&name).join(part),
                    None => folder.join(&name),
                };
                self.write(list, mirror.begin(&name, object)?, |part| {
                    path(part).with_extension(self.layout.extension())
                })?;
            }
            synced.push(summary(&name, rows, counts, unstable.is_none()));
            if let Some(error) = unstable.filter(|_| changed.is_none()) {
                note(&format!("warning: {name}: not stable: {}", error.message()));
                changed = Some(error);
            }
        }
        changed.filter(|_| !self.unstable).map_or(Ok(()), |error| Err(error.into()))
    }

    fn open(&self, client: &Client) -> Result<Mirror, CliError> {
        let base_url = ("base URL", client.base_url());
        let folder = match &self.target {
            Target::Database(file) => return Mirror::open(file, &[base_url]),
            Target::Folder(folder) => folder,
        };
        std::fs::create_dir_all(folder).map_err(files::named(folder))?;
        let names = std::fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
        let names: Vec<_> = names.map_err(files::named(folder))?;
        // The database has more files while it is written.
        if !names.is_empty() && !names.iter().any(|name| name.to_string_lossy().starts_with(DATABASE)) {
            let message = "expected the folder of an earlier sync, or an empty one";
            return Err(CliError::usage(format!("--out: {}: {message}", folder.display())));
        }
        let database = folder.join(DATABASE);
        let format: Vec<_> = self.layout.given.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Mirror::open(&database, &[base_url, ("format", &format.join(" "))])
    }

    /// Writes the files whose rows changed.
    fn write(
        &self,
        list: &'static Operation,
        table: Table<'_>,
        path: impl Fn(&str) -> PathBuf,
    ) -> Result<(), CliError> {
        let layout = self.layout.of(list)?;
        let mut parts = table.outdated(|part| path(part).exists())?;
        // A list without rows has a file with the columns, a day has none.
        if parts.is_empty() && Window::of(list).is_none() && !path("").exists() {
            parts.push(String::new());
        }
        for part in parts {
            let path = path(&part);
            let folder = path.parent().unwrap_or(&path);
            std::fs::create_dir_all(folder).map_err(files::named(folder))?;
            files::sync_folder(folder)?;
            let mut file = layout.open(path)?;
            table.rows(&part, |rows| file.write(rows))?;
            if file.rows == 0 && !part.is_empty() {
                file.remove()?
            } else {
                file.finish()?
            }
            table.written(&part)?;
        }
        table.commit(false).map(drop)
    }
}

fn summary(list: &str, rows: u64, counts: Counts, stable: bool) -> Json {
    let mut item = Json::object();
    item.set("list", Json::string(list));
    for (name, count) in
        [("rows", rows), ("inserted", counts.inserted), ("updated", counts.updated), ("deleted", counts.deleted)]
    {
        item.set(name, Json::number(count));
    }
    item.set("stable", Json::Bool(stable));
    item
}

/// How a list is asked for the rows of some days.
struct Window {
    parameter: &'static Parameter,
    /// Index of the field with the time.
    slot: usize,
}

impl Window {
    /// Only recorded usage, as its rows do not change later: the lists in which an outbox finds its events.
    fn of(list: &'static Operation) -> Option<Self> {
        let finds = |operation: &&Operation| {
            operation.outbox.is_some_and(|outbox| std::ptr::eq(&raw const OPERATIONS[outbox.list], list))
        };
        let fields = OPERATIONS.iter().find(finds)?.outbox?.fields;
        fields.iter().find_map(|matched| {
            let parameter = list.parameters.iter().find(|parameter| Some(parameter.name) == matched.filter)?;
            let days = matches!(&parameter.ty, Type::Pair(Type::Date | Type::DateOrDateTime));
            let slot = list.result?.fields.iter().position(|field| field.wire == matched.row)?;
            days.then_some(Self { parameter, slot })
        })
    }

    /// The part of a list that has a row: its day in UTC.
    fn part(&self, row: &dynamic::Row) -> String {
        let time = row.get(self.slot).and_then(|raw| raw.date_time().ok());
        time.map_or_else(|| "undated".to_owned(), |time| date(time.as_second().div_euclid(DAY)))
    }
}

/// A day since 1970.
fn date(day: i64) -> String {
    Timestamp::from_second(day.saturating_mul(DAY)).map(|time| time.date().to_string()).unwrap_or_default()
}

/// A list that is being copied.
struct Copy<'a> {
    sync: &'a Sync,
    client: &'a Client,
    list: &'static Operation,
    table: Table<'a>,
    window: Option<&'a Window>,
}

impl Copy<'_> {
    /// Reads what may have changed. Returns an error if the list kept changing: then nothing was deleted.
    async fn read(&mut self) -> Result<Option<plock::Error>, CliError> {
        if let Some(window) = self.window.filter(|_| !self.sync.full)
            && self.table.is_complete()?
        {
            let today = Timestamp::now().as_second().div_euclid(DAY);
            let (from, to) = (today - self.sync.days, today + 1);
            let days = [from - MARGIN, to + MARGIN].map(|day| format!("\"{}\"", date(day)));
            let arguments = format!("{{\"{}\":[{}]}}", window.parameter.python, days.join(","));
            let before = self.total().await?;
            let unstable = self.pass(&arguments, Some(&(date(from)..=date(to)))).await?;
            let (rows, after) = (self.table.len()?, self.total().await?);
            // With another number of rows, older ones changed.
            let agrees = before
                .zip(after)
                .is_some_and(|(before, after)| (before.min(after)..=before.max(after)).contains(&rows));
            if unstable.is_some() || agrees {
                return Ok(unstable);
            }
        }
        self.pass("{}", None).await
    }

    /// Number of rows of the list.
    async fn total(&self) -> Result<Option<u64>, CliError> {
        let size = self.list.paginated.then(|| "1".to_owned());
        Ok(dynamic::call(self.client, self.list, "{}", Names::Snake)?.paging(None, size).await?.page.total)
    }

    /// Reads rows, and deletes the others. `parts`: those that are compared; the other rows are not looked at.
    async fn pass(
        &mut self,
        arguments: &str,
        parts: Option<&RangeInclusive<String>>,
    ) -> Result<Option<plock::Error>, CliError> {
        for _ in 0..READS {
            self.table.restart()?;
            let size = self.sync.page_size.map(|size| size.to_string());
            let mut request = dynamic::call(self.client, self.list, arguments, Names::Snake)?.paging(None, size);
            if let Some(pages) = self.sync.concurrency {
                request = request.concurrency(pages);
            }
            let mut pages = pin!(request.consistent(true).pages());
            let (mut read, bar) = (0, progress());
            while let Some(page) = pages.next().await {
                let page = match page {
                    Err(error) if error.kind() == ErrorKind::InconsistentList => return Ok(Some(error)),
                    page => page?,
                };
                read += page.rows.len() as u64;
                bar.set_length(page.page.total.unwrap_or_default());
                bar.set_position(read);
                for row in (0..page.rows.len()).map(|at| page.rows.row(at)) {
                    let part = self.window.map_or_else(String::new, |window| window.part(&row));
                    if parts.is_none_or(|parts| parts.contains(&part)) {
                        self.table.write(&row, &part)?;
                    }
                }
            }
            bar.finish_and_clear();
            // A row that was deleted after it was read is found by the next read.
            if pages.total().is_none_or(|total| total == read) {
                self.table.delete_others(parts)?;
                return Ok(None);
            }
        }
        let message = format!("rows were deleted in each of {READS} reads");
        Ok(Some(plock::Error::new(ErrorKind::InconsistentList, message)))
    }
}
