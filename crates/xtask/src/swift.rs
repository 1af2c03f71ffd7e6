//! The Swift package, and what is tested with it: by the `swift` on PATH, else in a Debian root that has one.

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
    Step { name: "Swift: the package, without a warning", run: build },
    Step { name: "Swift: tests", run: tests },
    Step { name: "Swift: example", run: example },
    Step { name: "Swift: README, from an empty package", run: quickstart },
    Step { name: "Swift: what is made of other specs", run: other_specs },
    Step { name: "Swift: stress, under the thread sanitizer", run: stress },
];

fn folder() -> PathBuf {
    tree::root().join("bindings/swift")
}

fn script(name: &str) -> PathBuf {
    tree::root().join("tests/swift/toolchain").join(name)
}

/// The root that stands in for a toolchain; `None`: there is one on PATH.
fn toolchain() -> Result<Option<PathBuf>> {
    static FOUND: OnceLock<Result<Option<PathBuf>>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            if Command::new("swift").arg("--version").output().is_ok_and(|output| output.status.success()) {
                return Ok(None);
            }
            if !cfg!(target_os = "linux") {
                return Err("`swift` is not there: install it, or put it on PATH".to_owned());
            }
            let root =
                std::env::var_os("PLOCK_SWIFT_ROOT").map_or_else(|| tree::target().join("swift-root"), PathBuf::from);
            run(Command::new(script("root.sh")).arg(&root))?;
            Ok(Some(root))
        })
        .clone()
}

/// A command in `folder`, where the toolchain is.
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

/// Writes it unless it is the same: what does not change is not built again.
fn refresh(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) { Ok(()) } else { tree::write(path, content) }
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Glue and library, where Package.swift looks for them.
fn prepare() -> Result<()> {
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
    refresh(&into.join("lib/libplock_ffi.a"), &bytes(&native::archive())?)
}

/// `build swift`: the library and all programs on it.
pub fn build() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            prepare()?;
            let log = tree::target().join("swift-build.log");
            let told = read(swift("build")?.arg("--build-tests"))?;
            tree::write(&log, told.as_bytes())?;
            let own = told.lines().filter(|line| line.contains("warning:") && line.contains("/bindings/swift/"));
            let own: Vec<_> = own.collect();
            if own.is_empty() { Ok(()) } else { Err(own.join("\n")) }
        })
        .clone()
}

/// The same, unless it is done already.
pub fn built() -> Result<()> {
    if product("plock-conformance").exists() { Ok(()) } else { build() }
}

/// The folder with the program of the bench.
pub fn bench() -> Result<PathBuf> {
    build()?;
    Ok(scratch().join("release"))
}

/// The command line is the sandbox of the tests.
fn sandbox() -> Result<Sandbox> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Sandbox::start(&tree::built("plock"))
}

fn tests() -> Result<()> {
    build()?;
    run(sandbox()?.tell(swift("test")?.args(["--skip-build", "--disable-xctest"])))
}

fn program(name: &str) -> Result<Command> {
    built()?;
    within(tree::root(), &product(name).display().to_string())
}

fn example() -> Result<()> {
    let told = read(sandbox()?.tell(program("plock-invoices")?.arg("5001")))?;
    print!("{told}");
    if told.contains("total ") { Ok(()) } else { Err("expected the account's invoices".to_owned()) }
}

/// The program of the demo.
pub fn demo() -> Result<Command> {
    program("plock-demo")
}

/// The README's program in a package that has nothing but a dependency on this one.
fn quickstart() -> Result<()> {
    prepare()?;
    // Under target/, as only the repository is there in a root.
    let user = tree::target().join("swift-user");
    tree::create(&user.join("Sources/user"))?;
    let manifest = format!(
        "// swift-tools-version: 6.0\nimport PackageDescription\n\nlet package = Package(\n    name: \"user\",\n    \
         platforms: [.macOS(.v13)],\n    dependencies: [.package(name: \"plock\", path: {:?})],\n    \
         targets: [.executableTarget(name: \"user\", dependencies: [.product(name: \"Plock\", package: \"plock\")])]\n)\n",
        tree::root().display().to_string()
    );
    refresh(&user.join("Package.swift"), manifest.as_bytes())?;
    let text = tree::read(&folder().join("README.md"))?;
    refresh(&user.join("Sources/user/main.swift"), readme::code(&text, "quickstart")?.as_bytes())?;
    run(within(&user, "swift")?.args(["build", "--quiet"]))?;
    let told = read(sandbox()?.tell(&mut within(&user, ".build/debug/user")?))?;
    print!("{told}");
    if told.contains("recorded") { Ok(()) } else { Err("expected the quickstart to record".to_owned()) }
}

/// What the generator makes of the odd specs of its own tests, with what is written by hand around it.
fn other_specs() -> Result<()> {
    build()?;
    let modules = product("Modules");
    let map = folder().join("native/PlockFFI/module.modulemap");
    for spec in tree::ODD_SPECS {
        let golden = tree::golden(spec);
        let sources = tree::target().join("swift-specs").join(spec);
        let (resources, types) =
            (tree::read(&golden.join("Resources.swift"))?, tree::read(&golden.join("Types.swift"))?);
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

/// Bodies that contain themselves, which Plock has none of: a program in the module that is made of another spec.
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
    let told = read(&mut within(&sources, "./deep")?)?;
    print!("{told}");
    if told.contains("too deep values are invalid") {
        Ok(())
    } else {
        Err("expected deep values to be refused".to_owned())
    }
}

/// Everything at once, from many tasks. A data race ends the program; the memory that the native part writes is not watched.
fn stress() -> Result<()> {
    prepare()?;
    let mut build = within(tree::root(), "swift")?;
    let scratch = tree::target().join("swift-tsan");
    run(build
        .args(["build", "--quiet", "--sanitize", "thread", "--product", "plock-stress", "--scratch-path"])
        .arg(&scratch))?;
    let program = scratch.join("debug/plock-stress");
    // Bounded, as what hangs is what is looked for; a program that was killed has failed.
    let mut stress = within(tree::root(), "timeout")?;
    stress.arg("60").arg(program).env("TSAN_OPTIONS", "halt_on_error=1");
    run(sandbox()?.tell(&mut stress))
}
