//! `plock outbox`: events on disk, sent in the background. `--outbox FILE` records into it.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use plock::dynamic::{self, JsonNames, Names};
use plock::meta::{Field, Object, Place, Type};
use plock::{Client, ErrorKind, Timestamp};
use plock_outbox::{Event, Outbox, Resolution, State, Stats, Writers};
use plock_sandbox::json::Json;

use crate::error::{CliError, note};
use crate::output::Output;
use crate::render::{self, Format, Rows};
use crate::rows::{Row, Source};
use crate::signals::Signals;
use crate::{args, error};

/// How long `send` waits for requests in flight after a signal.
const GRACE: Duration = Duration::from_secs(30);
/// Events of one reading of the file, and events that `status` lists.
const CHUNK: usize = 1000;
const LISTED: usize = 20;
/// Rows of one transaction.
const BATCH: usize = 1000;

/// An event as `status` and `export` print it.
static EVENT: Object = Object {
    index: usize::MAX,
    name: "Event",
    description: "",
    fields: &[
        field("seq", Type::Integer),
        field("state", Type::String),
        field("key", Type::String),
        field("operation", Type::String),
        field("body", Type::Json),
        field("recorded_at", Type::DateTime),
        field("attempts", Type::Integer),
        field("reason", Type::String),
    ],
};

const fn field(name: &'static str, ty: Type) -> Field {
    Field {
        name,
        python: name,
        camel: name,
        wire: name,
        place: Place::Top,
        required: false,
        ty,
        description: "",
        records: None,
        references: None,
        currency: None,
        after: None,
        constant: None,
        header: false,
    }
}

/// What `plock outbox` does.
enum Verb {
    Status,
    Send { once: bool },
    Reconcile,
    Resolve { seqs: Vec<i64>, resolution: Resolution },
    Retry,
    Export(Option<State>),
    Verify,
    Adopt,
}

/// A parsed command line.
pub(crate) struct Args {
    file: String,
    verb: Verb,
    writers: Writers,
    concurrency: Option<usize>,
    timeout: Duration,
    format: Option<Format>,
    csv_safe: bool,
}

pub(crate) fn command(name: String) -> Command {
    let file = || {
        Arg::new("outbox-file").value_name("FILE").required(true).help("The file of the outbox, such as usage.plockbox")
    };
    let writers = || {
        Arg::new("writers")
            .long("writers")
            .value_parser(["only-this", "others-too"])
            .required(true)
            .help("Who writes usage of the accounts and products in the outbox; with others-too, a row in the list proves nothing")
    };
    let seqs = Arg::new("seq")
        .value_name("SEQ")
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(i64))
        .help("Numbers of events");
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let timeout = Arg::new("within").long("within").value_name("TIME").help("How long to wait [default: 60s]");
    let resolutions = clap::ArgGroup::new("resolution").args(["recorded", "resend", "drop"]).required(true);
    let verb = |name: &'static str, about: &'static str| Command::new(name).about(about).arg(file());
    Command::new(name)
        .about("Outbox: status, send, reconcile, retry, resolve, export, verify, adopt")
        .long_about(
            "An outbox keeps usage events in a file until the API has recorded them, each once. Record with --outbox FILE of an \
             operation, or with a library; one process sends.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            verb("status", "Print the numbers of events, and the events that wait for a person"),
            verb("send", "Send events until stopped by SIGTERM or Ctrl-C, also those that other processes record")
                .arg(writers())
                .arg(flag("once", "End when nothing is left to send"))
                .arg(Arg::new("concurrency").long("concurrency").value_name("N").value_parser(value_parser!(u32).range(1..)).help(
                    "Maximum number of events being sent [default: 64]",
                )),
            verb("reconcile", "Look for events in doubt in the list of the API now").arg(writers()).arg(timeout),
            verb("resolve", "Decide about events in doubt, or rejected ones").arg(seqs).group(resolutions).args([
                flag("recorded", "The API has recorded them"),
                flag("resend", "It has not: send them again"),
                flag("drop", "Give them up"),
            ]),
            verb("retry", "Send all rejected events again"),
            verb("export", "Print all events").arg(
                Arg::new("state")
                    .long("state")
                    .value_name("STATE")
                    .value_parser(State::ALL.iter().map(|state| state.name()).collect::<Vec<_>>())
                    .help("Only events in this state"),
            ),
            verb("verify", "Check the file, and the checksum of each event"),
            verb("adopt", "Take over a copied file, or one of another base URL: what is not delivered is in doubt afterwards"),
        ])
}

