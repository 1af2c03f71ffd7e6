//! `bindings/node/generated.js`: resources, objects and errors of the Node package.

use super::{header, line};
use crate::errors::{ERROR_KINDS, ErrorKind, STATUS};
use crate::ir::{Api, Field, Operation, Parameter, Response, Shape, Ty, TypeDef};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

/// The JavaScript module.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "'use strict';\n");
    line!(out, "const {{ PlockError }} = require('./errors.js');");
    line!(out, "const {{ resource, revive }} = require('./objects.js');\n");
    line!(out, "// Operation numbers in the native library, and the build that defines them.");
    line!(out, "const build = '{}';\nconst Operation = {{", super::surface::build(api)?);
    for (index, (_, operation)) in api.operations().enumerate() {
        line!(out, "  {}: {index},", number(operation));
    }
    line!(out, "}};\n");
    errors(&mut out);
    for def in &api.types {
        if let Shape::Struct { fields, body: false } = &def.shape {
            class(&mut out, def, fields);
        }
    }
    let classes: Vec<_> = structs(api).map(|(def, body)| if body { "null".to_owned() } else { ty_name(def) }).collect();
    line!(out, "// In the order of the native tables. Null: an object of requests, which has no class.");
    line!(out, "const objects = [{}];\n", classes.join(", "));
    revivals(&mut out, api);
    for resource in &api.resources {
        line!(
            out,
            "class {} {{\n  #calls;\n\n  constructor(calls) {{\n    this.#calls = calls;\n  }}",
            resource_name(&resource.name)
        );
        for operation in &resource.operations {
            methods(&mut out, operation);
        }
        line!(out, "}}\n");
    }
    let resources = api.resources.iter().map(|resource| {
        format!("{}: {}", resource.name.ident(Language::Node, Role::Resource), resource_name(&resource.name))
    });
    line!(out, "const resources = {{ {} }};\n", resources.collect::<Vec<_>>().join(", "));
    let kinds = ERROR_KINDS.iter().map(|kind| kind.name.to_owned());
    let classes = structs(api).filter(|(_, body)| !body).map(|(def, _)| ty_name(def));
    let loose = api.operations().map(|(_, operation)| (operation, self::loose(api, operation)));
    let loose = loose.filter(|(_, names)| !names.is_empty());
    let loose = loose.map(|(operation, names)| format!("[Operation.{}]: {names:?}", number(operation)));
    line!(out, "// Arguments that accept any JSON, by operation.");
    line!(out, "const loose = {{ {} }};\n", loose.collect::<Vec<_>>().join(", "));
    line!(
        out,
        "module.exports = {{\n  build,\n  errors: {{ {} }},\n  classes: {{ {} }},\n  loose,\n  objects,\n  resources,\n}};",
        kinds.collect::<Vec<_>>().join(", "),
        classes.collect::<Vec<_>>().join(", ")
    );
    Ok(out)
}

/// The ES module. Engines cannot detect the names of the CommonJS module.
pub fn modules(api: &Api) -> Result<String> {
    let own = ["Plock", "PlockError", "JsonNumber", "List", "Many", "Page", "version"].map(str::to_owned);
    let classes = structs(api).filter(|(_, body)| !body).map(|(def, _)| ty_name(def));
    let names = own.into_iter().chain(ERROR_KINDS.iter().map(|kind| kind.name.to_owned())).chain(classes);
    let mut out = header("//", "cargo xtask generate");
    line!(out, "import plock from './index.js';\n");
    line!(out, "export const {{\n  {},\n}} = plock;", names.collect::<Vec<_>>().join(",\n  "));
    Ok(out)
}

/// All objects in the order of the native tables, and whether each is part of a request.
pub(super) fn structs(api: &Api) -> impl Iterator<Item = (&TypeDef, bool)> {
    api.types.iter().filter_map(|def| match def.shape {
        Shape::Struct { body, .. } => Some((def, body)),
        _ => None,
    })
}

pub(super) fn ty_name(def: &TypeDef) -> String {
    def.name.ident(Language::Node, Role::Type)
}

pub(super) fn field_name(field: &Field) -> String {
    field.name.ident(Language::Node, Role::Field)
}

/// Name of the class of a resource.
pub(super) fn resource_name(name: &Name) -> String {
    format!("{}Resource", name.pascal())
}

/// Parent class of an error.
pub(super) fn parent(kind: &ErrorKind) -> &'static str {
    if kind.is_status() { STATUS } else { "PlockError" }
}

/// Parents first.
pub(super) fn error_kinds() -> impl Iterator<Item = &'static ErrorKind> {
    let first = ERROR_KINDS.iter().filter(|kind| kind.name == STATUS);
    first.chain(ERROR_KINDS.iter().filter(|kind| kind.name != STATUS))
}

/// `PLOCK_NOT_FOUND`
pub(super) fn code(kind: &ErrorKind) -> String {
    let name = Name::new(kind.short(), "").map(|name| name.ident(Language::Python, Role::Variant));
    format!("PLOCK_{}", name.unwrap_or_default())
}

fn errors(out: &mut String) {
    for kind in error_kinds() {
        line!(out, "class {} extends {} {{}}", kind.name, parent(kind));
    }
    line!(out, "PlockError.named({{");
    for kind in error_kinds() {
        line!(out, "  {}: [{}, '{}'],", kind.name, kind.name, code(kind));
    }
    line!(out, "}});\n");
}

