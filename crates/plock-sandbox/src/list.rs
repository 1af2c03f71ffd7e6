//! Lists: filters, pages and the links between them.

use jiff::civil;
use plock::Timestamp;
use plock::meta::{Field, Object, Operation, Pagination, Type};

use crate::behavior::Behavior;
use crate::json::Json;
use crate::model::{Api, by_wire, is_scalar, query_parameter, text_sql, time_sql};
use crate::response::{ErrorResponse, FieldError};
use crate::store::{Condition, Page, Store};

/// Default number of objects per page.
pub const DEFAULT_PAGE_SIZE: usize = 25;
/// Maximum number of objects per page; larger requests are reduced to it.
pub const MAX_PAGE_SIZE: usize = 1000;

/// The body of a list response, and the first object of a page. `url`: the absolute URL of the list, without the query.
pub(crate) fn body(
    api: Api,
    store: &mut Store,
    operation: &Operation,
    mut conditions: Vec<Condition>,
    query: &[(String, String)],
    behavior: &Behavior,
    url: &str,
) -> Result<(String, Option<String>), ErrorResponse> {
    let newest_first = behavior.newest_first;
    conditions.extend(filters(api, operation, query)?);
    let Some(paging) = api.pagination.filter(|_| operation.paginated) else {
        let (_, documents) =
            store.page(operation.resource, &conditions, &Page { offset: 0, limit: usize::MAX >> 1, newest_first })?;
        let mut envelope = Json::object();
        envelope.set_at(&["jsonapi", "version"], Json::string("1.0"));
        envelope.set_at(&["links", "self"], Json::string(with_query(url, query)));
        return Ok((with_data(operation, &envelope, &documents), None));
    };
    let number = page_parameter(operation, query, paging.number)?.unwrap_or(1);
    let largest = behavior.page_cap.unwrap_or(MAX_PAGE_SIZE).min(MAX_PAGE_SIZE);
    let size = page_parameter(operation, query, paging.size)?.unwrap_or(DEFAULT_PAGE_SIZE).min(largest);
    let offset = (number - 1).saturating_mul(size).min(usize::MAX >> 1);
    let (total, documents) =
        store.page(operation.resource, &conditions, &Page { offset, limit: size, newest_first })?;
    let last = total.div_ceil(size).max(1);
    let mut envelope = envelope(api, paging, operation);
    let rows = if documents.is_empty() { None } else { Some((offset + 1, offset + documents.len())) };
    for (path, value) in
        [(paging.current_page, number), (paging.last_page, last), (paging.per_page, size), (paging.total, total)]
    {
        envelope.set_at(path, Json::number(value));
    }
    for (name, value) in [("from", rows.map(|rows| rows.0)), ("to", rows.map(|rows| rows.1))] {
        let path = sibling(paging.total, name);
        if envelope.get_at(&path).is_some() {
            envelope.set_at(&path, value.map_or(Json::Null, Json::number));
        }
    }
    let page = |number: usize| Json::string(with_query(url, &page_query(query, paging, number, size)));
    for (name, link) in
        [("first", Some(1)), ("last", Some(last)), ("prev", number.checked_sub(1)), ("self", Some(number))]
    {
        let path = sibling(paging.next, name);
        if envelope.get_at(&path).is_some() {
            envelope.set_at(&path, link.filter(|number| *number > 0).map_or(Json::Null, page));
        }
    }
    if number < last {
        envelope.set_at(paging.next, page(number + 1));
    }
    let body = with_data(operation, &envelope, &documents);
    Ok((body, documents.into_iter().next()))
}

/// The members next to `data`, as in the example of this list or of another one.
fn envelope(api: Api, paging: &Pagination, operation: &Operation) -> Json {
    let others = api.operations.iter().filter(|other| other.paginated);
    let example = std::iter::once(operation).chain(others).find_map(|operation| operation.example);
    let mut envelope = example.and_then(|text| Json::parse(text).ok()).unwrap_or_else(|| {
        let mut default = Json::object();
        default.set_at(&["jsonapi", "version"], Json::string("1.0"));
        for (path, name) in
            [(paging.next, "first"), (paging.next, "last"), (paging.total, "from"), (paging.total, "to")]
        {
            default.set_at(&sibling(path, name), Json::string(""));
        }
        default
    });
    envelope.remove("data");
    if let Some((name, parent)) = paging.next.split_last() {
        let mut links = envelope.get_at(parent).cloned().unwrap_or_else(Json::object);
        links.remove(name);
        envelope.set_at(parent, links);
    }
    envelope
}

fn sibling<'a>(path: &[&'a str], name: &'a str) -> Vec<&'a str> {
    let parent = path.split_last().map_or(&[][..], |(_, parent)| parent);
    parent.iter().copied().chain([name]).collect()
}

