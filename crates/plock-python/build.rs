//! Generates the classes of the API's objects into `OUT_DIR`.

use plock_codegen::{build, emit};

fn main() -> std::process::ExitCode {
    build("../../openapi", &[("types.rs", emit::python_types)])
}
