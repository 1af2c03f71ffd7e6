//! `cargo xtask generate`: runs the program of the same name, which is only built here and by the tests.

use crate::process::{Result, cargo, run};

pub fn start(args: &[&str]) -> Result<()> {
    let program = ["run", "--quiet", "--package", "xtask", "--features", "generate", "--bin", "generate", "--"];
    // It has printed its error.
    run(cargo().args(program).args(args)).map_err(|_| String::new())
}