fn class(out: &mut String, def: &TypeDef, fields: &[Field]) {
    line!(out, "class {} {{\n  constructor(columns, row) {{", ty_name(def));
    for (slot, field) in fields.iter().enumerate() {
        line!(out, "    this.{} = columns[{slot}][row];", field_name(field));
    }
    line!(out, "    this.extra = columns[{}][row];\n  }}\n}}\n", fields.len());
}

/// Conversions of values that JSON represents as strings or plain objects.
fn revivals(out: &mut String, api: &Api) {
    for (def, body) in structs(api) {
        let Shape::Struct { fields, .. } = &def.shape else { continue };
        if body {
            continue;
        }
        let all: Vec<_> = fields.iter().map(|field| format!("'{}'", field_name(field))).collect();
        let special =
            fields.iter().filter_map(|field| Some(format!("{}: {}", field_name(field), revival(api, &field.ty)?)));
        let special: Vec<_> = special.collect();
        line!(out, "resource({}, [{}], {{ {} }});", ty_name(def), all.join(", "), special.join(", "));
    }
    line!(out, "");
}

fn revival(api: &Api, ty: &Ty) -> Option<String> {
    match ty {
        Ty::DateTime | Ty::UnixTime => Some("revive.time".to_owned()),
        Ty::DateOrDateTime => Some("revive.dateOrTime".to_owned()),
        Ty::Integer => Some("revive.integer".to_owned()),
        Ty::Object(name) => api.type_def(name).map(|def| format!("revive.object(() => {})", ty_name(def))),
        Ty::Array(item) | Ty::Pair(item) => Some(format!("revive.array({})", revival(api, item)?)),
        Ty::Map(item) => Some(format!("revive.map({})", revival(api, item)?)),
        _ => None,
    }
}

/// Arguments of a method.
pub(super) struct Signature<'a> {
    /// Positional: the parameters of the path.
    pub(super) path: &'a [Parameter],
    /// The other parameters, which are members of the options.
    pub(super) others: &'a [Parameter],
}

impl<'a> Signature<'a> {
    pub(super) fn new(operation: &'a Operation) -> Self {
        Self { path: operation.positional(), others: operation.keywords() }
    }

    /// `{ accountId }`
    fn object(&self) -> String {
        let member = |p: &Parameter| {
            let (name, variable) = (p.name.ident(Language::Node, Role::Parameter), p.name.variable());
            if name == variable { name } else { format!("{name}: {variable}") }
        };
        let names: Vec<_> = self.path.iter().map(member).collect();
        if names.is_empty() { "undefined".to_owned() } else { format!("{{ {} }}", names.join(", ")) }
    }

    fn names(&self, rest: &[&str]) -> String {
        let names = self.path.iter().map(|p| p.name.variable());
        names.chain(rest.iter().map(|name| (*name).to_owned())).collect::<Vec<_>>().join(", ")
    }
}

/// `addMany`
pub(super) fn many(operation: &Operation) -> Option<String> {
    operation.batch.as_ref().map(|name| name.ident(Language::Node, Role::Verb))
}

/// Names of arguments that accept any JSON, including floats.
fn loose(api: &Api, operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().filter(|p| p.ty == Ty::Json);
    let mut names: Vec<_> = parameters.map(|p| p.name.ident(Language::Node, Role::Parameter)).collect();
    let mut open: Vec<_> = operation.body.iter().map(|body| &body.ty).collect();
    let mut seen = Vec::new();
    while let Some(name) = open.pop() {
        let Some(def) = api.type_def(name).filter(|_| !seen.contains(&name)) else { continue };
        seen.push(name);
        match &def.shape {
            Shape::Struct { fields, .. } => {
                open.extend(fields.iter().filter_map(|field| field.ty.named()));
                names.extend(fields.iter().filter(|field| field.ty == Ty::Json).map(field_name));
            }
            Shape::Union { variants, .. } => open.extend(variants.iter().filter_map(|variant| variant.ty.named())),
            Shape::Enum { .. } => {}
        }
    }
    names
}

fn number(operation: &Operation) -> String {
    operation.number.ident(Language::Node, Role::Variant)
}

fn methods(out: &mut String, operation: &Operation) {
    let number = number(operation);
    let signature = Signature::new(operation);
    let verb = operation.verb.ident(Language::Node, Role::Verb);
    let path = signature.object();
    if matches!(operation.response, Response::Many(..)) {
        line!(
            out,
            "\n  {verb}({}) {{\n    return this.#calls.list(Operation.{number}, {path}, options);\n  }}",
            signature.names(&["options"])
        );
    } else if operation.body.is_some() {
        line!(
            out,
            "\n  {verb}({}) {{\n    return this.#calls.call(Operation.{number}, {path}, body, options);\n  }}",
            signature.names(&["body", "options"])
        );
    } else {
        line!(
            out,
            "\n  {verb}({}) {{\n    return this.#calls.call(Operation.{number}, {path}, undefined, options);\n  }}",
            signature.names(&["options"])
        );
    }
    if let Some(name) = many(operation) {
        line!(
            out,
            "\n  {name}(bodies, options) {{\n    return this.#calls.many(Operation.{number}, {path}, bodies, options);\n  }}"
        );
    }
}
