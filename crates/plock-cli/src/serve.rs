//! `plock sandbox`: runs a local API server.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use plock_sandbox::json::Json;
use plock_sandbox::{Fault, Options, Sandbox};

use crate::error::CliError;

pub(crate) async fn run(matches: &ArgMatches) -> Result<(), CliError> {
    let mut options = Options { db: matches.get_one::<PathBuf>("db").cloned(), ..Options::default() };
    options.port = matches.get_one("port").copied().unwrap_or_default();
    options.accounts = matches.get_one("accounts").copied();
    options.seed = matches.get_one("seed").copied().unwrap_or_default();
    options.latency = Duration::from_millis(matches.get_one("latency").copied().unwrap_or_default());
    for text in matches.get_many::<String>("fault").into_iter().flatten() {
        let fault = text.parse::<Fault>().map_err(|error| CliError::usage(format!("--fault: {error}")))?;
        options.faults.push(fault);
    }
    // Before the address is printed: its reader may send a signal at once.
    let stop = stop_signal()?;
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
    stop.await;
    sandbox.stop().await;
    Ok(())
}

#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>, CliError> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(CliError::io("signals"))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(CliError::io("signals"))?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>, CliError> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
