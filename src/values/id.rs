//! Ids as arguments.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::extra::Json;

/// Id of a resource as an argument: an integer, or its text.
///
/// Ids in responses are text (`String`). If the API expects an integer, one is sent, and other text is rejected before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(String);

impl Id {
    /// Text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! id_from {
    ($($ty:ty => $value:ident $text:expr),* $(,)?) => {$(
        impl From<$ty> for Id {
            fn from($value: $ty) -> Self {
                Self($text)
            }
        }
    )*};
}
id_from! {
    i64 => v v.to_string(), i32 => v v.to_string(), u64 => v v.to_string(), u32 => v v.to_string(), usize => v v.to_string(),
    String => v v, &String => v v.clone(), &str => v v.to_owned(), &i64 => v v.to_string(), &Id => v v.0.clone(),
    Cow<'_, str> => v v.into_owned(),
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<String> for Id {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl FromStr for Id {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// From a string or an integer.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(from)?;
        json.raw().id().map(Self::from).map_err(serde::de::Error::custom)
    }
}
