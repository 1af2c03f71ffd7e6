//! Compares the output of every emitter for every spec with the files in `tests/golden`. `UPDATE_GOLDEN=1 cargo test -p plock-codegen`
//! rewrites them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use plock_codegen::{Emitter, Language, emit, load};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn normalised(api: &plock_codegen::ir::Api) -> Result<String, plock_codegen::Problem> {
    Ok(format!("{:#}\n", emit::openapi30(api)))
}

fn compare(name: &str, spec: &Path, overlay: Option<&Path>) {
    let api = load(spec, overlay).unwrap_or_else(|e| panic!("{name}: {e}"));
    same_batches(name, &api);
    let emitters: [(&str, Emitter); 23] = [
        ("surface.txt", emit::surface),
        ("facade.rs", emit::rust),
        ("meta.rs", emit::meta),
        ("rust_dispatch.rs", emit::rust_dispatch),
        ("dynamic.rs", emit::dynamic),
        ("python_types.rs", emit::python_types),
        ("_resources.py", emit::python::resources),
        ("_recorders.py", emit::python::recorders),
        ("types.pyi", emit::python::stubs),
        ("_objects.py", emit::python::objects),
        ("every_call.py", emit::python::every),
        ("node.js", emit::node::resources),
        ("node.d.ts", emit::node::types),
        ("node.exercise.ts", emit::node::every),
        ("node.objects.js", emit::node::objects),
        ("node.objects.d.ts", emit::node::object_types),
        ("Resources.kt", emit::kotlin::resources),
        ("Types.kt", emit::kotlin::types),
        ("Objects.kt", emit::kotlin::objects),
        ("Resources.swift", emit::swift::resources),
        ("Types.swift", emit::swift::types),
        ("Objects.swift", emit::swift::objects),
        ("openapi30.json", normalised),
    ];
    let mut stale = Vec::new();
    // `generate --check` compares the other files of Plock.
    let kept = |file: &str| name != "plock" || file.ends_with(".rs") || file == "openapi30.json";
    for (file, emitter) in emitters.iter().filter(|(file, _)| kept(file)) {
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
    // `cargo xtask test` compiles the files of other languages.
    for (file, emitter) in emitters.iter().filter(|(file, _)| file.ends_with(".rs")) {
        let text = emitter(&api).unwrap_or_else(|e| panic!("{name}: {e}"));
        syn::parse_file(&text).unwrap_or_else(|e| panic!("{name}: {file}: {e}"));
    }
    // The output of progenitor is not compared.
    let wire = emit::wire(&api).unwrap_or_else(|e| panic!("{name}: {e}"));
    for (_, operation) in api.operations() {
        assert!(
            wire.contains(&format!("fn call_{}", operation.name.snake())),
            "{name}: no method for {}",
            operation.id
        );
    }
}

/// Checks that each language has the batch methods that the surface lists.
fn same_batches(name: &str, api: &plock_codegen::ir::Api) {
    let files: [(Language, Emitter, &str, &str, &str); 6] = [
        (Language::Rust, emit::rust, "pub fn ", "_many", "<"),
        (Language::Python, emit::python::resources, "def ", "_many", "("),
        (Language::Node, emit::node::resources, "", "Many", ": (bodies"),
        (Language::Node, emit::node::types, "", "Many", "(bodies: "),
        (Language::Kotlin, emit::kotlin::resources, "public fun ", "Many", "(bodies: Iterable<"),
        (Language::Swift, emit::swift::resources, "public func ", "Many", "(_ bodies: "),
    ];
    let surface = emit::surface(api).expect("a surface");
    for (language, emitter, before, suffix, arguments) in files {
        let text = emitter(api).unwrap_or_else(|e| panic!("{name}: {e}"));
        let declared = format!("{suffix}{arguments}");
        let methods = text.lines().filter_map(|line| line.trim_start().strip_prefix(before)?.split_once(&declared));
        // Those of an outbox send nothing.
        let methods = methods.filter(|(verb, _)| *verb != "record");
        let emitted: BTreeSet<_> = methods.map(|(verb, _)| format!("{verb}{suffix}")).collect();
        let label = format!("{}=", language.label());
        let batches = surface.lines().filter(|line| line.starts_with("  batch "));
        let listed = batches.filter_map(|line| line.split(' ').find_map(|word| word.strip_prefix(&*label)));
        assert_eq!(emitted, listed.map(str::to_owned).collect(), "{name}: {}", language.label());
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
