//! The native part of the npm package: any call of the API, made in a runtime of its own and answered to JavaScript.
//!
//! JavaScript asks for a call by the number of its operation and gives the arguments as JSON; the answer comes back through the
//! [mailbox](mailbox::Mailbox) of its thread as one text and one block of numbers ([`columns`]), out of which JavaScript makes its objects.
//! No operation and no field is known here by name.

mod bridge;
mod clock;
mod columns;
mod failure;
mod mailbox;
mod many;
mod options;

use std::sync::OnceLock;

use napi::{Error, Result};
use tokio::runtime::Runtime;

/// One for all threads of JavaScript, as nothing in it belongs to one of them. It is never stopped: a process ends without it.
fn runtime() -> Result<&'static Runtime> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = plock::dynamic::runtime();
    let made = made.map_err(|error| Error::from_reason(format!("no threads can be started: {error}")))?;
    Ok(RUNTIME.get_or_init(|| made))
}
