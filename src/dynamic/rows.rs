//! Objects of a response, kept as JSON text.

use std::sync::Arc;

use super::json::JsonNames;
use super::rows_builder::RowsBuilder;
use crate::call::decode::{self, ObjectVisitor as _, PageFacts};
use crate::http::{Error, Result};
use crate::json::{DecodeError, Raw, Scanner};
use crate::meta::{Cursor, Object};
use crate::values::Extra;

/// Bit of the end of a value: it is a string with escapes.
pub(super) const ESCAPED: u32 = 1 << 31;

/// Rows of a page, or the object of a response: the JSON of each field.
///
/// Every field was validated when the page was read, so reading it later cannot fail. The rest of the body is not kept.
#[derive(Debug, Clone, Default)]
pub struct Rows(pub(super) Option<Arc<Inner>>);

#[derive(Debug)]
pub(super) struct Inner {
    pub object: &'static Object,
    pub names: JsonNames,
    pub length: usize,
    /// Values of each row in the order of the fields, followed by its extra values.
    pub text: Box<str>,
    /// End of the value of each field.
    pub ends: Box<[u32]>,
    /// Start of each row; empty without extra values.
    pub starts: Box<[u32]>,
    /// Extra members: row, name, and end of the value.
    pub extra: Box<[(u32, Box<str>, u32)]>,
}

/// A row of [`Rows`].
#[derive(Debug, Clone)]
pub struct Row {
    /// All rows.
    pub rows: Rows,
    /// Index of the row.
    pub at: usize,
}

impl Rows {
    pub(super) fn page(
        body: &[u8],
        object: &'static Object,
        in_data: bool,
        cursor: Option<&Cursor>,
    ) -> Result<(PageFacts, Extra, Self), DecodeError> {
        let mut builder = RowsBuilder::new(body.len(), object, JsonNames::Wire)?;
        let clear = RowsBuilder::clear;
        let (others, facts) = decode::rows(body, in_data, cursor, &mut builder, clear, |builder, scanner| {
            decode::read_into(scanner, builder)?;
            builder.finish();
            Ok(())
        })?;
        let mut meta = Extra::default();
        for (name, raw) in others {
            meta.insert(name, raw.json());
        }
        Ok((facts, meta, builder.done()))
    }

    /// `optional`: a null is no row.
    pub(super) fn one(
        body: &[u8],
        object: &'static Object,
        in_data: bool,
        optional: bool,
    ) -> Result<Self, DecodeError> {
        let mut builder = RowsBuilder::new(body.len(), object, JsonNames::Wire)?;
        let found = match optional {
            true => decode::read_optional(body, in_data, |scanner| Self::read_row(scanner, &mut builder))?,
            false => {
                decode::read_one(body, in_data, |scanner| Self::read_row(scanner, &mut builder))?;
                true
            }
        };
        Ok(if found { builder.done() } else { Self::default() })
    }

