//! Checks what the caller received: a result, items, an error, or a cancellation.

use super::compare::{Mode, compare};
use super::{Evidence, differs};
use crate::case::Case;
use crate::shape;
use plock_sandbox::json::Json;

pub fn judge(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let (expect, reply) = (&case.expect, &evidence.reply);
    // A cancelled job still reports its outcomes.
    let cancels =
        case.call.has("cancel_after_ms") && !case.call.has("job") && !expect.has("result") && !expect.has("error");
    let cancels = expect.get("cancelled").map_or(cancels, Json::is_true);
    if cancels != reply.at("cancelled").is_true() {
        let describe = |cancelled: bool| if cancelled { "a cancelled call".to_owned() } else { describe_reply(reply) };
        let expected = if cancels { "a cancelled call" } else { "a reply" };
        failures.push(differs("reply", expected, describe(!cancels)));
        return;
    }
    if cancels {
        return;
    }
    match (expect.get("error"), reply.get("error").filter(|error| !error.is_null())) {
        (Some(expected), Some(error)) => judge_error(expected, error, failures),
        (Some(expected), None) => failures.push(differs("reply", format!("error {expected}"), describe_reply(reply))),
        (None, Some(_)) => failures.push(differs("reply", "a result", describe_reply(reply))),
        (None, None) if !reply.has("result") => {
            failures.push(differs("reply", "a result, an error or `cancelled`", describe_reply(reply)));
        }
        (None, None) => {}
    }
    if let Some(waits) = expect.get("waits_ms") {
        compare("waits_ms", waits, reply.at("waits_ms"), Mode::Exact, failures);
    }
    if expect.has("error") {
        if let Some(items) = expect.get("items") {
            compare("items", items, reply.at("items"), Mode::Subset, failures);
        }
    } else if let Some(result) = expect.get("result").filter(|_| reply.has("result")) {
        let how = if expect.at("result_exact").is_true() { Mode::Whole } else { Mode::Subset };
        compare("result", result, reply.at("result"), how, failures);
    }
    judge_rows(case, reply, failures);
}

fn judge_rows(case: &Case, reply: &Json, failures: &mut Vec<String>) {
    let result = reply.get("result").unwrap_or(reply);
    let items = result.get("items").unwrap_or(result);
    if let Some(count) = case.expect.at("result_count").usize() {
        let found = items.items().len();
        if found != count || !matches!(items, Json::Array(_)) {
            failures.push(differs("number of items", count, found));
        }
    }
    let rows = case.expect.at("rows");
    if let (Some(first), Some(count), Some(operation)) =
        (rows.at("first").u64(), rows.at("count").u64(), shape::operation(case.operation()))
    {
        let expected = (first..first + count).map(|id| shape::flat_row(operation, id)).collect();
        compare("items", &Json::Array(expected), items, Mode::Subset, failures);
    }
}

/// Describes a reply in a report.
fn describe_reply(reply: &Json) -> String {
    let error = reply.at("error");
    if error.is_null() { reply.to_string() } else { format!("error {error}") }
}

fn judge_error(expected: &Json, error: &Json, failures: &mut Vec<String>) {
    let message = error.at("message").text().unwrap_or_default();
    for (fact, value) in expected.members() {
        match fact.as_str() {
            "message_contains" => {
                for part in value.items().iter().filter_map(Json::text).filter(|part| !message.contains(part)) {
                    failures.push(differs("error.message", format!("a text with {part:?}"), message));
                }
            }
            "message_lacks" => {
                for part in value.items().iter().filter_map(Json::text).filter(|part| message.contains(part)) {
                    failures.push(differs("error.message", format!("a text without {part:?}"), message));
                }
            }
            "header" => {
                for (name, value) in value.members() {
                    let headers = error.at("headers").members();
                    let found = headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
                    let found = found.map_or(&Json::Null, |(_, value)| value);
                    compare(&format!("error.headers.{name}"), value, found, Mode::Exact, failures);
                }
            }
            _ => compare(&format!("error.{fact}"), value, error.at(fact), Mode::Subset, failures),
        }
    }
    if message.is_empty() {
        failures.push("error.message: expected a text, got none".to_owned());
    }
}
