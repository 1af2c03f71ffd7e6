//! Validates the spec with an independent validator.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{Result, read, run};
use crate::{python, tree};

const VALIDATOR: &str = "openapi-spec-validator==0.9.0";

/// Checks that the spec is valid OpenAPI 3.1, with and without the overlay.
pub fn validate() -> Result<()> {
    let published = tree::root().join("openapi/plock.json");
    let merged = tree::target().join("plock.merged.json");
    run(Command::new(tree::built("generate")).arg("--merged").arg(&merged))?;
    let python = validator()?;
    for file in [published, merged] {
        run(Command::new(&python)
            .args(["-m", "openapi_spec_validator", "--schema", "3.1.0", "--validation-errors", "all"])
            .arg(file))?;
    }
    Ok(())
}

/// The Python of a virtual environment in which the validator is installed.
fn validator() -> Result<PathBuf> {
    let folder = tree::target().join("openapi-validator");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = folder.join("installed");
    if tree::read(&mark).is_ok_and(|installed| installed == VALIDATOR) {
        return Ok(python);
    }
    read(python::system().arg("--version"))
        .map_err(|error| format!("the validator of the spec needs Python: {error}"))?;
    run(python::system().args(["-m", "venv", "--clear"]).arg(&folder))
        .map_err(|error| format!("{error}; on Debian and Ubuntu, install python3-venv"))?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", VALIDATOR]))?;
    tree::write(&mark, VALIDATOR.as_bytes())?;
    Ok(python)
}
