//! Stores objects in SQLite: one table per resource, each object as its JSON text in responses.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use plock::meta::{Kind, Type};
use rusqlite::types::Null;
use rusqlite::{
    Connection, ErrorCode, OptionalExtension, Statement, Transaction, TransactionBehavior, params_from_iter,
};

use crate::Error;
use crate::model::{Api, by_wire, nested_in, path_parameters, text_sql, time_sql};

/// The ids of a resource. Kept in memory, so that a page is found without counting rows.
#[derive(Debug, Default)]
struct Ids {
    sorted: Vec<i64>,
    highest: i64,
    /// When requests have committed, or will commit, which rows.
    commits: Vec<(i64, Duration)>,
    last_commit: Duration,
}

/// The part of a list that a page holds.
pub(crate) struct Page {
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    pub(crate) newest_first: bool,
}

#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    ids: HashMap<&'static str, Ids>,
    data_version: i64,
}

/// A condition in SQL and the values of its `?`.
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) values: Vec<String>,
}

fn table(resource: &str) -> String {
    format!("\"{}\"", resource.replace('"', "\"\""))
}

/// The row of an id: integer ids are row ids.
fn row_number(id: &str) -> Option<i64> {
    id.parse().ok().filter(|number: &i64| *number > 0 && number.to_string() == id)
}

/// Inserts objects into a table.
pub(crate) struct Inserter<'a>(Statement<'a>);

impl<'a> Inserter<'a> {
    pub(crate) fn new(transaction: &'a Transaction<'_>, resource: &str) -> Result<Inserter<'a>, Error> {
        let sql = format!("INSERT OR IGNORE INTO {} (id, name, document) VALUES (?, ?, ?)", table(resource));
        Ok(Inserter(transaction.prepare(&sql)?))
    }

    pub(crate) fn insert_number(&mut self, id: i64, document: &str) -> Result<(), Error> {
        self.0.execute((id, Null, document))?;
        Ok(())
    }

    /// Inserts an object with any id and returns its row.
    pub(crate) fn insert(&mut self, transaction: &Transaction<'_>, id: &str, document: &str) -> Result<i64, Error> {
        let number = row_number(id);
        self.0.execute((number, if number.is_none() { Some(id) } else { None }, document))?;
        Ok(number.unwrap_or_else(|| transaction.last_insert_rowid()))
    }
}

