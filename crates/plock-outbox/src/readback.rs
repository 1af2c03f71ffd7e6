//! Reads the list of the API to find out what it has recorded.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::time::{Duration, Instant};

use plock::dynamic::{self, Answer, Names};
use plock::meta::{Matched, OPERATIONS, Object, Operation, Type};
use plock::{Client, DateOrDateTime, Timestamp};

use crate::event::{self, Parts, body_field, is_time};
use crate::rules::{DAY, Row, Seen, Value, When};

/// Around the days of the events, as the list may show them in another time zone and may leave out the days of its bounds.
const MARGIN: i64 = 2;
/// Readings before a list is too unsteady to be complete.
const ROUNDS: u32 = 3;
/// How long the objects that events refer to are known.
const KNOWN: Duration = Duration::from_secs(600);
/// After that, they are read again for one that is not known.
const MISSED: Duration = Duration::from_secs(30);

/// Why nothing was read.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The API did not answer, or refused.
    Api(plock::Error),
    /// The event names no object, or several.
    Unresolved(String),
    /// Each reading differed from its own total.
    Unsteady,
}

impl From<plock::Error> for Failure {
    fn from(error: plock::Error) -> Self {
        Self::Api(error)
    }
}

/// A complete reading.
pub(crate) struct Reading {
    pub rows: Vec<Row>,
    /// The days that it covers in any time zone.
    pub window: std::ops::RangeInclusive<i64>,
    /// The clock of the server, in seconds.
    pub now: i64,
}

impl Reading {
    pub(crate) fn seen(&self) -> Seen {
        self.rows.iter().map(|row| (row.id.clone(), row.when.day())).collect()
    }
}

/// A complete reading to be made.
pub(crate) struct Query {
    operation: &'static Operation,
    list: &'static Operation,
    arguments: String,
    window: std::ops::RangeInclusive<i64>,
}

impl Query {
    pub(crate) async fn read(self, client: &Client) -> Result<Reading, Failure> {
        for _ in 0..ROUNDS {
            if let Some((rows, now)) = read_once(client, self.operation, self.list, &self.arguments).await? {
                return Ok(Reading { rows, window: self.window, now });
            }
        }
        Err(Failure::Unsteady)
    }
}

/// Objects by the attribute that names them, of one list.
struct Named {
    ids: HashMap<String, Vec<String>>,
    read: Instant,
    /// How long that took.
    took: Duration,
}

/// Reads lists, and remembers the objects that events refer to.
#[derive(Default)]
pub(crate) struct Reader {
    named: HashMap<usize, Named>,
}

impl Reader {
    /// The query for all rows of the days `from` to `to` of the events with these values.
    pub(crate) async fn query(
        &mut self,
        client: &Client,
        operation: &'static Operation,
        parts: &Parts,
        from: i64,
        to: i64,
    ) -> Result<Query, Failure> {
        let Some(outbox) = operation.outbox else { return Err(Failure::Unresolved("no list".to_owned())) };
        let list = &OPERATIONS[outbox.list];
        let resolved = self.resolve(client, parts).await?;
        let arguments = filters(operation, list, &resolved, from - MARGIN, to + MARGIN);
        Ok(Query { operation, list, arguments, window: from - MARGIN + 1..=to + MARGIN - 1 })
    }

    /// The values as rows have them: an object that is named by an attribute becomes its id.
    pub(crate) async fn resolve(
        &mut self,
        client: &Client,
        parts: &Parts,
    ) -> Result<Vec<(&'static Matched, Value)>, Failure> {
        let mut resolved = Vec::new();
        for (matched, value) in &parts.values {
            let value = match (matched.through, value) {
                (Some((list, attribute)), Value::Text(name)) => {
                    Value::Text(self.id_of(client, list, attribute, name).await?)
                }
                _ => value.clone(),
            };
            resolved.push((*matched, value));
        }
        Ok(resolved)
    }

    async fn id_of(
        &mut self,
        client: &Client,
        list: usize,
        attribute: &'static str,
        name: &str,
    ) -> Result<String, Failure> {
        let fresh = self.named.get(&list).filter(|named| {
            let age = named.read.elapsed();
            // A long list is not read again and again for an object that does not exist.
            age < MISSED.max(named.took * 50) || age < KNOWN && named.ids.contains_key(name)
        });
        if fresh.is_none() {
            let begin = Instant::now();
            let ids = named(client, &OPERATIONS[list], attribute).await?;
            self.named.insert(list, Named { ids, read: Instant::now(), took: begin.elapsed() });
        }
        let resource = OPERATIONS[list].resource.replace('_', " ");
        match self.named.get(&list).and_then(|named| named.ids.get(name)).map(Vec::as_slice) {
            Some([id]) => Ok(id.clone()),
            None | Some([]) => Err(Failure::Unresolved(format!("none of the {resource} has the {attribute} {name:?}"))),
            Some(ids) => {
                Err(Failure::Unresolved(format!("{} of the {resource} have the {attribute} {name:?}", ids.len())))
            }
        }
    }
}

