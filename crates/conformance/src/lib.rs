//! The runner of the conformance suite: it plays the server of each case, and judges what a client sends and what its caller
//! gets. What a case is, and how a client-under-test speaks, is in `tests/conformance/README.md`.

pub mod case;
pub mod client;
pub mod judge;
pub mod languages;
pub mod mutations;
pub mod report;
pub mod run;
pub mod server;
pub mod shape;
pub mod value;
pub mod yaml;
