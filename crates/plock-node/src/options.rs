//! Settings from JavaScript, as JSON. JavaScript has checked their types.

use std::collections::HashMap;
use std::sync::Arc;

use plock::dynamic::host::{self, RecordingClock};
use plock::{Client, Error};
use serde::Deserialize;

use crate::events::{self, EventQueue, Logger};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    #[serde(flatten)]
    host: host::Settings,
    /// Whether there is one. JavaScript finds the function by the call.
    token_provider: bool,
    logger: bool,
    /// Environment variables of the thread's `process.env`.
    variables: HashMap<String, String>,
    pub(crate) clock: bool,
}

impl Settings {
    pub(crate) fn client(self, queue: &Arc<EventQueue>, clock: Option<Arc<RecordingClock>>) -> Result<Client, Error> {
        let mut builder = self.host.builder("plock-node")?.variables(self.variables);
        if self.token_provider {
            let queue = queue.clone();
            builder = builder.token_provider(move || events::request_token(queue.clone()));
        }
        builder = builder.listener(Arc::new(Logger { queue: queue.clone(), always: self.logger }));
        if let Some(clock) = clock {
            builder = builder.clock(clock);
        }
        builder.build()
    }
}
