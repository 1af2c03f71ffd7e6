//! The languages of the library, in one place: what the demo runs, and what each part of the tests is.

use std::process::Command;

use crate::process::{Result, cargo, run};
use crate::steps::Step;
use crate::{kotlin, node, python, swift, test, tree};

/// A language that has its part of the library.
pub struct Language {
    pub name: &'static str,
    /// Builds what the demo needs, and says how it is started.
    pub demo: fn() -> Result<Command>,
}

/// The order of the demo's table.
pub const LANGUAGES: &[Language] = &[
    Language { name: "Rust", demo: rust },
    Language { name: "Python", demo: python::demo },
    Language { name: "Node", demo: node::demo },
    Language { name: "Kotlin", demo: kotlin::demo },
    Language { name: "Swift", demo: swift::demo },
];

/// A part of the tests.
pub struct Part {
    pub name: &'static str,
    pub steps: &'static [Step],
    /// Too slow for `cargo xtask test`: run by its name only.
    pub slow: bool,
}

pub const PARTS: &[Part] = &[
    Part { name: "rust", steps: test::RUST, slow: false },
    Part { name: "python", steps: python::STEPS, slow: false },
    Part { name: "node", steps: node::STEPS, slow: false },
    Part { name: "kotlin", steps: kotlin::STEPS, slow: false },
    Part { name: "swift", steps: swift::STEPS, slow: false },
    Part { name: "conformance", steps: test::CONFORMANCE, slow: false },
    Part { name: "matrix", steps: test::MATRIX, slow: true },
];

/// The command line comes along: it is the sandbox.
fn rust() -> Result<Command> {
    run(cargo().args(["build", "-p", "plock", "-p", "plock-cli", "--bin", "plock", "--example", "demo"]))?;
    Ok(Command::new(tree::built("examples/demo")))
}

/// Builds, where that is not done, what the conformance suite judges beside the Rust crate.
pub fn build() -> Result<()> {
    python::built()?;
    node::built()?;
    kotlin::built()?;
    swift::built()
}
