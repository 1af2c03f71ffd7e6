//! Generated from the API document: types, operations, resources.
#![allow(deprecated, reason = "deprecated operations stay callable")]
#![allow(missing_docs, reason = "the API document does not describe everything")]
#![allow(rustdoc::all, reason = "descriptions of the API document are not Markdown")]
#![allow(
    clippy::all,
    unused_mut,
    unused_imports,
    unused_macros,
    unused_variables,
    unreachable_code,
    unreachable_pub,
    reason = "generated"
)]

/// Imports of generated code.
mod prelude {
    pub(super) use std::collections::BTreeMap;

    pub(super) use jiff::civil::Date;
    pub(super) use rust_decimal::Decimal;
    pub(super) use serde::ser::SerializeMap;
    pub(super) use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) use crate::call::check::{self, Checked as _, Limits};
    pub(super) use crate::call::encode::{self, Encode as _, Text};
    pub(super) use crate::call::{self, decode};
    pub(super) use crate::json::Raw;
    pub(super) use crate::meta::{self, Place};
    pub(super) use crate::values::{DateOrDateTime, Extra, Id, Json, Timestamp, UnixTime};
}

/// Traits of every generated enum.
macro_rules! open_enum {
    ($name:ident) => {
        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }
        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                value.to_owned().into()
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl encode::Text for $name {
            fn text(&self) -> String {
                self.as_str().to_owned()
            }
        }
        impl encode::Encode for $name {
            fn encode<S: Serializer>(&self, to: S, _: encode::Form) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from).map(Into::into)
            }
        }
    };
}
use open_enum;

include!(concat!(env!("OUT_DIR"), "/facade.rs"));
