//! The native library of Swift and Kotlin, and the glue that uniffi writes for it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Result, cargo, run};
use crate::tree;

/// The largest that the stripped library may be, in bytes.
const LARGEST: u64 = 4_000_000;

/// `libplock_ffi.so`, as the platform has it.
pub fn library() -> PathBuf {
    tree::profile().1.join(name())
}

fn name() -> String {
    format!("{}plock_ffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// The same, to be linked into a program.
pub fn archive() -> PathBuf {
    tree::profile().1.join("libplock_ffi.a")
}

/// Builds it, once for all that is tested with it.
pub fn build() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            run(cargo().args(["build", "--quiet", "--profile", tree::profile().0, "-p", "plock-ffi"]))?;
            // `--lib`, as what a program needs of a library is left where uniffi would not find it.
            let bindgen = ["--features", "bindgen", "--lib", "--bin", "plock-bindgen"];
            run(cargo().args(["build", "--quiet", "-p", "plock-ffi"]).args(bindgen))
        })
        .clone()
}

/// Writes the glue of one language into `folder`.
pub fn glue(language: &str, folder: &Path) -> Result<()> {
    tree::create(folder)?;
    run(Command::new(tree::built("plock-bindgen")).arg(language).arg(tree::built(&name())).arg(folder))
}

/// Whether it is as small as it is to be.
pub fn size() -> Result<()> {
    let path = library();
    let size = std::fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?.len();
    println!("{} has {size} bytes", path.display());
    if size > LARGEST { Err(format!("it may have {LARGEST} bytes")) } else { Ok(()) }
}
