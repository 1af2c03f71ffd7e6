//! What Swift and Kotlin call, through uniffi: clients, calls that are started and cancelled by number, and one place to wait for
//! all that happens ([`wait`]). All of it belongs to one loaded copy of their library ([`open_native`]).
//!
//! Nothing here names an endpoint. Whoever waits gets one block of bytes for all that has happened since: [`encode`] says how
//! it is written, generated code of each language reads it. So a page crosses in one crossing, no thread of Rust ever enters the
//! other language, and none of the other language's threads ever runs a call.

mod calls;
mod clock;
mod core;
mod direct;
mod encode;
mod events;
mod failure;
mod many;
mod native;
mod tokens;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use calls::{CallOptions, CallRequest, cancel, parse, pull, start};
pub use core::{Core, Settings, client};
pub use failure::Refusal;
pub use many::{ManyRequest, finish, push, refuse, start_many, stop};
pub use native::{open_native, release_native, shutdown_native, wait};
pub use tokens::give_token;

uniffi::setup_scaffolding!("plock_ffi");

/// A name and a value, of a header or of the query.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Pair {
    pub name: String,
    pub value: String,
}

/// A panic elsewhere must not become one here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
