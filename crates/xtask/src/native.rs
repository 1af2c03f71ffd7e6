//! The native library of Swift and Kotlin, and its uniffi bindings.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Result, cargo, run};
use crate::tree;

/// Maximum size of the stripped library, in bytes. About 75,000 of them are the root certificates of Mozilla, and 800,000 SQLite.
const LARGEST: u64 = 5_000_000;

/// The dynamic library: `libplock_ffi.so` on Linux.
pub fn library() -> PathBuf {
    tree::profile().1.join(name("plock_ffi"))
}

fn name(library: &str) -> String {
    format!("{}{library}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// Builds the native library of the testing kit.
pub fn kit((profile, folder): (&str, &str)) -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "--profile", profile, "-p", "plock-testing-native"]))?;
    Ok(tree::target().join(folder).join(name("plock_testing_native")))
}

/// The static library.
pub fn archive() -> PathBuf {
    tree::profile().1.join("libplock_ffi.a")
}

/// Builds the static library of the testing kit.
pub fn kit_archive((profile, folder): (&str, &str)) -> Result<PathBuf> {
    let kit = ["-p", "plock-testing-native", "--lib", "--crate-type", "staticlib"];
    run(cargo().args(["rustc", "--quiet", "--profile", profile]).args(kit))?;
    Ok(tree::target().join(folder).join("libplock_testing_native.a"))
}

/// Builds both libraries, once per run.
pub fn build() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            // The second command builds the library with the profile `dev` anyway.
            if tree::profile().0 != "dev" {
                run(cargo().args(["build", "--quiet", "--profile", tree::profile().0, "-p", "plock-ffi"]))?;
            }
            // `--lib`: the library as a dependency of a program is in another folder.
            let bindgen = ["--features", "bindgen", "--lib", "--bin", "plock-bindgen"];
            run(cargo().args(["build", "--quiet", "-p", "plock-ffi"]).args(bindgen))
        })
        .clone()
}

/// Writes the uniffi bindings of a language to `folder`.
pub fn glue(language: &str, folder: &Path) -> Result<()> {
    tree::create(folder)?;
    run(Command::new(tree::built("plock-bindgen")).arg(language).arg(tree::built(&name("plock_ffi"))).arg(folder))
}

/// Checks the size of the library.
pub fn size() -> Result<()> {
    let path = library();
    let size = std::fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?.len();
    println!("{} has {size} bytes", path.display());
    if size > LARGEST { Err(format!("expected at most {LARGEST} bytes")) } else { Ok(()) }
}
