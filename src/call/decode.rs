//! Decodes response bodies to typed objects: lenient where the API document is inconsistent, exact in every digit.
//!
//! A field is read from its text in the body ([`Raw`]), so no number passes through a float.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize as _, Deserializer};

use super::encode::Members;
use super::pages::Page;
pub use crate::json::DecodeError;
pub(crate) use crate::json::Kind;
use crate::json::{Raw, Scanner};
use crate::meta::{Cursor, PAGINATION, Place};
use crate::values::{Extra, Json};

/// An object that the API returns.
#[allow(private_bounds, reason = "not for implementing elsewhere")]
pub trait Object:
    Members + Default + fmt::Debug + Clone + serde::Serialize + de::DeserializeOwned + Send + Sync + 'static
{
    /// Name of the type, as in every language.
    const NAME: &'static str;
    /// Wire names of the required members.
    #[doc(hidden)]
    const REQUIRED: &'static [&'static str];
    /// Sets a member. Returns false if the API document does not list it.
    #[doc(hidden)]
    fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, DecodeError>;
    /// Members that the API document does not list.
    #[doc(hidden)]
    fn extra_mut(&mut self) -> &mut Extra;
}

/// Visitor of the members of an object.
pub(crate) trait ObjectVisitor<'a> {
    /// Whether some members are under `attributes` on the wire.
    fn has_attributes(&self) -> bool;
    /// Expected name of the next member, or an empty string. On a match, `set` receives this very string.
    fn guess(&self) -> &'a str {
        ""
    }
    /// Visits a member. Returns false if the API document does not list it.
    #[allow(clippy::ptr_arg, reason = "a borrowed name outlives its object")]
    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, DecodeError>;
    /// Visits a member that the API document does not list.
    fn keep(&mut self, name: Cow<'a, str>, raw: Raw<'a>);
    /// Discards all members visited so far.
    fn restart(&mut self);
    /// Required members; bit N of `seen` is set when the Nth was visited.
    fn required(&self) -> impl Iterator<Item = &'static str>;
}

impl<'a, T: Object> ObjectVisitor<'a> for T {
    fn has_attributes(&self) -> bool {
        T::ATTRIBUTES
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, DecodeError> {
        Object::set(self, place, name, raw, seen)
    }

    fn keep(&mut self, name: Cow<'a, str>, raw: Raw<'a>) {
        self.extra_mut().insert(name, raw.json());
    }

    fn restart(&mut self) {
        *self = T::default();
    }

    fn required(&self) -> impl Iterator<Item = &'static str> {
        T::REQUIRED.iter().copied()
    }
}

impl Raw<'_> {
    pub(crate) fn object<T: Object>(self) -> Result<T, DecodeError> {
        read_object(&mut Scanner::new(self.as_str()))
    }
}

/// Reads an object at the position of `scanner`.
fn read_object<T: Object>(scanner: &mut Scanner<'_>) -> Result<T, DecodeError> {
    let mut object = T::default();
    read_into(scanner, &mut object)?;
    Ok(object)
}

/// Passes the members of the object at the position of `scanner` to `visitor`.
pub(crate) fn read_into<'a>(
    scanner: &mut Scanner<'a>,
    visitor: &mut impl ObjectVisitor<'a>,
) -> Result<(), DecodeError> {
    if scanner.peek() != Some(b'{') {
        return Err(scanner.value()?.expected("an object"));
    }
    let start = scanner.clone();
    let mut reader = ObjectReader { visitor, seen: 0, attributes: 0, skip: 0 };
    reader.take(scanner, Place::Top)?;
    if reader.attributes > 1 {
        // The last of duplicate members counts: read again, and skip those before it.
        *scanner = start;
        reader.visitor.restart();
        reader = ObjectReader { visitor: reader.visitor, seen: 0, attributes: 0, skip: reader.attributes - 1 };
        reader.take(scanner, Place::Top)?;
    }
    complete(reader.visitor, reader.seen)
}

