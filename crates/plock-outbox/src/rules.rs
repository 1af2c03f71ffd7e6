//! When reading back decides about events in doubt. Pure: what is known goes in, rulings come out.
//!
//! Events whose values are equal and whose times the list cannot distinguish are interchangeable: a component. `u` is the number of its
//! events in doubt, `k` the number of its rows that are new since the baseline, without those of events that were acknowledged.
//!
//! | rule | decides | sound if |
//! | --- | --- | --- |
//! | P: `k = u` | all were recorded | nobody else writes |
//! | A: `k = 0` | none was | no row appears later or is deleted |
//! | M: `0 < k < u` | `k` of them were | both |
//!
//! If others write, only A applies, and only where the list has no such row at all.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use plock::Decimal;

pub(crate) const DAY: i64 = 86_400;
/// Offsets of time zones reach from UTC-12 to UTC+14.
const WEST: i64 = 12 * 3600;
const EAST: i64 = 14 * 3600;
/// How long a row may take to appear, by the clock of the server.
pub(crate) const SETTLE: i64 = 15 * 60;

/// Who writes usage of the accounts and products in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writers {
    /// Only this outbox writes, and nobody deletes. Several hosts with an outbox each are [`OthersToo`](Writers::OthersToo).
    OnlyThis,
    /// Others write or delete too: then a row in the list does not prove that an event was recorded.
    OthersToo,
}

/// A value of a body or a row; numbers are compared by value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Text(String),
    Number(Decimal),
    Absent,
}

/// The time of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum When {
    /// Seconds since 1970.
    Second(i64),
    /// Days since 1970, in a time zone that is not known.
    Day(i64),
}

/// An event of the outbox that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub seq: i64,
    pub values: Vec<Value>,
    /// Seconds since 1970.
    pub time: i64,
    /// When it was last sent: milliseconds by the local clock, and its place in the order of all that were sent.
    pub sent_at: i64,
    /// In doubt; otherwise it was acknowledged.
    pub doubt: bool,
    pub seen: Option<Finding>,
}

/// What earlier readings found for the component of an event in doubt. Times are by the clock of the server, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Finding {
    /// Rows that are new since the baseline, and events that were acknowledged.
    new: usize,
    acknowledged: usize,
    /// When these numbers were first read.
    since: i64,
    /// When the event was first looked for.
    first: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub id: String,
    pub values: Vec<Value>,
    pub when: When,
}

/// The rows that were there before the first event of a day was sent.
#[derive(Debug, Clone)]
pub(crate) struct Baseline {
    pub day: i64,
    pub taken_at: i64,
    pub ids: Seen,
}

/// Ids of rows, and the days that the list gave for them.
pub(crate) type Seen = HashMap<String, i64>;

/// What is known about a group: events of one account and product.
#[derive(Debug)]
pub(crate) struct Facts {
    pub writers: Writers,
    pub own: Vec<Own>,
    /// All rows of the times of these events, from one complete reading while nothing was in flight.
    pub rows: Vec<Row>,
    pub baselines: Vec<Baseline>,
    /// Rows of earlier readings.
    pub before: Seen,
    /// The days that the reading covers.
    pub window: std::ops::RangeInclusive<i64>,
    /// The clock of the server, in seconds.
    pub now: i64,
}

/// What follows for the events in doubt of one component.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub recorded: Vec<i64>,
    pub resend: Vec<i64>,
    pub waiting: Vec<i64>,
    /// The rule, or why none applies.
    pub reason: Cow<'static, str>,
    /// What to remember of this reading.
    pub seen: Option<Finding>,
    /// For a person.
    pub evidence: String,
}

pub(crate) const NOT_CALIBRATED: &str = "no acknowledged event of this account and product was read back unchanged";
pub(crate) const HIDDEN: &str = "an acknowledged event of this account and product is not in the list";
pub(crate) const CONTRADICTION: &str = "the list has more or fewer rows than the events explain";
pub(crate) const OTHERS: &str = "the list has such rows, and others may have written or deleted some";
pub(crate) const NO_BASELINE: &str = "the list was not read before the first of these events was sent";
pub(crate) const SETTLING: &str = "not in the list, for less than 15 minutes";
pub(crate) const NO_LATER: &str = "not in the list, but no later event of this account and product was read back";
pub(crate) const NEAR: &str = "the list has a row with nearly the same value, which may be this one, rounded";
pub(crate) const VANISHED: &str = "a row that was in the list is no longer there";
pub(crate) const MIXED: &str = "the list has both dates and points in time";

/// The days that the list may show for a time.
fn days(time: i64) -> std::ops::RangeInclusive<i64> {
    (time - WEST).div_euclid(DAY)..=(time + EAST).div_euclid(DAY)
}

pub(crate) fn day(time: i64) -> i64 {
    time.div_euclid(DAY)
}

/// The days of events from a time to another, and those beside them.
pub(crate) fn near_days(from: i64, to: i64) -> std::ops::RangeInclusive<i64> {
    day(from) - 1..=day(to) + 1
}

