//! Builds [`Rows`] while a response is read, and validates each field.

use std::borrow::Cow;
use std::sync::Arc;

use super::json::JsonNames;
use super::rows::{ESCAPED, Inner, Rows};
use crate::call::decode::{self, ObjectVisitor};
use crate::json::{DecodeError, Kind, Raw, Scanner};
use crate::meta::{Object, Place, Type, Union};

/// Builds [`Rows`] from the members of objects.
pub(super) struct RowsBuilder<'a> {
    object: &'static Object,
    names: JsonNames,
    length: usize,
    text: String,
    ends: Vec<u32>,
    starts: Vec<u32>,
    extra: Vec<(u32, Box<str>, u32)>,
    /// Current row: the value of each field, and extra members.
    row: Vec<Raw<'a>>,
    unnamed: Vec<(Box<str>, Raw<'a>)>,
    /// Names and slots of the previous row, in the order of its members, because rows mostly have the same order.
    order: Vec<(&'a str, Place, u16)>,
    member: usize,
}

impl<'a> RowsBuilder<'a> {
    pub(super) fn new(length: usize, object: &'static Object, names: JsonNames) -> Result<Self, DecodeError> {
        if length >= ESCAPED as usize {
            return Err(DecodeError::new("expected a body of less than 2 GiB"));
        }
        Ok(Self { text: String::with_capacity(length / 2), ..Self::of(object, names) })
    }

    pub(super) fn of(object: &'static Object, names: JsonNames) -> Self {
        Self {
            object,
            names,
            length: 0,
            text: String::new(),
            ends: Vec::new(),
            starts: Vec::new(),
            extra: Vec::new(),
            row: vec![Raw::ABSENT; object.fields.len()],
            unnamed: Vec::new(),
            order: Vec::new(),
            member: 0,
        }
    }

    /// Discards all rows: the last of duplicate lists counts.
    pub(super) fn clear(&mut self) {
        self.length = 0;
        self.text.clear();
        self.ends.clear();
        self.starts.clear();
        self.extra.clear();
        self.restart();
    }

    fn push(&mut self, raw: Raw<'a>) -> u32 {
        self.text.push_str(raw.as_str());
        // `new` limits the length to 2 GiB.
        self.text.len() as u32 | if raw.is_escaped() { ESCAPED } else { 0 }
    }

    /// Finishes the current row.
    pub(super) fn finish(&mut self) {
        if !self.starts.is_empty() {
            self.starts.push(self.text.len() as u32);
        }
        for slot in 0..self.row.len() {
            let raw = std::mem::replace(&mut self.row[slot], Raw::ABSENT);
            let end = self.push(raw);
            self.ends.push(end);
        }
        if !self.unnamed.is_empty() && self.starts.is_empty() {
            // From here on, a row no longer starts at the end of the row before.
            let last = |row: usize| (row * self.row.len()).checked_sub(1);
            self.starts = (0..=self.length).map(|row| last(row).map_or(0, |at| self.ends[at] & !ESCAPED)).collect();
        }
        for (name, raw) in std::mem::take(&mut self.unnamed) {
            let end = self.push(raw);
            self.extra.push((self.length as u32, name, end));
        }
        self.length += 1;
        self.member = 0;
    }

    /// Adds a row from an object of its fields, with these names, and one of its extra members.
    pub(super) fn restore(&mut self, names: JsonNames, fields: Raw<'a>, extra: Raw<'a>) -> Result<(), DecodeError> {
        let mut seen = 0;
        Scanner::new(fields.as_str()).members(|scanner, name| {
            let raw = scanner.value()?;
            let slot = self.object.fields.iter().position(|field| names.of(field) == name);
            let slot = slot.ok_or_else(|| DecodeError::new("unknown field").within(&name))?;
            if checked(self.object, slot, raw, self.names, &mut seen).map_err(|error| error.within(&name))? {
                self.row[slot] = raw;
            }
            Ok(())
        })?;
        decode::complete(self, seen)?;
        Scanner::new(extra.as_str()).members(|scanner, name| {
            self.keep(name, scanner.value()?);
            Ok(())
        })?;
        self.finish();
        Ok(())
    }

    /// Index of a field.
    #[allow(clippy::ptr_arg, reason = "a borrowed name outlives its row")]
    fn slot(&mut self, place: Place, name: &Cow<'a, str>) -> Option<usize> {
        let member = self.member;
        if let Some((guess, at, slot)) = self.order.get(member)
            && *at == place
            && (std::ptr::eq(*guess, &**name) || guess == name)
        {
            self.member += 1;
            return Some(usize::from(*slot));
        }
        let names = self.names;
        let slot = self.object.fields.iter().position(|field| field.place == place && names.of(field) == name)?;
        self.order.truncate(member);
        // A name with an escape cannot be a guess.
        if let Cow::Borrowed(name) = name {
            self.order.push((name, place, slot as u16));
            self.member += 1;
        }
        Some(slot)
    }

    pub(super) fn done(self) -> Rows {
        let Self { object, names, length, text, ends, starts, extra, .. } = self;
        let (text, ends) = (text.into_boxed_str(), ends.into_boxed_slice());
        let (starts, extra) = (starts.into_boxed_slice(), extra.into_boxed_slice());
        Rows(Some(Arc::new(Inner { object, names, length, text, ends, starts, extra })))
    }
}

impl<'a> ObjectVisitor<'a> for RowsBuilder<'a> {
    fn has_attributes(&self) -> bool {
        has_attributes(self.object)
    }

    fn guess(&self) -> &'a str {
        self.order.get(self.member).map_or("", |(name, ..)| name)
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, DecodeError> {
        let Some(slot) = self.slot(place, name) else { return Ok(false) };
        self.row[slot] = if checked(self.object, slot, raw, self.names, seen)? { raw } else { Raw::ABSENT };
        Ok(true)
    }

    fn keep(&mut self, name: Cow<'a, str>, raw: Raw<'a>) {
        match self.unnamed.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, old)) => *old = raw,
            None => self.unnamed.push((name.into(), raw)),
        }
    }

    fn restart(&mut self) {
        self.row.fill(Raw::ABSENT);
        self.unnamed.clear();
        self.member = 0;
    }

    fn required(&self) -> impl Iterator<Item = &'static str> {
        required(self.object)
    }
}

