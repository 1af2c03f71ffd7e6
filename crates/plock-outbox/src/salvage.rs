//! A damaged file: it is kept under another name, and the events with a right checksum are copied.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior, params};

use crate::Control;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Event, State};
use crate::store;

const REASON: &str = "copied from a damaged file: it may have been sent";

/// Keeps the damaged file beside the new one.
pub(crate) fn set_aside(path: &Path, control: Control) -> Result<Connection> {
    let io = |error: std::io::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
    let free = |number: &u32| !store::beside(path, &format!("damaged-{number}")).exists();
    let name = (1..).find(free).map(|number| store::beside(path, &format!("damaged-{number}")));
    let aside = name.unwrap_or_else(|| store::beside(path, "damaged-0"));
    for part in ["-wal", "-shm", ""] {
        let part = |path: &Path| PathBuf::from(format!("{}{part}", path.display()));
        match std::fs::rename(part(path), part(&aside)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
    }
    let mut connection = store::open_file(path, control)?;
    let (events, gaps) = read(&aside);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut insert = transaction.prepare(
        "INSERT OR IGNORE INTO event(seq, key, op, body, grp, time, state, reason, attempts, recorded_at, crc) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let copied = events.len();
    for (event, group, time, crc) in events {
        // What was queued may have been sent: the page with its state may be an old one.
        let (state, reason) = match event.state {
            State::Queued | State::Claimed => (State::InDoubt, Some(REASON.to_owned())),
            state => (state, event.reason),
        };
        let new = insert.execute(params![
            event.seq,
            event.key,
            event.operation,
            event.body,
            group,
            time,
            state as i64,
            reason,
            event.attempts,
            event.recorded_at,
            crc
        ])?;
        store::count(&transaction, state, new as i64)?;
        store::note(&transaction, event.seq, event.state, state, REASON)?;
    }
    drop(insert);
    let lost = if gaps > 0 { format!(", {gaps} places could not be read") } else { String::new() };
    let message = format!("the file was damaged; it is now {}, {copied} events were copied{lost}", aside.display());
    store::set_meta(&transaction, "damage", &message)?;
    transaction.commit()?;
    store::sync_folder(path)?;
    let _ = std::fs::remove_file(store::beside(path, store::DAMAGED));
    tracing::error!(target: "plock", "{message}");
    Ok(connection)
}

type Copy = (Event, i64, i64, u32);

/// The events that can be read and whose checksum is right, and the number of places that cannot be read.
fn read(path: &Path) -> (Vec<Copy>, u32) {
    let (mut found, mut gaps, mut next) = (Vec::new(), 0, i64::MIN);
    let Ok(connection) = Connection::open(path) else { return (found, 1) };
    let sql = format!("SELECT {}, grp, time FROM event NOT INDEXED WHERE seq >= ? ORDER BY seq", store::COLUMNS);
    let Ok(mut select) = connection.prepare(&sql) else { return (found, 1) };
    // Each step of the gap doubles, up to the end of the numbers.
    let mut step = 1_i64;
    while let Some(from) = Some(next).filter(|next| *next < i64::MAX) {
        let Ok(mut rows) = select.query([from]) else { return (found, gaps + 1) };
        let end = loop {
            match rows.next() {
                Ok(Some(row)) => {
                    step = 1;
                    let Ok(seq) = row.get::<_, i64>(0) else { continue };
                    next = seq.saturating_add(1);
                    let copy = store::event(row)
                        .ok()
                        .flatten()
                        .and_then(|event| Some((event, row.get(9).ok()?, row.get(10).ok()?, row.get(8).ok()?)));
                    match copy {
                        Some(copy) => found.push(copy),
                        None => gaps += 1,
                    }
                }
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        if end {
            break;
        }
        gaps += u32::from(step == 1);
        next = next.max(0).saturating_add(step);
        step = step.saturating_mul(2);
    }
    (found, gaps)
}
