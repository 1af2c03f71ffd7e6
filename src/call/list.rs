//! The check of every list: each page is the one that was requested, none is repeated, and what the pages say of the list (the last
//! page, the total, the link to the next page) agrees with the rows that they hold.
//!
//! A list may change while it is read, which is no contradiction: of what its pages say, the newest counts. Nothing here knows of
//! requests.

use super::decode::PageFacts;
use crate::json::Fault;
use crate::meta::{PAGINATION, Pagination};

/// What is known of a list after the pages read so far.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The page that the caller asked to start from.
    start: Option<u64>,
    /// Pages and rows read.
    pages: u64,
    rows: u64,
    /// The most rows of a page.
    largest: u64,
    /// What a page said last.
    last: Option<u64>,
    total: Option<u64>,
    per_page: Option<u64>,
    /// The largest total that a page told.
    largest_total: u64,
    /// The first page and the page read last: what a server sends again that ignores page numbers, or has no more pages.
    first: Option<Seen>,
    previous: Option<Seen>,
    /// The page that is requested because of a link alone, against what `last` says.
    linked: Option<u64>,
}

#[derive(Debug, Clone)]
struct Seen {
    number: u64,
    ids: Option<(String, String)>,
    total: Option<u64>,
}

/// What to do after a page.
#[derive(Debug)]
pub(crate) struct Step {
    /// Whether its rows are new.
    pub deliver: bool,
    /// The page to read next. `None`: the list has ended. An error stands behind the rows of the page.
    pub next: Result<Option<u64>, Fault>,
}

impl List {
    pub(crate) fn new(start: Option<u64>) -> Self {
        Self { start, ..Self::default() }
    }

    pub(crate) fn total(&self) -> Option<u64> {
        self.total
    }

    pub(crate) fn last(&self) -> Option<u64> {
        self.last
    }

    pub(crate) fn pages(&self) -> u64 {
        self.pages
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether a page tells of fewer rows than the page before it: if both were requested at the same time, the list may have grown in
    /// between, and rows that were moved by the new ones be on neither of them.
    pub(crate) fn is_older(&self, facts: &PageFacts) -> bool {
        let fewer = |before: Option<u64>, now: Option<u64>| before.zip(now).is_some_and(|(before, now)| now < before);
        fewer(self.total, facts.total) || fewer(self.last, facts.last_page)
    }

    /// Takes over what a page says of the list.
    fn note(&mut self, facts: &PageFacts) {
        self.last = facts.last_page.or(self.last);
        self.total = facts.total.or(self.total);
        self.per_page = facts.per_page.or(self.per_page);
        self.largest_total = self.largest_total.max(facts.total.unwrap_or_default());
    }

    /// Whether the list ends before page `number`, which could not be read, as its first page says now.
    pub(crate) fn ended_before(&mut self, number: u64, first: &PageFacts) -> bool {
        self.note(first);
        first.last_page.is_some_and(|last| last < number)
    }

    /// Reads page `number`.
    pub(crate) fn read(&mut self, number: u64, facts: &PageFacts) -> Result<Step, Fault> {
        self.note(facts);
        let unnumbered = self.pages == 0 && self.start.is_none();
        let mut here = number;
        match facts.current_page {
            // Where nothing was asked for, a server that counts from 0 is understood.
            Some(0) if unnumbered => here = 0,
            Some(came) if came != number => {
                // Some servers answer their last page to a request beyond it: a list that became shorter has ended.
                let beyond = came < number && facts.last_page == Some(came);
                if beyond && self.linked != Some(number) {
                    return Ok(Step { deliver: false, next: self.after(number, facts) });
                }
                return self.contradicted(number, other_page(number, came));
            }
            _ => {}
        }
        let seen = Seen { number, ids: facts.ids.clone(), total: facts.total };
        let repeats = |before: &&Seen| seen.ids.is_some() && before.ids == seen.ids;
        let repeated = self.first.iter().chain(&self.previous).find(repeats).cloned();
        if let Some(before) = &repeated
            && before.total == seen.total
        {
            let fault = format!("page {number} has the same rows as page {}", before.number);
            return self.contradicted(number, Fault::new(fault).within("data"));
        }
        self.pages += 1;
        self.rows += facts.rows;
        self.largest = self.largest.max(facts.rows);
        self.first.get_or_insert_with(|| seen.clone());
        self.previous = Some(seen);
        let next = match self.total {
            Some(_) if self.rows > self.largest_total => Err(at_path(
                |names| names.total,
                format!("expected no more than {} rows, got {}", self.largest_total, self.rows),
            )),
            _ => self.after(here, facts),
        };
        // Where the total changed too, rows were added before this page: it holds what was delivered already.
        Ok(Step { deliver: repeated.is_none(), next })
    }

    /// A page that cannot be what was requested. It is the end of a list that was complete without it.
    fn contradicted(&self, number: u64, fault: Fault) -> Result<Step, Fault> {
        let complete = self.start.is_none() && self.total == Some(self.rows);
        if complete && self.linked == Some(number) { Ok(Step { deliver: false, next: Ok(None) }) } else { Err(fault) }
    }

    /// The page to read after page `here`.
    fn after(&mut self, here: u64, facts: &PageFacts) -> Result<Option<u64>, Fault> {
        self.linked = None;
        if let Some(last) = self.last
            && here < last
        {
            return Ok(Some(here + 1));
        }
        match facts.next.as_deref().map(linked_page) {
            Some(Some(number)) if number > here => {
                self.linked = self.last.map(|_| number);
                return Ok(Some(number));
            }
            // The documents' own example has a link that is no link, beside the number of the last page.
            Some(_) if self.last.is_none() && self.total != Some(self.rows) => return Err(no_way_on()),
            _ => {}
        }
        self.end().map(|()| None)
    }

    /// Whether a list that ends here is complete.
    pub(crate) fn end(&self) -> Result<(), Fault> {
        let before = match self.start {
            None | Some(0 | 1) => 0,
            Some(start) => match self.per_page {
                Some(per_page) => (start - 1).saturating_mul(per_page.max(self.largest)),
                None => return Ok(()),
            },
        };
        match self.total {
            Some(total) if self.rows.saturating_add(before) < total => {
                Err(at_path(|names| names.total, format!("expected {} rows, got {}", total - before, self.rows)))
            }
            _ => Ok(()),
        }
    }
}

/// A page that says of itself that it is another one than was requested.
pub(crate) fn other_page(number: u64, came: u64) -> Fault {
    at_path(|names| names.current_page, format!("expected page {number}, got page {came}"))
}

/// A link to the next page that does not lead to it: what it would lead to must not be lost silently.
fn no_way_on() -> Fault {
    let what = "expected a link with the number of a later page, as nothing tells how many pages there are";
    at_path(|names| names.next, what.to_owned())
}

fn at_path(path: impl Fn(&Pagination) -> &'static [&'static str], what: String) -> Fault {
    let path = PAGINATION.as_ref().map_or(&[] as &[&str], path);
    path.iter().rev().fold(Fault::new(what), |fault, name| fault.within(name))
}

/// The page number in a link to a page.
fn linked_page(link: &str) -> Option<u64> {
    let parameter = PAGINATION.as_ref()?.number;
    let base = reqwest::Url::parse("http://localhost").ok()?;
    let url = base.join(link).ok()?;
    url.query_pairs().find(|(name, _)| name == parameter)?.1.parse().ok()
}
