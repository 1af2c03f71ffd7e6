//! Events: their states, and what the list is asked for to find them.

use std::collections::BTreeMap;

use plock::dynamic::{self, JsonNames, Names, Raw, Rows};
use plock::meta::{Field, Matched, OPERATIONS, Operation, Type};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, Result};
use crate::rules::Value;

macro_rules! states {
    ($($(#[$doc:meta])* $state:ident = $number:literal $name:literal,)*) => {
        /// State of an event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum State {
            $($(#[$doc])* $state = $number,)*
        }

        impl State {
            /// All states, in the order of their numbers in the file.
            pub const ALL: &'static [State] = &[$(State::$state),*];

            /// Name of the state: `in_doubt`.
            pub fn name(self) -> &'static str {
                match self {
                    $(State::$state => $name,)*
                }
            }

            pub(crate) fn of(number: i64) -> Option<State> {
                match number {
                    $($number => Some(State::$state),)*
                    _ => None,
                }
            }
        }
    };
}
states! {
    /// Stored, to be sent.
    #[default]
    Queued = 0 "queued",
    /// Being sent.
    Claimed = 1 "claimed",
    /// Recorded by the API: acknowledged, or found in its list.
    Delivered = 2 "delivered",
    /// Refused by the API; certainly not recorded.
    Rejected = 3 "rejected",
    /// Sent, and it is not known whether it was recorded.
    InDoubt = 4 "in_doubt",
    /// Discarded by a person.
    Dropped = 5 "dropped",
    /// Part of another event, which has the sum of its window, or its largest or smallest value.
    Merged = 6 "merged",
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Number of the event in the outbox.
    pub seq: i64,
    /// Key that the caller gave.
    pub key: Option<String>,
    /// `operationId` of the operation that sends it.
    pub operation: String,
    /// Arguments of the operation, as JSON.
    pub body: String,
    /// State.
    pub state: State,
    /// Why it is in this state, where that needs an explanation.
    pub reason: Option<String>,
    /// How often it was sent.
    pub attempts: u32,
    /// When it was recorded, in milliseconds since 1970.
    pub recorded_at: i64,
}

/// An event that is valid and not yet stored.
#[derive(Debug, Clone)]
pub(crate) struct NewEvent {
    pub key: Option<String>,
    pub operation: &'static Operation,
    pub body: String,
    /// Hash of what the list can be asked for.
    pub group: i64,
    /// Seconds since 1970.
    pub time: i64,
}

impl NewEvent {
    /// Checks the arguments of an operation: JSON with names in snake_case.
    pub(crate) fn new(operation: &'static Operation, body: &str, names: Names, key: Option<String>) -> Result<Self> {
        dynamic::check(operation, body, names)?;
        let body = snake_case(operation, body, names);
        let parts = Parts::of(operation, &body)?;
        let event = Self { key: None, operation, group: parts.group_hash(operation), time: parts.time, body };
        match key {
            Some(key) => event.with_key(key),
            None => Ok(event),
        }
    }

    /// An event that is not sent by the outbox: of an operation that may have no list. The body has names in snake_case.
    pub(crate) fn of_journal(operation: &'static Operation, body: String, key: String) -> Result<Self> {
        match operation.outbox {
            Some(_) => Self::new(operation, &body, Names::Snake, Some(key)),
            None => Self { key: None, operation, group: 0, time: 0, body }.with_key(key),
        }
    }

    pub(crate) fn with_key(self, key: String) -> Result<Self> {
        if key.is_empty() {
            return Err(Error::new(ErrorKind::InvalidRequest, "key: expected at least one character"));
        }
        Ok(Self { key: Some(key), ..self })
    }

    /// Whether another body says the same.
    pub(crate) fn is_same(&self, operation: &str, body: &str) -> bool {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        let parts = |body: &str| Parts::of(self.operation, body).ok();
        operation == self.operation.id
            && (self.body == body
                || read(&self.body) == read(body)
                || parts(&self.body).is_some_and(|own| parts(body).is_some_and(|other| own == other)))
    }
}

/// The arguments with their names in snake_case.
fn snake_case(operation: &'static Operation, body: &str, names: Names) -> String {
    let (Names::Camel, Some(object)) = (names, operation.body) else { return body.to_owned() };
    // Valid: it was checked before.
    let rows = Rows::from_json(object, body, JsonNames::Camel);
    rows.map_or_else(|_| body.to_owned(), |rows| rows.row(0).to_argument(JsonNames::Snake))
}

/// The operation of an id.
pub(crate) fn operation(id: &str) -> Result<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.id == id).ok_or_else(|| {
        Error::new(ErrorKind::Refused, format!("the file has events of `{id}`, which this version cannot send"))
    })
}

