//! Which answer a request gets: the next one of a script, a page of a list, or what another server says.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use plock::meta::{Operation, PAGINATION};

use super::answer::{Answer, BEYOND_SCRIPT, Fault};
use super::http::Seen;
use crate::shape::{self, Where};
use crate::value::Value;

pub enum Play {
    Script {
        answers: Vec<Answer>,
        repeat_last: bool,
    },
    Pages(Box<Pages>),
    /// Passes requests on and answers back.
    Relay(SocketAddr),
}

pub enum Plan {
    Answer(Answer),
    Relay(SocketAddr),
}

impl Play {
    pub fn script(value: &Value, operation: &Operation) -> Result<Self, String> {
        let answers: Result<_, _> =
            value.at("script").items().iter().map(|answer| Answer::new(answer, operation)).collect();
        Ok(Play::Script { answers: answers?, repeat_last: value.at("repeat_last").is_true() })
    }

    pub fn example(operation: &Operation) -> Result<Self, String> {
        Ok(Play::Script { answers: vec![Answer::json(&shape::example(operation), operation)?], repeat_last: true })
    }

    /// How many requests there must be, where that is known beforehand.
    pub fn length(&self) -> Option<usize> {
        match self {
            Play::Script { answers, repeat_last: false } => Some(answers.len()),
            _ => None,
        }
    }

    /// Whether request number `at` is not to be read at all.
    pub fn closes_before_reading(&self, at: usize) -> bool {
        let Play::Script { answers, repeat_last } = self else { return false };
        let last = repeat_last.then(|| answers.last()).flatten();
        answers.get(at).or(last).is_some_and(|answer| answer.fault == Some(Fault::CloseBeforeRead))
    }

    /// The answer to request number `at`.
    pub fn plan(&mut self, at: usize, seen: &Seen, base: &str) -> Plan {
        match self {
            Play::Script { answers, repeat_last } => {
                let last = repeat_last.then(|| answers.last()).flatten();
                let answer = answers.get(at).or(last).cloned();
                Plan::Answer(answer.unwrap_or_else(|| Answer::empty(BEYOND_SCRIPT)))
            }
            Play::Pages(pages) => Plan::Answer(pages.answer(seen, base)),
            Play::Relay(address) => Plan::Relay(*address),
        }
    }
}

/// A paged list.
pub struct Pages {
    operation: &'static Operation,
    settings: Value,
    overrides: HashMap<u64, Override>,
}

struct Override {
    /// `None`: the page itself.
    answers: Vec<Option<Answer>>,
    always: bool,
    used: usize,
}

impl Pages {
    pub fn new(settings: &Value, operation: &'static Operation) -> Result<Self, String> {
        let mut overrides = HashMap::new();
        for (page, value) in settings.at("override").members() {
            let read = |value: &Value| match value.members() {
                [] => Ok(None),
                _ => Answer::new(value, operation).map(Some),
            };
            let (answers, always) = match value {
                Value::Array(list) => (list.iter().map(read).collect::<Result<_, _>>()?, false),
                one => (vec![read(one)?], true),
            };
            overrides.insert(page.parse().unwrap_or_default(), Override { answers, always, used: 0 });
        }
        Ok(Pages { operation, settings: settings.clone(), overrides })
    }

    fn answer(&mut self, seen: &Seen, base: &str) -> Answer {
        let asked = |name: &str| {
            let found = seen.query.iter().find(|(key, _)| key == name);
            found.and_then(|(_, value)| value.parse::<u64>().ok()).filter(|number| *number > 0)
        };
        let (number, size) = PAGINATION.as_ref().map_or(("", ""), |names| (names.number, names.size));
        let current = asked(number).unwrap_or(1);
        let settings = &self.settings;
        let per_page = asked(size).or(settings.at("per_page").u64()).unwrap_or(1);
        let total = settings.at("total_rows").u64().unwrap_or_default();
        let last = total.div_ceil(per_page).max(1);
        let delay = settings.at("delay_ms");
        let delay = delay.u64().or(delay.at(&current.to_string()).u64()).unwrap_or_default();
        let delay = Duration::from_millis(delay);
        if let Some(instead) = self.overrides.get_mut(&current) {
            let at = if instead.always { 0 } else { instead.used };
            instead.used += 1;
            if let Some(Some(answer)) = instead.answers.get(at) {
                let mut answer = answer.clone();
                answer.delay = answer.delay.max(delay);
                return answer;
            }
        }
        let link = |page: u64| {
            let others = seen.query.iter().filter(|(name, _)| name != number);
            let mut link = format!("{base}{}?{number}={page}", seen.path);
            for (name, value) in others {
                link.push_str(&format!("&{name}={value}"));
            }
            link
        };
        let links = settings.at("links").str().unwrap_or("all");
        let first = (current - 1).saturating_mul(per_page);
        let ids = (first + 1)..=total.min(first.saturating_add(per_page));
        let page = shape::page(
            self.operation,
            ids,
            &Where {
                current,
                last: settings.at("last_page_says").at(&current.to_string()).u64().unwrap_or(last),
                per_page,
                total,
                meta: settings.get("meta").is_none_or(Value::is_true),
                any_links: links != "none",
                links: (links == "all").then(|| (link(1), link(last))),
                next: (current < last).then(|| link(current + 1)),
            },
        );
        let mut answer = Answer::json(&page, self.operation).unwrap_or_else(|_| Answer::empty(BEYOND_SCRIPT));
        answer.delay = delay;
        answer
    }
}
