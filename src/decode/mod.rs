//! From a body's bytes to typed objects: lenient where the API's documents disagree with themselves, exact in every digit, and
//! precise about what does not fit.
//!
//! A field's value is taken as the text that it has in the body ([`Raw`]) and read from there: no number passes through a float.

mod raw;

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize as _, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::meta::{Pagination, Place};
use crate::page::Page;
use crate::values::{Extra, Json};

#[allow(unused_imports, reason = "what generated code calls depends on the spec")]
pub use self::raw::Kind;
use self::raw::Name;
pub use self::raw::Raw;

/// What did not fit, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// JSON pointer, made from the inside out.
    pub(crate) pointer: String,
    pub(crate) what: String,
    /// Id of the row that it is in.
    pub(crate) row: Option<String>,
}

impl Fault {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }

    fn within(mut self, segment: &str) -> Self {
        let escaped = segment.replace('~', "~0").replace('/', "~1");
        self.pointer.insert_str(0, &escaped);
        self.pointer.insert(0, '/');
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(&self.what)?;
        match &self.row {
            Some(id) => write!(f, " (in the row with id {id})"),
            None => Ok(()),
        }
    }
}

/// An object that the API answers: what lists yield and calls return.
pub trait Object:
    Default + fmt::Debug + Clone + serde::Serialize + de::DeserializeOwned + Send + Sync + 'static
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
    fn extra(&mut self) -> &mut Extra;
}

/// Carries a fault past serde's own error type.
#[derive(Default)]
struct Context(std::cell::RefCell<Option<Fault>>);

impl Context {
    fn run<T>(self, read: impl FnOnce(&Self) -> serde_json::Result<T>) -> Result<T, Fault> {
        read(&self).map_err(|e| self.0.take().unwrap_or_else(|| Fault::new(format!("malformed JSON: {e}"))))
    }

    fn fail<E: de::Error>(&self, fault: Fault) -> E {
        self.0.replace(Some(fault));
        E::custom("")
    }

    /// Puts what went wrong inside of `segment` there.
    fn within<E: de::Error>(&self, segment: &str, error: E) -> E {
        let fault = self.0.take().unwrap_or_else(|| Fault::new(error.to_string()));
        self.0.replace(Some(fault.within(segment)));
        error
    }
}

/// Reads one object; `row`: its place in a list.
struct ObjectSeed<'c, T> {
    context: &'c Context,
    row: Option<usize>,
    marker: std::marker::PhantomData<T>,
}

impl<'de, T: Object> DeserializeSeed<'de> for ObjectSeed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        let mut object = T::default();
        let mut seen = 0;
        let row = self.row.map(|row| row.to_string());
        let result = from.deserialize_any(MembersInto {
            context: self.context,
            place: Place::Top,
            object: &mut object,
            seen: &mut seen,
        });
        let result = result.and_then(|()| match T::REQUIRED.iter().enumerate().find(|(i, _)| seen & (1 << i) == 0) {
            Some((_, missing)) => {
                Err(self.context.fail(Fault::new(format!("expected a member `{missing}`, found none"))))
            }
            None => Ok(object),
        });
        match row {
            Some(row) => result.map_err(|e| self.context.within(&row, e)),
            None => result,
        }
    }
}

/// Takes the members of an object, or of its `attributes`, over into `object`.
struct MembersInto<'c, T> {
    context: &'c Context,
    place: Place,
    object: &'c mut T,
    seen: &'c mut u64,
}

impl<'de, T: Object> DeserializeSeed<'de> for MembersInto<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, T: Object> Visitor<'de> for MembersInto<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            if self.place == Place::Top && name == "attributes" {
                let attributes = MembersInto {
                    context: self.context,
                    place: Place::Attributes,
                    object: &mut *self.object,
                    seen: &mut *self.seen,
                };
                map.next_value_seed(attributes).map_err(|e| self.context.within("attributes", e))?;
                continue;
            }
            let raw = Raw::new(map.next_value::<&'de RawValue>()?.get());
            let mut taken = self.object.set(self.place, &name, raw, self.seen);
            if self.place == Place::Top && matches!(taken, Ok(false)) {
                // A flat object, as this library writes it.
                taken = self.object.set(Place::Attributes, &name, raw, self.seen);
            }
            match taken {
                Ok(true) => {}
                Ok(false) => self.object.extra().insert(name, raw.json()),
                Err(fault) => return Err(self.context.fail(fault.within(&name))),
            }
        }
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        if self.place == Place::Attributes {
            Ok(())
        } else {
            Err(self.context.fail(Fault::new("expected an object, found null")))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None if self.place == Place::Attributes => Ok(()),
            _ => Err(self.context.fail(Fault::new("expected an object, found an array"))),
        }
    }
}

