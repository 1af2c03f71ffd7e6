//! Validates the spec with an independent validator, and the sandbox with requests that are generated from it.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{python, tree};

const VALIDATOR: &str = "openapi-spec-validator==0.9.0";
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// A schema does not express every rule: which of two dates is first, the range of a time, which text is a list of dates.
const NOT_CHECKED: &str = "positive_data_acceptance,negative_data_rejection";

pub const SANDBOX: Step = Step { name: "sandbox: requests generated from the spec", run: sandbox };

/// Checks that the spec is valid OpenAPI 3.1, with and without the overlay.
pub fn validate() -> Result<()> {
    let published = tree::root().join("openapi/plock.json");
    for file in [published, merged()?] {
        run(installed("openapi-validator", VALIDATOR, "python")?
            .args(["-m", "openapi_spec_validator", "--schema", "3.1.0", "--validation-errors", "all"])
            .arg(file))?;
    }
    Ok(())
}

/// The spec with the overlay.
fn merged() -> Result<PathBuf> {
    let merged = tree::target().join("plock.merged.json");
    run(Command::new(tree::built("generate")).arg("--merged").arg(&merged))?;
    Ok(merged)
}

/// Checks that the sandbox answers with the statuses and bodies of the spec, whatever the request.
fn sandbox() -> Result<()> {
    run(cargo().args(["build", "--quiet", "-p", "xtask", "--features", "generate", "--bin", "generate"]))?;
    let sandbox = Sandbox::start(&python::sandbox()?)?;
    run(installed("schemathesis", SCHEMATHESIS, "schemathesis")?
        .args(["run", "--no-color", "--warnings", "off", "--generation-deterministic", "--max-examples", "30"])
        .args(["--phases", "examples,coverage,fuzzing", "--exclude-checks", NOT_CHECKED, "--url", sandbox.url()])
        .args(["--header", &format!("Authorization: Bearer {}", sandbox.key())])
        .arg(merged()?)
        .current_dir(tree::target()))
}

/// A program of a virtual environment in which a package is installed.
fn installed(name: &str, package: &str, program: &str) -> Result<Command> {
    let folder = tree::target().join(name);
    let found = |name| python::program(&folder, name);
    let mark = folder.join("installed");
    if tree::read(&mark).is_ok_and(|installed| installed == package) {
        return Ok(found(program));
    }
    read(python::system().arg("--version"))
        .map_err(|error| format!("the validator of the spec needs Python: {error}"))?;
    run(python::system().args(["-m", "venv", "--clear"]).arg(&folder))
        .map_err(|error| format!("{error}; on Debian and Ubuntu, install python3-venv"))?;
    run(found("python").args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]))?;
    tree::write(&mark, package.as_bytes())?;
    Ok(found(program))
}
