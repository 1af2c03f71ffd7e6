//! One pass over a JSON text that returns each value as a slice.
//!
//! A field needs its digits and its position, not a tree of values. A scanner of where values begin and end is simpler than a parser, and
//! its errors have a JSON pointer.

use std::borrow::Cow;

use super::error::DecodeError;
use super::raw::Raw;

/// Maximum depth of nested objects and arrays.
const DEPTH: u32 = 128;

/// A position in a JSON text.
#[derive(Clone)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    #[cold]
    fn malformed(&self, what: &str) -> DecodeError {
        DecodeError::new(format!("malformed JSON: {what} at byte {}", self.at))
    }

    #[cold]
    fn missing(&self, byte: u8) -> DecodeError {
        self.malformed(&format!("expected `{}`", char::from(byte)))
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Number of bytes consumed.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// The next byte that is not whitespace, without consuming it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), DecodeError> {
        if self.peek() != Some(byte) {
            return Err(self.missing(byte));
        }
        self.at += 1;
        Ok(())
    }

    /// Checks that only whitespace is left.
    pub(crate) fn end(&mut self) -> Result<(), DecodeError> {
        if self.peek().is_some() { Err(self.malformed("trailing characters")) } else { Ok(()) }
    }

    /// Calls `each` at the start of every value of an object. `each` consumes the value.
    #[inline]
    pub(crate) fn members(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'a, str>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.members_like(&mut (), |()| "", |(), scanner, name| each(scanner, name))
    }

    /// As `members`, with a guess of the next name. A guess has no escapes; an empty one is no guess.
    #[inline]
    pub(crate) fn members_like<C>(
        &mut self,
        context: &mut C,
        guess: impl Fn(&C) -> &'a str,
        mut each: impl FnMut(&mut C, &mut Self, Cow<'a, str>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.enter(b'{')?;
        if self.peek() == Some(b'}') {
            return self.leave();
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.malformed("expected a name"));
            }
            let name = match self.guessed(guess(context)) {
                Some(name) => Cow::Borrowed(name),
                None => self.string()?.text().ok_or_else(|| self.malformed("invalid escape in a name"))?,
            };
            self.expect(b':')?;
            each(context, self, name)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => return self.leave(),
                _ => return Err(self.malformed("expected `,` or `}`")),
            }
        }
    }

    /// Calls `each` at the start of every value of an array. `each` consumes the value.
    pub(crate) fn items(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.enter(b'[')?;
        if self.peek() == Some(b']') {
            return self.leave();
        }
        loop {
            each(self)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => return self.leave(),
                _ => return Err(self.malformed("expected `,` or `]`")),
            }
        }
    }

    /// The next string, if it is the guess.
    #[inline]
    fn guessed(&mut self, guess: &'a str) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let end = self.at + 1 + guess.len();
        let right =
            !guess.is_empty() && bytes.get(end) == Some(&b'"') && same(&bytes[self.at + 1..end], guess.as_bytes());
        right.then(|| {
            self.at = end + 1;
            guess
        })
    }

    fn enter(&mut self, open: u8) -> Result<(), DecodeError> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > DEPTH { Err(self.malformed("nested too deeply")) } else { Ok(()) }
    }

    fn leave(&mut self) -> Result<(), DecodeError> {
        self.depth -= 1;
        self.at += 1;
        Ok(())
    }

    /// The next value.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<Raw<'a>, DecodeError> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => return self.string(),
            Some(b'{' | b'[') => self.nested()?,
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'n') => self.word("null")?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.malformed("expected a value")),
        }
        Ok(Raw::scanned(&self.text[start..self.at], false))
    }

    fn nested(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            Some(b'{') => self.members(|scanner, _| scanner.value().map(|_| ())),
            _ => self.items(|scanner| scanner.value().map(|_| ())),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), DecodeError> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.malformed("expected a value"));
        }
        self.at += word.len();
        Ok(())
    }

    fn digits(&mut self) -> Result<(), DecodeError> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.malformed("expected a digit")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<(), DecodeError> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    #[inline]
    fn string(&mut self) -> Result<Raw<'a>, DecodeError> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let end = start + 1 + plain(&bytes[start + 1..]);
        if bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Raw::scanned(&self.text[start..self.at], false));
        }
        self.escaped_string(end)
    }

    /// A string whose first quote, backslash or control character is at `at`.
    #[cold]
    fn escaped_string(&mut self, mut at: usize) -> Result<Raw<'a>, DecodeError> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') if at + 1 < bytes.len() => at += 2 + plain(&bytes[at + 2..]),
                Some(b'\\') | None => {
                    self.at = bytes.len();
                    return Err(self.malformed("unterminated string"));
                }
                Some(_) => {
                    self.at = at;
                    return Err(self.malformed("control character in a string"));
                }
            }
        }
        self.at = at + 1;
        let raw = Raw::scanned(&self.text[start..self.at], true);
        if raw.text().is_none() {
            return Err(self.malformed("invalid escape in a string"));
        }
        Ok(raw)
    }
}

