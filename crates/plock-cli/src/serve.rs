//! `plock sandbox`: runs a local API server.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use plock_sandbox::json::Json;
use plock_sandbox::{Fault, Options, Sandbox};

use crate::error::{CliError, note};
use crate::signals::Signals;

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
