//! What the sender reads and writes of the file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::time::Duration;

use plock::meta::Operation;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::Control;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{self, State};
use crate::rollup::{self, RollUp};
use crate::rules::day;
use crate::store::{self, COLUMNS};

/// How long an event waits after its first 404, and at most.
const FIRST_PARKED: Duration = Duration::from_secs(30);
const LONGEST_PARKED: Duration = Duration::from_secs(3600);

/// An event to send.
pub(crate) struct Claim {
    pub(crate) seq: i64,
    pub(crate) body: String,
    pub(crate) operation: &'static Operation,
}

/// What became of it.
#[derive(Default)]
pub(crate) struct Settled {
    pub(crate) seq: i64,
    pub(crate) state: State,
    pub(crate) reason: Option<String>,
    /// The clock of the server, in seconds.
    pub(crate) server_date: Option<i64>,
    /// A 404: it is tried again later.
    pub(crate) parked: bool,
    /// Why it was not recorded.
    pub(crate) cause: Option<Cause>,
}

/// A call that failed: its operation, and kind and HTTP status of the error.
pub(crate) type Cause = (&'static Operation, plock::ErrorKind, Option<u16>);

/// Events of a sender that has ended: whether they were sent is not known. Returns whether any event is in doubt.
pub(crate) fn take_over(transaction: &Transaction<'_>, control: Control) -> rusqlite::Result<bool> {
    let mut claimed = transaction.prepare("SELECT seq FROM event WHERE state = 1")?;
    let claimed: Vec<i64> = claimed.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for seq in claimed {
        if control == Control::RequeuedClaims {
            store::shift(transaction, seq, State::Claimed, State::Queued, None)?;
            continue;
        }
        doubt(transaction, seq, State::Claimed, "the sender ended before the response was saved")?;
    }
    Ok(transaction.query_row("SELECT n FROM count WHERE state = 4", [], |row| row.get::<_, i64>(0))? > 0)
}

pub(crate) fn doubt(transaction: &Transaction<'_>, seq: i64, from: State, reason: &str) -> rusqlite::Result<()> {
    store::shift(transaction, seq, from, State::InDoubt, Some(reason))?;
    store::note(transaction, seq, from, State::InDoubt, reason)
}

/// Result of a cycle.
pub(crate) struct Cycle {
    pub(crate) claims: Vec<Claim>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) in_doubt: bool,
    /// Whether the queue may have more.
    pub(crate) more: bool,
}

/// An event whose group and day have no baseline.
pub(crate) struct Unread {
    pub(crate) seq: i64,
    pub(crate) group: i64,
    pub(crate) day: i64,
    pub(crate) operation: &'static Operation,
    pub(crate) body: String,
}

/// Claims the next events of the queue, except those without a baseline, and rolls up. A damaged one is set aside. Returns also whether the
/// queue may have more.
pub(crate) fn claim(
    transaction: &Transaction<'_>,
    room: usize,
    without: &[i64],
    rollups: &[RollUp],
) -> rusqlite::Result<(Vec<Claim>, Vec<Unread>, bool)> {
    let (mut claims, mut unread) = (Vec::new(), Vec::new());
    let next = if room == 0 { Vec::new() } else { next(transaction, room)? };
    let mut baseline = transaction.prepare_cached("SELECT 1 FROM baseline WHERE grp = ? AND day = ?")?;
    let mut update = transaction.prepare_cached(
        "UPDATE event SET state = 1, attempts = attempts + 1, sent_at = ?, reason = NULL WHERE seq = ?",
    )?;
    let more = next.len() == room && room > 0;
    let (mut tick, mut merged, mut known) = (None, false, HashMap::new());
    for Next { seq, group, time, parts, event } in next {
        let event = event.ok_or("its checksum is wrong: the file was damaged".to_owned());
        let event = event.and_then(|event| match event::operation(&event.operation) {
            Ok(operation) => Ok((operation, event.body)),
            Err(error) => Err(error.message().to_owned()),
        });
        let (operation, body) = match event {
            Ok(event) => event,
            Err(reason) => {
                doubt(transaction, seq, State::Queued, &reason)?;
                continue;
            }
        };
        if !rollups.is_empty() && parts == 0 {
            let queued = rollup::Queued { seq, operation, body: &body, group, time };
            if !is_queued(transaction, seq)? || rollup::apply(transaction, rollups, &queued)? {
                merged = true;
                continue;
            }
        }
        let day = day(time);
        let is_read = match known.entry((group, day)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => *place.insert(baseline.exists(params![group, day])?),
        };
        if operation.outbox.is_some() && !without.contains(&seq) && !is_read {
            unread.push(Unread { seq, group, day, operation, body });
            continue;
        }
        let tick = match tick {
            Some(tick) => tick,
            None => *tick.insert(store::tick(transaction)?),
        };
        update.execute(params![tick, seq])?;
        claims.push(Claim { seq, body, operation });
    }
    store::count(transaction, State::Queued, -(claims.len() as i64))?;
    store::count(transaction, State::Claimed, claims.len() as i64)?;
    Ok((claims, unread, more || merged))
}

