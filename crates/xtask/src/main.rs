//! The tasks of the project: `cargo xtask TASK`, one file for each.

mod android;
mod bench;
mod demo;
mod deny;
mod dist;
mod fuzz;
mod generate;
mod golden;
mod kotlin;
mod kotlin_matrix;
mod languages;
mod native;
mod networks;
mod node;
mod node_package;
mod outside;
mod process;
mod python;
mod readme;
mod sandbox;
mod spec;
mod steps;
mod swift;
mod table;
mod test;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use process::Result;

/// The project's tasks
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Run the demo in every language, against a local server
    Demo(demo::Options),
    /// Run all tests except slow parts (`matrix`), or the tests of one part
    Test {
        #[arg(value_parser = languages::PARTS.iter().map(|part| part.name).collect::<Vec<_>>())]
        part: Option<String>,
        /// For the part `conformance`: `mutations`, or options such as --language L, --case GLOB, --trace
        #[arg(allow_hyphen_values = true, trailing_var_arg = true)]
        args: Vec<String>,
    },
    /// Compare the performance of plock and other clients
    Bench(bench::Options),
    /// Write the checked-in generated files
    Generate {
        /// Write nothing; fail if a file is stale
        #[arg(long)]
        check: bool,
    },
    /// Build a binding for the tests and the conformance suite
    Build {
        #[arg(value_parser = ["python", "node", "kotlin", "swift"])]
        language: String,
    },
    /// Build packages to install
    Dist {
        #[arg(value_parser = dist::TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>())]
        what: String,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Run libFuzzer on the parsers of untrusted input
    Fuzz {
        /// Fuzz target; all by default
        #[arg(value_parser = fuzz::TARGETS)]
        target: Option<String>,
        /// Number of runs of each target
        #[arg(long, default_value_t = 100_000)]
        runs: u64,
    },
    /// List what changes between two API documents, in five languages: diff OLD NEW [--json] [--prune [--write]]
    Spec {
        #[arg(allow_hyphen_values = true, trailing_var_arg = true, required = true)]
        args: Vec<String>,
    },
    /// Run the generator over every OpenAPI document (JSON) of a folder: DIR [--json OUT] [--whole DIR]
    Corpus {
        #[arg(allow_hyphen_values = true, trailing_var_arg = true, required = true)]
        args: Vec<String>,
    },
    /// Check licences, bans and sources of all dependencies, with cargo-deny
    Deny,
}

fn main() -> ExitCode {
    let task = Task::parse();
    match tree::check().and_then(|()| run(task)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The summary of the tests has been printed.
            if !error.is_empty() {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Demo(options) => demo::run(&options),
        Task::Test { part: None, .. } => test::all(),
        Task::Test { part: Some(part), args } if args.is_empty() => test::part(&part),
        Task::Test { part: Some(part), args } if part == "conformance" => test::conformance(&args),
        Task::Test { .. } => Err("only the part `conformance` takes arguments".to_owned()),
        Task::Bench(options) => bench::run(&options),
        Task::Generate { check } => generate::start("generate", if check { &["--check"][..] } else { &[] }),
        Task::Build { language } => match language.as_str() {
            "python" => python::build(),
            "node" => node::build(),
            "kotlin" => kotlin::build(),
            _ => swift::build(),
        },
        Task::Dist { what, out } => dist::make(&what, &out),
        Task::Fuzz { target, runs } => fuzz::start(target.as_deref(), runs),
        Task::Spec { args } => generate::start("spec", &args),
        Task::Corpus { args } => generate::corpus(&args),
        Task::Deny => deny::check(),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Task;

    #[test]
    fn the_command_line_is_consistent() {
        Task::command().debug_assert();
    }

    #[test]
    fn the_readme_shows_a_full_run() {
        let parsed = |args: &[&str]| Task::try_parse_from([&["xtask", "bench", "--readme"], args].concat()).is_ok();
        assert!(parsed(&[]));
        for partial in ["--quick", "--peers", "--languages=rust"] {
            assert!(!parsed(&[partial]), "{partial}");
        }
    }
}
