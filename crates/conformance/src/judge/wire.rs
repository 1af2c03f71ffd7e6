//! Checks what was sent: requests and connections.

use super::compare::{Mode, compare};
use super::{Evidence, differs};
use crate::case::Case;
use crate::server::http::ReceivedRequest;
use plock_sandbox::json::Json;

pub fn judge(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let expect = &case.expect;
    let seen = &evidence.requests;
    let listed_count = expect.get("requests").map(|requests| requests.items().len());
    let count = expect.at("count").usize().or(listed_count).or(evidence.script);
    if let Some(count) = count.filter(|count| *count != seen.len()) {
        failures.push(differs("number of requests", count, listed(seen)));
    } else if let Some(script) = evidence.script.filter(|script| seen.len() > *script) {
        failures.push(differs("requests that the script replies", script, listed(seen)));
    }
    if let Some(requests) = expect.get("requests") {
        let unordered = expect.at("unordered").is_true();
        judge_requests("request", requests.items(), seen, unordered, failures);
    }
    match expect.get("other_requests") {
        Some(requests) => {
            let (requests, seen) = (requests.items(), &evidence.other);
            if requests.len() != seen.len() {
                failures.push(differs("number of requests to the other server", requests.len(), listed(seen)));
            }
            judge_requests("request to the other server", requests, seen, false, failures);
        }
        None if !evidence.other.is_empty() && !case.server.has("other") => {
            failures.push(differs("number of requests to the other server", 0, listed(&evidence.other)));
        }
        None => {}
    }
    let used = evidence.connections.iter().filter(|connection| connection.requests > 0).count();
    judge_range("number of connections", expect.at("connections"), used, failures);
    judge_range("opened connections", expect.at("opened"), evidence.connections.len(), failures);
    judge_range("requests at the same time", expect.at("at_once"), evidence.most_at_once, failures);
    if let Some(proxied) = expect.get("proxied") {
        match (proxied.is_true(), evidence.proxied) {
            (true, 0) => failures.push(differs("requests through the proxy", "some", "none")),
            (false, used) if used > 0 => failures.push(differs("requests through the proxy", "none", used)),
            _ => {}
        }
    }
    for (name, value) in expect.at("recorded").members() {
        let found = evidence.recorded.iter().find(|(resource, _)| resource == name).map(|(_, more)| more.to_string());
        let found = found.unwrap_or_else(|| "unknown".to_owned());
        if value.text() != Some(&found) {
            failures.push(differs(&format!("recorded {name}"), value, found));
        }
    }
    judge_closing(case, evidence, failures);
}

/// Checks an exact number, or a range `{min, max}`.
pub(super) fn judge_range(what: &str, expected: &Json, seen: usize, failures: &mut Vec<String>) {
    let bound = |name| expected.usize().or(expected.at(name).usize());
    if bound("min").is_some_and(|min| seen < min) || bound("max").is_some_and(|max| seen > max) {
        failures.push(differs(what, expected, seen));
    }
}

fn judge_closing(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let Some(limit) = case.expect.at("closed_within_ms").u64() else { return };
    let at = evidence.reply.at("cancelled_at_ms").text().and_then(|text| text.split('.').next()?.parse::<u64>().ok());
    let Some(at) = at else {
        failures.push("the client did not report when it cancelled (`cancelled_at_ms`)".to_owned());
        return;
    };
    let busy: Vec<_> = evidence.connections.iter().filter(|connection| connection.busy).collect();
    if busy.is_empty() {
        failures.push("no request was in progress when the client cancelled".to_owned());
    }
    for connection in busy {
        let after = connection.closed_at_ms.map(|closed| closed.saturating_sub(at));
        if after.is_none_or(|after| after > limit) {
            let seen = after.map_or("not at all".to_owned(), |after| format!("after {after} ms"));
            failures.push(differs("connection closed once cancelled", format!("within {limit} ms"), seen));
        }
    }
}

fn listed(seen: &[ReceivedRequest]) -> String {
    let lines = seen.iter().take(12).map(|seen| {
        let what = if seen.unread { "(not read)".to_owned() } else { format!("{} {}", seen.method, seen.target) };
        format!("\n                  {what}")
    });
    format!("{}{}", seen.len(), lines.collect::<String>())
}

fn judge_requests(
    what: &str,
    expected: &[Json],
    seen: &[ReceivedRequest],
    unordered: bool,
    failures: &mut Vec<String>,
) {
    if !unordered {
        for (at, (expected, seen)) in expected.iter().zip(seen).enumerate() {
            judge_request(&format!("{what} {}", at + 1), expected, seen, failures);
        }
        return;
    }
    let mut left: Vec<&ReceivedRequest> = seen.iter().collect();
    for expected in expected {
        let fits = |seen: &&ReceivedRequest| {
            let mut failures = Vec::new();
            judge_request("", expected, seen, &mut failures);
            failures.is_empty()
        };
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => failures.push(differs(&format!("{what}, in any order"), expected, "none like it")),
        }
    }
}

fn judge_request(what: &str, expected: &Json, seen: &ReceivedRequest, failures: &mut Vec<String>) {
    if seen.unread != expected.at("unread").is_true() {
        let describe = |unread| if unread { "not read" } else { "read" };
        failures.push(differs(what, describe(!seen.unread), describe(seen.unread)));
        return;
    }
    for (name, found) in [("method", &seen.method), ("path", &seen.path)] {
        if let Some(text) = expected.at(name).text().filter(|text| text != found) {
            failures.push(differs(&format!("{what}: {name}"), text, found));
        }
    }
    if let Some(query) = expected.get("query") {
        judge_query(what, query, seen, failures);
    }
    for (name, value) in expected.at("headers").members() {
        let (value, found) = (value.text().unwrap_or_default(), seen.header(name));
        if found.as_deref() != Some(value) {
            let found = found.unwrap_or_else(|| "(absent)".to_owned());
            failures.push(differs(&format!("{what}: header {name}"), value, found));
        }
    }
    for name in expected.at("absent_headers").items().iter().filter_map(Json::text) {
        if let Some(found) = seen.header(name) {
            failures.push(differs(&format!("{what}: header {name}"), "(absent)", found));
        }
    }
    let text = String::from_utf8_lossy(&seen.body);
    if let Some(body) = expected.get("body") {
        match Json::parse(&text) {
            Ok(found) => compare(&format!("{what}: body"), body, &found, Mode::Exact, failures),
            Err(_) => failures.push(differs(&format!("{what}: body"), body, text.as_ref())),
        }
    }
    if let Some(body) = expected.at("body_text").str().filter(|body| *body != text) {
        failures.push(differs(&format!("{what}: body"), body, text.as_ref()));
    }
}

/// Compares names and values in any order.
fn judge_query(what: &str, expected: &Json, seen: &ReceivedRequest, failures: &mut Vec<String>) {
    let mut wanted = Vec::new();
    for (name, value) in expected.members() {
        let values = if value.text().is_some() { std::slice::from_ref(value) } else { value.items() };
        wanted.extend(values.iter().map(|value| (name.clone(), value.text().unwrap_or_default().to_owned())));
    }
    let mut found = seen.query.clone();
    wanted.sort();
    found.sort();
    if wanted != found {
        let shown = |pairs: &[(String, String)]| {
            let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            if pairs.is_empty() { "none".to_owned() } else { pairs.join(" & ") }
        };
        failures.push(differs(&format!("{what}: query"), shown(&wanted), shown(&found)));
    }
}