fn has_attributes(object: &Object) -> bool {
    object.fields.iter().any(|field| field.place == Place::Attributes)
}

fn required(object: &'static Object) -> impl Iterator<Item = &'static str> {
    object.fields.iter().filter(|field| field.required).map(|field| field.wire)
}

/// Validates the value of a field. Returns false if it is absent.
fn checked(
    object: &'static Object,
    slot: usize,
    raw: Raw<'_>,
    names: JsonNames,
    seen: &mut u64,
) -> Result<bool, DecodeError> {
    let field = &object.fields[slot];
    let nothing = match field.ty {
        _ if field.required => false,
        Type::Object(_) | Type::Map(_) => raw.is_nothing(),
        _ => raw.kind() == Kind::Null,
    };
    if nothing {
        return Ok(false);
    }
    check(raw, &field.ty, names)?;
    if field.required {
        *seen |= 1 << object.fields[..slot].iter().filter(|field| field.required).count();
    }
    Ok(true)
}

/// Validates a nested object without keeping its members.
struct Validator(&'static Object, JsonNames);

impl<'a> ObjectVisitor<'a> for Validator {
    fn has_attributes(&self) -> bool {
        has_attributes(self.0)
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, DecodeError> {
        let Self(object, names) = *self;
        let slot = object.fields.iter().position(|field| field.place == place && names.of(field) == name);
        slot.map_or(Ok(false), |slot| checked(object, slot, raw, names, seen).map(|_| true))
    }

    fn keep(&mut self, _: Cow<'a, str>, _: Raw<'a>) {}

    fn restart(&mut self) {}

    fn required(&self) -> impl Iterator<Item = &'static str> {
        required(self.0)
    }
}

/// Validates a value.
fn check(raw: Raw<'_>, ty: &'static Type, names: JsonNames) -> Result<(), DecodeError> {
    match ty {
        Type::String | Type::Enum(_) => match raw.kind() {
            Kind::String | Kind::Number | Kind::Boolean => Ok(()),
            _ => raw.string().map(|_| ()),
        },
        Type::Id { .. } if raw.kind() == Kind::String => Ok(()),
        Type::Id { .. } => raw.id().map(|_| ()),
        Type::Integer => raw.integer().map(|_| ()),
        Type::Decimal => raw.decimal().map(|_| ()),
        Type::Boolean => raw.boolean().map(|_| ()),
        Type::Date => raw.date().map(|_| ()),
        Type::DateTime => raw.date_time().map(|_| ()),
        Type::DateOrDateTime => raw.date_or_date_time().map(|_| ()),
        Type::UnixTime => raw.unix_time().map(|_| ()),
        Type::Json => Ok(()),
        Type::Object(object) => decode::read_into(&mut Scanner::new(raw.as_str()), &mut Validator(object, names)),
        Type::OneOf(union) => variant(raw, union).map_or(Ok(()), |ty| check(raw, ty, names)),
        Type::Array(item) => raw.array(|raw| check(raw, item, names)).map(|_| ()),
        Type::Map(item) => raw.map(|raw| check(raw, item, names)).map(|_| ()),
        Type::Pair(item) => raw.pair(|raw| check(raw, item, names)).map(|_| ()),
        Type::Nullable(item) => raw.optional(|raw| check(raw, item, names)).map(|_| ()),
    }
}

/// The discriminator of a value: by its name on the wire, or in a language.
pub(super) fn tag(raw: Raw<'_>, union: &'static Union) -> Option<String> {
    let tag = union.tag?;
    raw.member(tag).or_else(|| {
        let fields = union.variants.iter().filter_map(|variant| match variant.ty {
            Type::Object(object) => object.fields.iter().find(|field| field.wire == tag),
            _ => None,
        });
        fields.flat_map(|field| [field.python, field.camel]).find_map(|name| raw.member(name))
    })
}

/// Type of the variant of a union that matches a value.
pub fn variant(raw: Raw<'_>, union: &'static Union) -> Option<&'static Type> {
    let kind = raw.kind();
    let tag = (kind == Kind::Object).then(|| tag(raw, union)).flatten();
    let found = union.variants.iter().find(|variant| {
        let fits = match variant.ty {
            Type::Integer | Type::Id { number: true } | Type::Decimal | Type::UnixTime => Kind::Number,
            Type::Boolean => Kind::Boolean,
            Type::Array(_) | Type::Pair(_) => Kind::Array,
            Type::Object(_) | Type::Map(_) => Kind::Object,
            _ => Kind::String,
        };
        let tagged = variant.tags.is_empty() || kind != Kind::Object;
        fits == kind && (tagged || tag.as_deref().is_some_and(|tag| variant.tags.contains(&tag)))
    });
    found.map(|variant| &variant.ty)
}
