//! Lists of random servers: rows are delivered in order and once, and without an error, completely.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use plock::ErrorKind;

use crate::server::{Reply, Server, json, requested_page, status};

/// A fault of a server.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    /// Always sends the first page, with its own number or the requested one.
    Ignores {
        says_first: bool,
    },
    /// Marks every page as the last one.
    OnlyPage,
    /// Every page starts with the last row of the previous one.
    Overlaps,
    /// The last row of page N is missing.
    Drops(u64),
    /// Sends a wrong total.
    Total(i64),
    /// Page N always fails.
    Fails(u64),
}

/// The response after the last page.
#[derive(Debug, Clone, Copy)]
enum Beyond {
    Empty,
    LastPage,
    NotFound,
}

#[derive(Debug, Clone)]
struct Model {
    /// Ids, in the order of the list.
    rows: Vec<u64>,
    per_page: u64,
    current: bool,
    last: bool,
    total: bool,
    links: bool,
    link_objects: bool,
    wrong: Wrong,
    beyond: Beyond,
}

impl Model {
    fn random(rng: &mut Rng) -> Self {
        let often = |rng: &mut Rng| rng.u8(..10) < 8;
        let wrong = match rng.u8(..14) {
            0..=3 => Wrong::Nothing,
            4 | 5 => Wrong::Ignores { says_first: rng.bool() },
            6 => Wrong::OnlyPage,
            7 => Wrong::Overlaps,
            8 | 9 => Wrong::Drops(rng.u64(1..4)),
            10 | 11 => Wrong::Total(if rng.bool() { rng.i64(1..4) } else { -1 }),
            _ => Wrong::Fails(rng.u64(1..5)),
        };
        Self {
            rows: (1..=rng.u64(..24)).collect(),
            per_page: rng.u64(1..6),
            current: often(rng),
            last: often(rng),
            total: often(rng),
            links: often(rng),
            link_objects: rng.bool(),
            wrong,
            beyond: [Beyond::Empty, Beyond::LastPage, Beyond::NotFound][rng.usize(..3)],
        }
    }

    fn pages(&self) -> u64 {
        (self.rows.len() as u64).div_ceil(self.per_page).max(1)
    }

