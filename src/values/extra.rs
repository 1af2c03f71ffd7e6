//! Raw JSON values, and members that the API document does not list.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::decimal::{DecimalError, parse_decimal};
use crate::json::Raw;

/// A JSON value, kept as text with all digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Default for Json {
    fn default() -> Self {
        Self("null".into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Json {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    pub(crate) fn raw(&self) -> Raw<'_> {
        Raw::new(&self.0)
    }

    /// The JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Member `name` of an object.
    pub fn get(&self, name: &str) -> Option<Self> {
        self.raw().get(name).map(|raw| raw.json())
    }

    /// Text of a string; `None` for other values.
    pub fn string(&self) -> Option<String> {
        serde_json::from_str(&self.0).ok()
    }

    /// Exact value of a number, or of a string with a number.
    ///
    /// # Errors
    /// [`DecimalError`] for other values, and for more than 28 digits.
    pub fn decimal(&self) -> Result<Decimal, DecimalError> {
        match self.string() {
            Some(text) => parse_decimal(&text),
            None => parse_decimal(&self.0),
        }
    }

    /// Deserializes the value.
    ///
    /// # Errors
    /// [`serde_json::Error`] if the value does not match `T`.
    pub fn to<T: serde::de::DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }
}

impl FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(text)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(serde::ser::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Box::<RawValue>::deserialize(from)?.get().into()))
    }
}

/// Members of an object that the API document does not list, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extra(Vec<(String, Json)>);

impl Extra {
    /// Value of `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Sets `name`, replacing an existing value.
    pub fn insert(&mut self, name: impl Into<String>, value: Json) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Iterator over names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of members.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
