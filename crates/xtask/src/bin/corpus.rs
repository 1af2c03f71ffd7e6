//! Runs the generator over OpenAPI documents: each operation alone, then the largest whole that fits.

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use plock_codegen::{Emitter, Problem, emit, ir, lower};
use serde_json::{Map, Value, json};

type Result<T, E = String> = std::result::Result<T, E>;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// For an operation alone. Templates take longer.
const QUICK: &[Emitter] = &[emit::surface, emit::rust, emit::meta, emit::dynamic, emit::python_types];

/// For the whole.
const ALL: &[(&str, Emitter)] = &[
    ("surface.txt", emit::surface),
    ("wire.rs", emit::wire),
    ("facade.rs", emit::rust),
    ("meta.rs", emit::meta),
    ("dynamic.rs", emit::dynamic),
    ("python_types.rs", emit::python_types),
    ("_resources.py", emit::python::resources),
    ("_recorders.py", emit::python::recorders),
    ("types.py", emit::python::types),
    ("types.pyi", emit::python::stubs),
    ("_objects.py", emit::python::objects),
    ("generated.js", emit::node::resources),
    ("generated.d.ts", emit::node::types),
    ("objects.js", emit::node::objects),
    ("Resources.kt", emit::kotlin::resources),
    ("Types.kt", emit::kotlin::types),
    ("Resources.swift", emit::swift::resources),
    ("Types.swift", emit::swift::types),
    ("every_call.py", emit::python::every),
    ("every.ts", emit::node::every),
];

/// Runs the generator over every OpenAPI document (JSON) of a folder.
#[derive(Parser)]
struct Arguments {
    folder: PathBuf,
    /// Write the results to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the largest whole of each document, and what is generated of it, to a folder of its name in this one
    #[arg(long, value_name = "DIR")]
    whole: Option<PathBuf>,
}

/// Path and method.
type Place = (String, String);

/// An operation that was refused, and why. Aborted: the generator panicked.
enum Failure {
    Refused(Problem),
    Aborted(String),
}

#[derive(Default)]
struct Outcome {
    operations: usize,
    alone: usize,
    whole: usize,
    refused: Vec<(Place, Problem)>,
    aborted: Vec<(Place, String)>,
    /// Why operations that generate alone are not in the whole.
    left_out: Vec<(Place, Problem)>,
    /// Parts of the document that were removed, as the problem says.
    removed: Vec<Problem>,
}

