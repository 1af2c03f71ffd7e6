//! Comparison of JSON, numbers by their text.

use super::differs;
use crate::value::Value;

/// Differences beyond these are not told.
const TOLD: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Of an object, what is expected must be there; what else is there is no matter. An absent member is a null.
    Subset,
    /// As `Subset`, and nothing else may be there but nulls.
    Whole,
    /// To the member.
    Exact,
}

pub fn compare(path: &str, expected: &Value, seen: &Value, how: How, failures: &mut Vec<String>) {
    let before = failures.len();
    walk(path, expected, seen, how, failures);
    let more = failures.len() - before;
    if more > TOLD {
        failures.truncate(before + TOLD);
        failures.push(format!("{path}: {} more differences", more - TOLD));
    }
}

fn walk(path: &str, expected: &Value, seen: &Value, how: How, failures: &mut Vec<String>) {
    match (expected, seen) {
        (Value::Object(members), Value::Object(found)) => {
            for (name, value) in members {
                let there = seen.get(name);
                if how == How::Exact && there.is_none() {
                    failures.push(differs(&format!("{path}.{name}"), value, "(absent)"));
                } else {
                    walk(&format!("{path}.{name}"), value, there.unwrap_or(&Value::Null), how, failures);
                }
            }
            if how != How::Subset {
                let unasked =
                    found.iter().filter(|(name, value)| !expected.has(name) && (how == How::Exact || !value.is_null()));
                for (name, value) in unasked {
                    failures.push(differs(&format!("{path}.{name}"), "(absent)", value));
                }
            }
            if how == How::Exact && found.len() != members.len() && failures.is_empty() {
                failures.push(differs(path, expected, seen));
            }
        }
        (Value::Array(items), Value::Array(found)) => {
            if items.len() != found.len() {
                let count = |items: &[Value]| format!("{} items", items.len());
                failures.push(differs(path, count(items), count(found)));
            }
            for (at, (item, found)) in items.iter().zip(found).enumerate() {
                walk(&format!("{path}[{at}]"), item, found, how, failures);
            }
        }
        (expected, seen) if expected == seen => {}
        (expected, seen) => failures.push(differs(path, expected, seen)),
    }
}
