//! The clock of tests: waiting takes no time and is recorded.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::lock;

#[derive(Debug)]
pub(crate) struct TestClock {
    waits: Mutex<Vec<Duration>>,
    /// Panic instead of waiting.
    panics: bool,
}

impl TestClock {
    pub(crate) fn new(panics: bool) -> Self {
        Self { waits: Mutex::default(), panics }
    }

    pub(crate) fn waits_ms(&self) -> Vec<u64> {
        lock(&self.waits).iter().map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)).collect()
    }
}

impl plock::Clock for TestClock {
    #[allow(clippy::panic, reason = "tests of panics need one")]
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        if self.panics {
            panic!("a clock that panics");
        }
        lock(&self.waits).push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }
}
