//! The command tree, built when the program starts from what the spec says.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use plock::meta::{self, Kind, Location, OPERATIONS, Operation, Type};

use crate::args::{Args, Options};
use crate::failure::{Failure, exit_codes_help};
use crate::render::Format;

/// Ids of arguments that come from the spec start with this, so that none meets one of ours.
const API: &str = "api.";

/// What a parsed command line asks for.
pub(crate) enum Task {
    Call(&'static Operation, Args),
    Sandbox(ArgMatches),
    Completions(clap_complete::Shell),
}

/// The whole tree.
pub(crate) fn root() -> Command {
    let about = "Accounts, subscriptions, invoices and usage from the command line";
    let mut root = Command::new("plock")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .long_about(format!("{about}.\n\nSpeaks version {} of the API. Amounts are shown digit by digit as the API keeps them, in every format.", meta::API_VERSION))
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
                .about(format!("{}: {}", capital(&title), verbs.join(", ")))
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommands(operations.into_iter().map(verb_command)),
        );
    }
    root.subcommand(sandbox_command()).subcommand(completions_command())
}

/// Reads what clap matched.
pub(crate) fn task(matches: &ArgMatches) -> Result<Task, Failure> {
    let nothing = || Failure::usage("no command given");
    let (name, matches) = matches.subcommand().ok_or_else(nothing)?;
    if name == own_name("sandbox") {
        return Ok(Task::Sandbox(matches.clone()));
    }
    if name == own_name("completions") {
        return matches.get_one("shell").copied().map(Task::Completions).ok_or_else(nothing);
    }
    let (verb, matches) = matches.subcommand().ok_or_else(nothing)?;
    let operation = OPERATIONS
        .iter()
        .find(|operation| kebab(operation.resource) == name && kebab(operation.verb) == verb)
        .ok_or_else(nothing)?;
    let texts = inputs(operation)
        .into_iter()
        .filter_map(|input| {
            let values = matches.get_many::<String>(&input.id())?;
            Some((input.name, (input.label(), values.cloned().collect())))
        })
        .collect();
    Ok(Task::Call(operation, Args::new(operation, texts, Options::new(matches)?)))
}

/// One value that a caller gives: a parameter or a field of the body.
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

    /// The name of its option; one that we use ourselves gives way.
    fn long(&self) -> String {
        let long = kebab(self.name);
        let own = global_args().into_iter().chain(list_args(true)).chain(file_args());
        let taken = own.filter_map(|arg| arg.get_long().map(str::to_owned)).chain(["help".into(), "version".into()]);
        if taken.into_iter().any(|name| name == long) { format!("param-{long}") } else { long }
    }

    /// How an error names it.
    fn label(&self) -> String {
        if self.positional { format!("<{}>", self.name.to_uppercase()) } else { format!("--{}", self.long()) }
    }

    fn arg(&self, optional_with_file: bool) -> Arg {
        let by_file = self.required && optional_with_file;
        let help = format!("{}{}", self.description, if by_file { " [required without --file]" } else { "" });
        let mut arg = Arg::new(self.id()).allow_negative_numbers(true).required(self.required && !by_file);
        if !help.is_empty() {
            arg = arg.help(help.trim().to_owned());
        }
        if by_file {
            arg = arg.required_unless_present("file");
        }
        if self.positional {
            return arg.value_name(self.name.to_uppercase());
        }
        arg = arg.long(self.long());
        match self.ty {
            Type::Pair(_) => arg.num_args(1..=2).value_names(["FROM", "TO"]),
            Type::Enum(values) => arg.value_name("VALUE").value_parser(Suggested(values)),
            Type::Boolean => arg.value_name("BOOL").value_parser(Suggested(&["true", "false"])),
            ty => arg.value_name(value_name(ty)),
        }
    }
}

