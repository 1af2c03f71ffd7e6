//! The Node packages: builds and tests the tarballs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::node_package::{dist, kit};
use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{golden, readme, tree};

pub const STEPS: &[Step] = &[
    Step { name: "Node: the packages", run: || install().and_then(|_| contents()) },
    Step { name: "Node: tests", run: tests },
    Step { name: "Node: stress", run: stress },
    Step { name: "Node: types", run: types },
    Step { name: "Node: generated code of test specs", run: || golden::node(&user()?, node) },
    Step { name: "Node: README", run: quickstart },
    Step { name: "Node: conformance of the installed package", run: elsewhere },
    Step { name: "Node: leaks", run: leaks },
    Step { name: "Node: Bun and Deno", run: others },
];

pub(crate) const SOURCES: &str = "bindings/node";
pub(crate) const KIT: &str = "bindings/node-testing";
const TESTS: &str = "tests/node";
/// Maximum size of an unpacked platform package.
const LARGEST: u64 = 6 * 1024 * 1024;

/// This platform: the name of its package, and the fields by which npm selects it.
pub(crate) struct Platform {
    pub(crate) name: &'static str,
    pub(crate) os: &'static str,
    pub(crate) cpu: &'static str,
    pub(crate) libc: Option<&'static str>,
}

pub(crate) fn platform() -> Result<Platform> {
    let platform = |name, os, cpu, libc| Ok(Platform { name, os, cpu, libc });
    let musl = cfg!(target_env = "musl");
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") if musl => platform("linux-x64-musl", "linux", "x64", Some("musl")),
        ("linux", "aarch64") if musl => platform("linux-arm64-musl", "linux", "arm64", Some("musl")),
        ("linux", "x86_64") => platform("linux-x64-gnu", "linux", "x64", Some("glibc")),
        ("linux", "aarch64") => platform("linux-arm64-gnu", "linux", "arm64", Some("glibc")),
        ("macos", "x86_64") => platform("darwin-x64", "darwin", "x64", None),
        ("macos", "aarch64") => platform("darwin-arm64", "darwin", "arm64", None),
        ("windows", "x86_64") => platform("win32-x64-msvc", "win32", "x64", None),
        ("windows", "aarch64") => platform("win32-arm64-msvc", "win32", "arm64", None),
        (os, arch) => Err(format!("unsupported platform for the Node package: {os} on {arch}")),
    }
}

pub(crate) fn folder() -> PathBuf {
    tree::target().join("node")
}

pub(crate) fn npm() -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["--silent", "--no-audit", "--no-fund", "--no-update-notifier"]);
    npm
}

fn node() -> Command {
    clean(Command::new("node"))
}

/// A Node that resolves only installed packages.
fn clean(mut node: Command) -> Command {
    node.env_remove("NODE_PATH").env_remove("NODE_OPTIONS");
    node
}

/// The newest Node, from npm.
fn newest(user: &Path) -> Command {
    clean(Command::new(user.join("node_modules/node/bin").join(if cfg!(windows) { "node.exe" } else { "node" })))
}

pub(crate) fn addon() -> Result<PathBuf> {
    Ok(tree::root().join(SOURCES).join(format!("plock.{}.node", platform()?.name)))
}

/// `build node`: the addon, beside the sources that load it.
pub fn build() -> Result<()> {
    let (profile, folder) = tree::profile();
    run(cargo().args(["build", "--profile", profile, "--quiet", "-p", "plock-node"]))?;
    let made = folder.join(library("plock_node"));
    let addon = addon()?;
    // Running programs keep the old file.
    let _ = fs::remove_file(&addon);
    tree::copy(&made, &addon)
}

/// File name of a native library.
fn library(name: &str) -> String {
    let (before, after) = if cfg!(windows) { ("", ".dll") } else { ("lib", std::env::consts::DLL_SUFFIX) };
    format!("{before}{name}{after}")
}

/// Builds the addon of the testing kit.
pub(crate) fn kit_addon((profile, folder): (&str, &str)) -> Result<PathBuf> {
    let features = ["-p", "plock-testing-native", "--features", "node"];
    run(cargo().args(["build", "--profile", profile, "--quiet"]).args(features))?;
    Ok(tree::target().join(folder).join(library("plock_testing_native")))
}

