//! Writes the generated files that are checked in because people read them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use plock_codegen::{Emitter, apply, emit, load};
use serde_json::Value;

type Result<T, E = String> = std::result::Result<T, E>;

/// The files with their emitters.
const FILES: &[(&str, Emitter)] = &[
    ("openapi/surface.txt", emit::surface),
    ("bindings/kotlin/src/main/kotlin/io/plock/Resources.kt", emit::kotlin::resources),
    ("bindings/kotlin/src/main/kotlin/io/plock/Types.kt", emit::kotlin::types),
    ("bindings/kotlin/src/main/kotlin/io/plock/Errors.kt", emit::kotlin::errors),
    ("bindings/kotlin-testing/src/main/kotlin/io/plock/testing/Objects.kt", emit::kotlin::objects),
    ("tests/conformance/clients/kotlin/src/main/kotlin/io/plock/conformance/Dispatch.kt", emit::kotlin::dispatch),
    ("bindings/swift/Sources/Plock/Generated/Resources.swift", emit::swift::resources),
    ("bindings/swift/Sources/Plock/Generated/Types.swift", emit::swift::types),
    ("bindings/swift/Sources/Plock/Generated/Errors.swift", emit::swift::errors),
    ("bindings/swift/Sources/PlockTesting/Generated/Objects.swift", emit::swift::objects),
    ("tests/conformance/clients/swift/Dispatch.swift", emit::swift::dispatch),
    ("bindings/node/generated.js", emit::node::resources),
    ("bindings/node/generated.d.ts", emit::node::types),
    ("bindings/node/index.mjs", emit::node::modules),
    ("bindings/node-testing/objects.js", emit::node::objects),
    ("bindings/node-testing/objects.d.ts", emit::node::object_types),
    ("tests/conformance/clients/node/dispatch.js", emit::node::dispatch),
    ("tests/node/types/every.ts", emit::node::every),
    ("bindings/python/plock/_resources.py", emit::python::resources),
    ("bindings/python/plock/_recorders.py", emit::python::recorders),
    ("bindings/python/plock/types.py", emit::python::types),
    ("bindings/python/plock/types.pyi", emit::python::stubs),
    ("bindings/python/plock/errors.py", emit::python::errors),
    ("bindings/python/plock/protocols.py", emit::python::protocols),
    ("bindings/python-testing/plock_testing/_objects.py", emit::python::objects),
    ("tests/conformance/clients/python/dispatch.py", emit::python::dispatch),
    ("tests/python/typed/every_call.py", emit::python::every),
];

/// Writes the generated files that are checked in.
#[derive(Parser)]
struct Arguments {
    /// Write nothing; fail if a file is stale
    #[arg(long)]
    check: bool,
    /// Only write the spec, with the overlay applied, to this file
    #[arg(long, conflicts_with = "check")]
    merged: Option<PathBuf>,
    /// Root of the repository
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn main() -> ExitCode {
    let Arguments { check, merged, root } = Arguments::parse();
    let done = match merged {
        Some(file) => self::merged(&root).and_then(|spec| save(&file, &format!("{spec:#}\n"))),
        None if check => self::check(&root),
        None => write(&root),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(root: &Path) -> Result<()> {
    for (name, text) in texts(root)? {
        save(&root.join(name), &text)?;
        println!("{name}");
    }
    Ok(())
}

/// Checks that no file is stale.
fn check(root: &Path) -> Result<()> {
    let fresh = |name: &str, text: &str| std::fs::read_to_string(root.join(name)).is_ok_and(|old| old == text);
    let stale: Vec<_> =
        texts(root)?.into_iter().filter(|(name, text)| !fresh(name, text)).map(|(name, _)| name).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("stale: {}; run `cargo xtask generate`", stale.join(", ")))
}

fn texts(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let folder = root.join("openapi");
    let api = load(&folder.join("plock.json"), Some(&folder.join("overlay.yaml"))).map_err(|p| p.to_string())?;
    FILES.iter().map(|(name, emit)| Ok((*name, emit(&api).map_err(|p| p.to_string())?))).collect()
}

fn merged(root: &Path) -> Result<Value> {
    let (spec, overlay) = (root.join("openapi/plock.json"), root.join("openapi/overlay.yaml"));
    let mut spec: Value = serde_json::from_str(&read(&spec)?).map_err(|e| format!("{}: {e}", spec.display()))?;
    let overlay = serde_saphyr::from_str(&read(&overlay)?).map_err(|e| format!("{}: {e}", overlay.display()))?;
    apply(&mut spec, &overlay).map_err(|problem| problem.to_string())?;
    Ok(spec)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn save(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder.and_then(|()| std::fs::write(path, text)).map_err(|error| format!("{}: {error}", path.display()))
}
