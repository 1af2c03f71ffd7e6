//! Loads the cases, checks them against their schema, and selects them.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;

use crate::shape;
use crate::yaml;
use plock_sandbox::json::Json;

/// A case. `case.schema.json` describes its parts.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// `group/id`.
    pub id: String,
    pub group: String,
    pub why: String,
    pub client: Json,
    pub call: Json,
    pub server: Json,
    pub expect: Json,
}

pub const DEFAULT_KEY: &str = "conformance-key";
/// A shorter secret may occur in any text by chance.
const MIN_SECRET_LENGTH: usize = 6;

/// Maximum wait in a case, in milliseconds.
const MAX_WAIT: u64 = 200;
const MAX_TIMED_WAIT: u64 = 999;

impl Case {
    pub fn new(group: &str, value: &Json) -> Self {
        let id = value.at("id").text().unwrap_or_default();
        Case {
            id: format!("{group}/{id}"),
            group: group.to_owned(),
            why: value.at("why").text().unwrap_or_default().to_owned(),
            client: value.at("client").clone(),
            call: value.at("call").clone(),
            server: value.at("server").clone(),
            expect: value.at("expect").clone(),
        }
    }

    pub fn operation(&self) -> &str {
        self.call.at("operation").text().unwrap_or_default()
    }

    /// The API key of the client. `None`: the case sets none.
    pub fn key(&self) -> Option<&str> {
        match self.client.get("api_key") {
            Some(key) => key.str(),
            None if self.client.has("token_provider") => None,
            None => Some(DEFAULT_KEY),
        }
    }

    /// Secrets that no reply may contain.
    pub fn secrets(&self) -> Vec<&str> {
        let tokens = self.client.at("token_provider").items().iter().filter_map(|token| token.at("token").str());
        let env = self.client.at("env").members().iter().filter(|(name, _)| name.contains("KEY"));
        let env = env.filter_map(|(_, value)| value.str());
        self.key().into_iter().chain(tokens).chain(env).filter(|secret| secret.len() >= MIN_SECRET_LENGTH).collect()
    }

    /// Whether a busy machine could make it fail. Fewer of these cases run at the same time.
    pub fn is_timed(&self) -> bool {
        self.call.has("cancel_after_ms")
            || self.expect.has("closed_within_ms")
            || self.expect.has("at_once")
            || self.expect.at("job").has("told_within_ms")
            || self.has_timeout()
    }

    /// Whether a time-out is what it is about, or ends it.
    fn has_timeout(&self) -> bool {
        let limited = |of: &Json| of.members().iter().any(|(name, _)| name.ends_with("timeout_ms"));
        limited(&self.client) || limited(self.call.at("options"))
    }

    /// The longest that it has anybody wait, if that is too long.
    fn long_wait(&self) -> Option<u64> {
        let most = if self.is_timed() { MAX_TIMED_WAIT } else { MAX_WAIT };
        let waits = [&self.client, &self.call, &self.server].map(longest_wait);
        waits.into_iter().max().filter(|wait| *wait > most)
    }

    /// The case on a server that speaks HTTP/2. `None`: it is about something else below the requests.
    pub fn over_http2(mut self) -> Option<Self> {
        let client = ["proxy", "ca_pem", "trust_ca", "base_url", "environment", "env"];
        let server = ["tls", "other", "chunked", "close", "raw"];
        let expect = ["connections", "opened", "closed_within_ms", "unread", "other"];
        let faults = ["stall", "close-after-read", "reset-after-read", "reset-mid-body"];
        let http1 = |name: &str, value: &Json| {
            server.contains(&name) || (name == "fault" && !value.str().is_some_and(|fault| faults.contains(&fault)))
        };
        if client.iter().any(|name| self.client.has(name))
            || !["script", "pages", "sandbox"].iter().any(|name| self.server.has(name))
            || any_member(&self.server, &http1)
            || any_member(&self.expect, &|name, _| expect.contains(&name))
        {
            return None;
        }
        self.client.set("trust_ca", Json::Bool(true));
        self.server.set("tls", yaml::parse("{host: localhost, http: 2}").ok()?);
        Some(self)
    }

    pub fn env(&self) -> &[(String, Json)] {
        self.client.at("env").members()
    }
}

fn any_member(value: &Json, found: &impl Fn(&str, &Json) -> bool) -> bool {
    value.members().iter().any(|(name, value)| found(name, value) || any_member(value, found))
        || value.items().iter().any(|item| any_member(item, found))
}

/// The longest of the waits that a part of a case asks for, in milliseconds.
fn longest_wait(value: &Json) -> u64 {
    let own = |name: &str| matches!(name, "delay_ms" | "latency_ms" | "cancel_after_ms" | "every_ms");
    let of_member = |(name, value): &(String, Json)| match value {
        Json::Object(by_page) if own(name) => by_page.iter().filter_map(|(_, ms)| ms.u64()).max().unwrap_or(0),
        value if own(name) => value.u64().unwrap_or(0),
        value => longest_wait(value),
    };
    let members = value.members().iter().map(of_member);
    members.chain(value.items().iter().map(longest_wait)).max().unwrap_or(0)
}

