//! Jobs of many writes: their source, their reader, and the report on them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::stream;
use plock::{Client, Many, Operation, Outcome, Request, Summary};
use serde::Serialize;

use crate::args::{Args, Job, Read, Source};

/// Time for in-flight requests after the reader has left.
const GRACE: Duration = Duration::from_secs(2);

type Event<O> = plock::Result<Request<O>>;
type Numbered<T> = (usize, Option<Duration>, Outcome<T>);

#[derive(Serialize)]
pub(crate) struct JobReport {
    summary: SummaryReport,
    interrupted: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<Vec<Again>>,
}

#[derive(Serialize)]
struct SummaryReport {
    recorded: u64,
    refused: u64,
    unknown: u64,
    not_sent: u64,
}

#[derive(Serialize)]
struct Again {
    index: usize,
    outcome: &'static str,
}

pub(crate) fn name<T>(outcome: &Outcome<T>) -> &'static str {
    match outcome {
        Outcome::Recorded(_) => "recorded",
        Outcome::Refused(_) => "refused",
        Outcome::Unknown(_) => "unknown",
        Outcome::NotSent => "not sent",
    }
}

/// When the source produced each event, and whether it raised.
#[derive(Default)]
struct SourceLog {
    times: Mutex<Vec<Instant>>,
    raised: AtomicBool,
}

impl SourceLog {
    fn record(&self) {
        self.times.lock().unwrap_or_else(PoisonError::into_inner).push(Instant::now());
    }

    fn since(&self, index: usize) -> Option<Duration> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner).get(index).map(Instant::elapsed)
    }
}

pub(crate) async fn run<O: Operation>(
    client: &Client,
    args: &Args,
    job: &Job,
    events: Vec<Event<O>>,
) -> (Vec<Numbered<O::Output>>, JobReport) {
    let log = Arc::new(SourceLog::default());
    let mut many = start(client, job, events, log.clone());
    if let Some(concurrency) = args.call.many_concurrency {
        many = many.concurrency(concurrency);
    }
    let most = match job.read {
        Read::Take(most) => most,
        Read::All | Read::Stream => usize::MAX,
    };
    let mut outcomes: Vec<Numbered<O::Output>> = Vec::new();
    let limit = args.call.cancel_after_ms.map_or(Duration::MAX, Duration::from_millis);
    let reading = async {
        if job.read == Read::All {
            many.wait().await;
        }
        while outcomes.len() < most
            && let Some(outcome) = many.next().await
        {
            outcomes.push((outcomes.len(), log.since(outcomes.len()), outcome));
        }
    };
    let in_time = tokio::time::timeout(limit, reading).await;
    let interrupted = match (in_time, log.raised.load(Ordering::SeqCst)) {
        (Err(_), _) => Some("cancelled"),
        (Ok(()), true) => Some("source"),
        (Ok(()), false) => matches!(job.read, Read::Take(_)).then_some("left"),
    };
    if interrupted.is_some() {
        many.stop();
        if tokio::time::timeout(GRACE, many.wait()).await.is_err() {
            many.abort();
            many.wait().await;
        }
    }
    let Summary { recorded, refused, unknown, not_sent, .. } = many.summary();
    let again = |many: &Many<O>| {
        let before = outcomes.iter().map(|(.., outcome)| outcome);
        let all = before.chain(many.outcomes()).map(name).enumerate();
        all.map(|(index, outcome)| Again { index, outcome }).collect()
    };
    let again = job.again.then(|| again(&many));
    for outcome in many.await {
        outcomes.push((outcomes.len(), None, outcome));
    }
    (outcomes, JobReport { summary: SummaryReport { recorded, refused, unknown, not_sent }, interrupted, again })
}

fn start<O: Operation>(client: &Client, job: &Job, events: Vec<Event<O>>, log: Arc<SourceLog>) -> Many<O> {
    let (mut events, raise_at) = (events.into_iter().enumerate(), job.raise_at);
    if job.source == Source::List && raise_at.is_none() {
        return client.many(events.map(|(_, event)| event).collect::<Vec<_>>());
    }
    let next = move || {
        let (at, event) = events.next()?;
        if raise_at == Some(at) {
            log.raised.store(true, Ordering::SeqCst);
            return None;
        }
        log.record();
        Some(event)
    };
    match job.every_ms.map(Duration::from_millis) {
        None => client.many(std::iter::from_fn(next)),
        Some(every) => client.many_stream(stream::unfold(next, move |mut next| async move {
            tokio::time::sleep(every).await;
            next().map(|event| (event, next))
        })),
    }
}
