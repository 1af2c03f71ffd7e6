//! What goes wrong: the API, the file, clocks.

use std::sync::{Arc, Mutex};

use plock::{Event, Level, Listener};

use super::*;

/// Name, level, status and operation of an event.
type Reported = (&'static str, Level, Option<u16>, &'static str);

/// Keeps the events of an outbox.
#[derive(Default)]
struct Events(Mutex<Vec<Reported>>);

impl Listener for Events {
    fn enabled(&self, level: Level) -> bool {
        level >= Level::Info
    }

    fn event(&self, event: &Event) {
        if ["paused", "resumed"].contains(&event.name) {
            self.0.lock().unwrap().push((event.name, event.level, event.status, event.operation));
        }
    }
}

#[tokio::test]
async fn a_pause_and_its_end_are_reported_once() {
    let (folder, sandbox) = (Folder::new("reported"), sandbox().await);
    let events = Arc::new(Events::default());
    let client = Client::builder().base_url(sandbox.url()).api_key(sandbox.key()).proxy("").listener(events.clone());
    let outbox = builder(&folder, &sandbox).client(client.build().unwrap()).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    assert!(events.0.lock().unwrap().is_empty());
    sandbox.next(Fault::parse_once("error:403").unwrap(), Extent::UntilLifted, None).unwrap();
    let before = sandbox.requests();
    outbox.product_usages().record_many((2..=50).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "tried again", |stats| stats.pause.is_some() && sandbox.requests() - before > 60).await;
    sandbox.lift();
    until(&outbox, "all are delivered", |stats| stats.delivered == 50 && stats.pause.is_none()).await;
    let operation = plock::meta::OPERATIONS.iter().find(|operation| operation.outbox.is_some()).unwrap().id;
    let expected = [("paused", Level::Warning), ("resumed", Level::Info)];
    assert_eq!(*events.0.lock().unwrap(), expected.map(|(name, level)| (name, level, Some(403), operation)));
}