/// Loads all cases, by group. The error lists the problems of all files.
pub fn load(root: &Path) -> Result<Vec<Case>, String> {
    let folder = root.join("tests/conformance");
    let schema =
        fs::read_to_string(folder.join("case.schema.json")).map_err(|error| format!("case.schema.json: {error}"))?;
    let schema = serde_json::from_str(&schema).map_err(|error| format!("case.schema.json: {error}"))?;
    let schema = jsonschema::validator_for(&schema).map_err(|error| format!("case.schema.json: {error}"))?;
    let (mut cases, mut errors, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    for (group, file) in files(&folder.join("cases"))? {
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let read = fs::read_to_string(&file).map_err(|error| vec![error.to_string()]);
        match read.and_then(|text| read_file(&schema, &group, &text)) {
            Ok(found) => {
                for case in found {
                    if !known.insert(case.id.clone()) {
                        errors.push(format!("{name}: duplicate id {}", case.id));
                    }
                    if let Some(wait) = case.long_wait() {
                        errors.push(format!("{name}: {}: the wait of {wait} ms is too long", case.id));
                    }
                    cases.push(case);
                }
            }
            Err(found) => errors.extend(found.into_iter().map(|error| format!("{name}: {error}"))),
        }
    }
    if errors.is_empty() { Ok(cases) } else { Err(errors.join("\n")) }
}

fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let list = |folder: &Path| -> Result<Vec<PathBuf>, String> {
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        Ok(paths)
    };
    let mut files = Vec::new();
    for group in list(folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = group.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let yaml = |path: &PathBuf| path.extension().is_some_and(|e| e == "yaml" || e == "json");
        files.extend(list(&group)?.into_iter().filter(yaml).map(|path| (name.clone(), path)));
    }
    Ok(files)
}

/// Converts to `serde_json` for the schema validator. Numbers may lose digits.
fn to_serde(json: &Json) -> serde_json::Value {
    match json {
        Json::Array(items) => items.iter().map(to_serde).collect(),
        Json::Object(members) => members.iter().map(|(name, value)| (name.clone(), to_serde(value))).collect(),
        other => serde_json::from_str(&other.to_string()).unwrap_or_else(|_| 0.into()),
    }
}

fn read_file(schema: &Validator, group: &str, text: &str) -> Result<Vec<Case>, Vec<String>> {
    let document = yaml::parse(text).map_err(|error| vec![error])?;
    let errors: Vec<_> = schema
        .iter_errors(&to_serde(&document))
        .map(|error| {
            let path = error.instance_path().to_string();
            let case = path.split('/').nth(2).and_then(|at| at.parse::<usize>().ok());
            let case = case.and_then(|at| document.at("cases").items().get(at)).and_then(|case| case.at("id").text());
            let mut what = error.to_string();
            if what.len() > 300 {
                what = what.chars().take(300).chain(['…']).collect();
            }
            format!("{} {path}: {what}", case.unwrap_or_default())
        })
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let cases: Vec<_> = document.at("cases").items().iter().map(|case| Case::new(group, case)).collect();
    let unknown = cases.iter().filter(|case| shape::operation(case.operation()).is_none());
    let unknown: Vec<_> =
        unknown.map(|case| format!("{}: unknown operation {:?}", case.id, case.operation())).collect();
    if unknown.is_empty() { Ok(cases) } else { Err(unknown) }
}

/// The cases that are known to fail for a language, with the reasons.
pub fn known_failing(root: &Path, language: &str, cases: &[Case]) -> Result<BTreeMap<String, String>, String> {
    let file = root.join(format!("tests/conformance/known-failing/{language}.txt"));
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}: {error}", file.display())),
    };
    let mut known = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (id, reason) = line.split_once('#').unwrap_or((line, ""));
        let (id, reason) = (id.trim(), reason.trim());
        if reason.is_empty() {
            return Err(format!("{}: {id}: expected a reason after `#`", file.display()));
        }
        if !cases.iter().any(|case| case.id == id) {
            return Err(format!("{}: unknown case {id}", file.display()));
        }
        known.insert(id.to_owned(), reason.to_owned());
    }
    Ok(known)
}

/// Whether `text` matches the glob `pattern`: `*` is any text, `?` any character.
pub fn matches(pattern: &str, text: &str) -> bool {
    let Some(first) = pattern.chars().next() else { return text.is_empty() };
    let rest = &pattern[first.len_utf8()..];
    match (first, text.chars().next()) {
        ('*', None) => matches(rest, text),
        ('*', Some(next)) => matches(rest, text) || matches(pattern, &text[next.len_utf8()..]),
        ('?', Some(next)) => matches(rest, &text[next.len_utf8()..]),
        (first, Some(next)) if first == next => matches(rest, &text[next.len_utf8()..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_waits_long() {
        let case = |text: &str| Case::new("g", &yaml::parse(text).unwrap());
        let wait = |text: &str| case(text).long_wait();
        assert_eq!(wait("{server: {script: [{delay_ms: 200}]}}"), None);
        assert_eq!(wait("{server: {script: [{delay_ms: 201}]}}"), Some(201));
        assert_eq!(wait("{server: {pages: {delay_ms: {1: 300}}}}"), Some(300));
        assert_eq!(wait("{call: {options: {timeout_ms: 50}}, server: {sandbox: {latency_ms: 900}}}"), None);
        assert_eq!(wait("{client: {read_timeout_ms: 50}, call: {cancel_after_ms: 1000}}"), Some(1000));
    }

    #[test]
    fn patterns() {
        for (pattern, text) in
            [("*", "a/b"), ("a/*", "a/b"), ("*/b?", "a/bc"), ("a/b", "a/b"), ("", ""), ("*b*", "abc")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "ab"), ("a/?", "a/"), ("b*", "ab"), ("", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
