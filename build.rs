//! Generates the client from the spec into `OUT_DIR`.

use plock_codegen::{build, emit};

fn main() -> std::process::ExitCode {
    build(
        "openapi",
        &[
            ("wire.rs", emit::wire),
            ("facade.rs", emit::rust),
            ("meta.rs", emit::meta),
            ("errors.rs", emit::errors),
            ("dynamic.rs", emit::dynamic),
        ],
    )
}
