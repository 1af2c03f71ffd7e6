//! Every emitter's output for every spec, compared with what is checked in. `UPDATE_GOLDEN=1 cargo test -p plock-codegen` rewrites it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use std::path::{Path, PathBuf};

use plock_codegen::{Emitter, emit, load};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn normalised(api: &plock_codegen::ir::Api) -> Result<String, plock_codegen::Problem> {
    Ok(format!("{:#}\n", emit::openapi30(api)))
}

fn compare(name: &str, spec: &Path, overlay: Option<&Path>) {
    let api = load(spec, overlay).unwrap_or_else(|e| panic!("{name}: {e}"));
    let emitters: [(&str, Emitter); 17] = [
        ("surface.txt", emit::surface),
        ("facade.rs", emit::rust),
        ("meta.rs", emit::meta),
        ("cli.rs", emit::cli),
        ("dynamic.rs", emit::dynamic),
        ("python_types.rs", emit::python_types),
        ("_resources.py", emit::python::resources),
        ("types.pyi", emit::python::stubs),
        ("every_call.py", emit::python_exercise),
        ("node.js", emit::node),
        ("node.d.ts", emit::node_types),
        ("node.exercise.ts", emit::node_exercise),
        ("Resources.kt", emit::kotlin::resources),
        ("Types.kt", emit::kotlin_types),
        ("Resources.swift", emit::swift::resources),
        ("Types.swift", emit::swift_types),
        ("openapi30.json", normalised),
    ];
    let mut stale = Vec::new();
    for (file, emitter) in &emitters {
        let path = root().join("tests/golden").join(name).join(file);
        let now = emitter(&api).unwrap_or_else(|e| panic!("{name}: {e}"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(&path, now).expect("writable");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != now {
            stale.push(path.display().to_string());
        }
    }
    assert!(
        stale.is_empty(),
        "changed: {}\n`UPDATE_GOLDEN=1 cargo test -p plock-codegen` rewrites them; read the difference before you commit it",
        stale.join(", ")
    );
    // The other languages' files are compiled by `cargo xtask test`, in their parts.
    for (file, emitter) in emitters.iter().filter(|(file, _)| file.ends_with(".rs")) {
        let text = emitter(&api).unwrap_or_else(|e| panic!("{name}: {e}"));
        syn::parse_file(&text).unwrap_or_else(|e| panic!("{name}: {file}: {e}"));
    }
    // What progenitor makes of it is its own affair, but it has to make something.
    let wire = emit::wire(&api).unwrap_or_else(|e| panic!("{name}: {e}"));
    for (_, operation) in api.operations() {
        assert!(
            wire.contains(&format!("fn call_{}", operation.name.snake())),
            "{name}: no method for {}",
            operation.id
        );
    }
}

#[test]
fn plock() {
    let openapi = root().join("../../openapi");
    compare("plock", &openapi.join("plock.json"), Some(&openapi.join("overlay.yaml")));
}

#[test]
fn obstacles() {
    compare("obstacles", &root().join("tests/specs/obstacles.json"), None);
}

#[test]
fn shapes() {
    compare("shapes", &root().join("tests/specs/shapes.json"), None);
}

#[test]
fn old() {
    compare("old", &root().join("tests/specs/old.json"), None);
}
