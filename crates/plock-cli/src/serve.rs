//! `plock sandbox`: runs a local API server.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use plock_sandbox::json::Json;
use plock_sandbox::{Fault, Options, Sandbox};

use crate::error::{CliError, note};
use crate::signals::Signals;

pub(crate) fn command(name: String) -> Command {
    let number = |name: &'static str| Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u64));
    Command::new(name)
        .about("Run a local API server with test data")
        .long_about(
            "Run a local API server with test data.\n\nPrints its URL and API key as one line of JSON, and runs until it \
             receives SIGINT or SIGTERM.",
        )
        .args([
            number("port").value_parser(value_parser!(u16)).default_value("0").help("Port to listen on; 0: a free port"),
            Arg::new("host")
                .long("host")
                .value_name("ADDRESS")
                .value_parser(value_parser!(std::net::IpAddr))
                .help("IP address to listen on; 0.0.0.0: all of IPv4 [default: 127.0.0.1]"),
            Arg::new("db")
                .long("db")
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("SQLite database file [default: in memory]"),
            number("accounts").help("Number of synthetic objects per resource, in addition to the examples of the spec [default: 0]"),
            number("seed").default_value("0").help("Seed for the synthetic objects"),
            number("latency").value_name("MS").default_value("0").help("Delay before each response, in milliseconds"),
            Arg::new("fault").long("fault").value_name("FAULT").action(ArgAction::Append).help(
                "Inject a fault every Nth request: rate-limit:N[:SECONDS], error:STATUS:N, drop:N, drop-after:N or \
                 commit-late:MS[:answer]:N (repeatable)",
            ),
            Arg::new("behavior").long("behavior").value_name("BEHAVIOR").action(ArgAction::Append).help(
                "Differ from the usual server: read-lag:MS, day-only[:+HH:MM], float32, collapse, newest-first or \
                 page-cap:N (repeatable)",
            ),
            Arg::new("clock")
                .long("clock")
                .value_name("MS")
                .value_parser(value_parser!(i64))
                .allow_negative_numbers(true)
                .default_value("0")
                .help("Difference of the sandbox's clock from that of the system, in milliseconds"),
            Arg::new("record")
                .long("record")
                .action(ArgAction::SetTrue)
                .help("Keep each request and each write in memory, for the commands of tests"),
        ])
}

pub(crate) async fn run(matches: &ArgMatches) -> Result<(), CliError> {
    let mut options = Options { db: matches.get_one::<PathBuf>("db").cloned(), ..Options::default() };
    options.host = matches.get_one("host").copied();
    options.port = matches.get_one("port").copied().unwrap_or_default();
    options.accounts = matches.get_one("accounts").copied();
    options.seed = matches.get_one("seed").copied().unwrap_or_default();
    options.latency = Duration::from_millis(matches.get_one("latency").copied().unwrap_or_default());
    for text in matches.get_many::<String>("fault").into_iter().flatten() {
        let fault = text.parse::<Fault>().map_err(|error| CliError::usage(format!("--fault: {error}")))?;
        options.faults.push(fault);
    }
    for text in matches.get_many::<String>("behavior").into_iter().flatten() {
        let behavior = options.behavior.with(text);
        options.behavior = behavior.map_err(|error| CliError::usage(format!("--behavior: {error}")))?;
    }
    options.clock_offset = matches.get_one("clock").copied().unwrap_or_default();
    options.record = matches.get_flag("record");
    // Before the address is printed: its reader may send a signal at once.
    let mut signals = Signals::new()?;
    if options.host.is_some_and(|host| !host.is_loopback()) {
        note("warning: --host: other machines can read and change the data, as the API key is no secret");
    }
    let sandbox = Sandbox::start(options)
        .await
        .map_err(|error| CliError::io("starting the sandbox")(std::io::Error::other(error.to_string())))?;
    let address = [("url", sandbox.url()), ("key", sandbox.key())];
    let line = Json::Object(address.map(|(name, value)| (name.to_owned(), Json::string(value))).into());
    {
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{line}")?;
        stdout.flush()?;
    }
    signals.next().await;
    sandbox.stop().await;
    Ok(())
}
