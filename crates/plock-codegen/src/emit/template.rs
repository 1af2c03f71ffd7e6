//! Templates: each file in `templates/` prints the API in one language. Decisions are made in the IR.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde_json::json;

use super::surface;
use crate::errors::{ERROR_KINDS, STATUS};
use crate::ir::{Api, BATCH_CONCURRENCY, Shape, TypeDef};
use crate::names::{Language, Name, Role};
use crate::problem::{Problem, Result};

/// Declares a module for each language, with an emitter for each template.
macro_rules! templates {
    ($($module:ident $language:ident $shared:literal { $($emit:ident $name:literal, $doc:literal;)* })*) => {
        const TEMPLATES: &[(&str, &str)] = &[
            $(template!($module, $shared), $(template!($module, $name)),*),*,
        ];
        $(pub mod $module {
            use super::{Api, Language, Result, render};

            $(#[doc = $doc]
            pub fn $emit(api: &Api) -> Result<String> {
                render(api, Language::$language, concat!(stringify!($module), "/", $name))
            })*
        })*
    };
}
macro_rules! template {
    ($module:ident, $name:literal) => {
        (
            concat!(stringify!($module), "/", $name),
            include_str!(concat!("../../templates/", stringify!($module), "/", $name)),
        )
    };
}
templates! {
    kotlin Kotlin "kotlin.j2" {
        resources "Resources.kt.j2", "`PlockResources` and a class for each resource.";
        types "Types.kt.j2", "A class for each object, enum and union.";
        errors "Errors.kt.j2", "The classes of the errors.";
        objects "Objects.kt.j2", "The objects of the testing kit.";
        dispatch "Dispatch.kt.j2", "Operations by id, for the client of the conformance suite.";
    }
    node Node "node.j2" {
        resources "generated.js.j2", "Resources, objects and errors.";
        modules "index.mjs.j2", "The ES module. Engines cannot detect the names of the CommonJS module.";
        types "generated.d.ts.j2", "The types, with the descriptions of the spec.";
        objects "objects.js.j2", "The objects of the testing kit.";
        object_types "objects.d.ts.j2", "Their types.";
        every "every.ts.j2", "A program that calls every method and reads every field, for `tsc`.";
        dispatch "dispatch.js.j2", "Operations by id, for the client of the conformance suite.";
    }
    python Python "python.j2" {
        resources "_resources.py.j2", "The resources and their operations.";
        recorders "_recorders.py.j2", "What an outbox records.";
        types "types.py.j2", "The classes, and the fields of the dicts of bodies.";
        stubs "types.pyi.j2", "The types for type checkers and editors.";
        errors "errors.py.j2", "One class for each kind of error.";
        objects "_objects.py.j2", "The objects of the testing kit.";
        protocols "protocols.py.j2", "Protocols of the clients and their resources.";
        every "every_call.py.j2", "A program that makes every call and reads every field, for type checkers.";
        dispatch "dispatch.py.j2", "Operations by id, for the client of the conformance suite.";
    }
    swift Swift "swift.j2" {
        resources "Resources.swift.j2", "The resources of a client, and a struct for each.";
        types "Types.swift.j2", "A struct for each object and enum, an enum for each union.";
        errors "Errors.swift.j2", "The kinds of errors.";
        objects "Objects.swift.j2", "The objects of the testing kit.";
        dispatch "Dispatch.swift.j2", "Operations by id, for the client of the conformance suite.";
    }
}

/// Renders the template `name`.
fn render(api: &Api, language: Language, name: &str) -> Result<String> {
    let failed = |error: &dyn std::fmt::Display| {
        Problem::new(&format!("templates/{name}"), format!("{error:#}"), "correct the template")
    };
    let environment = environment(language).as_ref().map_err(|error| failed(error))?;
    let template = environment.get_template(name).map_err(|error| failed(&error))?;
    let text = template.render(Value::from(Serde(view(api)?))).map_err(|error| failed(&error))?;
    // Macros leave blank lines around them.
    Ok(text.trim().to_owned() + "\n")
}

