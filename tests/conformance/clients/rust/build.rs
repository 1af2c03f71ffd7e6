//! Generates the dispatch from operations to typed calls into `OUT_DIR`.

use plock_codegen::{build, emit};

fn main() -> std::process::ExitCode {
    build("../../../../openapi", &[("dispatch.rs", emit::rust_dispatch)])
}
