//! `bindings/node/generated.d.ts`: the types of the Node package, with the descriptions of the spec.

use super::node::{Signature, code, error_kinds, field_name, many, parent, resource_name, structs, ty_name};
use super::{header, line};
use crate::ir::{Api, Field, Operation, Parameter, Resource, Response, Shape, Ty, TypeDef};
use crate::names::{Language, Role};
use crate::problem::Result;

/// The declarations.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "// {} {}\n", api.title, api.version);
    line!(
        out,
        "import type {{ CallOptions, DateString, DecimalInput, DecimalString, IdInput, Integer, IntegerInput, Json, List, ListOptions, Many, ManyOptions, PlockError, PlainOf }} from './index.js';\n"
    );
    for def in &api.types {
        match &def.shape {
            Shape::Struct { fields, body: false } => class(&mut out, api, def, fields),
            Shape::Struct { body: true, .. } => body(&mut out, api, def),
            Shape::Enum { values } => {
                doc(&mut out, "", &[&def.description, "The API may send other values."]);
                let values: Vec<_> = values.iter().map(|(_, value)| format!("{value:?}")).collect();
                line!(out, "export type {} = {} | (string & {{}});\n", ty_name(def), values.join(" | "));
            }
            Shape::Union { variants, .. } => {
                doc(&mut out, "", &[&def.description]);
                let types: Vec<_> = variants.iter().map(|variant| result(api, &variant.ty)).collect();
                line!(out, "export type {} = {} | Json;\n", ty_name(def), types.join(" | "));
            }
        }
    }
    for resource in &api.resources {
        self::resource(&mut out, api, resource);
    }
    line!(out, "/** The resources of a client. */\nexport interface Resources {{");
    for resource in &api.resources {
        doc(&mut out, "  ", &[&resource.description]);
        let name = resource.name.ident(Language::Node, Role::Resource);
        line!(out, "  readonly {name}: {};", resource_name(&resource.name));
    }
    line!(out, "}}\n");
    for kind in error_kinds() {
        doc(&mut out, "", &[kind.description]);
        let derived = kind.name == crate::errors::STATUS;
        let code = if derived { "string".to_owned() } else { format!("'{}'", code(kind)) };
        line!(out, "export declare class {} extends {} {{\n  readonly code: {code};\n}}\n", kind.name, parent(kind));
    }
    Ok(out)
}

/// A comment with these texts, except empty ones.
fn doc(out: &mut String, indent: &str, texts: &[&str]) {
    let clean = |text: &str| text.replace("*/", "*\u{2215}");
    let lines: Vec<_> = texts.iter().flat_map(|text| text.trim().lines()).map(|line| clean(line.trim_end())).collect();
    match &lines[..] {
        [] => {}
        [line] if line.is_empty() => {}
        [line] => line!(out, "{indent}/** {line} */"),
        lines => {
            line!(out, "{indent}/**");
            for line in lines {
                line!(out, "{indent} *{}{line}", if line.is_empty() { "" } else { " " });
            }
            line!(out, "{indent} */");
        }
    }
}

fn class(out: &mut String, api: &Api, def: &TypeDef, fields: &[Field]) {
    doc(out, "", &[&def.description]);
    let name = ty_name(def);
    line!(out, "export declare class {name} {{\n  private constructor();");
    line!(out, "  /** Restores an object from the result of `JSON.parse`, `structuredClone` or `{{ ...object }}`. */");
    line!(out, "  static from(value: PlainOf<{name}> | Record<string, unknown>): {name};");
    for field in fields {
        doc(out, "  ", &[&field.description]);
        let absent = if field.required { "" } else { " | null" };
        line!(out, "  readonly {}: {}{absent};", field_name(field), result(api, &field.ty));
    }
    line!(out, "  /** Members that the API document does not list. */");
    line!(out, "  readonly extra: Readonly<Record<string, Json>>;");
    line!(
        out,
        "  /** Called by `JSON.stringify`. Decimals and dates become strings. */\n  toJSON(): Record<string, unknown>;\n}}\n"
    );
}

fn body(out: &mut String, api: &Api, def: &TypeDef) {
    doc(out, "", &[&def.description]);
    line!(out, "export interface {} {{", ty_name(def));
    for field in api.sent_fields(&def.name) {
        doc(out, "  ", &[&field.description]);
        let null = if field.nullable { " | null" } else { "" };
        let ty = argument(api, &field.ty);
        match field.required {
            true => line!(out, "  {}: {ty}{null};", field_name(field)),
            false => line!(out, "  {}?: {ty}{null} | undefined;", field_name(field)),
        }
    }
    line!(out, "}}\n");
}

fn named(api: &Api, name: &crate::names::Name) -> String {
    api.type_def(name).map_or_else(|| "Json".to_owned(), ty_name)
}

fn result(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "string".to_owned(),
        Ty::Integer => "Integer".to_owned(),
        Ty::Decimal { .. } => "DecimalString".to_owned(),
        Ty::Boolean => "boolean".to_owned(),
        Ty::Date => "DateString".to_owned(),
        Ty::DateTime | Ty::UnixTime => "Date".to_owned(),
        Ty::DateOrDateTime => "Date | DateString".to_owned(),
        Ty::Json => "Json".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => named(api, name),
        Ty::Array(item) => format!("Array<{}>", result(api, item)),
        Ty::Map(item) => format!("Record<string, {}>", result(api, item)),
        Ty::Pair(item) => format!("[{0}, {0}]", result(api, item)),
    }
}

