//! `plock outbox`: events on disk, sent in the background. `--outbox FILE` records into it.

mod args;

use std::time::Duration;

use plock::dynamic::{self, JsonNames, Names};
use plock::meta::{Field, OPERATIONS, Object, Type};
use plock::{Client, ErrorKind, Timestamp};
use plock_outbox::{Event, Outbox, State, Stats, Writers};
use plock_sandbox::json::Json;

use crate::error::{CliError, note};
use crate::output::Output;
use crate::render::{self, Format, Rows};
use crate::rows::{Row, Source};
use crate::signals::Signals;

pub(crate) use self::args::{Args, command, record_args};

use self::args::Verb;

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
        Field::named("seq", Type::Integer),
        Field::named("state", Type::String),
        Field::named("key", Type::String),
        Field::named("operation", Type::String),
        Field::named("body", Type::Json),
        Field::named("recorded_at", Type::DateTime),
        Field::named("attempts", Type::Integer),
        Field::named("reason", Type::String),
    ],
};

/// A finding of `probe`.
static FINDING: Object = Object {
    index: usize::MAX,
    name: "Finding",
    description: "",
    fields: &[
        Field::named("subject", Type::String),
        Field::named("found", Type::String),
        Field::named("decides", Type::Boolean),
    ],
};

/// Runs a command of `plock outbox`.
pub(crate) async fn run(args: Args, client: Option<Client>, out: &mut Output) -> Result<(), CliError> {
    if let (Verb::Probe { event, operation }, Some(client)) = (&args.verb, &client) {
        return probe(client, event, operation.as_deref(), &args, out).await;
    }
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
            if !outbox.stats().await?.sends {
                note("note: another process sends the events of this file, and looks for those in doubt");
            }
            outbox.reconcile(args.timeout).await?;
            status(&outbox, &args, out).await?;
        }
        Verb::Resolve { seqs, resolution } => {
            for seq in seqs {
                outbox.resolve(*seq, *resolution).await?;
            }
        }
        Verb::Retry => {
            let sent = outbox.retry().await?;
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
        // Done above, as it needs no file.
        Verb::Probe { .. } => {}
    }
    outbox.close(Duration::ZERO).await?;
    Ok(())
}

async fn probe(client: &Client, event: &str, id: Option<&str>, args: &Args, out: &mut Output) -> Result<(), CliError> {
    let mut able = OPERATIONS.iter().filter(|operation| operation.outbox.is_some());
    let operation = match id {
        Some(id) => able.find(|operation| operation.id == id),
        None => able.next().filter(|_| able.next().is_none()),
    };
    let operation =
        operation.ok_or_else(|| CliError::usage("--operation: expected the operationId of one with an outbox"))?;
    let findings = plock_outbox::probe(client, operation, event, Names::Snake).await?;
    let format = args.format.unwrap_or(if out.terminal().is_some() { Format::Table } else { Format::Jsonl });
    let mut rows = Rows::new(format, args.csv_safe, Some(&FINDING), out.terminal());
    let items = findings.iter().map(|finding| {
        let mut item = Json::object();
        item.set("subject", Json::string(finding.subject));
        item.set("found", Json::string(&*finding.found));
        item.set("decides", Json::Bool(finding.decides));
        item
    });
    out.print(|sink| rows.items(sink, &FINDING, items.collect()))
}

/// Sends until a signal, or until nothing is left.
async fn send(
    mut outbox: Outbox,
    args: &Args,
    once: bool,
    signals: &mut Signals,
    out: &mut Output,
) -> Result<(), CliError> {
    let mut pause = None;
    loop {
        let stats = outbox.stats().await?;
        if pause != stats.pause {
            match &stats.pause {
                Some(current) => {
                    note(&format!("note: paused for {} s: {}", current.lasts.as_secs_f32().ceil(), current.reason))
                }
                None => note("note: sending again"),
            }
            pause.clone_from(&stats.pause);
        }
        if once && stats.unsent() == 0 {
            break;
        }
        tokio::select! {
            _ = signals.next() => {
                note("note: stopping, waiting up to 30 s for requests in flight; what is queued stays in the file");
                break;
            }
            changed = outbox.changed() => drop(changed?),
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
    out.print(|sink| rows.items(sink, &EVENT, events.iter().map(json).collect()))
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
        note(&format!("warning: stored, but {failed}"));
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
