//! Arguments from JSON, read more strictly than responses.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Call, Names, rows_builder};
use crate::http::InvalidArgument;
use crate::json::{Kind, Raw, Scanner};
use crate::meta::{self, Field, Object, Operation, Parameter, Type, Union};
use crate::values::{
    DateOrDateTime, Id, Json, Timestamp, UnixTime, lacks_offset, parse_decimal, parse_timestamp, plain_date,
};

/// Builds the call of an operation with generated code.
pub(super) fn build(operation: &'static Operation, args: &str, names: Names) -> Result<Call, InvalidArgument> {
    let mut scanner = Scanner::new(args);
    let raw = scanner.value().and_then(|raw| scanner.end().map(|()| raw));
    let raw = raw.map_err(|error| InvalidArgument::new("arguments", error.to_string()))?;
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

/// The only error whose field has the spelling of the caller already.
pub(super) const UNKNOWN: &str = "unknown argument";

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

/// Name of an argument as the caller spells it; `lines.unit_price` for a nested field.
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

/// The object that a type contains.
fn object(ty: &'static Type) -> Option<&'static Object> {
    match ty {
        Type::Object(object) => Some(object),
        Type::Array(item) | Type::Map(item) | Type::Pair(item) | Type::Nullable(item) => object(item),
        _ => None,
    }
}

/// Arguments by name in snake_case.
pub(crate) struct Arguments<'a> {
    members: Vec<(&'static str, Value<'a>)>,
    names: Names,
}

impl<'a> Arguments<'a> {
    fn new(raw: Raw<'a>, names: Names, known: impl Fn(&str) -> Option<&'static str>) -> Result<Self, InvalidArgument> {
        if raw.kind() != Kind::Object {
            return Err(wrong("an object", raw));
        }
        let members = raw.members().into_iter().map(|(name, raw)| match known(&name) {
            Some(snake) => Ok((snake, Value { raw, names })),
            None => Err(InvalidArgument::new(&name, UNKNOWN)),
        });
        Ok(Self { members: members.collect::<Result<_, _>>()?, names })
    }

    fn find(&self, name: &str) -> Option<Value<'a>> {
        self.members.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Whether the argument is null, as opposed to absent.
    pub(crate) fn is_null(&self, name: &str) -> bool {
        self.find(name).is_some_and(|value| value.raw.kind() == Kind::Null)
    }

    pub(crate) fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(Value<'a>) -> Result<T, InvalidArgument>,
    ) -> Result<Option<T>, InvalidArgument> {
        let given = self.find(name).filter(|value| value.raw.kind() != Kind::Null);
        given.map(read).transpose().map_err(|invalid| invalid.within(name))
    }

    pub(crate) fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(Value<'a>) -> Result<T, InvalidArgument>,
    ) -> Result<T, InvalidArgument> {
        self.optional(name, read)?.ok_or_else(|| InvalidArgument::new(name, "expected a value, got none"))
    }

    /// Checks a field that has only one value, which may be left out.
    pub(crate) fn constant(&self, name: &str, value: &str) -> Result<(), InvalidArgument> {
        match self.optional(name, Value::string)? {
            Some(other) if other != value => {
                Err(InvalidArgument::new(name, format!("expected {value:?}, got {other:?}")))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn call(&self, operation: impl crate::call::Operation) -> Call {
        Call::new(operation, self.names)
    }
}

fn with_offset(text: &str) -> Option<&str> {
    (!lacks_offset(text)).then_some(text)
}

/// An argument, or a value in it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    raw: Raw<'a>,
    names: Names,
}

#[cold]
fn wrong(expected: &str, raw: Raw<'_>) -> InvalidArgument {
    InvalidArgument::new("", format!("expected {expected}, got {}", raw.excerpt()))
}

impl<'a> Value<'a> {
    fn read<T>(self, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, InvalidArgument> {
        self.raw.text().and_then(|text| read(&text)).ok_or_else(|| wrong(expected, self.raw))
    }

    pub(crate) fn string(self) -> Result<String, InvalidArgument> {
        self.read("a string", |text| Some(text.to_owned()))
    }

    /// Reads an id; validated later.
    pub(crate) fn id(self) -> Result<Id, InvalidArgument> {
        match self.raw.kind() {
            Kind::Number => Ok(Id::from(self.raw.as_str())),
            _ => self.read("an integer or its text", |text| Some(Id::from(text))),
        }
    }

    pub(crate) fn integer(self) -> Result<i64, InvalidArgument> {
        self.raw.integer().map_err(|_| wrong("a 64-bit integer", self.raw))
    }

    pub(crate) fn decimal(self) -> Result<Decimal, InvalidArgument> {
        let text = match self.raw.kind() {
            Kind::Number => Some(self.raw.as_str().into()),
            _ => self.raw.text(),
        };
        let text = text.ok_or_else(|| wrong("a decimal", self.raw))?;
        parse_decimal(&text).map_err(|e| InvalidArgument::new("", format!("{e}, got {text:?}")))
    }

    pub(crate) fn boolean(self) -> Result<bool, InvalidArgument> {
        self.raw.boolean().map_err(|_| wrong("true or false", self.raw))
    }

    pub(crate) fn date(self) -> Result<Date, InvalidArgument> {
        self.read("a date such as 2025-06-26", |text| plain_date(text.as_bytes()))
    }

    pub(crate) fn date_time(self) -> Result<Timestamp, InvalidArgument> {
        self.read("a date-time with an offset such as 2025-06-26T07:35:49Z", |text| parse_timestamp(with_offset(text)?))
    }

    pub(crate) fn date_or_date_time(self) -> Result<DateOrDateTime, InvalidArgument> {
        const EXPECTED: &str = "a date such as 2025-06-26 or a date-time with an offset such as 2025-06-26T07:35:49Z";
        self.read(EXPECTED, |text| with_offset(text)?.parse().ok())
    }

    pub(crate) fn unix_time(self) -> Result<UnixTime, InvalidArgument> {
        const EXPECTED: &str = "seconds since 1970 or a date-time with an offset such as 2025-06-26T07:35:49Z";
        match self.raw.kind() {
            Kind::Number => self.raw.as_str().parse().map_err(|_| wrong(EXPECTED, self.raw)),
            _ => self.read(EXPECTED, |text| with_offset(text)?.parse().ok()),
        }
    }

    pub(crate) fn json(self) -> Result<Json, InvalidArgument> {
        Ok(self.raw.json())
    }

    pub(crate) fn array<T>(self, read: impl Fn(Self) -> Result<T, InvalidArgument>) -> Result<Vec<T>, InvalidArgument> {
        if self.raw.kind() != Kind::Array {
            return Err(wrong("an array", self.raw));
        }
        self.raw.items().into_iter().map(|raw| read(Self { raw, ..self })).collect()
    }

    pub(crate) fn pair<T>(self, read: impl Fn(Self) -> Result<T, InvalidArgument>) -> Result<(T, T), InvalidArgument> {
        let mut items = self.array(read)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(from), Some(to), None) => Ok((from, to)),
            _ => Err(wrong("two values", self.raw)),
        }
    }

    pub(crate) fn nullable<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, InvalidArgument>,
    ) -> Result<Option<T>, InvalidArgument> {
        if self.raw.kind() == Kind::Null { Ok(None) } else { read(self).map(Some) }
    }

    pub(crate) fn map<T>(
        self,
        read: impl Fn(Self) -> Result<T, InvalidArgument>,
    ) -> Result<BTreeMap<String, T>, InvalidArgument> {
        if self.raw.kind() != Kind::Object {
            return Err(wrong("an object", self.raw));
        }
        let members = self.raw.members().into_iter();
        members.map(|(name, raw)| Ok((name.into_owned(), read(Self { raw, ..self })?))).collect()
    }

    pub(crate) fn object<T>(
        self,
        object: &'static Object,
        read: impl FnOnce(&Arguments<'a>) -> Result<T, InvalidArgument>,
    ) -> Result<T, InvalidArgument> {
        let known =
            |name: &str| object.fields.iter().find(|field| of_field(field, self.names) == name).map(|field| field.name);
        read(&Arguments::new(self.raw, self.names, known)?)
    }

    /// Index of the variant of a union.
    pub(crate) fn variant(self, union: &'static Union) -> Option<usize> {
        let ty = super::variant(self.raw, union)?;
        union.variants.iter().position(|variant| std::ptr::eq(&variant.ty, ty))
    }

    /// A value that matches no variant of a union: another kind of JSON, or an object with another discriminator.
    pub(crate) fn other(self, union: &'static Union) -> Result<Json, InvalidArgument> {
        match union.tag {
            Some(tag) if self.raw.kind() == Kind::Object && rows_builder::tag(self.raw, union).is_none() => {
                let known: Vec<_> = union.variants.iter().flat_map(|variant| variant.tags).copied().collect();
                Err(InvalidArgument::new("", format!("expected an object with {tag:?}: {}", known.join(" or "))))
            }
            _ => self.json(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Names, Value};
    use crate::json::Raw;
    use crate::meta::{Field, Object, Place, Type, Union, Variant};

    static CARD: Object = Object { index: 0, name: "Card", description: "", fields: &[field("pay_kind", "payKind")] };
    static PAYMENT: Union = Union {
        name: "Payment",
        tag: Some("payKind"),
        variants: &[
            Variant { ty: Type::Object(&CARD), tags: &["card", "debit"] },
            Variant { ty: Type::String, tags: &[] },
        ],
    };

    const fn field(name: &'static str, wire: &'static str) -> Field {
        Field {
            name,
            python: name,
            camel: wire,
            wire,
            place: Place::Top,
            required: true,
            ty: Type::String,
            description: "",
            constant: Some("card"),
            records: None,
            references: None,
            currency: None,
            after: None,
            scale: None,
            header: false,
        }
    }

    fn value(text: &str) -> Value<'_> {
        Value { raw: Raw::new(text), names: Names::Snake }
    }

    #[test]
    fn a_constant_may_be_left_out_and_has_no_other_value() {
        let check = |text| {
            let known = |name: &str| (name == "kind").then_some("kind");
            Arguments::new(Raw::new(text), Names::Snake, known).unwrap().constant("kind", "card")
        };
        assert!(check("{}").is_ok());
        assert!(check(r#"{"kind":"card"}"#).is_ok());
        assert_eq!(check(r#"{"kind":"bank"}"#).unwrap_err().field, "kind");
    }

    #[test]
    fn the_discriminator_has_the_name_of_the_language_or_the_wire() {
        for (text, variant) in [
            (r#"{"pay_kind":"debit"}"#, Some(0)),
            (r#"{"payKind":"card"}"#, Some(0)),
            (r#"{"pay_kind":"coins"}"#, None),
            (r#""cash""#, Some(1)),
        ] {
            assert_eq!(value(text).variant(&PAYMENT), variant, "{text}");
        }
    }

    /// Nothing says what it is, so it would be sent as it is, with the names of another language.
    #[test]
    fn an_object_without_a_discriminator_is_refused() {
        let error = value(r#"{"digits":"1234"}"#).other(&PAYMENT).unwrap_err();
        assert!(error.message.contains("card or debit"), "{error:?}");
        assert!(value(r#"{"pay_kind":"coins"}"#).other(&PAYMENT).is_ok());
        assert!(value("7").other(&PAYMENT).is_ok());
    }
}
