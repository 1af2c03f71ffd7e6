//! The file: an SQLite database in WAL mode.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, NewEvent, State};
use crate::guard::Alone;
use crate::{Control, salvage};

/// `PRAGMA application_id`: the text `PlkB`.
const APPLICATION: i32 = 0x506c_6b42;
const SCHEMA: i32 = 1;
/// How long another process may keep the file locked.
const BUSY: Duration = Duration::from_secs(30);

const TABLES: &str = "
    CREATE TABLE event(
        seq INTEGER PRIMARY KEY,
        key TEXT,
        op TEXT NOT NULL,
        body TEXT NOT NULL,
        grp INTEGER NOT NULL,
        time INTEGER NOT NULL,
        state INTEGER NOT NULL,
        not_before INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        parts INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        recorded_at INTEGER NOT NULL,
        sent_at INTEGER,
        server_date INTEGER,
        seen TEXT,
        looked_at INTEGER NOT NULL DEFAULT 0,
        crc INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX event_key ON event(key) WHERE key IS NOT NULL;
    CREATE INDEX event_queue ON event(not_before, seq) WHERE state = 0;
    CREATE INDEX event_open ON event(state, seq) WHERE state IN (1, 3, 4, 5);
    CREATE INDEX event_group ON event(grp, time);
    CREATE TABLE history(
        seq INTEGER NOT NULL, at INTEGER NOT NULL, from_state INTEGER NOT NULL, to_state INTEGER NOT NULL, evidence TEXT NOT NULL
    );
    CREATE TABLE baseline(
        grp INTEGER NOT NULL, day INTEGER NOT NULL, taken_at INTEGER NOT NULL, ids TEXT NOT NULL, PRIMARY KEY(grp, day)
    ) WITHOUT ROWID;
    CREATE TABLE reading(grp INTEGER PRIMARY KEY, ids TEXT NOT NULL);
    CREATE TABLE count(state INTEGER PRIMARY KEY, n INTEGER NOT NULL);
    CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
";

/// FNV-1a of texts, which is the same on every machine and in every version.
pub(crate) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub(crate) fn add(&mut self, text: &str) {
        // 0xff is in no text: it separates.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(crate) fn finish(&self) -> i64 {
        self.0.cast_signed()
    }
}

/// Milliseconds since 1970.
pub(crate) fn now() -> i64 {
    plock::Timestamp::now().as_millisecond()
}

/// Opens the file, or creates it. A damaged one is set aside, and its events are copied.
pub(crate) fn open(path: &Path, control: Control) -> Result<Connection> {
    let marker = beside(path, DAMAGED);
    // The other files show that it was an outbox.
    let is_damaged = |error: &Error| error.kind() == ErrorKind::Corrupt && beside(path, "ballast").exists();
    loop {
        match open_patiently(path, control) {
            Ok(connection) if !marker.exists() => return Ok(connection),
            Err(error) if !is_damaged(&error) => return Err(error),
            opened => drop(opened),
        }
        // Nobody must go on writing to the file under its other name.
        let Some(alone) = Alone::take(path)? else {
            let what = "the outbox is damaged, and is open elsewhere: close it there, and open it again";
            return Err(Error::new(ErrorKind::Corrupt, format!("{}: {what}", path.display())));
        };
        // Another process may have set it aside meanwhile.
        if alone.is_still(path) {
            return salvage::set_aside(path, control);
        }
    }
}

/// Waits while other processes create the file or switch it to WAL mode, for which SQLite has no wait of its own.
fn open_patiently(path: &Path, control: Control) -> Result<Connection> {
    let begin = Instant::now();
    loop {
        match open_file(path, control) {
            Err(error) if error.kind() == ErrorKind::Busy && begin.elapsed() < BUSY => {
                std::thread::sleep(Duration::from_millis(20));
            }
            opened => return opened,
        }
    }
}

/// Marks a file that was found to be damaged.
pub(crate) const DAMAGED: &str = "damaged";

/// A file beside the outbox.
pub(crate) fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("-{what}"));
    name.into()
}

