//! Objects of an answer, left where they stand in its body.

use std::borrow::Cow;
use std::sync::Arc;

use super::json::JsonNames;
use crate::call::decode::{self, PageFacts, Sink};
use crate::http::{Error, Result};
use crate::json::{Fault, Kind, Raw, Scanner};
use crate::meta::{Object, PAGINATION, Place, Type, Union};
use crate::values::Extra;

/// In the end of a value: it is a string with something escaped in it.
const ESCAPED: u32 = 1 << 31;

/// Rows of a page, or the one object of an answer: the JSON of each field, as it came.
///
/// Every field was checked when the page was read, so that no reading of one that is there fails later. Nothing else of the body
/// is kept: a program that holds many rows holds their values alone.
#[derive(Debug, Clone, Default)]
pub struct Rows(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    object: &'static Object,
    names: JsonNames,
    length: usize,
    /// The values, row by row in the order of the object's fields, each row's extra ones behind them.
    text: Box<str>,
    /// Where each field's value ends; where it begins too, if it is absent.
    ends: Box<[u32]>,
    /// Where each row begins, only if there are extra values between them.
    starts: Box<[u32]>,
    /// What the spec does not name: of which row, its name, and where its value ends.
    extra: Box<[(u32, Box<str>, u32)]>,
}

/// One of [`Rows`].
#[derive(Debug, Clone)]
pub struct Row {
    /// All of them.
    pub rows: Rows,
    /// Which one.
    pub at: usize,
}

impl Rows {
    pub(super) fn page(body: &[u8], object: &'static Object, in_data: bool) -> Result<(PageFacts, Extra, Self), Fault> {
        let mut filling = Filling::new(body.len(), object, JsonNames::Wire)?;
        let clear = Filling::clear;
        let (others, facts) =
            decode::rows(body, in_data, PAGINATION.as_ref(), &mut filling, clear, |filling, scanner| {
                decode::read_into(scanner, filling)?;
                filling.finish();
                Ok(())
            })?;
        let mut meta = Extra::default();
        for (name, raw) in others {
            meta.insert(name, raw.json());
        }
        Ok((facts, meta, filling.done()))
    }

    pub(super) fn one(body: &[u8], object: &'static Object, in_data: bool) -> Result<Self, Fault> {
        Self::read_one(body, object, in_data, JsonNames::Wire)
    }

    fn read_one(body: &[u8], object: &'static Object, in_data: bool, names: JsonNames) -> Result<Self, Fault> {
        let mut filling = Filling::new(body.len(), object, names)?;
        decode::read_one(body, in_data, |scanner| {
            filling.clear();
            decode::read_into(scanner, &mut filling)?;
            filling.finish();
            Ok(())
        })?;
        Ok(filling.done())
    }

    /// One object without any field.
    pub(super) fn empty(object: &'static Object) -> Self {
        let ends = vec![0; object.fields.len()].into();
        let (text, starts, extra) = Default::default();
        Self(Some(Arc::new(Inner { object, names: JsonNames::Wire, length: 1, text, ends, starts, extra })))
    }

    /// One object out of its JSON, as [`Row::to_json`] writes it or as the API sends it.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) with the place of what does not fit.
    pub fn from_json(object: &'static Object, text: &str, names: JsonNames) -> Result<Self> {
        Self::read_one(text.as_bytes(), object, false, names).map_err(|fault| Error::decode(fault, text.as_bytes()))
    }

    /// The object that `raw`, a value in these rows, is: one row.
    ///
    /// # Errors
    /// As [`Rows::from_json`]; none for what the type of a field says.
    pub fn nested(&self, raw: Raw<'_>, object: &'static Object) -> Result<Self> {
        let names = self.0.as_ref().map_or(JsonNames::Wire, |inner| inner.names);
        Self::from_json(object, raw.as_str(), names)
    }

