//! `cargo xtask dist`: builds packages to install.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Result, cargo, read, run};
use crate::{android, kotlin, node_package, python, swift, tree};

type Dist = fn(&Path) -> Result<Vec<PathBuf>>;

pub const TARGETS: &[(&str, Dist)] = &[
    ("crate", crates),
    ("cli", cli),
    ("python", python::dist),
    ("python-testing", python::dist_kit),
    ("node", node_package::dist),
    ("node-testing", node_package::dist_kit),
    ("swift", swift::dist),
    ("kotlin", kotlin::dist),
    ("android", android::dist),
    ("kotlin-testing", kotlin::dist_kit),
];

/// The published crates, in the order of publication.
pub const CRATES: &[&str] = &["plock-codegen", "plock", "plock-sandbox", "plock-outbox", "plock-testing"];

pub fn make(what: &str, folder: &Path) -> Result<()> {
    tree::create(folder)?;
    for (_, dist) in TARGETS.iter().filter(|(name, _)| *name == what) {
        for path in dist(folder)? {
            println!("{}", path.display());
        }
    }
    Ok(())
}

/// The `.crate` files for a registry.
fn crates(folder: &Path) -> Result<Vec<PathBuf>> {
    let packages = CRATES.iter().flat_map(|name| ["-p", name]);
    run(cargo().args(["package", "--allow-dirty", "--no-verify", "--quiet"]).args(packages))?;
    let mut made = Vec::new();
    for name in CRATES {
        let file = crate_file(name);
        let path = folder.join(&file);
        tree::copy(&tree::target().join("package").join(&file), &path)?;
        made.push(path);
    }
    Ok(made)
}

/// `plock-0.1.0.crate`
pub fn crate_file(name: &str) -> String {
    format!("{name}-{VERSION}.crate")
}

/// The command line with its shell completions, as a folder and as an archive.
fn cli(folder: &Path) -> Result<Vec<PathBuf>> {
    run(cargo().args(["build", "--release", "-p", "plock-cli"]))?;
    let program = tree::target().join(format!("release/plock{}", std::env::consts::EXE_SUFFIX));
    let name = format!("plock-{VERSION}-{}", target()?);
    let into = folder.join(&name);
    if into.exists() {
        fs::remove_dir_all(&into).map_err(|error| format!("{}: {error}", into.display()))?;
    }
    tree::create(&into)?;
    tree::copy(&program, &into.join(format!("plock{}", std::env::consts::EXE_SUFFIX)))?;
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        tree::copy(&tree::root().join(file), &into.join(file))?;
    }
    for (shell, file) in [
        ("bash", "plock.bash"),
        ("zsh", "_plock"),
        ("fish", "plock.fish"),
        ("elvish", "plock.elv"),
        ("powershell", "plock.ps1"),
    ] {
        let script = read(Command::new(&program).args(["completions", shell]))?;
        tree::write(&into.join("completions").join(file), script.as_bytes())?;
    }
    let archive = folder.join(format!("{name}.tar.gz"));
    run(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(folder).arg(&name))?;
    Ok(vec![into, archive])
}

/// The version of all packages.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `x86_64-unknown-linux-gnu`
pub fn target() -> Result<String> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = read(rustc.arg("-vV"))?;
    let host = output.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "`rustc -vV` printed no host".to_owned())
}
