//! The command tree, built from the spec at startup.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use plock::meta::{self, Kind, Location, OPERATIONS, Operation, Type};

use crate::args::{Args, Options};
use crate::error::{CliError, exit_codes_help};
use crate::export::{self, Export};
use crate::many;
use crate::outbox;
use crate::render::AnyFormat;
use crate::serve;
use crate::sync::{self, Sync};

/// Prefix of the ids of arguments from the spec, which keeps them distinct from the CLI's own.
const API: &str = "api.";

/// A parsed command line.
pub(crate) enum Task {
    Call(Args),
    Outbox(outbox::Args),
    Export(Export),
    Sync(Sync),
    Sandbox(ArgMatches),
    Completions(clap_complete::Shell),
}

/// Builds the command tree.
pub(crate) fn root() -> Command {
    let about = "Command line client for the Plock billing API";
    let mut root = Command::new("plock")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .long_about(format!(
            "{about}.\n\nUses version {} of the API. Amounts keep all their digits in every output format.",
            meta::API_VERSION
        ))
        .after_help(exit_codes_help())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .max_term_width(120)
        .args(global_args());
    for resource in resources() {
        let operations: Vec<_> = OPERATIONS.iter().filter(|operation| operation.resource == resource).collect();
        let verbs: Vec<_> = operations.iter().map(|operation| kebab(operation.verb)).collect();
        let title = resource.replace('_', " ");
        root = root.subcommand(
            Command::new(kebab(resource))
                .about(format!("{}: {}", capitalize(&title), verbs.join(", ")))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommands(operations.into_iter().map(verb_command)),
        );
    }
    if OPERATIONS.iter().any(|operation| operation.outbox.is_some()) {
        root = root.subcommand(outbox::command(command_name("outbox")));
    }
    let lists = OPERATIONS.iter().filter(|operation| operation.kind == Kind::List);
    root = root.subcommand(export::command(command_name("export"), lists.map(export_command)));
    root = root.subcommand(sync::command(command_name("sync")));
    root.subcommand(serve::command(command_name("sandbox"))).subcommand(completions_command())
}

/// Converts the matches of clap to a task.
pub(crate) fn task(matches: &ArgMatches) -> Result<Task, CliError> {
    let missing = || CliError::usage("expected a command");
    let (name, matches) = matches.subcommand().ok_or_else(missing)?;
    if name == command_name("sandbox") {
        return Ok(Task::Sandbox(matches.clone()));
    }
    if name == command_name("outbox") {
        return outbox::Args::new(matches).map(Task::Outbox);
    }
    if name == command_name("export") {
        let (list, matches) = matches.subcommand().ok_or_else(missing)?;
        let operation =
            OPERATIONS.iter().find(|operation| operation.kind == Kind::List && export_name(operation) == list);
        let call = call(operation.ok_or_else(missing)?, matches)?;
        return Export::new(call, matches).map(Task::Export);
    }
    if name == command_name("sync") {
        return Sync::new(matches).map(Task::Sync);
    }
    if name == command_name("completions") {
        return matches.get_one("shell").copied().map(Task::Completions).ok_or_else(missing);
    }
    let (verb, matches) = matches.subcommand().ok_or_else(missing)?;
    let operation = OPERATIONS
        .iter()
        .find(|operation| kebab(operation.resource) == name && kebab(operation.verb) == verb)
        .ok_or_else(missing)?;
    AnyFormat::printed(matches)?;
    call(operation, matches).map(Task::Call)
}

fn call(operation: &'static Operation, matches: &ArgMatches) -> Result<Args, CliError> {
    let values = inputs(operation).into_iter().filter_map(|input| {
        let values = matches.get_many::<String>(&input.id())?;
        Some((input.name, input.ty, input.label(), values.cloned().collect()))
    });
    Args::new(operation, values, Options::new(matches)?)
}

/// An argument of a call: a parameter or a field of the body.
struct Input {
    name: &'static str,
    ty: &'static Type,
    description: &'static str,
    required: bool,
    positional: bool,
}

impl Input {
    fn id(&self) -> String {
        format!("{API}{}", self.name)
    }

    /// The name of its option. Options of the CLI itself take precedence.
    fn long(&self) -> String {
        let long = kebab(self.name);
        let own = global_args()
            .into_iter()
            .chain(list_args(true))
            .chain(many::args())
            .chain(outbox::record_args())
            .chain(export::args());
        let reserved = own.filter_map(|arg| arg.get_long().map(str::to_owned)).chain(["help".into(), "version".into()]);
        if reserved.into_iter().any(|name| name == long) { format!("param-{long}") } else { long }
    }

    /// Its label for errors.
    fn label(&self) -> String {
        if self.positional { format!("<{}>", self.name.to_uppercase()) } else { format!("--{}", self.long()) }
    }

