//! Compares the scanner with `serde_json`: both accept the same texts, and read the same values.

use plock::dynamic::{Kind, Raw, fuzzing};
use serde_json::value::RawValue;

use crate::json::{Members, depth, value};

/// Maximum depth of the scanner.
const DEPTH: usize = 128;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let theirs = serde_json::from_str::<&RawValue>(text);
    match (fuzzing::scan(text), theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours.as_str(), theirs.get());
            compare(ours, theirs.get());
        }
        (Err(fault), Ok(_)) => assert!(depth(text) > DEPTH, "refused: {fault}"),
        (Ok(raw), Err(error)) => panic!("taken: {}, {error}", raw.as_str()),
        (Err(_), Err(_)) => {}
    }
}

fn compare(ours: Raw<'_>, text: &str) {
    match ours.kind() {
        Kind::Null => assert_eq!(text, "null"),
        Kind::Boolean => assert_eq!(serde_json::from_str::<bool>(text).ok(), ours.boolean().ok()),
        Kind::Number => number(ours, text),
        Kind::String => string(ours, text),
        Kind::Array => {
            let theirs: Vec<&RawValue> = serde_json::from_str(text).expect("an array");
            let ours = ours.items();
            assert_eq!(ours.len(), theirs.len());
            ours.iter().zip(theirs).for_each(|(ours, theirs)| {
                assert_eq!(ours.as_str(), theirs.get());
                compare(*ours, theirs.get());
            });
        }
        Kind::Object => {
            // A lone surrogate in a name is an error in serde_json and U+FFFD in plock.
            let Ok(Members(theirs)) = serde_json::from_str(text) else { return assert!(text.contains("\\u")) };
            let ours = ours.members();
            assert_eq!(ours.len(), theirs.len());
            ours.iter().zip(theirs).for_each(|((name, ours), (their_name, theirs))| {
                assert_eq!((&**name, ours.as_str()), (&*their_name, theirs.get()));
                compare(*ours, theirs.get());
            });
        }
    }
}

fn number(ours: Raw<'_>, text: &str) {
    if let Ok(integer) = text.parse::<i64>() {
        assert_eq!(ours.integer().ok(), Some(integer));
    }
    if let (Ok(decimal), Some(expected)) = (ours.decimal(), value(text)) {
        assert_eq!(value(&decimal.to_string()), Some(expected), "{text}");
    }
}

fn string(ours: Raw<'_>, text: &str) {
    let read = ours.text().expect("a string that was scanned");
    match serde_json::from_str::<String>(text) {
        Ok(theirs) => assert_eq!(read, theirs),
        Err(_) => assert!(read.contains('\u{fffd}'), "{text}"),
    }
    // Parsing and formatting round-trip, except for years before 0.
    if let Some(time) = ours.date_or_date_time().ok().filter(|time| !time.to_string().starts_with('-')) {
        assert_eq!(time.to_string().parse(), Ok(time), "{text}");
    }
    if let Ok(date) = ours.date() {
        assert_eq!(date.to_string().parse().ok(), Some(date), "{text}");
    }
    if let Ok(time) = ours.unix_time() {
        assert_eq!(time.to_string().parse(), Ok(time), "{text}");
    }
    if let (Ok(decimal), Some(expected)) = (ours.decimal(), value(&read)) {
        assert_eq!(value(&decimal.to_string()), Some(expected), "{text}");
    }
}
