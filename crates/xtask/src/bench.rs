//! `cargo xtask bench`: compares plock with other clients of each language. `--readme` writes `benches/RESULTS.md` and the chart of
//! README.md.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde_json::Value;

use crate::process::{self, Result, cargo};
use crate::{dist, kotlin, native, python, swift, tree};

#[derive(Debug, Args)]
pub struct Options {
    /// Write benches/RESULTS.md and the chart of README.md; needs a full run
    #[arg(long, conflicts_with_all = ["peers", "languages", "quick", "rest"])]
    readme: bool,
    /// Only measure the other clients, without building packages
    #[arg(long)]
    peers: bool,
    /// Use fewer rows, calls and rounds, to check that it works; results are not meaningful
    #[arg(long)]
    quick: bool,
    /// Fail if a result exceeds its limit
    #[arg(long)]
    check: bool,
    #[arg(long, value_delimiter = ',', value_parser = LANGUAGES, default_values = LANGUAGES)]
    languages: Vec<String>,
    /// Wheel to measure. Default: the one that `dist python` builds
    #[arg(long, value_name = "FILE")]
    python_wheel: Option<PathBuf>,
    /// Folder of packages to measure. Default: those that `dist node` builds
    #[arg(long, value_name = "DIR")]
    node_packages: Option<PathBuf>,
    /// Options of `plock-bench`, after `--`
    #[arg(last = true)]
    rest: Vec<String>,
}

type Prepare = fn(&Options) -> Result<Prepared>;

const OTHERS: [(&str, Prepare); 4] = [("python", python), ("node", node), ("kotlin", kotlin), ("swift", swift)];

const LANGUAGES: [&str; 5] = ["rust", "python", "node", "kotlin", "swift"];

pub fn run(options: &Options) -> Result<()> {
    let mut command = cargo();
    command.args(["run", "--release", "-p", "plock-bench", "--", "--languages", &options.languages.join(",")]);
    for (given, option) in [(options.peers, "--peers"), (options.quick, "--quick"), (options.check, "--check")] {
        if given {
            command.arg(option);
        }
    }
    for (language, prepare) in OTHERS {
        if options.languages.iter().any(|chosen| chosen == language) {
            let prepared = prepare(options)?;
            command.arg("--programs").arg(format!("{language}={}", prepared.folder.display()));
            for (name, bytes) in prepared.sizes {
                command.arg("--size").arg(format!("{name}={bytes}"));
            }
        }
    }
    command.args(&options.rest);
    if options.readme {
        command.arg("--markdown").arg(tree::root().join("benches/RESULTS.md"));
        command.arg("--chart").arg(tree::root().join("benches/chart.svg"));
    }
    process::run(&mut command)
}