pub(crate) fn open_file(path: &Path, control: Control) -> Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    let (application, version, fresh) = {
        // One transaction: another process may be creating the tables.
        let reading = connection.transaction()?;
        let (application, version) = versions(&reading)?;
        (application, version, (application, version) == (0, 0) && is_empty(&reading)?)
    };
    if !fresh && application != APPLICATION {
        let message = format!("{}: expected an outbox, got another database", path.display());
        return Err(Error::new(ErrorKind::Refused, message));
    }
    if !fresh && version != SCHEMA {
        let message = format!("{}: the outbox is of version {version}; this library reads {SCHEMA}", path.display());
        return Err(Error::new(ErrorKind::Refused, message));
    }
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let synchronous = if control == Control::SynchronousNormal { "NORMAL" } else { "FULL" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    connection.set_prepared_statement_cache_capacity(64);
    if fresh {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have created the tables since.
        if is_empty(&transaction)? {
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", SCHEMA)?;
            for state in State::ALL {
                transaction.execute("INSERT INTO count VALUES (?, 0)", [*state as i64])?;
            }
        }
        transaction.commit()?;
        sync_folder(path)?;
    }
    Ok(connection)
}

fn versions(connection: &Connection) -> Result<(i32, i32)> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((pragma("application_id")?, pragma("user_version")?))
}

fn is_empty(connection: &Connection) -> Result<bool> {
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0)
}

/// Makes the name of a new file as durable as its contents.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = if cfg!(unix) { std::fs::File::open(folder).and_then(|folder| folder.sync_all()) } else { Ok(()) };
    synced.map_err(|error| Error::new(ErrorKind::Io, format!("{}: {error}", folder.display())))
}

/// Checksum of what never changes in an event.
fn crc(key: Option<&str>, op: &str, body: &str) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    for text in [key.unwrap_or_default(), op, body] {
        crc.update(text.as_bytes());
        crc.update(&[0xff]);
    }
    crc.finalize()
}

/// Whether an event was stored by this call, or earlier with the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// Number of the event in the outbox.
    pub seq: i64,
    /// Whether an event with the key was there already; nothing was stored.
    pub duplicate: bool,
}

pub(crate) fn insert(transaction: &Transaction<'_>, events: &[NewEvent]) -> rusqlite::Result<Result<Vec<Receipt>>> {
    let mut known = transaction.prepare_cached("SELECT seq, op, body FROM event WHERE key = ?")?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO event(key, op, body, grp, time, state, recorded_at, crc) VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
    )?;
    let (now, mut receipts, mut new) = (now(), Vec::with_capacity(events.len()), 0);
    // All keys are checked first, so that a conflict stores nothing.
    let mut given: HashMap<&str, &NewEvent> = HashMap::new();
    for event in events {
        let Some(key) = &event.key else { continue };
        let stored =
            known.query_row([key], |row| Ok((row.get::<_, String>(1)?, row.get::<_, String>(2)?))).optional()?;
        let first = *given.entry(key).or_insert(event);
        if stored.is_some_and(|(op, body)| !event.is_same(&op, &body))
            || !event.is_same(first.operation.id, &first.body)
        {
            let message = format!("key: {key:?} was recorded before, with another body");
            return Ok(Err(Error::new(ErrorKind::KeyConflict, message)));
        }
    }
    for event in events {
        let key = event.key.as_deref();
        let found = key.map(|key| known.query_row([key], |row| row.get(0)).optional()).transpose()?.flatten();
        if let Some(seq) = found {
            receipts.push(Receipt { seq, duplicate: true });
            continue;
        }
        let op = event.operation.id;
        insert.execute(params![key, op, event.body, event.group, event.time, now, crc(key, op, &event.body)])?;
        receipts.push(Receipt { seq: transaction.last_insert_rowid(), duplicate: false });
        new += 1;
    }
    count(transaction, State::Queued, new)?;
    Ok(Ok(receipts))
}

/// Changes the number of events in a state.
pub(crate) fn count(transaction: &Transaction<'_>, state: State, by: i64) -> rusqlite::Result<()> {
    if by != 0 {
        let mut update = transaction.prepare_cached("UPDATE count SET n = n + ? WHERE state = ?")?;
        update.execute(params![by, state as i64])?;
    }
    Ok(())
}

