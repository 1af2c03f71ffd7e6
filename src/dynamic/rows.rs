//! Objects of an answer, left where they stand in its body.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use super::json::JsonNames;
use crate::decode::{self, Fault, Kind, PageFacts, Raw, Scanner, Sink};
use crate::error::{Error, Result};
use crate::meta::{Field, Object, PAGINATION, Place, Type, Union};

/// Where a value stands: its first byte and its length; the highest bit says that it is a string with something escaped in it.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    length: u32,
}

const ESCAPED: u32 = 1 << 31;

/// Rows of a page, or the one object of an answer: the body's bytes, and where each field stands in them.
///
/// Every field was checked when the page was read, so that no reading of one that is there fails later.
#[derive(Debug, Clone, Default)]
pub struct Rows(Option<Arc<Inner>>);

#[derive(Debug)]
struct Inner {
    body: Bytes,
    object: &'static Object,
    names: JsonNames,
    length: usize,
    /// Row by row, in the order of the object's fields.
    fields: Vec<Span>,
    /// What the spec does not name, in the order of the rows: of which row, its name and its value.
    extra: Vec<(usize, Box<str>, Span)>,
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
    pub(super) fn page(body: &Bytes, object: &'static Object, in_data: bool) -> Result<(PageFacts, Self), Fault> {
        let mut filling = Filling::new(body, object, JsonNames::Wire)?;
        let start = |filling: &mut Filling<'_>| *filling = Filling { ..filling.anew() };
        let others = decode::rows(body, in_data, &mut filling, start, |filling, scanner| {
            filling.begin();
            decode::read_into(scanner, filling)
        })?;
        let facts = PageFacts::new(&others, PAGINATION.as_ref());
        Ok((facts, filling.done(body)))
    }

    pub(super) fn one(body: &Bytes, object: &'static Object, in_data: bool) -> Result<Self, Fault> {
        Self::read_one(body, object, in_data, JsonNames::Wire)
    }

    fn read_one(body: &Bytes, object: &'static Object, in_data: bool, names: JsonNames) -> Result<Self, Fault> {
        let mut filling = Filling::new(body, object, names)?;
        filling.begin();
        decode::read_one(body, in_data, |scanner| {
            filling.restart();
            decode::read_into(scanner, &mut filling)
        })?;
        Ok(filling.done(body))
    }

    /// One object without any field.
    pub(super) fn empty(object: &'static Object) -> Self {
        let fields = vec![Span::default(); object.fields.len()];
        let names = JsonNames::Wire;
        Self(Some(Arc::new(Inner { body: Bytes::new(), object, names, length: 1, fields, extra: Vec::new() })))
    }

    /// One object out of its JSON, as [`Row::to_json`] writes it or as the API sends it.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) with the place of what does not fit.
    pub fn from_json(object: &'static Object, text: &str, names: JsonNames) -> Result<Self> {
        let body = Bytes::copy_from_slice(text.as_bytes());
        Self::read_one(&body, object, false, names).map_err(|fault| Error::decode(fault, &body))
    }

    /// The object that `raw`, a value in these rows, is: one row, sharing the bytes.
    ///
    /// # Errors
    /// As [`Rows::from_json`]; none for what the type of a field says.
    pub fn nested(&self, raw: Raw<'_>, object: &'static Object) -> Result<Self> {
        let text = raw.as_str().as_bytes();
        let (body, names) = match &self.0 {
            Some(inner) if inner.offset(text).is_some() => (inner.body.slice_ref(text), inner.names),
            Some(inner) => (Bytes::copy_from_slice(text), inner.names),
            None => (Bytes::copy_from_slice(text), JsonNames::Wire),
        };
        Self::read_one(&body, object, false, names).map_err(|fault| Error::decode(fault, &body))
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
    pub fn get(&self, row: usize, slot: usize) -> Option<Raw<'_>> {
        let inner = self.0.as_ref()?;
        let width = inner.object.fields.len();
        if slot >= width {
            return None;
        }
        inner.raw(*inner.fields.get(row * width + slot)?)
    }

    /// Members that the spec does not name, in the order in which they came.
    pub fn extra(&self, row: usize) -> impl Iterator<Item = (&str, Raw<'_>)> {
        let inner = self.0.as_deref();
        let extra = inner.map_or(&[] as &[_], |inner| &inner.extra);
        let first = extra.partition_point(|(of, ..)| *of < row);
        let here = extra[first..].iter().take_while(move |(of, ..)| *of == row);
        here.filter_map(move |(_, name, value)| Some((&**name, inner?.raw(*value)?)))
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
    fn offset(&self, text: &[u8]) -> Option<usize> {
        offset(&self.body, text)
    }

    fn raw(&self, span: Span) -> Option<Raw<'_>> {
        let length = (span.length & !ESCAPED) as usize;
        if length == 0 {
            return None;
        }
        let start = span.start as usize;
        let text = std::str::from_utf8(self.body.get(start..start + length)?).ok()?;
        Some(Raw::scanned(text, span.length & ESCAPED != 0))
    }
}

/// Where `part` begins in `whole`, if it is a part of it.
fn offset(whole: &[u8], part: &[u8]) -> Option<usize> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (start + part.len() <= whole.len()).then_some(start)
}

