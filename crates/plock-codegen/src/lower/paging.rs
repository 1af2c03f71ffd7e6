//! How lists go on after a page: `x-plock-pagination`.

use serde_json::Value;

use super::document::{Node, types};
use super::operations::Reader;
use crate::ir::{Cursor, Location, Pagination, Parameter};
use crate::names::Name;
use crate::problem::{Problem, Result};

/// Names of members, in a response of a list, that say that there are more rows.
const MORE_ROWS: &str = "\
    after continuation continuation_token cursor cursors end_cursor has_more has_next has_next_page last_page more more_results \
    next next_cursor next_link next_offset next_page next_page_number next_page_token next_page_url next_token next_uri next_url \
    page_count page_token starting_after total_pages";

/// Names of members of a page that are links to the next one, and of those that say whether there is one.
const LINKS: [&str; 5] = ["next_link", "next_url", "next_uri", "next_page_url", "next_page_link"];
const MORE: [&str; 5] = ["has_more", "has_next", "has_next_page", "more", "more_results"];
/// A parameter with such a word asks for another page.
const PAGE_WORDS: [&str; 7] = ["page", "cursor", "offset", "after", "before", "token", "start"];

/// The page numbers of the document.
pub(super) fn numbers(value: &Value) -> Result<Option<Pagination>> {
    if value.is_null() || is_cursor(value) {
        return Ok(None);
    }
    let text = |key: &str| {
        value[key].as_str().map(str::to_owned).ok_or_else(|| {
            Problem::new(
                "/x-plock-pagination",
                format!("no `{key}`"),
                "set it to the name of the parameter, or to a JSON pointer into a page",
            )
        })
    };
    let path = |key: &str| Ok(members(&text(key)?));
    Ok(Some(Pagination {
        number: text("number")?,
        size: text("size")?,
        current_page: path("current_page")?,
        last_page: path("last_page")?,
        per_page: path("per_page")?,
        total: path("total")?,
        next: path("next")?,
    }))
}

/// Whether the paging is not by page numbers.
fn is_cursor(value: &Value) -> bool {
    ["cursor", "offset", "link"].iter().any(|key| value.get(key).is_some())
}

fn members(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(str::to_owned).collect()
}

/// The paging of one operation, instead of page numbers.
pub(super) enum Own {
    Cursor(Cursor),
    /// Each response has all rows.
    None,
}

impl<'a> Reader<'a> {
    /// The paging that a list has of its own; or that of the document, if it has the parameter and the members.
    pub(super) fn own_paging(
        &self,
        node: &Node<'a>,
        parameters: &[Parameter],
        page: &Node<'a>,
        media_type: &str,
    ) -> Result<Option<Own>> {
        let (own, shared) = (&node.value["x-plock-pagination"], &self.doc.0["x-plock-pagination"]);
        let is_shared = own.is_null() && is_cursor(shared);
        let value = if is_shared { shared } else { own };
        let at = if is_shared { "/x-plock-pagination".to_owned() } else { node.at("x-plock-pagination") };
        let text = |key: &str| value[key].as_str();
        let known = ["cursor", "offset", "link", "next", "more"];
        let parameter = text("cursor").or_else(|| text("offset"));
        let cursor = match value {
            Value::Null if shared.is_null() => return Ok(self.linked(parameters, page, media_type)?.map(Own::Cursor)),
            Value::Null => return Ok(None),
            Value::String(none) if none == "none" => return Ok(Some(Own::None)),
            Value::Object(all) if all.keys().all(|key| known.contains(&key.as_str())) => Cursor {
                parameter: parameter.map(str::to_owned),
                next: text("next").or_else(|| text("link")).map(members).unwrap_or_default(),
                more: text("more").map(members).unwrap_or_default(),
                offset: text("offset").is_some(),
            },
            _ => Cursor { parameter: None, next: Vec::new(), more: Vec::new(), offset: false },
        };
        let is_complete = match (text("cursor"), text("offset"), text("link")) {
            (Some(_), None, None) => !cursor.next.is_empty() || !cursor.more.is_empty(),
            (None, Some(_), None) => cursor.next.is_empty(),
            (None, None, Some(_)) => text("next").is_none(),
            _ => false,
        };
        if !is_complete {
            return Err(Problem::new(
                &at,
                format!("expected a way to the next page, got {value}"),
                "set it to `none`, {cursor: PARAMETER, next: /pointer}, {cursor: PARAMETER, more: /pointer} (the cursor is the id of the last \
                 row), {link: /pointer} or {offset: PARAMETER}",
            ));
        }
        let is_query = |name: &str| parameters.iter().any(|p| p.location == Location::Query && p.wire == name);
        if let Some(name) = parameter.filter(|name| !is_query(name)) {
            if is_shared {
                return Ok(None);
            }
            let what = format!("the operation has no query parameter `{name}`");
            return Err(Problem::new(&at, what, "name one of its parameters"));
        }
        for pointer in [&cursor.next, &cursor.more].into_iter().filter(|pointer| !pointer.is_empty()) {
            if !self.has_member(page, pointer)? {
                if is_shared {
                    return Ok(None);
                }
                let what = format!("the response has no member `/{}` beside its rows", pointer.join("/"));
                return Err(Problem::new(&at, what, "set a JSON pointer to a property of the response"));
            }
        }
        Ok(Some(Own::Cursor(cursor)))
    }

