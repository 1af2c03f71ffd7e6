//! Encodes typed values as JSON bodies, and as text for paths, queries and headers. Decimals are written from their digits.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::meta::Place;
use crate::values::{DateOrDateTime, Extra, Id, Json, Timestamp, UnixTime};

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For the API: nested as in the API document, absent members omitted.
    Wire,
    /// For the user: flat, decimals as strings, absent members as `null`.
    Flat,
}

/// A value that can be part of a body.
pub trait Encode {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error>;

    fn is_absent(&self) -> bool {
        false
    }
}

struct Encoded<T>(T, Form);

impl<T: Encode> Serialize for Encoded<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.encode(to, self.1)
    }
}

macro_rules! encode_as {
    ($($ty:ty => |$value:ident, $to:ident| $write:expr),* $(,)?) => {$(
        impl Encode for $ty {
            fn encode<S: Serializer>(&self, $to: S, _: Form) -> Result<S::Ok, S::Error> {
                let $value = self;
                $write
            }
        }
    )*};
}
encode_as! {
    String => |v, to| to.serialize_str(v),
    Id => |v, to| to.serialize_str(v.as_str()),
    i64 => |v, to| to.serialize_i64(*v),
    bool => |v, to| to.serialize_bool(*v),
    Date => |v, to| to.collect_str(v),
    Timestamp => |v, to| to.collect_str(v),
    DateOrDateTime => |v, to| to.collect_str(v),
    UnixTime => |v, to| to.serialize_i64(v.as_second()),
    Json => |v, to| v.serialize(to),
}

impl Encode for Decimal {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        match form {
            Form::Flat => to.collect_str(self),
            Form::Wire => {
                let digits = self.to_string();
                serde_json::from_str::<&RawValue>(&digits).map_err(S::Error::custom)?.serialize(to)
            }
        }
    }
}

/// Decimals that the API expects as strings.
pub struct Quoted<'a, T>(pub &'a T);

impl Encode for Quoted<'_, Decimal> {
    fn encode<S: Serializer>(&self, to: S, _: Form) -> Result<S::Ok, S::Error> {
        to.collect_str(self.0)
    }
}

/// Ids that the API expects as integers. They were validated before.
pub struct Numbered<'a, T>(pub &'a T);

impl<T> Numbered<'_, T> {
    fn id<S: Serializer>(id: &str, to: S, form: Form) -> Result<S::Ok, S::Error> {
        match form {
            Form::Flat => to.serialize_str(id),
            Form::Wire => to.serialize_i64(id.parse().map_err(S::Error::custom)?),
        }
    }
}

impl Encode for Numbered<'_, Id> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        Self::id(self.0.as_str(), to, form)
    }
}

impl Encode for Numbered<'_, String> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        Self::id(self.0, to, form)
    }
}

/// The form of a value is that of the values in it.
macro_rules! encode_in {
    ($form:ident) => {
        impl<T> Encode for $form<'_, Vec<T>>
        where
            for<'a> $form<'a, T>: Encode,
        {
            fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
                to.collect_seq(self.0.iter().map(|item| Encoded($form(item), form)))
            }
        }

        impl<T> Encode for $form<'_, BTreeMap<String, T>>
        where
            for<'a> $form<'a, T>: Encode,
        {
            fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
                to.collect_map(self.0.iter().map(|(name, value)| (name, Encoded($form(value), form))))
            }
        }

        impl<T> Encode for $form<'_, (T, T)>
        where
            for<'a> $form<'a, T>: Encode,
        {
            fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
                [Encoded($form(&self.0.0), form), Encoded($form(&self.0.1), form)].serialize(to)
            }
        }

        impl<T> Encode for $form<'_, Option<T>>
        where
            for<'a> $form<'a, T>: Encode,
        {
            fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
                self.0.as_ref().map($form).encode(to, form)
            }

            fn is_absent(&self) -> bool {
                self.0.is_none()
            }
        }
    };
}
encode_in!(Quoted);
encode_in!(Numbered);

impl<T: Encode> Encode for Option<T> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.encode(to, form),
            None => to.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for &T {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        (**self).encode(to, form)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        (**self).encode(to, form)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(|item| Encoded(item, form)))
    }
}

