//! Tests of the packaged crates, outside of the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::{dist, python, readme, tree};

/// Files that a package must contain, and others that it may contain.
const REQUIRED: &[&str] = &["Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "src/lib.rs"];
const ALLOWED: &[&str] = &["Cargo.toml.orig", "Cargo.lock", ".cargo_vcs_info.json", "CHANGELOG.md", "build.rs"];
const FOLDERS: &[(&str, &str)] =
    &[("src/", ".rs"), ("openapi/", ".json"), ("openapi/", ".yaml"), ("templates/", ".j2")];

const SURFACE: &str = "openapi/surface.txt";

fn packages() -> PathBuf {
    tree::target().join("dist-test")
}

/// Runs `dist crate`, and checks the files of each package.
pub fn package() -> Result<()> {
    let folder = packages();
    // The next step must not use the packages of an earlier run.
    let _ = fs::remove_dir_all(&folder);
    dist::make("crate", &folder)?;
    for name in dist::CRATES {
        let file = dist::crate_file(name);
        let listed = read(Command::new("tar").arg("-tzf").arg(folder.join(&file)))?;
        let files: Vec<_> = listed.lines().filter_map(|line| line.split_once('/')).map(|(_, path)| path).collect();
        if let Some(missing) = REQUIRED.iter().find(|name| !files.contains(name)) {
            return Err(format!("{file}: {missing} is missing"));
        }
        let allowed = |path: &str| {
            REQUIRED.contains(&path)
                || ALLOWED.contains(&path)
                || FOLDERS.iter().any(|(folder, end)| path.starts_with(folder) && path.ends_with(end))
        };
        if let Some(other) = files.into_iter().find(|path| !allowed(path)) {
            return Err(format!("{file}: unexpected file {other}; see `include` in its Cargo.toml"));
        }
    }
    Ok(())
}

/// Runs the quickstart with the packaged crates against a sandbox.
pub fn alone() -> Result<()> {
    let folder = tree::outside("package")?;
    let unpacked = folder.join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    tree::create(&unpacked)?;
    for name in dist::CRATES {
        let file = packages().join(dist::crate_file(name));
        if !file.exists() {
            return Err(format!("{} not found: the packaging failed", file.display()));
        }
        run(Command::new("tar").arg("-xzf").arg(file).arg("-C").arg(&unpacked))?;
        // Files of an archive have a fixed time, so cargo would not notice changes.
        let stem = dist::crate_file(name).replace(".crate", "");
        tree::mirror(&unpacked.join(stem), &folder.join(name), &[""], &[])?;
    }
    let user = folder.join("user");
    tree::write(&user.join("Cargo.toml"), manifest()?.as_bytes())?;
    tree::write(&user.join("src/main.rs"), tree::read(&tree::root().join("examples/quickstart.rs"))?.as_bytes())?;
    let kit = tree::read(&tree::root().join("crates/plock-testing/README.md"))?;
    tree::write(&user.join("tests/kit.rs"), readme::code(&kit, "testing")?.as_bytes())?;
    let outbox = tree::read(&tree::root().join("crates/plock-outbox/README.md"))?;
    tree::write(&user.join("src/bin/outbox.rs"), readme::code(&outbox, "outbox")?.as_bytes())?;
    tree::copy(&tree::root().join("Cargo.lock"), &user.join("Cargo.lock"))?;
    run(elsewhere(&user).args(["test", "--quiet"]))?;
    run(elsewhere(&user).args(["build", "--quiet"]))?;
    let sandbox = Sandbox::start(&tree::built("plock"))?;
    run(sandbox.configure(&mut Command::new(made("user"))))?;
    // Of an earlier run, for another sandbox.
    for part in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(user.join(format!("usage.plockbox{part}")));
    }
    let output = read(sandbox.configure(Command::new(made("outbox")).current_dir(&user)))?;
    match output.ends_with("1 delivered, 0 queued, 0 in doubt\n") {
        true => Ok(()),
        false => Err(format!("the outbox's program printed {output}")),
    }
}

fn manifest() -> Result<String> {
    let workspace = tree::read(&tree::root().join("Cargo.toml"))?;
    // With the same profiles, built dependencies are reused.
    let profiles = workspace.find("\n[profile.").map_or("", |start| &workspace[start..]);
    Ok(format!(
        r#"[package]
name = "user"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
plock = {{ path = "../plock" }}
plock-outbox = {{ path = "../plock-outbox" }}
tokio = {{ version = "1", features = ["macros", "rt-multi-thread"] }}

[dev-dependencies]
plock-testing = {{ path = "../plock-testing" }}

[patch.crates-io]
plock = {{ path = "../plock" }}
plock-codegen = {{ path = "../plock-codegen" }}
plock-sandbox = {{ path = "../plock-sandbox" }}
{profiles}"#
    ))
}

