//! A JSON value as text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer};

use super::error::DecodeError;
use super::scan::Scanner;

/// Kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of JSON")]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// A well-formed JSON value as text, and whether it contains a backslash.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a>(&'a str, Backslash);

/// As wide as a word: copying the padding bytes of a `bool` right after writing it would cause a store-forwarding stall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
enum Backslash {
    None,
    Some,
}

impl From<bool> for Backslash {
    fn from(some: bool) -> Self {
        if some { Self::Some } else { Self::None }
    }
}

impl<'a> Raw<'a> {
    /// An absent value.
    pub(crate) const ABSENT: Self = Self("", Backslash::None);

    /// A text that is known to be well-formed JSON.
    pub fn new(text: &'a str) -> Self {
        Self(text, text.contains('\\').into())
    }

    /// A value that is known to have or not to have escapes.
    pub(crate) fn scanned(text: &'a str, escaped: bool) -> Self {
        Self(text, escaped.into())
    }

    /// The JSON text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Whether it is a string with a backslash in it.
    pub(crate) fn is_escaped(self) -> bool {
        self.1 == Backslash::Some
    }

    /// Kind of the value.
    pub fn kind(self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// The first 60 characters, for an error message.
    pub(crate) fn excerpt(self) -> String {
        let mut excerpt: String = self.0.chars().take(60).collect();
        if excerpt.len() < self.0.len() {
            excerpt.push('…');
        }
        excerpt
    }

    #[cold]
    pub(crate) fn expected(self, what: &str) -> DecodeError {
        DecodeError::new(format!("expected {what}, found {}", self.excerpt()))
    }

    /// Text of a string, borrowed if it has no escapes.
    #[inline]
    pub fn text(self) -> Option<Cow<'a, str>> {
        if self.kind() != Kind::String {
            return None;
        }
        let inner = self.0.get(1..self.0.len().wrapping_sub(1))?;
        if self.is_escaped() { unescaped(self.0).map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
    }

    /// Text of a string or a number.
    pub(crate) fn scalar(self) -> Option<Cow<'a, str>> {
        if self.kind() == Kind::Number { Some(Cow::Borrowed(self.0)) } else { self.text() }
    }

    pub(crate) fn optional<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.kind() == Kind::Null { Ok(None) } else { read(self).map(Some) }
    }

    /// As [`Raw::optional`]; an empty array is absent too, because some servers serialize an empty object like that.
    pub(crate) fn optional_object<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        if self.is_empty_array() { Ok(None) } else { self.optional(read) }
    }

    /// Whether the value is `null`, or the empty array that some servers send for an empty object.
    pub(crate) fn is_nothing(self) -> bool {
        self.kind() == Kind::Null || self.is_empty_array()
    }

    fn is_empty_array(self) -> bool {
        self.0.strip_prefix('[').and_then(|t| t.strip_suffix(']')).is_some_and(|t| t.trim().is_empty())
    }

    /// Reads a string; a number or a boolean is read as its text.
    pub fn string(self) -> Result<String, DecodeError> {
        let text = if self.kind() == Kind::Boolean { Some(Cow::Borrowed(self.0)) } else { self.scalar() };
        text.map(Cow::into_owned).ok_or_else(|| self.expected("a string"))
    }

    /// Reads a boolean.
    pub fn boolean(self) -> Result<bool, DecodeError> {
        match self.0 {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.expected("true or false")),
        }
    }

    pub(crate) fn array<T>(self, read: impl Fn(Raw<'a>) -> Result<T, DecodeError>) -> Result<Vec<T>, DecodeError> {
        if self.kind() != Kind::Array {
            return Err(self.expected("an array"));
        }
        let mut items = Vec::new();
        Scanner::new(self.0).items(|scanner| {
            let item = scanner.value().and_then(&read).map_err(|e| e.within(&items.len().to_string()))?;
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }

    pub(crate) fn pair<T>(self, read: impl Fn(Raw<'a>) -> Result<T, DecodeError>) -> Result<(T, T), DecodeError> {
        let mut items = self.array(read)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(first), Some(second), None) => Ok((first, second)),
            _ => Err(self.expected("an array of two")),
        }
    }

    pub(crate) fn map<T>(
        self,
        read: impl Fn(Raw<'a>) -> Result<T, DecodeError>,
    ) -> Result<BTreeMap<String, T>, DecodeError> {
        if self.kind() != Kind::Object {
            return Err(self.expected("an object"));
        }
        let mut map = BTreeMap::new();
        Scanner::new(self.0).members(|scanner, name| {
            let value = scanner.value().and_then(&read).map_err(|e| e.within(&name))?;
            map.insert(name.into_owned(), value);
            Ok(())
        })?;
        Ok(map)
    }

    /// The member `name` of an object.
    pub(crate) fn get(self, name: &str) -> Option<Raw<'a>> {
        let mut found = None;
        let read = Scanner::new(self.0).members(|scanner, key| {
            let value = scanner.value()?;
            // The last of duplicate members counts, as for typed fields.
            if key == name {
                found = Some(value);
            }
            Ok(())
        });
        read.ok().and(found)
    }

    /// Text of the member `name`, if it is a string.
    pub(crate) fn member(self, name: &str) -> Option<String> {
        self.get(name)?.text().map(Cow::into_owned)
    }
}

/// Text of a JSON string. An unpaired surrogate, as in a truncated text, becomes U+FFFD instead of an error.
fn unescaped(text: &str) -> Option<String> {
    struct Text;
    impl de::Visitor<'_> for Text {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }
        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<String, E> {
            let (mut text, mut broken) = (String::with_capacity(bytes.len()), 0);
            for chunk in bytes.utf8_chunks() {
                broken = if chunk.valid().is_empty() { broken } else { 0 };
                text.push_str(chunk.valid());
                // An unpaired surrogate has three bytes.
                if broken % 3 == 0 && !chunk.invalid().is_empty() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                broken += chunk.invalid().len();
            }
            Ok(text)
        }
    }
    serde_json::Deserializer::from_str(text).deserialize_bytes(Text).ok()
}