/// A sample of the crash sweep of outboxes, with a program of this language.
pub fn sweep() -> Result<()> {
    built()?;
    crate::test::sweep(&format!("node {}", tree::root().join("tests/outbox/subjects/outbox.mjs").display()), 11)
}

/// Builds the addon unless it has been built.
pub fn built() -> Result<()> {
    if addon()?.exists() { Ok(()) } else { build() }
}

pub(crate) fn emptied(folder: PathBuf) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(&folder);
    tree::create(&folder)?;
    Ok(folder)
}

pub(crate) fn manifest(file: &str) -> Result<Value> {
    let text = tree::read(&tree::root().join(file))?;
    serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))
}

pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<_> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// A folder outside of the repository, with the installed tarballs, the tests and their dependencies.
fn user() -> Result<PathBuf> {
    let user = tree::outside("node")?;
    tree::mirror(&tree::root().join(TESTS), &user.join("tests"), &[""], &[])?;
    let vectors = "conformance/cases/decimals";
    tree::mirror(&tree::root().join("tests").join(vectors), &user.join(vectors), &[""], &[])?;
    let client = "tests/conformance/clients/node";
    tree::mirror(
        &tree::root().join(client),
        &user.join("client"),
        &["main.js", "json.js", "dispatch.js", "job.js"],
        &[],
    )?;
    tree::mirror(&tree::root().join("examples"), &user.join("examples"), &["demo.mjs"], &[])?;
    if user.join("node_modules/plock").exists() { Ok(user) } else { install() }
}

fn install() -> Result<PathBuf> {
    let user = tree::outside("node")?;
    let requirements = tree::read(&tree::root().join(TESTS).join("requirements.json"))?;
    let requirements: Value =
        serde_json::from_str(&requirements).map_err(|error| format!("requirements.json: {error}"))?;
    let packages = emptied(folder().join("dist"))?;
    let mut made = dist(&packages)?;
    // The other parts build most of it with this profile, too.
    made.extend(kit(&packages, ("dev", "debug"))?);
    for gone in ["node_modules/plock", "package-lock.json"] {
        let path = user.join(gone);
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
    let own = json!({"name": "user", "private": true, "dependencies": requirements});
    tree::write(&user.join("package.json"), format!("{own:#}\n").as_bytes())?;
    run(npm().arg("install").args(&made).current_dir(&user))?;
    self::user()
}

/// Checks files, dependencies and size of the packages.
fn contents() -> Result<()> {
    let (user, platform) = (user()?, platform()?);
    for (file, sources) in [("package.json".to_owned(), SOURCES), (format!("{KIT}/package.json"), KIT)] {
        let manifest = manifest(&file)?;
        let (name, version) = (manifest["name"].as_str().unwrap_or_default(), manifest["version"].as_str());
        if !manifest["dependencies"].is_null() {
            return Err(format!("{file}: expected no dependencies"));
        }
        if version != Some(env!("CARGO_PKG_VERSION")) {
            return Err(format!("{file}: expected the version {}", env!("CARGO_PKG_VERSION")));
        }
        let native = format!("{name}-{}", platform.name);
        let listed = manifest["optionalDependencies"].as_object();
        let listed =
            listed.is_some_and(|all| all.values().all(|of| of.as_str() == version) && all.contains_key(&native));
        if !listed {
            return Err(format!("{file}: {native} is not among the optional dependencies, or their versions differ"));
        }
        let loader = tree::read(&tree::root().join(sources).join("native.js"))?;
        let mut packages = manifest["optionalDependencies"].as_object().into_iter().flatten().map(|(name, _)| name);
        if let Some(unknown) = packages.find(|name| !loader.contains(&format!("require('{name}')"))) {
            return Err(format!("{sources}/native.js does not load {unknown}"));
        }
    }
    let package = user.join("node_modules/plock");
    for name in ["package.json", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        if !package.join(name).exists() {
            return Err(format!("{name} is missing in the package"));
        }
    }
    let ends = [".js", ".mjs", ".d.ts", ".d.mts"];
    let other = files(&package.join(SOURCES))?
        .into_iter()
        .find(|file| !ends.iter().any(|end| file.to_string_lossy().ends_with(end)));
    if let Some(other) = other {
        return Err(format!("unexpected file in the package: {}", other.display()));
    }
    let native = user.join("node_modules").join(format!("plock-{}", platform.name));
    let mut size = 0;
    for file in files(&native)? {
        size += fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
    }
    println!("plock-{}: {} KiB unpacked", platform.name, size / 1024);
    if size > LARGEST { Err(format!("expected at most {} KiB", LARGEST / 1024)) } else { Ok(()) }
}

/// The sandbox of the tests, which is part of the command line.
fn sandbox() -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Ok(tree::built("plock"))
}

