//! `cargo xtask generate`: calls the program of the same name, which is built only here and by the tests.

use crate::process::{Result, cargo, run};

pub fn start(args: &[&str]) -> Result<()> {
    let program = ["run", "--quiet", "--package", "xtask", "--features", "generate", "--bin", "generate", "--"];
    // It has said itself what is wrong.
    run(cargo().args(program).args(args)).map_err(|_| String::new())
}