/// The values of a body that a row of the list has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    /// In the order of [`Outbox::fields`], without the time.
    pub values: Vec<(&'static Matched, Value)>,
    /// Seconds since 1970.
    pub time: i64,
}

impl Parts {
    pub(crate) fn of(operation: &'static Operation, body: &str) -> Result<Self> {
        let invalid = |what: String| Error::new(ErrorKind::InvalidRequest, what);
        let outbox = operation.outbox.ok_or_else(|| invalid(format!("`{}` has no outbox", operation.id)))?;
        let members: BTreeMap<&str, &RawValue> =
            serde_json::from_str(body).map_err(|error| invalid(format!("arguments: {error}")))?;
        let mut values = Vec::new();
        let mut time = None;
        for matched in outbox.fields {
            let Some(field) = body_field(operation, matched) else { continue };
            let raw = members.get(field.python).map(|raw| Raw::new(raw.get()));
            match raw.filter(|_| is_time(&field.ty)) {
                Some(raw) if time.is_none() => time = second(raw),
                _ => values.push((matched, value(raw, &field.ty))),
            }
        }
        let time = time.ok_or_else(|| invalid("expected a time".to_owned()))?;
        Ok(Self { values, time })
    }

    /// The arguments of the list that narrow it down to these values, as they are in the body.
    pub(crate) fn filtered(&self) -> impl Iterator<Item = &(&'static Matched, Value)> {
        self.values.iter().filter(|(matched, _)| matched.filter.is_some())
    }

    fn group_hash(&self, operation: &Operation) -> i64 {
        let mut hash = crate::store::Hash::default();
        hash.add(operation.id);
        for (_, value) in self.filtered() {
            hash.add(&text(value));
        }
        hash.finish()
    }
}

/// The text of a value; that of a number does not depend on its scale.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Absent => String::new(),
    }
}

pub(crate) fn body_field(operation: &'static Operation, matched: &Matched) -> Option<&'static Field> {
    operation.body?.fields.iter().find(|field| field.name == matched.body)
}

pub(crate) fn is_time(ty: &Type) -> bool {
    matches!(ty, Type::UnixTime | Type::DateTime | Type::Date | Type::DateOrDateTime)
}

/// Seconds since 1970 of a time in a body.
fn second(raw: Raw<'_>) -> Option<i64> {
    let unix = raw.unix_time().ok().map(|time| time.as_second());
    unix.or_else(|| raw.date_time().ok().map(|time| time.as_second()))
}

/// A value in the form in which bodies and rows are compared.
pub(crate) fn value(raw: Option<Raw<'_>>, ty: &Type) -> Value {
    let Some(raw) = raw.filter(|raw| raw.kind() != plock::dynamic::Kind::Null) else { return Value::Absent };
    let text = |text: Option<String>| text.map_or(Value::Absent, Value::Text);
    match ty {
        Type::Decimal => raw.decimal().map_or(Value::Absent, Value::Number),
        Type::Id { .. } => text(raw.id().ok().map(|id| id.into_owned())),
        _ => text(raw.string().ok()),
    }
}