/// Ids of all objects by an attribute.
async fn named(
    client: &Client,
    list: &'static Operation,
    attribute: &str,
) -> Result<HashMap<String, Vec<String>>, plock::Error> {
    let mut ids: HashMap<String, Vec<String>> = HashMap::new();
    let mut pages = dynamic::call(client, list, "{}", Names::Snake)?.pages();
    while let Some(page) = pages.next().await {
        let page = page?;
        for at in 0..page.rows.len() {
            let text = |wire| {
                let slot = list.result.and_then(|object| slot(object, wire))?;
                page.rows.get(at, slot)?.string().ok()
            };
            if let (Some(name), Some(id)) = (text(attribute), text("id")) {
                ids.entry(name).or_default().push(id);
            }
        }
    }
    Ok(ids)
}

fn slot(object: &'static Object, wire: &str) -> Option<usize> {
    object.fields.iter().position(|field| field.wire == wire)
}

/// The arguments of the list as JSON.
fn filters(
    operation: &'static Operation,
    list: &'static Operation,
    values: &[(&'static Matched, Value)],
    from: i64,
    to: i64,
) -> String {
    let mut out = String::from("{");
    let parameter = |name: &str| list.parameters.iter().find(|parameter| parameter.name == name);
    let mut add = |name: &str, value: &str| {
        if let Some(parameter) = parameter(name) {
            let comma = if out.len() > 1 { "," } else { "" };
            let _ = write!(out, "{comma}\"{}\":{value}", parameter.python);
        }
    };
    for (matched, value) in values {
        if let Some(name) = matched.filter.filter(|_| *value != Value::Absent) {
            add(name, &serde_json::Value::String(event::text(value)).to_string());
        }
    }
    let times = operation.outbox.map_or(&[][..], |outbox| outbox.fields).iter();
    let mut times = times.filter(|matched| body_field(operation, matched).is_some_and(|field| is_time(&field.ty)));
    if let Some(name) = times.next().and_then(|matched| matched.filter) {
        let date =
            |day: i64| Timestamp::from_second(day.saturating_mul(DAY)).map(|time| DateOrDateTime::from(time.date()));
        let range = match parameter(name).map(|parameter| &parameter.ty) {
            Some(Type::Pair(_)) => date(from).and_then(|from| Ok((from, date(to)?))).ok(),
            _ => None,
        };
        if let Some((from, to)) = range {
            add(name, &format!("[\"{from}\",\"{to}\"]"));
        }
    }
    out.push('}');
    out
}

/// Reads all pages. `None`: what was read is not complete.
async fn read_once(
    client: &Client,
    operation: &'static Operation,
    list: &'static Operation,
    arguments: &str,
) -> Result<Option<(Vec<Row>, i64)>, plock::Error> {
    let mut pages = dynamic::call(client, list, arguments, Names::Snake)?.pages();
    let (mut rows, mut ids, mut totals, mut now) = (Vec::new(), HashSet::new(), Vec::new(), None);
    while let Some(page) = pages.next().await {
        let page = match page {
            Err(error) if error.kind() == plock::ErrorKind::InconsistentList => return Ok(None),
            page => page?,
        };
        totals.extend(page.page.total);
        now = server_date(&page.headers).or(now);
        for at in 0..page.rows.len() {
            if let Some(row) = row(operation, list, &page, at) {
                ids.insert(row.id.clone());
                rows.push(row);
            }
        }
    }
    let is_complete = |total: Option<&u64>| total.is_none_or(|total| *total == ids.len() as u64);
    let complete = is_complete(totals.first()) && is_complete(totals.last()) && rows.len() == ids.len();
    Ok(complete.then(|| (rows, now.unwrap_or_else(|| crate::store::now() / 1000))))
}

/// The header `Date`, in seconds since 1970.
pub(crate) fn server_date(headers: &plock::HeaderMap) -> Option<i64> {
    let date = httpdate::parse_http_date(headers.get("date")?.to_str().ok()?).ok()?;
    Some(Timestamp::try_from(date).ok()?.as_second())
}

/// A row without an id or a time is none of ours.
fn row(operation: &'static Operation, list: &'static Operation, page: &Answer, at: usize) -> Option<Row> {
    let object = list.result?;
    let raw = |wire| page.rows.get(at, slot(object, wire)?);
    let mut values = Vec::new();
    let mut when = None;
    for matched in operation.outbox?.fields {
        let field = body_field(operation, matched)?;
        if is_time(&field.ty) {
            let raw = raw(matched.row)?;
            let second = raw.date_time().ok()?.as_second();
            when = Some(match raw.date_or_date_time().ok()? {
                DateOrDateTime::Date(_) => When::Day(second.div_euclid(DAY)),
                DateOrDateTime::DateTime(_) => When::Second(second),
            });
        } else {
            let ty = object.fields.iter().find(|field| field.wire == matched.row).map(|field| &field.ty)?;
            values.push(event::value(raw(matched.row), if matched.through.is_some() { ty } else { &field.ty }));
        }
    }
    Some(Row { id: raw("id")?.string().ok()?, values, when: when? })
}
