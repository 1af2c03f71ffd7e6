//! Log events, for the logger of the other language.

use std::fmt;
use std::sync::Arc;

use plock::{Event, Level};

use crate::native::{EventKind, Native};

pub(crate) struct Events {
    pub(crate) native: Arc<Native>,
    pub(crate) client: u64,
    pub(crate) least: Level,
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("client", &self.client).finish_non_exhaustive()
    }
}

impl plock::Listener for Events {
    fn enabled(&self, level: Level) -> bool {
        level >= self.least
    }

    fn event(&self, event: &Event) {
        self.native.post(self.client, EventKind::Log, |out| {
            out.byte(u8::from(event.level >= Level::Info));
            out.text(event.name);
            out.text(event.operation);
            out.text(event.method);
            out.text(event.path);
            out.number(event.attempt.into());
            out.optional_number(event.status.map(u64::from));
            out.number(u64::try_from(event.duration.as_micros()).unwrap_or(u64::MAX));
            out.optional_text(event.kind.map(|kind| kind.name()));
        });
    }
}