/// Checks that all required members were visited.
pub(crate) fn complete<'a>(visitor: &impl ObjectVisitor<'a>, seen: u64) -> Result<(), DecodeError> {
    match visitor.required().enumerate().find(|(i, _)| seen & (1 << i) == 0) {
        Some((_, missing)) => Err(DecodeError::new(format!("expected a member `{missing}`, found none"))),
        None => Ok(()),
    }
}

struct ObjectReader<'s, S> {
    visitor: &'s mut S,
    seen: u64,
    /// Number of `attributes` members so far, and how many of them to skip.
    attributes: u32,
    skip: u32,
}

impl<S> ObjectReader<'_, S> {
    /// Reads the members of the object itself, or of its `attributes`.
    fn take<'a>(&mut self, scanner: &mut Scanner<'a>, place: Place) -> Result<(), DecodeError>
    where
        S: ObjectVisitor<'a>,
    {
        let guess = |reader: &Self| reader.visitor.guess();
        scanner.members_like(self, guess, |reader, scanner, name| {
            if place == Place::Top && name == "attributes" && reader.visitor.has_attributes() {
                reader.attributes += 1;
                return if reader.attributes <= reader.skip {
                    scanner.value().map(|_| ())
                } else if scanner.peek() == Some(b'{') {
                    reader.take(scanner, Place::Attributes).map_err(|e| e.within(&name))
                } else {
                    let raw = scanner.value()?;
                    if raw.is_nothing() { Ok(()) } else { Err(raw.expected("an object").within(&name)) }
                };
            }
            let raw = scanner.value()?;
            let mut taken = reader.visitor.set(place, &name, raw, &mut reader.seen);
            if matches!(taken, Ok(false)) && place == Place::Top && reader.attributes == 0 {
                // A flat object, as this crate serializes it.
                taken = reader.visitor.set(Place::Attributes, &name, raw, &mut reader.seen);
            }
            match taken {
                Ok(true) => Ok(()),
                Ok(false) => {
                    reader.visitor.keep(name, raw);
                    Ok(())
                }
                Err(error) => Err(error.within(&name)),
            }
        })
    }
}

/// Calls `read` at the start of each row of an array.
fn read_rows<'a>(
    scanner: &mut Scanner<'a>,
    mut read: impl FnMut(&mut Scanner<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    if scanner.peek() != Some(b'[') {
        return Err(scanner.value()?.expected("an array"));
    }
    let mut index = 0_usize;
    scanner.items(|scanner| {
        read(scanner).map_err(|e| e.within(&index.to_string()))?;
        index += 1;
        Ok(())
    })
}

/// Reads a document. Calls `read` at the start of `data`, or of the document itself, and returns the other members.
fn read_document<'a>(
    scanner: &mut Scanner<'a>,
    in_data: bool,
    mut read: impl FnMut(&mut Scanner<'a>) -> Result<(), DecodeError>,
) -> Result<OtherMembers<'a>, DecodeError> {
    let mut others = Vec::new();
    if !in_data {
        read(scanner)?;
        return scanner.end().map(|()| others);
    }
    if scanner.peek() != Some(b'{') {
        return Err(scanner.value()?.expected("an object"));
    }
    let mut found = false;
    scanner.members(|scanner, name| {
        if name == "data" {
            found = true;
            read(scanner).map_err(|e| e.within(&name))
        } else {
            others.push((name, scanner.value()?));
            Ok(())
        }
    })?;
    scanner.end()?;
    if found { Ok(others) } else { Err(DecodeError::new("expected a member, found none").within("data")) }
}

pub(crate) type OtherMembers<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

