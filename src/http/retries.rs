//! What follows an attempt: whether a failed write may have been recorded, whether the request is sent again, and when.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::SemaphorePermit;

use super::error::{Error, Result};
use super::exchange::{Inner, Part, deadline_in, with_deadline};
use super::failure::{Cause, Failure};
use super::pace::Patience;
use super::pool::Pool;
use super::retry::{LONGEST_ASKED, retry_after, wait};

/// How often a request that an HTTP/2 server did not process is sent again at once.
const RESENT: u32 = 8;
/// After that many refusals, a request also waits for itself.
const REFUSALS: u32 = 4;
/// Wait for other calls to close their files.
const FILES: Duration = Duration::from_millis(50);

/// What follows an attempt.
pub(super) enum Next<'a> {
    Return(u16, HeaderMap, Bytes),
    /// Send the request again, at once.
    Send,
    /// Send it again at its next turn, expected after `wait`.
    Wait {
        error: Error,
        wait: Duration,
    },
    /// Send it again after `wait`. While a turn is kept, no other call starts in its place.
    Sleep {
        error: Error,
        wait: Duration,
        kept: Option<Turn<'a>>,
    },
}

/// The state of a call between its attempts.
pub(super) struct Progress {
    pub(super) deadline: Option<Instant>,
    /// The error of the last attempt, if the call waits for its next turn.
    pub(super) last: Option<Error>,
    /// `None`: the call does not wait for an API that is not available.
    patience: Option<Patience>,
    /// When the request was first refused, by a rate limit or an API that is not available, and how often since then.
    refused_since: Option<Instant>,
    refusals: u32,
    retries: u32,
    /// How often the request was sent again because it was certainly not processed.
    resent: u32,
    /// Whether the token was renewed.
    renewed: bool,
}

/// The permission for an attempt: a call in flight, and the pauses that it follows.
pub(super) struct Turn<'a> {
    _permit: SemaphorePermit<'a>,
    limit: u64,
    outage: u64,
}

impl Inner {
    pub(super) fn begin(&self) -> Progress {
        let options = &self.options;
        let limit = match self.part {
            _ if options.max_retries == 0 => None,
            Part::Call => None,
            Part::List => Some(options.timeout.or(options.max_outage)),
            Part::Job => Some(options.max_outage),
        };
        Progress {
            deadline: options.timeout.and_then(deadline_in),
            last: None,
            patience: limit.map(|limit| Patience { since: self.shared.clock.instant(), limit }),
            refused_since: None,
            refusals: 0,
            retries: 0,
            resent: 0,
            renewed: false,
        }
    }

