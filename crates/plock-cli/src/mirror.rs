//! A copy of lists in an SQLite database: a table for each list, with a column for each field. Decimals are text, with all digits.

use std::ops::RangeInclusive;
use std::path::Path;

use plock::dynamic::{self, JsonNames, Rows};
use plock::meta::{Object, Type};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params_from_iter};

use crate::error::CliError;

/// `PRAGMA application_id`: the text `PlkM`.
const APPLICATION: i32 = 0x506c_6b4d;
/// Columns of every table: the part of the list that has the row (a day, or empty), and the row as JSON.
const PART: &str = "_plock_part";
const ROW: &str = "_plock_row";
/// Bytes of rows that are read at once.
const BATCH: usize = 1 << 20;

const TABLES: &str = "
    PRAGMA application_id = 0x506c6b4d;
    CREATE TABLE _plock_setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE _plock_complete(list TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE _plock_outdated(list TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY(list, part)) WITHOUT ROWID;
";

type Result<T> = std::result::Result<T, CliError>;

impl From<rusqlite::Error> for CliError {
    fn from(error: rusqlite::Error) -> Self {
        let message = match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy) => "another process is writing to it".to_owned(),
            _ => error.to_string(),
        };
        CliError::Io("the database of the sync".to_owned(), std::io::Error::other(message))
    }
}

/// Rows that a read inserted, updated and deleted.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) inserted: u64,
    pub(crate) updated: u64,
    pub(crate) deleted: u64,
}

pub(crate) struct Mirror(Connection);

impl Mirror {
    /// Opens the database, or creates it. `settings`: what must be the same in each sync.
    pub(crate) fn open(path: &Path, settings: &[(&str, &str)]) -> Result<Self> {
        let refused = |what: &str| CliError::usage(format!("--out: {}: {what}", path.display()));
        let connection =
            open(path)?.ok_or_else(|| refused("expected the database of an earlier sync, got another one"))?;
        for (setting, value) in settings {
            connection.execute("INSERT OR IGNORE INTO _plock_setting VALUES (?, ?)", (setting, value))?;
            let select = "SELECT value FROM _plock_setting WHERE name = ?";
            let known: String = connection.query_row(select, [setting], |row| row.get(0))?;
            if known != *value {
                let what =
                    format!("expected the {setting} of the earlier sync, {known}, got {value}; use another target");
                return Err(refused(&what));
            }
        }
        Ok(Self(connection))
    }

    /// Begins a transaction in which the rows of a list are written. Others can read the database meanwhile, but not write.
    pub(crate) fn begin(&mut self, list: &str, object: &'static Object) -> Result<Table<'_>> {
        Table::new(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?, list, object)
    }
}

/// `None`: it is the database of something else.
fn open(path: &Path) -> Result<Option<Connection>> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA temp_store = FILE")?;
    let mark = |connection: &Connection| -> rusqlite::Result<(i32, i64)> {
        let application = connection.query_row("PRAGMA application_id", (), |row| row.get(0))?;
        Ok((application, connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?))
    };
    match mark(&connection)? {
        (APPLICATION, _) | (0, 0) => {}
        _ => return Ok(None),
    }
    connection.query_row("PRAGMA journal_mode = WAL", (), |_| Ok(()))?;
    // Another process may be creating the tables.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if mark(&transaction)?.1 == 0 {
        transaction.execute_batch(TABLES)?;
    }
    transaction.commit()?;
    Ok(Some(connection))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The table of a list, in a transaction.
pub(crate) struct Table<'a> {
    transaction: Transaction<'a>,
    list: String,
    object: &'static Object,
    /// Indexes of the fields of the columns. The first is the id.
    slots: Vec<usize>,
    insert: String,
    select: String,
    pub(crate) counts: Counts,
}