    fn read_row<'a>(scanner: &mut Scanner<'a>, builder: &mut RowsBuilder<'a>) -> Result<(), DecodeError> {
        builder.clear();
        decode::read_into(scanner, builder)?;
        builder.finish();
        Ok(())
    }

    /// One object without fields.
    pub(super) fn empty(object: &'static Object) -> Self {
        let ends = vec![0; object.fields.len()].into();
        let (text, starts, extra) = Default::default();
        Self(Some(Arc::new(Inner { object, names: JsonNames::Wire, length: 1, text, ends, starts, extra })))
    }

    /// Reads one object from JSON, as written by [`Row::to_json`] or sent by the API.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) with a JSON pointer to the invalid value.
    pub fn from_json(object: &'static Object, text: &str, names: JsonNames) -> Result<Self> {
        let read = || {
            let mut builder = RowsBuilder::new(text.len(), object, names)?;
            decode::read_one(text.as_bytes(), false, |scanner| Self::read_row(scanner, &mut builder))?;
            Ok(builder.done())
        };
        read().map_err(|error| Error::decode(error, text.as_bytes()))
    }

    /// Reads objects from a JSON array of what [`Rows::from_json`] reads.
    ///
    /// # Errors
    /// As [`Rows::from_json`].
    pub fn from_json_array(object: &'static Object, text: &str, names: JsonNames) -> Result<Self> {
        let read = || {
            let (mut builder, mut scanner) = (RowsBuilder::new(text.len(), object, names)?, Scanner::new(text));
            scanner.items(|scanner| {
                decode::read_into(scanner, &mut builder)?;
                builder.finish();
                Ok(())
            })?;
            scanner.end()?;
            Ok(builder.done())
        };
        read().map_err(|error| Error::decode(error, text.as_bytes()))
    }

    /// Reads a nested object, a value in these rows, as one row.
    ///
    /// # Errors
    /// As [`Rows::from_json`]; none if `object` is the type of the field.
    pub fn nested(&self, raw: Raw<'_>, object: &'static Object) -> Result<Self> {
        let names = self.0.as_ref().map_or(JsonNames::Wire, |inner| inner.names);
        Self::from_json(object, raw.as_str(), names)
    }

    /// Reads nested objects, values in these rows, as rows.
    pub fn nested_all<'a>(&self, values: impl Iterator<Item = Raw<'a>>, object: &'static Object) -> Self {
        let names = self.0.as_ref().map_or(JsonNames::Wire, |inner| inner.names);
        let mut builder = RowsBuilder::of(object, names);
        for raw in values {
            // Validated when the page was read.
            if decode::read_into(&mut Scanner::new(raw.as_str()), &mut builder).is_err() {
                builder.restart();
            }
            builder.finish();
        }
        builder.done()
    }

    /// Reads one object from the output of [`Row::to_parts`].
    ///
    /// # Errors
    /// As [`Rows::from_json`].
    pub fn from_parts(object: &'static Object, names: JsonNames, fields: &str, extra: &str) -> Result<Self> {
        let read = || {
            let mut builder = RowsBuilder::new(fields.len() + extra.len(), object, names)?;
            builder.restore(JsonNames::Snake, Raw::new(fields), Raw::new(extra))?;
            Ok(builder.done())
        };
        read().map_err(|error| Error::decode(error, fields.as_bytes()))
    }

    /// Reads objects from a JSON array, in which each is a pair: its fields, and its extra members, as a JSON object each.
    ///
    /// # Errors
    /// As [`Rows::from_json`].
    pub fn from_pairs(object: &'static Object, names: JsonNames, text: &str) -> Result<Self> {
        let read = || {
            let mut builder = RowsBuilder::new(text.len(), object, names)?;
            for (at, pair) in Scanner::new(text).value()?.array(Ok)?.into_iter().enumerate() {
                let restored = pair.pair(Ok).and_then(|(fields, extra)| builder.restore(names, fields, extra));
                restored.map_err(|error| error.within(&at.to_string()))?;
            }
            Ok(builder.done())
        };
        read().map_err(|error| Error::decode(error, text.as_bytes()))
    }

    /// The rows in parts of at most `bytes` bytes, or of one row, so that a row that is kept does not keep all others.
    pub fn split(&self, bytes: usize) -> Vec<Self> {
        let Some(inner) = self.0.as_deref() else { return Vec::new() };
        let size = |from: usize, to: usize| {
            (inner.start(to) - inner.start(from)) as usize + (to - from) * inner.object.fields.len() * size_of::<u32>()
        };
        if size(0, inner.length) <= bytes {
            return vec![self.clone()];
        }
        let (mut parts, mut from) = (Vec::new(), 0);
        for at in 1..=inner.length {
            if at == inner.length || size(from, at + 1) > bytes {
                parts.push(Self(Some(Arc::new(inner.part(from, at)))));
                from = at;
            }
        }
        parts
    }

    /// The rows that `keep` names.
    pub(super) fn kept(&self, keep: &[bool]) -> Self {
        self.0.as_ref().map_or_else(Self::default, |inner| Self(Some(Arc::new(inner.kept(keep)))))
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |inner| inner.length)
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Type of the rows; `None` if the operation returns nothing.
    pub fn object(&self) -> Option<&'static Object> {
        self.0.as_ref().map(|inner| inner.object)
    }

    /// Value of a field, by its index in the object. `None` if it is absent or null.
    #[inline]
    pub fn get(&self, row: usize, slot: usize) -> Option<Raw<'_>> {
        let inner = self.0.as_ref()?;
        let width = inner.object.fields.len();
        let at = row * width + slot;
        let end = *inner.ends.get(at).filter(|_| slot < width)?;
        let start = if slot == 0 { inner.start(row) } else { inner.ends[at - 1] & !ESCAPED };
        inner.raw(start, end)
    }

    /// Members that the API document does not list, in their order.
    pub fn extra(&self, row: usize) -> impl Iterator<Item = (&str, Raw<'_>)> {
        let inner = self.0.as_deref();
        let extra = inner.map_or(&[] as &[_], |inner| &inner.extra);
        let first = extra.partition_point(|(of, ..)| (*of as usize) < row);
        let here = extra[first..].iter().take_while(move |(of, ..)| *of as usize == row);
        let mut start = inner.map_or(0, |inner| inner.end(row));
        here.filter_map(move |(_, name, end)| {
            let raw = inner?.raw(start, *end)?;
            start = end & !ESCAPED;
            Some((&**name, raw))
        })
    }

    /// Row by index.
    pub fn row(&self, at: usize) -> Row {
        Row { rows: self.clone(), at }
    }
}

