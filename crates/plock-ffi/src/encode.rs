//! Values as bytes, in the order in which generated code of the other language reads them.
//!
//! A number is a varint (LEB128), zigzag-encoded if it can be negative. A text is its length in bytes and its UTF-8. A field is a
//! marker (`NONE`, `SAME` as in the previous row, or `SOME`), followed by a value in the last case. An object is its fields in the
//! order of the spec, followed by the members that the spec does not name.

use plock::dynamic::{Answer, Kind, PageFacts, Raw, Row, Rows, variant};
use plock::meta::Type;
use plock::{DateOrDateTime, Decimal, Timestamp};

const NONE: u8 = 0;
const SOME: u8 = 1;
const SAME: u8 = 2;

/// Flag in the scale of a decimal: its digits need 128 bits.
const LONG: u8 = 0x80;

#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn byte(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(crate) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    pub(crate) fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)) as u64);
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.number(value.len() as u64);
        self.0.extend_from_slice(value.as_bytes());
    }

    pub(crate) fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => {
                self.byte(SOME);
                write(self, value);
            }
            None => self.byte(NONE),
        }
    }

    pub(crate) fn optional_text(&mut self, value: Option<&str>) {
        self.optional(value, Self::text);
    }

    pub(crate) fn optional_number(&mut self, value: Option<u64>) {
        self.optional(value, Self::number);
    }

    fn decimal(&mut self, value: Decimal) {
        let (digits, scale) = (value.mantissa(), value.scale() as u8);
        match i64::try_from(digits) {
            Ok(digits) => {
                self.byte(scale);
                self.signed(digits);
            }
            Err(_) => {
                self.byte(scale | LONG);
                self.byte(u8::from(digits < 0));
                self.0.extend_from_slice(&digits.unsigned_abs().to_be_bytes());
            }
        }
    }

    fn date(&mut self, date: plock::Date) {
        self.signed(date.year().into());
        self.byte(date.month() as u8);
        self.byte(date.day() as u8);
    }

    fn time(&mut self, time: Timestamp) {
        self.signed(time.as_second());
        self.number(time.subsec_nanosecond().into());
    }

    pub(crate) fn page(&mut self, facts: &PageFacts, rows: &Rows) {
        self.optional_number(facts.current_page);
        self.optional_number(facts.last_page);
        self.optional_number(facts.per_page);
        self.optional_number(facts.total);
        self.optional_text(facts.next.as_deref());
        self.number(rows.len() as u64);
        let mut previous = None;
        for index in 0..rows.len() {
            let row = rows.row(index);
            self.row(&row, previous.as_ref());
            previous = Some(row);
        }
    }

    /// The object of a response, if there is one. A marker says whether an optional one is there.
    pub(crate) fn object(&mut self, answer: &Answer) {
        let row = answer.rows.object().map(|_| answer.rows.row(0));
        match row {
            row if answer.optional => self.optional(row, |out, row| out.row(&row, None)),
            Some(row) => self.row(&row, None),
            None => {}
        }
    }

    pub(crate) fn row(&mut self, row: &Row, previous: Option<&Row>) {
        let fields = row.rows.object().map_or(&[] as &[_], |object| object.fields);
        for (slot, field) in fields.iter().enumerate() {
            let Some(raw) = row.get(slot) else {
                self.byte(NONE);
                continue;
            };
            if previous.and_then(|row| row.get(slot)).is_some_and(|previous| previous.as_str() == raw.as_str()) {
                self.byte(SAME);
                continue;
            }
            self.byte(SOME);
            self.value(raw, &field.ty, &row.rows);
        }
        let extra: Vec<_> = row.extra().collect();
        self.number(extra.len() as u64);
        for (name, raw) in extra {
            self.text(name);
            self.text(raw.as_str());
        }
    }

    /// The fallbacks are never used: every field was checked when its page was decoded.
    fn value(&mut self, raw: Raw<'_>, ty: &'static Type, rows: &Rows) {
        match ty {
            Type::Id { .. } => self.text(&raw.id().unwrap_or_default()),
            Type::String | Type::Enum(_) => match raw.text() {
                Some(text) => self.text(&text),
                None => self.text(&raw.string().unwrap_or_default()),
            },
            Type::Integer => self.signed(raw.integer().unwrap_or_default()),
            Type::Decimal => self.decimal(raw.decimal().unwrap_or_default()),
            Type::Boolean => self.byte(u8::from(raw.boolean().unwrap_or_default())),
            Type::Date => self.date(raw.date().unwrap_or_default()),
            Type::DateTime => self.time(raw.date_time().unwrap_or_default()),
            Type::DateOrDateTime => match raw.date_or_date_time().unwrap_or_default() {
                DateOrDateTime::Date(date) => {
                    self.byte(0);
                    self.date(date);
                }
                DateOrDateTime::DateTime(time) => {
                    self.byte(1);
                    self.time(time);
                }
            },
            Type::UnixTime => self.signed(raw.unix_time().unwrap_or_default().as_second()),
            Type::Object(object) => match rows.nested(raw, object) {
                Ok(nested) => self.row(&nested.row(0), None),
                Err(_) => self.row(&Rows::default().row(0), None),
            },
            Type::OneOf(union) => {
                let known = variant(raw, union);
                let index = known.and_then(|ty| union.variants.iter().position(|v| std::ptr::eq(&v.ty, ty)));
                match index.zip(known) {
                    Some((index, ty)) => {
                        self.number(index as u64 + 1);
                        self.value(raw, ty, rows);
                    }
                    None => {
                        self.number(0);
                        self.text(raw.as_str());
                    }
                }
            }
            Type::Nullable(item) => {
                let value = (raw.kind() != Kind::Null).then_some(raw);
                self.optional(value, |writer, raw| writer.value(raw, item, rows));
            }
            Type::Array(item) | Type::Pair(item) => {
                let items = raw.items();
                self.number(items.len() as u64);
                for raw in items {
                    self.value(raw, item, rows);
                }
            }
            Type::Map(item) => {
                let members = raw.members();
                self.number(members.len() as u64);
                for (name, raw) in members {
                    self.text(&name);
                    self.value(raw, item, rows);
                }
            }
            // `Json`, and types unknown to this crate.
            _ => self.text(raw.as_str()),
        }
    }
}