fn utf8(body: &[u8]) -> Result<&str, DecodeError> {
    let text =
        std::str::from_utf8(body).map_err(|e| DecodeError::new(format!("not UTF-8 at byte {}", e.valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Reads the rows of a list response. Calls `start` before them (again for a duplicate `data`), and `read` for each.
pub(crate) fn rows<'a, T>(
    body: &'a [u8],
    in_data: bool,
    cursor: Option<&Cursor>,
    into: &mut T,
    start: impl Fn(&mut T),
    read: impl Fn(&mut T, &mut Scanner<'a>) -> Result<(), DecodeError>,
) -> Result<(OtherMembers<'a>, PageFacts), DecodeError> {
    let text = utf8(body)?;
    let (mut count, mut first, mut last) = (0_u64, "", "");
    let found = read_document(&mut Scanner::new(text), in_data, |scanner| {
        start(into);
        count = 0;
        read_rows(scanner, |scanner| {
            let start = scanner.offset();
            read(into, scanner)?;
            last = text.get(start..scanner.offset()).unwrap_or_default();
            if count == 0 {
                first = last;
            }
            count += 1;
            Ok(())
        })
    });
    let others = found.map_err(|error| error.in_row(|pointer| row_id(text, pointer)))?;
    let id = |row: &str| Some(Raw::new(row.trim_start()).get("id")?.id().ok()?.into_owned());
    let ids = (count > 0).then(|| id(first).zip(id(last))).flatten();
    let facts = PageFacts { rows: count, ids, ..PageFacts::new(&others, cursor) };
    Ok((others, facts))
}

/// The id of each row of a list response.
pub(crate) fn row_ids(body: &[u8], in_data: bool) -> Result<Vec<String>, DecodeError> {
    let mut ids = Vec::new();
    read_document(&mut Scanner::new(utf8(body)?), in_data, |scanner| {
        ids.clear();
        read_rows(scanner, |scanner| {
            let row = scanner.value()?;
            let id = row.get("id").ok_or_else(|| DecodeError::new("expected a member `id`, found none"))?;
            ids.push(id.id().map_err(|error| error.within("id"))?.into_owned());
            Ok(())
        })
    })?;
    Ok(ids)
}

/// Position of a page in its list, and its rows.
#[derive(Debug, Clone, Default)]
pub struct PageFacts {
    /// Page number, from 1.
    pub current_page: Option<u64>,
    /// Number of the last page.
    pub last_page: Option<u64>,
    /// Maximum number of items per page.
    pub per_page: Option<u64>,
    /// Total number of items in the list.
    pub total: Option<u64>,
    /// Link to the next page, or its cursor, as sent by the API.
    pub next: Option<String>,
    /// Whether there are more pages, if the API says so.
    pub more: Option<bool>,
    /// Number of rows.
    pub rows: u64,
    /// Ids of the first and last row, if they have ids.
    pub ids: Option<(String, String)>,
    /// Ids of all rows, if they were asked for.
    pub row_ids: Option<Vec<String>>,
}

impl PageFacts {
    fn new(others: &OtherMembers<'_>, cursor: Option<&Cursor>) -> Self {
        let pagination = PAGINATION.as_ref();
        let find = |path: &[&str]| {
            let (first, rest) = path.split_first()?;
            let (_, raw) = others.iter().rev().find(|(name, _)| name == first)?;
            rest.iter().try_fold(*raw, |raw, name| raw.get(name))
        };
        let number = |path: &[&str]| find(path).and_then(|raw| raw.integer().ok()).and_then(|n| u64::try_from(n).ok());
        if let Some(cursor) = cursor {
            let more = find(cursor.more).and_then(|raw| raw.boolean().ok());
            let total = pagination.and_then(|pagination| number(pagination.total));
            return Self { next: find(cursor.next).and_then(link), more, total, ..Self::default() };
        }
        pagination.map_or_else(Self::default, |pagination| Self {
            current_page: number(pagination.current_page),
            last_page: number(pagination.last_page),
            per_page: number(pagination.per_page),
            total: number(pagination.total),
            next: find(pagination.next).and_then(link),
            ..Self::default()
        })
    }
}

/// A JSON:API link: a string, or an object with an `href`. Anything else is kept, so that it does not end the list.
fn link(raw: Raw<'_>) -> Option<String> {
    let target = if raw.kind() == Kind::Object { raw.get("href").unwrap_or(raw) } else { raw };
    match target.as_str() {
        "null" | "false" | "\"\"" | "[]" | "{}" => None,
        other => Some(target.text().map_or_else(|| other.to_owned(), Cow::into_owned)),
    }
}

/// Decodes a list response. `in_data`: the rows are under `data`.
pub(crate) fn page<T: Object>(
    body: &[u8],
    in_data: bool,
    cursor: Option<&Cursor>,
    facts: &mut PageFacts,
) -> Result<Page<T>, DecodeError> {
    let mut items: Vec<T> = Vec::new();
    let (others, found) = rows(body, in_data, cursor, &mut items, Vec::clear, |items, scanner| {
        items.push(read_object(scanner)?);
        Ok(())
    })?;
    let PageFacts { current_page, last_page, per_page, total, ref next, .. } = found;
    let mut page = Page { items, current_page, last_page, per_page, total, next: next.clone(), ..Page::default() };
    *facts = found;
    for (name, raw) in others {
        page.meta.insert(name, raw.json());
    }
    Ok(page)
}

/// Decodes one object. `in_data`: it is under `data`.
pub(crate) fn one<T: Object>(body: &[u8], in_data: bool) -> Result<T, DecodeError> {
    let mut object = T::default();
    read_one(body, in_data, |scanner| {
        object = read_object(scanner)?;
        Ok(())
    })?;
    Ok(object)
}

/// As [`one`]. `None` if it is null.
#[allow(dead_code, reason = "generated code may not use it")]
pub(crate) fn optional<T: Object>(body: &[u8], in_data: bool) -> Result<Option<T>, DecodeError> {
    let mut object = None;
    read_optional(body, in_data, |scanner| {
        object = Some(read_object(scanner)?);
        Ok(())
    })?;
    Ok(object)
}

/// The boolean member `name` of the object of a response. `None` if it is missing or the body is not JSON.
pub(crate) fn flag(body: &[u8], in_data: bool, name: &str) -> Option<bool> {
    let mut scanner = Scanner::new(utf8(body).ok()?);
    let document = scanner.value().ok()?;
    scanner.end().ok()?;
    let object = if in_data { document.get("data")? } else { document };
    let attribute = || object.get("attributes")?.get(name);
    object.get(name).or_else(attribute)?.boolean().ok()
}

/// Calls `read` at the start of the object of a response.
pub(crate) fn read_one<'a>(
    body: &'a [u8],
    in_data: bool,
    read: impl FnMut(&mut Scanner<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    read_document(&mut Scanner::new(utf8(body)?), in_data, read).map(|_| ())
}

/// As [`read_one`]. Returns false, without a call, if the object is null.
pub(crate) fn read_optional<'a>(
    body: &'a [u8],
    in_data: bool,
    mut read: impl FnMut(&mut Scanner<'a>) -> Result<(), DecodeError>,
) -> Result<bool, DecodeError> {
    let mut found = false;
    read_one(body, in_data, |scanner| {
        found = scanner.peek() != Some(b'n');
        if found { read(scanner) } else { scanner.value().map(|_| ()) }
    })?;
    Ok(found)
}

/// Decodes an object from any `serde` deserializer.
pub(crate) fn deserialize<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    Json::deserialize(from)?.raw().object().map_err(de::Error::custom)
}

/// Id of the row that a pointer such as `/data/17/attributes/amount` points into.
fn row_id(text: &str, pointer: &str) -> Option<String> {
    let mut segments = pointer.split('/').skip(1);
    let (first, second) = (segments.next()?, segments.next());
    let (rows, index) = match second.and_then(|s| s.parse::<usize>().ok()) {
        Some(index) => (Raw::new(text).get(first)?, index),
        None => (Raw::new(text), first.parse().ok()?),
    };
    let rows = rows.array(Ok).ok()?;
    rows.get(index)?.get("id")?.id().ok().map(Cow::into_owned)
}
