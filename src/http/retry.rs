//! When a request may be sent again, how long to wait before, and how often over the whole client.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The wait before the first retry is a random part of this; it doubles with each.
const FIRST: Duration = Duration::from_millis(250);
/// No wait of our own is longer.
const LONGEST: Duration = Duration::from_secs(8);
/// An API that asks for a longer wait than this gets none: the error is the caller's.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// Time, so that tests need none.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Waits.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    /// A random part of `longest`.
    fn jitter(&self, longest: Duration) -> Duration;
    /// The wall clock.
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

/// Retries that the whole client may still make: an outage is not multiplied by everyone who waits for it.
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
        // Full almost always: reading first keeps the line shared between threads.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// How long to wait before retry number `retry` (from 0). `None`: the API asks for more than anyone would wait.
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
