//! When the sender pauses: after failures that all events would meet.

use std::time::Duration;

use plock::Level;
use tokio::time::Instant;

use crate::event::State;
use crate::queue::Cause;

use super::{Running, Sender};

/// After that many events in doubt in a row, others would be in doubt too.
const DOUBTS: u32 = 3;

/// Why nothing is sent at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pause {
    /// The error that caused it.
    pub reason: String,
    /// How long it lasts, from when it began. After it, one event is tried.
    pub lasts: Duration,
}

impl Sender {
    /// Pauses after failures that all events would meet, and goes on after a success.
    pub(super) fn adapt(&self, running: &mut Running) {
        if running.paused_until.is_some_and(|until| until <= Instant::now()) {
            running.paused_until = None;
            running.more = true;
        }
        let (mut failure, mut answered) = (None, false);
        for answer in &running.settled[running.adapted..] {
            let processed = matches!(answer.state, State::Delivered | State::Rejected) || answer.parked;
            let fails = match answer.state {
                State::InDoubt => {
                    running.doubts += 1;
                    running.doubts >= DOUBTS
                }
                state => state == State::Queued && !answer.parked,
            };
            if processed {
                (running.doubts, answered) = (0, true);
            } else if fails {
                failure = failure.or_else(|| answer.reason.clone().zip(answer.cause));
            }
        }
        running.adapted = running.settled.len();
        match failure {
            Some((reason, cause)) => self.pause(running, reason, cause),
            // A call from before the pause does not end it.
            None if running.failures > 0 && answered && running.paused_until.is_none() => {
                running.failures = 0;
                if let Some((began, cause)) = running.paused.take() {
                    tracing::info!(target: "plock", "the outbox sends again");
                    self.report((Level::Info, "resumed"), cause, began.elapsed());
                }
                self.progress.send_modify(|progress| progress.pause = None);
            }
            None => {}
        }
    }

    fn report(&self, event: (Level, &'static str), (operation, kind, status): Cause, duration: Duration) {
        self.client.report(event, operation, (kind, status), duration);
    }

    pub(super) fn pause(&self, running: &mut Running, reason: String, cause: Cause) {
        if running.paused_until.is_some() {
            return;
        }
        let lasts = self.tuning.pause * 2_u32.pow(running.failures.min(6));
        running.failures += 1;
        if running.paused.is_none() {
            running.paused = Some((Instant::now(), cause));
            tracing::warn!(target: "plock", "the outbox pauses: {reason}");
            self.report((Level::Warning, "paused"), cause, lasts);
        }
        running.paused_until = Some(Instant::now() + lasts);
        self.progress.send_modify(|progress| progress.pause = Some(Pause { reason, lasts }));
    }
}
