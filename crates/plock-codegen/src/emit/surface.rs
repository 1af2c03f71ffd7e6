//! `openapi/surface.txt`: every operation, parameter, type and field, with its name in each language.

use super::{header, line};
use crate::ir::{Api, BATCH_CONCURRENCY, Location, Operation, Resource, Response, Shape, Ty, TypeDef};
use crate::names::{Language, Name, Role};
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

fn names(name: &Name, role: Role) -> String {
    Language::ALL.map(|language| format!("{}={}", language.label(), name.ident(language, role))).join(" ")
}

fn emit_operation(out: &mut String, resource: &Resource, operation: &Operation) {
    let response = match &operation.response {
        Response::Many(name, _) => format!("page of {}", name.pascal()),
        Response::One(name, _) if operation.optional => format!("{} or nothing", name.pascal()),
        Response::One(name, _) => name.pascal(),
        Response::Empty => "nothing".to_owned(),
    };
    let names = Language::ALL.map(|language| {
        let accessor = resource.name.ident(language, Role::Resource);
        format!("{}={accessor}.{}", language.label(), operation.verb.ident(language, Role::Verb))
    });
    let deprecated = if operation.deprecated { " deprecated" } else { "" };
    let paged = match (&operation.paging, &operation.cursor) {
        (Some(_), _) => " paged",
        (None, Some(_)) => " one page after another",
        (None, None) => "",
    };
    line!(
        out,
        "\noperation {} {} {} -> {response}{paged}{deprecated} | {}",
        operation.id,
        operation.method,
        operation.path,
        names.join(" ")
    );
    for (name, value) in &operation.headers {
        line!(out, "  header {name}: {value}");
    }
    if let Some(name) = &operation.idempotency_key {
        line!(out, "  idempotency key {name}");
    }
    for parameter in &operation.parameters {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        let required = if parameter.required { "required" } else { "optional" };
        line!(
            out,
            "  parameter {} {place} {required} {} | {}",
            parameter.wire,
            spell(&parameter.ty),
            self::names(&parameter.name, Role::Parameter)
        );
    }
    if let Some(body) = &operation.body {
        line!(out, "  body {}{}", body.ty.pascal(), if body.in_data { " in data" } else { "" });
    }
    if let Some((batch, body)) = operation.batch() {
        let concurrency = format!("concurrency default {BATCH_CONCURRENCY}");
        line!(out, "  batch of {} {concurrency} | {}", body.ty.pascal(), self::names(batch, Role::Verb));
    }
}

fn emit_type(out: &mut String, def: &TypeDef) {
    let kind = match &def.shape {
        Shape::Struct { body: true, .. } => "object (sent)",
        Shape::Struct { body: false, .. } => "object",
        Shape::Enum { .. } => "enum (open)",
        Shape::Union { .. } => "one of",
    };
    line!(out, "\ntype {} {kind} | {}", def.name.pascal(), names(&def.name, Role::Type));
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
                    names(&field.name, Role::Field)
                );
            }
        }
        Shape::Enum { values } => {
            for (name, value) in values {
                line!(out, "  value {value} | {}", names(name, Role::Variant));
            }
        }
        Shape::Union { variants, tag } => {
            for variant in variants {
                let selected =
                    tag.as_ref().map_or(String::new(), |tag| format!(" when {tag} is {}", variant.tags.join(" or ")));
                line!(out, "  case {}{selected} | {}", spell(&variant.ty), names(&variant.name, Role::Variant));
            }
        }
    }
}

fn spell(ty: &Ty) -> String {
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
