//! `plock`: the command line client. Commands and help come from the spec; nothing here names an endpoint.

mod args;
mod commands;
mod error;
mod export;
mod files;
mod journal;
mod many;
mod mirror;
mod outbox;
mod output;
mod render;
mod report;
mod rows;
mod serve;
mod signals;
mod singer;
mod sync;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::ArgMatches;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::commands::Task;
use crate::error::{CliError, note};
use crate::output::Output;

fn main() -> ExitCode {
    let matches = commands::root().get_matches();
    log(matches.get_count("verbose"));
    match run(&matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.report();
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(matches: &ArgMatches) -> Result<(), CliError> {
    let task = commands::task(matches)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(CliError::io("starting the runtime"))?;
    match task {
        Task::Completions(shell) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut commands::root(), "plock", &mut script);
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(&script)?;
            Ok(stdout.flush()?)
        }
        Task::Outbox(args) => runtime.block_on(async {
            let client = if args.sends() { Some(client(matches)?) } else { None };
            outbox::run(args, client, &mut Output::new()).await
        }),
        Task::Export(export) => runtime.block_on(async { export.run(&client(matches)?, &mut Output::new()).await }),
        Task::Sync(sync) => runtime.block_on(async { sync.run(&client(matches)?, &mut Output::new()).await }),
        Task::Sandbox(matches) => runtime.block_on(serve::run(&matches)),
        Task::Call(args) if args.options.outbox.is_some() => {
            runtime.block_on(outbox::record(&args, &mut Output::new()))
        }
        Task::Call(args) => runtime.block_on(async {
            let client = client(matches)?;
            let mut out = Output::new();
            out.call(&client, &args).await
        }),
    }
}

/// A client with the global options. Others come from environment variables, or have their default.
fn client(matches: &ArgMatches) -> Result<plock::Client, CliError> {
    let (_, verb) = matches.subcommand().unwrap_or(("", matches));
    let (_, matches) = verb.subcommand().unwrap_or(("", verb));
    let text = |name: &str| matches.get_one::<String>(name);
    let mut builder = plock::Client::builder().user_agent_suffix(concat!("plock-cli/", env!("CARGO_PKG_VERSION")));
    if let Some(key) = text("api-key") {
        builder = builder.api_key(key);
    }
    if let Some(name) = text("env") {
        builder = builder.environment(name.parse()?);
    }
    if let Some(url) = text("base-url") {
        builder = builder.base_url(url);
    }
    if let Some(time) = text("timeout") {
        builder = builder.timeout(args::duration("timeout", time)?);
    }
    if let Some(retries) = matches.get_one::<u32>("retries") {
        builder = builder.max_retries(*retries);
    }
    if let Some(retries) = matches.get_one::<u32>("retry-budget") {
        builder = builder.retry_budget(*retries);
    }
    if let Some(time) = text("max-outage") {
        builder = builder.max_outage(args::duration("max-outage", time)?);
    }
    if let Some(bytes) = matches.get_one::<u64>("max-response-size") {
        builder = builder.max_response_size(usize::try_from(*bytes).unwrap_or(usize::MAX));
    }
    if let Some(proxy) = text("proxy") {
        builder = builder.proxy(proxy);
    }
    if let Some(file) = text("ca-cert") {
        builder = builder.ca_certificate_pem(std::fs::read(file).map_err(CliError::io(file))?);
    }
    if let Some(file) = text("client-cert") {
        builder = builder.client_certificate_pem(std::fs::read(file).map_err(CliError::io(file))?);
    }
    for (name, value) in args::pairs(matches, "header", ':', "NAME:VALUE")? {
        builder = builder.header(name, value);
    }
    let client = builder.build().map_err(|error| CliError::Named(error.kind(), own_names(&error)))?;
    if matches.get_count("verbose") > 1 {
        report_proxy(client.base_url(), text("proxy"));
    }
    Ok(client)
}

/// The message of an error of a setting, with the names of the options.
fn own_names(error: &plock::Error) -> String {
    let options = [
        ("api_key", "--api-key"),
        ("base_url", "--base-url"),
        ("ca_certificate_pem", "--ca-cert"),
        ("environment", "--env"),
        ("proxy", "--proxy"),
    ];
    options.into_iter().fold(error.to_string(), |message, (name, option)| {
        message.replace(&format!("`{name}`"), option).replace(&format!(": {name}: "), &format!(": {option}: "))
    })
}

/// Prints which proxy is configured, without its user and password. The variables are those that reqwest reads.
fn report_proxy(base_url: &str, option: Option<&String>) {
    let names = if base_url.starts_with("https:") {
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]
    };
    let variable =
        || names.iter().find_map(|name| Some((*name, std::env::var(name).ok().filter(|url| !url.is_empty())?)));
    let Some((name, url)) = option.map(|url| ("--proxy", url.clone())).or_else(variable) else { return };
    let host = url.rsplit(['@', '/']).find(|part| !part.is_empty()).unwrap_or_default();
    note(&format!("note: {name} is {host}; NO_PROXY may exempt {base_url}"));
}

fn log(level: u8) {
    let level = match level {
        0 => LevelFilter::OFF,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let ansi = std::io::stderr().is_terminal() && !is_colorless(std::env::var_os("NO_COLOR"));
    let lines = tracing_subscriber::fmt::layer().with_ansi(ansi).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(Targets::new().with_target("plock", level)).init();
}

/// See <https://no-color.org>.
fn is_colorless(variable: Option<std::ffi::OsString>) -> bool {
    variable.is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_color_counts_unless_it_is_empty() {
        let is_colorless = |value: Option<&str>| super::is_colorless(value.map(Into::into));
        assert!(is_colorless(Some("1")) && is_colorless(Some("0")) && !is_colorless(Some("")) && !is_colorless(None));
    }
}
