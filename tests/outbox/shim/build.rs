//! Compiles the library that is preloaded into the tested process. Linux only.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    for file in ["src/shim.c", "src/target.h", "src/undo.h"] {
        println!("cargo:rerun-if-changed={file}");
    }
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if variable("CARGO_CFG_TARGET_OS") != "linux" {
        return ExitCode::SUCCESS;
    }
    // `cc::Build` itself only makes static libraries.
    let library = Path::new(&variable("OUT_DIR")).join("libshim.so");
    let mut compiler = cc::Build::new().opt_level(1).warnings(true).get_compiler().to_command();
    compiler.args(["-shared", "-fPIC", "src/shim.c", "-ldl", "-lpthread", "-o"]).arg(&library);
    match compiler.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        other => {
            eprintln!("{compiler:?}: {other:?}");
            ExitCode::FAILURE
        }
    }
}
