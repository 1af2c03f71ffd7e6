//! The languages of the library, in one place: what the demo runs, and what each part of the tests is.

use std::process::Command;

use crate::process::{Result, cargo, run};
use crate::steps::Step;
use crate::{kotlin, node, python, swift, test, tree};

pub struct Language {
    pub name: &'static str,
    /// Programs that must be installed. Swift has none: on Linux its toolchain is made.
    pub needs: &'static [&'static str],
    /// Builds what the demo needs, and says how it is started.
    pub demo: fn() -> Result<Command>,
}

/// In the order of the demo.
pub const LANGUAGES: &[Language] = &[
    Language { name: "rust", needs: &[], demo: rust },
    Language { name: "python", needs: &["python3"], demo: python::demo },
    Language { name: "node", needs: &["node"], demo: node::demo },
    Language { name: "kotlin", needs: &["java", "mvn"], demo: kotlin::demo },
    Language { name: "swift", needs: &[], demo: swift::demo },
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

/// With the command line, which is the sandbox.
pub fn rust() -> Result<Command> {
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
