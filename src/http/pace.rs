//! When calls may start: pauses that all calls of a client share, and the rate at which they go on afterwards.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::retry::{Clock, wait};

/// Interval between two calls after a first pause. Each response makes it shorter.
const START: Duration = Duration::from_millis(100);
/// Below this, calls do not wait for each other.
const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_secs(8);
/// Time in which the rate returns to the one that was refused; shorter each time that it is not refused again.
const RECOVERY: Duration = Duration::from_millis(700);
/// After a refusal the interval is longer by this part of it.
const STEP: u32 = 20;
/// After that many refusals in a row, the rate is far from right.
const CLOSE: u32 = 3;
const SHORTEST_RECOVERY: Duration = Duration::from_millis(100);

/// The pace of a client. It costs nothing until a call is refused.
///
/// After a refusal nobody starts for a while. Then calls start one by one. The rate grows with each response, at first by a tenth; once a
/// rate was refused it goes back a little and returns to that rate slowly, so that most of the time it is just below the limit of the API.
#[derive(Debug)]
pub(crate) struct Pace {
    /// Whether refusals are those of a rate limit, which a longer interval obeys.
    limited: bool,
    active: AtomicBool,
    /// Number of pauses. A call that started before the last one says nothing about the pace since then.
    epoch: AtomicU64,
    state: Mutex<State>,
    /// Held by the call that starts next.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    next: Option<Instant>,
    /// When the last pause began.
    since: Option<Instant>,
    interval: Duration,
    /// Interval that was refused.
    refused: Option<Duration>,
    recovery: Duration,
    /// Refusals since the last response.
    failures: u32,
    failing_since: Option<Instant>,
}

/// How long a call waits while others fail: at most `limit` from `since` on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub since: Instant,
    pub limit: Option<Duration>,
}

impl Pace {
    /// For a rate limit.
    pub(crate) fn limit() -> Self {
        Self {
            limited: true,
            active: AtomicBool::new(false),
            epoch: AtomicU64::new(0),
            state: Mutex::default(),
            turn: Default::default(),
        }
    }

    /// For an API that does not answer.
    pub(crate) fn outage() -> Self {
        Self { limited: false, ..Self::limit() }
    }

    fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Relaxed)
    }

    /// Whether calls wait for their turn.
    pub(crate) fn is_active(&self) -> bool {
        self.active.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a call may start, and returns the number of the pause that it follows. `None` if the wait would be too long.
    pub(super) async fn turn(&self, clock: &dyn Clock, patience: Option<Patience>) -> Option<u64> {
        if !self.is_active() {
            return Some(self.epoch());
        }
        let _turn = self.turn.lock().await;
        loop {
            let pause = {
                let mut state = self.state();
                let now = clock.instant();
                let pause = state.next.map(|next| next.saturating_duration_since(now)).unwrap_or_default();
                if let (Some(Patience { since, limit: Some(limit) }), Some(failing)) = (patience, state.failing_since)
                    && now.saturating_duration_since(failing.max(since)) + pause > limit
                {
                    return None;
                }
                if pause.is_zero() {
                    state.next = now.checked_add(state.interval);
                    return Some(self.epoch());
                }
                pause
            };
            clock.sleep(pause).await;
        }
    }

    /// A call that started after pause `epoch` was refused. `asked`: the wait that the API asks for. Returns the wait until the next call.
    pub(super) fn refused(&self, clock: &dyn Clock, epoch: u64, asked: Option<Duration>) -> Duration {
        let mut state = self.state();
        let now = clock.instant();
        let active = self.active.swap(true, Ordering::Relaxed);
        if active && epoch < self.epoch() {
            // Part of the refusals that caused the pause.
            let asked = asked.zip(state.since).and_then(|(asked, since)| since.checked_add(asked));
            state.next = state.next.max(asked);
        } else {
            // A rate that is almost right is refused once in a while.
            let close = active && state.failures < if state.refused.is_some() { CLOSE } else { 1 };
            if close && state.failures == 0 {
                state.refused = Some(state.interval);
                state.interval = state.interval * (STEP + 1) / STEP;
                state.recovery = RECOVERY.max(asked.unwrap_or_default().saturating_mul(20));
            } else if !close && active && self.limited {
                (state.refused, state.interval) = (None, (state.interval * 2).min(LONGEST));
            } else if !close {
                (state.refused, state.interval, state.recovery) = (None, START, RECOVERY);
            }
            let own = || match close && self.limited {
                true => state.interval * (state.failures + 1) / CLOSE,
                false => wait(clock, state.failures),
            };
            let pause = match asked {
                // Asked for again and again, no wait is too short.
                Some(asked) if state.failures > 0 => asked.max(own()),
                asked => asked.unwrap_or_else(own),
            };
            state.next = now.checked_add(pause);
            state.since = Some(now);
            self.epoch.fetch_add(1, Ordering::Relaxed);
            state.failures += 1;
            state.failing_since.get_or_insert(now);
        }
        state.next.map(|next| next.saturating_duration_since(now)).unwrap_or_default()
    }

    /// A call that started after pause `epoch` got a response.
    pub(super) fn answered(&self, epoch: u64) {
        if !self.is_active() {
            return;
        }
        let mut state = self.state();
        (state.failures, state.failing_since) = (0, None);
        if epoch != self.epoch() {
            return;
        }
        let interval = state.interval;
        match state.refused {
            None => state.interval = interval * 10 / 11,
            Some(refused) => {
                let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
                let step =
                    micros(interval).saturating_mul(micros(interval)) / micros(state.recovery).max(1) / u64::from(STEP);
                state.interval = interval.saturating_sub(Duration::from_micros(step.max(1)).min(interval / 11));
                if state.interval < refused * (STEP - 1) / STEP {
                    state.refused = Some(state.interval);
                    state.recovery = (state.recovery / 2).max(SHORTEST_RECOVERY);
                }
            }
        }
        if state.interval < SHORTEST {
            self.active.store(false, Ordering::Relaxed);
        }
    }
}