struct Rows<'c, T>(&'c Context, std::marker::PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for Rows<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<T>, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, T: Object> Visitor<'de> for Rows<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = seq.next_element_seed(ObjectSeed {
            context: self.0,
            row: Some(rows.len()),
            marker: std::marker::PhantomData,
        })? {
            rows.push(row);
        }
        Ok(rows)
    }
}

/// A document's `data` and its other members.
struct Document<'c, S> {
    context: &'c Context,
    data: S,
}

impl<'de, S: DeserializeSeed<'de> + Copyable> Visitor<'de> for Document<'_, S> {
    type Value = (Option<S::Value>, Vec<(Cow<'de, str>, Raw<'de>)>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut data, mut members) = (None, Vec::new());
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            if name == "data" {
                data = Some(map.next_value_seed(self.data.again()).map_err(|e| self.context.within("data", e))?);
            } else {
                members.push((name, Raw::new(map.next_value::<&'de RawValue>()?.get())));
            }
        }
        Ok((data, members))
    }
}

/// A seed that can be used again, should a name stand twice in a document.
trait Copyable {
    fn again(&self) -> Self;
}

impl<T> Copyable for Rows<'_, T> {
    fn again(&self) -> Self {
        Self(self.0, std::marker::PhantomData)
    }
}

impl<T> Copyable for ObjectSeed<'_, T> {
    fn again(&self) -> Self {
        Self { context: self.context, row: self.row, marker: std::marker::PhantomData }
    }
}

fn utf8(body: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(body).map_err(|e| Fault::new(format!("not UTF-8 at byte {}", e.valid_up_to())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn ended<T>(from: &mut serde_json::Deserializer<serde_json::de::StrRead<'_>>, value: T) -> serde_json::Result<T> {
    from.end().map(|()| value)
}

/// A whole list answer. `in_data`: its rows stand under `data`.
pub(crate) fn page<T: Object>(body: &[u8], in_data: bool, pagination: Option<&Pagination>) -> Result<Page<T>, Fault> {
    let text = utf8(body)?;
    let mut from = serde_json::Deserializer::from_str(text);
    let read = Context::default().run(|context| {
        let rows = Rows(context, std::marker::PhantomData);
        let read = if in_data {
            from.deserialize_map(Document { context, data: rows })?
        } else {
            (Some(rows.deserialize(&mut from)?), Vec::new())
        };
        ended(&mut from, read)
    });
    let (items, members) = read.map_err(|mut fault| {
        fault.row = row_id(text, &fault.pointer);
        fault
    })?;
    let items = items.ok_or_else(|| Fault::new("expected an array, found nothing").within("data"))?;
    let find = |path: &[&str]| {
        let (first, rest) = path.split_first()?;
        let (_, raw) = members.iter().rev().find(|(name, _)| name == first)?;
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
    page.meta = members.into_iter().fold(Extra::default(), |mut meta, (name, raw)| {
        meta.insert(name, raw.json());
        meta
    });
    Ok(page)
}

/// One object. `in_data`: it stands under `data`.
pub(crate) fn one<T: Object>(body: &[u8], in_data: bool) -> Result<T, Fault> {
    let mut from = serde_json::Deserializer::from_str(utf8(body)?);
    let object = Context::default().run(|context| {
        let seed = ObjectSeed::<T> { context, row: None, marker: std::marker::PhantomData };
        let read = if in_data {
            from.deserialize_map(Document { context, data: seed })?.0
        } else {
            Some(seed.deserialize(&mut from)?)
        };
        ended(&mut from, read)
    })?;
    object.ok_or_else(|| Fault::new("expected an object, found nothing").within("data"))
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
