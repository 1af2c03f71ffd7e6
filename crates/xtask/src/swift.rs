//! The Swift package: builds and tests it, with the `swift` on PATH or one in a Debian root file system.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{dist, native, readme, tree};

pub const STEPS: &[Step] = &[
    Step { name: "Swift: toolchain", run: || toolchain().map(|_| ()) },
    Step { name: "Swift: the package, without warnings", run: build },
    Step { name: "Swift: tests", run: tests },
    Step { name: "Swift: example", run: example },
    Step { name: "Swift: README, with the package of a release", run: quickstart },
    Step { name: "Swift: an app with another Rust library and types of the same names", run: app },
    Step { name: "Swift: public API", run: public_api },
    Step { name: "Swift: DocC", run: documentation },
    Step { name: "Swift: generated code of test specs", run: other_specs },
    Step { name: "Swift: stress, under the thread sanitizer", run: stress },
    Step { name: "Swift: an outbox that ends at a sample of its system calls", run: || crashes(3) },
];

fn folder() -> PathBuf {
    tree::root().join("bindings/swift")
}

fn script(name: &str) -> PathBuf {
    tree::root().join("tests/swift/toolchain").join(name)
}

/// The root file system with the toolchain. `None`: it is on PATH.
pub fn toolchain() -> Result<Option<PathBuf>> {
    static FOUND: OnceLock<Result<Option<PathBuf>>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            if Command::new("swift").arg("--version").output().is_ok_and(|output| output.status.success()) {
                return Ok(None);
            }
            if !cfg!(target_os = "linux") {
                return Err("`swift` not found: install it, or add it to PATH".to_owned());
            }
            let root =
                std::env::var_os("PLOCK_SWIFT_ROOT").map_or_else(|| tree::target().join("swift-root"), PathBuf::from);
            run(Command::new(script("root.sh")).arg(&root))?;
            Ok(Some(root))
        })
        .clone()
}

/// A command in `folder`, in the root file system of the toolchain.
fn within(folder: &Path, program: &str) -> Result<Command> {
    let Some(root) = toolchain()? else {
        let mut command = Command::new(program);
        command.current_dir(folder);
        return Ok(command);
    };
    let mut command = Command::new(script("within.sh"));
    command.arg(root).arg(folder).arg(program);
    Ok(command)
}

fn swift(action: &str) -> Result<Command> {
    let mut swift = within(tree::root(), "swift")?;
    swift.args([action, "--configuration", "release", "--scratch-path"]).arg(scratch());
    Ok(swift)
}

fn scratch() -> PathBuf {
    tree::target().join("swift-build")
}

fn product(name: &str) -> PathBuf {
    scratch().join("release").join(name)
}

