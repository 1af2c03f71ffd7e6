//! Lists whose next page follows from the one before: by a cursor, a link or an offset.

use reqwest::Url;

use super::decode::PageFacts;
use crate::json::DecodeError;
use crate::meta::Cursor;

/// The URL of the page after the one of `sent`; `None` at the end.
pub(super) fn following(cursor: &Cursor, sent: &Url, page: &PageFacts) -> Result<Option<Url>, DecodeError> {
    let wrong = |what: String| cursor.next.iter().rev().fold(DecodeError::new(what), |error, name| error.within(name));
    if page.more == Some(false) {
        return Ok(None);
    }
    let url = match (cursor.parameter, &page.next) {
        (None, None) => None,
        (None, Some(link)) => match sent.join(link).ok().filter(|url| url.origin() == sent.origin()) {
            Some(url) => Some(url),
            None => return Err(wrong(format!("expected a link to the same server, got {link:?}"))),
        },
        (Some(parameter), next) => {
            let value = match next {
                _ if cursor.offset => offset(parameter, sent, page),
                _ if cursor.next.is_empty() && page.rows > 0 => match &page.ids {
                    Some((_, last)) => Some(last.clone()),
                    None => return Err(wrong("expected rows with ids".to_owned())),
                },
                Some(next) => Some(in_link(parameter, next).unwrap_or_else(|| next.clone())),
                None => None,
            };
            value.map(|value| with_value(parameter, &value, sent))
        }
    };
    let Some(url) = url else {
        return match page.more {
            Some(true) => {
                Err(wrong("expected the place of the next page, as there are more rows; found none".to_owned()))
            }
            _ => Ok(None),
        };
    };
    match url == *sent {
        true => Err(wrong("expected the place of a later page, got that of this page".to_owned())),
        false => Ok(Some(url)),
    }
}

/// Whether a request is for the first page.
pub(super) fn is_start(cursor: &Cursor, sent: &Url) -> bool {
    cursor.parameter.is_none_or(|parameter| sent.query_pairs().all(|(name, _)| name != parameter))
}

/// The number of rows up to the end of the page, if there may be more.
fn offset(parameter: &str, sent: &Url, page: &PageFacts) -> Option<String> {
    let start = sent.query_pairs().find(|(name, _)| name == parameter).and_then(|(_, value)| value.parse::<u64>().ok());
    let end = start.unwrap_or_default().saturating_add(page.rows);
    (page.rows > 0 && page.total.is_none_or(|total| end < total)).then(|| end.to_string())
}

/// The value of the parameter in a link to the next page.
fn in_link(parameter: &str, link: &str) -> Option<String> {
    let url = Url::parse("http://localhost").ok()?.join(link).ok()?;
    let found = url.query_pairs().find(|(name, _)| name == parameter)?;
    Some(found.1.into_owned())
}

fn with_value(parameter: &str, value: &str, sent: &Url) -> Url {
    let mut url = sent.clone();
    let others: Vec<_> = sent.query_pairs().filter(|(name, _)| name != parameter).collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(parameter, value);
    url
}

#[cfg(test)]
mod tests {
    use super::{Cursor, PageFacts, Url, following, is_start};

    fn after(cursor: &Cursor, sent: &str, page: PageFacts) -> Result<Option<String>, String> {
        let sent = Url::parse(&format!("https://api.example{sent}")).unwrap();
        let next = following(cursor, &sent, &page).map_err(|error| error.to_string())?;
        Ok(next.map(|url| url.as_str().replace("https://api.example", "")))
    }

    fn page(next: Option<&str>) -> PageFacts {
        PageFacts {
            rows: 2,
            next: next.map(str::to_owned),
            ids: Some(("a".to_owned(), "b".to_owned())),
            ..PageFacts::default()
        }
    }

    #[test]
    fn a_cursor_of_the_page_is_a_parameter_of_the_next() {
        let cursor =
            Cursor { parameter: Some("after"), next: &["meta", "next"], more: &["meta", "more"], offset: false };
        let next = |page| after(&cursor, "/things?limit=2&after=x", page);
        assert_eq!(next(page(Some("y&z"))), Ok(Some("/things?limit=2&after=y%26z".to_owned())));
        assert_eq!(next(page(Some("/things?after=y"))), Ok(Some("/things?limit=2&after=y".to_owned())));
        assert_eq!(next(page(None)), Ok(None));
        assert_eq!(next(PageFacts { more: Some(false), ..page(Some("y")) }), Ok(None));
        assert!(next(page(Some("x"))).unwrap_err().contains("a later page"));
    }

    #[test]
    fn the_last_id_is_the_cursor_if_the_page_has_none() {
        let cursor = Cursor { parameter: Some("after"), next: &[], more: &["has_more"], offset: false };
        assert_eq!(after(&cursor, "/things", page(None)), Ok(Some("/things?after=b".to_owned())));
        assert_eq!(after(&cursor, "/things", PageFacts { rows: 0, ids: None, ..page(None) }), Ok(None));
        assert!(after(&cursor, "/things", PageFacts { ids: None, ..page(None) }).is_err());
    }

    #[test]
    fn a_link_is_the_next_request() {
        let cursor = Cursor { parameter: None, next: &["links", "next"], more: &[], offset: false };
        assert_eq!(after(&cursor, "/things", page(Some("?p=2"))), Ok(Some("/things?p=2".to_owned())));
        assert_eq!(after(&cursor, "/things", page(None)), Ok(None));
        let more = || PageFacts { more: Some(true), ..page(None) };
        assert!(after(&cursor, "/things", more()).unwrap_err().contains("found none"));
        let cursor = Cursor { parameter: Some("after"), ..cursor };
        assert!(after(&cursor, "/things", more()).unwrap_err().contains("found none"));
        let cursor = Cursor { parameter: None, ..cursor };
        // The key must not go elsewhere.
        assert!(after(&cursor, "/things", page(Some("https://other.example/things"))).is_err());
    }

    #[test]
    fn an_offset_counts_rows() {
        let cursor = Cursor { parameter: Some("offset"), next: &[], more: &[], offset: true };
        assert_eq!(after(&cursor, "/things?offset=4", page(None)), Ok(Some("/things?offset=6".to_owned())));
        assert_eq!(after(&cursor, "/things", PageFacts { total: Some(2), ..page(None) }), Ok(None));
        assert_eq!(after(&cursor, "/things", PageFacts { rows: 0, ..page(None) }), Ok(None));
        let sent = Url::parse("https://api.example/things?offset=4").unwrap();
        assert!(!is_start(&cursor, &sent));
    }
}
