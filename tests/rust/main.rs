//! The Rust client as its users meet it, against scripted servers and the sandbox.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

mod decoding;
#[cfg(feature = "dynamic")]
mod dynamic;
mod floors;
mod lists;
mod lists_model;
mod many;
mod proxies;
mod requests;
mod runtimes;
mod server;
mod writes;
