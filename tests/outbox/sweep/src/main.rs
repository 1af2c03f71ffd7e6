//! Records events with an outbox and delivers them: `outbox-sweep FILE URL KEY RUN [CONTROL]`. The same events in each run, each with its
//! key, and one that tells the runs apart.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a program that is ended at any point")]

use std::time::Duration;

use plock::types::NewProductUsage;
use plock::{Client, Decimal, UnixTime};
use plock_outbox::{Control, Outbox, Tuning, Writers};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, url, key, run, control @ ..] = arguments.as_slice() else {
        panic!("expected FILE URL KEY RUN [CONTROL], got {arguments:?}");
    };
    let control = match control.first().map(String::as_str) {
        Some("normal") => Control::SynchronousNormal,
        Some("requeue") => Control::RequeuedClaims,
        _ => Control::Right,
    };
    let ms = Duration::from_millis;
    let tuning = Tuning {
        pause: ms(10),
        poll: ms(20),
        reconcile: ms(5),
        reconcile_longest: ms(20),
        control,
        ..Tuning::default()
    };
    let client = Client::builder().base_url(url.as_str()).api_key(key.as_str()).proxy("").build().unwrap();
    let outbox = Outbox::builder(file, Writers::OnlyThis).client(client).concurrency(4).tuning(tuning).open();
    let outbox = outbox.await.unwrap();
    let record = async |number: i64| {
        let usage = NewProductUsage::new("c0", 7, Decimal::new(number, 2), UnixTime::from(1_750_000_000 + number));
        outbox.product_usages().record(usage).key(format!("event-{number}")).await.unwrap();
        println!("recorded {number}");
    };
    for number in 1..=6 {
        record(number).await;
    }
    record(100 + run.parse::<i64>().unwrap()).await;
    // Events in doubt are decided while it is open.
    for _ in 0..500 {
        let stats = outbox.stats().await.unwrap();
        if stats.unsent() + stats.in_doubt == 0 {
            break;
        }
        tokio::time::sleep(ms(20)).await;
    }
    let left = outbox.close(Duration::from_secs(5)).await.unwrap();
    println!("left {}", left.unsent() + left.in_doubt + left.rejected);
}