/// Moves an event from one state to another, if it is still there.
pub(crate) fn shift(
    transaction: &Transaction<'_>,
    seq: i64,
    from: State,
    to: State,
    reason: Option<&str>,
) -> rusqlite::Result<bool> {
    let moved = set_state(transaction, seq, from, to, reason)?;
    if moved {
        count(transaction, from, -1)?;
        count(transaction, to, 1)?;
    }
    Ok(moved)
}

/// As [`shift`], without counting.
pub(crate) fn set_state(
    transaction: &Transaction<'_>,
    seq: i64,
    from: State,
    to: State,
    reason: Option<&str>,
) -> rusqlite::Result<bool> {
    let date = if from == State::Claimed { "" } else { ", server_date = NULL" };
    // Numbers in the text: SQLite prepares a statement again when a parameter that decides about an index changes.
    let (from, to) = (from as i64, to as i64);
    let mut update = transaction.prepare_cached(&format!(
        "UPDATE event SET state = {to}, reason = ?2, not_before = 0, seen = NULL{date} WHERE seq = ?1 AND state = {from}"
    ))?;
    Ok(update.execute(params![seq, reason])? == 1)
}

/// Adds to the history of an event: what is not its usual way from the queue to the API.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    seq: i64,
    from: State,
    to: State,
    evidence: &str,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("INSERT INTO history VALUES (?, ?, ?, ?, ?)")?;
    insert.execute(params![seq, now(), from as i64, to as i64, evidence])?;
    Ok(())
}

/// What is wrong with the file.
pub(crate) fn verify(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut check = transaction.prepare("PRAGMA integrity_check(20)")?;
    let found = check.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    wrong.extend(found.into_iter().filter(|line| line != "ok"));
    let mut events = transaction.prepare(&format!("SELECT {COLUMNS} FROM event"))?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        if event(row)?.is_none() {
            wrong.push(format!("event {}: its checksum is wrong", row.get::<_, i64>(0)?));
        }
    }
    let mut counts = transaction.prepare(
        "SELECT state, n, (SELECT count(*) FROM event WHERE event.state = count.state) AS m FROM count WHERE n <> m",
    )?;
    let mut rows = counts.query([])?;
    while let Some(row) = rows.next()? {
        let state = State::of(row.get(0)?).unwrap_or_default().name();
        wrong.push(format!(
            "{state}: {} events are counted, and {} are there",
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?
        ));
    }
    Ok(wrong)
}

pub(crate) const COLUMNS: &str = "seq, key, op, body, state, reason, attempts, recorded_at, crc";

/// An event of a row with [`COLUMNS`]. `None`: its checksum is wrong.
pub(crate) fn event(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Event>> {
    let state = State::of(row.get(4)?);
    let event = Event {
        seq: row.get(0)?,
        key: row.get(1)?,
        operation: row.get(2)?,
        body: row.get(3)?,
        state: state.unwrap_or(State::InDoubt),
        reason: row.get(5)?,
        attempts: row.get(6)?,
        recorded_at: row.get(7)?,
    };
    let valid = state.is_some() && row.get::<_, u32>(8)? == crc(event.key.as_deref(), &event.operation, &event.body);
    Ok(valid.then_some(event))
}

pub(crate) fn meta(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM meta WHERE name = ?", [name], |row| row.get(0)).optional()
}

pub(crate) fn set_meta(transaction: &Transaction<'_>, name: &str, value: &str) -> rusqlite::Result<()> {
    transaction.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value]).map(drop)
}

/// The next number in the order of what is sent and read: no clock, which may go back.
pub(crate) fn tick(transaction: &Transaction<'_>) -> rusqlite::Result<i64> {
    // Not with RETURNING, for which SQLite opens a temporary file.
    let mut last = transaction.prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'tick'")?;
    let tick = last.query_row([], |row| row.get::<_, i64>(0)).optional()?.unwrap_or_default() + 1;
    transaction.prepare_cached("INSERT OR REPLACE INTO meta VALUES ('tick', ?)")?.execute([tick.to_string()])?;
    Ok(tick)
}
