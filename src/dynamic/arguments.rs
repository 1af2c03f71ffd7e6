//! Arguments as JSON, read strictly: what a caller means, not what an API may send.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Call, Names};
use crate::http::Invalid;
use crate::json::{Kind, Raw, Scanner};
use crate::meta::{self, Field, Object, Operation, Parameter, Type, Union};
use crate::values::{DateOrDateTime, Id, Json, Timestamp, UnixTime, parse_decimal, parse_timestamp, plain_date};

/// The call that generated code makes of an operation and its arguments.
pub(super) fn build(operation: &'static Operation, args: &str, names: Names) -> Result<Call, Invalid> {
    let mut scanner = Scanner::new(args);
    let raw = scanner.value().and_then(|raw| scanner.end().map(|()| raw));
    let raw = raw.map_err(|fault| Invalid::new("arguments", fault.to_string()))?;
    let known = |name: &str| {
        let parameters = operation.parameters.iter().map(|parameter| (parameter.name, of_parameter(parameter, names)));
        let fields = operation.body.map_or(&[] as &[Field], |body| body.fields);
        let fields = fields.iter().map(|field| (field.name, of_field(field, names)));
        parameters.chain(fields).find(|(_, spelled)| *spelled == name).map(|(snake, _)| snake)
    };
    let args = Arguments::new(raw, names, known)?;
    let index = meta::OPERATIONS.iter().position(|known| std::ptr::eq(known, operation));
    super::dispatch::operation(index.unwrap_or(usize::MAX), &args)
}

/// The only fault whose field is spelled as the caller did.
pub(super) const UNKNOWN: &str = "expected an argument that there is; this one is unknown";

fn of_parameter(parameter: &Parameter, names: Names) -> &'static str {
    match names {
        Names::Snake => parameter.python,
        Names::Camel => parameter.camel,
    }
}

fn of_field(field: &Field, names: Names) -> &'static str {
    match names {
        Names::Snake => field.python,
        Names::Camel => field.camel,
    }
}

/// An argument's name as the caller spells it; `lines.unit_price` for a field within one.
pub(super) fn caller_name(operation: &Operation, name: &str, names: Names) -> String {
    if name == "page_size" && names == Names::Camel {
        return "pageSize".to_owned();
    }
    let mut fields = operation.body.map_or(&[] as &[Field], |body| body.fields);
    let mut spelled = Vec::new();
    for (depth, segment) in name.split('.').enumerate() {
        let parameter = operation.parameters.iter().find(|p| depth == 0 && p.name == segment);
        let field = fields.iter().find(|f| f.name == segment);
        let parameter = parameter.map(|parameter| of_parameter(parameter, names));
        spelled.push(parameter.or(field.map(|field| of_field(field, names))).unwrap_or(segment));
        fields = field.and_then(|field| object(&field.ty)).map_or(&[], |object| object.fields);
    }
    spelled.join(".")
}

/// The object in a type.
fn object(ty: &'static Type) -> Option<&'static Object> {
    match ty {
        Type::Object(object) => Some(object),
        Type::Array(item) | Type::Map(item) | Type::Pair(item) => object(item),
        _ => None,
    }
}

/// Arguments by their names in snake_case.
pub(crate) struct Arguments<'a> {
    members: Vec<(&'static str, Value<'a>)>,
    names: Names,
}

impl<'a> Arguments<'a> {
    fn new(raw: Raw<'a>, names: Names, known: impl Fn(&str) -> Option<&'static str>) -> Result<Self, Invalid> {
        if raw.kind() != Kind::Object {
            return Err(wrong("an object", raw));
        }
        let members = raw.members().into_iter().map(|(name, raw)| match known(&name) {
            Some(snake) => Ok((snake, Value { raw, names })),
            None => Err(Invalid::new(&name, UNKNOWN)),
        });
        Ok(Self { members: members.collect::<Result<_, _>>()?, names })
    }

    fn find(&self, name: &str) -> Option<Value<'a>> {
        self.members.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Given as null, which is another thing than not given.
    pub(crate) fn is_null(&self, name: &str) -> bool {
        self.find(name).is_some_and(|value| value.raw.kind() == Kind::Null)
    }

    pub(crate) fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(Value<'a>) -> Result<T, Invalid>,
    ) -> Result<Option<T>, Invalid> {
        let given = self.find(name).filter(|value| value.raw.kind() != Kind::Null);
        given.map(read).transpose().map_err(|invalid| invalid.within(name))
    }

    pub(crate) fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(Value<'a>) -> Result<T, Invalid>,
    ) -> Result<T, Invalid> {
        self.optional(name, read)?.ok_or_else(|| Invalid::new(name, "expected a value, got none"))
    }

    pub(crate) fn call(&self, operation: impl crate::call::Operation) -> Call {
        Call::new(operation, self.names)
    }
}

/// One argument, or a value in it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    raw: Raw<'a>,
    names: Names,
}

