//! Responses: which one is that of success, where its objects are, and what it says of other pages.

use serde_json::Value;

use super::document::{Node, types};
use super::keywords;
use super::operations::Reader;
use super::schemas::Lowered;
use crate::ir::{Kind, Response, Shape, Ty};
use crate::names::Name;
use crate::problem::{Problem, Result};

/// The response of success of an operation.
pub(super) struct Success<'a> {
    pub status: u16,
    pub media_type: String,
    pub schema: Option<Node<'a>>,
    pub example: Option<Value>,
    /// Another response of success has no content.
    pub optional: Option<String>,
}

fn alike(a: &Success<'_>, b: &Success<'_>) -> bool {
    a.schema.as_ref().map(|s| &s.value) == b.schema.as_ref().map(|s| &s.value)
}

fn example(media: &Node<'_>) -> Option<Value> {
    let named = || media.value["examples"].as_object().and_then(|e| e.values().next()).map(|e| &e["value"]);
    media.value.get("example").or_else(named).filter(|e| !e.is_null()).cloned()
}

impl<'a> Reader<'a> {
    /// The boolean member that acknowledges a write.
    pub(super) fn acknowledged_by(&self, schema: Option<&Node<'a>>, response: &Response) -> Result<Option<String>> {
        let marked = schema.map(|schema| (schema, &schema.value["x-plock-acknowledged-by"]));
        let Some((schema, mark)) = marked.filter(|(_, mark)| !mark.is_null()) else { return Ok(None) };
        let def = response.ty().and_then(|(name, _)| self.schemas.types.iter().find(|def| def.name == *name));
        let fields = def.map_or(&[] as &[_], |def| match &def.shape {
            Shape::Struct { fields, .. } => fields,
            _ => &[],
        });
        match fields.iter().find(|field| *mark == field.wire.as_str() && field.ty == Ty::Boolean) {
            Some(field) => Ok(Some(field.wire.clone())),
            None => Err(Problem::new(
                &schema.at("x-plock-acknowledged-by"),
                format!("the response has no boolean member {mark}"),
                "name the member that is true when the write was recorded",
            )),
        }
    }

    pub(super) fn response(
        &mut self,
        target: &Node<'a>,
        in_data: bool,
        verb: &Name,
        singular: &Name,
        kind: Kind,
    ) -> Result<(Response, bool)> {
        let result = Name::new("result", &target.pointer)?;
        let hint = if in_data { singular.clone() } else { verb.join(singular).join(&result) };
        let lowered = match kind {
            Kind::List => Lowered::from(self.list_item(target, &hint)?),
            _ => self.schemas.lower(target, &hint, false)?,
        };
        let response = match (lowered.ty, kind) {
            // An object without described members has unknown ones only.
            (Ty::Json, _) if kind != Kind::List && self.is_object(target, 0)? => {
                Response::One(self.schemas.undescribed(target, &hint)?, in_data)
            }
            (Ty::Object(name), Kind::List) => Response::Many(name, in_data),
            (Ty::Object(name), _) => Response::One(name, in_data),
            _ => {
                return Err(Problem::new(
                    &target.pointer,
                    "expected an object with properties as the response",
                    "add its `properties` in the overlay",
                ));
            }
        };
        Ok((response, lowered.nullable))
    }