/// What a copy of the workspace needs to be built.
const WORKSPACE: [&str; 16] = [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "src",
    "openapi",
    "crates",
    "bindings",
    "examples",
    "tests",
    "benches",
    "fuzz",
    "README.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "clippy.toml",
];

/// Compiles the core, the native parts and the programs with the test specs of the generator in place of Plock's.
pub fn other_specs() -> Result<()> {
    let folder = tree::outside("other-specs")?;
    let overlay = "overlay: 1.0.0\nactions: []\n";
    for name in tree::TEST_SPECS {
        println!("--- {name}");
        let spec = tree::read(&tree::root().join(format!("crates/plock-codegen/tests/specs/{name}.json")))?;
        let own = [("openapi/plock.json", &*spec), ("openapi/overlay.yaml", overlay)];
        tree::mirror(tree::root(), &folder, &WORKSPACE, &own)?;
        let packages = ["plock", "plock-python", "plock-node", "plock-ffi", "plock-cli", "plock-sandbox"];
        let packages = packages.iter().flat_map(|package| ["--package", package]);
        run(elsewhere(&folder).args(["check", "--quiet", "--lib", "--bins"]).args(packages))?;
    }
    Ok(())
}

/// Builds the repository with a spec that has more operations. Without any other change, the typed API, the commands and the sandbox have
/// them.
pub fn more_operations() -> Result<()> {
    let folder = tree::outside("more-operations")?;
    let tests = tree::root().join("tests/rust");
    let json = |path: &Path| -> Result<Value> {
        serde_json::from_str(&tree::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut spec = json(&tree::root().join("openapi/plock.json"))?;
    merge(&mut spec, &json(&tests.join("more-operations.json"))?);
    let program = tree::read(&tests.join("more-operations.rs"))?;
    let own = [("openapi/plock.json", &*format!("{spec:#}\n")), ("examples/more_operations.rs", &program)];
    tree::mirror(tree::root(), &folder, &WORKSPACE, &own)?;

    run(Command::new(tree::built("generate")).arg("--root").arg(&folder))?;
    let old = tree::read(&tree::root().join(SURFACE))?;
    let new = tree::read(&folder.join(SURFACE))?;
    let added = new.lines().filter(|line| !old.lines().any(|known| known == *line)).count();
    println!("{SURFACE}: {added} more lines");
    if added == 0 {
        return Err(format!("{SURFACE} does not have the new operations"));
    }
    let build = ["build", "--quiet", "--workspace", "--all-features", "--bin", "plock", "--example", "more_operations"];
    run(elsewhere(&folder).args(build))?;
    let plock = made("plock");
    let sandbox = Sandbox::start(&plock)?;
    run(sandbox.configure(&mut Command::new(made("examples/more_operations"))))?;
    for (line, expected) in [
        ("credit-notes list --help", "Get all credit notes"),
        ("credit-notes list --all --format csv", "0.300"),
        ("credit-notes get 7 --format json", "\"0.300\""),
    ] {
        println!("$ plock {line}");
        let output = read(sandbox.configure(&mut Command::new(&plock)).args(line.split(' ')))?;
        if !output.contains(expected) {
            return Err(format!("`plock {line}`: expected {expected} in the output, got:\n{output}"));
        }
    }
    run(elsewhere(&folder).args(["build", "--quiet", "--package", "plock-python", "--all-features", "--lib"]))?;
    let library = format!("{}plock_python{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let package = folder.join("bindings/python");
    tree::copy(&target().join("debug").join(library), &package.join("plock").join(python::NATIVE))?;
    let program = folder.join("tests/python/more_operations.py");
    run(sandbox.configure(python::system().env("PYTHONPATH", &package).arg("-B").arg(program)))
}

/// Cargo for another folder. Reuses the built dependencies (Cargo 1.91 or later; older versions build them again).
fn elsewhere(folder: &Path) -> Command {
    let mut command = cargo();
    command.current_dir(folder).env("CARGO_TARGET_DIR", target());
    if cfg!(unix) {
        command.env("CARGO_BUILD_BUILD_DIR", tree::target());
        // Cargo identifies packages by their paths in the workspace, so it would mistake those of a copy for our own. Packages that
        // are built through a wrapper are kept apart.
        command.env("RUSTC_WORKSPACE_WRAPPER", "env");
    }
    command
}

fn target() -> PathBuf {
    tree::target().join("outside")
}

fn made(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// JSON Merge Patch, RFC 7396.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Value::Object(target) = target else { return };
    for (name, value) in patch {
        match value {
            Value::Null => drop(target.remove(name)),
            value => merge(target.entry(name.clone()).or_insert(Value::Null), value),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn patches_are_merged() {
        let mut target = json!({"a": {"b": 1, "c": 2}, "d": [1]});
        super::merge(&mut target, &json!({"a": {"b": null, "e": {"f": null}}, "d": [2, 3]}));
        assert_eq!(target, json!({"a": {"c": 2, "e": {}}, "d": [2, 3]}));
    }
}
