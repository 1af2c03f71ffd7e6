//! Consistency of a list: each page is the requested one, none repeats, and the last page, the total and the links agree with the rows.
//!
//! A list may change while it is read, so the newest page counts. This module sends no requests.

use super::decode::PageFacts;
use crate::json::DecodeError;
use crate::meta::{PAGINATION, Pagination};

/// State of a list after the pages read so far.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// Start page, if the caller set one.
    start: Option<u64>,
    /// Whether the operation takes a page number.
    paginated: bool,
    /// Number of pages and rows read.
    pages: u64,
    rows: u64,
    /// Largest number of rows on a page.
    largest: u64,
    /// Values of the newest page that has them.
    last: Option<u64>,
    total: Option<u64>,
    per_page: Option<u64>,
    /// Largest total of any page.
    largest_total: u64,
    /// First and previous page, to detect a server that ignores page numbers.
    first: Option<Seen>,
    previous: Option<Seen>,
    /// Page that is requested because of a link although `last` is smaller.
    linked: Option<u64>,
    /// Whether ids are compared with the total instead of numbers of rows.
    by_id: bool,
}

#[derive(Debug, Clone)]
struct Seen {
    number: u64,
    ids: Option<(String, String)>,
    total: Option<u64>,
}

/// Result of reading a page.
#[derive(Debug)]
pub(crate) struct Step {
    /// Whether its rows are returned to the reader.
    pub deliver: bool,
    /// Page to read next; `None` at the end. An error is returned after the rows of the page.
    pub next: Result<Option<u64>, DecodeError>,
}

