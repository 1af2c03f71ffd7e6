//! The Swift package: builds and tests it, with the `swift` on PATH or one in a Debian root file system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{native, readme, tree};

pub const STEPS: &[Step] = &[
    Step { name: "Swift: toolchain", run: || toolchain().map(|_| ()) },
    Step { name: "Swift: the package, without warnings", run: build },
    Step { name: "Swift: tests", run: tests },
    Step { name: "Swift: example", run: example },
    Step { name: "Swift: README, from an empty package", run: quickstart },
    Step { name: "Swift: generated code of test specs", run: other_specs },
    Step { name: "Swift: stress, under the thread sanitizer", run: stress },
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
    refresh(&folder().join("native/lib").join(name), &bytes(&local)?)
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
    localize(&native::kit_archive(("dev", "debug"))?, &folder().join("Sources/PlockTestingFFI/plock_testing.h"))
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

/// Runs the programs of the README in a package that depends only on this one.
fn quickstart() -> Result<()> {
    prepare()?;
    // In target/, as a root file system has only the repository mounted.
    let user = tree::target().join("swift-user");
    let targets = PROGRAMS.map(|(program, _)| {
        format!(".executableTarget(name: \"{program}\", dependencies: [.product(name: \"Plock\", package: \"plock\")])")
    });
    let manifest = format!(
        "// swift-tools-version: 6.0\nimport PackageDescription\n\nlet package = Package(\n    name: \"user\",\n    \
         platforms: [.macOS(.v13)],\n    dependencies: [.package(name: \"plock\", path: {:?})],\n    \
         targets: [{}]\n)\n",
        tree::root().display().to_string(),
        targets.join(", ")
    );
    refresh(&user.join("Package.swift"), manifest.as_bytes())?;
    let text = tree::read(&folder().join("README.md"))?;
    for (program, _) in PROGRAMS {
        let folder = user.join("Sources").join(program);
        tree::create(&folder)?;
        refresh(&folder.join("main.swift"), readme::code(&text, program)?.as_bytes())?;
    }
    run(within(&user, "swift")?.args(["build", "--quiet"]))?;
    let sandbox = sandbox()?;
    for (program, expected) in PROGRAMS {
        let output = read(sandbox.configure(&mut within(&user, &format!(".build/debug/{program}"))?))?;
        print!("{output}");
        if !output.contains(expected) {
            return Err(format!("expected {expected:?} in the output of the program {program}"));
        }
    }
    Ok(())
}

/// Programs of the README, and what each prints.
const PROGRAMS: [(&str, &str); 2] = [("quickstart", "recorded"), ("billing", "EUR")];

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
            .arg("swiftc -typecheck -warnings-as-errors -swift-version 6 \"$@\" *.swift */*.swift")
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
        "swiftc -Onone -swift-version 6 -module-name Plock -I \"$1/Modules\" -Xcc \"-fmodule-map-file=$2\" \
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