fn main() -> ExitCode {
    let Arguments { folder, json, whole } = Arguments::parse();
    std::panic::set_hook(Box::new(|_| {}));
    match run(&folder, json.as_deref(), whole.as_deref()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether no operation aborted.
fn run(folder: &Path, out: Option<&Path>, wholes: Option<&Path>) -> Result<bool> {
    let files = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<_> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    if files.is_empty() {
        return Err(format!("no .json file in {}", folder.display()));
    }
    let mut all = Map::new();
    let mut fine = true;
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let spec: Value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
        let (outcome, whole) = tried(spec);
        if let Some(wholes) = wholes {
            save(&wholes.join(&name), &whole)?;
        }
        print(&name, &outcome);
        fine &= outcome.aborted.is_empty();
        all.insert(name, as_json(&outcome));
    }
    if let Some(out) = out {
        std::fs::write(out, format!("{:#}\n", Value::Object(all))).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    Ok(fine)
}

/// The outcome, and the document with the operations that fit.
fn tried(mut spec: Value) -> (Outcome, Value) {
    let mut outcome = Outcome { removed: without_unsupported_security(&mut spec), ..Outcome::default() };
    let places = places(&spec);
    outcome.operations = places.len();
    let mut alone = Vec::new();
    for place in places {
        match generated(&with_only(&spec, std::slice::from_ref(&place)), QUICK) {
            Ok(()) => alone.push(place),
            Err(Failure::Refused(problem)) => outcome.refused.push((place, problem)),
            Err(Failure::Aborted(what)) => outcome.aborted.push((place, what)),
        }
    }
    outcome.alone = alone.len();
    let mut whole = Vec::new();
    add(&spec, &mut whole, &alone, &mut outcome.left_out);
    let all = || ("all of them".to_owned(), "any".to_owned());
    let all_that_fit = with_only(&spec, &whole);
    let emitters: Vec<_> = ALL.iter().map(|(_, emitter)| *emitter).collect();
    match generated(&all_that_fit, &emitters) {
        Ok(()) => outcome.whole = whole.len(),
        Err(Failure::Refused(problem)) => outcome.left_out.push((all(), problem)),
        Err(Failure::Aborted(what)) => outcome.aborted.push((all(), what)),
    }
    (outcome, all_that_fit)
}

/// Writes a document and all that is generated of it.
fn save(folder: &Path, spec: &Value) -> Result<()> {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    write("openapi.json", &format!("{spec:#}\n"))?;
    let api = lower(spec).map_err(|problem| problem.to_string())?;
    ALL.iter().try_for_each(|(name, emit)| write(name, &emit(&api).map_err(|problem| problem.to_string())?))
}

/// Adds the operations that fit to `whole`: all at once, or one half after the other.
fn add(spec: &Value, whole: &mut Vec<Place>, more: &[Place], left_out: &mut Vec<(Place, Problem)>) {
    let both = [&whole[..], more].concat();
    match (generated(&with_only(spec, &both), &[]), more) {
        (Ok(()), _) => *whole = both,
        (_, []) => {}
        (Err(Failure::Refused(problem)), [one]) => left_out.push((one.clone(), problem)),
        (Err(Failure::Aborted(_)), [_]) => {}
        (Err(_), more) => {
            let (first, second) = more.split_at(more.len() / 2);
            add(spec, whole, first, left_out);
            add(spec, whole, second, left_out);
        }
    }
}

/// Removes security schemes that clients do not support, as the problem of the generator advises.
fn without_unsupported_security(spec: &mut Value) -> Vec<Problem> {
    let mut removed = Vec::new();
    while let Err(problem) = lower(&with_only(spec, &[]))
        && let Some(name) = problem.pointer.strip_prefix("/components/securitySchemes/")
        && let Some(schemes) = spec["components"]["securitySchemes"].as_object_mut()
        && schemes.remove(name).is_some()
    {
        removed.push(problem);
    }
    removed
}

fn places(spec: &Value) -> Vec<Place> {
    let paths = spec["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flat_map(Map::keys);
            methods.filter(|method| METHODS.contains(&method.as_str())).map(|method| (path.clone(), method.clone()))
        })
        .collect()
}

/// The document with some of its operations.
fn with_only(spec: &Value, places: &[Place]) -> Value {
    let mut kept = Map::new();
    for (path, item) in spec["paths"].as_object().into_iter().flatten() {
        let wanted = |method: &str| places.iter().any(|(at, of)| at == path && of == method);
        let Some(item) = item.as_object() else { continue };
        if !item.keys().any(|key| wanted(key)) {
            continue;
        }
        let item = item.iter().filter(|(key, _)| !METHODS.contains(&key.as_str()) || wanted(key));
        kept.insert(path.clone(), item.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>().into());
    }
    let others = spec.as_object().into_iter().flatten().filter(|(key, _)| *key != "paths");
    let mut out: Map<_, _> = others.map(|(key, value)| (key.clone(), value.clone())).collect();
    out.insert("paths".to_owned(), Value::Object(kept));
    Value::Object(out)
}

fn generated(spec: &Value, emitters: &[Emitter]) -> Result<(), Failure> {
    let work = || -> Result<(), Problem> {
        let api: ir::Api = lower(spec)?;
        emitters.iter().try_for_each(|emit| emit(&api).map(drop))
    };
    match catch_unwind(std::panic::AssertUnwindSafe(work)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(problem)) => Err(Failure::Refused(problem)),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            Err(Failure::Aborted(text.or_else(|| panic.downcast_ref().copied()).unwrap_or_default().to_owned()))
        }
    }
}

/// A problem without the names that it is about, so that problems of a kind are counted together.
fn kind(problem: &Problem) -> String {
    let quoted = problem.what.split('`').enumerate().map(|(at, text)| if at % 2 == 0 { text } else { "…" });
    let text: Vec<_> = quoted.collect();
    let text = text.join("`");
    text.split(" /").next().unwrap_or_default().to_owned()
}

fn print(name: &str, outcome: &Outcome) {
    let Outcome { operations, alone, whole, refused, aborted, left_out, removed } = outcome;
    let percent = |part: usize| part * 100 / (*operations).max(1);
    println!(
        "{name}: {operations} operations, {alone} generate alone ({} %), {whole} as a whole ({} %), {} aborted",
        percent(*alone),
        percent(*whole),
        aborted.len()
    );
    for problem in removed {
        println!("  removed {problem}");
    }
    for (title, problems) in [("refused", refused), ("not in the whole", left_out)] {
        let mut kinds: BTreeMap<String, Vec<&(Place, Problem)>> = BTreeMap::new();
        for entry in problems {
            kinds.entry(kind(&entry.1)).or_default().push(entry);
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.len()));
        for (kind, entries) in kinds {
            let Some(((path, method), problem)) = entries.first() else { continue };
            println!("  {title}: {} x {kind}\n      {} {path}: {problem}", entries.len(), method.to_uppercase());
        }
    }
    for ((path, method), what) in aborted {
        println!("  aborted: {} {path}: {what}", method.to_uppercase());
    }
}

fn as_json(outcome: &Outcome) -> Value {
    let problems = |list: &[(Place, Problem)]| -> Vec<Value> {
        let each = |((path, method), problem): &(Place, Problem)| json!({"path": path, "method": method, "pointer": problem.pointer, "what": problem.what, "help": problem.help});
        list.iter().map(each).collect()
    };
    let aborted =
        outcome.aborted.iter().map(|((path, method), what)| json!({"path": path, "method": method, "what": what}));
    json!({
        "operations": outcome.operations,
        "alone": outcome.alone,
        "whole": outcome.whole,
        "refused": problems(&outcome.refused),
        "not_in_the_whole": problems(&outcome.left_out),
        "aborted": aborted.collect::<Vec<_>>(),
        "removed": outcome.removed.iter().map(|p| json!({"pointer": p.pointer, "what": p.what})).collect::<Vec<_>>(),
    })
}