    /// The objects that `values`, of these rows, are: a row for each.
    pub fn nested_all<'a>(&self, values: impl Iterator<Item = Raw<'a>>, object: &'static Object) -> Self {
        let names = self.0.as_ref().map_or(JsonNames::Wire, |inner| inner.names);
        let mut filling = Filling::of(object, names);
        for raw in values {
            // It was checked when the page was read.
            if decode::read_into(&mut Scanner::new(raw.as_str()), &mut filling).is_err() {
                filling.restart();
            }
            filling.finish();
        }
        filling.done()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |inner| inner.length)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What they are; `None` where an operation answers nothing.
    pub fn object(&self) -> Option<&'static Object> {
        self.0.as_ref().map(|inner| inner.object)
    }

    /// The value of a field, by its place among the object's. `None`: it is absent or null.
    #[inline]
    pub fn get(&self, row: usize, slot: usize) -> Option<Raw<'_>> {
        let inner = self.0.as_ref()?;
        let width = inner.object.fields.len();
        let at = row * width + slot;
        let end = *inner.ends.get(at).filter(|_| slot < width)?;
        let start = if slot == 0 { inner.start(row) } else { inner.ends[at - 1] & !ESCAPED };
        inner.raw(start, end)
    }

    /// Members that the spec does not name, in the order in which they came.
    pub fn extra(&self, row: usize) -> impl Iterator<Item = (&str, Raw<'_>)> {
        let inner = self.0.as_deref();
        let extra = inner.map_or(&[] as &[_], |inner| &inner.extra);
        let first = extra.partition_point(|(of, ..)| (*of as usize) < row);
        let here = extra[first..].iter().take_while(move |(of, ..)| *of as usize == row);
        let mut start = inner.map_or(0, |inner| inner.end(row));
        here.filter_map(move |(_, name, end)| {
            let raw = inner?.raw(start, *end)?;
            start = end & !ESCAPED;
            Some((&**name, raw))
        })
    }

    /// A row.
    pub fn row(&self, at: usize) -> Row {
        Row { rows: self.clone(), at }
    }
}

impl Row {
    /// As [`Rows::get`].
    pub fn get(&self, slot: usize) -> Option<Raw<'_>> {
        self.rows.get(self.at, slot)
    }

    /// As [`Rows::extra`].
    pub fn extra(&self) -> impl Iterator<Item = (&str, Raw<'_>)> {
        self.rows.extra(self.at)
    }
}

impl Inner {
    /// Where a row's first field begins.
    fn start(&self, row: usize) -> u32 {
        match self.starts.get(row) {
            Some(start) => *start,
            None if row == 0 => 0,
            None => self.end(row - 1),
        }
    }

    /// Where a row's last field ends.
    fn end(&self, row: usize) -> u32 {
        let width = self.object.fields.len();
        self.ends.get((row + 1) * width - 1).map_or(0, |end| end & !ESCAPED)
    }

    fn raw(&self, start: u32, end: u32) -> Option<Raw<'_>> {
        let (from, to) = (start as usize, (end & !ESCAPED) as usize);
        let text = self.text.get(from..to).filter(|text| !text.is_empty())?;
        Some(Raw::scanned(text, end & ESCAPED != 0))
    }
}