impl<'a> Table<'a> {
    fn new(transaction: Transaction<'a>, list: &str, object: &'static Object) -> Result<Self> {
        let (fields, id) = (object.fields, object.id());
        let mut slots: Vec<usize> = (0..fields.len()).collect();
        slots.sort_by_key(|slot| Some(*slot) != id);
        let table = quoted(list);
        let names: Vec<_> = slots.iter().map(|slot| quoted(fields[*slot].name)).collect();
        let id = names.first().cloned().unwrap_or_default();
        let marks = "?, ".repeat(names.len());
        let insert =
            format!("INSERT OR REPLACE INTO {table}({}, {PART}, {ROW}) VALUES ({marks}?, ?)", names.join(", "));
        let select = format!("SELECT {PART}, {ROW} FROM {table} WHERE {id} = ?");
        let table =
            Self { transaction, list: list.to_owned(), object, slots, insert, select, counts: Counts::default() };
        table.create(&names)?;
        Ok(table)
    }

    fn create(&self, names: &[String]) -> Result<()> {
        let Self { list, transaction, .. } = self;
        let (table, index) = (quoted(list), quoted(&format!("_plock_part_{list}")));
        let ty = |slot: usize| match self.object.fields[slot].ty {
            Type::Integer | Type::Boolean | Type::UnixTime => "INTEGER",
            _ => "TEXT",
        };
        let typed: Vec<_> = self.slots.iter().zip(names).map(|(slot, name)| format!("{name} {}", ty(*slot))).collect();
        let id = names.first().map_or("", String::as_str);
        transaction.execute_batch(&format!(
            "CREATE TEMP TABLE IF NOT EXISTS seen(id TEXT PRIMARY KEY) WITHOUT ROWID;
             CREATE TABLE IF NOT EXISTS {table}({}, {PART} TEXT NOT NULL, {ROW} TEXT NOT NULL, PRIMARY KEY({id}));
             CREATE INDEX IF NOT EXISTS {index} ON {table}({PART})",
            typed.join(", ")
        ))?;
        let mut columns = transaction.prepare("SELECT name FROM pragma_table_info(?)")?;
        let columns: Vec<String> = columns.query_map([list], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for (name, typed) in names.iter().zip(typed) {
            if columns.iter().all(|known| quoted(known) != *name) {
                transaction.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {typed}"))?;
                // The rows have no values of a new field yet.
                transaction.execute("DELETE FROM _plock_complete WHERE list = ?", [list])?;
            }
        }
        Ok(())
    }

    /// Whether the list was read as a whole before.
    pub(crate) fn is_complete(&self) -> Result<bool> {
        Ok(self.transaction.prepare("SELECT 1 FROM _plock_complete WHERE list = ?")?.exists([&self.list])?)
    }

    /// Begins a read: none of the rows is seen yet.
    pub(crate) fn restart(&self) -> Result<()> {
        self.transaction.execute("DELETE FROM temp.seen", ())?;
        Ok(())
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> Result<u64> {
        let count = format!("SELECT count(*) FROM {}", quoted(&self.list));
        Ok(self.transaction.query_row(&count, (), |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Writes a row that was read.
    pub(crate) fn write(&mut self, row: &dynamic::Row, part: &str) -> Result<()> {
        let mut values: Vec<Value> = self.slots.iter().map(|slot| cell(row, *slot, self.object)).collect();
        let json = row.to_json(JsonNames::Wire);
        let id = values.first().cloned().unwrap_or(Value::Null);
        self.transaction.prepare_cached("INSERT OR IGNORE INTO temp.seen VALUES (?)")?.execute([&id])?;
        let known: Option<(String, String)> = self
            .transaction
            .prepare_cached(&self.select)?
            .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match &known {
            Some((before, row)) if before == part && *row == json => return Ok(()),
            Some((before, _)) => {
                self.counts.updated += 1;
                self.outdate(before)?;
            }
            None => self.counts.inserted += 1,
        }
        values.extend([Value::Text(part.to_owned()), Value::Text(json)]);
        self.transaction.prepare_cached(&self.insert)?.execute(params_from_iter(values))?;
        self.outdate(part)
    }

    /// Name of the column with the id.
    fn id(&self) -> &'static str {
        self.slots.first().map_or("", |slot| self.object.fields[*slot].name)
    }

    fn outdate(&self, part: &str) -> Result<()> {
        let mut insert = self.transaction.prepare_cached("INSERT OR IGNORE INTO _plock_outdated VALUES (?, ?)")?;
        insert.execute([&*self.list, part])?;
        Ok(())
    }

    /// Deletes the rows of some parts, or of all, that were not seen.
    pub(crate) fn delete_others(&mut self, parts: Option<&RangeInclusive<String>>) -> Result<()> {
        let (from, to) = parts.map_or(("", "\u{10ffff}"), |parts| (parts.start(), parts.end()));
        let id = quoted(self.id());
        let (table, others) =
            (quoted(&self.list), format!("{PART} BETWEEN ?1 AND ?2 AND {id} NOT IN (SELECT id FROM temp.seen)"));
        self.transaction.execute(
            &format!("INSERT OR IGNORE INTO _plock_outdated SELECT DISTINCT ?3, {PART} FROM {table} WHERE {others}"),
            [from, to, &self.list],
        )?;
        let deleted = self.transaction.execute(&format!("DELETE FROM {table} WHERE {others}"), [from, to])?;
        self.counts.deleted += deleted as u64;
        Ok(())
    }

    /// Commits. `complete`: the table has the whole list.
    pub(crate) fn commit(self, complete: bool) -> Result<Counts> {
        if complete {
            self.transaction.execute("INSERT OR IGNORE INTO _plock_complete VALUES (?)", [&self.list])?;
        }
        self.transaction.commit()?;
        Ok(self.counts)
    }

    /// The parts whose files are older than their rows, or do not exist.
    pub(crate) fn outdated(&self, exists: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let texts = |query: &str| -> rusqlite::Result<Vec<String>> {
            self.transaction.prepare(query)?.query_map([&self.list], |row| row.get(0))?.collect()
        };
        let mut parts = texts("SELECT part FROM _plock_outdated WHERE list = ?")?;
        let all = texts(&format!("SELECT DISTINCT {PART} FROM {} WHERE ?1 <> ''", quoted(&self.list)))?;
        parts.extend(all.into_iter().filter(|part| !exists(part)));
        parts.sort_unstable();
        parts.dedup();
        Ok(parts)
    }

    /// Calls `each` with the rows of a part, by id.
    pub(crate) fn rows(&self, part: &str, mut each: impl FnMut(&Rows) -> Result<()>) -> Result<()> {
        let id = quoted(self.id());
        let query = format!("SELECT {ROW} FROM {} WHERE {PART} = ? ORDER BY length({id}), {id}", quoted(&self.list));
        let mut statement = self.transaction.prepare(&query)?;
        let mut rows = statement.query([part])?;
        let mut some = String::new();
        loop {
            let row = rows.next()?.map(|row| row.get::<_, String>(0)).transpose()?;
            let (is_last, json) = (row.is_none(), row.unwrap_or_default());
            if !some.is_empty() && (is_last || some.len() + json.len() > BATCH) {
                some.push(']');
                each(&Rows::from_json_array(self.object, &some, JsonNames::Wire)?)?;
                some.clear();
            }
            if is_last {
                return Ok(());
            }
            some.push(if some.is_empty() { '[' } else { ',' });
            some.push_str(&json);
        }
    }

    /// The file of a part has its rows.
    pub(crate) fn written(&self, part: &str) -> Result<()> {
        let delete = "DELETE FROM _plock_outdated WHERE list = ? AND part = ?";
        self.transaction.execute(delete, [&*self.list, part])?;
        Ok(())
    }
}

/// A value: text as it is, nested values as JSON.
fn cell(row: &dynamic::Row, slot: usize, object: &'static Object) -> Value {
    let Some(json) = row.field_json(slot, JsonNames::Wire) else { return Value::Null };
    match object.fields[slot].ty {
        Type::Boolean => Value::Integer(i64::from(json == "true")),
        Type::Integer | Type::UnixTime => json.parse().map_or(Value::Text(json), Value::Integer),
        _ if json.starts_with('"') => Value::Text(serde_json::from_str(&json).unwrap_or(json)),
        _ => Value::Text(json),
    }
}
