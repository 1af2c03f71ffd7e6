//! The Rust client as its users meet it, against scripted servers and the sandbox.

mod decoding;
mod lists;
mod requests;
mod server;
mod writes;