/// Options of operations with an outbox.
pub(crate) fn record_args() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).help_heading("Outbox options")
    };
    vec![
        option("outbox", "FILE")
            .conflicts_with_all(["failed", "journal", "resume"])
            .help("Record in the outbox FILE instead of sending; plock outbox send delivers"),
        option("key", "KEY").requires("outbox").help(
            "Key of the event: recording it again with the same key stores nothing. With --file, the number of its line is added: KEY:2",
        ),
    ]
}

impl Args {
    pub(crate) fn new(matches: &ArgMatches) -> Result<Self, CliError> {
        let missing = || CliError::usage("expected a command");
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        let get = |name: &str| matches.try_get_one::<String>(name).ok().flatten();
        let is_set = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().is_some_and(|set| *set);
        let verb = match name {
            "status" => Verb::Status,
            "send" => Verb::Send { once: is_set("once") },
            "reconcile" => Verb::Reconcile,
            "retry" => Verb::Retry,
            "resolve" => {
                let seqs = matches.get_many::<i64>("seq").into_iter().flatten().copied().collect();
                let resolution = match (is_set("recorded"), is_set("resend")) {
                    (true, _) => Resolution::Recorded,
                    (_, true) => Resolution::Resend,
                    _ => Resolution::Drop,
                };
                Verb::Resolve { seqs, resolution }
            }
            "export" => Verb::Export(
                get("state").and_then(|name| State::ALL.iter().find(|state| state.name() == name)).copied(),
            ),
            "verify" => Verb::Verify,
            "adopt" => Verb::Adopt,
            _ => return Err(missing()),
        };
        let writers =
            if get("writers").is_some_and(|who| who == "only-this") { Writers::OnlyThis } else { Writers::OthersToo };
        let concurrency = matches.try_get_one::<u32>("concurrency").ok().flatten();
        Ok(Args {
            file: get("outbox-file").cloned().ok_or_else(missing)?,
            verb,
            writers,
            concurrency: concurrency.and_then(|number| usize::try_from(*number).ok()),
            timeout: get("within").map_or(Ok(Duration::from_secs(60)), |time| args::duration("within", time))?,
            format: matches.get_one("format").copied(),
            csv_safe: matches.get_flag("csv-safe"),
        })
    }

    /// Whether a client is needed.
    pub(crate) fn sends(&self) -> bool {
        matches!(self.verb, Verb::Send { .. } | Verb::Reconcile | Verb::Adopt)
    }
}

/// Runs a command of `plock outbox`.
pub(crate) async fn run(args: Args, client: Option<Client>, out: &mut Output) -> Result<(), CliError> {
    if !std::path::Path::new(&args.file).exists() && !matches!(args.verb, Verb::Send { .. }) {
        return Err(CliError::io(&args.file)(std::io::ErrorKind::NotFound.into()));
    }
    let mut signals = Signals::new()?;
    let mut builder = Outbox::builder(&args.file, args.writers).adopt(matches!(args.verb, Verb::Adopt));
    if let Some(events) = args.concurrency {
        builder = builder.concurrency(events);
    }
    builder = match (&args.verb, client) {
        (Verb::Adopt, Some(client)) => builder.base_url(client.base_url()),
        (_, Some(client)) => builder.client(client),
        (_, None) => builder,
    };
    let outbox = builder.open().await?;
    match &args.verb {
        Verb::Status | Verb::Adopt => status(&outbox, &args, out).await?,
        Verb::Send { once } => return send(outbox, &args, *once, &mut signals, out).await,
        Verb::Reconcile => {
            outbox.reconcile(args.timeout).await?;
            status(&outbox, &args, out).await?;
        }
        Verb::Resolve { seqs, resolution } => {
            for seq in seqs {
                outbox.resolve(*seq, *resolution).await?;
            }
        }
        Verb::Retry => {
            let mut sent = 0;
            while let Some(event) = outbox.events(State::Rejected, 0, 1).await?.first() {
                outbox.resolve(event.seq, Resolution::Resend).await?;
                sent += 1;
            }
            note(&format!("note: {sent} events are queued again"));
        }
        Verb::Export(state) => export(&outbox, &args, *state, out).await?,
        Verb::Verify => {
            let wrong = outbox.verify().await?;
            wrong.iter().for_each(|what| note(what));
            if !wrong.is_empty() {
                return Err(CliError::io(&args.file)(std::io::Error::other("the file is damaged")));
            }
        }
    }
    outbox.close(Duration::ZERO).await?;
    Ok(())
}

