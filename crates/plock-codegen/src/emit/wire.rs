//! The private client that progenitor makes: it knows paths, query and body of every operation.
//!
//! Progenitor reads OpenAPI 3.0. It is given every parameter as text (the typed layer above formats and checks values), one opaque
//! body type (rendered above, so that digits are exact) and answers as bytes (decoded above, leniently and without a copy).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::ir::{Api, Location, Operation, Parameter, Ty};
use crate::names::Name;
use crate::problem::{Problem, Result};

/// The component that stands for every request body.
const BODY: &str = "Body";

/// The API as OpenAPI 3.0.3, reduced to what progenitor needs to make requests.
pub fn openapi30(api: &Api) -> Value {
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for (_, operation) in api.operations() {
        let item = paths.entry(&operation.path).or_default();
        item.insert(operation.method.to_ascii_lowercase(), operation_of(api, operation));
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": api.title, "version": api.version },
        "paths": paths,
        "components": { "schemas": { BODY: { "type": "object" } } },
    })
}

fn operation_of(api: &Api, operation: &Operation) -> Value {
    let mut parameters: Vec<Value> =
        operation.parameters.iter().filter(|p| p.location != Location::Header).map(parameter).collect();
    if let (Some(_), Some(pages)) = (operation.paging, &api.pagination) {
        parameters.extend([&pages.number, &pages.size].map(|name| text_parameter(name, "query", false)));
    }
    let mut out = json!({
        "operationId": method(operation),
        "summary": operation.summary,
        "parameters": parameters,
        "responses": { "2XX": { "description": "", "content": { "application/octet-stream": {} } } },
    });
    if operation.body.is_some() {
        let schema = json!({ "$ref": format!("#/components/schemas/{BODY}") });
        out["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    out
}

fn parameter(parameter: &Parameter) -> Value {
    let place = if parameter.location == Location::Path { "path" } else { "query" };
    let mut out = text_parameter(&parameter.wire, place, parameter.required);
    if repeated(parameter) {
        out["schema"] = json!({ "type": "array", "items": { "type": "string" } });
    }
    out
}

fn text_parameter(name: &str, place: &str, required: bool) -> Value {
    json!({ "name": name, "in": place, "required": required, "schema": { "type": "string" } })
}

/// Whether each value of an array is a parameter of its own.
pub(super) fn repeated(parameter: &Parameter) -> bool {
    parameter.explode && matches!(parameter.ty, Ty::Array(_))
}

/// The arguments of an operation in the order in which progenitor's method takes them: the path's, then the query's by name.
pub(super) fn query_order<'a>(operation: &'a Operation, api: &'a Api) -> Vec<(&'a str, Option<&'a Parameter>)> {
    let queries = operation.parameters.iter().filter(|p| p.location == Location::Query);
    let mut order: Vec<_> = queries.map(|p| (p.wire.as_str(), Some(p))).collect();
    if let (Some(_), Some(pages)) = (operation.paging, &api.pagination) {
        order.extend([(pages.number.as_str(), None), (pages.size.as_str(), None)]);
    }
    order.sort_by_key(|(wire, _)| *wire);
    order
}

/// The name of an operation's method, apart from what the private client has of its own.
pub(super) fn method(operation: &Operation) -> String {
    format!("call_{}", operation.name.snake())
}

/// Progenitor names arguments after their wire names, which no overlay can change.
fn check_arguments(api: &Api) -> Result<()> {
    for (_, operation) in api.operations() {
        let mut seen = BTreeMap::new();
        let paths = operation.parameters.iter().filter(|p| p.location == Location::Path).map(|p| p.wire.as_str());
        for wire in paths.chain(query_order(operation, api).into_iter().map(|(wire, _)| wire)) {
            if let Some(first) = seen.insert(Name::new(wire, &operation.pointer)?, wire) {
                return Err(Problem::new(
                    &operation.pointer,
                    format!("the parameters `{first}` and `{wire}` are too much alike to tell apart"),
                    "remove one of the two in the overlay; callers can send it as an extra query parameter",
                ));
            }
        }
    }
    Ok(())
}

/// Rust source of the private client.
pub fn emit(api: &Api) -> Result<String> {
    check_arguments(api)?;
    let failed =
        |e: &dyn std::fmt::Display| Problem::new("/paths", format!("progenitor: {e}"), "mend it in the overlay");
    let spec: openapiv3::OpenAPI = serde_json::from_value(openapi30(api)).map_err(|e| failed(&e))?;
    let mut settings = progenitor_impl::GenerationSettings::default();
    settings
        .with_hooks(progenitor_impl::HooksMode::Expected)
        .with_inner_type("crate::http::Exchange".parse().map_err(|e: proc_macro2::LexError| failed(&e))?)
        .with_replacement(BODY, "crate::call::encode::SerializedBody", std::iter::empty());
    let mut generator = progenitor_impl::Generator::new(&settings);
    Ok(generator.generate_tokens(&spec).map_err(|e| failed(&e))?.to_string())
}
