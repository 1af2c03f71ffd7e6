//! Running other programs.

use std::ffi::OsStr;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Errors are messages for the user of the command.
pub type Result<T, E = String> = std::result::Result<T, E>;

/// The cargo that runs this program.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(crate::tree::root());
    // Variables of our own package: build scripts that read them would run again.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_")) {
            cargo.env_remove(name);
        }
    }
    cargo
}

static LOG: OnceLock<File> = OnceLock::new();

/// Redirects the output of programs to this file.
pub fn log(file: &Path) -> Result<()> {
    let log = File::create(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let _ = LOG.set(log);
    Ok(())
}

fn output() -> Stdio {
    LOG.get().and_then(|log| log.try_clone().ok()).map_or_else(Stdio::inherit, Stdio::from)
}

/// Runs a program; its output is printed or logged.
pub fn run(command: &mut Command) -> Result<()> {
    if LOG.get().is_some() {
        command.stdout(output()).stderr(output());
    }
    let status = command.status().map_err(|error| start_error(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed: {status}", spelled(command))) }
}

/// Runs a program and returns its standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(output()).output();
    let output = output.map_err(|error| start_error(command, &error))?;
    if !output.status.success() {
        // Compilers report errors there.
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        return Err(format!("`{}` failed: {}", spelled(command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{}`: expected UTF-8 output", spelled(command)))
}

/// The error of a program that did not start.
pub fn start_error(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => format!("`{program}` not found: install it, or add it to PATH"),
        _ => format!("`{program}` failed to start: {error}"),
    }
}

fn spelled(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