impl Store {
    /// Opens the database; `seed` fills a new one.
    pub(crate) fn open(
        api: Api,
        file: Option<&Path>,
        seed: impl FnOnce(&Transaction<'_>) -> Result<(), Error>,
    ) -> Result<Store, Error> {
        let mut connection = match file {
            Some(file) => Connection::open(file)
                .map_err(|error| Error::new(format!("the database {} cannot be opened: {error}", file.display())))?,
            None => Connection::open_in_memory()?,
        };
        connection.set_prepared_statement_cache_capacity(64);
        if file.is_some() {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "NORMAL")?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tables =
            "CREATE TABLE IF NOT EXISTS \"deleted ids\" (resource TEXT PRIMARY KEY, highest INTEGER)".to_owned();
        for resource in api.resources() {
            let (table, names) = (table(resource), table(&format!("{resource} names")));
            tables = format!(
                "{tables}; CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, name TEXT, document TEXT NOT NULL); \
                 CREATE UNIQUE INDEX IF NOT EXISTS {names} ON {table} (name) WHERE name IS NOT NULL"
            );
        }
        transaction.execute_batch(&tables)?;
        let seeded: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if seeded == 0 {
            seed(&transaction)?;
            transaction.pragma_update(None, "user_version", 1)?;
        }
        for (resource, expression) in indexes(api) {
            let name = table(&format!("{resource} {expression}"));
            let table = table(resource);
            transaction.execute_batch(&format!("CREATE INDEX IF NOT EXISTS {name} ON {table} ({expression})"))?;
        }
        transaction.commit()?;
        let ids = api.resources().into_iter().map(|resource| (resource, Ids::default())).collect();
        let mut store = Store { connection, ids, data_version: -1 };
        store.refresh()?;
        Ok(store)
    }

    /// Reads the ids again if another process has written to the file.
    fn refresh(&mut self) -> Result<(), Error> {
        let version = self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if self.data_version == version {
            return Ok(());
        }
        for (resource, ids) in &mut self.ids {
            let mut rows = self.connection.prepare(&format!("SELECT id FROM {} ORDER BY id", table(resource)))?;
            ids.sorted = rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let deleted = self
                .connection
                .prepare_cached("SELECT highest FROM \"deleted ids\" WHERE resource = ?")?
                .query_row([resource], |row| row.get(0))
                .optional()?;
            ids.highest = deleted.into_iter().chain(ids.sorted.last().copied()).max().unwrap_or_default();
        }
        self.data_version = version;
        Ok(())
    }

    pub(crate) fn count(&mut self, resource: &str) -> Result<u64, Error> {
        self.refresh()?;
        Ok(self.ids.get(resource).map_or(0, |ids| u64::try_from(ids.sorted.len()).unwrap_or(u64::MAX)))
    }

    /// That a row was committed before a point in time, if this is not so for all of them.
    pub(crate) fn committed(&self, resource: &str, before: Option<Duration>) -> Option<Condition> {
        let ids = self.ids.get(resource)?;
        let is_later = |at: Duration| before.is_none_or(|before| at > before);
        if ids.commits.is_empty() || !is_later(ids.last_commit) {
            return None;
        }
        let later = ids.commits.iter().filter(|(_, at)| is_later(*at)).map(|(row, _)| row.to_string());
        let later: Vec<String> = later.collect();
        Some(Condition { sql: format!("id NOT IN ({})", later.join(",")), values: Vec::new() })
    }

    /// One page in the order of ids, and the total number of objects.
    pub(crate) fn page(
        &mut self,
        resource: &'static str,
        conditions: &[Condition],
        page: &Page,
    ) -> Result<(usize, Vec<String>), Error> {
        self.refresh()?;
        let Page { offset, limit, newest_first } = *page;
        let table = table(resource);
        if conditions.is_empty() && !newest_first {
            let ids = self.ids.get(resource).map_or(&[][..], |ids| &ids.sorted);
            let page = ids.get(offset..ids.len().min(offset.saturating_add(limit))).unwrap_or_default();
            let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok((ids.len(), Vec::new())) };
            let sql = format!("SELECT document FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id");
            let mut rows = self.connection.prepare_cached(&sql)?;
            let documents = rows.query_map([first, last], |row| row.get(0))?.collect::<Result<_, _>>()?;
            return Ok((ids.len(), documents));
        }
        let order = if newest_first { "DESC" } else { "ASC" };
        let terms: Vec<&str> = ["true"].into_iter().chain(conditions.iter().map(|known| known.sql.as_str())).collect();
        let terms = terms.join(" AND ");
        let values: Vec<&String> = conditions.iter().flat_map(|condition| &condition.values).collect();
        let total: i64 = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM {table} WHERE {terms}"))?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        // The inner query only reads the index: skipped documents are not loaded.
        let sql = format!(
            "SELECT document FROM {table} WHERE id IN \
             (SELECT id FROM {table} WHERE {terms} ORDER BY id {order} LIMIT {limit} OFFSET {offset}) ORDER BY id {order}"
        );
        let mut rows = self.connection.prepare(&sql)?;
        let documents = rows.query_map(params_from_iter(&values), |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok((usize::try_from(total).unwrap_or_default(), documents))
    }

    /// The row and document of the object with this id that meets the conditions.
    pub(crate) fn find(
        &mut self,
        resource: &str,
        id: Option<&str>,
        conditions: &[Condition],
    ) -> Result<Option<(i64, String)>, Error> {
        let mut sql = format!("SELECT id, document FROM {} WHERE true", table(resource));
        let mut values = Vec::new();
        if let Some(id) = id {
            let column = if row_number(id).is_some() { "id" } else { "name" };
            sql = format!("{sql} AND {column} = ?");
            values.push(id);
        }
        for condition in conditions {
            sql = format!("{sql} AND {}", condition.sql);
            values.extend(condition.values.iter().map(String::as_str));
        }
        let mut query = self.connection.prepare_cached(&format!("{sql} ORDER BY id LIMIT 1"))?;
        Ok(query.query_row(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Records a new object, which is committed at a point in time; `document` creates its text from the new id.
    pub(crate) fn create(
        &mut self,
        resource: &'static str,
        commit: Duration,
        document: impl Fn(i64) -> String,
    ) -> Result<String, Error> {
        let sql = format!("INSERT INTO {} (id, document) VALUES (?, ?)", table(resource));
        let (id, document) = loop {
            self.refresh()?;
            let id = self.ids.get(resource).map_or(0, |ids| ids.highest) + 1;
            let document = document(id);
            match self.connection.prepare_cached(&sql)?.execute((id, &document)) {
                Ok(_) => break (id, document),
                // Another process has used the id in the meantime.
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    self.data_version = -1
                }
                Err(error) => return Err(error.into()),
            }
        };
        if let Some(ids) = self.ids.get_mut(resource) {
            ids.sorted.push(id);
            ids.highest = id;
            ids.commits.push((id, commit));
            ids.last_commit = ids.last_commit.max(commit);
        }
        Ok(document)
    }

    /// The id that the next new object gets.
    pub(crate) fn next_id(&mut self, resource: &str) -> Result<i64, Error> {
        self.refresh()?;
        Ok(self.ids.get(resource).map_or(0, |ids| ids.highest) + 1)
    }

    /// The id of the object that was added last.
    pub(crate) fn latest(&mut self, resource: &str) -> Result<Option<String>, Error> {
        let sql =
            format!("SELECT CAST(coalesce(name, id) AS TEXT) FROM {} ORDER BY rowid DESC LIMIT 1", table(resource));
        Ok(self.connection.prepare_cached(&sql)?.query_row([], |row| row.get::<_, String>(0)).optional()?)
    }

    /// Stores an object with an unused id.
    pub(crate) fn insert(&mut self, resource: &'static str, id: &str, document: &str) -> Result<(), Error> {
        self.refresh()?;
        let transaction = self.connection.transaction()?;
        let row = Inserter::new(&transaction, resource)?.insert(&transaction, id, document)?;
        transaction.commit()?;
        if let Some(ids) = self.ids.get_mut(resource)
            && let Err(index) = ids.sorted.binary_search(&row)
        {
            ids.sorted.insert(index, row);
            ids.highest = ids.highest.max(row);
        }
        Ok(())
    }

    pub(crate) fn update(&mut self, resource: &str, row: i64, document: &str) -> Result<(), Error> {
        let sql = format!("UPDATE {} SET document = ? WHERE id = ?", table(resource));
        self.connection.prepare_cached(&sql)?.execute((document, row))?;
        Ok(())
    }

    pub(crate) fn delete(&mut self, resource: &str, row: i64) -> Result<(), Error> {
        self.refresh()?;
        let transaction = self.connection.transaction()?;
        transaction.execute(&format!("DELETE FROM {} WHERE id = ?", table(resource)), [row])?;
        if let Some(ids) = self.ids.get_mut(resource) {
            ids.sorted.retain(|id| *id != row);
            // An id is never reused, not even after a restart.
            transaction.execute("INSERT OR REPLACE INTO \"deleted ids\" VALUES (?, ?)", (resource, ids.highest))?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Indexes for filters, nested paths and references.
fn indexes(api: Api) -> Vec<(&'static str, String)> {
    let mut indexes = Vec::new();
    for operation in api.operations {
        let Some(model) = api.model(operation.resource) else { continue };
        if operation.kind == Kind::List {
            for parameter in operation.parameters {
                let Some(field) = parameter.filters.and_then(|wire| by_wire(model, wire)) else { continue };
                let pair = matches!(parameter.ty, Type::Pair(_));
                indexes.push((operation.resource, if pair { time_sql(field) } else { text_sql(field) }));
            }
        }
        let nested = path_parameters(operation).into_iter().filter_map(|wire| nested_in(model, operation, wire));
        indexes.extend(nested.map(|field| (operation.resource, text_sql(field))));
    }
    indexes.extend(api.references().map(|reference| (reference.target, text_sql(reference.attribute))));
    let mut indexes: Vec<_> = indexes.into_iter().filter_map(|(resource, sql)| Some((resource, sql?))).collect();
    indexes.sort();
    indexes.dedup();
    indexes
}