/// A folder with the programs of a language and their packages.
struct Prepared {
    folder: PathBuf,
    sizes: Vec<(&'static str, u64)>,
}

fn python(options: &Options) -> Result<Prepared> {
    let folder = programs("python")?;
    let venv = folder.join(".venv");
    let python = venv.join("bin/python");
    let pip = |args: &[OsString]| {
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        process::run(Command::new(&python).args(pip).args(args))
    };
    installed(&folder, "requirements.txt", &venv, || {
        process::run(python::system().args(["-m", "venv", "--clear"]).arg(&venv))?;
        pip(&["-r".into(), folder.join("requirements.txt").into()])
    })?;
    if options.peers {
        return Ok(Prepared { folder, sizes: Vec::new() });
    }
    let wheel = match &options.python_wheel {
        Some(file) => tree::root().join(file),
        None => single(made("python")?, "whl", "Python's")?,
    };
    pip(&["--force-reinstall".into(), "--no-deps".into(), wheel.clone().into()])?;
    let extension =
        find(&venv, &|path| ending(path, "so") && path.components().any(|part| part.as_os_str() == "plock"))?;
    let extension = extension.first().ok_or("the wheel has no plock/*.so")?;
    let sizes = vec![("wheel", size(&wheel)?), ("extension", size(extension)?)];
    Ok(Prepared { folder, sizes })
}

fn node(options: &Options) -> Result<Prepared> {
    let folder = programs("node")?;
    installed(&folder, "package-lock.json", &folder.join("node_modules"), || {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        process::run(npm.current_dir(&folder).args(["ci", "--silent", "--no-audit", "--no-fund"]))
    })?;
    if options.peers {
        return Ok(Prepared { folder, sizes: Vec::new() });
    }
    let packages = match &options.node_packages {
        Some(packages) => find(&tree::root().join(packages), &|path| ending(path, "tgz"))?,
        None => made("node")?.into_iter().filter(|path| ending(path, "tgz")).collect(),
    };
    if packages.is_empty() {
        return Err("no Node packages (*.tgz) found".to_owned());
    }
    // Not installed with npm, which would keep an older build of the same version.
    let mut sizes = Vec::new();
    for package in &packages {
        let unpacked = tree::target().join("bench/unpacked");
        let _ = fs::remove_dir_all(&unpacked);
        tree::create(&unpacked)?;
        process::run(Command::new("tar").arg("-xzf").arg(package).arg("-C").arg(&unpacked))?;
        let unpacked = unpacked.join("package");
        let files = find(&unpacked, &|_| true)?;
        // The platform package has the addon.
        if files.iter().any(|path| ending(path, "node")) {
            let all: Result<u64> = files.iter().map(|path| size(path)).sum();
            sizes.push(("platform package", all?));
        }
        let manifest = tree::read(&unpacked.join("package.json"))?;
        let manifest: Value =
            serde_json::from_str(&manifest).map_err(|error| format!("{}: {error}", package.display()))?;
        let name = manifest["name"].as_str().ok_or_else(|| format!("{}: no name", package.display()))?;
        let place = folder.join("node_modules").join(name);
        let _ = fs::remove_dir_all(&place);
        place.parent().map_or(Ok(()), tree::create)?;
        fs::rename(&unpacked, &place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    if sizes.len() != 1 {
        return Err(format!("expected one package of Node with an addon (*.node), got {}", sizes.len()));
    }
    Ok(Prepared { folder, sizes })
}

/// Kotlin and Swift have the same native library, whose size is measured here.
fn kotlin(_: &Options) -> Result<Prepared> {
    Ok(Prepared { folder: kotlin::bench()?, sizes: vec![("native library", size(&native::library())?)] })
}

fn swift(_: &Options) -> Result<Prepared> {
    Ok(Prepared { folder: swift::bench()?, sizes: Vec::new() })
}

/// Copies the programs of a language to a folder for their packages.
fn programs(language: &str) -> Result<PathBuf> {
    let folder = tree::target().join("bench").join(language);
    let mark = tree::read(&folder.join(MARK)).unwrap_or_default();
    tree::mirror(&tree::root().join("benches/peers").join(language), &folder, &[""], &[(MARK, &mark)])?;
    Ok(folder)
}

/// Records the list from which packages were installed.
const MARK: &str = "installed";

/// Installs packages, unless they have been installed from the same list.
fn installed(folder: &Path, list: &str, packages: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let list = tree::read(&folder.join(list))?;
    let mark = folder.join(MARK);
    if packages.exists() && tree::read(&mark).is_ok_and(|installed| installed == list) {
        return Ok(());
    }
    tree::write(&mark, b"")?;
    install()?;
    tree::write(&mark, list.as_bytes())
}

/// Runs `cargo xtask dist` with an empty output folder.
fn made(what: &str) -> Result<Vec<PathBuf>> {
    let folder = tree::target().join("bench/dist").join(what);
    let _ = fs::remove_dir_all(&folder);
    dist::make(what, &folder).map_err(|error| format!("failed to build the package to measure: {error}"))?;
    find(&folder, &|_| true)
}

fn single(files: Vec<PathBuf>, extension: &str, whose: &str) -> Result<PathBuf> {
    let mut files: Vec<_> = files.into_iter().filter(|path| ending(path, extension)).collect();
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => Err(format!("expected one file *.{extension} in {whose} dist")),
    }
}

fn find(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            found.extend(find(&entry.path(), wanted)?);
        } else if kind.is_file() && wanted(&entry.path()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn ending(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn size(path: &Path) -> Result<u64> {
    fs::metadata(path).map(|data| data.len()).map_err(|error| format!("{}: {error}", path.display()))
}
