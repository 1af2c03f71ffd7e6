//! Response bodies generated from the tables of the API, for cases that do not contain one.

use plock::meta::{Field, Kind, OPERATIONS, Operation, PAGINATION, Place, Type};

use plock_sandbox::json::Json;

pub fn operation(id: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.id == id)
}

/// Every amount in row `id`.
fn amount(id: u64) -> Json {
    Json::String(format!("{id}.50"))
}

fn decimals(operation: &Operation) -> impl Iterator<Item = &'static Field> {
    let fields = operation.result.map_or(&[][..], |object| object.fields);
    fields.iter().filter(|field| matches!(field.ty, Type::Decimal))
}

/// Row `id` of a list: the example of the spec with this id and its amounts.
pub fn row(operation: &Operation, id: u64) -> Json {
    let example = operation.example.and_then(|text| Json::parse(text).ok()).unwrap_or_default();
    let data = if operation.result_in_data { example.at("data") } else { &example };
    let mut row = data.items().first().unwrap_or(data).clone();
    if !matches!(row, Json::Object(_)) {
        row = Json::object();
        row.set("type", Json::string(operation.resource.replace('_', "-")));
    }
    row.set("id", Json::string(id.to_string()));
    for field in decimals(operation) {
        match field.place {
            Place::Top => row.set(field.wire, amount(id)),
            Place::Attributes => row.set_at(&["attributes", field.wire], amount(id)),
        }
    }
    row
}

/// The fields of row `id` that differ between rows, as a caller receives them.
pub fn flat_row(operation: &Operation, id: u64) -> Json {
    let mut row = Json::object();
    row.set("id", Json::string(id.to_string()));
    for field in decimals(operation) {
        row.set(field.wire, amount(id));
    }
    row
}

/// Numbers and links of a page.
#[derive(Debug, Clone, Default)]
pub struct PageInfo {
    pub current: u64,
    pub last: u64,
    pub per_page: u64,
    pub total: u64,
    pub meta: bool,
    pub next: Option<String>,
    /// Links to the first and the last page.
    pub links: Option<(String, String)>,
    /// Whether there is a `links` member.
    pub any_links: bool,
}

/// A page of generated rows.
pub fn page(operation: &Operation, ids: impl Iterator<Item = u64>, place: &PageInfo) -> Json {
    let rows = Json::Array(ids.map(|id| row(operation, id)).collect());
    if !operation.result_in_data {
        return rows;
    }
    let mut page = Json::object();
    if let Some(names) = &PAGINATION {
        if place.meta {
            page.set_at(names.current_page, Json::number(place.current));
            page.set_at(names.last_page, Json::number(place.last));
            page.set_at(names.per_page, Json::number(place.per_page));
            page.set_at(names.total, Json::number(place.total));
        }
        if place.any_links {
            if let Some((first, last)) = &place.links {
                page.set_at(&["links", "first"], Json::string(first));
                page.set_at(&["links", "last"], Json::string(last));
            }
            page.set_at(names.next, place.next.as_ref().map_or(Json::Null, Json::string));
        }
    }
    page.set("data", rows);
    page
}

/// All rows on one page.
pub fn only_page(operation: &Operation, rows: u64) -> Json {
    let place = PageInfo { current: 1, last: 1, per_page: rows, total: rows, meta: true, ..PageInfo::default() };
    page(operation, 1..=rows, &place)
}

/// The example of a success in the spec, or a minimal one.
pub fn example(operation: &Operation) -> Json {
    if let Some(example) = operation.example.and_then(|text| Json::parse(text).ok()) {
        return example;
    }
    match (operation.kind, operation.acknowledged_by) {
        (Kind::List, _) => only_page(operation, 1),
        (_, Some(name)) => Json::Object(vec![(name.to_owned(), Json::Bool(true))]),
        _ => Json::Object(vec![("data".to_owned(), row(operation, 1))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_an_example() {
        for operation in OPERATIONS {
            assert!(!example(operation).members().is_empty(), "{}", operation.id);
        }
    }

    #[test]
    fn rows_differ_in_id_and_amounts() {
        let lists = OPERATIONS.iter().filter(|operation| operation.kind == Kind::List);
        for operation in lists {
            let row = row(operation, 7);
            assert_eq!(row.at("id").str(), Some("7"));
            for field in decimals(operation).filter(|field| field.place == Place::Attributes) {
                assert_eq!(row.at("attributes").at(field.wire).str(), Some("7.50"), "{}", operation.id);
            }
        }
    }
}