/// Parameters first, then the body's fields; a name in both is one input.
fn inputs(operation: &'static Operation) -> Vec<Input> {
    let parameters = operation.parameters.iter().map(|parameter| Input {
        name: parameter.name,
        ty: &parameter.ty,
        description: parameter.description,
        required: parameter.required,
        positional: parameter.location == Location::Path,
    });
    let fields = operation.body.into_iter().flat_map(|body| body.fields).map(|field| Input {
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
    let mark = if operation.deprecated { " (deprecated)" } else { "" };
    let mut long = format!("{}{mark}", operation.summary);
    if !operation.description.is_empty() && operation.description != operation.summary {
        long.push_str(&format!("\n\n{}", operation.description));
    }
    long.push_str(&format!("\n\n{} {}", operation.method, operation.path));
    let writes_files = operation.body.is_some();
    let mut command = Command::new(kebab(operation.verb))
        .about(format!("{}{mark}", operation.summary))
        .long_about(long)
        .args(inputs(operation).iter().map(|input| input.arg(writes_files)));
    if operation.kind == Kind::List {
        command = command.args(list_args(operation.paginated));
    }
    if writes_files {
        command = command.args(file_args());
    }
    command
}

/// Offers values to help and completion and takes any: the API may know more than this version of the spec.
#[derive(Clone)]
struct Suggested(&'static [&'static str]);

impl TypedValueParser for Suggested {
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
        option("format", "FORMAT").value_parser(value_parser!(Format)).help(
            "How results are written [default: table on a terminal, else jsonl for lists and json for single objects]",
        ),
        option("api-key", "KEY")
            .help("API key; better set PLOCK_API_KEY, which other users of this machine cannot see"),
        option("env", "NAME")
            .value_parser(clap::builder::PossibleValuesParser::new(environments))
            .conflicts_with("base-url")
            .help("Which of the API's servers to call"),
        option("base-url", "URL").help("Call this server instead [env: PLOCK_BASE_URL]"),
        option("timeout", "TIME").help("Longest time for one call with its retries, like 30s or 500ms"),
        option("retries", "N").value_parser(value_parser!(u32)).help("How often a call may be tried again"),
        option("header", "NAME:VALUE").action(ArgAction::Append).help("Send this header too (repeatable)"),
        option("query", "NAME=VALUE").action(ArgAction::Append).help("Send this query parameter too (repeatable)"),
        option("proxy", "URL").help("Call through this proxy"),
        option("ca-cert", "FILE").help("Trust the certificates in this PEM file too"),
        Arg::new("verbose")
            .long("verbose")
            .short('v')
            .action(ArgAction::Count)
            .global(true)
            .help("Log each call to stderr; twice for more"),
    ];
    args.into_iter().map(|arg| arg.help_heading("Global options")).collect()
}

fn list_args(paginated: bool) -> Vec<Arg> {
    let number = |name: &'static str| {
        Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u64)).help_heading("List options")
    };
    let mut args = vec![number("limit").help("Stop after N rows, reading as many pages as that takes")];
    if paginated {
        args.extend([
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .help_heading("List options")
                .help("All pages, not only the first"),
            number("page").help("Start at page N"),
            number("page-size").help("Rows per page"),
            number("concurrency")
                .value_parser(value_parser!(u32).range(1..))
                .help("Pages fetched ahead at a time; 1 is strictly one after the other"),
        ]);
    }
    args
}

fn file_args() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).help_heading("Many at once")
    };
    vec![
        option("file", "FILE").help(
            "Send one call per row of a .jsonl or .csv file, or of stdin (-). Keys or headers are the names of the \
             options above or the API's own; options given here hold for every row without a value of its own",
        ),
        option("file-format", "FORMAT")
            .value_parser(["jsonl", "csv"])
            .requires("file")
            .help("What FILE holds [default: by its name, jsonl for stdin]"),
        option("concurrency", "N")
            .value_parser(value_parser!(u32).range(1..))
            .requires("file")
            .help("Calls in flight at a time [default: 32]"),
        option("failed", "FILE").requires("file").help("Write the rows that were not recorded here, with the reason"),
    ]
}

fn sandbox_command() -> Command {
    let number = |name: &'static str| Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u64));
    Command::new(own_name("sandbox"))
        .about("Run a local API with data of its own, for trials and tests")
        .long_about(
            "Run a local API with data of its own, for trials and tests.\n\nPrints its URL and key as one line of JSON \
             and serves until it is stopped.",
        )
        .args([
            number("port").value_parser(value_parser!(u16)).default_value("0").help("Port; 0 takes a free one"),
            Arg::new("db")
                .long("db")
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Keep the data in this SQLite file [default: in memory]"),
            number("accounts").help("Make N synthetic objects of each resource besides the documents' examples"),
            number("seed").default_value("0").help("What the synthetic objects are drawn from"),
            number("latency").value_name("MS").default_value("0").help("Wait so long before every answer"),
            Arg::new("fault").long("fault").value_name("FAULT").action(ArgAction::Append).help(
                "Go wrong with every so many-th request: rate-limit:EVERY[:SECONDS], error:STATUS:EVERY, drop:EVERY or \
                 drop-after:EVERY (repeatable)",
            ),
        ])
}

fn completions_command() -> Command {
    Command::new(own_name("completions"))
        .about("Print the completion script of a shell")
        .arg(Arg::new("shell").required(true).value_parser(value_parser!(clap_complete::Shell)))
}

/// The name of a command that is ours; a resource of the same name has it first.
fn own_name(name: &'static str) -> String {
    if resources().iter().any(|resource| kebab(resource) == name) { format!("plock-{name}") } else { name.to_owned() }
}

/// Every resource once, in the order of the spec.
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

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic)]
    fn the_tree_is_sound_and_says_what_the_spec_says() {
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
            let said = [operation.summary, operation.description, operation.path].into_iter();
            let said = said.chain(operation.parameters.iter().map(|parameter| parameter.description));
            for text in said.chain(fields.iter().map(|field| field.description)) {
                let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(flat(&help).contains(&flat(text)), "{}: the help lacks {text:?}", operation.id);
            }
        }
    }
}