fn tests() -> Result<()> {
    let user = user()?;
    run(node().args(["--test", "--test-reporter", "spec"]).args(test_files(&user)?).current_dir(&user))
}

/// The tests for node:test. Those in folders are for other programs.
fn test_files(user: &Path) -> Result<Vec<PathBuf>> {
    let files = files(&user.join("tests"))?.into_iter();
    Ok(files.filter(|file| file.to_string_lossy().ends_with(".test.mjs")).collect())
}

/// Runs the tests with a garbage collection every 20 ms, in this Node and in the newest one (from npm).
fn stress() -> Result<()> {
    let user = user()?;
    let files = test_files(&user)?;
    for mut node in [node(), newest(&user)] {
        run(node
            .args([
                "--expose-gc",
                "--import",
                "./tests/gc.mjs",
                "--test",
                "--test-reporter",
                "dot",
                "--test-timeout",
                "60000",
            ])
            .args(&files)
            .current_dir(&user))?;
    }
    Ok(())
}

/// Checks the types of the installed package with TypeScript.
fn types() -> Result<()> {
    let user = user()?;
    let program = |path: &str| {
        let mut node = node();
        node.arg(user.join("node_modules").join(path)).current_dir(&user);
        node
    };
    // The programs of the READMEs, those with `import` as TypeScript.
    let types = user.join("tests/types");
    for (name, code) in programs()? {
        tree::write(&types.join("readme").join(name.replace("mjs", "mts")), code.as_bytes())?;
    }
    let readme = json!({
        "extends": "./tsconfig.json",
        "compilerOptions": {"allowJs": true, "checkJs": true},
        "files": [],
        "include": ["readme"]
    });
    tree::write(&types.join("tsconfig.readme.json"), format!("{readme:#}\n").as_bytes())?;
    for config in ["tsconfig.json", "tsconfig.bundler.json", "tsconfig.readme.json"] {
        run(program("typescript/bin/tsc").arg("-p").arg(types.join(config)))?;
    }
    for name in ["plock", "plock-testing"] {
        let package = folder().join(format!("dist/{name}-{}.tgz", env!("CARGO_PKG_VERSION")));
        // Without the resolution of Node 10, which knows no entry points beside the main one.
        let mut resolution = program("@arethetypeswrong/cli/dist/index.js");
        run(resolution.args(["--no-emoji", "--profile", "node16"]).arg(package))?;
    }
    Ok(())
}

/// Runs the programs of the README with the installed package.
fn quickstart() -> Result<()> {
    let user = user()?;
    let sandbox = Sandbox::start(&self::sandbox()?)?;
    // An outbox belongs to the API of the run before.
    for left in files(&user)?.into_iter().filter(|file| file.to_string_lossy().contains(".plockbox")) {
        fs::remove_file(&left).map_err(|error| format!("{}: {error}", left.display()))?;
    }
    for (name, code) in programs()? {
        let file = user.join(&name);
        tree::write(&file, code.as_bytes())?;
        println!("--- {name}");
        let output = read(sandbox.configure(node().arg(&file).current_dir(&user)))?;
        print!("{output}");
        if output.trim().is_empty() {
            return Err(format!("{SOURCES}/README.md: the program {name} prints nothing"));
        }
    }
    let kit = user.join("testing.test.mjs");
    tree::write(&kit, kit_example()?.as_bytes())?;
    run(node().arg("--test").arg(kit).current_dir(&user))
}

/// The tests of the testing kit's README.
fn kit_example() -> Result<String> {
    let text = tree::read(&tree::root().join(KIT).join("README.md"))?;
    readme::code(&text, "testing").map(str::to_owned)
}

/// The programs of both READMEs, by file name.
fn programs() -> Result<Vec<(String, String)>> {
    let read = |folder: &str| tree::read(&tree::root().join(folder).join("README.md"));
    let (text, root) = (read(SOURCES)?, read("")?);
    let names = [
        ("quickstart", "mjs"),
        ("commonjs", "cjs"),
        ("billing", "mjs"),
        ("errors", "mjs"),
        ("decimals", "mjs"),
        ("many", "mjs"),
        ("tables", "mjs"),
        ("outbox", "mjs"),
        ("kit", "mjs"),
        ("testing", "mjs"),
    ];
    let all = names.map(|(name, end)| (&text, name, end)).into_iter().chain([(&root, "node", "mjs")]);
    all.map(|(text, name, end)| Ok((format!("{name}.{end}"), readme::code(text, name)?.to_owned()))).collect()
}

