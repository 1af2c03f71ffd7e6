//! The surface as items: the API, its resources and its operations. Structs are taken apart without `..`, so that nothing new is left out.

use super::Class::{Addition, Breaking, Docs, Wire};
use super::{Fact, Item, Rule, types};
use crate::emit::surface;
use crate::ir::{
    Api, BATCH_CONCURRENCY, Body, Kind, Limits, Location, Operation, Outbox, Paging, Parameter, Resource, Server, Ty,
};
use crate::names::{Name, Role};

pub(super) fn fact(what: &'static str, value: impl Into<String>, rule: Rule) -> Fact {
    Fact { what, value: value.into(), rule }
}

pub(super) fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "" }
}

pub(super) fn debug(value: Option<&impl std::fmt::Debug>) -> String {
    value.map_or_else(String::new, |value| format!("{value:?}"))
}

pub(super) fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// Limits, with the words for each.
pub(super) fn limits(limits: &Limits, [minimum, maximum]: [&'static str; 2]) -> Vec<Fact> {
    let Limits { minimum: least, maximum: most, min_length, max_length } = *limits;
    let shown = |limit: Option<i64>| limit.map_or_else(String::new, |limit| limit.to_string());
    let length = |limit: Option<u64>| limit.map_or_else(String::new, |limit| limit.to_string());
    vec![
        fact(minimum, shown(least), Rule::AtLeast),
        fact(maximum, shown(most), Rule::AtMost),
        fact("minimum length", length(min_length), Rule::AtLeast),
        fact("maximum length", length(max_length), Rule::AtMost),
    ]
}

pub(super) const LIMITS: [&str; 2] = ["minimum", "maximum"];

/// The facts of a type that its words do not have: how values are written.
pub(super) fn form(ty: &Ty) -> &'static str {
    match ty {
        Ty::Id { number: true } | Ty::Decimal { text: false } => "number",
        Ty::Id { number: false } | Ty::Decimal { text: true } => "string",
        Ty::Array(inner) | Ty::Map(inner) | Ty::Pair(inner) | Ty::Nullable(inner) => form(inner),
        _ => "",
    }
}

/// The API with all that is in it.
pub(super) fn api(api: &Api) -> Item {
    let Api { title, version, servers, pagination, resources, types } = api;
    let mut parts: Vec<Item> = servers.iter().map(server).collect();
    parts.extend(resources.iter().map(resource));
    parts.extend(api.operations().map(|(resource, known)| operation(resource, known)));
    parts.extend(types.iter().map(|def| types::def(api, def)));
    let facts = vec![
        fact("title", title, Rule::Always(Docs)),
        fact("version of the API document", version, Rule::Always(Docs)),
        fact("page parameters and pointers", debug(pagination.as_ref()), Rule::Always(Wire)),
    ];
    Item { facts, parts, ..Item::default() }
}

fn server(server: &Server) -> Item {
    let Server { name, url } = server;
    let label = format!("environment {}", name.snake());
    Item { keys: vec![label.clone()], label, facts: vec![fact("URL", url, Rule::Always(Wire))], ..Item::default() }
}

fn resource(resource: &Resource) -> Item {
    let Resource { name, description, operations: _ } = resource;
    let label = format!("resource {}", name.snake());
    Item {
        keys: vec![label.clone()],
        label,
        names: Some(name.spelled(Role::Resource)),
        facts: vec![fact("description", description, Rule::Always(Docs))],
        ..Item::default()
    }
}

fn operation(resource: &Resource, operation: &Operation) -> Item {
    let called = surface::called(resource, operation);
    Item {
        keys: vec![
            format!("operation {}", operation.id),
            format!("{} {}", operation.method, operation.path),
            format!("call {}", called.0[0]),
        ],
        label: format!("operation {}", operation.id),
        summary: format!("returns {}", surface::response(operation)),
        names: Some(called),
        facts: facts_of_operation(operation),
        parts: operation.parameters.iter().map(parameter).chain(operation.batch.as_ref().map(batch)).collect(),
        is_ordered: true,
        ..Item::default()
    }
}

