//! The outbox against a sandbox: every event is recorded once, or its state says why not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

mod faults;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use plock::types::NewProductUsage;
use plock::{Client, Decimal, UnixTime};
use plock_outbox::{Builder, ErrorKind, Event, Finding, Outbox, Resolution, RollUp, State, Stats, Tuning, Writers};
use plock_sandbox::{Behavior, Extent, Fault, Options, Sandbox};
use serde_json::value::RawValue;

const ADD: Option<&str> = Some("product_usages.add");
const TS: i64 = 1_750_000_000;
const LONG: Duration = Duration::from_secs(120);

/// A folder that is removed.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("usage.plockbox")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn sandbox() -> Sandbox {
    let sandbox = Sandbox::start(Options { record: true, without_examples: true, ..Options::default() }).await.unwrap();
    for crm in ["c0", "c1", "c2"] {
        sandbox.add("accounts", &format!(r#"{{"crmId":"{crm}"}}"#)).unwrap();
    }
    sandbox
}

fn client(sandbox: &Sandbox) -> Client {
    Client::builder().base_url(sandbox.url()).api_key(sandbox.key()).proxy("").build().unwrap()
}

fn builder(folder: &Folder, sandbox: &Sandbox) -> Builder {
    let ms = Duration::from_millis;
    let tuning = Tuning {
        pause: ms(20),
        poll: ms(50),
        reconcile: ms(10),
        reconcile_longest: ms(50),
        patience: Duration::from_secs(3600),
        ..Tuning::default()
    };
    Outbox::builder(folder.file(), Writers::OnlyThis).client(client(sandbox)).tuning(tuning)
}

fn usage(crm: &str, value: i64) -> NewProductUsage {
    NewProductUsage::new(crm, 7, Decimal::new(value, 2), UnixTime::from(TS + value))
}

/// Waits for a state of the outbox.
async fn until(outbox: &Outbox, what: &str, is: impl Fn(&Stats) -> bool) -> Stats {
    let end = std::time::Instant::now() + LONG;
    loop {
        let stats = outbox.stats().await.unwrap();
        if is(&stats) {
            return stats;
        }
        assert!(std::time::Instant::now() < end, "{what}: {stats:?}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until the first event in doubt has a reason.
async fn in_doubt(outbox: &Outbox, reason: &str) -> Event {
    let end = std::time::Instant::now() + LONG;
    loop {
        let event = outbox.events(State::InDoubt, 0, 1).await.unwrap().into_iter().next();
        match event {
            Some(event) if event.reason.as_deref().unwrap_or_default().contains(reason) => return event,
            event => assert!(std::time::Instant::now() < end, "{reason}: {event:?}"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Values of the rows, each of which must be there once.
fn rows(sandbox: &Sandbox) -> HashSet<i64> {
    let ledger = sandbox.ledger();
    let seconds: Vec<i64> = ledger
        .iter()
        .filter(|write| !write.foreign)
        .map(|write| serde_json::from_str::<serde_json::Value>(&write.body).unwrap()["ts"].as_i64().unwrap() - TS)
        .collect();
    let distinct: HashSet<i64> = seconds.iter().copied().collect();
    assert_eq!(distinct.len(), seconds.len(), "an event was recorded twice");
    distinct
}

#[tokio::test]
async fn events_are_delivered_once_also_with_a_key_and_after_reopening() {
    let (folder, sandbox) = (Folder::new("delivered"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    let usages = outbox.product_usages();
    let first = usages.record(usage("c0", 1)).key("order-1").await.unwrap();
    let again = usages.record(usage("c0", 1)).key("order-1").await.unwrap();
    assert_eq!((first.seq, again.seq, first.duplicate, again.duplicate), (1, 1, false, true));
    let conflict = usages.record(usage("c0", 2)).key("order-1").await.unwrap_err();
    assert_eq!(conflict.kind(), ErrorKind::KeyConflict);
    usages.record_many((2..=300).map(|n| usage(["c0", "c1", "c2"][n as usize % 3], n))).await.unwrap();
    let invalid = usages.record(usage("", 1)).await.unwrap_err();
    assert_eq!(invalid.kind(), ErrorKind::InvalidRequest);
    assert!(invalid.message().starts_with("crm_id"), "{invalid}");
    let left = outbox.close(LONG).await.unwrap();
    assert_eq!((left.delivered, left.unsent(), left.in_doubt, left.rejected), (300, 0, 0, 0));
    assert_eq!(rows(&sandbox), (1..=300).collect());

    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    let again = outbox.product_usages().record(usage("c0", 1)).key("order-1").await.unwrap();
    assert!(again.duplicate);
    let left = outbox.close(LONG).await.unwrap();
    assert_eq!((left.delivered, rows(&sandbox).len()), (300, 300));
}

/// The next events are claimed with the answers of the last, not when the file is read again.
#[tokio::test]
async fn a_queue_is_sent_without_a_pause() {
    let (folder, sandbox) = (Folder::new("without-a-pause"), sandbox().await);
    let tuning = Tuning { poll: Duration::from_secs(600), ..Tuning::default() };
    let outbox = builder(&folder, &sandbox).concurrency(8).tuning(tuning).open().await.unwrap();
    outbox.product_usages().record_many((1..=300).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 300).await;
}

#[tokio::test]
async fn a_lost_response_is_found_in_the_list_at_once() {
    let (folder, sandbox) = (Folder::new("rule-p"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    sandbox.next(Fault::parse_once("drop-after").unwrap(), 3, ADD).unwrap();
    outbox.product_usages().record_many((2..=20).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 20).await;
    assert_eq!(rows(&sandbox), (1..=20).collect());
}

/// An account that uses a product every day would otherwise need the list of all its days.
#[tokio::test]
async fn only_the_days_around_an_event_in_doubt_are_read() {
    let (folder, sandbox) = (Folder::new("near"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.product_usages().record_many((0..60).map(|day| usage("c0", day * 86_400))).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 60).await;
    let before = sandbox.received().len();
    sandbox.next(Fault::parse_once("drop-after").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 59 * 86_400 + 1)).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 61).await;
    let received = sandbox.received();
    let lists = received[before..].iter().filter(|request| request.operation.as_deref() == Some("product_usages.list"));
    let mut dates: Vec<&str> = lists.flat_map(|list| &list.query).map(|(_, value)| value.as_str()).collect();
    dates.retain(|value| value.starts_with("202"));
    let first = dates.iter().min().unwrap();
    assert!(*first >= "2025-08-09", "{dates:?}: the event is of 2025-08-13");
    assert_eq!(rows(&sandbox).len(), 61);
}

#[tokio::test]
async fn an_event_that_did_not_arrive_is_sent_again_only_after_settling() {
    let (folder, sandbox) = (Folder::new("rule-a"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    // The request is read, then the server dies.
    sandbox.next(Fault::parse_once("drop").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 2)).await.unwrap();
    in_doubt(&outbox, "less than 15 minutes").await;
    sandbox.advance(Duration::from_secs(16 * 60));
    in_doubt(&outbox, "no later event").await;
    outbox.product_usages().record(usage("c0", 3)).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 3).await;
    assert_eq!(rows(&sandbox), (1..=3).collect());
}

#[tokio::test]
async fn a_copy_and_another_api_are_refused_until_they_are_adopted() {
    let (folder, sandbox) = (Folder::new("copies"), sandbox().await);
    let recorder = Outbox::builder(folder.file(), Writers::OnlyThis).open().await.unwrap();
    recorder.product_usages().record(usage("c0", 1)).await.unwrap();
    assert!(!recorder.stats().await.unwrap().sends);
    recorder.close(LONG).await.unwrap();

    let copy = Folder::new("copies-2");
    std::fs::copy(folder.file(), copy.file()).unwrap();
    let refused = builder(&copy, &sandbox).open().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Refused);
    let adopted = builder(&copy, &sandbox).adopt(true).open().await.unwrap();
    until(&adopted, "in doubt", |stats| stats.in_doubt == 1).await;
    assert!(rows(&sandbox).is_empty());

    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.close(LONG).await.unwrap();
    let other = crate::sandbox().await;
    assert_eq!(builder(&folder, &other).open().await.unwrap_err().kind(), ErrorKind::Refused);
    assert_eq!(rows(&sandbox), HashSet::from([1]));
}

#[tokio::test]
async fn one_outbox_of_a_file_sends_and_another_takes_over() {
    let (folder, sandbox) = (Folder::new("sender"), sandbox().await);
    let first = builder(&folder, &sandbox).open().await.unwrap();
    until(&first, "it sends", |stats| stats.sends).await;
    let second = builder(&folder, &sandbox).open().await.unwrap();
    assert!(!second.stats().await.unwrap().sends);
    second.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&second, "the first sends it", |stats| stats.delivered == 1).await;
    // Requests in flight of a sender that dies are in doubt.
    sandbox.set_latency(Duration::from_secs(5));
    first.product_usages().record(usage("c0", 2)).await.unwrap();
    until(&first, "in flight", |stats| stats.claimed == 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(first);
    sandbox.set_latency(Duration::ZERO);
    until(&second, "found by the next sender", |stats| stats.sends && stats.delivered == 2).await;
    let doubt = second.history(2).await.unwrap().remove(0);
    assert_eq!((doubt.from, doubt.to), (State::Claimed, State::InDoubt));
    assert_eq!(second.verify().await.unwrap(), Vec::<String>::new());
    assert_eq!(rows(&sandbox), HashSet::from([1, 2]));
}

#[tokio::test]
async fn with_other_writers_a_row_proves_nothing() {
    let (folder, sandbox) = (Folder::new("others"), sandbox().await);
    let tuning = Tuning { reconcile: Duration::from_millis(10), ..Tuning::default() };
    let open = Outbox::builder(folder.file(), Writers::OthersToo).client(client(&sandbox)).tuning(tuning).open();
    let outbox = open.await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    sandbox.next(Fault::parse_once("drop-after").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 2)).await.unwrap();
    let event = in_doubt(&outbox, "others may have written or deleted").await;
    outbox.resolve(event.seq, Resolution::Recorded).await.unwrap();
    assert_eq!(outbox.stats().await.unwrap().delivered, 2);
}

#[tokio::test]
async fn rounded_values_and_days_are_told_apart() {
    let (folder, sandbox) = (Folder::new("behavior"), sandbox().await);
    sandbox.set_behavior("day-only:+13:00, float32".parse::<Behavior>().unwrap());
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    // 0.25 is exact in single precision, 0.1 is not.
    outbox.product_usages().record(usage("c0", 25)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    sandbox.next(Fault::parse_once("drop-after").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 50)).await.unwrap();
    until(&outbox, "the exact one is found", |stats| stats.delivered == 2).await;
    sandbox.next(Fault::parse_once("drop-after").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 10)).await.unwrap();
    in_doubt(&outbox, "nearly the same value").await;
    assert_eq!(rows(&sandbox), HashSet::from([10, 25, 50]));
}

/// What is recorded, by window of a minute: the number of rows, their sum, the largest and the smallest value.
fn windows(values: impl Iterator<Item = (i64, Decimal)>) -> BTreeMap<i64, (u32, Decimal, Decimal, Decimal)> {
    let mut windows = BTreeMap::new();
    for (time, value) in values {
        let window = windows.entry(time.div_euclid(60)).or_insert((0, Decimal::ZERO, value, value));
        *window = (window.0 + 1, window.1 + value, window.2.max(value), window.3.min(value));
    }
    windows
}

#[tokio::test]
async fn a_window_becomes_one_event_with_an_exact_sum() {
    for (name, rollup) in [("sum", RollUp::sum as fn(Duration) -> RollUp), ("max", RollUp::max), ("min", RollUp::min)] {
        let (folder, sandbox) = (Folder::new(&format!("rollup-{name}")), sandbox().await);
        let rollup = rollup(Duration::from_secs(60)).only("product_id", "7");
        let mut random = fastrand::Rng::with_seed(3);
        let values: Vec<(i64, Decimal)> = (0..2000)
            .map(|_| (TS + random.i64(0..1800), Decimal::new(random.i64(1..1_000_000_000), random.u32(0..9))))
            .collect();
        let event = |(time, value): (i64, Decimal)| NewProductUsage::new("c0", 7, value, UnixTime::from(time));
        let recorder = Outbox::builder(folder.file(), Writers::OnlyThis).open().await.unwrap();
        recorder.product_usages().record_many(values.iter().copied().map(event)).await.unwrap();
        recorder
            .product_usages()
            .record(NewProductUsage::new("c0", 8, Decimal::ONE, UnixTime::from(TS)))
            .await
            .unwrap();
        recorder.close(LONG).await.unwrap();
        let outbox = builder(&folder, &sandbox).roll_up(rollup).open().await.unwrap();
        let stats = outbox.flush(LONG).await.unwrap();
        // The first window and the last one are not whole.
        assert_eq!((stats.merged, stats.delivered, stats.unsent()), (2000, 32, 0), "{stats:?}");
        let late = until(&outbox, "sent", |stats| stats.unsent() == 0).await;
        outbox.product_usages().record(event((TS, Decimal::ONE_HUNDRED))).await.unwrap();
        until(&outbox, "the late one is sent", |stats| stats.delivered == late.delivered + 1).await;
        let rows = || {
            sandbox.ledger().into_iter().filter_map(|write| {
                // As text: a float would lose digits.
                let body: HashMap<&str, &RawValue> = serde_json::from_str(&write.body).unwrap();
                let text = |name: &str| body[name].get();
                (text("product_id") == "7").then(|| (text("ts").parse().unwrap(), text("value").parse().unwrap()))
            })
        };
        let expected = windows(values.iter().copied().chain([(TS, Decimal::ONE_HUNDRED)]));
        for (at, sent) in windows(rows()) {
            let (known, rows) = (expected[&at], if at == TS.div_euclid(60) { 2 } else { 1 });
            assert_eq!(sent.0, rows, "{name}: window {at}");
            match name {
                "sum" => assert_eq!(sent.1, known.1, "{name}: window {at}"),
                "max" => assert_eq!(sent.2, known.2, "{name}: window {at}"),
                _ => assert_eq!(sent.3, known.3, "{name}: window {at}"),
            }
        }
        assert_eq!(outbox.verify().await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_roll_up_waits_for_its_window_and_is_valid() {
    let (folder, sandbox) = (Folder::new("rollup-window"), sandbox().await);
    for window in [Duration::ZERO, Duration::from_millis(1500), Duration::from_secs(7), Duration::from_secs(1800)] {
        let refused = builder(&folder, &sandbox).roll_up(RollUp::sum(window)).open().await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidRequest, "{window:?}");
    }
    for field in ["productId", "ts"] {
        let rollup = RollUp::sum(Duration::from_secs(2)).only(field, "7");
        let refused = builder(&folder, &sandbox).roll_up(rollup).open().await.unwrap_err();
        assert!(refused.message().starts_with("only: expected a field of crm_id, product_id, value"), "{refused}");
    }
    let outbox = builder(&folder, &sandbox).roll_up(RollUp::sum(Duration::from_secs(2))).open().await.unwrap();
    let mut windows = HashSet::new();
    for _ in 0..20 {
        let now = UnixTime::now();
        windows.insert(now.as_second().div_euclid(2));
        outbox.product_usages().record(NewProductUsage::new("c0", 7, Decimal::ONE, now)).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let stats = outbox.flush(LONG).await.unwrap();
    // One that comes after its window was sent is another event.
    assert!(stats.delivered <= 2 * windows.len() as u64 && stats.unsent() == 0, "{stats:?}, {windows:?}");
    assert!(stats.merged <= 20 && stats.merged + stats.delivered >= 20, "{stats:?}");
    // Beyond 28 digits, a window has several events.
    let exact = [Decimal::from_i128_with_scale(9_999_999_999_999_999_999_999_999_999, 0), Decimal::new(1, 9)];
    for value in exact {
        outbox.product_usages().record(NewProductUsage::new("c1", 7, value, UnixTime::from(TS))).await.unwrap();
    }
    until(&outbox, "both are sent", |now| now.delivered == stats.delivered + 2).await;
}

#[tokio::test]
async fn closing_does_not_wait_for_a_list() {
    let (folder, sandbox) = (Folder::new("silent"), sandbox().await);
    sandbox.set_latency(Duration::from_secs(30));
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let begin = std::time::Instant::now();
    let left = outbox.close(Duration::from_millis(50)).await.unwrap();
    assert_eq!((left.queued, left.claimed), (1, 0));
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_probe_tells_what_the_server_does() {
    let event = r#"{"crm_id":"c0","product_id":7,"value":1,"ts":1750000000}"#;
    let operation = plock::meta::OPERATIONS.iter().find(|operation| operation.outbox.is_some()).unwrap();
    for (behavior, times, decides) in [
        ("", "points in time, unchanged", 7),
        ("day-only", "dates in UTC", 7),
        ("day-only:-05:00", "dates in a time zone west of UTC", 7),
        ("day-only:+10:00, collapse", "dates in a time zone east of UTC", 6),
        ("float32, read-lag:300", "points in time, unchanged", 4),
    ] {
        let sandbox = sandbox().await;
        sandbox.set_behavior(behavior.parse::<Behavior>().unwrap());
        let names = plock::dynamic::Names::Snake;
        let found = plock_outbox::probe(&client(&sandbox), operation, event, names).await.unwrap();
        let of = |subject: &str| found.iter().find(|finding| finding.subject == subject).unwrap();
        assert_eq!(of("times").found, times, "{behavior}: {found:?}");
        let able: Vec<&Finding> = found.iter().filter(|finding| finding.decides).collect();
        assert_eq!(able.len(), decides, "{behavior}: {found:?}");
        assert_eq!(of("equal events").decides, !behavior.contains("collapse"), "{behavior}: {found:?}");
    }
}
