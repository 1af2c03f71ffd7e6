//! Backoff, `Retry-After`, and the retry budget of a client.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};

/// Maximum wait before the first retry; doubles with each retry. The actual wait is random (full jitter).
const FIRST: Duration = Duration::from_millis(250);
/// Upper limit of the backoff.
const LONGEST: Duration = Duration::from_secs(8);
/// A `Retry-After` above this is not waited for: the error is returned.
pub(super) const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// Clock, replaceable in tests.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Sleeps for `time`.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
    /// A random duration up to `longest`.
    fn jitter(&self, longest: Duration) -> Duration;
    /// Current time.
    fn now(&self) -> SystemTime;
    /// Time that only advances, and by at least each sleep that has ended.
    fn instant(&self) -> Instant {
        Instant::now()
    }
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
pub(crate) struct Bucket {
    left: AtomicI64,
    full: i64,
}

impl Bucket {
    /// Successes that pay for a retry.
    const RETRY: i64 = 5;

    pub(crate) fn new(retries: u32) -> Self {
        let full = i64::from(retries) * Self::RETRY;
        Self { left: AtomicI64::new(full), full }
    }

    pub(crate) fn take(&self) -> bool {
        let take = |left: i64| (left >= Self::RETRY).then_some(left - Self::RETRY);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    pub(crate) fn refill(&self) {
        // Almost always full: a load keeps the cache line shared between threads.
        if self.left.load(Ordering::Relaxed) < self.full {
            self.left.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Wait before retry number `retry` (from 0).
pub(crate) fn wait(clock: &dyn Clock, retry: u32) -> Duration {
    clock.jitter(FIRST.saturating_mul(1 << retry.min(16)).min(LONGEST))
}

/// `Retry-After`, in seconds or as a date. A date is compared with the `Date` of the same response, because the local clock may be wrong.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::trim);
    let date = |text| httpdate::parse_http_date(text).ok();
    let asked = text(RETRY_AFTER)?;
    if let Some(seconds) = seconds(asked) {
        return Some(seconds);
    }
    let now = text(DATE).and_then(date).unwrap_or_else(|| clock.now());
    Some(date(asked)?.duration_since(now).unwrap_or_default())
}

/// Seconds with or without a fraction, rounded up to milliseconds.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole = Duration::from_secs(whole.parse().unwrap_or(u64::MAX));
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    let beyond = fraction.bytes().skip(3).any(|digit| digit != b'0');
    let millis = Duration::from_millis(millis.parse::<u64>().unwrap_or_default() + u64::from(beyond));
    Some(whole.saturating_add(millis))
}
