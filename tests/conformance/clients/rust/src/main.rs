//! The client-under-test of the Rust crate: takes cases on standard input, one JSON object a line, calls the crate as any user
//! would, and answers on standard output. The protocol is in `tests/conformance/README.md`.

mod answer;
mod args;
mod dispatch;
mod job;
mod output;
mod setup;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::sync::mpsc;

use crate::answer::{Answer, Failure};
use crate::args::{Args, Call};
use crate::output::Output;
use crate::setup::{NoWaiting, Settings};

#[derive(Deserialize)]
struct Case {
    id: u64,
    client: Settings,
    call: Call,
}

#[tokio::main(worker_threads = 2)]
async fn main() -> std::io::Result<()> {
    // A case whose task is gone would never be answered: the runner is to see a crash.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        report(panic);
        std::process::exit(101);
    }));
    let (answers, mut written) = mpsc::unbounded_channel::<String>();
    let writer = tokio::spawn(async move {
        let mut stdout = tokio::io::stdout();
        while let Some(line) = written.recv().await {
            if stdout.write_all(format!("{line}\n").as_bytes()).await.is_err() || stdout.flush().await.is_err() {
                break;
            }
        }
    });
    let _ = answers.send(format!(r#"{{"ready":"rust","version":"{}"}}"#, env!("CARGO_PKG_VERSION")));
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let case: Case = match serde_json::from_str(&line) {
            Ok(case) => case,
            Err(error) => {
                eprintln!("no case: {error}");
                std::process::exit(2);
            }
        };
        let answers = answers.clone();
        tokio::spawn(async move {
            let _ = answers.send(run(case).await);
        });
    }
    drop(answers);
    let _ = writer.await;
    Ok(())
}

async fn run(case: Case) -> String {
    let clock = Arc::new(NoWaiting::default());
    let mut out = Output::default();
    let (result, cancelled_at) = match case.client.client(clock.clone()) {
        // A job is cancelled by itself, and then tells what became of its writes.
        Ok(client) if case.call.job.is_some() => (Some(calls(&client, &case.call, &mut out).await), None),
        Ok(client) => cancelled_after(case.call.cancel_after_ms, calls(&client, &case.call, &mut out)).await,
        Err(failure) => (Some(Err(failure)), None),
    };
    let waits = clock.waits.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Answer::new(case.id, result, cancelled_at, &out, &waits).to_string()
}

/// What the work gives, or when it was given up.
async fn cancelled_after<T>(ms: Option<u64>, work: impl Future<Output = T>) -> (Option<T>, Option<u128>) {
    let mut work = Box::pin(work);
    match ms {
        None => (Some(work.await), None),
        // It is never polled: nothing may be sent.
        Some(0) => (None, Some(now_ms())),
        Some(after) => match tokio::time::timeout(Duration::from_millis(after), &mut work).await {
            Ok(result) => (Some(result), None),
            Err(_) => (None, Some(now_ms())),
        },
    }
}

/// The same call as often as asked for; the last one counts.
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

/// Tokens in turn, the last one for all that follow.
#[derive(Debug, Default)]
struct Turn(Mutex<usize>);

impl Turn {
    fn next(&self, of: usize) -> usize {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (*at).min(of.saturating_sub(1));
        *at += 1;
        now
    }
}
