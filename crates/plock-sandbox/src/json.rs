//! A JSON tree that keeps the text of numbers and the order of members.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

const MAX_DEPTH: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    /// A number, `true`, `false` or `null`, as its text.
    Literal(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

impl Json {
    pub(crate) fn parse(text: &str) -> Result<Json, String> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Json::tree(raw.get(), MAX_DEPTH)
    }

    fn tree(text: &str, depth: usize) -> Result<Json, String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        };
        let to_message = |error: serde_json::Error| error.to_string();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let mut object = Json::object();
                for (name, value) in serde_json::from_str::<Members<'_>>(text).map_err(to_message)?.0 {
                    object.set(&name, Json::tree(value.get(), depth)?);
                }
                object
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(to_message)?;
                Json::Array(items.iter().map(|item| Json::tree(item.get(), depth)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::Text(serde_json::from_str(text).map_err(to_message)?),
            _ => Json::Literal(text.to_owned()),
        })
    }

    pub(crate) fn object() -> Json {
        Json::Object(Vec::new())
    }

    pub(crate) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub(crate) fn literal(value: impl Display) -> Json {
        Json::Literal(value.to_string())
    }

    pub(crate) fn members(&self) -> &[(String, Json)] {
        if let Json::Object(members) = self { members } else { &[] }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub(crate) fn at(&self, path: &[&str]) -> Option<&Json> {
        path.iter().try_fold(self, |json, name| json.get(name))
    }

    /// Sets a member. A value that is not an object is replaced by one.
    pub(crate) fn set(&mut self, name: &str, value: Json) {
        *self.member(name) = value;
    }

    pub(crate) fn set_at(&mut self, path: &[&str], value: Json) {
        *path.iter().fold(self, |json, name| json.member(name)) = value;
    }

    fn member(&mut self, name: &str) -> &mut Json {
        if !matches!(self, Json::Object(_)) {
            *self = Json::object();
        }
        let Json::Object(members) = self else { unreachable!("it is an object") };
        let index = members.iter().position(|(member, _)| member == name).unwrap_or_else(|| {
            members.push((name.to_owned(), Json::literal("null")));
            members.len() - 1
        });
        &mut members[index].1
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Json> {
        let Json::Object(members) = self else { return None };
        let index = members.iter().position(|(member, _)| member == name)?;
        Some(members.remove(index).1)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Json::Literal(text) if text == "null")
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Json::Literal(text) if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()))
    }

    /// The value as text, as in a query or path.
    pub(crate) fn to_text(&self) -> Cow<'_, str> {
        match self {
            Json::Literal(text) | Json::Text(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }
}

/// A JSON string, with quotes.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Json::Literal(text) => f.write_str(text),
            Json::Text(text) => f.write_str(&quoted(text)),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Json::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if index == 0 { "{" } else { "," }, quoted(name))?;
                }
                f.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_and_the_order_of_members_survive() {
        let text = r#"{"b":12.50,"a":[1e3,-0.10,123456789012345678901234567890.120],"c":{"é\"":null,"d":{}},"e":[]}"#;
        assert_eq!(Json::parse(text).map(|json| json.to_string()), Ok(text.to_owned()));
    }

    #[test]
    fn nesting_that_would_overflow_the_stack_is_refused() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(1000), "]".repeat(1000))).is_err_and(|e| e.contains("deeper")));
    }
}
