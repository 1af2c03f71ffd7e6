//! Generates the dispatch from operations to typed calls into `OUT_DIR`: the same table as the command line's.

use plock_codegen::{build, emit};

fn main() -> std::process::ExitCode {
    build("../../../../openapi", &[("dispatch.rs", emit::cli)])
}
