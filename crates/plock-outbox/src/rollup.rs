//! Roll-up: the events of a window become one event before they are sent.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use plock::meta::{OPERATIONS, Operation, Type};
use plock::{Decimal, MAX_DIGITS, Timestamp};
use rusqlite::{Transaction, params};
use serde_json::value::{RawValue, to_raw_value};

use crate::error::{Error, ErrorKind, Result};
use crate::event::{self, NewEvent, Parts, State, body_field, is_time};
use crate::rules::Value;
use crate::store;

const DAY: u64 = 86_400;
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How the values of a window become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combine {
    Sum,
    Max,
    Min,
}

/// Sends one event for all events of a window whose values differ only in amount and time. How the API aggregates the product decides which
/// function keeps its result; an average cannot be kept.
#[derive(Debug, Clone)]
#[must_use = "a roll-up does nothing until it is given to a builder"]
pub struct RollUp {
    combine: Combine,
    window: Duration,
    only: Vec<(String, String)>,
}

impl RollUp {
    /// Adds the values. `window`: at most 15 minutes, and a part of the day without a rest; windows begin at midnight UTC.
    pub fn sum(window: Duration) -> Self {
        Self { combine: Combine::Sum, window, only: Vec::new() }
    }

    /// Keeps the largest value. For `window`, see [`sum`](Self::sum).
    pub fn max(window: Duration) -> Self {
        Self { combine: Combine::Max, ..Self::sum(window) }
    }

    /// Keeps the smallest value. For `window`, see [`sum`](Self::sum).
    pub fn min(window: Duration) -> Self {
        Self { combine: Combine::Min, ..Self::sum(window) }
    }

    /// Only events whose field, named as in Rust, has a value: `only("product_id", "7")`. Default: all events.
    pub fn only(mut self, field: impl Into<String>, value: impl Into<String>) -> Self {
        self.only.push((field.into(), value.into()));
        self
    }

    /// As [`only`](Self::only), for languages that call the field `productId`.
    #[doc(hidden)]
    pub fn only_camel(self, field: String, value: String) -> Self {
        let marked = OPERATIONS.iter().filter(|operation| operation.outbox.is_some());
        let mut fields = marked.filter_map(|operation| operation.body).flat_map(|body| body.fields);
        let known = fields.find(|known| known.camel == field);
        self.only(known.map_or(field, |known| known.name.to_owned()), value)
    }

    pub(crate) fn check(&self) -> Result<()> {
        // The time of an event is what its window is made of.
        let known: BTreeSet<_> = OPERATIONS
            .iter()
            .flat_map(|operation| {
                operation.outbox.iter().flat_map(|outbox| outbox.fields).map(move |field| (operation, field))
            })
            .filter(|(operation, matched)| body_field(operation, matched).is_some_and(|field| !is_time(&field.ty)))
            .map(|(_, matched)| matched.body)
            .collect();
        if let Some((field, _)) = self.only.iter().find(|(field, _)| !known.contains(field.as_str())) {
            let message = format!(
                "only: expected a field of {}, got {field:?}",
                known.iter().copied().collect::<Vec<_>>().join(", ")
            );
            return Err(Error::new(ErrorKind::InvalidRequest, message));
        }
        let seconds = self.window.as_secs();
        let fits =
            self.window.subsec_nanos() == 0 && seconds > 0 && self.window <= LONGEST && DAY.is_multiple_of(seconds);
        let message =
            || format!("window: expected whole seconds that divide a day, at most 900, got {:?}", self.window);
        if fits { Ok(()) } else { Err(Error::new(ErrorKind::InvalidRequest, message())) }
    }

    fn is_for(&self, parts: &Parts) -> bool {
        self.only.iter().all(|(field, expected)| {
            parts.values.iter().any(|(matched, value)| matched.body == field && event::text(value) == *expected)
        })
    }

    fn combined(&self, a: Decimal, b: Decimal) -> Option<Decimal> {
        match self.combine {
            Combine::Max => Some(a.max(b)),
            Combine::Min => Some(a.min(b)),
            // A sum that would have to be rounded begins another event.
            Combine::Sum => a
                .checked_add(b)
                .filter(|sum| sum.scale() == a.scale().max(b.scale()) && digits(*sum) <= MAX_DIGITS as usize),
        }
    }
}

fn digits(number: Decimal) -> usize {
    number.mantissa().unsigned_abs().to_string().len()
}

/// A queued event that may be sent.
pub(crate) struct Queued<'a> {
    pub seq: i64,
    pub operation: &'static Operation,
    pub body: &'a str,
    pub group: i64,
    pub time: i64,
}

