//! Generates the dispatch from operations to typed calls into `OUT_DIR`, as for the command line.

use plock_codegen::{build, emit};

fn main() -> std::process::ExitCode {
    build("../../../../openapi", &[("dispatch.rs", emit::cli)])
}
