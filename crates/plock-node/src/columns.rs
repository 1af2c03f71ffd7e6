//! Encodes rows for JavaScript: column by column, all strings in one string, all numbers in one buffer.
//!
//! The decoder is `bindings/node/columns.js`. A buffer is the number of floats (an integer and 4 padding bytes), the floats (8 bytes
//! each), and then integers (4 bytes each). A column is its kind, followed by its values. Only numbers that a float holds exactly are
//! encoded as floats: integers up to 2^53 and milliseconds. All others are strings.

use std::borrow::Cow;

use plock::dynamic::{Answer, Raw, Rows, variant};
use plock::meta::{Object, Type, Union};

/// The encoding of a column.
#[derive(Clone, Copy)]
enum Kind {
    /// All values are absent.
    None,
    /// The length of each string; -1: absent.
    Text,
    /// Dictionary encoding: the distinct strings, and the index of each value.
    Dictionary,
    /// Floats; NaN: absent.
    Number,
    /// As `Text`: integers that a float does not hold exactly.
    Big,
    /// 0 or 1; -1: absent.
    Boolean,
    /// As `Number`: milliseconds since 1970.
    Time,
    /// For each value the length of a date string; -1: absent, -2: a time in the floats.
    DateOrTime,
    /// The index of the object type, for each value whether it is present, and the columns of the objects that are.
    Object,
    /// The length of each array, -1: absent, and a column of all items.
    Array,
    /// The length of each map, -1: absent, and two columns: all names and all values.
    Map,
    /// JSON, followed by a `Text` or `Dictionary` column.
    Json,
    /// As `Json`, with numbers that a float does not hold exactly.
    ExactJson,
    /// For each value the index of its type, -1: absent, and a column for each type.
    OneOf,
}

/// A string in one of the encodings of JavaScript engines.
#[derive(PartialEq, Eq)]
pub(crate) enum Text {
    Latin1(Vec<u8>),
    Utf16(Vec<u16>),
}

/// Encoded rows.
#[derive(PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) text: Text,
    pub(crate) data: Vec<u8>,
}

impl Block {
    /// Bytes that are no rows.
    pub(crate) fn of(data: Vec<u8>) -> Self {
        Self { text: Text::Latin1(Vec::new()), data }
    }
}

/// Encodes a page, or the object of a response.
pub(crate) fn encode(response: &Answer) -> Block {
    let (rows, page) = (&response.rows, &response.page);
    // An estimate from the size of the body, which avoids reallocations.
    let values = rows.len() * rows.object().map_or(0, |object| object.fields.len() + 1);
    let mut writer = Writer {
        text: String::with_capacity(response.body.len() / 2),
        floats: Vec::with_capacity(values / 2 + 4),
        integers: Vec::with_capacity(values + 64),
    };
    for number in [page.current_page, page.last_page, page.per_page, page.total] {
        writer.floats.push(number.map_or(f64::NAN, |number| number as f64));
    }
    writer.integers.push(length(rows.len()));
    writer.text(page.next.as_deref());
    writer.integers.push(rows.object().map_or(-1, |object| length(object.index)));
    if let Some(object) = rows.object() {
        writer.object(object, rows);
    }
    writer.finish()
}

