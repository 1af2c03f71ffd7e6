//! From a body's bytes to typed objects: lenient where the API's documents disagree with themselves, exact in every digit, and
//! precise about what does not fit.
//!
//! A field's value is taken as the text that it has in the body ([`Raw`]) and read from there: no number passes through a float.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize as _, Deserializer};

use super::encode::Members;
use super::pages::Page;
pub use crate::json::Fault;
use crate::json::{Kind, Raw, Scanner};
use crate::meta::{Pagination, Place};
use crate::values::{Extra, Json};

/// An object that the API answers: what lists yield and calls return.
#[allow(private_bounds, reason = "not for implementing elsewhere")]
pub trait Object:
    Members + Default + fmt::Debug + Clone + serde::Serialize + de::DeserializeOwned + Send + Sync + 'static
{
    /// Name of the type, as in every language.
    const NAME: &'static str;
    /// Members without which it is no such object (names on the wire).
    #[doc(hidden)]
    const REQUIRED: &'static [&'static str];
    /// Takes over one member. `false`: the spec does not name it.
    #[doc(hidden)]
    fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, Fault>;
    /// Members that the spec does not name.
    #[doc(hidden)]
    fn extra_mut(&mut self) -> &mut Extra;
}

/// What the members of an object are handed to, one by one.
pub(crate) trait Sink<'a> {
    /// Whether some members travel under `attributes`.
    fn has_attributes(&self) -> bool;
    /// The name that the next member probably has; empty: any. The same text is handed back if it has.
    fn guess(&self) -> &'a str {
        ""
    }
    /// Takes over one member. `false`: the spec does not name it.
    #[allow(clippy::ptr_arg, reason = "a borrowed name outlives its object")]
    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, Fault>;
    /// Takes over a member that the spec does not name.
    fn keep(&mut self, name: Cow<'a, str>, raw: Raw<'a>);
    /// Forgets what it has taken.
    fn restart(&mut self);
    /// Members without which it is no such object; bit N of `seen` stands for the Nth.
    fn required(&self) -> impl Iterator<Item = &'static str>;
}

impl<'a, T: Object> Sink<'a> for T {
    fn has_attributes(&self) -> bool {
        T::ATTRIBUTES
    }

    fn set(&mut self, place: Place, name: &Cow<'a, str>, raw: Raw<'a>, seen: &mut u64) -> Result<bool, Fault> {
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
    pub(crate) fn object<T: Object>(self) -> Result<T, Fault> {
        read_object(&mut Scanner::new(self.as_str()))
    }
}

/// Reads the object that `scanner` stands before.
fn read_object<T: Object>(scanner: &mut Scanner<'_>) -> Result<T, Fault> {
    let mut object = T::default();
    read_into(scanner, &mut object)?;
    Ok(object)
}

/// Hands the object that `scanner` stands before to `sink`.
pub(crate) fn read_into<'a>(scanner: &mut Scanner<'a>, sink: &mut impl Sink<'a>) -> Result<(), Fault> {
    if scanner.peek() != Some(b'{') {
        return Err(scanner.value()?.expected("an object"));
    }
    let start = scanner.clone();
    let mut reading = Reading { sink, seen: 0, attributes: 0, skip: 0 };
    reading.take(scanner, Place::Top)?;
    if reading.attributes > 1 {
        // The last one counts where a name stands twice: once more, without those before it.
        *scanner = start;
        reading.sink.restart();
        reading = Reading { sink: reading.sink, seen: 0, attributes: 0, skip: reading.attributes - 1 };
        reading.take(scanner, Place::Top)?;
    }
    match reading.sink.required().enumerate().find(|(i, _)| reading.seen & (1 << i) == 0) {
        Some((_, missing)) => Err(Fault::new(format!("expected a member `{missing}`, found none"))),
        None => Ok(()),
    }
}

/// An object that is being read.
struct Reading<'s, S> {
    sink: &'s mut S,
    seen: u64,
    /// How often `attributes` was met, and how many of them are passed over.
    attributes: u32,
    skip: u32,
}

impl<S> Reading<'_, S> {
    /// Takes over the members of the object itself, or of its `attributes`.
    fn take<'a>(&mut self, scanner: &mut Scanner<'a>, place: Place) -> Result<(), Fault>
    where
        S: Sink<'a>,
    {
        let guess = |reading: &Self| reading.sink.guess();
        scanner.members_like(self, guess, |reading, scanner, name| {
            if place == Place::Top && name == "attributes" && reading.sink.has_attributes() {
                reading.attributes += 1;
                return if reading.attributes <= reading.skip {
                    scanner.value().map(|_| ())
                } else if scanner.peek() == Some(b'{') {
                    reading.take(scanner, Place::Attributes).map_err(|e| e.within(&name))
                } else {
                    let raw = scanner.value()?;
                    if raw.is_nothing() { Ok(()) } else { Err(raw.expected("an object").within(&name)) }
                };
            }
            let raw = scanner.value()?;
            let mut taken = reading.sink.set(place, &name, raw, &mut reading.seen);
            if matches!(taken, Ok(false)) && place == Place::Top && reading.attributes == 0 {
                // A flat object, as this library writes it.
                taken = reading.sink.set(Place::Attributes, &name, raw, &mut reading.seen);
            }
            match taken {
                Ok(true) => Ok(()),
                Ok(false) => {
                    reading.sink.keep(name, raw);
                    Ok(())
                }
                Err(fault) => Err(fault.within(&name)),
            }
        })
    }
}

