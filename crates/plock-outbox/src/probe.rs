//! Measures what the documents of an API leave open, by sending events and reading them back.

use std::time::{Duration, Instant};

use plock::dynamic::{self, Names};
use plock::meta::Operation;
use plock::{Client, Timestamp};

use crate::error::{Error, ErrorKind, Result};
use crate::event::{NewEvent, Parts};
use crate::readback::{Failure, Query, Reader, Reading};
use crate::rollup::Member;
use crate::rules::{Row, Value, When, day};

const DAY: i64 = 86_400;
/// Amounts of which single precision changes all but the first.
const AMOUNTS: [&str; 4] = ["0.5", "0.1", "16777217", "0.123456789"];
/// How long a row may take to appear.
const LONGEST: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(200);

/// What an API does, and whether the outbox can decide with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What was measured.
    pub subject: &'static str,
    /// What was found.
    pub found: String,
    /// Whether events in doubt can be decided in spite of it.
    pub decides: bool,
}

/// Sends nine events and reads them back. They are real ones: use an environment for tests, and an account and a product that nobody uses.
/// `event`: the arguments of the operation as JSON, with any amount and time.
///
/// # Errors
/// [`ErrorKind::InvalidRequest`] for invalid arguments, and [`ErrorKind::Refused`] if the API refuses an event.
pub async fn probe(client: &Client, operation: &'static Operation, event: &str, names: Names) -> Result<Vec<Finding>> {
    let event = NewEvent::new(operation, event, names, None)?;
    let invalid = || Error::new(ErrorKind::InvalidRequest, "event: expected exactly one amount and one time");
    let member = Member::of(operation, &event.body).ok_or_else(invalid)?;
    // The day before yesterday is over in every time zone.
    let midnight = (day(Timestamp::now().as_second()) - 2) * DAY;
    let run = midnight + 12 * 3600 + Timestamp::now().as_second() % 3600;
    let mut probe = Probe { client, operation, member, reader: Reader::default(), group: event.group };
    let before = probe.rows(midnight).await?;
    let amounts = AMOUNTS.iter().enumerate().map(|(at, amount)| (*amount, run + at as i64));
    // The ends of the day, and one event twice.
    let ends = [("2.5", midnight + 1), ("3.5", midnight + DAY - 1)];
    let sent: Vec<(&str, i64)> = amounts.chain(ends).chain([("4.5", run + 10); 2]).collect();
    for (amount, time) in &sent[..sent.len() - 1] {
        probe.send(amount, *time).await?;
    }
    let begin = Instant::now();
    let mut new = probe.new_rows(midnight, &before, sent.len() - 1).await?;
    let lag = begin.elapsed();
    probe.send("4.5", run + 10).await?;
    let twice = probe.new_rows(midnight, &before, sent.len()).await?;
    let mut findings = vec![Finding {
        subject: "rows appear after",
        found: format!("{:.1} s", lag.as_secs_f32()),
        decides: new.len() + 1 >= sent.len(),
    }];
    let collapsed = twice.len() <= new.len();
    findings.push(Finding {
        subject: "equal events",
        found: if collapsed { "become one row: the second is acknowledged and lost" } else { "become a row each" }
            .to_owned(),
        decides: !collapsed,
    });
    new = twice;
    findings.push(times(&new, &ends, midnight));
    findings.extend(AMOUNTS.iter().map(|amount| rounding(&new, amount)));
    Ok(findings)
}

struct Probe<'a> {
    client: &'a Client,
    operation: &'static Operation,
    member: Member,
    reader: Reader,
    group: i64,
}

