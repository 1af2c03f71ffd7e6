//! Fuzz targets of the parsers of untrusted input. A target panics if two readings of one input differ.
//!
//! `cargo xtask fuzz` runs them under libFuzzer; `cargo test` replays the inputs in `tests/fuzz/TARGET`.

mod arguments;
#[allow(dead_code, reason = "part of the command line; only its parsers are fuzzed")]
#[path = "../../crates/plock-cli/src/error.rs"]
mod error;
mod files;
mod generator;
mod json;
mod rows;
#[allow(dead_code, reason = "part of the command line; only its parsers are fuzzed")]
#[path = "../../crates/plock-cli/src/rows.rs"]
mod rows_of_files;
mod scanner;

pub use arguments::run as arguments;
pub use files::run as files;
pub use generator::run as generator;
pub use rows::run as rows;
pub use scanner::run as scanner;

/// Takes any bytes; panics on a failure.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 5] =
    [("scanner", scanner), ("rows", rows), ("arguments", arguments), ("generator", generator), ("files", files)];
