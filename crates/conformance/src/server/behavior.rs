//! The response to a request: the next one of a script, a page of a list, or that of another server.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use plock::meta::{Operation, PAGINATION};

use super::http::ReceivedRequest;
use super::response::{Fault, Response, UNEXPECTED_REQUEST};
use crate::shape::{self, PageInfo};
use plock_sandbox::json::Json;

pub enum Behavior {
    Script {
        responses: Vec<Response>,
        repeat_last: bool,
    },
    Pages(Box<Pages>),
    /// Forwards requests to another server.
    Relay(SocketAddr),
}

pub enum Action {
    Respond(Response),
    Relay(SocketAddr),
}

impl Behavior {
    pub fn script(value: &Json, operation: &Operation) -> Result<Self, String> {
        let responses: Result<_, _> =
            value.at("script").items().iter().map(|response| Response::new(response, operation)).collect();
        Ok(Behavior::Script { responses: responses?, repeat_last: value.at("repeat_last").is_true() })
    }

    pub fn example(operation: &Operation) -> Result<Self, String> {
        Ok(Behavior::Script {
            responses: vec![Response::json(&shape::example(operation), operation)?],
            repeat_last: true,
        })
    }

    /// Number of requests in a script. `None`: not known in advance.
    pub fn length(&self) -> Option<usize> {
        match self {
            Behavior::Script { responses, repeat_last: false } => Some(responses.len()),
            _ => None,
        }
    }

    /// Whether the connection of request number `at` is closed before the request is read.
    pub fn closes_before_reading(&self, at: usize) -> bool {
        let Behavior::Script { responses, repeat_last } = self else { return false };
        let last = repeat_last.then(|| responses.last()).flatten();
        responses.get(at).or(last).is_some_and(|response| response.fault == Some(Fault::CloseBeforeRead))
    }

    /// The response to request number `at`.
    pub fn plan(&mut self, at: usize, seen: &ReceivedRequest, base: &str) -> Action {
        match self {
            Behavior::Script { responses, repeat_last } => {
                let last = repeat_last.then(|| responses.last()).flatten();
                let response = responses.get(at).or(last).cloned();
                Action::Respond(response.unwrap_or_else(|| Response::empty(UNEXPECTED_REQUEST)))
            }
            Behavior::Pages(pages) => Action::Respond(pages.response(seen, base)),
            Behavior::Relay(address) => Action::Relay(*address),
        }
    }
}

/// A paged list.
pub struct Pages {
    operation: &'static Operation,
    settings: Json,
    overrides: HashMap<u64, PageOverride>,
}

struct PageOverride {
    /// `None`: the page itself.
    responses: Vec<Option<Response>>,
    always: bool,
    used: usize,
}

impl Pages {
    pub fn new(settings: &Json, operation: &'static Operation) -> Result<Self, String> {
        let mut overrides = HashMap::new();
        for (page, value) in settings.at("override").members() {
            let read = |value: &Json| match value.members() {
                [] => Ok(None),
                _ => Response::new(value, operation).map(Some),
            };
            let (responses, always) = match value {
                Json::Array(list) => (list.iter().map(read).collect::<Result<_, _>>()?, false),
                one => (vec![read(one)?], true),
            };
            overrides.insert(page.parse().unwrap_or_default(), PageOverride { responses, always, used: 0 });
        }
        Ok(Pages { operation, settings: settings.clone(), overrides })
    }

    fn response(&mut self, seen: &ReceivedRequest, base: &str) -> Response {
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
            if let Some(Some(response)) = instead.responses.get(at) {
                let mut response = response.clone();
                response.delay = response.delay.max(delay);
                return response;
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
            &PageInfo {
                current,
                last: settings.at("last_page_says").at(&current.to_string()).u64().unwrap_or(last),
                per_page,
                total,
                meta: settings.get("meta").is_none_or(Json::is_true),
                any_links: links != "none",
                links: (links == "all").then(|| (link(1), link(last))),
                next: (current < last).then(|| link(current + 1)),
            },
        );
        let mut response =
            Response::json(&page, self.operation).unwrap_or_else(|_| Response::empty(UNEXPECTED_REQUEST));
        response.delay = delay;
        response
    }
}