/// Writes a file if its content changed, so that nothing is built again otherwise.
fn refresh(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) { Ok(()) } else { tree::write(path, content) }
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes a library to the folder of Package.swift, with only the symbols that its header declares.
fn localize(library: &Path, header: &Path) -> Result<()> {
    let name = library.file_name().ok_or("the library has no name")?;
    let local = tree::target().join("swift-glue").join(name);
    run(Command::new(folder().join("localize.sh")).arg(library).arg(header).arg(&local))?;
    let (path, content) = (folder().join("native/lib").join(name), bytes(&local)?);
    if bytes(&path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    remove_programs()?;
    tree::write(&path, &content)
}

/// Removes what is linked with a library that changes, as the package manager links only after a change of Swift code.
fn remove_programs() -> Result<()> {
    for builds in
        ["swift-build/release", "swift-tsan/debug", "swift-release/user/.build/debug", "swift-app/.build/debug"]
    {
        let Ok(entries) = fs::read_dir(tree::target().join(builds)) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let is_program = path.extension().is_none_or(|name| name == "xctest") && path.is_file();
            if is_program {
                fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Writes the uniffi bindings and the native libraries to the folders of Package.swift, once per run.
fn prepare() -> Result<()> {
    static PREPARED: OnceLock<Result<()>> = OnceLock::new();
    PREPARED.get_or_init(prepared).clone()
}

fn prepared() -> Result<()> {
    native::build()?;
    let (glue, into) = (tree::target().join("swift-glue"), folder().join("native"));
    native::glue("swift", &glue)?;
    for folder in ["PlockNative", "PlockFFI", "lib"] {
        tree::create(&into.join(folder))?;
    }
    refresh(&into.join("PlockNative/PlockNative.swift"), &bytes(&glue.join("PlockNative.swift"))?)?;
    refresh(&into.join("PlockFFI/PlockFFI.h"), &bytes(&glue.join("PlockFFI.h"))?)?;
    let map = "module PlockFFI {\n    header \"PlockFFI.h\"\n    link \"plock_ffi\"\n    export *\n}\n";
    refresh(&into.join("PlockFFI/module.modulemap"), map.as_bytes())?;
    localize(&native::archive(), &glue.join("PlockFFI.h"))?;
    kit(("dev", "debug"))
}

/// Writes the native library of the testing kit.
fn kit(profile: (&str, &str)) -> Result<()> {
    localize(&native::kit_archive(profile)?, &folder().join("Sources/PlockTestingFFI/plock_testing.h"))
}

/// `dist swift`: the package with the native libraries of this machine, as a folder and as an archive.
pub fn dist(into: &Path) -> Result<Vec<PathBuf>> {
    if !cfg!(target_os = "linux") {
        return Err("bindings/swift/release.sh builds the release for Apple platforms".to_owned());
    }
    prepare()?;
    kit(("testing", "testing"))?;
    archive(into)
}

/// The package as a folder and as an archive.
fn archive(into: &Path) -> Result<Vec<PathBuf>> {
    let package = package(into)?;
    let archive = into.join(format!("plock-swift-{}-{}.tar.gz", env!("CARGO_PKG_VERSION"), dist::target()?));
    run(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(into).arg("plock"))?;
    Ok(vec![package, archive])
}

/// The package `plock` of a release, without tests and examples.
fn package(into: &Path) -> Result<PathBuf> {
    let package = into.join("plock");
    let swift = ["Sources", "native", "README.md"].map(|entry| format!("bindings/swift/{entry}"));
    let mut entries = vec!["Package.swift", "LICENSE-MIT", "LICENSE-APACHE"];
    entries.extend(swift.iter().map(String::as_str));
    tree::mirror(tree::root(), &package, &entries, &[])?;
    Ok(package)
}

/// `build swift`: the package and the programs that use it.
pub fn build() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            prepare()?;
            let log = tree::target().join("swift-build.log");
            let output = read(swift("build")?.arg("--build-tests"))?;
            tree::write(&log, output.as_bytes())?;
            let own = output.lines().filter(|line| line.contains("warning:") && line.contains("/bindings/swift/"));
            let own: Vec<_> = own.collect();
            if own.is_empty() { Ok(()) } else { Err(own.join("\n")) }
        })
        .clone()
}

/// Builds unless it has been built.
pub fn built() -> Result<()> {
    if product("plock-conformance").exists() { Ok(()) } else { build() }
}

/// The folder of the benchmark program.
pub fn bench() -> Result<PathBuf> {
    prepare()?;
    kit(("testing", "testing"))?;
    build()?;
    Ok(scratch().join("release"))
}

/// The sandbox of the tests, which is part of the command line.
fn sandbox() -> Result<Sandbox> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Sandbox::start(&tree::built("plock"))
}

fn tests() -> Result<()> {
    build()?;
    run(sandbox()?.configure(swift("test")?.args(["--skip-build", "--disable-xctest"])))
}

fn program(name: &str) -> Result<Command> {
    built()?;
    within(tree::root(), &product(name).display().to_string())
}

fn example() -> Result<()> {
    let output = read(sandbox()?.configure(program("plock-invoices")?.arg("5001")))?;
    print!("{output}");
    if output.contains("total ") { Ok(()) } else { Err("expected a total in the output of the example".to_owned()) }
}