/// Rows that are being read.
struct Filling<'a> {
    object: &'static Object,
    names: JsonNames,
    length: usize,
    text: String,
    ends: Vec<u32>,
    starts: Vec<u32>,
    extra: Vec<(u32, Box<str>, u32)>,
    /// The row that is being read: the value of each field, without text where it is absent, and what the spec does not name.
    row: Vec<Raw<'a>>,
    unnamed: Vec<(Box<str>, Raw<'a>)>,
    /// The names and slots of the row before, in the order of its members: rows mostly look alike.
    order: Vec<(&'a str, Place, u16)>,
    member: usize,
}

impl<'a> Filling<'a> {
    fn new(length: usize, object: &'static Object, names: JsonNames) -> Result<Self, Fault> {
        if length >= ESCAPED as usize {
            return Err(Fault::new("a body of 2 GiB or more"));
        }
        Ok(Self { text: String::with_capacity(length / 2), ..Self::of(object, names) })
    }

    fn of(object: &'static Object, names: JsonNames) -> Self {
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

    /// Forgets every row: where a document has two lists, the last one counts.
    fn clear(&mut self) {
        self.length = 0;
        self.text.clear();
        self.ends.clear();
        self.starts.clear();
        self.extra.clear();
        self.restart();
    }

    fn push(&mut self, raw: Raw<'a>) -> u32 {
        self.text.push_str(raw.as_str());
        // Below 2 GiB, as `new` sees to.
        self.text.len() as u32 | if raw.is_escaped() { ESCAPED } else { 0 }
    }

    /// Ends the row that is being read.
    fn finish(&mut self) {
        if !self.starts.is_empty() {
            self.starts.push(self.text.len() as u32);
        }
        for slot in 0..self.row.len() {
            let raw = std::mem::replace(&mut self.row[slot], Raw::ABSENT);
            let end = self.push(raw);
            self.ends.push(end);
        }
        if !self.unnamed.is_empty() && self.starts.is_empty() {
            // From here on rows no longer begin where the one before ended.
            let inner = |row: usize| if row == 0 { 0 } else { self.ends[row * self.row.len() - 1] & !ESCAPED };
            self.starts = (0..=self.length).map(inner).collect();
        }
        for (name, raw) in std::mem::take(&mut self.unnamed) {
            let end = self.push(raw);
            self.extra.push((self.length as u32, name, end));
        }
        self.length += 1;
        self.member = 0;
    }

    /// The slot of a field.
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
        // One with an escape in it is nobody's guess.
        if let Cow::Borrowed(name) = name {
            self.order.push((name, place, slot as u16));
            self.member += 1;
        }
        Some(slot)
    }

    fn done(self) -> Rows {
        let Self { object, names, length, text, ends, starts, extra, .. } = self;
        let (text, ends) = (text.into_boxed_str(), ends.into_boxed_slice());
        let (starts, extra) = (starts.into_boxed_slice(), extra.into_boxed_slice());
        Rows(Some(Arc::new(Inner { object, names, length, text, ends, starts, extra })))
    }
}

impl<'a> Sink<'a> for Filling<'a> {
    fn has_attributes(&self) -> bool {
        has_attributes(self.object)
    }

    fn guess(&self) -> &'a str {
        self.order.get(self.member).map_or("", |(name, ..)| name)
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, Fault> {
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

/// Whether a field has a value that can be read as its type says; `false`: it has none.
fn checked(
    object: &'static Object,
    slot: usize,
    raw: Raw<'_>,
    names: JsonNames,
    seen: &mut u64,
) -> Result<bool, Fault> {
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

/// An object within a row: its members are checked, and none is kept.
struct Checking(&'static Object, JsonNames);

impl<'a> Sink<'a> for Checking {
    fn has_attributes(&self) -> bool {
        has_attributes(self.0)
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, Fault> {
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

/// Whether a value can be read as its type says.
fn check(raw: Raw<'_>, ty: &'static Type, names: JsonNames) -> Result<(), Fault> {
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
        Type::Object(object) => decode::read_into(&mut Scanner::new(raw.as_str()), &mut Checking(object, names)),
        Type::OneOf(union) => variant(raw, union).map_or(Ok(()), |ty| check(raw, ty, names)),
        Type::Array(item) => raw.array(|raw| check(raw, item, names)).map(|_| ()),
        Type::Map(item) => raw.map(|raw| check(raw, item, names)).map(|_| ()),
        Type::Pair(item) => raw.pair(|raw| check(raw, item, names)).map(|_| ()),
    }
}

/// Which member of a `oneOf` a value is; `None`: none that the spec describes.
pub fn variant(raw: Raw<'_>, union: &'static Union) -> Option<&'static Type> {
    let kind = raw.kind();
    let tag = union.tag.filter(|_| kind == Kind::Object).and_then(|tag| raw.member(tag));
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
