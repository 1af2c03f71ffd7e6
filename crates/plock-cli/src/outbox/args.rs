//! The command line of `plock outbox`, and the options of operations that record.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use plock::meta::SERVERS;
use plock_outbox::{Resolution, State, Writers};

use crate::args;
use crate::error::CliError;
use crate::render::{AnyFormat, Format};

/// What `plock outbox` does.
pub(super) enum Verb {
    Status,
    Send { once: bool },
    Reconcile,
    Resolve { seqs: Vec<i64>, resolution: Resolution },
    Retry,
    Export(Option<State>),
    Verify,
    Adopt,
    Probe { event: String, operation: Option<String> },
}

/// A parsed command line.
pub(crate) struct Args {
    pub(super) file: String,
    pub(super) verb: Verb,
    pub(super) writers: Writers,
    pub(super) concurrency: Option<usize>,
    pub(super) timeout: Duration,
    pub(super) format: Option<Format>,
    pub(super) csv_safe: bool,
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
        .about("Outbox: status, send, reconcile, retry, resolve, export, verify, adopt, probe")
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
            verb("reconcile", "Look for events in doubt in the list of the API now; also sends what is queued meanwhile").arg(writers()).arg(timeout),
            verb("resolve", "Decide about events in doubt, or rejected ones").arg(seqs).group(resolutions).args([
                flag("recorded", "The API has recorded them"),
                flag("resend", "It has not: send them again"),
                flag("drop", "Discard them"),
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
            Command::new("probe")
                .about("Measure what the list of the API proves, by sending ten events to an environment for tests")
                .arg(
                    Arg::new("event").long("event").value_name("JSON").required(true).help(
                        "The arguments of an event, of an account and a product that nobody uses, with any amount and time",
                    ),
                )
                .arg(Arg::new("operation").long("operation").value_name("ID").help(
                    "operationId of the operation that sends it [default: the only one with an outbox]",
                )),
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
            "probe" => {
                if get("env").is_none_or(|name| name == SERVERS[0].name) && get("base-url").is_none() {
                    return Err(CliError::usage("probe: expected --env of an environment for tests, or --base-url"));
                }
                Verb::Probe { event: get("event").cloned().ok_or_else(missing)?, operation: get("operation").cloned() }
            }
            _ => return Err(missing()),
        };
        let writers =
            if get("writers").is_some_and(|who| who == "only-this") { Writers::OnlyThis } else { Writers::OthersToo };
        let concurrency = matches.try_get_one::<u32>("concurrency").ok().flatten();
        Ok(Args {
            file: match verb {
                Verb::Probe { .. } => String::new(),
                _ => get("outbox-file").cloned().ok_or_else(missing)?,
            },
            verb,
            writers,
            concurrency: concurrency.and_then(|number| usize::try_from(*number).ok()),
            timeout: get("within").map_or(Ok(Duration::from_secs(60)), |time| args::duration("within", time))?,
            format: AnyFormat::printed(matches)?,
            csv_safe: matches.get_flag("csv-safe"),
        })
    }

    /// Whether a client is needed.
    pub(crate) fn sends(&self) -> bool {
        matches!(self.verb, Verb::Send { .. } | Verb::Reconcile | Verb::Adopt | Verb::Probe { .. })
    }
}