#[cold]
fn wrong(expected: &str, raw: Raw<'_>) -> Invalid {
    let mut shown: String = raw.as_str().chars().take(60).collect();
    if shown.len() < raw.as_str().len() {
        shown.push('…');
    }
    Invalid::new("", format!("expected {expected}, got {shown}"))
}

impl<'a> Value<'a> {
    fn read<T>(self, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Invalid> {
        self.raw.text().and_then(|text| read(&text)).ok_or_else(|| wrong(expected, self.raw))
    }

    pub(crate) fn string(self) -> Result<String, Invalid> {
        self.read("a string", |text| Some(text.to_owned()))
    }

    /// An integer or text, left as it is: a check says later what is wrong with it.
    pub(crate) fn id(self) -> Result<Id, Invalid> {
        match self.raw.kind() {
            Kind::Number => Ok(Id::from(self.raw.as_str())),
            _ => self.read("an integer or its text", |text| Some(Id::from(text))),
        }
    }

    pub(crate) fn integer(self) -> Result<i64, Invalid> {
        self.raw.integer().map_err(|_| wrong("an integer of 64 bits", self.raw))
    }

    pub(crate) fn decimal(self) -> Result<Decimal, Invalid> {
        let text = match self.raw.kind() {
            Kind::Number => Some(self.raw.as_str().into()),
            _ => self.raw.text(),
        };
        let text = text.ok_or_else(|| wrong("a decimal", self.raw))?;
        parse_decimal(&text).map_err(|e| Invalid::new("", format!("{e}, got {text:?}")))
    }

    pub(crate) fn boolean(self) -> Result<bool, Invalid> {
        self.raw.boolean().map_err(|_| wrong("true or false", self.raw))
    }

    pub(crate) fn date(self) -> Result<Date, Invalid> {
        self.read("a date such as 2025-06-26", |text| plain_date(text.as_bytes()))
    }

    pub(crate) fn date_time(self) -> Result<Timestamp, Invalid> {
        self.read("a date-time such as 2025-06-26T07:35:49Z", parse_timestamp)
    }

    pub(crate) fn date_or_date_time(self) -> Result<DateOrDateTime, Invalid> {
        self.read("a date such as 2025-06-26 or a date-time such as 2025-06-26T07:35:49Z", |text| text.parse().ok())
    }

    pub(crate) fn unix_time(self) -> Result<UnixTime, Invalid> {
        const EXPECTED: &str = "seconds since 1970 or a date-time such as 2025-06-26T07:35:49Z";
        match self.raw.kind() {
            Kind::Number => self.raw.as_str().parse().map_err(|_| wrong(EXPECTED, self.raw)),
            _ => self.read(EXPECTED, |text| text.parse().ok()),
        }
    }

    pub(crate) fn json(self) -> Result<Json, Invalid> {
        Ok(self.raw.json())
    }

    pub(crate) fn array<T>(self, read: impl Fn(Self) -> Result<T, Invalid>) -> Result<Vec<T>, Invalid> {
        if self.raw.kind() != Kind::Array {
            return Err(wrong("an array", self.raw));
        }
        self.raw.items().into_iter().map(|raw| read(Self { raw, ..self })).collect()
    }

    pub(crate) fn pair<T>(self, read: impl Fn(Self) -> Result<T, Invalid>) -> Result<(T, T), Invalid> {
        let mut items = self.array(read)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(from), Some(to), None) => Ok((from, to)),
            _ => Err(wrong("two values", self.raw)),
        }
    }

    pub(crate) fn map<T>(self, read: impl Fn(Self) -> Result<T, Invalid>) -> Result<BTreeMap<String, T>, Invalid> {
        if self.raw.kind() != Kind::Object {
            return Err(wrong("an object", self.raw));
        }
        let members = self.raw.members().into_iter();
        members.map(|(name, raw)| Ok((name.into_owned(), read(Self { raw, ..self })?))).collect()
    }

    pub(crate) fn object<T>(
        self,
        object: &'static Object,
        read: impl FnOnce(&Arguments<'a>) -> Result<T, Invalid>,
    ) -> Result<T, Invalid> {
        let known =
            |name: &str| object.fields.iter().find(|field| of_field(field, self.names) == name).map(|field| field.name);
        read(&Arguments::new(self.raw, self.names, known)?)
    }

    /// Which member of a `oneOf` it is.
    pub(crate) fn variant(self, union: &'static Union) -> Option<usize> {
        let ty = super::variant(self.raw, union).or_else(|| {
            // The tag may be spelled as the caller's language does.
            union.variants.iter().map(|variant| &variant.ty).find(|ty| {
                let fields = object(ty).map_or(&[] as &[Field], |object| object.fields);
                let tag = fields.iter().find(|field| Some(field.wire) == union.tag);
                let given = tag.and_then(|field| self.raw.member(of_field(field, self.names)));
                let tags = union.variants.iter().find(|variant| std::ptr::eq(&variant.ty, *ty)).map(|v| v.tags);
                given.zip(tags).is_some_and(|(given, tags)| tags.contains(&given.as_str()))
            })
        })?;
        union.variants.iter().position(|variant| std::ptr::eq(&variant.ty, ty))
    }
}
