//! Random jobs of many writes against the sandbox: outcomes match the recorded rows, whatever fails. `PLOCK_SEEDS`: number of jobs.
//! Default: 200.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::stream;
use plock::types::NewProductUsage;
use plock::{Client, Decimal, Operation, Outcome, Request, UnixTime};
use plock_sandbox::{Options, Sandbox};

use crate::server::TestClock;

/// Seeds that share a sandbox.
const BATCH: u64 = 50;

/// The value that identifies event `n` of a seed.
fn value(seed: u64, n: u64) -> u64 {
    1_000_000 + seed * 1000 + n
}

fn seeds() -> u64 {
    std::env::var("PLOCK_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(200)
}

/// One event of a job, with a fault for the sandbox. An error: it is refused before it is sent.
fn event<O>(random: &mut fastrand::Rng, request: Request<O>) -> plock::Result<Request<O>> {
    let fault = match random.u32(0..100) {
        0..=4 => return Err(plock::Error::invalid("value", "expected a decimal")),
        5..=9 => "drop",
        10..=14 => "drop-after",
        15..=19 => "error:500",
        20..=24 => "error:422",
        25..=27 => "rate-limit:0",
        28 => "error:401",
        29 => "error:403",
        _ => "",
    };
    let request = if fault.is_empty() { request } else { request.header("x-plock-sandbox-fault", fault) };
    let request = match random.u32(0..4) {
        0 => request.header("x-plock-sandbox-latency", random.u32(1..8).to_string()),
        _ => request,
    };
    Ok(if random.u32(0..20) == 0 { request.timeout(Duration::from_millis(random.u64(1..6))) } else { request })
}

/// What interrupts a job.
#[derive(Debug, Clone, Copy)]
enum Interruption {
    None,
    StopAfter(usize),
    AbortAfter(usize),
    TimeOut(Duration),
}

fn interruption(random: &mut fastrand::Rng) -> Interruption {
    match random.u32(0..5) {
        0 => Interruption::StopAfter(random.usize(0..20)),
        1 => Interruption::AbortAfter(random.usize(0..20)),
        2 => Interruption::TimeOut(Duration::from_millis(random.u64(0..15))),
        _ => Interruption::None,
    }
}

/// The outcomes in the order of the events: r (recorded), n (refused), ? (unknown) or - (not sent).
type Letters = Vec<char>;

fn letter<T>(outcome: &Outcome<T>) -> char {
    match outcome {
        Outcome::Recorded(_) => 'r',
        Outcome::Refused(_) => 'n',
        Outcome::Unknown(_) => '?',
        Outcome::NotSent => '-',
    }
}

/// A source, and the number of events that were taken from it.
fn source<O: Operation>(
    random: &mut fastrand::Rng,
    requests: Vec<plock::Result<Request<O>>>,
) -> (Arc<AtomicUsize>, impl Iterator<Item = plock::Result<Request<O>>> + Send + 'static) {
    let taken = Arc::new(AtomicUsize::new(0));
    let (count, mut requests) = (taken.clone(), requests.into_iter());
    let ends = random.usize(0..80);
    let source = std::iter::from_fn(move || {
        let request = requests.next().filter(|_| count.load(Ordering::SeqCst) < ends)?;
        count.fetch_add(1, Ordering::SeqCst);
        Some(request)
    });
    (taken, source)
}

fn requests<O>(
    random: &mut fastrand::Rng,
    seed: u64,
    make: impl Fn(NewProductUsage) -> Request<O>,
) -> Vec<plock::Result<Request<O>>> {
    let count = random.u64(0..60);
    let usage = |n: u64| NewProductUsage::new("hs321", 7, Decimal::from(value(seed, n)), UnixTime::from(1_750_923_349));
    (0..count).map(|n| event(random, make(usage(n)))).collect()
}

/// A job of the typed client.
async fn typed(client: &Client, seed: u64) -> Letters {
    let mut random = fastrand::Rng::with_seed(seed);
    let requests = requests(&mut random, seed, |usage| client.product_usages().add(usage));
    let length = requests.len();
    let (whole, live) = (random.bool(), random.bool());
    let (taken, source) = source(&mut random, requests);
    let many = match (whole, live) {
        (true, _) => {
            let requests: Vec<_> = source.collect();
            client.many(requests)
        }
        (false, true) => client.many_stream(stream::unfold(source, |mut source| async move {
            tokio::task::yield_now().await;
            source.next().map(|request| (request, source))
        })),
        (false, false) => client.many(source),
    };
    let mut many = many.concurrency(random.usize(1..17));
    let mut letters = Letters::new();
    match interruption(&mut random) {
        Interruption::None => {}
        Interruption::TimeOut(time) => {
            let _ = tokio::time::timeout(time, many.wait()).await;
            many.stop();
            if random.bool() {
                many.abort();
            }
        }
        one @ (Interruption::StopAfter(most) | Interruption::AbortAfter(most)) => {
            while letters.len() < most
                && let Some(outcome) = many.next().await
            {
                letters.push(letter(&outcome));
            }
            if matches!(one, Interruption::AbortAfter(_)) { many.abort() } else { many.stop() }
        }
    }
    many.wait().await;
    letters.extend(many.outcomes().iter().map(letter));
    let summary = many.summary();
    let count = |of: char| letters.iter().filter(|letter| **letter == of).count() as u64;
    assert_eq!(
        [summary.recorded, summary.refused, summary.unknown, summary.not_sent],
        ['r', 'n', '?', '-'].map(count),
        "seed {seed}: {letters:?}"
    );
    assert_eq!(letters.len(), taken.load(Ordering::SeqCst), "seed {seed} of {length}: {letters:?}");
    letters
}

/// A job as the libraries of other languages run it.
#[cfg(feature = "dynamic")]
async fn driven(client: &Client, seed: u64) -> Letters {
    use plock::dynamic::{self, ManyJob, Names};

    let mut random = fastrand::Rng::with_seed(seed);
    let add = plock::meta::OPERATIONS.iter().find(|operation| operation.id == "addProductUsages").unwrap();
    let call = |usage: NewProductUsage| {
        let args = format!(r#"{{"crm_id":"hs321","product_id":7,"value":"{}","ts":1750923349}}"#, usage.value);
        dynamic::call(client, add, &args, Names::Snake).unwrap()
    };
    let requests = requests(&mut random, seed, call);
    let (taken, mut source) = source(&mut random, requests);
    let job = ManyJob::new(client, random.usize(1..17), &tokio::runtime::Handle::current()).unwrap();
    let pump = job.clone();
    let mut pauses = random.fork();
    let pumping = tokio::spawn(async move {
        'pump: while !pump.is_stopped() {
            let room = match pump.try_room() {
                Some(room) => room,
                None => pump.room().await,
            };
            for _ in 0..room {
                if pump.is_stopped() {
                    break 'pump;
                }
                if pauses.u32(0..8) == 0 {
                    tokio::time::sleep(Duration::from_micros(pauses.u64(0..2000))).await;
                }
                let Some(event) = source.next() else { break 'pump };
                pump.push(event).unwrap();
            }
            if room == 0 {
                break;
            }
        }
        pump.finish();
    });
    let mut letters = Letters::new();
    let mut stop = interruption(&mut random);
    let timer = match stop {
        Interruption::TimeOut(time) => time,
        _ => Duration::MAX,
    };
    let started = tokio::time::Instant::now();
    loop {
        let limit = timer.saturating_sub(started.elapsed());
        let most = random.usize(1..40);
        let late = match tokio::time::timeout(limit, job.next(most)).await {
            Ok(outcomes) if outcomes.is_empty() => break,
            Ok(outcomes) => {
                for (index, outcome) in outcomes {
                    assert_eq!(index as usize, letters.len(), "seed {seed}");
                    letters.push(letter(&outcome));
                }
                false
            }
            Err(_) => true,
        };
        let ended = match stop {
            Interruption::StopAfter(most) | Interruption::AbortAfter(most) => letters.len() >= most,
            Interruption::TimeOut(_) => late,
            Interruption::None => false,
        };
        if ended {
            let grace = if matches!(stop, Interruption::AbortAfter(_)) { 0 } else { random.u64(0..20) };
            job.stop(Duration::from_millis(grace));
            stop = Interruption::None;
            if late {
                while let Some(outcomes) = Some(job.next(7).await).filter(|outcomes| !outcomes.is_empty()) {
                    letters.extend(outcomes.iter().map(|(_, outcome)| letter(outcome)));
                }
                break;
            }
        }
    }
    pumping.await.unwrap();
    assert_eq!(letters.len(), taken.load(Ordering::SeqCst), "seed {seed}: {letters:?}");
    assert_eq!(job.summary().total(), letters.len() as u64, "seed {seed}");
    letters
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outcomes_and_rows_agree() {
    for first in (0..seeds()).step_by(BATCH as usize) {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let client = Client::builder().api_key(sandbox.key()).base_url(sandbox.url());
        let client = client.clock(Arc::<TestClock>::default()).build().unwrap();
        let mut all: HashMap<u64, Letters> = HashMap::new();
        for seed in first..first + BATCH {
            #[cfg(feature = "dynamic")]
            if seed % 2 == 1 {
                all.insert(seed, driven(&client, seed).await);
                continue;
            }
            all.insert(seed, typed(&client, seed).await);
        }
        // The sandbox may still be processing aborted requests.
        tokio::time::sleep(Duration::from_millis(30)).await;
        let mut rows: HashMap<u64, usize> = HashMap::new();
        let mut usages = client.product_usages().list().page_size(100).stream();
        while let Some(usage) = usages.next().await {
            let value = usage.unwrap().value.unwrap();
            let value = if value.fract().is_zero() { value.to_string().parse().ok() } else { None };
            *rows.entry(value.unwrap_or(u64::MAX)).or_default() += 1;
        }
        let mut known = 0;
        for (seed, letters) in &all {
            for (n, letter) in letters.iter().enumerate() {
                let found = rows.get(&value(*seed, n as u64)).copied().unwrap_or_default();
                let expected = match letter {
                    'r' => found == 1,
                    '?' => found <= 1,
                    _ => found == 0,
                };
                assert!(expected, "seed {seed}, event {n} is {letter:?}, with {found} rows: {letters:?}");
                known += usize::from(*letter == 'r');
            }
        }
        assert!(known > 0, "no event of the seeds from {first} on was recorded");
        sandbox.stop().await;
    }
}