impl Ruling {
    /// Whether events farther away may decide.
    pub(crate) fn needs_more(&self) -> bool {
        !self.waiting.is_empty() && [NOT_CALIBRATED, NO_LATER].contains(&&*self.reason)
    }
}

impl When {
    pub(crate) fn day(self) -> i64 {
        match self {
            Self::Second(time) => day(time),
            Self::Day(day) => day,
        }
    }
}

/// Interchangeable events.
#[derive(Debug, Default)]
struct Component {
    own: Vec<usize>,
    rows: Vec<usize>,
}

impl Facts {
    /// The facts of the days around the events in doubt, which are enough if rows have points in time: then only events of one second are
    /// interchangeable. `None`: the rows have dates, or there are none.
    pub(crate) fn near(mut self) -> Option<Self> {
        let exact = !self.rows.is_empty() && self.rows.iter().all(|row| matches!(row.when, When::Second(_)));
        let times = || self.own.iter().filter(|own| own.doubt).map(|own| own.time);
        let days = near_days(times().min()?, times().max()?);
        self.own.retain(|own| days.contains(&day(own.time)));
        self.rows.retain(|row| days.contains(&row.when.day()));
        self.window = days;
        exact.then_some(self)
    }

    /// Decides about each component with an event in doubt.
    pub(crate) fn rule(&self) -> Vec<Ruling> {
        let mixed = self.rows.iter().any(|row| matches!(row.when, When::Second(_)))
            && self.rows.iter().any(|row| matches!(row.when, When::Day(_)));
        let components = self.components();
        let counts: Vec<_> = components.iter().map(|component| self.count(component)).collect();
        let calibrated = counts.iter().any(|count| count.acknowledged > 0 && count.new > 0);
        let hidden = counts.iter().any(|count| count.new < count.acknowledged);
        let explained: HashSet<usize> =
            components.iter().flat_map(|component| component.rows.iter().copied()).collect();
        let strange: Vec<&Row> = (0..self.rows.len())
            .filter(|at| !explained.contains(at) && !self.is_old(&self.rows[*at]))
            .map(|at| &self.rows[at])
            .collect();
        let ids: HashSet<&str> = self.rows.iter().map(|row| row.id.as_str()).collect();
        let before = self.baselines.iter().map(|baseline| &baseline.ids).chain([&self.before]).flatten();
        let vanished = before.filter(|(id, day)| self.window.contains(day) && !ids.contains(id.as_str())).count() > 0;
        let mut rulings = Vec::new();
        for (component, count) in components.iter().zip(&counts) {
            if count.doubts.is_empty() {
                continue;
            }
            let mut general = match (mixed, calibrated, hidden) {
                (true, ..) => Some(MIXED),
                (_, false, _) => Some(NOT_CALIBRATED),
                (.., true) => Some(HIDDEN),
                _ => None,
            };
            let first = &self.own[component.own[0]];
            if general.is_none() && strange.iter().any(|row| near(&row.values, &first.values)) {
                general = Some(NEAR);
            }
            if general.is_none() && self.writers == Writers::OnlyThis && !strange.is_empty() {
                general = Some(CONTRADICTION);
            }
            rulings.push(self.decide(component, count, &counts, general, vanished));
        }
        rulings
    }

    fn decide(
        &self,
        component: &Component,
        count: &Count,
        all: &[Count],
        general: Option<&'static str>,
        vanished: bool,
    ) -> Ruling {
        let k = count.new as i64 - count.acknowledged as i64;
        let u = count.doubts.len() as i64;
        let doubts = || count.doubts.iter().map(|at| &self.own[*at]);
        // Of all events in doubt, the one that was first looked for last.
        let first = doubts().map(|own| own.seen.map_or(self.now, |seen| seen.first)).max().unwrap_or(self.now);
        let same = |own: &Own| own.seen.filter(|seen| (seen.new, seen.acknowledged) == (count.new, count.acknowledged));
        let since = doubts().map(|own| same(own).map_or(self.now, |seen| seen.since)).max().unwrap_or(self.now);
        let latest_doubt = doubts().map(|own| own.sent_at).max().unwrap_or_default();
        let latest = component.own.iter().map(|at| self.own[*at].sent_at).max().unwrap_or_default();
        // A list that shows what was acknowledged later shows what was recorded before.
        let unchanged = self.now - since >= SETTLE;
        let later = all.iter().any(|other| match other.latest_acknowledged {
            // Here, a row can be that of an event in doubt as well, unless there was time for all rows.
            _ if std::ptr::eq(other, count) => unchanged && other.latest_acknowledged > Some(latest_doubt),
            Some(at) => at > latest && other.doubts.is_empty() && other.new >= other.acknowledged,
            None => false,
        });
        let settled = self.now - first >= SETTLE;
        let only = self.writers == Writers::OnlyThis;
        let (taken, reason) = match general {
            Some(reason) => (None, reason),
            None if k < 0 || k > u && only => (None, CONTRADICTION),
            None if !only && count.new > 0 => (None, OTHERS),
            None if k > 0 && !count.baseline => (None, NO_BASELINE),
            None if k == u => (Some(u), "rule P: each of these events is in the list"),
            None if vanished => (None, VANISHED),
            None if !settled => (None, SETTLING),
            None if !later => (None, NO_LATER),
            None if k == 0 => (Some(0), "rule A: none of these events is in the list"),
            None => (Some(k), "rule M: as many of these events are in the list"),
        };
        let mut seqs: Vec<i64> = count.doubts.iter().map(|at| self.own[*at].seq).collect();
        seqs.sort_unstable();
        let rows: Vec<&str> = component.rows.iter().map(|at| self.rows[*at].id.as_str()).collect();
        let evidence = format!(
            "in doubt: {u}; rows: {}; new since the baseline: {}; acknowledged: {}",
            shown(&rows),
            count.new,
            count.acknowledged
        );
        let seen = Finding { new: count.new, acknowledged: count.acknowledged, since, first };
        let mut ruling = Ruling { reason: reason.into(), seen: Some(seen), evidence, ..Ruling::default() };
        match taken {
            None => ruling.waiting = seqs,
            Some(k) => {
                ruling.resend = seqs.split_off(k as usize);
                ruling.recorded = seqs;
            }
        }
        ruling
    }