/// The command of the demo.
pub fn demo() -> Result<Command> {
    prepare()?;
    read(swift("build")?.args(["--product", "plock-demo"]))?;
    within(tree::root(), &product("plock-demo").display().to_string())
}

/// Runs the programs and the tests of the README in a package that depends only on that of a release, unpacked beside it.
fn quickstart() -> Result<()> {
    // In target/, as a root file system has only the repository mounted.
    let release = tree::target().join("swift-release");
    let user = release.join("user");
    prepare()?;
    let made = archive(&tree::target().join("swift-dist"))?;
    let _ = fs::remove_dir_all(release.join("plock"));
    tree::create(&user)?;
    run(Command::new("tar").arg("-xzf").arg(&made[1]).arg("-C").arg(&release))?;
    let product = |name| format!(".product(name: \"{name}\", package: \"plock\")");
    let targets = PROGRAMS
        .map(|(program, _)| format!(".executableTarget(name: \"{program}\", dependencies: [{}])", product("Plock")));
    let manifest = format!(
        "// swift-tools-version: 6.0\nimport PackageDescription\n\nlet package = Package(\n    name: \"user\",\n    \
         platforms: [.macOS(.v13)],\n    dependencies: [.package(path: \"../plock\")],\n    targets: \
         [{}, .testTarget(name: \"UserTests\", dependencies: [{}, {}])]\n)\n",
        targets.join(", "),
        product("Plock"),
        product("PlockTesting"),
    );
    refresh(&user.join("Package.swift"), manifest.as_bytes())?;
    let text = tree::read(&folder().join("README.md"))?;
    for (program, _) in PROGRAMS {
        refresh(&user.join("Sources").join(program).join("main.swift"), readme::code(&text, program)?.as_bytes())?;
    }
    for tests in ["testing", "xctest"] {
        let file = format!("Tests/UserTests/{tests}.swift");
        refresh(&user.join(file), readme::code(&text, tests)?.as_bytes())?;
    }
    run(within(&user, "swift")?.args(["build", "--quiet", "--build-tests"]))?;
    let sandbox = sandbox()?;
    // Of an earlier run, for another sandbox.
    for part in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(user.join(format!("usage.plockbox{part}")));
    }
    for (program, expected) in PROGRAMS {
        let output = read(sandbox.configure(&mut within(&user, &format!(".build/debug/{program}"))?))?;
        print!("{output}");
        if !output.contains(expected) {
            return Err(format!("expected {expected:?} in the output of the program {program}"));
        }
    }
    for (library, expected) in
        [("--disable-xctest", "with 2 tests passed"), ("--disable-swift-testing", "Executed 1 test")]
    {
        let output = read(within(&user, "swift")?.args(["test", "--skip-build", library]))?;
        print!("{output}");
        if !output.contains(expected) {
            return Err(format!("expected {expected:?} in the output of the tests"));
        }
    }
    Ok(())
}

/// Programs of the README, and what each prints.
const PROGRAMS: [(&str, &str); 3] =
    [("quickstart", "recorded"), ("billing", "€"), ("outbox", "1 delivered, 0 queued, 0 in doubt")];

/// Builds and runs the app of `tests/swift/app`, which links a second static library of Rust.
fn app() -> Result<()> {
    prepare()?;
    package(&tree::target().join("swift-dist"))?;
    let app = tree::target().join("swift-app");
    let source = tree::root().join("tests/swift/app");
    for file in ["Package.swift", "Sources/App/main.swift", "Sources/Other/module.modulemap", "Sources/Other/other.h"] {
        refresh(&app.join(file), &bytes(&source.join(file))?)?;
    }
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let optimised = ["--edition", "2024", "--crate-type", "staticlib", "-C", "opt-level=2", "-C", "lto=fat"];
    run(rustc.args(optimised).arg("-o").arg(app.join("libother.a")).arg(source.join("other.rs")))?;
    run(within(&app, "swift")?.args(["build", "--quiet"]))?;
    let output = read(&mut within(&app, ".build/debug/App")?)?;
    print!("{output}");
    if output.contains("Acme: 3 invoices") { Ok(()) } else { Err("expected the invoices of the app".to_owned()) }
}

