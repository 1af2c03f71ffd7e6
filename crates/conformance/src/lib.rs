//! The runner of the conformance suite: it is the server of each case, and checks what a client sends and what its caller receives.
//! `tests/conformance/README.md` describes cases and the protocol of clients-under-test.

pub mod case;
pub mod client;
pub mod judge;
pub mod languages;
pub mod mutations;
pub mod report;
pub mod run;
pub mod server;
pub mod shape;
pub mod yaml;
