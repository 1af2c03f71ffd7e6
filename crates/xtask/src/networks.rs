//! Clients behind real network software: nginx, HAProxy, tinyproxy, microsocks, and connections that break.

use std::process::Command;

use crate::process::{Result, run};
use crate::steps::Step;
use crate::{node, python, tree};

pub const STEPS: &[Step] = &[Step { name: "networks", run: networks }];

const PROGRAMS: [&str; 5] = ["nginx", "haproxy", "tinyproxy", "microsocks", "openssl"];

fn networks() -> Result<()> {
    install()?;
    python::built()?;
    node::built()?;
    let program = tree::root().join("tests/networks/networks.py");
    run(python::system().arg(program).arg(python::sandbox()?).arg(python::installed_program()))
}

/// Installs what is missing with the package manager of Debian, if this is Debian.
fn install() -> Result<()> {
    let missing = || PROGRAMS.into_iter().filter(|name| !is_installed(name)).collect::<Vec<_>>();
    if missing().is_empty() {
        return Ok(());
    }
    let apt = |args: &[&str]| {
        run(Command::new("apt-get").args(["-q", "-y"]).args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let installed =
        apt(&["update"]).and_then(|()| apt(&[&["install", "--no-install-recommends"], &missing()[..]].concat()));
    match missing()[..] {
        [] => Ok(()),
        ref missing => Err(format!("install {} ({})", missing.join(", "), installed.err().unwrap_or_default())),
    }
}

fn is_installed(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/usr/local/sbin"].map(Into::into);
    std::env::split_paths(&folders).chain(system).any(|folder| folder.join(program).exists())
}