impl List {
    pub(crate) fn new(start: Option<u64>, paginated: bool, by_id: bool) -> Self {
        Self { start, paginated, by_id, ..Self::default() }
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

    /// Whether a page has a smaller total than the page before it. If both were requested at the same time, the list may have grown in
    /// between, and rows that moved may be on neither page.
    pub(crate) fn is_older(&self, facts: &PageFacts) -> bool {
        let fewer = |before: Option<u64>, now: Option<u64>| before.zip(now).is_some_and(|(before, now)| now < before);
        fewer(self.total, facts.total) || fewer(self.last, facts.last_page)
    }

    /// Updates the state from a page.
    fn note(&mut self, facts: &PageFacts) {
        self.last = facts.last_page.or(self.last);
        self.total = facts.total.or(self.total);
        self.per_page = facts.per_page.or(self.per_page);
        self.largest_total = self.largest_total.max(facts.total.unwrap_or_default());
    }

    /// Whether the list, according to its current first page, ends before page `number`, which failed.
    pub(crate) fn ended_before(&mut self, number: u64, first: &PageFacts) -> bool {
        self.note(first);
        first.last_page.is_some_and(|last| last < number)
    }

    /// Reads page `number`.
    pub(crate) fn read(&mut self, number: u64, facts: &PageFacts) -> Result<Step, DecodeError> {
        self.note(facts);
        let unnumbered = self.pages == 0 && self.start.is_none();
        let mut here = number;
        match facts.current_page {
            // Servers may count pages from 0 if the request has no page number.
            Some(0) if unnumbered => here = 0,
            Some(came) if came != number => {
                // Some servers return the last page for a number beyond it: the list became shorter and has ended.
                let beyond = came < number && facts.last_page == Some(came);
                if beyond && self.linked != Some(number) {
                    return Ok(Step { deliver: false, next: self.after(number, facts) });
                }
                return self.unexpected(number, wrong_page(number, came));
            }
            _ => {}
        }
        let seen = Seen { number, ids: facts.ids.clone(), total: facts.total };
        let repeated = self.repeated(&seen);
        if let Some(before) = &repeated
            && before.total == seen.total
        {
            return self.unexpected(number, same_rows(number, before.number));
        }
        self.count(seen, facts);
        let next = match self.total {
            Some(_) if self.rows > self.largest_total && self.by_id => Ok(None),
            Some(_) if self.rows > self.largest_total => Err(at_path(
                |names| names.total,
                format!("expected no more than {} rows, got {}", self.largest_total, self.rows),
            )),
            _ => self.after(here, facts).and_then(|next| self.requestable(next)),
        };
        // If the total changed too, rows were inserted before this page, which then repeats rows that were already returned.
        Ok(Step { deliver: repeated.is_none(), next })
    }

    /// Reads page `number` of a list without page numbers. `more`: whether it says where the next page is. `whole`: it began at the start.
    pub(crate) fn follow(
        &mut self,
        number: u64,
        facts: &PageFacts,
        more: Result<bool, DecodeError>,
        whole: bool,
    ) -> Result<Step, DecodeError> {
        self.note(facts);
        let seen = Seen { number, ids: facts.ids.clone(), total: facts.total };
        if let Some(before) = self.repeated(&seen) {
            return Err(same_rows(number, before.number));
        }
        self.count(seen, facts);
        let next = match more {
            Ok(true) => Ok(Some(number + 1)),
            Ok(false) if whole => self.end().map(|()| None),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        Ok(Step { deliver: true, next })
    }

    /// The first or the previous page, if it has the same rows.
    fn repeated(&self, seen: &Seen) -> Option<Seen> {
        let repeats = |before: &&Seen| seen.ids.is_some() && before.ids == seen.ids;
        self.first.iter().chain(&self.previous).find(repeats).cloned()
    }

    fn count(&mut self, seen: Seen, facts: &PageFacts) {
        self.pages += 1;
        self.rows += facts.rows;
        self.largest = self.largest.max(facts.rows);
        self.first.get_or_insert_with(|| seen.clone());
        self.previous = Some(seen);
    }

    /// Handles a page that is not the requested one. It is the end of the list if the list was already complete.
    fn unexpected(&self, number: u64, error: DecodeError) -> Result<Step, DecodeError> {
        let complete = self.start.is_none() && self.total == Some(self.rows);
        if complete && self.linked == Some(number) { Ok(Step { deliver: false, next: Ok(None) }) } else { Err(error) }
    }

    /// The page to read after page `here`.
    fn after(&mut self, here: u64, facts: &PageFacts) -> Result<Option<u64>, DecodeError> {
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
            // The example in the API document has an invalid link beside the number of the last page.
            Some(_) if self.last.is_none() && self.total != Some(self.rows) => return Err(unusable_link()),
            _ => {}
        }
        self.end().map(|()| None)
    }

    /// A list whose operation takes no page number has one page: another request would return the same rows.
    fn requestable(&self, next: Option<u64>) -> Result<Option<u64>, DecodeError> {
        match next {
            Some(next) if !self.paginated => {
                let what =
                    format!("expected one page, as the operation takes no page number, but there is a page {next}");
                Err(at_path(|names| names.last_page, what))
            }
            next => Ok(next),
        }
    }

    /// Checks that a list that ends here is complete.
    pub(crate) fn end(&self) -> Result<(), DecodeError> {
        let before = match self.start {
            None | Some(0 | 1) => 0,
            Some(start) => match self.per_page {
                Some(per_page) => (start - 1).saturating_mul(per_page.max(self.largest)),
                None => return Ok(()),
            },
        };
        match self.total {
            Some(total) if self.rows.saturating_add(before) < total && !self.by_id => {
                Err(at_path(|names| names.total, format!("expected {} rows, got {}", total - before, self.rows)))
            }
            _ => Ok(()),
        }
    }
}

fn same_rows(number: u64, before: u64) -> DecodeError {
    DecodeError::new(format!("page {number} has the same rows as page {before}")).within("data")
}

/// The error for a page with another number than requested.
pub(crate) fn wrong_page(number: u64, came: u64) -> DecodeError {
    at_path(|names| names.current_page, format!("expected page {number}, got page {came}"))
}

/// The error for an unusable link to the next page, which would otherwise end the list early.
fn unusable_link() -> DecodeError {
    let what = "expected a link to a later page, because the response has no number of pages";
    at_path(|names| names.next, what.to_owned())
}

/// The error for a list that a consistent read finds incomplete.
pub(crate) fn wrong_total(what: String) -> DecodeError {
    at_path(|names| names.total, what)
}

fn at_path(path: impl Fn(&Pagination) -> &'static [&'static str], what: String) -> DecodeError {
    let path = PAGINATION.as_ref().map_or(&[] as &[&str], path);
    path.iter().rev().fold(DecodeError::new(what), |error, name| error.within(name))
}

/// The page number in a link to a page.
fn linked_page(link: &str) -> Option<u64> {
    let parameter = PAGINATION.as_ref()?.number;
    let base = reqwest::Url::parse("http://localhost").ok()?;
    let url = base.join(link).ok()?;
    url.query_pairs().find(|(name, _)| name == parameter)?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{List, PageFacts};

    #[test]
    fn a_list_without_page_numbers_has_one_page() {
        for (facts, complete) in [
            (PageFacts { rows: 2, last_page: Some(3), ..PageFacts::default() }, false),
            (PageFacts { rows: 2, last_page: Some(1), ..PageFacts::default() }, true),
            (PageFacts { rows: 2, ..PageFacts::default() }, true),
        ] {
            for paginated in [true, false] {
                let step = List::new(None, paginated, false).read(1, &facts).unwrap();
                // The rows of the page are returned, then the error.
                assert!(step.deliver);
                assert_eq!(step.next.is_ok(), paginated || complete, "{facts:?}");
            }
        }
    }
}
