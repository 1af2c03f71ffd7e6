//! The program itself against a sandbox.
#![allow(clippy::unwrap_used, clippy::panic)]

mod bulk;
mod calls;
mod export;
mod input;
#[cfg(unix)]
mod journal;
mod outbox;
mod sandbox;
mod sync;
mod world;
