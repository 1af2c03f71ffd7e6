//! Comparison of JSON, numbers by their text.

use super::differs;
use plock_sandbox::json::Json;

/// Maximum number of differences in a report.
const MAX_DIFFERENCES: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Objects may have additional members. An absent member equals null.
    Subset,
    /// As `Subset`, but additional members must be null.
    Whole,
    /// Objects must have the same members.
    Exact,
}

pub fn compare(path: &str, expected: &Json, seen: &Json, how: Mode, failures: &mut Vec<String>) {
    let before = failures.len();
    walk(path, expected, seen, how, failures);
    let more = failures.len() - before;
    if more > MAX_DIFFERENCES {
        failures.truncate(before + MAX_DIFFERENCES);
        failures.push(format!("{path}: {} more differences", more - MAX_DIFFERENCES));
    }
}

fn walk(path: &str, expected: &Json, seen: &Json, how: Mode, failures: &mut Vec<String>) {
    match (expected, seen) {
        (Json::Object(members), Json::Object(found)) => {
            for (name, value) in members {
                let member = seen.get(name);
                if how == Mode::Exact && member.is_none() {
                    failures.push(differs(&format!("{path}.{name}"), value, "(absent)"));
                } else {
                    walk(&format!("{path}.{name}"), value, member.unwrap_or(&Json::Null), how, failures);
                }
            }
            if how != Mode::Subset {
                let additional = found
                    .iter()
                    .filter(|(name, value)| !expected.has(name) && (how == Mode::Exact || !value.is_null()));
                for (name, value) in additional {
                    failures.push(differs(&format!("{path}.{name}"), "(absent)", value));
                }
            }
            if how == Mode::Exact && found.len() != members.len() && failures.is_empty() {
                failures.push(differs(path, expected, seen));
            }
        }
        (Json::Array(items), Json::Array(found)) => {
            if items.len() != found.len() {
                let count = |items: &[Json]| format!("{} items", items.len());
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