#[tokio::test]
async fn refusals_of_all_events_pause_and_lose_nothing() {
    let (folder, sandbox) = (Folder::new("pauses"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    sandbox.next(Fault::parse_once("error:401").unwrap(), Extent::UntilLifted, None).unwrap();
    outbox.product_usages().record_many((1..=50).map(|n| usage("c1", n))).await.unwrap();
    let paused = until(&outbox, "paused", |stats| stats.pause.is_some()).await;
    assert!(paused.pause.unwrap().reason.contains("401"));
    let before = sandbox.requests();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(sandbox.requests() - before < 30, "{} requests while paused", sandbox.requests() - before);
    sandbox.lift();
    until(&outbox, "all are delivered", |stats| stats.delivered == 50 && stats.pause.is_none()).await;
    sandbox.next(Fault::parse_once("rate-limit:0").unwrap(), 30, ADD).unwrap();
    outbox.product_usages().record_many((51..=80).map(|n| usage("c1", n))).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 80).await;
    assert_eq!(rows(&sandbox), (1..=80).collect());
}

/// An hour is a few milliseconds here: pauses grow to 64 times the first one, which is a second otherwise.
#[tokio::test]
async fn six_hours_of_401_lose_nothing() {
    const TRIES: u64 = 6 * 3600 / 64 + 7;
    let (folder, sandbox) = (Folder::new("401"), sandbox().await);
    let tuning = Tuning { pause: Duration::from_micros(100), ..Tuning::default() };
    let outbox = builder(&folder, &sandbox).tuning(tuning).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    sandbox.next(Fault::parse_once("error:401").unwrap(), Extent::UntilLifted, None).unwrap();
    let before = sandbox.requests();
    outbox.product_usages().record_many((2..=50).map(|n| usage("c0", n))).await.unwrap();
    let stats = until(&outbox, "as many requests as in six hours", |_| sandbox.requests() - before >= TRIES).await;
    assert_eq!((stats.delivered, stats.unsent()), (1, 49), "{stats:?}");
    assert_eq!(outbox.verify().await.unwrap(), Vec::<String>::new());
    sandbox.lift();
    until(&outbox, "all are delivered", |stats| stats.delivered == 50 && stats.pause.is_none()).await;
    assert_eq!(rows(&sandbox), (1..=50).collect());
}

#[tokio::test]
async fn poison_is_rejected_and_an_unknown_customer_is_waited_for() {
    let (folder, sandbox) = (Folder::new("poison"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    sandbox.next(Fault::parse_once("error:422").unwrap(), 1, ADD).unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "rejected", |stats| stats.rejected == 1).await;
    outbox.product_usages().record(usage("later", 2)).await.unwrap();
    outbox.product_usages().record_many((3..=10).map(|n| usage("c0", n))).await.unwrap();
    let stats = until(&outbox, "the others are delivered", |stats| stats.delivered == 8).await;
    assert_eq!((stats.rejected, stats.in_doubt, stats.unsent()), (1, 0, 1));
    outbox.resolve(1, Resolution::Resend).await.unwrap();
    until(&outbox, "sent again", |stats| stats.delivered == 9).await;
    assert_eq!(outbox.resolve(3, Resolution::Drop).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    outbox.close(Duration::from_millis(1)).await.unwrap();

    sandbox.add("accounts", r#"{"crmId":"later"}"#).unwrap();
    let file = rusqlite::Connection::open(folder.file()).unwrap();
    file.execute("UPDATE event SET not_before = 0", []).unwrap();
    drop(file);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 10).await;
    assert_eq!(rows(&sandbox), (1..=10).collect());
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_its_events_are_kept() {
    let (folder, sandbox) = (Folder::new("damage"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    outbox.product_usages().record_many((1..=500).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 500).await;
    outbox.close(LONG).await.unwrap();
    let recorder = Outbox::builder(folder.file(), Writers::OnlyThis).open().await.unwrap();
    recorder.product_usages().record_many((501..=1000).map(|n| usage("c0", n))).await.unwrap();
    recorder.close(LONG).await.unwrap();
    // A page in the middle, of the events.
    let mut bytes = std::fs::read(folder.file()).unwrap();
    let at = bytes.windows(9).position(|window| window == br#""ts":"175"#.as_slice()).unwrap_or(bytes.len() / 2) / 4096
        * 4096;
    let place = (at..bytes.len()).step_by(4096).find(|at| bytes[*at] == 0x0d && *at > bytes.len() / 4).unwrap();
    bytes[place..place + 4096].fill(0xa5);
    std::fs::write(folder.file(), bytes).unwrap();

    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    let found = async {
        while let Ok(stats) = outbox.stats().await {
            if stats.unsent() == 0 {
                return outbox.verify().await.is_ok_and(|wrong| wrong.is_empty());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    };
    assert!(!tokio::time::timeout(LONG, found).await.unwrap(), "the damage was not found");
    std::fs::write(folder.0.join("usage.plockbox-damaged"), "found").unwrap();
    // It stays where it is while somebody writes to it.
    let refused = builder(&folder, &sandbox).open().await.unwrap_err();
    assert!(refused.kind() == ErrorKind::Corrupt && refused.message().contains("open elsewhere"), "{refused}");
    let _ = outbox.close(Duration::ZERO).await;
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    let stats = outbox.stats().await.unwrap();
    assert!(stats.damage.as_deref().unwrap().contains("places could not be read"), "{stats:?}");
    let kept = stats.delivered + stats.in_doubt;
    assert!((800..1000).contains(&kept) && stats.queued == 0, "{stats:?}");
    assert_eq!(outbox.verify().await.unwrap(), Vec::<String>::new());
    assert!(folder.0.join("usage.plockbox-damaged-1").exists());
    rows(&sandbox);
}

/// The clock of the server is a day off, and that of this machine was: an event waits for a time that is far away.
#[tokio::test]
async fn clocks_that_are_wrong_neither_lose_nor_double() {
    for hours in [-24, 24] {
        let (folder, sandbox) = (Folder::new(&format!("clock{hours}")), sandbox().await);
        sandbox.set_clock_offset(hours * 3_600_000);
        let recorder = Outbox::builder(folder.file(), Writers::OnlyThis).open().await.unwrap();
        recorder.product_usages().record_many([usage("c0", 1), usage("c0", 2)]).await.unwrap();
        recorder.close(LONG).await.unwrap();
        let file = rusqlite::Connection::open(folder.file()).unwrap();
        let tomorrow = UnixTime::now().as_second() * 1000 + 86_400_000;
        file.execute("UPDATE event SET not_before = ? WHERE seq = 1", [tomorrow]).unwrap();
        drop(file);
        sandbox.next(Fault::parse_once("drop").unwrap(), 1, ADD).unwrap();
        let outbox = builder(&folder, &sandbox).open().await.unwrap();
        until(&outbox, "one is in doubt, one delivered", |stats| stats.in_doubt == 1 && stats.delivered == 1).await;
        outbox.product_usages().record(usage("c0", 3)).await.unwrap();
        until(&outbox, "the later one is delivered", |stats| stats.delivered == 2).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(outbox.stats().await.unwrap().in_doubt, 1, "nothing is decided early");
        sandbox.advance(Duration::from_secs(16 * 60));
        until(&outbox, "all are delivered", |stats| stats.delivered == 3).await;
        assert_eq!(rows(&sandbox), HashSet::from([1, 2, 3]));
    }
}

#[tokio::test]
async fn a_full_queue_is_kept_at_the_exit_and_a_storm_of_429_ends() {
    let (folder, sandbox) = (Folder::new("storm"), sandbox().await);
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    sandbox.next(Fault::parse_once("rate-limit:0").unwrap(), Extent::UntilLifted, ADD).unwrap();
    outbox.product_usages().record_many((1..=200).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "paused", |stats| stats.pause.is_some()).await;
    let left = outbox.close(Duration::from_millis(100)).await.unwrap();
    assert_eq!((left.queued, left.claimed, left.delivered, left.rejected), (200, 0, 0, 0), "{left:?}");
    assert_eq!(left.in_doubt, 0, "a 429 is certain");
    sandbox.lift();
    let outbox = builder(&folder, &sandbox).open().await.unwrap();
    until(&outbox, "all are delivered", |stats| stats.delivered == 200).await;
    assert_eq!(rows(&sandbox), (1..=200).collect());
}

/// An API that answers 500, for which the client itself does not slow down, must not put the whole queue in doubt.
#[tokio::test]
async fn an_outage_leaves_the_queue_alone() {
    let (folder, sandbox) = (Folder::new("outage"), sandbox().await);
    let outbox = builder(&folder, &sandbox).concurrency(8).open().await.unwrap();
    outbox.product_usages().record(usage("c0", 1)).await.unwrap();
    until(&outbox, "the first is delivered", |stats| stats.delivered == 1).await;
    sandbox.next(Fault::parse_once("error:500").unwrap(), Extent::UntilLifted, ADD).unwrap();
    outbox.product_usages().record_many((2..=300).map(|n| usage("c0", n))).await.unwrap();
    until(&outbox, "paused", |stats| stats.pause.is_some()).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let stats = outbox.stats().await.unwrap();
    assert!(stats.in_doubt < 30 && stats.queued > 250, "{stats:?}");
    sandbox.lift();
    until(&outbox, "the others are delivered", |now| now.unsent() == 0).await;
    sandbox.advance(Duration::from_secs(16 * 60));
    outbox.product_usages().record(usage("c0", 301)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    sandbox.advance(Duration::from_secs(16 * 60));
    until(&outbox, "all are delivered", |stats| stats.delivered == 301).await;
    assert_eq!(rows(&sandbox), (1..=301).collect());
}