/// Sends until a signal, or until nothing is left.
async fn send(
    outbox: Outbox,
    args: &Args,
    once: bool,
    signals: &mut Signals,
    out: &mut Output,
) -> Result<(), CliError> {
    let mut told = None;
    loop {
        let stats = outbox.stats().await?;
        if told != stats.pause {
            match &stats.pause {
                Some(pause) => {
                    note(&format!("note: paused for {} s: {}", pause.lasts.as_secs_f32().ceil(), pause.reason))
                }
                None => note("note: sending again"),
            }
            told.clone_from(&stats.pause);
        }
        if once && stats.unsent() == 0 {
            break;
        }
        let mut watched = outbox.clone();
        tokio::select! {
            _ = signals.next() => {
                note("note: stopping, waiting up to 30 s for requests in flight; what is queued stays in the file");
                break;
            }
            changed = watched.changed() => drop(changed?),
        }
    }
    outbox.stop(GRACE).await?;
    let stats = outbox.stats().await?;
    status(&outbox, args, out).await?;
    outbox.close(Duration::ZERO).await?;
    match stats.rejected + stats.in_doubt {
        0 => Ok(()),
        _ if once => Err(CliError::Rows(ErrorKind::PartialFailure)),
        _ => Ok(()),
    }
}

async fn status(outbox: &Outbox, args: &Args, out: &mut Output) -> Result<(), CliError> {
    let stats = outbox.stats().await?;
    let mut waiting = outbox.events(State::InDoubt, 0, LISTED).await?;
    waiting.extend(outbox.events(State::Rejected, 0, LISTED).await?);
    let format = args.format.unwrap_or(if out.terminal().is_some() { Format::Table } else { Format::Json });
    let mut item = numbers(&stats);
    if format == Format::Json || format == Format::Jsonl {
        item.set("events", Json::Array(waiting.iter().map(json).collect()));
    }
    out.print(|sink| render::object(sink, format, None, &item))?;
    if format == Format::Table && !waiting.is_empty() {
        note("");
        print(out, args, format, &waiting)?;
    }
    Ok(())
}

fn numbers(stats: &Stats) -> Json {
    let text = |text: Option<String>| text.map_or(Json::Null, Json::string);
    let mut item = Json::object();
    for (name, number) in [
        ("queued", stats.queued),
        ("claimed", stats.claimed),
        ("delivered", stats.delivered),
        ("rejected", stats.rejected),
        ("in_doubt", stats.in_doubt),
        ("dropped", stats.dropped),
        ("merged", stats.merged),
    ] {
        item.set(name, Json::number(number));
    }
    item.set("oldest_seconds", stats.oldest.map_or(Json::Null, |age| Json::number(age.as_secs())));
    item.set("pause", text(stats.pause.as_ref().map(|pause| pause.reason.clone())));
    item.set("damage", text(stats.damage.clone()));
    item
}

fn json(event: &Event) -> Json {
    let text = |text: Option<&str>| text.map_or(Json::Null, Json::string);
    let recorded = Timestamp::new(event.recorded_at.div_euclid(1000), 0).map(|time| time.to_string()).ok();
    let mut item = Json::object();
    item.set("seq", Json::number(event.seq));
    item.set("state", Json::string(event.state.name()));
    item.set("key", text(event.key.as_deref()));
    item.set("operation", Json::string(&*event.operation));
    item.set("body", Json::parse(&event.body).unwrap_or_default());
    item.set("recorded_at", text(recorded.as_deref()));
    item.set("attempts", Json::number(event.attempts));
    item.set("reason", text(event.reason.as_deref()));
    item
}