impl Row {
    /// As [`Rows::get`].
    pub fn get(&self, slot: usize) -> Option<Raw<'_>> {
        self.rows.get(self.at, slot)
    }

    /// The fields by their Python names, and the extra members, each as a JSON object, and how nested names are written. Nothing is lost,
    /// whatever the names of extra members are.
    pub fn to_parts(&self) -> (JsonNames, String, String) {
        let (names, object) =
            self.rows.0.as_ref().map_or((JsonNames::Wire, None), |inner| (inner.names, Some(inner.object)));
        let fields = object.map_or(&[] as &[_], |object| object.fields).iter().enumerate();
        let fields = fields.filter_map(|(slot, field)| Some((field.python, self.get(slot)?)));
        (names, super::json::members(fields), super::json::members(self.extra()))
    }

    /// As [`Rows::extra`].
    pub fn extra(&self) -> impl Iterator<Item = (&str, Raw<'_>)> {
        self.rows.extra(self.at)
    }
}

impl Inner {
    /// The rows `from..to`.
    fn part(&self, from: usize, to: usize) -> Self {
        let (base, width) = (self.start(from), self.object.fields.len());
        let rows = |row: &u32| (from..to).contains(&(*row as usize));
        let extra = self.extra.iter().filter(|(row, ..)| rows(row));
        Self {
            object: self.object,
            names: self.names,
            length: to - from,
            text: self.text[base as usize..self.start(to) as usize].into(),
            // The bit `ESCAPED` is not changed: an end is at least the base.
            ends: self.ends[from * width..to * width].iter().map(|end| end - base).collect(),
            starts: self.starts.get(from..to).unwrap_or_default().iter().map(|start| start - base).collect(),
            extra: extra.map(|(row, name, end)| (row - from as u32, name.clone(), end - base)).collect(),
        }
    }

    /// The rows that `keep` names.
    fn kept(&self, keep: &[bool]) -> Self {
        let (mut text, mut ends, mut starts, mut extra) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        let mut length = 0;
        for row in (0..self.length).filter(|row| keep.get(*row) == Some(&true)) {
            let part = self.part(row, row + 1);
            // As in `part`, the bit `ESCAPED` is not changed.
            let base = text.len() as u32;
            ends.extend(part.ends.iter().map(|end| end + base));
            starts.extend(part.starts.iter().map(|start| start + base));
            extra.extend(part.extra.iter().map(|(_, name, end)| (length as u32, name.clone(), end + base)));
            text.push_str(&part.text);
            length += 1;
        }
        let (text, ends) = (text.into(), ends.into());
        Self { object: self.object, names: self.names, length, text, ends, starts: starts.into(), extra: extra.into() }
    }

    /// Start of the first field of a row, or the end of the last row.
    fn start(&self, row: usize) -> u32 {
        match self.starts.get(row) {
            Some(start) => *start,
            None if row == self.length => self.text.len() as u32,
            None if row == 0 => 0,
            None => self.end(row - 1),
        }
    }

    /// End of the last field of a row.
    fn end(&self, row: usize) -> u32 {
        match ((row + 1) * self.object.fields.len()).checked_sub(1) {
            Some(last) => self.ends.get(last).map_or(0, |end| end & !ESCAPED),
            // An object without fields.
            None => self.starts.get(row).copied().unwrap_or_default(),
        }
    }

    fn raw(&self, start: u32, end: u32) -> Option<Raw<'_>> {
        let (from, to) = (start as usize, (end & !ESCAPED) as usize);
        let text = self.text.get(from..to).filter(|text| !text.is_empty())?;
        Some(Raw::scanned(text, end & ESCAPED != 0))
    }
}
