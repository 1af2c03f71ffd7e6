//! The test clock: it records sleeps and does not wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Debug, Default)]
pub(crate) struct RecordingClock(Mutex<Vec<Duration>>);

impl RecordingClock {
    pub(crate) fn waits_ms(&self) -> Vec<u32> {
        let waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waits.iter().map(|wait| u32::try_from(wait.as_millis()).unwrap_or(u32::MAX)).collect()
    }
}

impl plock::Clock for RecordingClock {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }
}
