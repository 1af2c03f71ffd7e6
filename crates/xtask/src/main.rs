//! The project's tasks: `cargo xtask <task>`. One file for each.

mod bench;
mod demo;
mod deny;
mod dist;
mod fuzz;
mod generate;
mod golden;
mod kotlin;
mod languages;
mod native;
mod node;
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

use std::process::ExitCode;

use process::Result;

const HELP: &str = "\
cargo xtask demo                      the main job in every language, against a local Plock
cargo xtask test [PART]               all tests, or those of one part: rust, python, node, kotlin, swift, conformance
cargo xtask test matrix               what is too slow for `cargo xtask test`: mutation testing
cargo xtask test conformance [ARGS]   some of the cases: --language L, --case GLOB, --trace, --json FILE; or `mutations`
cargo xtask bench [--readme] [ARGS]   the measured comparisons; --readme writes benches/RESULTS.md and the chart of README.md
cargo xtask generate [--check]        rewrites the generated files that are checked in; --check: are they fresh?
cargo xtask build LANGUAGE            what tests and the conformance suite use: python, node, kotlin, swift
cargo xtask dist WHAT --out DIR       what a user installs: crate, cli, python, node, kotlin
cargo xtask fuzz [TARGET] [--runs N]  libFuzzer on what reads text from elsewhere: scanner, rows, arguments, generator, files
cargo xtask deny                      licences, bans and sources of all dependencies, by cargo-deny
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The summary of the tests is the last line there is.
            if !error.is_empty() {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<()> {
    match args {
        [] | ["help" | "-h" | "--help", ..] => {
            print!("{HELP}");
            Ok(())
        }
        ["demo"] => demo::run(),
        ["test"] => test::all(),
        ["test", part] if !part.starts_with('-') => test::part(part),
        ["test", "conformance", args @ ..] => test::conformance(args),
        ["bench", rest @ ..] => bench::run(rest),
        ["generate"] => generate::start(&[]),
        ["generate", "--check"] => generate::start(&["--check"]),
        ["build", "python"] => python::build(),
        ["build", "node"] => node::build(),
        ["build", "kotlin"] => kotlin::build(),
        ["build", "swift"] => swift::build(),
        ["dist", what, "--out", folder] | ["dist", "--out", folder, what] => dist::make(what, folder.as_ref()),
        ["dist", ..] => Err(format!("expected `cargo xtask dist WHAT --out DIR`, where WHAT is {}", dist::known())),
        ["fuzz", args @ ..] => fuzz::start(args),
        ["deny"] => deny::check(),
        [task @ ("build" | "demo" | "test" | "generate" | "deny"), ..] => {
            Err(format!("`{task}` does not take these arguments; `cargo xtask help` lists what it takes"))
        }
        [other, ..] => Err(format!("there is no task {other:?}; `cargo xtask help` lists those there are")),
    }
}