    /// Whether each value is an object: by its type, or as all alternatives are.
    fn is_object(&self, node: &Node<'a>, depth: u32) -> Result<bool> {
        const DEEPEST: u32 = 8;
        let node = self.doc.flat(node)?;
        let Some(keyword) = ["oneOf", "anyOf"].into_iter().find(|keyword| node.has(keyword)) else {
            return Ok(types(&node).0 == ["object"]);
        };
        for (_, member) in self.doc.children(&node, keyword)? {
            if depth == DEEPEST || !self.is_object(&member, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn list_item(&mut self, target: &Node<'a>, hint: &Name) -> Result<Ty> {
        match self.doc.child(target, "items")? {
            Some(items) => match self.schemas.lower(&items, hint, false)? {
                row if row.nullable => Err(Problem::new(
                    &items.pointer,
                    "a row of a list cannot be null",
                    "remove `null` from its types, or `nullable`, in the overlay",
                )),
                row => Ok(row.ty),
            },
            None => Err(Problem::new(&target.pointer, "list without `items`", "add `items` in the overlay")),
        }
    }

    /// The member `data`, if the schema is a JSON:API document, or a page of a list: it holds `data` and what describes it.
    pub(super) fn data(&self, schema: &Node<'a>, lists: bool) -> Result<Option<Node<'a>>> {
        let Some((data, others)) = self.data_and_others(schema)? else { return Ok(None) };
        let is_document = match types(&data).0 == ["array"] {
            true => lists && !self.doc.flat(schema)?.has_property("id"),
            false => others.iter().all(|name| ["links", "jsonapi", "errors"].contains(&name.as_str())),
        };
        Ok(is_document.then_some(data))
    }

    /// The member `data` of a JSON:API document that has more than one object: `included`, or `meta`. It is an object like any other.
    pub(super) fn data_of_document(&self, schema: &Node<'a>) -> Result<Option<Node<'a>>> {
        let Some((data, others)) = self.data_and_others(schema)? else { return Ok(None) };
        let describes = |name: &String| ["included", "meta", "links", "jsonapi", "errors"].contains(&name.as_str());
        Ok((!others.is_empty() && others.iter().all(describes)).then_some(data))
    }

    /// The member `data` of an object, and the names of the others.
    fn data_and_others(&self, schema: &Node<'a>) -> Result<Option<(Node<'a>, Vec<String>)>> {
        let schema = self.doc.flat(schema)?;
        let (data, others): (Vec<_>, Vec<_>) =
            self.doc.children(&schema, "properties")?.into_iter().partition(|(name, _)| name == "data");
        let Some((_, data)) = data.into_iter().next() else { return Ok(None) };
        Ok(Some((self.doc.flat(&data)?, others.into_iter().map(|(name, _)| name).collect())))
    }

    pub(super) fn success(&self, node: &Node<'a>, pointer: &str) -> Result<Success<'a>> {
        let mut found: Option<Success<'a>> = None;
        let responses = self.doc.children(node, "responses")?;
        let of_success = |status: &str| {
            let number = status.to_ascii_uppercase().replace("XX", "00").parse::<u16>();
            number.ok().filter(|status| (200..300).contains(status))
        };
        // `default` is for all statuses that are not listed.
        let any = responses.iter().any(|(status, _)| of_success(status).is_some());
        for (status, response) in responses {
            let default = (!any && status == "default").then_some(200);
            let Some(status) = of_success(&status).or(default) else { continue };
            keywords::RESPONSE.check(&response)?;
            let mut success =
                Success { status, media_type: String::new(), schema: None, example: None, optional: None };
            if let Some((media_type, media)) = self.json_media(&response)? {
                success.schema = self.doc.child(&media, "schema")?;
                if success.schema.is_none() {
                    return Err(Problem::new(
                        &media.pointer,
                        "response without a schema",
                        "add a `schema` in the overlay",
                    ));
                }
                success.example = example(&media);
                success.media_type = media_type;
            }
            match &found {
                Some(first) if first.schema.is_some() && success.schema.is_some() && !alike(first, &success) => {
                    return Err(Problem::new(
                        &response.pointer,
                        format!("the response differs from that of {}", first.status),
                        "remove one of the two in the overlay",
                    ));
                }
                Some(first) if first.schema.is_some() && success.schema.is_none() => {
                    let first = Success { optional: Some(response.pointer), ..found.take().unwrap_or(success) };
                    found = Some(first);
                }
                Some(first) if first.schema.is_none() && success.schema.is_some() => {
                    success.optional = Some(response.pointer);
                    found = Some(success);
                }
                Some(_) => {}
                None => found = Some(success),
            }
        }
        found.ok_or_else(|| {
            Problem::new(&format!("{pointer}/responses"), "no success response", "add a 2xx response in the overlay")
        })
    }

    /// The JSON media type of a body or response. `None`: no content. Only other media types are a problem.
    pub(super) fn json_media(&self, node: &Node<'a>) -> Result<Option<(String, Node<'a>)>> {
        let media = self.doc.children(node, "content")?;
        let is_json = |name: &str| {
            let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json")
        };
        let names: Vec<_> = media.iter().map(|(name, _)| name.clone()).collect();
        match media.into_iter().find(|(name, _)| is_json(name)) {
            Some(found) => {
                keywords::MEDIA.check(&found.1)?;
                Ok(Some(found))
            }
            None if names.is_empty() => Ok(None),
            None => Err(Problem::new(
                &node.at("content"),
                format!("expected a JSON media type, got `{}`", names.join("`, `")),
                "describe a JSON body in the overlay, or remove the content",
            )),
        }
    }
}
