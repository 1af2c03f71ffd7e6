//! The rules in random worlds: whatever the server does within what was declared, no event is lost or recorded twice.

use std::collections::{HashMap, HashSet};

use plock::Decimal;

use crate::rules::{Baseline, DAY, Facts, Finding, Own, Row, Ruling, SETTLE, Seen, Value, When, Writers, day};

const START: i64 = 20_000 * DAY;

/// What a world is like.
#[derive(Debug)]
struct Nature {
    declared: Writers,
    /// Whether others write.
    foreign: bool,
    /// Seconds from a commit until it is in the list.
    lag: i64,
    /// Seconds from a request until a late commit.
    late: i64,
    deletes: bool,
    /// The list shows dates, at this offset in seconds.
    days: Option<i64>,
    /// Events are up to so many half days from the start.
    spread: i64,
}

/// A row of the server.
struct Stored {
    value: i64,
    time: i64,
    /// From when to when the list has it.
    shown: std::ops::Range<i64>,
    own: bool,
}

struct Mine {
    value: i64,
    time: i64,
    sent_at: i64,
    state: Mode,
    seen: Option<Finding>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Queued,
    Acknowledged,
    Doubt,
    Found,
}

struct World {
    random: fastrand::Rng,
    nature: Nature,
    now: i64,
    tick: i64,
    stored: Vec<Stored>,
    mine: Vec<Mine>,
    baselines: HashMap<i64, Baseline>,
    before: Seen,
    /// How many times not all rows were needed.
    near: u32,
}

impl World {
    /// `late`: how late a row may appear, in seconds.
    fn new(seed: u64, late: i64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let (foreign, deletes) = (random.bool(), random.u8(0..4) == 0);
        let nature = Nature {
            declared: if foreign || deletes { Writers::OthersToo } else { Writers::OnlyThis },
            foreign,
            lag: if random.bool() { 0 } else { random.i64(0..late) },
            late: random.i64(0..late),
            deletes,
            days: random.bool().then(|| random.i64(-12..=14) * 3600),
            spread: if random.bool() { 2 } else { 6 },
        };
        let mut world = Self {
            random,
            nature,
            now: START,
            tick: 0,
            stored: Vec::new(),
            mine: Vec::new(),
            baselines: HashMap::new(),
            before: Seen::new(),
            near: 0,
        };
        for _ in 0..world.random.usize(0..3) {
            world.write_foreign();
        }
        world.now += 3600;
        world
    }

    fn time(&mut self) -> i64 {
        START + self.random.i64(-self.nature.spread..=self.nature.spread) * DAY / 2 + self.random.i64(0..2) * 7
    }

    fn write_foreign(&mut self) {
        let (value, time) = (self.random.i64(1..4), self.time());
        self.store(value, time, 0, false);
    }

    fn store(&mut self, value: i64, time: i64, after: i64, own: bool) {
        let from = self.now + after + self.nature.lag;
        // Somebody deletes rows that they have seen.
        let deleted = self.nature.deletes && self.random.u8(0..6) == 0;
        let to = if deleted { from + self.random.i64(1..4) * 1800 } else { i64::MAX };
        self.stored.push(Stored { value, time, shown: from..to, own });
    }

    fn rows(&self) -> Vec<Row> {
        let shown = self.stored.iter().enumerate().filter(|(_, row)| row.shown.contains(&self.now));
        let row = |(id, row): (usize, &Stored)| Row {
            id: id.to_string(),
            values: vec![Value::Number(Decimal::from(row.value))],
            when: self.nature.days.map_or(When::Second(row.time), |offset| When::Day(day(row.time + offset))),
        };
        shown.map(row).collect()
    }

    fn send(&mut self, at: usize, certain: bool) {
        let (value, time) = (self.mine[at].value, self.mine[at].time);
        if !self.baselines.contains_key(&day(time)) {
            self.tick += 1;
            let ids = self.rows().into_iter().map(|row| (row.id, row.when.day())).collect();
            self.baselines.insert(day(time), Baseline { day: day(time), taken_at: self.tick, ids });
        }
        self.tick += 1;
        self.mine[at].sent_at = self.tick;
        self.mine[at].state = match self.random.u8(0..10) {
            _ if certain => Mode::Acknowledged,
            0..=5 => Mode::Acknowledged,
            _ => Mode::Doubt,
        };
        let committed = self.mine[at].state == Mode::Acknowledged || self.random.bool();
        let late = match self.mine[at].state {
            Mode::Doubt if self.random.bool() => self.nature.late,
            _ => 0,
        };
        if committed {
            self.store(value, time, late, true);
        }
    }

    /// What is known about all events.
    fn facts(&self) -> Facts {
        let own = |(seq, mine): (usize, &Mine)| {
            (mine.state != Mode::Queued).then(|| Own {
                seq: seq as i64,
                values: vec![Value::Number(Decimal::from(mine.value))],
                time: mine.time,
                sent_at: mine.sent_at,
                doubt: mine.state == Mode::Doubt,
                seen: mine.seen,
            })
        };
        Facts {
            writers: self.nature.declared,
            own: self.mine.iter().enumerate().filter_map(own).collect(),
            rows: self.rows(),
            baselines: self.baselines.values().cloned().collect(),
            before: self.before.clone(),
            window: i64::MIN..=i64::MAX,
            now: self.now,
        }
    }

