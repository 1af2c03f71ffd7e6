//! `cargo xtask deny`: licences, bans and sources of all dependencies. Advisories need more than the registry, so they are left out.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::process::{Result, cargo, run};
use crate::tree;

const VERSION: &str = "0.20.2";

pub fn check() -> Result<()> {
    run(Command::new(tool()?).current_dir(tree::root()).args([
        "--all-features",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

/// cargo-deny: the one that is installed, else one of our own, which takes some minutes to build.
fn tool() -> Result<PathBuf> {
    let ours = tree::target().join("tools");
    let path = ours.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    for known in [PathBuf::from("cargo-deny"), path.clone()] {
        let version = Command::new(&known).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if version.is_ok_and(|status| status.success()) {
            return Ok(known);
        }
    }
    run(cargo().args(["install", "cargo-deny", "--locked", "--version", VERSION, "--root"]).arg(&ours))?;
    Ok(path)
}
