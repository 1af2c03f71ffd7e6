//! Rows as flat JSON.

use std::fmt::Write;

use super::rows::{Row, Rows};
use super::rows_builder::variant;
use crate::json::{Kind, Raw, Scanner};
use crate::meta::{Field, Type};

/// Naming of the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonNames {
    /// As on the wire.
    Wire,
    /// `account_id`
    Snake,
    /// `accountId`
    Camel,
}

impl JsonNames {
    /// Name of a field.
    pub fn of(self, field: &Field) -> &'static str {
        match self {
            Self::Wire => field.wire,
            Self::Snake => field.python,
            Self::Camel => field.camel,
        }
    }
}

impl Rows {
    /// The extra members of a row as a JSON object. `None` if there are none.
    pub fn extra_json(&self, row: usize) -> Option<String> {
        let mut extra = self.extra(row).peekable();
        extra.peek().is_some().then(|| members(extra))
    }
}

impl Row {
    /// The object as flat JSON: decimals as strings with their scale, dates as ISO 8601, absent fields as null, and extra members at the
    /// end.
    pub fn to_json(&self, names: JsonNames) -> String {
        self.written(names, true)
    }

    /// As [`to_json`](Self::to_json), as the argument of a call: absent fields are left out, since null would be sent.
    pub fn to_argument(&self, names: JsonNames) -> String {
        self.written(names, false)
    }

    fn written(&self, names: JsonNames, nulls: bool) -> String {
        let mut out = String::new();
        self.write(&mut out, names, nulls);
        out
    }

    /// The value of a field as in [`to_json`](Self::to_json). `None` if it is absent or null.
    pub fn field_json(&self, slot: usize, names: JsonNames) -> Option<String> {
        let (raw, object) = self.get(slot).zip(self.rows.object())?;
        let mut out = String::new();
        self.value(&mut out, raw, &object.fields[slot].ty, names, true);
        Some(out)
    }

    fn write(&self, out: &mut String, names: JsonNames, nulls: bool) {
        let fields = self.rows.object().map_or(&[] as &[_], |object| object.fields);
        out.push('{');
        for (slot, field) in fields.iter().enumerate() {
            let raw = self.get(slot);
            if raw.is_none() && !nulls {
                continue;
            }
            comma(out);
            let _ = write!(out, "\"{}\":", names.of(field));
            match raw {
                Some(raw) => self.value(out, raw, &field.ty, names, nulls),
                None => out.push_str("null"),
            }
        }
        for (name, raw) in self.extra().filter(|(name, _)| fields.iter().all(|field| names.of(field) != *name)) {
            comma(out);
            text(out, name);
            let _ = write!(out, ":{}", raw.as_str());
        }
        out.push('}');
    }

    fn value(&self, out: &mut String, raw: Raw<'_>, ty: &'static Type, names: JsonNames, nulls: bool) {
        match ty {
            Type::String | Type::Enum(_) => text(out, &raw.string().unwrap_or_default()),
            Type::Id { .. } => text(out, &raw.id().unwrap_or_default()),
            Type::Decimal => quoted(out, raw.decimal().ok()),
            Type::Date => quoted(out, raw.date().ok()),
            Type::DateTime => quoted(out, raw.date_time().ok()),
            Type::DateOrDateTime => quoted(out, raw.date_or_date_time().ok()),
            Type::Integer => plain(out, raw.integer().ok()),
            Type::Boolean => plain(out, raw.boolean().ok()),
            Type::UnixTime => plain(out, raw.unix_time().ok()),
            Type::Json => out.push_str(raw.as_str()),
            Type::Object(object) => match self.rows.nested(raw, object) {
                Ok(rows) => rows.row(0).write(out, names, nulls),
                Err(_) => out.push_str("null"),
            },
            Type::OneOf(union) => self.value(out, raw, variant(raw, union).unwrap_or(&Type::Json), names, nulls),
            Type::Nullable(_) if raw.kind() == Kind::Null => out.push_str("null"),
            Type::Nullable(item) => self.value(out, raw, item, names, nulls),
            Type::Array(item) | Type::Pair(item) => {
                out.push('[');
                for raw in raw.items() {
                    comma(out);
                    self.value(out, raw, item, names, nulls);
                }
                out.push(']');
            }
            Type::Map(item) => {
                out.push('{');
                for (name, raw) in raw.members() {
                    comma(out);
                    text(out, &name);
                    out.push(':');
                    self.value(out, raw, item, names, nulls);
                }
                out.push('}');
            }
        }
    }
}

/// A JSON object of members as they are.
pub(super) fn members<'a>(members: impl Iterator<Item = (&'a str, Raw<'a>)>) -> String {
    let mut out = "{".to_owned();
    for (name, raw) in members {
        comma(&mut out);
        text(&mut out, name);
        let _ = write!(out, ":{}", raw.as_str());
    }
    out + "}"
}