/// The symbol graph of a module, from its debug build in the package of a release.
fn symbols(module: &str) -> Result<PathBuf> {
    prepare()?;
    let dist = tree::target().join("swift-dist");
    let package = package(&dist)?;
    run(within(&package, "swift")?.args(["build", "--quiet"]))?;
    let graphs = dist.join("symbols").join(module);
    tree::create(&graphs)?;
    let mut extract = within(&package, "sh")?;
    extract.arg("-c").arg(
        "sdk=$(dirname \"$(readlink -f \"$(command -v swiftc)\")\")
         \"$sdk/swift-symbolgraph-extract\" -module-name \"$1\" -target \"$(swiftc -print-target-info | sed -n \
         's/.*\"unversionedTriple\": \"\\(.*\\)\",/\\1/p')\" -I .build/debug/Modules -I \"$2\" -I \"$3\" -minimum-access-level public \
         -skip-synthesized-members -output-dir \"$4\"",
    );
    let kit = folder().join("Sources/PlockTestingFFI");
    run(extract.arg("sh").arg(module).arg(folder().join("native/PlockFFI")).arg(kit).arg(&graphs))?;
    Ok(graphs)
}

/// Compares the declarations of the public API with `bindings/swift/api.txt`.
fn public_api() -> Result<()> {
    let mut lines = BTreeSet::new();
    for module in ["Plock", "PlockTesting"] {
        let graphs = symbols(module)?;
        for entry in fs::read_dir(&graphs).map_err(|error| format!("{}: {error}", graphs.display()))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            let graph: Value = serde_json::from_slice(&bytes(&path)?).map_err(|error| error.to_string())?;
            for symbol in graph["symbols"].as_array().into_iter().flatten() {
                let text = |part: &Value| part["spelling"].as_str().unwrap_or_default().to_owned();
                let declaration: String =
                    symbol["declarationFragments"].as_array().into_iter().flatten().map(text).collect();
                let names = symbol["pathComponents"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let place: Vec<_> = std::iter::once(module).chain(names).collect();
                let place = place.split_last().map(|(_, parents)| parents.join(".")).unwrap_or_default();
                lines.insert(format!("{place}: {}\n", declaration.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
        }
    }
    let (path, now) = (folder().join("api.txt"), lines.into_iter().collect::<String>());
    if std::env::var_os("UPDATE_API").is_some() {
        return tree::write(&path, now.as_bytes());
    }
    let old = tree::read(&path).unwrap_or_default();
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (old.lines().collect(), now.lines().collect());
    let removed = before.difference(&after).map(|line| format!("- {line}"));
    let changes: Vec<_> = removed.chain(after.difference(&before).map(|line| format!("+ {line}"))).collect();
    if changes.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}\nthe public API has changed; `UPDATE_API=1 cargo xtask test swift` rewrites {}",
        changes.join("\n"),
        path.display()
    ))
}

/// Builds the documentation. A parameter needs no text of its own.
fn documentation() -> Result<()> {
    let target = tree::target().join("swift-dist");
    for module in ["Plock", "PlockTesting"] {
        let graphs = symbols(module)?;
        let mut docc = within(&target, "sh")?;
        docc.arg("-c").arg(
            "sdk=$(dirname \"$(readlink -f \"$(command -v swiftc)\")\")
             \"$sdk/docc\" convert --fallback-display-name \"$1\" --fallback-bundle-identifier \"io.plock.$1\" \
             --additional-symbol-graph-dir \"$2\" --output-dir \"$1.doccarchive\" 2>&1",
        );
        let output = read(docc.arg("sh").arg(module).arg(&graphs))?;
        let warnings = output.lines().filter(|line| line.contains("warning: "));
        let warnings: Vec<_> = warnings.filter(|line| !line.contains("is missing documentation")).collect();
        if !warnings.is_empty() {
            return Err(warnings.join("\n"));
        }
    }
    Ok(())
}