fn with_data(operation: &Operation, envelope: &Json, documents: &[String]) -> String {
    let data = documents.join(",");
    if !operation.result_in_data {
        return format!("[{data}]");
    }
    let mut text = envelope.to_string();
    text.pop();
    let comma = if envelope.members().is_empty() { "" } else { "," };
    format!("{text}{comma}\"data\":[{data}]}}")
}

fn page_parameter(
    operation: &Operation,
    query: &[(String, String)],
    name: &str,
) -> Result<Option<usize>, ErrorResponse> {
    let Some(text) = value(query, name) else { return Ok(None) };
    // A larger number is an integer too.
    let is_large = text.len() > 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_large { Some(usize::MAX) } else { text.parse().ok() };
    number.filter(|number| *number > 0).map(Some).ok_or_else(|| {
        invalid_parameter(operation, name, format!("{name} must be a whole number of at least 1, not {text:?}."))
    })
}

fn invalid_parameter(operation: &Operation, name: &str, detail: String) -> ErrorResponse {
    let status = if operation.errors.contains(&422) { 422 } else { 400 };
    ErrorResponse::of(status, vec![FieldError::new(name, detail)])
}

fn value<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    query.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn page_query(query: &[(String, String)], paging: &Pagination, number: usize, size: usize) -> Vec<(String, String)> {
    let kept = query.iter().filter(|(name, _)| name != paging.number && name != paging.size).cloned();
    let page = [(paging.number.to_owned(), number.to_string()), (paging.size.to_owned(), size.to_string())];
    kept.chain(page).collect()
}

fn with_query(url: &str, query: &[(String, String)]) -> String {
    if query.is_empty() {
        return url.to_owned();
    }
    format!("{url}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish())
}

/// The filters of the spec, and `filter[attribute]` for all other scalar fields.
fn filters(api: Api, operation: &Operation, query: &[(String, String)]) -> Result<Vec<Condition>, ErrorResponse> {
    let Some(model) = operation.result.or_else(|| api.model(operation.resource)) else { return Ok(Vec::new()) };
    let mut conditions = Vec::new();
    for (name, value) in query {
        let published = query_parameter(operation, name);
        let condition = match published.and_then(|parameter| Some((parameter, by_wire(model, parameter.filters?)?))) {
            Some((parameter, field)) if matches!(parameter.ty, Type::Pair(_)) => {
                between(operation, name, field, value)?
            }
            Some((_, field)) => equal(field, value),
            None if published.is_some() => None,
            None => unpublished(model, name).and_then(|field| equal(field, value)),
        };
        conditions.extend(condition);
    }
    Ok(conditions)
}

fn unpublished(model: &'static Object, parameter: &str) -> Option<&'static Field> {
    let wire = parameter.strip_prefix("filter[")?.strip_suffix(']')?;
    by_wire(model, wire).filter(|field| is_scalar(&field.ty))
}

pub(crate) fn equal(field: &Field, value: &str) -> Option<Condition> {
    Some(Condition { sql: format!("{} = ?", text_sql(field)?), values: vec![value.to_owned()] })
}

fn between(operation: &Operation, name: &str, field: &Field, value: &str) -> Result<Option<Condition>, ErrorResponse> {
    let bounds = value.split_once(',').and_then(|(from, to)| {
        Some([bound(from.trim(), civil::Time::midnight())?, bound(to.trim(), civil::Time::MAX)?])
    });
    let Some(bounds) = bounds else {
        let detail = format!("{name} must be two dates or date-times as \"X,Y\", not {value:?}.");
        return Err(invalid_parameter(operation, name, detail));
    };
    let values = bounds.map(|bound| bound.strftime("%Y-%m-%dT%H:%M:%S.%3f").to_string()).into();
    Ok(time_sql(field).map(|sql| Condition { sql: format!("({sql} BETWEEN ? AND ?)"), values }))
}

/// A bound in UTC. A date stands for `time` on that day.
fn bound(text: &str, time: civil::Time) -> Option<civil::DateTime> {
    if text.len() == 10 {
        return text.parse::<civil::Date>().ok().map(|date| date.to_datetime(time));
    }
    text.parse::<Timestamp>().ok().map(Timestamp::to_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_reach_the_end_of_the_year_9999() {
        let last = civil::datetime(9999, 12, 31, 23, 59, 59, 999_999_999);
        assert_eq!(bound("9999-12-31T23:59:59.999999999Z", civil::Time::midnight()), Some(last));
        assert_eq!(bound("9999-12-31", civil::Time::MAX), Some(last));
    }
}