/// Calls `read` before every row of an array.
fn read_rows<'a>(
    scanner: &mut Scanner<'a>,
    mut read: impl FnMut(&mut Scanner<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
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

/// Reads a document: `read` stands before its `data` (or before the document itself); the other members are handed out.
fn read_document<'a>(
    scanner: &mut Scanner<'a>,
    in_data: bool,
    mut read: impl FnMut(&mut Scanner<'a>) -> Result<(), Fault>,
) -> Result<Others<'a>, Fault> {
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
    if found { Ok(others) } else { Err(Fault::new("expected a member, found none").within("data")) }
}

pub(crate) type Others<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

fn utf8(body: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(body).map_err(|e| Fault::new(format!("not UTF-8 at byte {}", e.valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The rows of a list answer: `start` begins them (anew, where `data` stands twice), `read` reads each.
pub(crate) fn rows<'a, T>(
    body: &'a [u8],
    in_data: bool,
    pagination: Option<&Pagination>,
    into: &mut T,
    start: impl Fn(&mut T),
    read: impl Fn(&mut T, &mut Scanner<'a>) -> Result<(), Fault>,
) -> Result<(Others<'a>, PageFacts), Fault> {
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
    let others = found.map_err(|fault| fault.in_row(|pointer| row_id(text, pointer)))?;
    let id = |row: &str| Some(Raw::new(row.trim_start()).get("id")?.id().ok()?.into_owned());
    let ids = (count > 0).then(|| id(first).zip(id(last))).flatten();
    let facts = PageFacts { rows: count, ids, ..PageFacts::new(&others, pagination) };
    Ok((others, facts))
}

/// What a page says of itself and of the others.
#[derive(Debug, Clone, Default)]
pub struct PageFacts {
    /// Its number, from 1.
    pub current_page: Option<u64>,
    /// The number of the last page.
    pub last_page: Option<u64>,
    /// How many items a page holds at most.
    pub per_page: Option<u64>,
    /// How many items all pages hold.
    pub total: Option<u64>,
    /// Link to the next page, as the API wrote it.
    pub next: Option<String>,
    /// How many rows it has.
    pub rows: u64,
    /// The ids of its first and last row, where they have ids.
    pub ids: Option<(String, String)>,
}

impl PageFacts {
    fn new(others: &Others<'_>, pagination: Option<&Pagination>) -> Self {
        let find = |path: &[&str]| {
            let (first, rest) = path.split_first()?;
            let (_, raw) = others.iter().rev().find(|(name, _)| name == first)?;
            rest.iter().try_fold(*raw, |raw, name| raw.get(name))
        };
        let number = |path: &[&str]| find(path).and_then(|raw| raw.integer().ok()).and_then(|n| u64::try_from(n).ok());
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

/// A link of JSON:API: a string, or an object with an `href`. What is neither is kept as it came, so that it is not taken for the end.
fn link(raw: Raw<'_>) -> Option<String> {
    let target = if raw.kind() == Kind::Object { raw.get("href").unwrap_or(raw) } else { raw };
    match target.as_str() {
        "null" | "false" | "\"\"" | "[]" | "{}" => None,
        other => Some(target.text().map_or_else(|| other.to_owned(), Cow::into_owned)),
    }
}

/// A whole list answer. `in_data`: its rows stand under `data`.
pub(crate) fn page<T: Object>(
    body: &[u8],
    in_data: bool,
    pagination: Option<&Pagination>,
    facts: &mut PageFacts,
) -> Result<Page<T>, Fault> {
    let mut items: Vec<T> = Vec::new();
    let (others, found) = rows(body, in_data, pagination, &mut items, Vec::clear, |items, scanner| {
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

/// One object. `in_data`: it stands under `data`.
pub(crate) fn one<T: Object>(body: &[u8], in_data: bool) -> Result<T, Fault> {
    let mut object = T::default();
    read_one(body, in_data, |scanner| {
        object = read_object(scanner)?;
        Ok(())
    })?;
    Ok(object)
}

/// The boolean member `name` of the one object of an answer. `None`: there is none, or the body is not JSON.
pub(crate) fn flag(body: &[u8], in_data: bool, name: &str) -> Option<bool> {
    let mut scanner = Scanner::new(utf8(body).ok()?);
    let document = scanner.value().ok()?;
    scanner.end().ok()?;
    let object = if in_data { document.get("data")? } else { document };
    let attribute = || object.get("attributes")?.get(name);
    object.get(name).or_else(attribute)?.boolean().ok()
}

/// Calls `read` before the one object of an answer.
pub(crate) fn read_one<'a>(
    body: &'a [u8],
    in_data: bool,
    read: impl FnMut(&mut Scanner<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    read_document(&mut Scanner::new(utf8(body)?), in_data, read).map(|_| ())
}

/// An object out of any `serde` source of JSON.
pub(crate) fn deserialize<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    Json::deserialize(from)?.raw().object().map_err(de::Error::custom)
}

/// The id of the row that a pointer such as `/data/17/attributes/amount` leads into.
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