    /// The link to the next page, where a document without a word on paging leaves no other reading: JSON:API has `links.next`; a text with
    /// the name or the format of a link, or a `next` beside `has_more`, where no parameter takes it.
    fn linked(&self, parameters: &[Parameter], page: &Node<'a>, media_type: &str) -> Result<Option<Cursor>> {
        let link = |next: &[&str], more: Option<String>| Cursor {
            parameter: None,
            next: next.iter().map(|&name| name.to_owned()).collect(),
            more: more.into_iter().collect(),
            offset: false,
        };
        if media_type.starts_with("application/vnd.api+json") {
            let next = ["links", "next"].map(str::to_owned);
            return Ok(self.has_member(page, &next)?.then(|| link(&["links", "next"], None)));
        }
        let pages = |parameter: &Parameter| {
            let name = Name::new(&parameter.wire, &parameter.pointer)?;
            Ok(parameter.location == Location::Query && name.snake().split('_').any(|word| PAGE_WORDS.contains(&word)))
        };
        for parameter in parameters {
            if pages(parameter)? {
                return Ok(None);
            }
        }
        let mut next = None;
        let mut more = None;
        for (name, member) in self.doc.children(&self.doc.flat(page)?, "properties")? {
            let (words, member) = (Name::new(&name, &member.pointer)?, self.doc.flat(&member)?);
            match types(&member).0.as_slice() {
                [one] if *one == "boolean" && MORE.contains(&words.snake()) => more = Some(name),
                [one] if *one == "string" && (words.snake() == "next" || LINKS.contains(&words.snake())) => {
                    let is_link =
                        words.snake() != "next" || member.value["format"].as_str().is_some_and(|f| f.starts_with("ur"));
                    next = Some((name, is_link));
                }
                _ => {}
            }
        }
        Ok(next.filter(|(_, is_link)| *is_link || more.is_some()).map(|(name, _)| link(&[&name], more)))
    }

    fn has_member(&self, page: &Node<'a>, pointer: &[String]) -> Result<bool> {
        let Some((first, rest)) = pointer.split_first() else { return Ok(true) };
        let properties = self.doc.children(&self.doc.flat(page)?, "properties")?;
        match properties.iter().find(|(name, _)| name == first) {
            Some((_, member)) => self.has_member(member, rest),
            None => Ok(false),
        }
    }

    /// Checks that nothing in the response of a list says that there are more rows, unless the paging of the operation reads it.
    pub(super) fn no_other_pages(&self, node: &Node<'a>, read: &[&[String]], prefix: &str, depth: u32) -> Result<()> {
        let node = self.doc.flat(node)?;
        for (name, property) in self.doc.children(&node, "properties")? {
            let pointer = format!("{prefix}/{name}");
            let is_read = read.iter().any(|path| format!("/{}", path.join("/")) == pointer);
            if is_read || name == "data" && depth == 0 {
                continue;
            }
            let words = Name::new(&name, &property.pointer)?;
            if MORE_ROWS.split(' ').any(|word| word == words.snake()) {
                return Err(Problem::new(
                    &format!("{}/properties/{}", node.pointer, name.replace('~', "~0").replace('/', "~1")),
                    format!("`{name}` says that a list has more pages, which no client would request"),
                    "describe the paging of the operation with `x-plock-pagination` in the overlay; set it to `none` if each response has all rows",
                ));
            }
            if depth < 3 {
                self.no_other_pages(&property, read, &pointer, depth + 1)?;
            }
        }
        Ok(())
    }
}