fn length(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

#[derive(Default)]
struct Writer {
    text: String,
    floats: Vec<f64>,
    integers: Vec<i32>,
}

impl Writer {
    fn finish(self) -> Block {
        let text = if self.text.is_ascii() {
            Text::Latin1(self.text.into_bytes())
        } else if self.text.chars().all(|c| u8::try_from(c).is_ok()) {
            Text::Latin1(self.text.chars().filter_map(|c| u8::try_from(c).ok()).collect())
        } else {
            Text::Utf16(self.text.encode_utf16().collect())
        };
        let mut data = Vec::with_capacity(8 + self.floats.len() * 8 + self.integers.len() * 4);
        data.extend_from_slice(&length(self.floats.len()).to_ne_bytes());
        data.extend_from_slice(&[0; 4]);
        for float in &self.floats {
            data.extend_from_slice(&float.to_ne_bytes());
        }
        for integer in &self.integers {
            data.extend_from_slice(&integer.to_ne_bytes());
        }
        Block { text, data }
    }

    fn kind(&mut self, kind: Kind) {
        self.integers.push(kind as i32);
    }

    fn text(&mut self, text: Option<&str>) {
        let Some(text) = text else { return self.integers.push(-1) };
        let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        self.integers.push(length(units));
        self.text.push_str(text);
    }

    /// The columns of an object's fields, and one for `extra`.
    fn object(&mut self, object: &'static Object, rows: &Rows) {
        let mut values = Vec::with_capacity(rows.len());
        for (slot, field) in object.fields.iter().enumerate() {
            values.clear();
            values.extend((0..rows.len()).map(|at| rows.get(at, slot)));
            self.column(rows, &values, &field.ty);
        }
        self.json((0..rows.len()).map(|at| rows.extra_json(at).map(Cow::Owned)).collect());
    }

    fn column(&mut self, owner: &Rows, values: &[Option<Raw<'_>>], ty: &'static Type) {
        if values.iter().all(Option::is_none) {
            return self.kind(Kind::None);
        }
        match ty {
            Type::String | Type::Enum(_) => self.texts(each(values, |raw| match raw.text() {
                Some(text) => Some(text),
                None => raw.string().ok().map(Cow::Owned),
            })),
            Type::Id { .. } => self.texts(each(values, |raw| raw.id().ok())),
            Type::Decimal => self.texts(each(values, decimal)),
            Type::Date => self.texts(each(values, date)),
            Type::Integer => self.whole_numbers(values),
            Type::Boolean => {
                self.kind(Kind::Boolean);
                let boolean = |raw: &Option<Raw<'_>>| raw.and_then(|raw| raw.boolean().ok()).map_or(-1, i32::from);
                self.integers.extend(values.iter().map(boolean));
            }
            Type::DateTime => {
                let time = |raw: &Option<Raw<'_>>| raw.and_then(|raw| raw.date_time().ok());
                let times: Vec<_> = values.iter().map(time).collect();
                if times.iter().flatten().all(|time| is_date(*time)) {
                    self.kind(Kind::Time);
                    let ms =
                        |time: &Option<plock::Timestamp>| time.map_or(f64::NAN, |time| time.as_millisecond() as f64);
                    self.floats.extend(times.iter().map(ms));
                } else {
                    self.kind(Kind::DateOrTime);
                    times.into_iter().for_each(|time| self.date_or_time(time.map(plock::DateOrDateTime::DateTime)));
                }
            }
            Type::UnixTime => {
                self.kind(Kind::Time);
                self.times(values, |raw| raw.unix_time().ok()?.as_second().checked_mul(1000));
            }
            Type::DateOrDateTime => self.dates_or_times(values),
            Type::Object(object) => self.objects(owner, values, object),
            // Null items are absent already.
            Type::Nullable(item) => self.column(owner, values, item),
            Type::Array(item) | Type::Pair(item) => {
                self.kind(Kind::Array);
                let lists: Vec<_> = values.iter().map(|raw| raw.map(Raw::items)).collect();
                self.integers.extend(lists.iter().map(|list| list.as_ref().map_or(-1, |list| length(list.len()))));
                let items: Vec<_> = lists.into_iter().flatten().flatten().map(non_null).collect();
                self.column(owner, &items, item);
            }
            Type::Map(item) => {
                self.kind(Kind::Map);
                let maps: Vec<_> = values.iter().map(|raw| raw.map(Raw::members)).collect();
                self.integers.extend(maps.iter().map(|map| map.as_ref().map_or(-1, |map| length(map.len()))));
                let (names, items): (Vec<_>, Vec<_>) =
                    maps.into_iter().flatten().flatten().map(|(name, raw)| (Some(name), non_null(raw))).unzip();
                self.texts(names);
                self.column(owner, &items, item);
            }
            Type::OneOf(union) => self.one_of(owner, values, union),
            // A type of a later version of the spec: its JSON.
            _ => self.json(each(values, |raw| Some(Cow::Borrowed(raw.as_str())))),
        }
    }

    /// Dictionary encoding if there are only a few distinct strings.
    fn texts(&mut self, values: Vec<Option<Cow<'_, str>>>) {
        const MAX_DICTIONARY: usize = 16;
        let mut dictionary: Vec<Option<&str>> = Vec::new();
        let mut indexes = Vec::with_capacity(values.len());
        if values.len() > MAX_DICTIONARY {
            for value in &values {
                let value = value.as_deref();
                let at = dictionary.iter().position(|known| *known == value).unwrap_or_else(|| {
                    dictionary.push(value);
                    dictionary.len() - 1
                });
                // Stop early if most values differ: comparing costs more than it saves.
                if dictionary.len() > MAX_DICTIONARY || dictionary.len() > 4 && dictionary.len() * 2 > indexes.len() {
                    dictionary.clear();
                    break;
                }
                indexes.push(length(at));
            }
        }
        if !dictionary.is_empty() {
            self.kind(Kind::Dictionary);
            self.integers.push(length(dictionary.len()));
            for text in dictionary {
                self.text(text);
            }
            return self.integers.extend(indexes);
        }
        self.kind(Kind::Text);
        for value in &values {
            self.text(value.as_deref());
        }
    }

    fn json(&mut self, values: Vec<Option<Cow<'_, str>>>) {
        if values.iter().all(Option::is_none) {
            return self.kind(Kind::None);
        }
        // Most rows have the same value as the row before them.
        let mut last = "";
        let exact = values.iter().flatten().any(|text| {
            let same = std::mem::replace(&mut last, text) == &**text;
            !same && has_exact_numbers(text)
        });
        self.kind(if exact { Kind::ExactJson } else { Kind::Json });
        self.texts(values);
    }

    fn whole_numbers(&mut self, values: &[Option<Raw<'_>>]) {
        const SAFE: u64 = (1 << 53) - 1;
        let integers: Vec<_> = values.iter().map(|raw| raw.and_then(|raw| raw.integer().ok())).collect();
        if integers.iter().flatten().all(|integer| integer.unsigned_abs() <= SAFE) {
            self.kind(Kind::Number);
            self.floats.extend(integers.into_iter().map(|integer| integer.map_or(f64::NAN, |integer| integer as f64)));
        } else {
            self.kind(Kind::Big);
            self.texts(integers.into_iter().map(|integer| Some(Cow::Owned(integer?.to_string()))).collect());
        }
    }

    fn times(&mut self, values: &[Option<Raw<'_>>], ms: impl Fn(Raw<'_>) -> Option<i64>) {
        let time = |raw: &Option<Raw<'_>>| raw.and_then(&ms).map_or(f64::NAN, |ms| ms as f64);
        self.floats.extend(values.iter().map(time));
    }

    fn dates_or_times(&mut self, values: &[Option<Raw<'_>>]) {
        self.kind(Kind::DateOrTime);
        for raw in values {
            self.date_or_time(raw.and_then(|raw| raw.date_or_date_time().ok()));
        }
    }

    fn date_or_time(&mut self, value: Option<plock::DateOrDateTime>) {
        match value {
            None => self.integers.push(-1),
            Some(plock::DateOrDateTime::DateTime(time)) if is_date(time) => {
                self.integers.push(-2);
                self.floats.push(time.as_millisecond() as f64);
            }
            Some(other) => self.text(Some(&other.to_string())),
        }
    }

    fn objects(&mut self, owner: &Rows, values: &[Option<Raw<'_>>], object: &'static Object) {
        self.kind(Kind::Object);
        self.integers.push(length(object.index));
        self.integers.extend(values.iter().map(|raw| i32::from(raw.is_some())));
        self.object(object, &owner.nested_all(values.iter().flatten().copied(), object));
    }

    fn one_of(&mut self, owner: &Rows, values: &[Option<Raw<'_>>], union: &'static Union) {
        self.kind(Kind::OneOf);
        self.integers.push(length(union.variants.len()));
        // One more than the variants: values that the spec does not describe.
        let unknown = union.variants.len();
        let index = |raw: Raw<'_>| {
            let ty = variant(raw, union);
            let found = ty.and_then(|ty| union.variants.iter().position(|variant| std::ptr::eq(&variant.ty, ty)));
            found.unwrap_or(unknown)
        };
        let types: Vec<_> = values.iter().map(|raw| raw.map(index)).collect();
        self.integers.extend(types.iter().map(|index| index.map_or(-1, length)));
        for index in 0..=unknown {
            let with = values.iter().zip(&types).filter(|(_, ty)| **ty == Some(index));
            let values: Vec<_> = with.map(|(raw, _)| *raw).collect();
            self.column(owner, &values, union.variants.get(index).map_or(&Type::Json, |variant| &variant.ty));
        }
    }
}

fn each<'a>(values: &[Option<Raw<'a>>], text: impl Fn(Raw<'a>) -> Option<Cow<'a, str>>) -> Vec<Option<Cow<'a, str>>> {
    values.iter().map(|raw| raw.and_then(&text)).collect()
}

/// Whether a `Date`, which has milliseconds, holds the time exactly. If not, it is encoded as a string.
fn is_date(time: plock::Timestamp) -> bool {
    time.subsec_nanosecond().is_multiple_of(1_000_000)
}

/// A null item is absent, as a null field is.
fn non_null(raw: Raw<'_>) -> Option<Raw<'_>> {
    (raw.as_str() != "null").then_some(raw)
}

/// Most decimals are in canonical form already.
fn decimal(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let text = raw.text().unwrap_or(Cow::Borrowed(raw.as_str()));
    if is_plain_decimal(text.as_bytes()) {
        return Some(text);
    }
    Some(Cow::Owned(raw.decimal().ok()?.to_string()))
}

/// `12.50`: no sign, no leading zeros, and not too many digits.
fn is_plain_decimal(text: &[u8]) -> bool {
    let point = text.iter().position(|byte| *byte == b'.').unwrap_or(text.len());
    let (whole, fraction) = text.split_at(point);
    let digits = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    text.len() <= 28
        && digits(whole)
        && (whole.len() == 1 || whole[0] != b'0')
        && (fraction.is_empty() || digits(&fraction[1..]))
}

fn date(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    match raw.text() {
        Some(text) if matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _]) => Some(text),
        _ => Some(Cow::Owned(raw.date().ok()?.to_string())),
    }
}

/// Whether the JSON contains a number that a float does not hold exactly as written.
fn has_exact_numbers(json: &str) -> bool {
    let mut bytes = json.bytes();
    let (mut digits, mut minus) = (0, false);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
                (digits, minus) = (0, false);
            }
            // `-0` as a float is written as `0`.
            b'0' if minus => return true,
            b'0'..=b'9' if digits == 15 => return true,
            b'0'..=b'9' => (digits, minus) = (digits + 1, false),
            b'.' => return true,
            b'e' | b'E' if digits > 0 => return true,
            _ => (digits, minus) = (0, byte == b'-'),
        }
    }
    false
}
