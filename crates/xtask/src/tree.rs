//! Files and folders.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::process::Result;

/// The repository of the working directory. Not a compile-time path, as checkouts can share a target folder.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| find().unwrap_or_default())
}

/// Checks that the working directory is in the repository.
pub fn check() -> Result<()> {
    find().map(|_| ()).ok_or_else(|| "run this inside the repository of plock".to_owned())
}

fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(|folder| folder.join("crates/xtask/Cargo.toml").is_file()).map(Path::to_owned)
}

/// Specs of the generator's tests, with golden files.
pub const TEST_SPECS: [&str; 3] = ["obstacles", "old", "shapes"];

pub fn golden(spec: &str) -> PathBuf {
    root().join("crates/plock-codegen/tests/golden").join(spec)
}

/// The target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

static DEVELOPMENT: AtomicBool = AtomicBool::new(false);

/// Builds native libraries with the profile `dev` from here on: faster to build, slower to run.
pub fn develop() {
    DEVELOPMENT.store(true, Ordering::Relaxed);
}

/// The cargo profile of native libraries, and their folder in `target/`.
pub fn profile() -> (&'static str, PathBuf) {
    let (profile, folder) = if DEVELOPMENT.load(Ordering::Relaxed) { ("dev", "debug") } else { ("release", "release") };
    (profile, target().join(folder))
}

/// A program of the profile `dev`.
pub fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A folder outside of the repository. Each run has the same one, so that cargo reuses its builds.
pub fn outside(name: &str) -> Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    let folder = std::env::temp_dir().join(format!("plock-xtask-{:016x}", hasher.finish())).join(name);
    create(&folder)?;
    Ok(folder)
}

pub fn create(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: failed to create: {error}", folder.display()))
}

pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: failed to read: {error}", path.display()))
}

/// Writes a file if its content changed. Otherwise it keeps its time, so that nothing is built again.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), create)?;
    fs::write(path, content).map_err(|error| format!("{}: failed to write: {error}", path.display()))
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    path_error(to, fs::copy(from, to)).map(|_| ())
}

/// Makes `to` contain exactly these entries of `from`, and `own` files.
pub fn mirror(from: &Path, to: &Path, entries: &[&str], own: &[(&str, &str)]) -> Result<()> {
    let mut files = BTreeSet::new();
    for entry in entries {
        list(from, Path::new(entry), &mut files)?;
    }
    for (name, content) in own {
        files.remove(Path::new(name));
        write(&to.join(name), content.as_bytes())?;
    }
    for file in &files {
        let path = from.join(file);
        write(&to.join(file), &path_error(&path, fs::read(&path))?)?;
    }
    files.extend(own.iter().map(|(name, _)| PathBuf::from(name)));
    let mut present = BTreeSet::new();
    list(to, Path::new(""), &mut present)?;
    for gone in present.difference(&files) {
        let path = to.join(gone);
        path_error(&path, fs::remove_file(&path))?;
    }
    Ok(())
}

/// All files below `folder/entry`, relative to `folder`, except for build outputs.
fn list(folder: &Path, entry: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    let path = folder.join(entry);
    if path.is_dir() {
        for found in path_error(&path, fs::read_dir(&path))? {
            let name = path_error(&path, found)?.file_name();
            if !["target", "node_modules", ".venv", ".build"].iter().any(|made| name == *made) {
                list(folder, &entry.join(name), files)?;
            }
        }
    } else if path.exists() {
        files.insert(entry.to_owned());
    }
    Ok(())
}

fn path_error<T>(path: &Path, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| format!("{}: {error}", path.display()))
}
