//! `cargo xtask deny`: licences, bans and sources of all dependencies. Advisories are not checked, as they need network access beyond
//! the registry.

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

/// The installed cargo-deny, or one that is built in `target/tools`.
fn tool() -> Result<PathBuf> {
    let ours = tree::target().join("tools");
    let path = ours.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    for known in [PathBuf::from("cargo-deny"), path.clone()] {
        let version = Command::new(&known).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if version.is_ok_and(|status| status.success()) {
            return Ok(known);
        }
    }
    println!("cargo-deny not found; building it once in {}", ours.display());
    // A debug build takes a third of the time and is fast enough.
    let install = ["install", "cargo-deny", "--locked", "--quiet", "--debug", "--version", VERSION, "--root"];
    run(cargo().env("CARGO_PROFILE_DEV_DEBUG", "0").args(install).arg(&ours))?;
    Ok(path)
}
