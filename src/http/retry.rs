//! Backoff, `Retry-After`, and the retry budget of a client.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// Maximum wait before the first retry; doubles with each retry. The actual wait is random (full jitter).
const FIRST: Duration = Duration::from_millis(250);
/// Upper limit of the backoff.
const LONGEST: Duration = Duration::from_secs(8);
/// A `Retry-After` above this is not waited for: the error is returned.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// Clock, replaceable in tests.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Sleeps for `time`.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    /// A random duration up to `longest`.
    fn jitter(&self, longest: Duration) -> Duration;
    /// Current time.
    fn now(&self) -> SystemTime;
}

#[derive(Debug)]
pub(crate) struct RealClock;

impl Clock for RealClock {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(time))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        Duration::from_micros(fastrand::u64(0..=u64::try_from(longest.as_micros()).unwrap_or(u64::MAX)))
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Retry budget of a client (token bucket), so that retries do not multiply an outage.
#[derive(Debug)]
pub(crate) struct Bucket(AtomicI64);

impl Bucket {
    const FULL: i64 = 100;
    const RETRY: i64 = 5;

    pub(crate) const fn new() -> Self {
        Self(AtomicI64::new(Self::FULL))
    }

    pub(crate) fn take(&self) -> bool {
        let take = |left: i64| (left >= Self::RETRY).then_some(left - Self::RETRY);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    pub(crate) fn refill(&self) {
        // Almost always full: a load keeps the cache line shared between threads.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Wait before retry number `retry` (from 0). `None` if the API asks for a wait that is too long.
pub(crate) fn wait(clock: &dyn Clock, retry: u32, asked: Option<Duration>) -> Option<Duration> {
    match asked {
        Some(asked) if asked > LONGEST_ASKED => None,
        Some(asked) => Some(asked),
        None => Some(clock.jitter(FIRST.saturating_mul(1 << retry.min(16)).min(LONGEST))),
    }
}

/// `Retry-After`, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(clock.now()).unwrap_or_default())
}