/// Whether two texts of the same length are equal; inlined for short texts.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    fn ends<const N: usize>(a: &[u8], b: &[u8]) -> bool {
        a.first_chunk::<N>() == b.first_chunk::<N>() && a.last_chunk::<N>() == b.last_chunk::<N>()
    }
    match a.len() {
        4..=8 => ends::<4>(a, b),
        9..=16 => ends::<8>(a, b),
        _ => a == b,
    }
}

/// Number of bytes before a quote, a backslash or a control character; checks eight at a time.
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (n, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found = zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control;
        if found != 0 {
            // The lowest mark is correct; a borrow can only add marks above it.
            return n * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    let special = |b: &u8| matches!(b, b'"' | b'\\' | 0..0x20);
    chunks.len() * 8 + rest.iter().position(special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What this scanner and `serde_json` say of a text.
    fn agree(text: &str) {
        let mut scanner = Scanner::new(text);
        let ours = scanner.value().and_then(|_| scanner.end()).is_ok();
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        assert_eq!(ours, theirs, "{text:?}");
    }

    #[test]
    fn it_takes_what_is_json_and_nothing_else() {
        for text in [
            "",
            " ",
            "1",
            "-1",
            "-",
            "01",
            "1.",
            ".5",
            "1.5",
            "1e",
            "1e5",
            "1E+5",
            "1e-",
            "-0",
            "0.0",
            "tru",
            "true",
            "nul",
            "null",
            "nullx",
            "\"\"",
            "\"a",
            "\"a\\\"",
            "\"\\\"\"",
            "\"\\n\"",
            "\"\\x\"",
            "\"\\u00e9\"",
            "\"\\u00\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"a\tb\"",
            "\"é€😀 a longer text than eight\"",
            "[]",
            "[ ]",
            "[1]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,2",
            "[[[]]]",
            "{}",
            "{ }",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":{\"b\":[1,{}]}}",
            "{\"a\":1}}",
            "\u{feff}1",
            "1 1",
            "'a'",
            "\"12345678\\",
            "\"1234567\u{1}\"",
            "\"12345678\u{1f}\"",
            "\"\u{7f}\"",
        ] {
            agree(text);
        }
        for depth in [10, 127, 128, 200, 100_000] {
            let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            let mut scanner = Scanner::new(&text);
            assert_eq!(scanner.value().is_ok(), depth <= 128, "{depth}");
        }
    }

    #[test]
    fn it_agrees_on_texts_with_a_random_byte_changed() {
        let text = r#"{"data":[{"id":"1","n":-12.50e+3,"s":"a\"b\\cé","o":{"x":[true,false,null]}}],"meta":{"page":{"total":1}}}"#;
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let mut bytes = text.as_bytes().to_vec();
            let at = random.usize(..bytes.len());
            match random.u8(..3) {
                0 => bytes[at] = *random.choice(b"\"\\{}[],:0e-. tn\x01").unwrap_or(&b' '),
                1 => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
            if let Ok(text) = std::str::from_utf8(&bytes) {
                agree(text);
            }
        }
    }
}