impl Probe<'_> {
    async fn send(&self, amount: &str, time: i64) -> Result<()> {
        let refused = |error: plock::Error| Error::new(ErrorKind::Refused, error.to_string());
        let amount =
            plock::parse_decimal(amount).map_err(|error| Error::new(ErrorKind::InvalidRequest, error.to_string()))?;
        let event = self.member.with(self.operation, amount, time, self.group);
        let event = event.ok_or_else(|| Error::new(ErrorKind::InvalidRequest, "event: no time can be set"))?;
        let request = dynamic::call(self.client, self.operation, &event.body, Names::Snake)?;
        request.send().await.map(drop).map_err(refused)
    }

    async fn rows(&mut self, midnight: i64) -> Result<Vec<Row>> {
        let failed = |failure: Failure| match failure {
            Failure::Api(error) => Error::new(ErrorKind::Refused, error.to_string()),
            Failure::Unresolved(what) => Error::new(ErrorKind::Refused, what),
            Failure::Unsteady => Error::new(ErrorKind::Refused, "the list changed while it was read"),
        };
        let body = self.member.with(self.operation, plock::Decimal::ONE, midnight, self.group);
        let body = body.map(|event| event.body).unwrap_or_default();
        let parts = Parts::of(self.operation, &body)?;
        let query: Query = self
            .reader
            .query(self.client, self.operation, &parts, day(midnight), day(midnight))
            .await
            .map_err(failed)?;
        let Reading { rows, .. } = query.read(self.client).await.map_err(failed)?;
        Ok(rows)
    }

    /// Waits for a number of new rows, but not for ever.
    async fn new_rows(&mut self, midnight: i64, before: &[Row], number: usize) -> Result<Vec<Row>> {
        let end = Instant::now() + LONGEST;
        let mut seen = 0;
        loop {
            let rows = self.rows(midnight).await?;
            let new: Vec<Row> = rows.into_iter().filter(|row| before.iter().all(|old| old.id != row.id)).collect();
            // A row that collapsed into another never comes: rows that are there settle in a few readings.
            seen = if new.len() + 1 == number { seen + 1 } else { 0 };
            if new.len() >= number || seen > 10 || Instant::now() >= end {
                return Ok(new);
            }
            tokio::time::sleep(POLL).await;
        }
    }
}

/// The number in the values of a row.
fn amount(row: &Row) -> Option<plock::Decimal> {
    row.values.iter().find_map(|value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    })
}

fn rounding(rows: &[Row], sent: &str) -> Finding {
    let exact = plock::parse_decimal(sent).ok();
    let found = rows.iter().any(|row| amount(row) == exact);
    let near = rows.iter().filter_map(amount).find(|other| {
        exact.is_some_and(|exact| exact != *other && (exact - other).abs() * plock::Decimal::from(100_000) < exact)
    });
    let result = match (found, near) {
        (true, _) => format!("{sent} is read back unchanged"),
        (false, Some(near)) => format!("{sent} is read back as {near}"),
        (false, None) => format!("{sent} is not read back"),
    };
    Finding { subject: "amounts", found: result, decides: found }
}

/// How the list shows the first and the last second of a day.
fn times(rows: &[Row], ends: &[(&str, i64)], midnight: i64) -> Finding {
    let shown = ends.iter().map(|(sent, time)| {
        let sent = plock::parse_decimal(sent).ok();
        rows.iter().find(|row| amount(row) == sent).map(|row| (row.when, *time))
    });
    let (found, decides) = match shown.collect::<Option<Vec<_>>>().as_deref() {
        Some([(When::Second(first), a), (When::Second(last), b)]) if (first, last) == (a, b) => {
            ("points in time, unchanged".to_owned(), true)
        }
        Some([(When::Day(first), _), (When::Day(last), _)]) => {
            let of = day(midnight);
            let zone = match (first - of, last - of) {
                (0, 0) => "dates in UTC",
                (-1, _) => "dates in a time zone west of UTC",
                (_, 1) => "dates in a time zone east of UTC",
                _ => "dates that are not those of the events",
            };
            (zone.to_owned(), first == last || first + 1 == *last)
        }
        Some(_) => ("other points in time than those of the events".to_owned(), false),
        None => ("the events are not in the list".to_owned(), false),
    };
    Finding { subject: "times", found, decides }
}
