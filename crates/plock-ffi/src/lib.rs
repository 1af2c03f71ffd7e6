//! The native part of the Swift and Kotlin packages, called through uniffi: clients, calls that are started and cancelled by id,
//! outboxes ([`start_outbox`]), and one queue of events ([`wait`]). All of it belongs to an instance, one for each loaded copy of a package ([`open_native`]).
//!
//! Nothing here names an endpoint. [`wait`] returns all queued events as one block of bytes ([`encode`]), which generated code of
//! each language decodes: a page crosses the language boundary once, no Rust thread enters the other language, and no thread of
//! the other language runs a call.

mod calls;
mod core;
mod direct;
mod encode;
mod error;
mod events;
mod many;
mod native;
mod outbox;
mod outbox_values;
mod tokens;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use calls::{CallOptions, CallRequest, cancel, parse, pull, start};
pub use core::{NativeClient, Settings, new_client};
pub use error::NativeError;
pub use many::{ManyRequest, finish, push, push_invalid, start_many, stop};
pub use native::{open_native, release_native, shutdown_native, wait};
pub use outbox::{OutboxAction, OutboxRequest, drop_outbox, start_outbox};
pub use outbox_values::{
    NewOutboxEvent, OutboxCombine, OutboxResolution, OutboxRollUp, OutboxSettings, OutboxTimes, OutboxWriters,
};
pub use tokens::complete_token_request;

uniffi::setup_scaffolding!("plock_ffi");

/// Name and value of a header or query parameter.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Pair {
    pub name: String,
    pub value: String,
}

/// Locks a mutex, also after a panic in another thread.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
