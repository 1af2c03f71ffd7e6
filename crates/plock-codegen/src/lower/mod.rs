//! Reads the spec, with its overlay applied, into the description for the emitters.

mod document;
mod keywords;
mod naming;
mod operations;
mod outbox;
mod paging;
mod parameters;
mod responses;
mod schemas;

use serde_json::Value;

use self::document::Document;
#[cfg(feature = "templates")]
pub(crate) use self::operations::METHODS;
use crate::ir::{Api, Resource, Server, Shape, TypeDef};
use crate::names::{Name, Role, no_collisions};
use crate::problem::{Problem, Result};

/// Reads a whole spec.
pub fn lower(spec: &Value) -> Result<Api> {
    let version = spec["openapi"].as_str().unwrap_or_default();
    if !version.starts_with("3.0.") && !version.starts_with("3.1.") {
        return Err(Problem::new("/openapi", format!("unsupported version `{version}`"), "use OpenAPI 3.0 or 3.1"));
    }
    check_security(spec)?;
    let doc = Document(spec);
    keywords::DOCUMENT.check(&doc.root()?)?;
    let pagination = paging::numbers(&spec["x-plock-pagination"])?;
    let (mut resources, types) = operations::lower(&doc, pagination.as_ref())?;
    outbox::match_fields(spec, &mut resources, &types)?;
    describe(&mut resources, spec);
    no_collisions(Role::Resource, resources.iter().map(|r| (&r.name, r.operations[0].pointer.as_str())))?;
    for resource in &resources {
        let methods = resource.operations.iter().flat_map(|o| o.methods().into_iter().map(|name| (name, &*o.pointer)));
        let methods: Vec<_> = methods.collect();
        no_collisions(Role::Verb, methods.iter().map(|(name, pointer)| (name, *pointer)))?;
    }
    let operations = || resources.iter().flat_map(|r| &r.operations);
    no_collisions(Role::Variant, operations().map(|o| (&o.number, o.pointer.as_str())))?;
    no_collisions(Role::Type, operations().map(|o| (&o.name, o.pointer.as_str())))?;
    no_collisions(Role::Type, derived(&types).iter().map(|(name, pointer)| (name, *pointer)))?;
    Ok(Api {
        title: spec["info"]["title"].as_str().unwrap_or_default().to_owned(),
        version: spec["info"]["version"].as_str().unwrap_or_default().to_owned(),
        servers: servers(spec)?,
        pagination,
        resources,
        types,
    })
}

/// Words of the names of types that Python adds for each body: a dictionary of it, and the union of both.
const DERIVED: [&str; 2] = ["dict", "event"];

/// The types, and those that Python adds.
fn derived(types: &[TypeDef]) -> Vec<(Name, &str)> {
    let bodies = types.iter().filter(|def| matches!(def.shape, Shape::Struct { body: true, .. }));
    let added = bodies.flat_map(|def| DERIVED.map(|word| (def.name.with(word), def.pointer.as_str())));
    types.iter().map(|def| (def.name.clone(), def.pointer.as_str())).chain(added).collect()
}

fn check_security(spec: &Value) -> Result<()> {
    for (name, scheme) in spec["components"]["securitySchemes"].as_object().into_iter().flatten() {
        let bearer = scheme["scheme"].as_str().is_some_and(|s| s.eq_ignore_ascii_case("bearer"));
        if scheme["type"] != "http" || !bearer {
            return Err(Problem::new(
                &format!("/components/securitySchemes/{name}"),
                "unsupported security scheme: expected HTTP bearer",
                "remove the scheme in the overlay if the API accepts bearer tokens",
            ));
        }
    }
    Ok(())
}

fn servers(spec: &Value) -> Result<Vec<Server>> {
    let list = spec["servers"].as_array().into_iter().flatten().enumerate();
    list.map(|(i, server)| {
        let pointer = format!("/servers/{i}");
        let url = server["url"].as_str().unwrap_or_default();
        if !url.starts_with("http") || url.contains('{') {
            return Err(Problem::new(
                &pointer,
                format!("expected a URL without variables, got `{url}`"),
                "correct it in the overlay",
            ));
        }
        let name = Name::new(server["description"].as_str().unwrap_or("production"), &pointer)?;
        Ok(Server { name, url: url.trim_end_matches('/').to_owned() })
    })
    .collect()
}

/// Describes each resource by its tag.
fn describe(resources: &mut [Resource], spec: &Value) {
    let tags = spec["tags"].as_array().cloned().unwrap_or_default();
    for resource in resources {
        let tag = tags.iter().find(|t| t["name"].as_str() == Some(&resource.description));
        let text = tag.and_then(|t| t["description"].as_str()).filter(|t| !t.trim().is_empty());
        if let Some(text) = text {
            resource.description = text.trim().to_owned();
        }
    }
}