    fn arg(&self, optional_with_file: bool) -> Arg {
        let required_without_file = self.required && optional_with_file;
        let help =
            format!("{}{}", self.description, if required_without_file { " [required without --file]" } else { "" });
        let mut arg =
            Arg::new(self.id()).allow_negative_numbers(true).required(self.required && !required_without_file);
        if !help.is_empty() {
            arg = arg.help(help.trim().to_owned());
        }
        if required_without_file {
            arg = arg.required_unless_present("file");
        }
        if self.positional {
            return arg.value_name(self.name.to_uppercase());
        }
        arg = arg.long(self.long());
        match self.ty {
            Type::Pair(_) => arg.num_args(1..=2).value_names(["FROM", "TO"]),
            Type::Enum(values) => arg.value_name("VALUE").value_parser(Suggestions(values)),
            Type::Boolean => arg.value_name("BOOL").value_parser(Suggestions(&["true", "false"])),
            ty => arg.value_name(value_name(ty)),
        }
    }
}

/// The parameters, then the fields of the body. A name in both is one input.
fn inputs(operation: &'static Operation) -> Vec<Input> {
    let parameters = operation.parameters.iter().map(|parameter| Input {
        name: parameter.name,
        ty: &parameter.ty,
        description: parameter.description,
        required: parameter.required,
        positional: parameter.location == Location::Path,
    });
    let fields = operation.body.into_iter().flat_map(|body| body.fields).filter(|field| field.constant.is_none());
    let fields = fields.map(|field| Input {
        name: field.name,
        ty: &field.ty,
        description: field.description,
        required: field.required,
        positional: false,
    });
    let mut inputs: Vec<Input> = Vec::new();
    for input in parameters.chain(fields) {
        if !inputs.iter().any(|known| known.name == input.name) {
            inputs.push(input);
        }
    }
    inputs
}

fn verb_command(operation: &'static Operation) -> Command {
    let suffix = if operation.deprecated { " (deprecated)" } else { "" };
    let mut long = format!("{}{suffix}", operation.summary);
    if !operation.description.is_empty() && operation.description != operation.summary {
        long.push_str(&format!("\n\n{}", operation.description));
    }
    long.push_str(&format!("\n\n{} {}", operation.method, operation.path));
    let accepts_file = operation.body.is_some();
    let mut command = Command::new(kebab(operation.verb))
        .about(format!("{}{suffix}", operation.summary))
        .long_about(long)
        .args(inputs(operation).iter().map(|input| input.arg(accepts_file)));
    if operation.kind == Kind::List {
        command = command.args(list_args(operation.paginated));
    }
    if accepts_file {
        command = command.args(many::args());
    }
    if operation.outbox.is_some() {
        command = command.args(outbox::record_args());
    }
    command
}

/// The resource, and the verb if it is not the usual one.
pub(crate) fn export_name(operation: &Operation) -> String {
    match operation.verb {
        "list" => kebab(operation.resource),
        verb => kebab(&format!("{}_{verb}", operation.resource)),
    }
}

fn export_command(operation: &'static Operation) -> Command {
    let paging = list_args(operation.paginated).into_iter();
    Command::new(export_name(operation))
        .about(operation.summary)
        .args(inputs(operation).iter().map(|input| input.arg(false)))
        .args(
            paging
                .filter(|arg| ["page-size", "concurrency"].contains(&arg.get_id().as_str()))
                .map(|arg| arg.requires("out")),
        )
        .args(export::args())
}

/// Shows values in help and completions, but accepts any: the API may have more than this version of the spec.
#[derive(Clone)]
struct Suggestions(&'static [&'static str]);

impl TypedValueParser for Suggestions {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(|value| PossibleValue::new(*value))))
    }
}

fn value_name(ty: &Type) -> &'static str {
    match ty {
        Type::String => "TEXT",
        Type::Id { .. } => "ID",
        Type::Integer => "INTEGER",
        Type::Decimal => "DECIMAL",
        Type::Date => "DATE",
        Type::DateTime => "DATE-TIME",
        Type::DateOrDateTime => "DATE|DATE-TIME",
        Type::UnixTime => "SECONDS|DATE-TIME",
        _ => "JSON",
    }
}

