//! Parameters in paths, queries and headers, and those of the pagination.

use serde_json::Map;

use super::document::{Node, types};
use super::keywords;
use super::operations::Reader;
use super::schemas::{as_id, constant, limits, text_of};
use crate::ir::{Location, Paging, Parameter, Place, Resource, Response, Shape, Ty, TypeDef};
use crate::names::Name;
use crate::problem::{Problem, Result};

/// The parameters of an operation.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) parameters: Vec<Parameter>,
    /// Headers with a constant value.
    pub(super) headers: Vec<(String, String)>,
    pub(super) paging: Option<Paging>,
    /// The header that makes it safe to send a request again.
    pub(super) idempotency_key: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn parameter(&mut self, node: &Node<'a>, resource: &Name, out: &mut Collected) -> Result<()> {
        keywords::PARAMETER.check(node)?;
        let wire = node.text("name");
        let location = match node.text("in").as_str() {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            other => {
                return Err(Problem::new(
                    &node.at("in"),
                    format!("unsupported location `{other}`"),
                    "remove it in the overlay",
                ));
            }
        };
        let default_style = if location == Location::Query { "form" } else { "simple" };
        let style = node.value["style"].as_str().unwrap_or(default_style);
        let Some(schema) = self.doc.child(node, "schema")? else {
            return Err(Problem::new(&node.pointer, "parameter without a schema", "add a `schema` in the overlay"));
        };
        let schema = self.doc.flat(&schema)?;
        let required = node.flag("required");
        // OpenAPI ignores parameters of these names: the media types of the operation say what is sent.
        let is_media = ["accept", "content-type"].contains(&wire.to_ascii_lowercase().as_str());
        if location == Location::Header
            && (required && !types(&schema).1 || is_media)
            && let Some(value) = constant(&schema)
        {
            out.headers.push((wire, value));
            return Ok(());
        }
        let is_key = wire.eq_ignore_ascii_case("Idempotency-Key");
        if location == Location::Header && node.value["x-plock-idempotency-key"].as_bool().unwrap_or(is_key) {
            out.idempotency_key = Some(wire.clone());
        }
        // Query parameters of any name are an option of each call.
        if location == Location::Query && !required && is_any_query(&schema, style) {
            return Ok(());
        }
        if style == "deepObject" && location == Location::Query {
            self.deep_object(&schema, &wire, required, resource, out)?;
            return Ok(());
        }
        if style != default_style {
            return Err(Problem::new(
                &node.at("style"),
                format!("unsupported style `{style}`"),
                "use `form`, `simple` or `deepObject` in the overlay",
            ));
        }
        match self.pagination {
            Some(p) if p.number == wire => out.paging.get_or_insert_default().number = limits(&schema),
            Some(p) if p.size == wire => out.paging.get_or_insert_default().size = limits(&schema),
            _ => {
                let explode = node.value["explode"].as_bool().unwrap_or(style == "form");
                let description =
                    if node.text("description").is_empty() { text_of(&schema) } else { node.text("description") };
                let name = node.value["x-plock-name"].as_str().unwrap_or(&wire).to_owned();
                out.parameters.push(self.one(
                    &schema,
                    &name,
                    wire,
                    location,
                    required,
                    explode,
                    description,
                    resource,
                )?);
            }
        }
        Ok(())
    }

    /// One parameter for each property of a `deepObject` parameter: `filter[name]`.
    fn deep_object(
        &mut self,
        schema: &Node<'a>,
        wire: &str,
        required: bool,
        resource: &Name,
        out: &mut Collected,
    ) -> Result<()> {
        let schema = &self.doc.flat(schema)?;
        let properties = self.doc.children(schema, "properties")?;
        if properties.is_empty() {
            return Err(Problem::new(
                &schema.pointer,
                "deepObject parameter without properties",
                "add its `properties` in the overlay",
            ));
        }
        for (key, property) in properties {
            let inner = format!("{wire}[{key}]");
            match self.pagination {
                Some(p) if p.number == inner => out.paging.get_or_insert_default().number = limits(&property),
                Some(p) if p.size == inner => out.paging.get_or_insert_default().size = limits(&property),
                _ => {
                    let required = required && schema.strings("required").contains(&key);
                    out.parameters.push(self.one(
                        &property,
                        &key,
                        inner,
                        Location::Query,
                        required,
                        false,
                        text_of(&property),
                        resource,
                    )?);
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a struct would repeat `Parameter`")]
    fn one(
        &mut self,
        schema: &Node<'a>,
        name: &str,
        wire: String,
        location: Location,
        required: bool,
        explode: bool,
        description: String,
        resource: &Name,
    ) -> Result<Parameter> {
        let schema = &self.doc.flat(schema)?;
        let name = Name::new(schema.annotation("x-plock-name").as_str().unwrap_or(name), &schema.pointer)?;
        let ty = self.schemas.lower(schema, &resource.join(&name), false)?.ty;
        let ty = as_id(&name, ty, &schema.pointer)?;
        let scalar =
            |ty: &Ty| !matches!(ty, Ty::Object(_) | Ty::Union(_) | Ty::Map(_) | Ty::Json | Ty::Array(_) | Ty::Pair(_));
        if let Ty::Array(item) | Ty::Pair(item) = &ty
            && matches!(**item, Ty::Nullable(_))
        {
            return Err(Problem::new(
                &schema.at("items"),
                "a value in a list of parameters cannot be null",
                "remove `null` from its types, or `nullable`, in the overlay",
            ));
        }
        let fine = match &ty {
            Ty::Array(inner) | Ty::Pair(inner) => location == Location::Query && scalar(inner),
            other => scalar(other),
        };
        if !fine {
            return Err(Problem::new(
                &schema.pointer,
                "expected a scalar or a list of scalars",
                "describe it as deepObject or as a string in the overlay",
            ));
        }
        Ok(Parameter {
            filters: None,
            limits: limits(schema),
            pointer: schema.pointer.clone(),
            required: required || location == Location::Path,
            name,
            wire,
            location,
            explode,
            ty,
            description,
        })
    }
}

/// Whether an object in a query stands for parameters of any name.
fn is_any_query(schema: &Node<'_>, style: &str) -> bool {
    let is_object = types(schema).0 == ["object"] && schema.value["properties"].as_object().is_none_or(Map::is_empty);
    is_object && ["form", "deepObject"].contains(&style)
}

/// Sorts parameters in the order of the arguments of a call.
pub(super) fn sort_parameters(path: &str, pointer: &str, parameters: &mut [Parameter]) -> Result<()> {
    let names: Vec<&str> = path.split('{').skip(1).filter_map(|s| s.split_once('}').map(|(name, _)| name)).collect();
    for name in &names {
        if !parameters.iter().any(|p| p.location == Location::Path && p.wire == *name) {
            return Err(Problem::new(
                pointer,
                format!("no parameter for `{{{name}}}` in the path"),
                "add it in the overlay",
            ));
        }
    }
    if let Some(stray) = parameters.iter().find(|p| p.location == Location::Path && !names.contains(&p.wire.as_str())) {
        return Err(Problem::new(
            &stray.pointer,
            format!("`{}` is not in the path", stray.wire),
            "remove it in the overlay",
        ));
    }
    parameters.sort_by_key(|p| match p.location {
        Location::Path => names.iter().position(|n| *n == p.wire).unwrap_or_default(),
        _ => names.len() + usize::from(!p.required),
    });
    Ok(())
}

/// `filter[accountId]` filters by the attribute `accountId`; the pair `filter[timestampBetween]` by `timestamp`.
pub(super) fn resolve_filters(resources: &mut [Resource], types: &[TypeDef]) {
    for operation in resources.iter_mut().flat_map(|r| &mut r.operations) {
        let Response::Many(name, _) = &operation.response else { continue };
        let Some(Shape::Struct { fields, .. }) = types.iter().find(|t| t.name == *name).map(|t| &t.shape) else {
            continue;
        };
        for parameter in operation.parameters.iter_mut().filter(|p| p.location == Location::Query) {
            let inner =
                parameter.wire.split_once('[').map_or(parameter.wire.as_str(), |(_, rest)| rest.trim_end_matches(']'));
            let inner = if matches!(parameter.ty, Ty::Pair(_)) { inner.trim_end_matches("Between") } else { inner };
            parameter.filters =
                fields.iter().find(|f| f.place == Place::Attributes && f.wire == inner).map(|f| f.wire.clone());
        }
    }
}
