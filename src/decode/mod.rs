//! From a body's bytes to typed objects: lenient where the API's documents disagree with themselves, exact in every digit, and
//! precise about what does not fit.
//!
//! A field's value is taken as the text that it has in the body ([`Raw`]) and read from there: no number passes through a float.

mod raw;
mod scan;

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize as _, Deserializer};

use crate::encode::Members;
use crate::meta::{Pagination, Place};
use crate::page::Page;
use crate::values::{Extra, Json};

#[allow(unused_imports, reason = "what generated code calls depends on the spec")]
pub use self::raw::Kind;
pub use self::raw::Raw;
use self::scan::Scanner;

/// What did not fit, and where. Boxed: what fits is read a million times for each that does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Misfit>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Misfit {
    /// JSON pointer, made from the inside out.
    pub pointer: String,
    pub what: String,
    /// Id of the row that it is in.
    pub row: Option<String>,
}

impl Fault {
    #[cold]
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(Box::new(Misfit { what: what.into(), ..Misfit::default() }))
    }

    #[cold]
    pub(crate) fn within(mut self, segment: &str) -> Self {
        let escaped = segment.replace('~', "~0").replace('/', "~1");
        self.0.pointer.insert_str(0, &escaped);
        self.0.pointer.insert(0, '/');
        self
    }

    pub(crate) fn into_inner(self) -> Misfit {
        *self.0
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misfit { pointer, what, row } = &*self.0;
        if !pointer.is_empty() {
            write!(f, "{pointer}: ")?;
        }
        f.write_str(what)?;
        match row {
            Some(id) => write!(f, " (in the row with id {id})"),
            None => Ok(()),
        }
    }
}

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

/// Reads the object that `scanner` stands before.
fn read_object<T: Object>(scanner: &mut Scanner<'_>) -> Result<T, Fault> {
    if scanner.peek() != Some(b'{') {
        return Err(scanner.value()?.expected("an object"));
    }
    let start = scanner.clone();
    let mut reading = Reading::<T>::default();
    reading.take(scanner, Place::Top)?;
    if reading.attributes > 1 {
        // The last one counts where a name stands twice: once more, without those before it.
        *scanner = start;
        reading = Reading { skip: reading.attributes - 1, ..Reading::default() };
        reading.take(scanner, Place::Top)?;
    }
    match T::REQUIRED.iter().enumerate().find(|(i, _)| reading.seen & (1 << i) == 0) {
        Some((_, missing)) => Err(Fault::new(format!("expected a member `{missing}`, found none"))),
        None => Ok(reading.object),
    }
}

/// An object that is being read.
#[derive(Default)]
struct Reading<T> {
    object: T,
    seen: u64,
    /// How often `attributes` was met, and how many of them are passed over.
    attributes: u32,
    skip: u32,
}

impl<T: Object> Reading<T> {
    /// Takes over the members of the object itself, or of its `attributes`.
    fn take(&mut self, scanner: &mut Scanner<'_>, place: Place) -> Result<(), Fault> {
        scanner.members(|scanner, name| {
            if T::ATTRIBUTES && place == Place::Top && name == "attributes" {
                self.attributes += 1;
                return if self.attributes <= self.skip {
                    scanner.value().map(|_| ())
                } else if scanner.peek() == Some(b'{') {
                    self.take(scanner, Place::Attributes).map_err(|e| e.within(&name))
                } else {
                    let raw = scanner.value()?;
                    if raw.is_nothing() { Ok(()) } else { Err(raw.expected("an object").within(&name)) }
                };
            }
            let raw = scanner.value()?;
            let mut taken = self.object.set(place, &name, raw, &mut self.seen);
            if matches!(taken, Ok(false)) && place == Place::Top && self.attributes == 0 {
                // A flat object, as this library writes it.
                taken = self.object.set(Place::Attributes, &name, raw, &mut self.seen);
            }
            match taken {
                Ok(true) => Ok(()),
                Ok(false) => {
                    self.object.extra_mut().insert(name, raw.json());
                    Ok(())
                }
                Err(fault) => Err(fault.within(&name)),
            }
        })
    }
}

fn read_rows<T: Object>(scanner: &mut Scanner<'_>) -> Result<Vec<T>, Fault> {
    if scanner.peek() != Some(b'[') {
        return Err(scanner.value()?.expected("an array"));
    }
    let mut rows: Vec<T> = Vec::new();
    scanner.items(|scanner| {
        let row = read_object(scanner).map_err(|e| e.within(&rows.len().to_string()))?;
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

/// Reads a document: what stands under `data`, and the other members.
fn read_document<'a, T>(
    scanner: &mut Scanner<'a>,
    read: impl Fn(&mut Scanner<'a>) -> Result<T, Fault>,
) -> Result<(T, Others<'a>), Fault> {
    if scanner.peek() != Some(b'{') {
        return Err(scanner.value()?.expected("an object"));
    }
    let (mut data, mut others) = (None, Vec::new());
    scanner.members(|scanner, name| {
        if name == "data" {
            data = Some(read(scanner).map_err(|e| e.within(&name))?);
        } else {
            others.push((name, scanner.value()?));
        }
        Ok(())
    })?;
    scanner.end()?;
    match data {
        Some(data) => Ok((data, others)),
        None => Err(Fault::new("expected a member, found none").within("data")),
    }
}

type Others<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

fn utf8(body: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(body).map_err(|e| Fault::new(format!("not UTF-8 at byte {}", e.valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A whole list answer. `in_data`: its rows stand under `data`.
pub(crate) fn page<T: Object>(body: &[u8], in_data: bool, pagination: Option<&Pagination>) -> Result<Page<T>, Fault> {
    let text = utf8(body)?;
    let mut scanner = Scanner::new(text);
    let read = if in_data {
        read_document(&mut scanner, read_rows)
    } else {
        read_rows(&mut scanner).and_then(|rows| scanner.end().map(|()| (rows, Vec::new())))
    };
    let (items, others) = read.map_err(|mut fault| {
        fault.0.row = row_id(text, &fault.0.pointer);
        fault
    })?;
    let find = |path: &[&str]| {
        let (first, rest) = path.split_first()?;
        let (_, raw) = others.iter().rev().find(|(name, _)| name == first)?;
        rest.iter().try_fold(*raw, |raw, name| raw.get(name))
    };
    let number = |path: &[&str]| find(path).and_then(|raw| raw.integer().ok()).and_then(|n| u64::try_from(n).ok());
    let mut page = Page { items, ..Page::default() };
    if let Some(pagination) = pagination {
        page.current_page = number(pagination.current_page);
        page.last_page = number(pagination.last_page);
        page.per_page = number(pagination.per_page);
        page.total = number(pagination.total);
        page.next = find(pagination.next).and_then(|raw| raw.text()).map(Cow::into_owned);
    }
    for (name, raw) in others {
        page.meta.insert(name, raw.json());
    }
    Ok(page)
}

/// One object. `in_data`: it stands under `data`.
pub(crate) fn one<T: Object>(body: &[u8], in_data: bool) -> Result<T, Fault> {
    let mut scanner = Scanner::new(utf8(body)?);
    if in_data {
        return read_document(&mut scanner, read_object).map(|(object, _)| object);
    }
    let object = read_object(&mut scanner)?;
    scanner.end()?;
    Ok(object)
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
    rows.get(index)?.get("id")?.id().ok()
}