/// Rows that are being read.
struct Filling<'a> {
    body: &'a [u8],
    object: &'static Object,
    names: JsonNames,
    length: usize,
    fields: Vec<Span>,
    extra: Vec<(usize, Box<str>, Span)>,
    /// The slots of the row before, in the order of its members: rows mostly look alike.
    order: Vec<u16>,
    member: usize,
}

impl<'a> Filling<'a> {
    fn new(body: &'a [u8], object: &'static Object, names: JsonNames) -> Result<Self, Fault> {
        if body.len() >= ESCAPED as usize {
            return Err(Fault::new("a body of 2 GiB or more"));
        }
        let (fields, extra, order) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { body, object, names, length: 0, fields, extra, order, member: 0 })
    }

    fn anew(&self) -> Self {
        let (fields, extra, order) = (Vec::new(), Vec::new(), Vec::new());
        Self { fields, extra, order, length: 0, member: 0, ..*self }
    }

    fn begin(&mut self) {
        self.length += 1;
        self.member = 0;
        self.fields.resize(self.length * self.object.fields.len(), Span::default());
    }

    fn span(&self, text: &str, escaped: bool) -> Span {
        let start = offset(self.body, text.as_bytes()).unwrap_or_default();
        // Below 2 GiB, as `new` sees to.
        Span { start: start as u32, length: text.len() as u32 | if escaped { ESCAPED } else { 0 } }
    }

    /// The slot of a field, guessed from the row before.
    fn slot(&mut self, place: Place, name: &str) -> Option<usize> {
        let names = self.names;
        let is = |field: &Field| field.place == place && names.of(field) == name;
        let member = self.member;
        let guess = self.order.get(member).map(|slot| usize::from(*slot));
        let slot = match guess.filter(|slot| self.object.fields.get(*slot).is_some_and(is)) {
            Some(slot) => slot,
            None => self.object.fields.iter().position(is)?,
        };
        self.member += 1;
        if guess != Some(slot) {
            self.order.truncate(member);
            self.order.push(slot as u16);
        }
        Some(slot)
    }

    fn done(mut self, body: &Bytes) -> Rows {
        self.fields.shrink_to_fit();
        let Self { object, names, length, fields, extra, .. } = self;
        Rows(Some(Arc::new(Inner { body: body.clone(), object, names, length, fields, extra })))
    }
}

impl<'a> Sink<'a> for Filling<'_> {
    fn has_attributes(&self) -> bool {
        self.object.fields.iter().any(|field| field.place == Place::Attributes)
    }

    fn set(&mut self, place: Place, name: &str, raw: Raw<'a>, seen: &mut u64) -> Result<bool, Fault> {
        let Some(slot) = self.slot(place, name) else { return Ok(false) };
        let field = &self.object.fields[slot];
        let nothing = match field.ty {
            _ if field.required => false,
            Type::Object(_) | Type::Map(_) => raw.is_nothing(),
            _ => raw.kind() == Kind::Null,
        };
        let at = (self.length - 1) * self.object.fields.len() + slot;
        if nothing {
            self.fields[at] = Span::default();
            return Ok(true);
        }
        check(raw, &field.ty, self.names)?;
        if field.required {
            *seen |= 1 << self.object.fields[..slot].iter().filter(|field| field.required).count();
        }
        self.fields[at] = self.span(raw.as_str(), raw.is_escaped());
        Ok(true)
    }

    fn keep(&mut self, name: Cow<'a, str>, raw: Raw<'a>) {
        let (row, value) = (self.length - 1, self.span(raw.as_str(), raw.is_escaped()));
        let here = self.extra.iter_mut().rev().take_while(|(of, ..)| *of == row);
        match here.into_iter().find(|(_, known, _)| **known == *name) {
            Some((_, _, old)) => *old = value,
            None => self.extra.push((row, name.into(), value)),
        }
    }

    fn restart(&mut self) {
        let (row, width) = (self.length - 1, self.object.fields.len());
        self.fields[row * width..].fill(Span::default());
        self.extra.retain(|(of, ..)| *of != row);
        self.member = 0;
    }

    fn required(&self) -> impl Iterator<Item = &'static str> {
        self.object.fields.iter().filter(|field| field.required).map(|field| field.wire)
    }
}

/// Whether a value can be read as its type says.
fn check(raw: Raw<'_>, ty: &'static Type, names: JsonNames) -> Result<(), Fault> {
    match ty {
        Type::String | Type::Enum(_) => match raw.kind() {
            Kind::String | Kind::Number | Kind::Boolean => Ok(()),
            _ => raw.string().map(|_| ()),
        },
        Type::Id if raw.kind() == Kind::String => Ok(()),
        Type::Id => raw.id().map(|_| ()),
        Type::Integer => raw.integer().map(|_| ()),
        Type::Decimal => raw.decimal().map(|_| ()),
        Type::Boolean => raw.boolean().map(|_| ()),
        Type::Date => raw.date().map(|_| ()),
        Type::DateTime => raw.date_time().map(|_| ()),
        Type::DateOrDateTime => raw.date_or_date_time().map(|_| ()),
        Type::UnixTime => raw.unix_time().map(|_| ()),
        Type::Json => Ok(()),
        Type::Object(object) => {
            let mut filling = Filling::new(raw.as_str().as_bytes(), object, names)?;
            filling.begin();
            decode::read_into(&mut Scanner::new(raw.as_str()), &mut filling)
        }
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
            Type::Integer | Type::Decimal | Type::UnixTime => Kind::Number,
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