/// Runs the conformance suite with the installed package.
fn elsewhere() -> Result<()> {
    let user = user()?;
    run(cargo().args(["build", "--workspace", "--all-features", "--bins", "--quiet"]))?;
    let mut runner = Command::new(tree::built("conformance"));
    runner.args(["--no-build", "--language", "node"]);
    run(runner.env("CONFORMANCE_NODE_CLIENT", user.join("client/main.js")))
}

fn leaks() -> Result<()> {
    let user = user()?;
    let sandbox = Sandbox::start(&self::sandbox()?)?;
    run(sandbox.configure(node().arg("--expose-gc").arg(user.join("tests/leaks.mjs")).current_dir(&user)))
}

/// Runs the quickstart in other engines (from npm).
fn others() -> Result<()> {
    let user = user()?;
    let sandbox = Sandbox::start(&self::sandbox()?)?;
    let (name, code) = programs()?.swap_remove(0);
    tree::write(&user.join(&name), code.as_bytes())?;
    for words in [&["bun", "run"][..], &["deno", "run", "--allow-all", "--node-modules-dir=manual"]] {
        let program = user.join("node_modules/.bin").join(words[0]);
        println!("--- {}", words[0]);
        let output = read(sandbox.configure(Command::new(program).args(&words[1..]).arg(&name).current_dir(&user)))?;
        print!("{output}");
        if !output.contains("1000.00") {
            return Err(format!("{}: expected the amount in the output of the quickstart", words[0]));
        }
    }
    Ok(())
}

/// Builds a program with each bundler and tracer, and starts it.
pub fn bundlers() -> Result<()> {
    let matrix = beside("matrix")?;
    let sandbox = Sandbox::start(&self::sandbox()?)?;
    run(sandbox.configure(node().arg("tests/bundlers.mjs").current_dir(&matrix)))
}

/// Runs tests of a user with jest, and with vitest in each of its pools.
pub fn runners() -> Result<()> {
    let (folder, user) = (beside("runners")?, user()?);
    let tests = folder.join("tests");
    let example = kit_example()?;
    for (runner, module) in [("jest", "@jest/globals"), ("vitest", "vitest")] {
        let code = example.replace("'node:test'", &format!("'{module}'"));
        tree::write(&tests.join(format!("readme.{runner}.spec.mjs")), code.as_bytes())?;
    }
    println!("--- jest");
    run(node().arg("jest.cjs").current_dir(&tests))?;
    for pool in ["threads", "forks", "vmThreads", "vmForks"] {
        println!("--- vitest, {pool}");
        let vitest = folder.join("node_modules/vitest/vitest.mjs");
        // Not every Node that plock supports.
        run(newest(&user)
            .arg(vitest)
            .args(["run", "--root", ".", "--pool", pool, "vitest.spec.mjs"])
            .current_dir(&tests))?;
    }
    Ok(())
}

/// A folder outside of the repository, with the installed tarballs and the files and packages of a folder of the tests.
fn beside(name: &str) -> Result<PathBuf> {
    self::user()?;
    let folder = tree::outside(&format!("node-{name}"))?;
    tree::mirror(&tree::root().join(TESTS).join(name), &folder.join("tests"), &[""], &[])?;
    let requirements = tree::read(&folder.join("tests/requirements.json"))?;
    let requirements: Value =
        serde_json::from_str(&requirements).map_err(|error| format!("requirements.json: {error}"))?;
    let own = json!({"name": "user", "private": true, "dependencies": requirements});
    tree::write(&folder.join("package.json"), format!("{own:#}\n").as_bytes())?;
    let _ = fs::remove_file(folder.join("package-lock.json"));
    run(npm().arg("install").args(files(&self::folder().join("dist"))?).current_dir(&folder))?;
    Ok(folder)
}

/// The command of the demo.
pub fn demo() -> Result<Command> {
    build()?;
    let mut command = node();
    command.arg(tree::root().join("examples/demo.mjs"));
    Ok(command)
}
