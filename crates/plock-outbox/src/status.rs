//! Status of an outbox, and decisions of a person.

use std::time::Duration;

use crate::event::State;
use crate::sender::Pause;
use crate::store;

/// Numbers of events by state, and what the sender does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// To be sent.
    pub queued: u64,
    /// Being sent.
    pub claimed: u64,
    /// Recorded by the API.
    pub delivered: u64,
    /// Refused by the API.
    pub rejected: u64,
    /// It is not known whether they were recorded.
    pub in_doubt: u64,
    /// Discarded by a person.
    pub dropped: u64,
    /// Parts of events that were rolled up.
    pub merged: u64,
    /// Age of the queued event that was recorded first.
    pub oldest: Option<Duration>,
    /// Why nothing is sent at the moment.
    pub pause: Option<Pause>,
    /// That the file was damaged, and what could be copied from it.
    pub damage: Option<String>,
    /// Whether this outbox sends. Otherwise it has no client, or another process sends until it ends.
    pub sends: bool,
}

impl Stats {
    /// Number of events whose way to the API has not ended, apart from those that wait for a person.
    pub fn unsent(&self) -> u64 {
        self.queued + self.claimed
    }
}

/// A change of an event that is not part of its usual way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// State before.
    pub from: State,
    /// State after.
    pub to: State,
    /// Why.
    pub evidence: String,
}

/// What a person decides about an event in doubt, or one that was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// It was recorded.
    Recorded,
    /// It was not: send it again.
    Resend,
    /// Discard it.
    Drop,
}

pub(crate) fn counted(transaction: &rusqlite::Transaction<'_>) -> rusqlite::Result<Stats> {
    let mut stats = Stats { damage: store::meta(transaction, "damage")?, ..Stats::default() };
    let mut select = transaction.prepare_cached("SELECT state, n FROM count")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let n = u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
        match State::of(row.get(0)?) {
            Some(State::Queued) => stats.queued = n,
            Some(State::Claimed) => stats.claimed = n,
            Some(State::Delivered) => stats.delivered = n,
            Some(State::Rejected) => stats.rejected = n,
            Some(State::InDoubt) => stats.in_doubt = n,
            Some(State::Dropped) => stats.dropped = n,
            Some(State::Merged) => stats.merged = n,
            None => {}
        }
    }
    if stats.queued > 0 {
        let sql = "SELECT recorded_at FROM event WHERE state = 0 ORDER BY not_before, seq LIMIT 1";
        let at: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
        stats.oldest = Some(Duration::from_millis(u64::try_from(store::now() - at).unwrap_or_default()));
    }
    Ok(stats)
}