/// The data of a template.
fn view(api: &Api) -> Result<serde_json::Value> {
    let by_name = |of: &dyn Fn(&TypeDef) -> serde_json::Value| -> serde_json::Value {
        api.types.iter().map(|def| (def.name.snake().to_owned(), of(def))).collect()
    };
    let objects: Vec<_> = api.types.iter().filter(|def| matches!(def.shape, Shape::Struct { .. })).collect();
    let operations = api.operations().map(|(resource, operation)| {
        let mut view = json!(operation);
        view["resource"] = json!(resource.name);
        view["open"] = json!(api.open_arguments(operation));
        view
    });
    let arguments = api.operations().flat_map(|(_, operation)| {
        let fields = operation.body.iter().flat_map(|body| api.sent_fields(&body.ty));
        operation.parameters.iter().map(|p| &p.name).chain(fields.map(|f| &f.name)).map(Name::snake)
    });
    let stored = api.resources.iter().filter_map(|resource| {
        let name = resource.object()?;
        let Some(Shape::Struct { fields, .. }) = api.type_def(name).map(|def| &def.shape) else { return None };
        Some(json!({"resource": resource.name, "type": name, "fields": fields}))
    });
    let (base, others): (Vec<_>, Vec<_>) = ERROR_KINDS.iter().partition(|kind| kind.name == STATUS);
    let errors = base.into_iter().chain(others).map(|kind| {
        Ok(json!({
            "name": kind.name,
            "short": kind.short(),
            "key": Name::new(kind.short(), "")?,
            "parent": if kind.is_status() { STATUS } else { "PlockError" },
            "first": kind.statuses.start(),
            "last": kind.statuses.end(),
            "description": kind.description,
            "is_status": kind.is_status(),
            "is_base": kind.name == STATUS,
        }))
    });
    Ok(json!({
        "generated": super::header("", "cargo xtask generate").trim(),
        "build": surface::build(api)?,
        "api": api,
        "operations": operations.collect::<Vec<_>>(),
        // In the order of their numbers.
        "objects": objects,
        // Resources with an object that can be read: those that the testing kit stores.
        "stored": stored.collect::<Vec<_>>(),
        // Names of all arguments, in snake_case.
        "arguments": arguments.chain(["page_size"]).collect::<BTreeSet<_>>(),
        // By name of the type: the fields that callers set, its number, and whether it can be in a response.
        "sent": by_name(&|def| json!(api.sent_fields(&def.name))),
        "numbers": by_name(&|def| json!(objects.iter().position(|object| object.name == def.name))),
        "in_response": by_name(&|def| json!(is_in_response(api, def))),
        // The parent of others first.
        "errors": errors.collect::<Result<Vec<_>>>()?,
        "concurrency": BATCH_CONCURRENCY,
    }))
}

fn is_in_response(api: &Api, def: &TypeDef) -> bool {
    match &def.shape {
        Shape::Struct { body, .. } => !body,
        Shape::Union { variants, .. } => variants.iter().all(|variant| api.is_in_response(&variant.ty)),
        Shape::Enum { .. } => true,
    }
}

/// The templates of a language, which are parsed once.
fn environment(language: Language) -> &'static std::result::Result<Environment<'static>, Error> {
    static ENVIRONMENTS: [OnceLock<std::result::Result<Environment<'static>, Error>>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    ENVIRONMENTS[language as usize].get_or_init(|| parse(language))
}

fn parse(language: Language) -> std::result::Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    for (name, text) in TEMPLATES.iter().filter(|(name, _)| name.starts_with(language.label())) {
        environment.add_template(name, text)?;
    }
    let roles = [
        ("resource", Role::Resource),
        ("recorder", Role::Recorder),
        ("stored", Role::Stored),
        ("verb", Role::Verb),
        ("parameter", Role::Parameter),
        ("field", Role::Field),
        ("type", Role::Type),
        ("variant", Role::Variant),
    ];
    for (filter, role) in roles {
        environment.add_filter(filter, move |name: String| Name::known(name).ident(language, role));
    }
    environment.add_filter("camel", |name: String| Name::known(name).camel());
    environment.add_filter("pascal", |name: String| Name::known(name).pascal());
    environment.add_filter("variable", |name: String| Name::known(name).variable());
    environment.add_filter("with", |name: String, word: &str| format!("{name}_{word}"));
    environment.add_filter("quoted", |text: String| format!("{text:?}"));
    // In Kotlin, `$` starts an expression.
    environment.add_filter("literal", |text: String| format!("{text:?}").replace('$', "\\$"));
    environment.add_filter("spell", move |ty: Value, spellings: Value| spell(language, &ty, &spellings));
    environment.add_filter("paragraphs", paragraphs);
    environment.add_filter("within", |statuses: Vec<u16>, first: u16, last: u16| {
        statuses.iter().any(|status| (first..=last).contains(status))
    });
    Ok(environment)
}

/// The spelling of a type, by its kind: `{}` stands for the name of the type, or for the spelling of the type in it.
fn spell(language: Language, ty: &Value, spellings: &Value) -> std::result::Result<String, Error> {
    let (kind, of) = (ty.get_attr("kind")?, ty.get_attr("of")?);
    let spelling = spellings.get_item(&kind)?;
    let spelling =
        spelling.as_str().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no spelling for {kind}")))?;
    Ok(match (kind.as_str(), of.as_str()) {
        (Some("array" | "map" | "pair" | "nullable"), _) => spelling.replace("{}", &spell(language, &of, spellings)?),
        (_, Some(name)) => spelling.replace("{}", &Name::known(name.to_owned()).ident(language, Role::Type)),
        _ => spelling.to_owned(),
    })
}

/// The lines of a comment, without blank lines at the ends, repeated ones, or ones before a line that starts with `tag`.
fn paragraphs(text: &str, tag: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim().lines().map(str::trim_end) {
        let after_blank = lines.last().is_some_and(String::is_empty);
        if after_blank && tag.is_some_and(|tag| line.starts_with(tag)) {
            lines.pop();
        }
        if !(after_blank && line.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    lines
}