    /// Waits until the next attempt may start.
    pub(super) async fn turn(&self, progress: &mut Progress) -> Result<Turn<'_>> {
        let (shared, patience) = (&*self.shared, progress.patience);
        let clock = &*shared.clock;
        let turn = async {
            // The semaphore is never closed.
            let permit = shared.in_flight.acquire().await.ok()?;
            let outage = match patience {
                Some(_) => shared.outage.turn(clock, patience).await?,
                None => 0,
            };
            Some(Turn { _permit: permit, outage, limit: shared.limit.turn(clock, patience).await? })
        };
        let turn = if self.part == Part::Job && patience.is_some() {
            let started = Instant::now();
            let turn = turn.await;
            progress.deadline = progress.deadline.and_then(|deadline| deadline.checked_add(started.elapsed()));
            Some(turn)
        } else {
            with_deadline(progress.deadline, turn).await
        };
        let gone = || Failure::timed_out("before the request was sent").error.with_retry(true, None);
        match turn {
            Some(Some(turn)) => Ok(turn),
            Some(None) if self.part == Part::Job => Err(progress.last.take().unwrap_or_else(gone).with_outage()),
            _ => Err(progress.last.take().unwrap_or_else(gone)),
        }
    }

    pub(super) fn received<'a>(
        &'a self,
        progress: &mut Progress,
        turn: Turn<'a>,
        status: u16,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Next<'a>> {
        let shared = &*self.shared;
        let asked = if status >= 400 { retry_after(&headers, &*shared.clock) } else { None };
        let limit = progress.patience.map_or(Some(LONGEST_ASKED), |patience| patience.limit);
        let too_long = asked.is_some_and(|asked| limit.is_some_and(|limit| asked > limit));
        let pause = self.pause(progress, &turn, status, asked.filter(|_| !too_long));
        if (200..300).contains(&status) {
            shared.bucket.refill();
            return Ok(Next::Return(status, headers, body));
        }
        if status == 401 && shared.credentials.renewable() && !progress.renewed {
            progress.renewed = true;
            self.sent.set_unprocessed();
            return Ok(Next::Send);
        }
        // 4xx (except 408), 307 and 308 are certain; after a 408 or 5xx, a write may have been recorded.
        let safe = matches!(status, 400..=407 | 409..=499) || self.repeatable();
        let certain = safe || matches!(status, 307 | 308);
        let retry = matches!(status, 408 | 429 | 500..=599);
        let mut error = Error::response(status, headers, &body).with_retry(safe, asked);
        if too_long && self.part == Part::Job {
            error = error.with_outage();
        }
        match (certain, self.has_key()) {
            (true, _) => self.sent.set_unprocessed(),
            (false, true) => self.sent.set_unknown(),
            (false, false) => return Err(error.into_outcome_unknown()),
        }
        if retry && !too_long { self.retry(progress, error, asked, pause) } else { Err(error) }
    }

    /// Tells the other calls of the client that the API answered, or asked to wait. Returns the wait.
    fn pause(&self, progress: &Progress, turn: &Turn<'_>, status: u16, asked: Option<Duration>) -> Option<Duration> {
        let shared = &*self.shared;
        match status {
            429 => Some(shared.limit.refused(&*shared.clock, turn.limit, asked)),
            503 if asked.is_some() => Some(shared.limit.refused(&*shared.clock, turn.limit, asked)),
            502 | 503 if progress.patience.is_some() => Some(shared.outage.refused(&*shared.clock, turn.outage, asked)),
            _ => {
                shared.limit.answered(turn.limit);
                shared.outage.answered(turn.outage);
                None
            }
        }
    }

    pub(super) fn failed<'a>(
        &'a self,
        progress: &mut Progress,
        turn: Turn<'a>,
        failure: Failure,
        pool: &Pool,
    ) -> Result<Next<'a>> {
        let unconnected = failure.is_unconnected();
        let Failure { error, cause } = failure;
        let shared = &*self.shared;
        match cause {
            _ if unconnected => self.sent.set_unconnected(),
            Cause::Refused => self.sent.set_unprocessed(),
            Cause::TimedOut | Cause::Disconnected | Cause::Unwritten => shared.connections.replace(pool),
            _ => {}
        }
        if cause == Cause::Untrusted {
            return Err(error.with_retry(true, None));
        }
        match (self.sent.close(), self.has_key()) {
            (true, _) => {}
            (false, true) => self.sent.set_unknown(),
            (false, false) => return Err(error.into_outcome_unknown()),
        }
        let error = error.with_retry(true, None);
        if cause == Cause::TooLarge {
            return Err(error);
        }
        let in_time = progress.deadline.is_none_or(|end| Instant::now() < end);
        let unprocessed = cause == Cause::Refused || cause == Cause::Unwritten && pool.is_http2();
        if unprocessed && progress.resent < RESENT && in_time {
            progress.resent += 1;
            return Ok(Next::Send);
        }
        if cause == Cause::NoFiles && in_time {
            return Ok(Next::Sleep { error, wait: FILES, kept: Some(turn) });
        }
        let unreachable = cause == Cause::Unreachable && progress.patience.is_some();
        let pause = unreachable.then(|| shared.outage.refused(&*shared.clock, turn.outage, None));
        self.retry(progress, error, None, pause)
    }

    /// Decides on a retry. `pause`: the wait until the next turn of the call, if all calls wait for it.
    fn retry(
        &self,
        progress: &mut Progress,
        error: Error,
        asked: Option<Duration>,
        pause: Option<Duration>,
    ) -> Result<Next<'_>> {
        let shared = &*self.shared;
        if let (Some(pause), Some(Patience { limit, .. })) = (pause, progress.patience) {
            return self.wait_on(progress, error, pause, limit);
        }
        let wait = pause.or(asked).unwrap_or_else(|| wait(&*shared.clock, progress.retries));
        let in_time = progress.deadline.is_none_or(|end| deadline_in(wait).is_some_and(|then| then < end));
        if progress.retries >= self.options.max_retries || !in_time {
            return Err(error);
        }
        if !shared.bucket.take() {
            let option = shared.names.of("retry_budget");
            return Err(
                error.with_note(&format!("; not sent again, because the retries of the client are used up ({option})"))
            );
        }
        progress.retries += 1;
        match pause {
            Some(wait) if !wait.is_zero() => Ok(Next::Wait { error, wait }),
            _ => Ok(Next::Sleep { error, wait, kept: None }),
        }
    }

    /// Waits for the next turn. A request that is refused again and again while others are not waits for itself, and not for ever.
    fn wait_on(
        &self,
        progress: &mut Progress,
        error: Error,
        pause: Duration,
        limit: Option<Duration>,
    ) -> Result<Next<'_>> {
        let clock = &*self.shared.clock;
        let since = *progress.refused_since.get_or_insert_with(|| clock.instant());
        if limit.is_some_and(|limit| clock.instant().saturating_duration_since(since) > limit) {
            return Err(error);
        }
        progress.refusals += 1;
        let own = progress.refusals.checked_sub(REFUSALS).map(|more| wait(clock, more)).unwrap_or_default();
        if own > pause {
            Ok(Next::Sleep { error, wait: own, kept: None })
        } else {
            Ok(Next::Wait { error, wait: pause })
        }
    }
}
