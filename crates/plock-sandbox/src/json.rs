//! A JSON tree that keeps the text of numbers and the order of members.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

const MAX_DEPTH: usize = 128;

/// A JSON value. Repeated members are kept; the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Json {
    #[default]
    Null,
    Bool(bool),
    /// As its text.
    Number(String),
    String(String),
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
    /// # Errors
    /// The text is not one JSON value, or is nested deeper than 128 levels.
    pub fn parse(text: &str) -> Result<Json, String> {
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
                let members = serde_json::from_str::<Members<'_>>(text).map_err(to_message)?.0.into_iter();
                Json::Object(
                    members
                        .map(|(name, value)| Ok((name, Json::tree(value.get(), depth)?)))
                        .collect::<Result<_, String>>()?,
                )
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(to_message)?;
                Json::Array(items.iter().map(|item| Json::tree(item.get(), depth)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::String(serde_json::from_str(text).map_err(to_message)?),
            Some(b'n') => Json::Null,
            Some(b't' | b'f') => Json::Bool(text == "true"),
            _ => Json::Number(text.to_owned()),
        })
    }

    pub fn object() -> Json {
        Json::Object(Vec::new())
    }

    pub fn string(text: impl Into<String>) -> Json {
        Json::String(text.into())
    }

    pub fn number(number: impl Display) -> Json {
        Json::Number(number.to_string())
    }

    pub fn members(&self) -> &[(String, Json)] {
        if let Json::Object(members) = self { members } else { &[] }
    }

    pub fn items(&self) -> &[Json] {
        if let Json::Array(items) = self { items } else { &[] }
    }

    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members().iter().rev().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    pub fn get_at(&self, path: &[&str]) -> Option<&Json> {
        path.iter().try_fold(self, |json, name| json.get(name))
    }

    /// The member `name`, or null.
    pub fn at(&self, name: &str) -> &Json {
        self.get(name).unwrap_or(&Json::Null)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a member. A value that is not an object is replaced by one.
    pub fn set(&mut self, name: &str, value: Json) {
        *self.member(name) = value;
    }

    /// Sets the value at `path` and creates missing objects.
    pub fn set_at(&mut self, path: &[&str], value: Json) {
        *path.iter().fold(self, |json, name| json.member(name)) = value;
    }

    fn member(&mut self, name: &str) -> &mut Json {
        if !matches!(self, Json::Object(_)) {
            *self = Json::object();
        }
        let Json::Object(members) = self else { unreachable!("it is an object") };
        let index = members.iter().rposition(|(member, _)| member == name).unwrap_or_else(|| {
            members.push((name.to_owned(), Json::Null));
            members.len() - 1
        });
        &mut members[index].1
    }

    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let Json::Object(members) = self else { return None };
        let index = members.iter().rposition(|(member, _)| member == name)?;
        Some(members.remove(index).1)
    }

    pub fn is_null(&self) -> bool {
        *self == Json::Null
    }

    pub fn is_true(&self) -> bool {
        *self == Json::Bool(true)
    }

    pub fn is_number(&self) -> bool {
        matches!(self, Json::Number(_))
    }

    pub fn str(&self) -> Option<&str> {
        if let Json::String(text) = self { Some(text) } else { None }
    }

    /// The text of a string, number or boolean.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::String(text) | Json::Number(text) => Some(text),
            Json::Bool(value) => Some(if *value { "true" } else { "false" }),
            _ => None,
        }
    }

    /// The value as text, as in a query or path.
    pub fn to_text(&self) -> Cow<'_, str> {
        self.text().map_or_else(|| Cow::Owned(self.to_string()), Cow::Borrowed)
    }

    pub fn u64(&self) -> Option<u64> {
        if let Json::Number(text) = self { text.parse().ok() } else { None }
    }

    pub fn usize(&self) -> Option<usize> {
        self.u64().and_then(|number| usize::try_from(number).ok())
    }

    /// A copy with every string changed.
    pub fn map_strings(&self, change: &impl Fn(&str) -> String) -> Json {
        match self {
            Json::String(text) => Json::String(change(text)),
            Json::Array(items) => Json::Array(items.iter().map(|item| item.map_strings(change)).collect()),
            Json::Object(members) => {
                Json::Object(members.iter().map(|(name, value)| (name.clone(), value.map_strings(change))).collect())
            }
            other => other.clone(),
        }
    }
}

/// Whether a text is a JSON number.
pub fn is_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit()) && Json::parse(text).is_ok_and(|json| json == Json::number(text))
}

/// A JSON string, with quotes.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null | Json::Bool(_) | Json::Number(_) => f.write_str(self.text().unwrap_or("null")),
            Json::String(text) => f.write_str(&quoted(text)),
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
    fn the_last_of_repeated_members_counts() {
        let json = Json::parse(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!((json.at("a"), json.to_string().as_str()), (&Json::number(2), r#"{"a":1,"a":2}"#));
    }

    #[test]
    fn invalid_json_is_refused() {
        for text in ["", "{", "[1,]", "{\"a\" 1}", "01", "1.", ".5", "+1", "tru", "\"a", "1 2", "{\"a\":1,}"] {
            assert!(Json::parse(text).is_err() && !is_number(text), "{text}");
        }
        assert!(is_number("-0.10e+400") && !is_number(" 1"));
    }

    #[test]
    fn nesting_that_would_overflow_the_stack_is_refused() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(1000), "]".repeat(1000))).is_err_and(|e| e.contains("deeper")));
    }
}