/// Claims events that are not in the queue of the sender. One that may have been recorded is an error.
pub(crate) fn claim_all(transaction: &Transaction<'_>, seqs: &[i64]) -> rusqlite::Result<Result<()>> {
    let mut state = transaction.prepare_cached("SELECT state FROM event WHERE seq = ?")?;
    let mut events = Vec::with_capacity(seqs.len());
    for seq in seqs {
        let from = State::of(state.query_row([seq], |row| row.get(0))?).unwrap_or(State::InDoubt);
        if !matches!(from, State::Queued | State::Rejected) {
            let message = format!("event {seq}: expected one that was not recorded, got one that is {}", from.name());
            return Ok(Err(Error::new(ErrorKind::KeyConflict, message)));
        }
        events.push((seq, from));
    }
    let mut sent = transaction.prepare_cached("UPDATE event SET attempts = attempts + 1, sent_at = ? WHERE seq = ?")?;
    let tick = store::tick(transaction)?;
    for (seq, from) in events {
        store::shift(transaction, *seq, from, State::Claimed, None)?;
        sent.execute(params![tick, seq])?;
    }
    Ok(Ok(()))
}

/// Whether an event was not rolled up with one before it.
fn is_queued(transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<bool> {
    transaction.prepare_cached("SELECT 1 FROM event WHERE seq = ? AND state = 0")?.exists([seq])
}

/// An event of the queue. `event`: `None` if its checksum is wrong.
struct Next {
    seq: i64,
    group: i64,
    time: i64,
    parts: i64,
    event: Option<event::Event>,
}

fn next(transaction: &Transaction<'_>, room: usize) -> rusqlite::Result<Vec<Next>> {
    let now = store::now();
    // The clock went back: no event waits for longer than this.
    let longest = now + 2 * LONGEST_PARKED.as_millis() as i64;
    if transaction.prepare_cached("SELECT 1 FROM event WHERE state = 0 AND not_before > ?")?.exists([longest])? {
        transaction.execute("UPDATE event SET not_before = 0 WHERE state = 0 AND not_before > ?", [longest])?;
    }
    let sql = format!(
        "SELECT {COLUMNS}, grp, time, parts FROM event WHERE state = 0 AND not_before <= ? ORDER BY not_before, seq"
    );
    let mut select = transaction.prepare_cached(&sql)?;
    // No LIMIT: SQLite prepares a statement again when its limit changes.
    let rows = select.query_map([now], |row| {
        let (seq, event) = (row.get(0)?, store::event(row)?);
        Ok(Next { seq, group: row.get(9)?, time: row.get(10)?, parts: row.get(11)?, event })
    })?;
    rows.take(room).collect()
}

/// Saves answers. Returns whether any of the events is in doubt.
pub(crate) fn save(transaction: &Transaction<'_>, answers: &[Settled], patience: Duration) -> rusqlite::Result<bool> {
    let mut counts = [0; State::ALL.len()];
    for answer in answers {
        if let Some(state) = save_one(transaction, answer, patience)? {
            counts[State::Claimed as usize] -= 1;
            counts[state as usize] += 1;
        }
    }
    State::ALL.iter().zip(counts).try_for_each(|(state, by)| store::count(transaction, *state, by))?;
    Ok(counts[State::InDoubt as usize] > 0)
}

/// Returns the new state of the event, if it was claimed.
fn save_one(transaction: &Transaction<'_>, answer: &Settled, patience: Duration) -> rusqlite::Result<Option<State>> {
    let Settled { seq, mut state, ref reason, server_date, parked, .. } = *answer;
    let mut reason = reason.clone();
    let mut not_before = 0;
    if parked {
        let first: Option<i64> = transaction
            .prepare_cached("SELECT server_date FROM event WHERE seq = ?")?
            .query_row([seq], |row| row.get(0))
            .optional()?
            .flatten();
        let now = server_date.unwrap_or_else(|| store::now() / 1000);
        let age = Duration::from_secs(u64::try_from(now - first.unwrap_or(now)).unwrap_or_default());
        if age >= patience {
            state = State::Rejected;
            reason = reason.map(|reason| format!("{reason} (for {} h)", patience.as_secs() / 3600));
        } else {
            // Sooner at first: the object may be about to be created.
            let wait = (age / 2).clamp(FIRST_PARKED.min(patience / 20), LONGEST_PARKED);
            not_before = store::now() + i64::try_from(wait.as_millis()).unwrap_or_default();
            let mut first_seen = transaction
                .prepare_cached("UPDATE event SET server_date = coalesce(server_date, ?2) WHERE seq = ?1")?;
            first_seen.execute(params![seq, now])?;
        }
    }
    let moved = store::set_state(transaction, seq, State::Claimed, state, reason.as_deref())?;
    if moved && matches!(state, State::Rejected | State::InDoubt) {
        store::note(transaction, seq, State::Claimed, state, reason.as_deref().unwrap_or_default())?;
    }
    if not_before > 0 {
        let mut park = transaction.prepare_cached("UPDATE event SET not_before = ?2 WHERE seq = ?1")?;
        park.execute(params![seq, not_before])?;
    }
    Ok(moved.then_some(state))
}