    fn reply(&self, asked: u64) -> Reply {
        let pages = self.pages();
        let mut number = match (self.wrong, self.beyond) {
            (Wrong::Fails(page), _) if page == asked => return status(409),
            (Wrong::Ignores { .. }, _) => 1,
            (_, Beyond::NotFound) if asked > pages => return status(404),
            (_, Beyond::LastPage) => asked.min(pages),
            _ => asked,
        };
        let mut from = ((number - 1) * self.per_page).min(self.rows.len() as u64);
        let mut until = (from + self.per_page).min(self.rows.len() as u64);
        match self.wrong {
            Wrong::Overlaps if number > 1 && number <= pages => from -= 1,
            Wrong::Drops(page) if page == number && until > from => until -= 1,
            Wrong::Ignores { says_first: false } => number = asked,
            _ => {}
        }
        let rows: Vec<_> =
            self.rows[from as usize..until as usize].iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let mut facts = Vec::new();
        if self.current {
            facts.push(format!(r#""currentPage":{number}"#));
        }
        if self.last {
            facts.push(format!(r#""lastPage":{}"#, if self.wrong == Wrong::OnlyPage { 1 } else { pages }));
        }
        if self.total {
            let off = if let Wrong::Total(off) = self.wrong { off } else { 0 };
            facts.push(format!(r#""total":{}"#, (self.rows.len() as i64 + off).max(0)));
        }
        let link = format!("/api/c1/invoices?page%5Bnumber%5D={}", number + 1);
        let link = match (self.links && number < pages, self.link_objects) {
            (false, _) => "null".to_owned(),
            (true, false) => format!(r#""{link}""#),
            (true, true) => format!(r#"{{"href":"{link}"}}"#),
        };
        json(format!(
            r#"{{"meta":{{"page":{{{}}}}},"links":{{"next":{link}}},"data":[{}]}}"#,
            facts.join(","),
            rows.join(",")
        ))
    }

    /// Whether its pages reveal the fault, so that missing or repeated rows must be an error.
    fn is_detectable(&self) -> bool {
        match self.wrong {
            Wrong::Nothing | Wrong::Fails(_) => self.last || self.links || self.pages() == 1,
            // Repeated rows reveal it.
            Wrong::Ignores { .. } => self.last || self.links || self.total || self.pages() == 1,
            Wrong::OnlyPage => self.links || self.total || self.pages() == 1,
            Wrong::Overlaps | Wrong::Drops(_) => self.total,
            Wrong::Total(_) => self.last || self.links || self.total || self.pages() == 1,
        }
    }
}

/// The rows delivered, and the kind of the error that ended them.
async fn read(server: &Server, start: Option<u64>, concurrency: usize) -> (Vec<u64>, Option<ErrorKind>) {
    let mut list = server.client().invoices().list().concurrency(concurrency);
    if let Some(start) = start {
        list = list.page(start);
    }
    let (mut stream, mut rows) = (list.stream(), Vec::new());
    loop {
        match tokio::time::timeout(Duration::from_secs(20), stream.next()).await.expect("the list must not hang") {
            Some(Ok(row)) => rows.push(row.id.parse().unwrap()),
            Some(Err(error)) => {
                assert!(stream.next().await.is_none(), "rows after an error");
                return (rows, Some(error.kind()));
            }
            None => return (rows, None),
        }
    }
}

fn late(rng: &Mutex<Rng>, reply: Reply) -> Reply {
    let delay = Duration::from_micros(rng.lock().unwrap().u64(..3000));
    Reply::After(delay, Box::new(reply))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_contradict_themselves() {
    for seed in 0..150 {
        let mut rng = Rng::with_seed(seed);
        let model = Model::random(&mut rng);
        let (pages, concurrency) = (model.pages(), rng.usize(2..9));
        let start = (rng.u8(..4) == 0).then(|| rng.u64(1..pages + 3));
        let context = format!("seed {seed}, concurrency {concurrency}, start {start:?}: {model:?}");
        let (asked, delays) = (model.clone(), Mutex::new(rng));
        let server = Server::start(move |_, seen| late(&delays, asked.reply(requested_page(seen)))).await;
        let oracle = read(&server, start, 1).await;
        assert_eq!(read(&server, start, concurrency).await, oracle, "{context}");
        let (rows, error) = oracle;
        let skipped = (start.unwrap_or(1) - 1).saturating_mul(model.per_page).min(model.rows.len() as u64) as usize;
        let expected = &model.rows[skipped..];
        match (model.wrong, error) {
            (Wrong::Nothing, Some(ErrorKind::NotFound)) if start.is_some_and(|start| start > pages) => {}
            // With only a total, the other pages cannot be found.
            (Wrong::Nothing, Some(error)) if model.is_detectable() => panic!("{error:?} without a fault: {context}"),
            (_, None) if model.is_detectable() && start.is_none() => assert_eq!(rows, expected, "{context}"),
            (Wrong::Fails(_), Some(error)) if model.is_detectable() => {
                assert!(matches!(error, ErrorKind::Conflict | ErrorKind::NotFound), "{error:?}: {context}");
            }
            (_, Some(error)) => {
                let gone = error == ErrorKind::NotFound && start.is_some_and(|start| start > pages);
                assert!(error == ErrorKind::InconsistentList || gone, "{error:?}: {context}");
            }
            _ => {}
        }
        if !matches!(model.wrong, Wrong::Overlaps | Wrong::Drops(_) | Wrong::Ignores { .. }) {
            assert!(expected.starts_with(&rows), "{rows:?}: {context}");
        }
        if !matches!(model.wrong, Wrong::Overlaps) {
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "{rows:?}: {context}");
        }
    }
}

/// Reads a list while rows are added or removed.
async fn changing(seed: u64, change: fn(&mut Vec<u64>, &mut Rng)) {
    let mut rng = Rng::with_seed(seed);
    let mut model = Model { wrong: Wrong::Nothing, last: true, current: true, total: true, ..Model::random(&mut rng) };
    model.rows = (1000..1000 + rng.u64(1..30)).collect();
    let before = model.rows.clone();
    let concurrency = rng.usize(1..9);
    let context = format!("seed {seed}, concurrency {concurrency}: {model:?}");
    let model = Arc::new(Mutex::new(model));
    let (asked, rng) = (model.clone(), Mutex::new(rng));
    let server = Server::start(move |at, seen| {
        let mut model = asked.lock().unwrap();
        let reply = model.reply(requested_page(seen));
        {
            let mut rng = rng.lock().unwrap();
            if at < 40 && rng.u8(..3) == 0 {
                change(&mut model.rows, &mut rng);
            }
        }
        late(&rng, reply)
    })
    .await;
    let (rows, error) = read(&server, None, concurrency).await;
    assert_eq!(error, None, "{rows:?}: {context}");
    let after = model.lock().unwrap().rows.clone();
    let missing: Vec<_> = before.iter().filter(|row| after.contains(row) && !rows.contains(row)).collect();
    assert!(missing.is_empty(), "{missing:?} missing of {before:?} in {rows:?}: {context}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_that_change_while_they_are_read() {
    for seed in 0..60 {
        changing(seed, |rows, rng| rows.extend((0..rng.u64(1..4)).map(|_| 2000 + rng.u64(..1 << 40)))).await;
        changing(seed, |rows, rng| rows.truncate(rows.len().saturating_sub(rng.usize(1..4)).max(1))).await;
        changing(seed, |rows, rng| {
            let more: Vec<_> = (0..rng.u64(1..4)).map(|_| 2000 + rng.u64(..1 << 40)).collect();
            rows.splice(0..0, more);
        })
        .await;
    }
}

/// Reads a list consistently while rows are added and removed anywhere. Returns whether it was complete.
async fn consistent(seed: u64) -> bool {
    let mut rng = Rng::with_seed(seed);
    let mut model = Model { wrong: Wrong::Nothing, last: true, current: true, total: true, ..Model::random(&mut rng) };
    model.rows = (1000..1000 + rng.u64(..30)).collect();
    let before = model.rows.clone();
    let (concurrency, quiet_after, rate) = (rng.usize(1..9), rng.usize(..40), rng.u8(1..5));
    let context = format!("seed {seed}, concurrency {concurrency}: {model:?}");
    let model = Arc::new(Mutex::new(model));
    let (asked, rng) = (model.clone(), Mutex::new(rng));
    let server = Server::start(move |at, seen| {
        let mut model = asked.lock().unwrap();
        let reply = model.reply(requested_page(seen));
        {
            let mut rng = rng.lock().unwrap();
            let place = rng.u8(..3);
            // One deletion and one addition leave the total as it is.
            for add in [false, true] {
                if at < quiet_after && rng.u8(..6) < rate && (add || !model.rows.is_empty()) {
                    let length = model.rows.len();
                    let index = match (place, add) {
                        (0, _) => rng.usize(..length.max(1)),
                        (1, true) | (2, false) => 0,
                        _ => length.saturating_sub(usize::from(!add)),
                    };
                    match add {
                        true => model.rows.insert(index, 2000 + at as u64),
                        false => drop(model.rows.remove(index)),
                    }
                }
            }
        }
        late(&rng, reply)
    })
    .await;
    let mut pages = server.client().invoices().list().concurrency(concurrency).consistent().pages();
    let (mut rows, mut error) = (Vec::<u64>::new(), None);
    while let Some(page) = tokio::time::timeout(Duration::from_secs(20), pages.next()).await.expect("it must not hang")
    {
        match page {
            Ok(page) => rows.extend(page.items.iter().map(|row| row.id.parse::<u64>().unwrap())),
            Err(e) => error = Some(e),
        }
    }
    let distinct: HashSet<_> = rows.iter().collect();
    assert_eq!(distinct.len(), rows.len(), "repeated in {rows:?}: {context}");
    if let Some(error) = error {
        // A page that was gone may be there again when the list is asked for its end.
        let gone = error.kind() == ErrorKind::NotFound;
        assert!(gone || error.kind() == ErrorKind::InconsistentList, "{error}: {context}");
        return false;
    }
    let after = model.lock().unwrap().rows.clone();
    let missing: Vec<_> = before.iter().filter(|row| after.contains(row) && !rows.contains(row)).collect();
    assert!(missing.is_empty(), "{missing:?} missing of {before:?} in {rows:?}: {context}");
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn consistent_reads_miss_and_repeat_nothing() {
    let mut complete = 0;
    for seed in 0..120 {
        complete += usize::from(consistent(seed).await);
    }
    assert!((20..100).contains(&complete), "{complete} of 120 were complete");
}