/// Rolls up the window of an event, or lets it wait until the window is over. Returns whether the event is no longer to be sent.
pub(crate) fn apply(transaction: &Transaction<'_>, policies: &[RollUp], queued: &Queued<'_>) -> rusqlite::Result<bool> {
    let Ok(parts) = Parts::of(queued.operation, queued.body) else { return Ok(false) };
    let Some(policy) = policies.iter().find(|policy| policy.is_for(&parts)) else { return Ok(false) };
    let Some(first) = Member::of(queued.operation, queued.body) else { return Ok(false) };
    let window = i64::try_from(policy.window.as_secs()).unwrap_or(1);
    let start = queued.time.div_euclid(window) * window;
    let end = start + window;
    if store::now() < end * 1000 {
        transaction
            .prepare_cached("UPDATE event SET not_before = ?2 WHERE seq = ?1 AND state = 0")?
            .execute(params![queued.seq, end * 1000])?;
        return Ok(true);
    }
    let mut select = transaction.prepare_cached(
        "SELECT seq, body FROM event WHERE grp = ? AND time >= ? AND time < ? AND op = ? AND state = 0 AND parts = 0 ORDER BY seq",
    )?;
    let rows = select.query_map(params![queued.group, start, end, queued.operation.id], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut sums: Vec<(Decimal, Vec<i64>)> = Vec::new();
    for row in rows {
        let (seq, body) = row?;
        let Some(member) = Member::of(queued.operation, &body).filter(|member| member.rest == first.rest) else {
            continue;
        };
        match sums.last_mut().and_then(|(sum, seqs)| Some((policy.combined(*sum, member.value)?, sum, seqs))) {
            Some((combined, sum, seqs)) => {
                *sum = combined;
                seqs.push(seq);
            }
            None => sums.push((member.value, vec![seq])),
        }
    }
    let mut merged = false;
    for (sum, seqs) in sums.into_iter().filter(|(_, seqs)| seqs.len() > 1) {
        let Some(event) = first.with(queued.operation, sum, start, queued.group) else { return Ok(false) };
        merged |= seqs.contains(&queued.seq);
        merge(transaction, &event, &seqs)?;
    }
    Ok(merged)
}

/// One transaction makes the new event and takes its members out of the queue, so that no member is in two.
fn merge(transaction: &Transaction<'_>, event: &NewEvent, seqs: &[i64]) -> rusqlite::Result<()> {
    let Ok(receipts) = store::insert(transaction, std::slice::from_ref(event))? else { return Ok(()) };
    let Some(whole) = receipts.first().map(|receipt| receipt.seq) else { return Ok(()) };
    let mut parts = transaction.prepare_cached("UPDATE event SET parts = ?2 WHERE seq = ?1")?;
    parts.execute(params![whole, seqs.len() as i64])?;
    for seq in seqs {
        store::shift(transaction, *seq, State::Queued, State::Merged, Some(&format!("part of event {whole}")))?;
    }
    Ok(())
}

/// An event without its amount and time.
pub(crate) struct Member {
    value: Decimal,
    /// All arguments but the amount and the time.
    rest: BTreeMap<String, String>,
    amount: &'static str,
    time: &'static str,
}

impl Member {
    /// `None`: it has not exactly one amount.
    pub(crate) fn of(operation: &'static Operation, body: &str) -> Option<Self> {
        let parts = Parts::of(operation, body).ok()?;
        let amounts = parts.values.iter().filter_map(|(matched, value)| match value {
            Value::Number(number) => Some((body_field(operation, matched)?.python, *number)),
            _ => None,
        });
        let amounts: Vec<_> = amounts.collect();
        let [(amount, value)] = amounts[..] else { return None };
        let time = operation.body?.fields.iter().find(|field| field.required && is_time(&field.ty))?.python;
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(body).ok()?;
        let rest = members.into_iter().filter(|(name, _)| name != amount && name != time);
        Some(Self { value, rest: rest.map(|(name, raw)| (name, raw.get().to_owned())).collect(), amount, time })
    }

    /// The event with another amount and time.
    pub(crate) fn with(
        &self,
        operation: &'static Operation,
        value: Decimal,
        start: i64,
        group: i64,
    ) -> Option<NewEvent> {
        let mut members: BTreeMap<&str, Box<RawValue>> = BTreeMap::new();
        for (name, raw) in &self.rest {
            members.insert(name, RawValue::from_string(raw.clone()).ok()?);
        }
        let ty = operation.body?.fields.iter().find(|field| field.python == self.time).map(|field| &field.ty);
        let time = Timestamp::from_second(start).ok()?;
        let time = match ty {
            Some(Type::UnixTime) => to_raw_value(&start),
            Some(Type::Date) => to_raw_value(&time.date().to_string()),
            _ => to_raw_value(&time),
        };
        members.insert(self.amount, to_raw_value(&value.to_string()).ok()?);
        members.insert(self.time, time.ok()?);
        Some(NewEvent { key: None, operation, body: serde_json::to_string(&members).ok()?, group, time: start })
    }
}
