//! Finds out whether events in doubt were recorded. Nothing is in flight meanwhile.

use plock::Client;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::event::{self, Event, Parts, State};
use crate::readback::{Failure, Reader, Reading};
use crate::rules::{Baseline, DAY, Facts, Finding, Own, Ruling, Seen, Writers, day, near_days};
use crate::store::{self, COLUMNS};
use crate::writer::Writer;

/// Groups of one round, so that sending goes on soon.
const GROUPS: usize = 20;
/// Events of a component may be this far apart. Time beyond it does not belong to a reading.
const GAP: i64 = 3 * DAY;
/// Days around those of the events whose baselines count.
const NEAR: i64 = 4;
/// Days for which a row that was seen is remembered.
const REMEMBERED: i64 = 60;

/// An event that was sent, with what only reconciling needs.
struct Sent {
    event: Event,
    time: i64,
    sent_at: i64,
    seen: Option<Finding>,
}

/// Reads back and decides once. Returns whether any event is still in doubt.
pub(crate) async fn run(client: &Client, writer: &Writer, writers: Writers, reader: &mut Reader) -> Result<bool> {
    let groups = writer.write(|transaction| Ok(Ok(groups(transaction)?))).await?;
    for group in groups {
        // First the days around the events in doubt: one of an account that is always in use would need its whole list.
        let mut near = true;
        let (own, decided) = loop {
            let known = writer.write(move |transaction| Ok(Ok(known(transaction, group, near)?))).await?;
            let Some(Known { sent, baselines, before }) = known else { break (Vec::new(), Ok(None)) };
            let facts = facts(client, reader, writers, &sent, baselines, before, near).await;
            let facts = facts.map(|facts| if near { facts.near() } else { Some(facts) });
            let decided = facts.map(|facts| facts.map(|facts| (facts.rule(), facts)));
            match decided {
                Ok(None) if near => {}
                Ok(Some((rulings, _))) if near && rulings.iter().any(Ruling::needs_more) => {}
                decided => break (sent, decided),
            }
            near = false;
        };
        let mut seen = None;
        let rulings = match decided {
            Ok(Some((rulings, facts))) => {
                let rows = facts.rows.iter().map(|row| (row.id.clone(), row.when.day()));
                let all = facts.before.into_iter().chain(rows);
                let first = day(facts.now) - REMEMBERED;
                seen = Some(all.filter(|(_, day)| *day >= first || facts.window.contains(day)).collect::<Seen>());
                rulings
            }
            Ok(None) => continue,
            Err(Failure::Api(error)) => {
                tracing::info!(target: "plock", "the outbox could not read back: {error}");
                break;
            }
            Err(Failure::Unresolved(reason)) => vec![wait(&own, reason)],
            Err(Failure::Unsteady) => vec![wait(&own, "the list changed while it was read".to_owned())],
        };
        let seen = seen.map(|seen| serde_json::to_string(&seen).unwrap_or_default());
        let save = move |transaction: &Transaction<'_>| {
            if let Some(seen) = &seen {
                transaction.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", params![group, seen])?;
            }
            Ok(Ok(apply(transaction, &rulings)?))
        };
        writer.write(save).await?;
    }
    writer
        .write(|transaction| {
            Ok(Ok(transaction.query_row("SELECT n > 0 FROM count WHERE state = 4", [], |row| row.get(0))?))
        })
        .await
}

