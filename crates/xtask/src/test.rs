//! `cargo xtask test`: all parts except slow ones, or one part.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::languages::PARTS;
use crate::process::{Result, cargo, run};
use crate::sandbox::Sandbox;
use crate::steps::{self, Step};
use crate::{android, demo, deny, kotlin, kotlin_matrix, languages, node, outside, python, readme, spec, swift, tree};

/// All parts except slow ones.
pub fn all() -> Result<()> {
    steps::run(PARTS.iter().filter(|part| !part.slow).flat_map(|part| part.steps))
}

/// One part, even if it is slow.
pub fn part(name: &str) -> Result<()> {
    steps::run(PARTS.iter().filter(|part| part.name == name).flat_map(|part| part.steps))
}

pub const RUST: &[Step] = &[
    Step { name: "format", run: || run(cargo().args(["fmt", "--all", "--check"])) },
    Step { name: "lints", run: lints },
    Step { name: "tests", run: tests },
    Step { name: "generated files are fresh", run: fresh },
    Step { name: "spec and overlay are valid", run: || built().and_then(|()| spec::validate()) },
    Step { name: "version and changelog fit the surface", run: || built().and_then(|()| release()) },
    Step { name: "documentation", run: documentation },
    Step { name: "demo", run: demonstration },
    Step { name: "README", run: || built().and_then(|()| readme::check()) },
    Step { name: "crates are packaged", run: outside::package },
    Step { name: "the packaged crate works alone", run: || built().and_then(|()| outside::alone()) },
    Step { name: "licences, bans and sources", run: deny::check },
    Step { name: "other specs compile", run: outside::other_specs },
    Step { name: "a spec with more operations", run: || built().and_then(|()| outside::more_operations()) },
];

fn lints() -> Result<()> {
    let lints = ["clippy", "--workspace", "--all-targets", "--all-features", "--quiet", "--", "-D", "warnings"];
    run(cargo().args(lints))
}

/// The same packages and features for all tests, so that nothing is built twice.
const WORKSPACE: [&str; 3] = ["test", "--workspace", "--all-features"];

fn tests() -> Result<()> {
    run(cargo().args(WORKSPACE).arg("--no-fail-fast"))
}

/// Builds the programs that the tests use.
fn built() -> Result<()> {
    run(cargo().args(WORKSPACE).args(["--no-run", "--quiet"]))
}

fn fresh() -> Result<()> {
    built()?;
    run(Command::new(tree::built("generate")).arg("--check").current_dir(tree::root()))
}

fn release() -> Result<()> {
    run(Command::new(tree::built("spec")).arg("release").current_dir(tree::root()))
}

fn documentation() -> Result<()> {
    let flags = "-D warnings";
    run(cargo().env("RUSTDOCFLAGS", flags).args(["doc", "--no-deps", "-p", "plock", "--all-features", "--quiet"]))
}

fn demonstration() -> Result<()> {
    built()?;
    let sandbox = Sandbox::start(&tree::built("plock"))?;
    demo::show("rust", Duration::ZERO, &sandbox, Command::new(tree::built("examples/demo")))
}

pub const CONFORMANCE: &[Step] = &[
    Step { name: "conformance", run: || conformance::<&str>(&[]) },
    Step { name: "conformance, over HTTP/2", run: || conformance(&["--http2"]) },
];

pub const MATRIX: &[Step] = &[
    Step { name: "mutation testing", run: || conformance(&["mutations"]) },
    Step { name: "Node: bundlers", run: node::bundlers },
    Step { name: "Node: test runners", run: node::runners },
    spec::SANDBOX,
    python::FRAMEWORKS,
    python::TABLES,
    python::SPARK,
    python::EXAMPLES,
    kotlin_matrix::VERSIONS,
    kotlin_matrix::SHRUNK,
    android::TESTS,
];

/// Samples of both are part of the tests of Rust.
pub const OUTBOX: &[Step] = &[
    Step {
        name: "outbox: the rules in 100,000 worlds",
        run: || outbox("plock-outbox", "PLOCK_OUTBOX_WORLDS", "100000"),
    },
    Step { name: "outbox: each system call", run: || outbox("outbox-sweep", "PLOCK_OUTBOX_POINTS", "all") },
    Step { name: "outbox: a sample of them, in Python", run: python::sweep },
    Step { name: "outbox: a sample of them, in Node", run: node::sweep },
    Step { name: "outbox: a sample of them, in Kotlin", run: kotlin::sweep },
    Step { name: "outbox: a sample of them, in Swift", run: swift::sweep },
];

fn outbox(package: &str, variable: &str, value: &str) -> Result<()> {
    let release = ["test", "--release", "--config", "profile.release.lto=false", "-p", package, "--", "--nocapture"];
    run(cargo().args(release).env(variable, value))
}

/// A sample of the crash sweep of outboxes with a program of another language: at how many of its system calls each end is tried.
pub fn sweep(program: &str, points: u32) -> Result<()> {
    let test = ["test", "--quiet", "-p", "outbox-sweep", "--", "--nocapture", "no_event_is_lost_or_doubled"];
    run(cargo().args(test).env("PLOCK_OUTBOX_SUBJECT", program).env("PLOCK_OUTBOX_POINTS", points.to_string()))
}

/// The conformance suite for all languages; `args` are arguments of its runner.
pub fn conformance<S: AsRef<str>>(args: &[S]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
    run(cargo().args(["build", "--workspace", "--all-features", "--bins", "--quiet"]))?;
    let mut runner = Command::new(tree::built("conformance"));
    if !matches!(args[..], ["mutations", ..] | [.., "--language", "rust"]) {
        languages::build()?;
    }
    let file = tree::target().join("conformance.json");
    // The file of an earlier run.
    let _ = std::fs::remove_file(&file);
    match args[..] {
        ["mutations", ..] => return run(runner.args(args)),
        _ => runner.arg("--no-build").arg("--json").arg(&file).args(args),
    };
    run(&mut runner).map_err(|error| error + &failed_cases(&file).unwrap_or_default())
}

/// The failures, for the summary at the end of the output.
fn failed_cases(file: &Path) -> Option<String> {
    let result: Value = serde_json::from_str(&tree::read(file).ok()?).ok()?;
    let mut failed = String::new();
    for (language, column) in result["languages"].as_object()? {
        for case in column["cases"].as_array()? {
            if !["passed", "known-failing"].iter().any(|fine| case["outcome"] == *fine) {
                failed.push_str(&format!("\n    {language} {}: {}", case["id"], case["failures"]));
            }
        }
    }
    Some(failed)
}
