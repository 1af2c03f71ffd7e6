//! The native part of the npm package: runs calls on a Tokio runtime.
//!
//! JavaScript starts a call with the index of its operation and its arguments as JSON. The result is an event in the
//! [queue](events::EventQueue) of its thread: one string and one buffer ([`columns`]), from which JavaScript creates its objects.
//! Nothing here names an operation or a field.

mod bridge;
mod columns;
mod deliver;
mod error;
mod events;
mod many;
mod options;
mod outbox;
mod outbox_settings;
mod tables;

use std::sync::OnceLock;

use napi::{Error, Result};
use tokio::runtime::Runtime;

/// Shared by all JavaScript threads. Never shut down: it does not keep the process alive.
fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let created = plock::dynamic::runtime();
    let created = created.map_err(|error| Error::from_reason(format!("failed to start the runtime: {error}")))?;
    Ok(RUNTIME.get_or_init(|| created))
}