fn build_id(resources: &str) -> Result<&str> {
    let rest = resources.split_once("static let build = \"").map(|(_, rest)| rest);
    let id = rest.and_then(|rest| rest.split_once('"')).map(|(id, _)| id);
    id.ok_or_else(|| "Resources.swift: expected a build id".to_owned())
}

/// Compiles the generated files of the test specs with the hand-written ones.
fn other_specs() -> Result<()> {
    build()?;
    let modules = product("Modules");
    let map = folder().join("native/PlockFFI/module.modulemap");
    let plock = tree::read(&folder().join("Sources/Plock/Generated/Resources.swift"))?;
    for spec in tree::TEST_SPECS {
        let golden = tree::golden(spec);
        let sources = tree::target().join("swift-specs").join(spec);
        let (resources, types) =
            (tree::read(&golden.join("Resources.swift"))?, tree::read(&golden.join("Types.swift"))?);
        // A program of this code uses the native part of Plock itself, which checks that both come from one build.
        let resources = resources.replace(build_id(&resources)?, build_id(&plock)?);
        let own = [("Generated/Resources.swift", &*resources), ("Generated/Types.swift", &*types)];
        tree::mirror(&folder().join("Sources/Plock"), &sources, &[""], &own)?;
        let mut compiler = within(&sources, "sh")?;
        compiler
            .arg("-c")
            .arg("swiftc -typecheck -warnings-as-errors -swift-version 6 -package-name plock \"$@\" *.swift */*.swift")
            .arg("sh");
        run(compiler.arg("-I").arg(&modules).arg("-Xcc").arg(format!("-fmodule-map-file={}", map.display())))?;
    }
    deep_values()
}

/// Tests bodies that contain themselves, which Plock does not have, in the module of a test spec.
fn deep_values() -> Result<()> {
    let sources = tree::target().join("swift-specs/shapes");
    let main = bytes(&tree::root().join("tests/swift/specs/shapes.swift"))?;
    refresh(&sources.join("main.swift"), &main)?;
    let map = folder().join("native/PlockFFI/module.modulemap");
    let mut compiler = within(&sources, "sh")?;
    compiler.arg("-c").arg(
        "swiftc -Onone -swift-version 6 -package-name plock -module-name Plock -I \"$1/Modules\" -Xcc \"-fmodule-map-file=$2\" \
         *.swift */*.swift \"$1\"/PlockNative.build/*.o -L \"$3\" -o deep",
    );
    let library = folder().join("native/lib");
    run(compiler.arg("sh").arg(product("")).arg(map).arg(library))?;
    let output = read(&mut within(&sources, "./deep")?)?;
    print!("{output}");
    if output.contains("too deep values are invalid") {
        Ok(())
    } else {
        Err("expected an error for too deep values".to_owned())
    }
}

/// Runs all kinds of calls from many tasks. A data race ends the program; memory that the native library writes is not checked.
fn stress() -> Result<()> {
    prepare()?;
    let mut build = within(tree::root(), "swift")?;
    let scratch = tree::target().join("swift-tsan");
    run(build
        .args(["build", "--quiet", "--sanitize", "thread", "--product", "plock-stress", "--scratch-path"])
        .arg(&scratch))?;
    let program = scratch.join("debug/plock-stress");
    // With a time limit, as the test looks for deadlocks.
    let mut stress = within(tree::root(), "timeout")?;
    stress.arg("60").arg(program).env("TSAN_OPTIONS", "halt_on_error=1");
    run(sandbox()?.configure(&mut stress))
}

/// The sweep with the program of `tests/outbox/subjects/swift`.
pub fn sweep() -> Result<()> {
    crashes(11)
}

fn crashes(points: u32) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    build()?;
    let subject = format!("{} {}", script("run.sh").display(), product("plock-outbox").display());
    crate::test::sweep(&subject, points)
}