fn comma(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

fn text(out: &mut String, value: &str) {
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}

fn plain(out: &mut String, value: Option<impl std::fmt::Display>) {
    let _ = match value {
        Some(value) => write!(out, "{value}"),
        None => write!(out, "null"),
    };
}

fn quoted(out: &mut String, value: Option<impl std::fmt::Display>) {
    plain(out, value.map(|value| format!("\"{value}\"")));
}

impl<'a> Raw<'a> {
    /// Values of an array; empty for other kinds.
    pub fn items(self) -> Vec<Raw<'a>> {
        self.array(Ok).unwrap_or_default()
    }

    /// Members of an object; empty for other kinds.
    pub fn members(self) -> Vec<(std::borrow::Cow<'a, str>, Raw<'a>)> {
        let mut members = Vec::new();
        if self.kind() == Kind::Object {
            let read = Scanner::new(self.as_str()).members(|scanner, name| {
                members.push((name, scanner.value()?));
                Ok(())
            });
            debug_assert!(read.is_ok(), "a raw value is well-formed");
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonNames, Raw};
    use crate::dynamic::Rows;
    use crate::meta::{Field, OBJECTS, Object, Type, Union, Variant};

    #[test]
    fn an_argument_has_no_absent_fields() {
        let object = OBJECTS.iter().find(|object| object.fields.iter().all(|field| !field.required)).unwrap();
        let row = Rows::from_json(object, "{}", JsonNames::Snake).unwrap().row(0);
        assert_eq!(row.to_argument(JsonNames::Snake), "{}");
        assert_eq!(row.to_json(JsonNames::Snake).matches("null").count(), object.fields.len());
    }

    #[test]
    fn items_may_be_null_if_the_spec_says_so() {
        static TAGS: Object = Object {
            index: 0,
            name: "Tags",
            description: "",
            fields: &[
                Field::named("amounts", Type::Array(&Type::Nullable(&Type::Decimal))),
                Field::named("names", Type::Map(&Type::Nullable(&Type::String))),
                Field::named("ids", Type::Array(&Type::Id { number: true })),
            ],
        };
        let read = |text: &str| Rows::from_json(&TAGS, text, JsonNames::Snake);
        let text = r#"{"amounts":["1.50",null],"names":{"a":null,"b":"c"},"ids":["1"]}"#;
        assert_eq!(read(text).unwrap().row(0).to_json(JsonNames::Snake), text);
        let error = read(r#"{"ids":[1,null]}"#).unwrap_err();
        assert_eq!(error.pointer(), Some("/ids/1"));
    }

    #[test]
    fn an_object_without_fields_has_extra_members() {
        static NOTHING: Object = Object { index: 0, name: "Nothing", description: "", fields: &[] };
        let values = ["{}", r#"{"a":1}"#, "{}", r#"{"b":"x","c":2.50}"#].map(Raw::new);
        let rows = Rows::default().nested_all(values.into_iter(), &NOTHING);
        let extra: Vec<_> = (0..4).map(|row| rows.extra_json(row)).collect();
        assert_eq!(extra, [None, Some(r#"{"a":1}"#.into()), None, Some(r#"{"b":"x","c":2.50}"#.into())]);
    }

    #[test]
    fn an_optional_object_may_be_null() {
        let object = OBJECTS.iter().find(|object| object.fields.iter().all(|field| !field.required)).unwrap();
        let read = |body: &[u8], optional| Rows::one(body, object, true, optional);
        assert!(read(br#"{"data":null}"#, true).unwrap().is_empty());
        assert_eq!(read(br#"{"data":{}}"#, true).unwrap().len(), 1);
        assert!(read(br#"{"data":null}"#, false).is_err());
        assert!(read(b"{}", true).is_err());
    }

    /// The names of a language, as in `from_dict(to_dict())`, keep the type of an object.
    #[test]
    fn a_discriminator_is_found_by_any_of_its_names() {
        static CARD: Object = Object {
            index: 1,
            name: "Card",
            description: "",
            fields: &[
                Field { wire: "payKind", ..Field::named("pay_kind", Type::String) },
                Field::named("amount", Type::Decimal),
            ],
        };
        static ANY: Union = Union {
            name: "Any",
            tag: Some("payKind"),
            variants: &[Variant { ty: Type::Object(&CARD), tags: &["card"] }],
        };
        static PAID: Object =
            Object { index: 0, name: "Paid", description: "", fields: &[Field::named("by", Type::OneOf(&ANY))] };
        let text = r#"{"by":{"payKind":"card","amount":1.50}}"#;
        let snake = Rows::from_json(&PAID, text, JsonNames::Wire).unwrap().row(0).to_json(JsonNames::Snake);
        assert_eq!(snake, r#"{"by":{"pay_kind":"card","amount":"1.50"}}"#);
        let read = Rows::from_json(&PAID, &snake, JsonNames::Snake).unwrap();
        assert_eq!(read.row(0).to_json(JsonNames::Wire), r#"{"by":{"payKind":"card","amount":"1.50"}}"#);
    }
}
