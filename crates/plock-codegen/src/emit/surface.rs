//! `openapi/surface.txt`: every operation, parameter, type and field, with its name in each language.

use super::{header, line};
use crate::ir::{Api, BATCH_CONCURRENCY, Operation, Resource, Response, Shape, Ty, TypeDef};
use crate::names::{Language, Role, Spelled};
use crate::problem::Result;

/// The public surface of the five libraries, for reviews.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("#", "cargo xtask generate");
    line!(
        out,
        "# {} {}. One line for each operation, parameter, type and field, with its name in each language.",
        api.title,
        api.version
    );
    for resource in &api.resources {
        for operation in &resource.operations {
            emit_operation(&mut out, resource, operation);
        }
    }
    for def in &api.types {
        emit_type(&mut out, def);
    }
    Ok(out)
}

/// Id of the build: the version, and a checksum (FNV-1a) of the surface. Operations, objects and fields are numbered in the order of
/// the surface, so generated files need a native library with the same id.
pub(super) fn build(api: &Api) -> Result<String> {
    let checksum = emit(api)?.bytes().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    Ok(format!("{}+{checksum:08x}", env!("CARGO_PKG_VERSION")))
}

/// How the operation is called in each language.
pub(crate) fn called(resource: &Resource, operation: &Operation) -> Spelled {
    Spelled(Language::ALL.map(|language| {
        let accessor = resource.name.ident(language, Role::Resource);
        format!("{accessor}.{}", operation.verb.ident(language, Role::Verb))
    }))
}

/// What the operation returns.
pub(crate) fn response(operation: &Operation) -> String {
    match &operation.response {
        Response::Many(name, _) => format!("page of {}", name.pascal()),
        Response::One(name, _) if operation.optional => format!("{} or nothing", name.pascal()),
        Response::One(name, _) => name.pascal(),
        Response::Empty => "nothing".to_owned(),
    }
}

/// How the operation goes through the pages of its list.
pub(crate) fn paging(operation: &Operation) -> &'static str {
    match (&operation.paging, &operation.cursor) {
        (Some(_), _) => " paged",
        (None, Some(_)) => " one page after another",
        (None, None) => "",
    }
}

fn emit_operation(out: &mut String, resource: &Resource, operation: &Operation) {
    let deprecated = if operation.deprecated { " deprecated" } else { "" };
    line!(
        out,
        "\noperation {} {} {} -> {}{}{deprecated} | {}",
        operation.id,
        operation.method,
        operation.path,
        response(operation),
        paging(operation),
        called(resource, operation)
    );
    for (name, value) in &operation.headers {
        line!(out, "  header {name}: {value}");
    }
    if let Some(name) = &operation.idempotency_key {
        line!(out, "  idempotency key {name}");
    }
    for parameter in &operation.parameters {
        let place = parameter.location.label();
        let required = if parameter.required { "required" } else { "optional" };
        line!(
            out,
            "  parameter {} {place} {required} {} | {}",
            parameter.wire,
            spell(&parameter.ty),
            parameter.name.spelled(Role::Parameter)
        );
    }
    if let Some(body) = &operation.body {
        line!(out, "  body {}{}", body.ty.pascal(), if body.in_data { " in data" } else { "" });
    }
    if let Some((batch, body)) = operation.batch() {
        let concurrency = format!("concurrency default {BATCH_CONCURRENCY}");
        line!(out, "  batch of {} {concurrency} | {}", body.ty.pascal(), batch.spelled(Role::Verb));
    }
}

pub(crate) fn kind(def: &TypeDef) -> &'static str {
    match &def.shape {
        Shape::Struct { body: true, .. } => "object (sent)",
        Shape::Struct { body: false, .. } => "object",
        Shape::Enum { .. } => "enum (open)",
        Shape::Union { .. } => "one of",
    }
}

fn emit_type(out: &mut String, def: &TypeDef) {
    line!(out, "\ntype {} {} | {}", def.name.pascal(), kind(def), def.name.spelled(Role::Type));
    match &def.shape {
        Shape::Struct { fields, body } => {
            for field in fields {
                let required = if field.required { "required" } else { "optional" };
                let nullable = if field.nullable && *body { " or null" } else { "" };
                let constant = field.constant.as_ref().map_or(String::new(), |value| format!(" constant {value}"));
                let header = if field.header { " in a header" } else { "" };
                line!(
                    out,
                    "  field {} {required} {}{nullable}{constant}{header} | {}",
                    field.wire,
                    spell(&field.ty),
                    field.name.spelled(Role::Field)
                );
            }
        }
        Shape::Enum { values } => {
            for (name, value) in values {
                line!(out, "  value {value} | {}", name.spelled(Role::Variant));
            }
        }
        Shape::Union { variants, tag } => {
            for variant in variants {
                let selected =
                    tag.as_ref().map_or(String::new(), |tag| format!(" when {tag} is {}", variant.tags.join(" or ")));
                line!(out, "  case {}{selected} | {}", spell(&variant.ty), variant.name.spelled(Role::Variant));
            }
        }
    }
}

/// A type, in words and names of types.
pub(crate) fn spell(ty: &Ty) -> String {
    match ty {
        Ty::String => "string".to_owned(),
        Ty::Id { .. } => "id".to_owned(),
        Ty::Integer => "integer".to_owned(),
        Ty::Decimal { .. } => "decimal".to_owned(),
        Ty::Boolean => "boolean".to_owned(),
        Ty::Date => "date".to_owned(),
        Ty::DateTime => "date-time".to_owned(),
        Ty::DateOrDateTime => "date-or-date-time".to_owned(),
        Ty::UnixTime => "unix-time".to_owned(),
        Ty::Json => "json".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => name.pascal(),
        Ty::Array(inner) => format!("array of {}", spell(inner)),
        Ty::Map(inner) => format!("map of {}", spell(inner)),
        Ty::Pair(inner) => format!("pair of {}", spell(inner)),
        Ty::Nullable(inner) => format!("{} or null", spell(inner)),
    }
}
