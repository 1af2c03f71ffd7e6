//! The languages of the library: their demos and their parts of the tests.

use std::process::Command;

use crate::process::{Result, cargo, run};
use crate::steps::Step;
use crate::{kotlin, networks, node, python, swift, test, tree};

pub struct Language {
    pub name: &'static str,
    /// Programs that must be installed. `demo` checks Python, whose name is set by `PYTHON`, and installs Swift on Linux.
    pub needs: &'static [&'static str],
    /// Builds the demo and returns its command.
    pub demo: fn() -> Result<Command>,
}

/// In the order of the demo.
pub const LANGUAGES: &[Language] = &[
    Language { name: "rust", needs: &[], demo: rust },
    Language { name: "python", needs: &[], demo: python::demo },
    Language { name: "node", needs: &["node"], demo: node::demo },
    Language { name: "kotlin", needs: &["java", "mvn"], demo: kotlin::demo },
    Language { name: "swift", needs: &[], demo: swift::demo },
];

/// A part of the tests.
pub struct Part {
    pub name: &'static str,
    pub steps: &'static [Step],
    /// Only runs by name, as it is too slow for `cargo xtask test`.
    pub slow: bool,
}

pub const PARTS: &[Part] = &[
    Part { name: "rust", steps: test::RUST, slow: false },
    Part { name: "python", steps: python::STEPS, slow: false },
    Part { name: "node", steps: node::STEPS, slow: false },
    Part { name: "kotlin", steps: kotlin::STEPS, slow: false },
    Part { name: "swift", steps: swift::STEPS, slow: false },
    Part { name: "conformance", steps: test::CONFORMANCE, slow: false },
    Part { name: "networks", steps: networks::STEPS, slow: false },
    Part { name: "matrix", steps: test::MATRIX, slow: true },
    Part { name: "outbox", steps: test::OUTBOX, slow: true },
];

/// Also builds the sandbox.
pub fn rust() -> Result<Command> {
    run(cargo().args(["build", "-p", "plock", "-p", "plock-sandbox", "--bins", "--example", "demo"]))?;
    Ok(Command::new(tree::built("examples/demo")))
}

/// Builds the bindings for the conformance suite, unless they have been built.
pub fn build() -> Result<()> {
    python::built()?;
    node::built()?;
    kotlin::built()?;
    swift::built()
}
