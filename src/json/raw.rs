//! One JSON value as the text that it has in the body, and the readings of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer};

use super::fault::Fault;
use super::scan::Scanner;

/// What a JSON value is.
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

/// One JSON value as text, and whether a backslash is in it. It is known to be well-formed.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a>(&'a str, Backslash);

/// As wide as a word: a `bool` would have bytes of nothing behind it, and to copy those in one piece right after the one was written
/// costs more than all else that is done to a value.
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
    /// What stands for a value that is not there.
    pub(crate) const ABSENT: Self = Self("", Backslash::None);

    /// A JSON text that is known to be well-formed.
    pub fn new(text: &'a str) -> Self {
        Self(text, text.contains('\\').into())
    }

    /// A value of which it is known whether it is a string with something escaped in it.
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

    /// What kind of value it is.
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

    #[cold]
    pub(crate) fn expected(self, what: &str) -> Fault {
        let mut shown: String = self.0.chars().take(60).collect();
        if shown.len() < self.0.len() {
            shown.push('…');
        }
        Fault::new(format!("expected {what}, found {shown}"))
    }

    /// The text of a string, borrowed where nothing in it is escaped.
    #[inline]
    pub fn text(self) -> Option<Cow<'a, str>> {
        if self.kind() != Kind::String {
            return None;
        }
        let inner = self.0.get(1..self.0.len().wrapping_sub(1))?;
        if self.is_escaped() { unescaped(self.0).map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
    }

    /// The text of a string or of a number.
    pub(crate) fn scalar(self) -> Option<Cow<'a, str>> {
        if self.kind() == Kind::Number { Some(Cow::Borrowed(self.0)) } else { self.text() }
    }

    pub(crate) fn optional<T>(self, read: impl FnOnce(Self) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
        if self.kind() == Kind::Null { Ok(None) } else { read(self).map(Some) }
    }

    /// As [`Raw::optional`]; an empty array stands for "no object" too, as servers that know only one kind of list write it.
    pub(crate) fn optional_object<T>(self, read: impl FnOnce(Self) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
        if self.is_empty_array() { Ok(None) } else { self.optional(read) }
    }

    /// `null`, or the empty array that some servers write for "no object".
    pub(crate) fn is_nothing(self) -> bool {
        self.kind() == Kind::Null || self.is_empty_array()
    }

    fn is_empty_array(self) -> bool {
        self.0.strip_prefix('[').and_then(|t| t.strip_suffix(']')).is_some_and(|t| t.trim().is_empty())
    }

    /// Text; a number or a boolean is taken as its text.
    pub fn string(self) -> Result<String, Fault> {
        let text = if self.kind() == Kind::Boolean { Some(Cow::Borrowed(self.0)) } else { self.scalar() };
        text.map(Cow::into_owned).ok_or_else(|| self.expected("a string"))
    }

    /// A truth value.
    pub fn boolean(self) -> Result<bool, Fault> {
        match self.0 {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.expected("true or false")),
        }
    }

    pub(crate) fn array<T>(self, read: impl Fn(Raw<'a>) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
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

    pub(crate) fn pair<T>(self, read: impl Fn(Raw<'a>) -> Result<T, Fault>) -> Result<(T, T), Fault> {
        let mut items = self.array(read)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(first), Some(second), None) => Ok((first, second)),
            _ => Err(self.expected("an array of two")),
        }
    }

    pub(crate) fn map<T>(self, read: impl Fn(Raw<'a>) -> Result<T, Fault>) -> Result<BTreeMap<String, T>, Fault> {
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
            // The last one counts where a name stands twice, as for typed fields.
            if key == name {
                found = Some(value);
            }
            Ok(())
        });
        read.ok().and(found)
    }

    /// The text of the member `name`, where it is a string.
    pub(crate) fn member(self, name: &str) -> Option<String> {
        self.get(name)?.text().map(Cow::into_owned)
    }
}

/// The text of a JSON string. Half a surrogate pair, as cutting a text short leaves it, becomes U+FFFD: it costs no page.
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
                // Three bytes each.
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
