//! Generates the clients of all languages from an OpenAPI document and its overlay.
//!
//! [`load`] reads the two files into a description of the API ([`ir`]), from which [`emit`] generates the files of each target.
//! What is ambiguous or unsupported stops the build with a [`Problem`] that says where it is and what to do.

#[cfg(feature = "templates")]
pub mod diff;
pub mod emit;
pub mod errors;
pub mod ir;
mod lower;
mod names;
mod overlay;
mod problem;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

pub use lower::lower;
pub use names::{Language, Name, Role, Spelled};
pub use overlay::apply;
#[cfg(feature = "templates")]
pub use overlay::removable;
pub use problem::Problem;

/// Generates a file of a target.
pub type Emitter = fn(&ir::Api) -> Result<String, Problem>;

/// Reads a spec (JSON), with an overlay (YAML) if given, into a description of the API.
pub fn load(spec: &Path, overlay: Option<&Path>) -> Result<ir::Api, Problem> {
    let text = read(spec)?;
    let mut spec: Value = serde_json::from_str(&text)
        .map_err(|e| Problem::new(&spec.display().to_string(), format!("invalid JSON: {e}"), "correct the file"))?;
    if let Some(path) = overlay {
        let overlay: Value = serde_saphyr::from_str(&read(path)?)
            .map_err(|e| Problem::new(&path.display().to_string(), format!("invalid YAML: {e}"), "correct the file"))?;
        apply(&mut spec, &overlay)?;
    }
    lower(&spec)
}

fn read(path: &Path) -> Result<String, Problem> {
    std::fs::read_to_string(path).map_err(|e| {
        Problem::new(&path.display().to_string(), e.to_string(), "check that the file exists and is readable")
    })
}

/// For a `build.rs`: writes each `(file name, emitter)` into `OUT_DIR`, from the spec in the folder `openapi`.
pub fn build(openapi: &str, files: &[(&str, Emitter)]) -> ExitCode {
    let folder = Path::new(openapi);
    let (spec, overlay) = (folder.join("plock.json"), folder.join("overlay.yaml"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", spec.display());
    println!("cargo::rerun-if-changed={}", overlay.display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let written = load(&spec, Some(&overlay)).and_then(|api| {
        files.iter().try_for_each(|(name, emit)| {
            let path = out.join(name);
            std::fs::write(&path, emit(&api)?).map_err(|e| {
                Problem::new(&path.display().to_string(), e.to_string(), "check that the folder is writable")
            })
        })
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("cargo::error=openapi: {}", problem.to_string().replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}
