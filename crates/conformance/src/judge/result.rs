//! What the caller got: a result, items, an error, or the word that it was cancelled.

use super::compare::{How, compare};
use super::{Evidence, differs};
use crate::case::Case;
use crate::shape;
use crate::value::Value;

pub fn judge(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let (expect, answer) = (&case.expect, &evidence.answer);
    // A job that is cancelled still tells what became of its writes.
    let cancels =
        case.call.has("cancel_after_ms") && !case.call.has("job") && !expect.has("result") && !expect.has("error");
    let cancels = expect.get("cancelled").map_or(cancels, Value::is_true);
    if cancels != answer.at("cancelled").is_true() {
        let told = |cancelled: bool| if cancelled { "a cancelled call".to_owned() } else { answered(answer) };
        let expected = if cancels { "a cancelled call" } else { "an answer" };
        failures.push(differs("answer", expected, told(!cancels)));
        return;
    }
    if cancels {
        return;
    }
    match (expect.get("error"), answer.get("error").filter(|error| !error.is_null())) {
        (Some(expected), Some(error)) => judge_error(expected, error, failures),
        (Some(expected), None) => failures.push(differs("answer", format!("error {expected}"), answered(answer))),
        (None, Some(_)) => failures.push(differs("answer", "a result", answered(answer))),
        (None, None) if !answer.has("result") => {
            failures.push(differs("answer", "a result, an error or the word `cancelled`", answered(answer)));
        }
        (None, None) => {}
    }
    if let Some(waits) = expect.get("waits_ms") {
        compare("waits_ms", waits, answer.at("waits_ms"), How::Exact, failures);
    }
    if expect.has("error") {
        if let Some(items) = expect.get("items") {
            compare("items", items, answer.at("items"), How::Subset, failures);
        }
    } else if let Some(result) = expect.get("result").filter(|_| answer.has("result")) {
        let how = if expect.at("result_exact").is_true() { How::Whole } else { How::Subset };
        compare("result", result, answer.at("result"), how, failures);
    }
    judge_rows(case, answer, failures);
}

fn judge_rows(case: &Case, answer: &Value, failures: &mut Vec<String>) {
    let result = answer.get("result").unwrap_or(answer);
    let items = result.get("items").unwrap_or(result);
    if let Some(count) = case.expect.at("result_count").usize() {
        let found = items.items().len();
        if found != count || !matches!(items, Value::Array(_)) {
            failures.push(differs("number of items", count, found));
        }
    }
    let rows = case.expect.at("rows");
    if let (Some(first), Some(count), Some(operation)) =
        (rows.at("first").u64(), rows.at("count").u64(), shape::operation(case.operation()))
    {
        let expected = (first..first + count).map(|id| shape::flat_row(operation, id)).collect();
        compare("items", &Value::Array(expected), items, How::Subset, failures);
    }
}

/// What an answer says, in short.
fn answered(answer: &Value) -> String {
    let error = answer.at("error");
    if error.is_null() { answer.to_string() } else { format!("error {error}") }
}

fn judge_error(expected: &Value, error: &Value, failures: &mut Vec<String>) {
    let message = error.at("message").text().unwrap_or_default();
    for (fact, value) in expected.members() {
        match fact.as_str() {
            "message_contains" => {
                for part in value.items().iter().filter_map(Value::text).filter(|part| !message.contains(part)) {
                    failures.push(differs("error.message", format!("a text with {part:?}"), message));
                }
            }
            "message_lacks" => {
                for part in value.items().iter().filter_map(Value::text).filter(|part| message.contains(part)) {
                    failures.push(differs("error.message", format!("a text without {part:?}"), message));
                }
            }
            "header" => {
                for (name, value) in value.members() {
                    let headers = error.at("headers").members();
                    let found = headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
                    let found = found.map_or(&Value::Null, |(_, value)| value);
                    compare(&format!("error.headers.{name}"), value, found, How::Exact, failures);
                }
            }
            _ => compare(&format!("error.{fact}"), value, error.at(fact), How::Subset, failures),
        }
    }
    if message.is_empty() {
        failures.push("error.message: expected a text, got none".to_owned());
    }
}