impl<T: Encode> Encode for (T, T) {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        [Encoded(&self.0, form), Encoded(&self.1, form)].serialize(to)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode<S: Serializer>(&self, to: S, form: Form) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().map(|(name, value)| (name, Encoded(value, form))))
    }
}

/// The members of an object; implemented by generated code.
pub trait Members {
    /// Whether some of them are under `attributes` on the wire.
    const ATTRIBUTES: bool;
    fn extra(&self) -> &Extra;
    fn write<M: SerializeMap>(&self, out: &mut Writer<'_, M>) -> Result<(), M::Error>;
}

/// Writes the members of one place, or all members of a flat object.
pub struct Writer<'a, M> {
    map: &'a mut M,
    form: Form,
    only: Option<Place>,
    attributes: bool,
    /// Whether `written` is kept; needed only for extra members.
    tracked: bool,
    written: Vec<&'static str>,
}

impl<M: SerializeMap> Writer<'_, M> {
    pub(crate) fn member<T: Encode>(&mut self, place: Place, name: &'static str, value: &T) -> Result<(), M::Error> {
        let elsewhere = self.only.is_some_and(|only| only != place);
        if elsewhere || (self.form == Form::Wire && value.is_absent()) {
            return Ok(());
        }
        if self.tracked {
            self.written.push(name);
        }
        self.map.serialize_entry(name, &Encoded(value, self.form))
    }

    /// A field that is sent in a header.
    #[allow(dead_code, reason = "generated code may not use it")]
    pub(crate) fn header<T: Encode>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        match self.form {
            Form::Wire => Ok(()),
            Form::Flat => self.member(Place::Top, name, value),
        }
    }

    /// Extra members are written where most members of the object are.
    fn extra(&mut self, extra: &Extra) -> Result<(), M::Error> {
        let place = if self.attributes { Place::Attributes } else { Place::Top };
        if self.only.is_some_and(|only| only != place) {
            return Ok(());
        }
        let mut more = extra.iter().filter(|(name, _)| !self.written.contains(name));
        more.try_for_each(|(name, value)| self.map.serialize_entry(name, value))
    }
}

struct Attributes<'a, T>(&'a T);

impl<T: Members> Serialize for Attributes<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        let only = Some(Place::Attributes);
        write(self.0, &mut map, Form::Wire, only)?;
        map.end()
    }
}

fn write<T: Members, M: SerializeMap>(
    object: &T,
    map: &mut M,
    form: Form,
    only: Option<Place>,
) -> Result<(), M::Error> {
    let tracked = !object.extra().is_empty();
    let mut writer = Writer { map, form, only, attributes: T::ATTRIBUTES, tracked, written: Vec::new() };
    object.write(&mut writer)?;
    if tracked { writer.extra(object.extra()) } else { Ok(()) }
}

pub(crate) fn object<T: Members, S: Serializer>(object: &T, to: S, form: Form) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    let split = T::ATTRIBUTES && form == Form::Wire;
    let only = split.then_some(Place::Top);
    write(object, &mut map, form, only)?;
    if split {
        map.serialize_entry("attributes", &Attributes(object))?;
    }
    map.end()
}

/// A serialized request body; `None` if serialization failed.
#[derive(Debug, Clone)]
pub struct SerializedBody(Option<Box<RawValue>>);

impl SerializedBody {
    pub(crate) fn new(body: &impl Encode, in_data: bool) -> Self {
        let body = Encoded(body, Form::Wire);
        let written = match in_data {
            true => to_raw_value(&BTreeMap::from([("data", body)])),
            false => to_raw_value(&body),
        };
        Self(written.ok())
    }
}

impl Serialize for SerializedBody {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().ok_or_else(|| S::Error::custom("failed to serialize the request body"))?.serialize(to)
    }
}

/// Text of a value in a path, a query or a header.
pub trait Text {
    fn text(&self) -> String;
}

macro_rules! text_by_display {
    ($($ty:ty),*) => {$(
        impl Text for $ty {
            fn text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
text_by_display!(String, i64, bool, Id, Decimal, Date, Timestamp, DateOrDateTime, UnixTime);

impl<T: Text> Text for (T, T) {
    fn text(&self) -> String {
        format!("{},{}", self.0.text(), self.1.text())
    }
}

impl<T: Text> Text for Vec<T> {
    fn text(&self) -> String {
        self.iter().map(Text::text).collect::<Vec<_>>().join(",")
    }
}
