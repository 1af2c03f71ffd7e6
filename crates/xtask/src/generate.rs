//! `cargo xtask generate`, `spec` and `corpus`: run the programs of the same names. They contain the generator, which other tasks do without.

use std::ffi::OsStr;

use crate::process::{Result, cargo, run};
use crate::tree;

/// `program`: `generate` or `spec`.
pub fn start<S: AsRef<OsStr>>(program: &str, args: &[S]) -> Result<()> {
    let run_it = ["run", "--quiet", "--package", "xtask", "--features", "generate", "--bin", program, "--"];
    // It has printed its error.
    run(cargo().args(run_it).args(args)).map_err(|_| String::new())
}

/// Optimized, as the generator runs thousands of times.
pub fn corpus(args: &[String]) -> Result<()> {
    let program = ["run", "--quiet", "--package", "xtask", "--features", "generate", "--bin", "corpus", "--target-dir"];
    let mut corpus = cargo();
    corpus.args(program).arg(tree::target().join("corpus")).env("CARGO_PROFILE_DEV_OPT_LEVEL", "2");
    run(corpus.arg("--").args(args)).map_err(|_| String::new())
}
