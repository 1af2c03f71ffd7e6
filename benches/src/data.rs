//! The responses of the server, rendered once: the example of the spec, with different values in each row.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Failure;

pub const PAGE_SIZE: u64 = 100;
/// The customer of the events of an outbox.
pub const CUSTOMER: &str = "hs7";
/// Number of single objects, with ids from 1.
pub const SINGLES: u64 = 1000;

const SPEC: &str = include_str!("../../openapi/plock.json");
const EXAMPLE: &str = "/paths/~1api~1c1~1invoices/get/responses/200/content/application~1vnd.api+json/example";

/// Whole HTTP responses.
pub struct Responses {
    pub pages: Vec<Vec<u8>>,
    pub singles: Vec<Vec<u8>>,
    pub recorded: Vec<u8>,
    /// A page with the customer of the events, and one without rows, which an outbox reads before it sends.
    pub accounts: Vec<u8>,
    pub usages: Vec<u8>,
}

impl Responses {
    pub fn render(rows: u64) -> Result<Self, Failure> {
        let example = example()?;
        let last = rows.div_ceil(PAGE_SIZE).max(1);
        let jsonapi = r#""jsonapi":{"version":"1.0"}"#;
        let pages = (1..=last).map(|number| {
            let (from, to) = ((number - 1) * PAGE_SIZE + 1, (number * PAGE_SIZE).min(rows));
            let data: Vec<_> = (from..=to).map(|id| row(&example, id)).collect();
            let link = |to: u64| format!(r#""/api/c1/invoices?page%5Bnumber%5D={to}&page%5Bsize%5D={PAGE_SIZE}""#);
            let next = if number < last { link(number + 1) } else { "null".to_owned() };
            respond(&format!(
                r#"{{"meta":{{"page":{{"currentPage":{number},"from":{from},"lastPage":{last},"perPage":{PAGE_SIZE},"to":{to},"total":{rows}}}}},{jsonapi},"links":{{"first":{},"last":{},"next":{next}}},"data":[{}]}}"#,
                link(1),
                link(last),
                data.join(",")
            ))
        });
        let single = |id| respond(&format!(r#"{{{jsonapi},"data":{}}}"#, row(&example, id)));
        Ok(Self {
            pages: pages.collect(),
            singles: (1..=SINGLES).map(single).collect(),
            recorded: respond(r#"{"success":true}"#),
            accounts: respond(&one_page(&format!(
                r#"{{"type":"accounts","id":"1","attributes":{{"crmId":"{CUSTOMER}"}}}}"#
            ))),
            usages: respond(&one_page("")),
        })
    }
}

/// A list of at most one row.
fn one_page(row: &str) -> String {
    let total = u8::from(!row.is_empty());
    format!(r#"{{"meta":{{"page":{{"currentPage":1,"lastPage":1,"perPage":100,"total":{total}}}}},"data":[{row}]}}"#)
}

fn respond(body: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.api+json\r\ncontent-length: ";
    format!("{head}{}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The first row of the example of the spec, without whitespace, with its members in order.
fn example() -> Result<String, Failure> {
    #[derive(Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        data: Vec<&'a RawValue>,
    }
    let mut text = SPEC;
    for segment in EXAMPLE.split('/').skip(1) {
        let name = segment.replace("~1", "/");
        let members: std::collections::HashMap<String, &RawValue> = serde_json::from_str(text)?;
        text = members.get(&name).ok_or_else(|| format!("the spec has no {EXAMPLE}: {name} is missing"))?.get();
    }
    let page: Page<'_> = serde_json::from_str(text)?;
    let row = page.data.first().ok_or_else(|| format!("{EXAMPLE} has no row"))?;
    Ok(compact(row.get()))
}

/// JSON without whitespace between tokens.
fn compact(json: &str) -> String {
    let (mut string, mut escaped) = (false, false);
    json.chars()
        .filter(|&c| {
            let keep = string || !c.is_ascii_whitespace();
            if c == '"' && !escaped {
                string = !string;
            }
            escaped = string && c == '\\' && !escaped;
            keep
        })
        .collect()
}

/// The example with other values, of various lengths. They are the same in each run.
fn row(example: &str, id: u64) -> String {
    let mixed = id.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let (month, day) = (1 + mixed % 12, 1 + mixed / 12 % 28);
    let time = format!("{:02}:{:02}:{:02}.{:03}", mixed % 24, mixed % 60, mixed / 60 % 60, mixed % 1000);
    let stamp = |year: u64| format!(r#""{year}-{month:02}-{day:02}T{time}Z""#);
    let values = [
        ("id", format!("\"{id}\"")),
        ("amount", format!("\"{}.{:02}\"", mixed / 100 % 1_000_000, mixed % 100)),
        ("accountId", format!("\"{}\"", 5000 + mixed % 3000)),
        ("subscriptionId", format!("\"{}\"", 1 + mixed % 90_000)),
        ("erpId", format!("\"fn{}\"", mixed % 10_000)),
        ("periodStart", format!(r#""2025-{month:02}-01""#)),
        ("periodEnd", format!(r#""2025-{month:02}-{day:02}""#)),
        ("createdAt", stamp(2025)),
        ("updatedAt", stamp(2025)),
        ("dueAt", stamp(2026)),
    ];
    let mut row = example.to_owned();
    for (name, value) in values {
        let name = format!("\"{name}\":\"");
        if let Some(start) = row.find(&name).map(|at| at + name.len() - 1)
            && let Some(end) = row[start + 1..].find('"').map(|at| start + at + 2)
        {
            row.replace_range(start..end, &value);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_example_with_other_values() -> Result<(), Failure> {
        let example = example()?;
        let (one, other) = (row(&example, 7), row(&example, 8));
        let parsed: serde_json::Value = serde_json::from_str(&one)?;
        assert_eq!(parsed["id"], "7");
        assert!(one.starts_with(r#"{"type":"invoices","id":"7","attributes":{"amount":""#), "{one}");
        assert!(
            parsed["attributes"]["amount"].as_str()
                != serde_json::from_str::<serde_json::Value>(&other)?["attributes"]["amount"].as_str()
        );
        Ok(())
    }

    #[test]
    fn blanks_inside_strings_stay() {
        assert_eq!(compact("{ \"a b\" : [ \"c \\\" d\", 1 ]\n}"), r#"{"a b":["c \" d",1]}"#);
    }

    #[test]
    fn pages_end_with_what_is_left() -> Result<(), Failure> {
        let responses = Responses::render(250)?;
        assert_eq!(responses.pages.len(), 3);
        let text = std::str::from_utf8(&responses.pages[2])?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or("no body")?;
        assert!(head.ends_with(&body.len().to_string()));
        let page: serde_json::Value = serde_json::from_str(body)?;
        assert_eq!(page["data"].as_array().map(Vec::len), Some(50));
        assert_eq!(page["meta"]["page"]["lastPage"], 3);
        assert!(page["links"]["next"].is_null());
        Ok(())
    }
}