fn print(out: &mut Output, args: &Args, format: Format, events: &[Event]) -> Result<(), CliError> {
    let mut rows = Rows::new(format, args.csv_safe, Some(&EVENT), out.terminal());
    out.print(|sink| {
        for event in events {
            rows.page(sink, &dynamic::Rows::from_json(&EVENT, &json(event).to_string(), JsonNames::Wire)?, 1)?;
        }
        rows.end(sink)
    })
}

async fn export(outbox: &Outbox, args: &Args, state: Option<State>, out: &mut Output) -> Result<(), CliError> {
    let format = args.format.unwrap_or(if out.terminal().is_some() { Format::Table } else { Format::Jsonl });
    let mut rows = Rows::new(format, args.csv_safe, Some(&EVENT), out.terminal());
    let states = State::ALL.iter().filter(|known| state.is_none_or(|state| state == **known));
    for state in states {
        let mut after = 0;
        loop {
            let events = outbox.events(*state, after, CHUNK).await?;
            let Some(last) = events.last() else { break };
            after = last.seq;
            out.print(|sink| {
                events.iter().try_for_each(|event| {
                    rows.page(sink, &dynamic::Rows::from_json(&EVENT, &json(event).to_string(), JsonNames::Wire)?, 1)
                })
            })?;
        }
    }
    out.print(|sink| rows.end(sink))
}

/// `--outbox FILE`: records the arguments, or the rows of a file, instead of sending them.
pub(crate) async fn record(args: &crate::args::Args, out: &mut Output) -> Result<(), CliError> {
    let options = &args.options;
    let file = options.outbox.as_deref().unwrap_or_default();
    let outbox = Outbox::builder(file, Writers::OthersToo).open().await?;
    let check = |row: Option<&Row>| {
        let checked = dynamic::check(args.operation, &args.to_json(row), Names::Snake);
        checked.map_err(|error| CliError::usage(args.label(&error, row)))
    };
    let (mut stored, mut known) = (0_u64, 0_u64);
    let mut store = async |events: Vec<(String, Option<String>)>| -> Result<(), CliError> {
        for receipt in outbox.record_json(args.operation, events, Names::Snake).await? {
            *(if receipt.duplicate { &mut known } else { &mut stored }) += 1;
        }
        Ok(())
    };
    match &options.file {
        None => {
            check(None)?;
            store(vec![(args.to_json(None), options.key.clone())]).await?;
        }
        Some(name) => {
            let source = Source::new(name, options.file_format.as_deref())?;
            let mut batch = Vec::new();
            // All rows are checked before any is stored.
            for row in source.rows(args.operation)? {
                check(Some(&row?))?;
            }
            for row in source.rows(args.operation)? {
                let row = row?;
                let key = options.key.as_ref().map(|key| format!("{key}:{}", row.line));
                batch.push((args.to_json(Some(&row)), key));
                if batch.len() == BATCH {
                    store(std::mem::take(&mut batch)).await?;
                }
            }
            store(batch).await?;
        }
    }
    outbox.close(Duration::ZERO).await?;
    let mut item = Json::object();
    item.set("stored", Json::number(stored));
    item.set("duplicates", Json::number(known));
    let format = out.format(args, Format::Json);
    out.print(|sink| render::object(sink, format, None, &item)).or_else(|failed| {
        // What is stored will be sent.
        error::note(&format!("warning: stored, but {failed}"));
        Ok(())
    })
}

/// An error of an outbox has the code of the client's error that is like it.
impl From<plock_outbox::Error> for CliError {
    fn from(error: plock_outbox::Error) -> Self {
        use plock_outbox::ErrorKind as Kind;
        let message = format!("outbox: {error}");
        match error.kind() {
            Kind::InvalidRequest => CliError::Named(ErrorKind::InvalidRequest, message),
            Kind::KeyConflict => CliError::Named(ErrorKind::Conflict, message),
            Kind::Refused => CliError::Named(ErrorKind::Configuration, message),
            _ => CliError::Io("outbox".to_owned(), std::io::Error::other(error.to_string())),
        }
    }
}
