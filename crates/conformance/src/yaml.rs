//! Parses YAML. A plain scalar is a number exactly if it is one in JSON, and keeps its text.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use plock_sandbox::json::{Json, is_number};

/// Parses a text with one document.
pub fn parse(text: &str) -> Result<Json, String> {
    let mut reader = Reader { events: Parser::new_from_str(text), anchors: HashMap::new(), line: 0 };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd => return Ok(Json::Null),
            event => return reader.node(event),
        }
    }
}

struct Reader<'a, I: granit_parser::BorrowedInput<'a>> {
    events: Parser<'a, I>,
    anchors: HashMap<usize, Json>,
    line: usize,
}

impl<'a, I: granit_parser::BorrowedInput<'a>> Reader<'a, I> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        loop {
            match self.events.next() {
                Some(Ok((Event::Comment(..), _))) => {}
                Some(Ok((event, span))) => {
                    self.line = span.start.line();
                    return Ok(event);
                }
                Some(Err(error)) => return Err(error.to_string()),
                None => return Ok(Event::StreamEnd),
            }
        }
    }

    fn node(&mut self, event: Event<'a>) -> Result<Json, String> {
        let (value, anchor) = match event {
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).cloned();
                return known.ok_or_else(|| format!("line {}: unknown alias", self.line));
            }
            Event::Scalar(text, style, anchor, _) => (scalar(&text, style), anchor),
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.node(event)?),
                    }
                }
                (Json::Array(items), anchor)
            }
            Event::MappingStart(_, anchor, _) => {
                let mut members: Vec<(String, Json)> = Vec::new();
                loop {
                    let name = match self.next()? {
                        Event::MappingEnd => break,
                        Event::Scalar(name, ..) => name.into_owned(),
                        _ => return Err(format!("line {}: expected a name", self.line)),
                    };
                    if members.iter().any(|(known, _)| *known == name) {
                        return Err(format!("line {}: duplicate key `{name}`", self.line));
                    }
                    let event = self.next()?;
                    members.push((name, self.node(event)?));
                }
                (Json::Object(members), anchor)
            }
            _ => return Err(format!("line {}: expected a value", self.line)),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Json {
    match (style, text) {
        (ScalarStyle::Plain, "" | "null" | "~") => Json::Null,
        (ScalarStyle::Plain, "true") => Json::Bool(true),
        (ScalarStyle::Plain, "false") => Json::Bool(false),
        (ScalarStyle::Plain, text) if is_number(text) => Json::Number(text.to_owned()),
        _ => Json::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_what_json_takes_them_for() {
        let yaml = "a: 1000.00\nb: '1000.00'\nc: 2025-06-26\nd: {3: [~, true, yes, 007]}\ne: &x [1]\nf: *x\n";
        let json = r#"{"a":1000.00,"b":"1000.00","c":"2025-06-26","d":{"3":[null,true,"yes","007"]},"e":[1],"f":[1]}"#;
        assert_eq!(parse(yaml).map(|value| value.to_string()).as_deref(), Ok(json));
    }

    #[test]
    fn a_duplicate_key_is_an_error() {
        assert!(parse("a: 1\na: 2\n").is_err_and(|error| error.contains("duplicate key")));
    }
}