fn argument(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::String => "string".to_owned(),
        Ty::Id { .. } => "IdInput".to_owned(),
        Ty::Integer => "IntegerInput".to_owned(),
        Ty::Decimal { .. } => "DecimalInput".to_owned(),
        Ty::Boolean => "boolean".to_owned(),
        Ty::Date => "DateString | string".to_owned(),
        Ty::DateTime | Ty::DateOrDateTime => "Date | string".to_owned(),
        Ty::UnixTime => "Date | IntegerInput".to_owned(),
        Ty::Json => "unknown".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => named(api, name),
        Ty::Array(item) => format!("ReadonlyArray<{}>", argument(api, item)),
        Ty::Map(item) => format!("Readonly<Record<string, {}>>", argument(api, item)),
        Ty::Pair(item) => format!("readonly [{0}, {0}]", argument(api, item)),
    }
}

fn resource(out: &mut String, api: &Api, resource: &Resource) {
    doc(out, "", &[&resource.description]);
    line!(out, "export declare class {} {{\n  private constructor();", resource_name(&resource.name));
    for operation in &resource.operations {
        methods(out, api, operation);
    }
    line!(out, "}}\n");
}

fn methods(out: &mut String, api: &Api, operation: &Operation) {
    let signature = Signature::new(operation);
    let verb = operation.verb.ident(Language::Node, Role::Verb);
    let deprecated = if operation.deprecated { "@deprecated" } else { "" };
    let call = format!("`{} {}`", operation.method, operation.path);
    let response = operation.response.ty().map_or_else(|| "void".to_owned(), |(name, _)| named(api, name));
    let (options, returns) = match operation.response {
        Response::Many(..) => ("ListOptions", format!("List<{response}>")),
        _ => ("CallOptions", format!("Promise<{response}>")),
    };
    let description = if operation.description == operation.summary { "" } else { &operation.description };
    doc(out, "  ", &[&operation.summary, description, &call, deprecated]);
    let body = operation.body.as_ref().map(|body| ("body", named(api, &body.ty)));
    line!(out, "  {verb}({}): {returns};", arguments(api, &signature, body, options));
    if let (Some(name), Some(body)) = (many(operation), &operation.body) {
        let body = named(api, &body.ty);
        doc(
            out,
            "  ",
            &[
                &operation.summary,
                "Sends many requests, a bounded number at a time, with an outcome for each, in order.",
                &call,
                deprecated,
            ],
        );
        let bodies = Some(("bodies", format!("Iterable<{body}> | AsyncIterable<{body}>")));
        line!(out, "  {name}({}): Many<{response}, {body}>;", arguments(api, &signature, bodies, "ManyOptions"));
    }
}

fn arguments(api: &Api, signature: &Signature<'_>, body: Option<(&str, String)>, options: &str) -> String {
    let name = |parameter: &Parameter| parameter.name.ident(Language::Node, Role::Parameter);
    let mut all: Vec<_> = signature
        .path
        .iter()
        .map(|parameter| format!("{}: {}", parameter.name.variable(), argument(api, &parameter.ty)))
        .collect();
    all.extend(body.map(|(name, ty)| format!("{name}: {ty}")));
    let optional = if signature.others.iter().any(|parameter| parameter.required) { "" } else { "?" };
    let mut members = String::new();
    for parameter in signature.others {
        let mut text = String::new();
        doc(&mut text, "    ", &[&parameter.description]);
        let ty = argument(api, &parameter.ty);
        match parameter.required {
            true => line!(text, "    {}: {ty};", name(parameter)),
            false => line!(text, "    {}?: {ty} | undefined;", name(parameter)),
        }
        members.push_str(&text);
    }
    all.push(match members.is_empty() {
        true => format!("options{optional}: {options}"),
        false => format!("options{optional}: {options} & {{\n{members}  }}"),
    });
    all.join(", ")
}

/// Names of the spec with their names in Node, for the client of the conformance suite.
pub fn dispatch(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "'use strict';\n");
    line!(
        out,
        "// By operationId: the method, the number of arguments before the body, and all arguments by their names in the cases."
    );
    line!(out, "const operations = {{");
    for (resource, operation) in api.operations() {
        let signature = Signature::new(operation);
        let parameter =
            |p: &Parameter| format!("['{}', '{}']", p.name.snake(), p.name.ident(Language::Node, Role::Parameter));
        let fields = |body: &crate::ir::Body| match api.type_def(&body.ty).map(|def| &def.shape) {
            Some(Shape::Struct { fields, .. }) => {
                let names = fields.iter().map(|f| format!("['{}', '{}']", f.name.snake(), field_name(f)));
                format!("[{}]", names.collect::<Vec<_>>().join(", "))
            }
            _ => "[]".to_owned(),
        };
        line!(
            out,
            "  {:?}: {{\n    resource: '{}',\n    verb: '{}',\n    list: {},\n    path: [{}],\n    options: [{}],\n    body: {},\n  }},",
            operation.id,
            resource.name.ident(Language::Node, Role::Resource),
            operation.verb.ident(Language::Node, Role::Verb),
            matches!(operation.response, Response::Many(..)),
            signature.path.iter().map(parameter).collect::<Vec<_>>().join(", "),
            signature.others.iter().map(parameter).collect::<Vec<_>>().join(", "),
            operation.body.as_ref().map_or_else(|| "null".to_owned(), fields)
        );
    }
    line!(out, "}};\n\n// By class: each field with its name on the wire.\nconst fields = {{");
    for (def, _) in structs(api).filter(|(_, body)| !body) {
        let Shape::Struct { fields, .. } = &def.shape else { continue };
        let names: Vec<_> = fields.iter().map(|f| format!("['{}', '{}']", field_name(f), f.wire)).collect();
        line!(out, "  {}: [{}],", ty_name(def), names.join(", "));
    }
    line!(out, "}};\n\nmodule.exports = {{ operations, fields }};");
    Ok(out)
}