fn global_args() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value).global(true);
    let environments = meta::SERVERS.iter().map(|server| PossibleValue::new(server.name));
    let args = vec![
        option("format", "FORMAT")
            .value_parser(value_parser!(AnyFormat))
            .help("Output format [default: table on a terminal, otherwise jsonl for lists and json for objects]"),
        Arg::new("csv-safe")
            .long("csv-safe")
            .action(ArgAction::SetTrue)
            .global(true)
            .help("In CSV, put ' before text that spreadsheets would read as a formula (it begins with =, +, - or @)"),
        option("api-key", "KEY")
            .help("API key; prefer the variable, as other users can see command lines [env: PLOCK_API_KEY]"),
        option("env", "NAME")
            .value_parser(clap::builder::PossibleValuesParser::new(environments))
            .conflicts_with("base-url")
            .help(format!("API environment [default: {}]", meta::SERVERS.first().map_or("none", |server| server.name))),
        option("base-url", "URL").help("Base URL of the API; replaces --env [env: PLOCK_BASE_URL]"),
        option("timeout", "TIME")
            .help("Total time for a call, including retries, such as 30s, 500ms or 2m [default: 60s]"),
        option("retries", "N")
            .value_parser(value_parser!(u32))
            .help("Maximum number of retries of a request, if a retry is safe [default: 2]"),
        option("retry-budget", "N")
            .value_parser(value_parser!(u32))
            .help("Number of retries that all requests have together; five successes add one [default: 20]"),
        option("max-outage", "TIME")
            .help("How long the rows of a file wait while the API cannot be reached or asks to wait [default: 5m]"),
        option("max-response-size", "BYTES")
            .value_parser(value_parser!(u64))
            .help("Maximum size of a response, decompressed [default: 256 MiB]"),
        option("header", "NAME:VALUE").action(ArgAction::Append).help("Additional header (repeatable)"),
        option("query", "NAME=VALUE").action(ArgAction::Append).help("Additional query parameter (repeatable)"),
        option("proxy", "URL").help("Proxy for all requests [default: the system's proxy]"),
        option("ca-cert", "FILE")
            .help("Additional trusted CA certificates (PEM), or the server's self-signed certificate"),
        option("client-cert", "FILE").help("Certificate chain and unencrypted private key (PEM) for mutual TLS"),
        Arg::new("verbose")
            .long("verbose")
            .short('v')
            .action(ArgAction::Count)
            .global(true)
            .help("Log each attempt to stderr; -vv also logs host, proxy, TLS and protocol"),
    ];
    args.into_iter().map(|arg| arg.help_heading("Global options")).collect()
}

fn list_args(paginated: bool) -> Vec<Arg> {
    let number = |name: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u64)).help_heading("List options")
    };
    let mut args =
        vec![number("limit").help("Maximum number of rows, from as many pages as necessary [default: one page]")];
    if paginated {
        args.extend([
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .help_heading("List options")
                .help("Read all pages [default: only the first]"),
            number("page").help("Number of the page to start from [default: 1]"),
            number("page-size").help("Rows per page [default: chosen by the API]"),
            number("concurrency")
                .value_parser(value_parser!(u32).range(1..))
                .help("Pages fetched at the same time; 1: nothing is fetched ahead [default: 16]"),
            Arg::new("consistent").long("consistent").action(ArgAction::SetTrue).requires("all").help_heading("List options").help(
                "Read the list again until it is known that no row was missed, at most three times, and print no row twice; \
                 fail if it keeps changing",
            ),
        ]);
    }
    args
}

fn completions_command() -> Command {
    Command::new(command_name("completions"))
        .about("Generate a shell completion script")
        .arg(Arg::new("shell").required(true).value_parser(value_parser!(clap_complete::Shell)))
}

/// The name of a command of the CLI itself. A resource of the same name takes precedence.
fn command_name(name: &'static str) -> String {
    if resources().iter().any(|resource| kebab(resource) == name) { format!("plock-{name}") } else { name.to_owned() }
}

/// All resources, in the order of the spec.
fn resources() -> Vec<&'static str> {
    let mut resources = Vec::new();
    for operation in OPERATIONS {
        if !resources.contains(&operation.resource) {
            resources.push(operation.resource);
        }
    }
    resources
}

fn kebab(name: &str) -> String {
    name.trim_matches('_').replace('_', "-")
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic)]
    fn the_tree_is_valid_and_has_the_descriptions_of_the_spec() {
        let mut root = root();
        root.clone().debug_assert();
        root.build();
        for operation in OPERATIONS {
            let command = root
                .find_subcommand_mut(kebab(operation.resource))
                .and_then(|resource| resource.find_subcommand_mut(kebab(operation.verb)))
                .unwrap_or_else(|| panic!("no command for {}", operation.id));
            let help = command.clone().term_width(10_000).render_long_help().to_string();
            let fields = operation.body.map_or(&[][..], |body| body.fields);
            let texts = [operation.summary, operation.description, operation.path].into_iter();
            let texts = texts.chain(operation.parameters.iter().map(|parameter| parameter.description));
            for text in texts.chain(fields.iter().map(|field| field.description)) {
                let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(flat(&help).contains(&flat(text)), "{}: the help lacks {text:?}", operation.id);
            }
        }
    }
}
