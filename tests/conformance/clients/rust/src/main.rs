//! The client-under-test of the Rust crate: reads cases from standard input, one JSON object per line, calls the public API of the
//! crate, and writes replies to standard output. `tests/conformance/README.md` describes the protocol.

mod args;
mod dispatch;
mod job;
mod output;
mod reply;
mod setup;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::sync::mpsc;

use crate::args::{Args, Call};
use crate::output::Output;
use crate::reply::{Failure, Reply};
use crate::setup::{Settings, TestClock};

#[derive(Deserialize)]
struct Case {
    id: u64,
    client: Settings,
    call: Call,
}

#[tokio::main(worker_threads = 2)]
async fn main() -> std::io::Result<()> {
    // Crash after a panic: the runner would wait for the reply of that case.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        report(panic);
        std::process::exit(101);
    }));
    let (replies, mut written) = mpsc::unbounded_channel::<String>();
    let writer = tokio::spawn(async move {
        let mut stdout = tokio::io::stdout();
        while let Some(line) = written.recv().await {
            if stdout.write_all(format!("{line}\n").as_bytes()).await.is_err() || stdout.flush().await.is_err() {
                break;
            }
        }
    });
    let _ = replies.send(format!(r#"{{"ready":"rust","version":"{}"}}"#, env!("CARGO_PKG_VERSION")));
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let case: Case = match serde_json::from_str(&line) {
            Ok(case) => case,
            Err(error) => {
                eprintln!("invalid case: {error}");
                std::process::exit(2);
            }
        };
        let replies = replies.clone();
        tokio::spawn(async move {
            let _ = replies.send(run(case).await);
        });
    }
    drop(replies);
    let _ = writer.await;
    Ok(())
}

async fn run(case: Case) -> String {
    let clock = Arc::new(TestClock::default());
    let mut out = Output::default();
    let (result, cancelled_at) = match case.client.client(clock.clone()) {
        // A job handles its own cancellation, as it reports its outcomes afterwards.
        Ok(client) if case.call.job.is_some() => (Some(calls(&client, &case.call, &mut out).await), None),
        Ok(client) => cancelled_after(case.call.cancel_after_ms, calls(&client, &case.call, &mut out)).await,
        Err(failure) => (Some(Err(failure)), None),
    };
    let waits = clock.waits.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Reply::new(case.id, result, cancelled_at, &out, &waits).to_string()
}

/// The result of `work`, or the time of its cancellation.
async fn cancelled_after<T>(ms: Option<u64>, work: impl Future<Output = T>) -> (Option<T>, Option<u128>) {
    let mut work = Box::pin(work);
    match ms {
        None => (Some(work.await), None),
        // Never polled, so that nothing is sent.
        Some(0) => (None, Some(now_ms())),
        Some(after) => match tokio::time::timeout(Duration::from_millis(after), &mut work).await {
            Ok(result) => (Some(result), None),
            Err(_) => (None, Some(now_ms())),
        },
    }
}

/// Repeats a call; the last result counts.
async fn calls(client: &plock::Client, call: &Call, out: &mut Output) -> Result<(), Failure> {
    let operation = plock::meta::OPERATIONS.iter().find(|operation| operation.id == call.operation);
    let operation = operation.ok_or_else(|| Failure::unknown_operation(&call.operation))?;
    let args = Args::new(Arc::new(call.clone()));
    let mut result = Ok(());
    for _ in 0..call.times.unwrap_or(1) {
        *out = Output::default();
        result = dispatch::dispatch(client, operation, &args, out).await;
    }
    result
}

fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}

/// Index of the next token. The last token repeats.
#[derive(Debug, Default)]
struct TokenIndex(Mutex<usize>);

impl TokenIndex {
    fn next(&self, of: usize) -> usize {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (*at).min(of.saturating_sub(1));
        *at += 1;
        now
    }
}