    /// Whether a row was there before any event that it can be of was sent.
    fn is_old(&self, row: &Row) -> bool {
        let at = row.when.day();
        let possible = self.baselines.iter().filter(|baseline| (baseline.day - at).abs() <= 1);
        possible.min_by_key(|baseline| baseline.taken_at).is_some_and(|first| first.ids.contains_key(&row.id))
    }

    fn components(&self) -> Vec<Component> {
        let exact = self.rows.iter().any(|row| matches!(row.when, When::Second(_)));
        let mut by_values: HashMap<&[Value], Vec<usize>> = HashMap::new();
        for (at, own) in self.own.iter().enumerate() {
            by_values.entry(&own.values).or_default().push(at);
        }
        let mut components: Vec<Component> = Vec::new();
        for (values, mut own) in by_values {
            own.sort_by_key(|at| self.own[*at].time);
            let first = components.len();
            let mut last: Option<i64> = None;
            for at in own {
                let time = self.own[at].time;
                let joined = last.is_some_and(|last| match exact {
                    true => last == time,
                    false => days(last).end() >= days(time).start(),
                });
                if !joined {
                    components.push(Component::default());
                }
                last = Some(time);
                if let Some(component) = components.last_mut() {
                    component.own.push(at);
                }
            }
            for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| row.values == values) {
                let fits = |component: &&mut Component| {
                    component.own.iter().any(|own| match row.when {
                        When::Second(second) => self.own[*own].time == second,
                        When::Day(day) => days(self.own[*own].time).contains(&day),
                    })
                };
                if let Some(component) = components[first..].iter_mut().find(fits) {
                    component.rows.push(at);
                }
            }
        }
        components
    }

    fn count(&self, component: &Component) -> Count {
        let new = component.rows.iter().filter(|at| !self.is_old(&self.rows[**at])).count();
        let (doubts, mut acknowledged): (Vec<usize>, Vec<usize>) =
            component.own.iter().partition(|at| self.own[**at].doubt);
        let baseline = |at: &usize| self.baselines.iter().find(|baseline| baseline.day == day(self.own[*at].time));
        let with_baseline = |at: &usize| baseline(at).is_some_and(|first| first.taken_at <= self.own[*at].sent_at);
        // The row of an event that was sent before the baseline is an old one.
        acknowledged.retain(|at| baseline(at).is_none() || with_baseline(at));
        Count {
            new,
            acknowledged: acknowledged.len(),
            latest_acknowledged: acknowledged.iter().map(|at| self.own[*at].sent_at).max(),
            baseline: component.own.iter().all(with_baseline),
            doubts,
        }
    }
}

/// The numbers of a component.
struct Count {
    new: usize,
    acknowledged: usize,
    latest_acknowledged: Option<i64>,
    /// Whether the list was read before each of its events was sent.
    baseline: bool,
    doubts: Vec<usize>,
}

/// Whether values differ by no more than a rounding to single precision.
fn near(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|pair| match pair {
            (Value::Number(a), Value::Number(b)) => {
                // A difference that overflows is not a small one.
                let (Some(difference), Some(limit)) =
                    (a.checked_sub(*b), b.abs().checked_div(Decimal::from(1_000_000)))
                else {
                    return false;
                };
                difference.abs() <= limit
            }
            (a, b) => a == b,
        })
}

/// At most ten ids.
fn shown(ids: &[&str]) -> String {
    match ids {
        [] => "none".to_owned(),
        [first @ .., _] if ids.len() > 10 => format!("{} and {} more", first[..10].join(", "), ids.len() - 10),
        _ => ids.join(", "),
    }
}