/// Groups with an event in doubt; those that were read longest ago come first.
fn groups(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<i64>> {
    let mut select = transaction.prepare_cached(
        "SELECT grp FROM event WHERE state = 4 GROUP BY grp ORDER BY min(looked_at), min(seq) LIMIT ?",
    )?;
    select.query_map([GROUPS as i64], |row| row.get(0))?.collect()
}

/// What the file knows about a group.
struct Known {
    sent: Vec<Sent>,
    baselines: Vec<Baseline>,
    before: Seen,
}

/// The sent events around those in doubt, and what was read before. `near`: only those of [`near_days`].
fn known(transaction: &Transaction<'_>, group: i64, near: bool) -> rusqlite::Result<Option<Known>> {
    let sql = "SELECT min(time), max(time) FROM event WHERE state = 4 AND grp = ?";
    let (Some(mut from), Some(mut to)): (Option<i64>, Option<i64>) =
        transaction.query_row(sql, [group], |row| Ok((row.get(0)?, row.get(1)?)))?
    else {
        return Ok(None);
    };
    if near {
        let days = near_days(from, to);
        (from, to) = (days.start() * DAY, (days.end() + 1) * DAY - 1);
    }
    let gap = if near { 0 } else { GAP };
    let sql = format!(
        "SELECT {COLUMNS}, time, coalesce(sent_at, 0), seen FROM event \
         WHERE grp = ? AND time BETWEEN ? AND ? AND state IN (2, 4) ORDER BY time"
    );
    let mut select = transaction.prepare_cached(&sql)?;
    let mut sent: Vec<Sent>;
    loop {
        sent = Vec::new();
        let mut rows = select.query(params![group, from - gap, to + gap])?;
        while let Some(row) = rows.next()? {
            let seen: Option<String> = row.get(11)?;
            let seen = seen.and_then(|seen| serde_json::from_str(&seen).ok());
            let (time, sent_at) = (row.get(9)?, row.get(10)?);
            sent.extend(store::event(row)?.map(|event| Sent { event, time, sent_at, seen }));
        }
        // Events that a time zone could confuse with those that were found are part of it too.
        let first = sent.first().map_or(from, |sent| sent.time.min(from));
        let last = sent.last().map_or(to, |sent| sent.time.max(to));
        if near || (first, last) == (from, to) {
            break;
        }
        (from, to) = (first, last);
    }
    let mut select =
        transaction.prepare_cached("SELECT day, taken_at, ids FROM baseline WHERE grp = ? AND day BETWEEN ? AND ?")?;
    let baselines = select.query_map(params![group, day(from) - NEAR, day(to) + NEAR], |row| {
        let ids: String = row.get(2)?;
        let ids = serde_json::from_str(&ids).unwrap_or_default();
        Ok(Baseline { day: row.get(0)?, taken_at: row.get(1)?, ids })
    })?;
    let baselines = baselines.collect::<rusqlite::Result<_>>()?;
    let before: Option<String> =
        transaction.query_row("SELECT ids FROM reading WHERE grp = ?", [group], |row| row.get(0)).optional()?;
    let before = before.and_then(|ids| serde_json::from_str(&ids).ok()).unwrap_or_default();
    Ok(Some(Known { sent, baselines, before }))
}

async fn facts(
    client: &Client,
    reader: &mut Reader,
    writers: Writers,
    sent: &[Sent],
    baselines: Vec<Baseline>,
    before: Seen,
    near: bool,
) -> Result<Facts, Failure> {
    let unresolved = |error: crate::Error| Failure::Unresolved(error.message().to_owned());
    let mut wanted = sent.iter().filter(|sent| !near || sent.event.state == State::InDoubt);
    let Some((first, last)) = wanted.next().map(|first| (first, wanted.next_back().unwrap_or(first))) else {
        return Err(Failure::Unresolved("its checksum is wrong: the file was damaged".to_owned()));
    };
    let operation = event::operation(&first.event.operation).map_err(unresolved)?;
    let parts = |sent: &Sent| Parts::of(operation, &sent.event.body).map_err(unresolved);
    let query = reader.query(client, operation, &parts(first)?, day(first.time), day(last.time)).await?;
    let reading = query.read(client).await?;
    let mut own = Vec::with_capacity(sent.len());
    for sent in sent {
        let values = reader.resolve(client, &parts(sent)?).await?.into_iter().map(|(_, value)| value).collect();
        let (seq, doubt) = (sent.event.seq, sent.event.state == State::InDoubt);
        own.push(Own { seq, values, time: sent.time, sent_at: sent.sent_at, doubt, seen: sent.seen });
    }
    let Reading { rows, window, now } = reading;
    Ok(Facts { writers, own, rows, baselines, before, window, now })
}

fn wait(sent: &[Sent], reason: String) -> Ruling {
    let doubts = sent.iter().filter(|sent| sent.event.state == State::InDoubt);
    let waiting = doubts.map(|sent| sent.event.seq).collect();
    Ruling { waiting, reason: reason.into(), ..Ruling::default() }
}

fn apply(transaction: &Transaction<'_>, rulings: &[Ruling]) -> rusqlite::Result<()> {
    for Ruling { recorded, resend, waiting, reason, seen, evidence } in rulings {
        for (seqs, state) in [(recorded, State::Delivered), (resend, State::Queued)] {
            for seq in seqs {
                if store::shift(transaction, *seq, State::InDoubt, state, Some(reason))? {
                    store::note(transaction, *seq, State::InDoubt, state, &format!("{reason} ({evidence})"))?;
                }
            }
        }
        let mut update = transaction
            .prepare_cached("UPDATE event SET reason = ?2, seen = ?3, looked_at = ?4 WHERE seq = ?1 AND state = 4")?;
        let why = if evidence.is_empty() { reason.to_string() } else { format!("{reason} ({evidence})") };
        let seen = seen.and_then(|seen| serde_json::to_string(&seen).ok());
        for seq in waiting {
            update.execute(params![seq, why, seen, store::now()])?;
        }
    }
    Ok(())
}