fn facts_of_operation(operation: &Operation) -> Vec<Fact> {
    let Operation {
        id,
        name,
        verb: _,
        number: _,
        batch: _,
        kind,
        method,
        path,
        pointer: _,
        summary,
        description,
        deprecated,
        headers,
        parameters: _,
        paging,
        cursor,
        body,
        response,
        optional: _,
        document,
        success,
        errors,
        media_type,
        acknowledged_by,
        outbox,
        idempotency_key,
        example,
    } = operation;
    let body_in_data = body.as_ref().is_some_and(|Body { ty: _, in_data }| *in_data);
    let paged = surface::paging(operation).trim_start();
    let wire = |what, value: String| fact(what, value, Rule::Always(Wire));
    let mut facts = vec![
        fact("operations type in Rust", name.spelled(Role::Type).0[0].clone(), Rule::Always(Breaking)),
        fact("kind", kind_of(*kind), Rule::Always(Breaking)),
        fact("returns", surface::response(operation), Rule::Type),
        fact("body", body.as_ref().map_or_else(String::new, |body| body.ty.pascal()), Rule::Type),
        fact("pages", paged, Rule::Set(Addition, Breaking, Breaking)),
        fact("deprecated", yes(*deprecated), Rule::Set(Addition, Docs, Docs)),
        fact("summary", summary, Rule::Always(Docs)),
        fact("description", description, Rule::Always(Docs)),
        fact("example", debug(example.as_ref()), Rule::Always(Docs)),
        wire("operationId", id.clone()),
        wire("method", method.clone()),
        wire("path", path.clone()),
        wire("headers", headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")),
        wire("cursor", debug(cursor.as_ref())),
        wire("body in data", yes(body_in_data).to_owned()),
        wire("response in data", yes(response.ty().is_some_and(|(_, in_data)| in_data)).to_owned()),
        wire("response is a document", yes(*document).to_owned()),
        wire("status of success", success.to_string()),
        wire("statuses of errors", errors.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")),
        wire("media type", media_type.clone()),
        wire("acknowledged by", text(acknowledged_by.as_ref())),
        wire("idempotency key", text(idempotency_key.as_ref())),
    ];
    if let Some(Outbox { list, fields }) = outbox {
        facts.push(wire("fields of the outbox", debug(Some(fields))));
        facts.push(fact("outbox", list, OUTBOX));
    } else {
        facts.push(fact("outbox", "", OUTBOX));
    }
    if let Some(Paging { number, size }) = paging {
        facts.extend(limits(number, ["minimum of the page number", "maximum of the page number"]));
        facts.extend(limits(size, ["minimum of the page size", "maximum of the page size"]));
    }
    facts
}

/// With a mark, events can be recorded.
const OUTBOX: Rule = Rule::Set(Addition, Breaking, Wire);

/// What differs in code: all writes are called alike.
const fn kind_of(kind: Kind) -> &'static str {
    match kind {
        Kind::List => "list",
        Kind::Get => "read",
        Kind::Create | Kind::Update | Kind::Delete => "write",
    }
}

fn batch(name: &Name) -> Item {
    let label = "batch".to_owned();
    let summary = format!("{BATCH_CONCURRENCY} writes in flight by default");
    Item { keys: vec![label.clone()], label, names: Some(name.spelled(Role::Verb)), summary, ..Item::default() }
}

fn parameter(parameter: &Parameter) -> Item {
    let Parameter { name, wire, pointer: _, location, required, explode, ty, limits, description, filters } = parameter;
    let position = if *location == Location::Path { "positional" } else { "by name" };
    let (words, need) = (surface::spell(ty), if *required { "required" } else { "optional" });
    let mut facts = vec![
        fact("type", words.clone(), Rule::Type),
        fact("value", need, Rule::Always(Breaking)),
        fact("argument", position, Rule::Always(Breaking)),
        fact("name in the request", wire, Rule::Always(Wire)),
        fact("place", location.label(), Rule::Always(Wire)),
        fact("sent as", form(ty), Rule::Form),
        fact("each value on its own", yes(*explode && matches!(ty, Ty::Array(_))), Rule::Always(Wire)),
        fact("attribute that it filters", text(filters.as_ref()), Rule::Always(Wire)),
        fact("description", description, Rule::Always(Docs)),
    ];
    facts.extend(self::limits(limits, LIMITS));
    Item {
        keys: vec![
            format!("{} {wire}", location.label()),
            format!("parameter {wire}"),
            format!("argument {}", name.snake()),
        ],
        label: format!("parameter {wire}"),
        names: Some(name.spelled(Role::Parameter)),
        summary: format!("{need} {words}"),
        facts,
        added: Some(if *required { Breaking } else { Addition }),
        ..Item::default()
    }
}
