//! What a change of the API document means for the five libraries.

mod prune;
mod release;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser};
use plock_codegen::diff::{Change, Class, Step, compare};
use plock_codegen::{apply, lower, removable};
use serde_json::{Value, json};

type Result<T, E = String> = std::result::Result<T, E>;

/// Compares versions of the API document
#[derive(Parser)]
#[command(bin_name = "cargo xtask spec", disable_help_subcommand = true)]
enum Task {
    /// List every change of the surface between two documents, and the step of the version that it demands
    Diff(Options),
    /// Check that the version and the changelog agree with the changes since the last release
    Release {
        /// Root of the repository
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
}

#[derive(Args)]
struct Options {
    old: PathBuf,
    new: PathBuf,
    /// Overlay of the old document
    #[arg(long, value_name = "FILE", default_value = OVERLAY)]
    old_overlay: PathBuf,
    /// Overlay of the new document
    #[arg(long, value_name = "FILE", default_value = OVERLAY)]
    new_overlay: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List actions of the new overlay whose operation or component is gone, and go on without them
    #[arg(long)]
    prune: bool,
    /// Remove these actions from the file of the overlay
    #[arg(long, requires = "prune")]
    write: bool,
}

const OVERLAY: &str = "openapi/overlay.yaml";

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Diff(options) => diff(&options),
        Task::Release { root } => release::check(&root),
    };
    match done {
        Ok(text) => {
            // A reader such as `head` may have closed it.
            let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn diff(options: &Options) -> Result<String> {
    let (mut old, mut new) = (document(&options.old)?, document(&options.new)?);
    let (before, after) = (overlay(&options.old_overlay)?, overlay(&options.new_overlay)?);
    let gone = if options.prune { removable(&old, &new, &after).map_err(|p| p.to_string())? } else { Vec::new() };
    let remaining = prune::without(&after, &gone);
    let described = |path: &Path, spec: &mut Value, overlay: &Value| {
        let api = apply(spec, overlay).and_then(|()| lower(spec));
        api.map_err(|problem| format!("{}: {problem}", path.display()))
    };
    let before = described(&options.old, &mut old, &before)?;
    let changes = compare(&before, &described(&options.new, &mut new, &remaining)?);
    if options.write && !gone.is_empty() {
        let text = prune::text_without(&read(&options.new_overlay)?, &gone, &remaining)?;
        std::fs::write(&options.new_overlay, text).map_err(|error| failed(&options.new_overlay, &error))?;
    }
    let version = version(env!("CARGO_PKG_VERSION"))?;
    let targets: Vec<_> = gone.iter().map(|index| after["actions"][index]["target"].clone()).collect();
    Ok(if options.json {
        format!("{:#}", as_json(&changes, version, &targets))
    } else {
        as_text(&changes, version, &targets, options)
    })
}

fn as_json(changes: &[Change], version: [u64; 3], removable: &[Value]) -> Value {
    let step = step(changes, version);
    json!({
        "version": dotted(version),
        "step": step,
        "next": step.map(|step| dotted(step.next(version))),
        "changes": changes,
        "removable": removable,
    })
}

fn as_text(changes: &[Change], version: [u64; 3], removable: &[Value], options: &Options) -> String {
    let mut lines: Vec<_> = changes.iter().map(Change::to_string).collect();
    let file = options.new_overlay.display();
    for target in removable {
        let done = if options.write { "removed from" } else { "removable from" };
        lines.push(format!("overlay   action {target}: {done} {file}"));
    }
    let counts = [Class::Breaking, Class::Addition, Class::Wire, Class::Docs].map(|class| {
        let count = changes.iter().filter(|change| change.class == class).count();
        format!("{count} {}", class.label())
    });
    lines.push(counts.join(", "));
    lines.push(match step(changes, version) {
        None => format!("step: none; the version stays {}", dotted(version)),
        Some(step) => format!(
            "step: {}, from {} to {} ({})",
            step.label(),
            dotted(version),
            dotted(step.next(version)),
            rule(version)
        ),
    });
    lines.join("\n")
}

const fn rule(version: [u64; 3]) -> &'static str {
    if is_stable(version) {
        "from 1.0 on: what breaks is a major step, what is added a minor one"
    } else {
        "below 1.0: what breaks is a minor step, anything else a patch"
    }
}

const fn is_stable([major, ..]: [u64; 3]) -> bool {
    major > 0
}

fn step(changes: &[Change], version: [u64; 3]) -> Option<Step> {
    changes.iter().map(|change| change.class).max().map(|class| Step::of(class, is_stable(version)))
}

/// A released version, without what follows the three numbers.
fn version(text: &str) -> Result<[u64; 3]> {
    let numbers = text.split(['-', '+']).next().unwrap_or_default().split('.').map(|number| number.parse().ok());
    let numbers: Option<Vec<u64>> = numbers.collect();
    let numbers = numbers.and_then(|numbers| <[u64; 3]>::try_from(numbers).ok());
    numbers.ok_or_else(|| format!("expected a version such as 1.2.3, got {text:?}"))
}

fn dotted([major, minor, patch]: [u64; 3]) -> String {
    format!("{major}.{minor}.{patch}")
}

fn document(path: &Path) -> Result<Value> {
    serde_json::from_str(&read(path)?).map_err(|error| failed(path, &error))
}

fn overlay(path: &Path) -> Result<Value> {
    serde_saphyr::from_str(&read(path)?).map_err(|error| failed(path, &error))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