    fn read_back(&mut self) {
        let near = self.facts().near().map(|near| (near.rule(), near.rows));
        let (rulings, rows) =
            near.filter(|(rulings, _)| !rulings.iter().any(Ruling::needs_more)).unwrap_or_else(|| {
                let facts = self.facts();
                (facts.rule(), facts.rows)
            });
        self.near += u32::from(rows.len() < self.rows().len());
        self.before.extend(rows.into_iter().map(|row| (row.id, row.when.day())));
        for ruling in rulings {
            for seq in &ruling.recorded {
                self.mine[*seq as usize].state = Mode::Found;
            }
            for seq in &ruling.resend {
                (self.mine[*seq as usize].state, self.mine[*seq as usize].seen) = (Mode::Queued, None);
            }
            for seq in &ruling.waiting {
                self.mine[*seq as usize].seen = ruling.seen;
            }
        }
    }

    /// Sends events, some of them with an unknown outcome, and reads back for hours. Returns the numbers of events that were and that were
    /// not decided.
    fn run(&mut self) -> (usize, usize) {
        let mut doubted = HashSet::new();
        for _ in 0..self.random.usize(2..8) {
            let (value, time) = (self.random.i64(1..4), self.time());
            self.mine.push(Mine { value, time, sent_at: 0, state: Mode::Queued, seen: None });
        }
        for round in 0..60 {
            self.now += self.random.i64(1..600);
            if self.nature.foreign && self.random.u8(0..8) == 0 {
                self.write_foreign();
            }
            for at in 0..self.mine.len() {
                if self.mine[at].state == Mode::Queued && (round > 20 || self.random.bool()) {
                    self.send(at, round > 30);
                    doubted.extend((self.mine[at].state == Mode::Doubt).then_some(at));
                }
            }
            // The customer uses the product from time to time.
            if self.random.u8(0..6) == 0 {
                let (value, time) = (self.random.i64(1..4), self.time());
                self.mine.push(Mine { value, time, sent_at: 0, state: Mode::Queued, seen: None });
                self.send(self.mine.len() - 1, true);
            }
            if self.mine.iter().any(|mine| mine.state == Mode::Doubt) {
                self.read_back();
            }
        }
        let open = doubted.iter().filter(|at| self.mine[**at].state == Mode::Doubt).count();
        (doubted.len() - open, open)
    }

    /// Whether the states of the events agree with the rows, by value: events of one value differ only in their time.
    fn is_right(&self) -> bool {
        (1..4).all(|value| {
            let of = |states: &[Mode]| {
                let mine = self.mine.iter().filter(|mine| mine.value == value);
                mine.filter(|mine| states.contains(&mine.state)).count()
            };
            let rows = self.stored.iter().filter(|row| row.own && row.value == value).count();
            let (delivered, open) = (of(&[Mode::Acknowledged, Mode::Found]), of(&[Mode::Doubt]));
            (delivered..=delivered + open).contains(&rows)
        })
    }
}

/// The number of worlds: `PLOCK_OUTBOX_WORLDS`. Default: 3,000.
fn worlds() -> u64 {
    std::env::var("PLOCK_OUTBOX_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3000)
}

/// Rows may be late for less than half of the time in which the rules settle, as lag and lateness add up.
const LATE: i64 = SETTLE / 2 - 30;

#[test]
fn no_decision_is_wrong_and_most_are_made() {
    let (mut decided, mut open, mut near) = (0, 0, 0);
    for seed in 0..worlds() {
        let mut world = World::new(seed, LATE);
        let (some, none) = world.run();
        near += world.near;
        assert!(world.is_right(), "world {seed}, {:?}", world.nature);
        if world.nature.declared == Writers::OnlyThis {
            decided += some;
            open += none;
        }
    }
    println!("only this outbox writes: {decided} of {} decided; {near} times without all rows", decided + open);
    assert!(open * 100 <= decided, "{open} of {} events were left to a person", decided + open);
}

/// The worlds are unkind enough: without what was declared, decisions are wrong.
#[test]
fn without_the_assumptions_decisions_are_wrong() {
    let wrong = |late, declared: fn(&Nature) -> Writers| {
        let wrong = |seed: &u64| {
            let mut world = World::new(*seed, late);
            world.nature.declared = declared(&world.nature);
            world.run();
            !world.is_right()
        };
        (0..worlds()).filter(wrong).count()
    };
    let (late, undeclared) = (wrong(8 * SETTLE, |nature| nature.declared), wrong(LATE, |_| Writers::OnlyThis));
    println!("of {}, wrong: {late} with later rows, {undeclared} with undeclared writers", worlds());
    assert!(late > 0 && undeclared > 0);
}
