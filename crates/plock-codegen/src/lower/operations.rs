//! Paths and operations: resource, verb, arguments, body and response of each operation.

use serde_json::Value;

use super::document::{Document, Node, types};
use super::keywords;
use super::parameters::{Collected, resolve_filters, sort_parameters};
use super::schemas::Schemas;
use crate::ir::{Body, Kind, Operation, Pagination, Resource, Response, Shape, Ty, TypeDef};
use crate::names::{Name, Role, no_collisions, no_collisions_between};
use crate::problem::{Problem, Result};

/// Names of members, in a response of a list, that say that there are more rows.
const MORE_ROWS: &str = "\
    after continuation continuation_token cursor cursors end_cursor has_more has_next has_next_page last_page more more_results \
    next next_cursor next_link next_offset next_page next_page_number next_page_token next_page_url next_token next_uri next_url \
    page_count page_token starting_after total_pages";

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub(super) fn lower(doc: &Document<'_>, pagination: Option<&Pagination>) -> Result<(Vec<Resource>, Vec<TypeDef>)> {
    let root = doc.root()?;
    let mut pending = Vec::new();
    for (path, item) in doc.children(&root, "paths")? {
        keywords::PATH.check(&item)?;
        for (method, operation) in doc.members(&item)? {
            if METHODS.contains(&method.as_str()) {
                pending.push((path.clone(), method, item.clone(), operation));
            }
        }
    }
    // GET first: types of bodies are named after the objects of their resource.
    pending.sort_by_key(|(_, method, ..)| method != "get");
    let order: Vec<String> = doc.children(&root, "paths")?.into_iter().map(|(path, _)| path).collect();
    // Two passes: the types of bodies depend on those of all responses.
    let mut first = Reader { doc, schemas: Schemas::new(doc, None), pagination };
    first.resources(&pending)?;
    let mut reader = Reader { doc, schemas: Schemas::new(doc, Some(first.schemas.pointers())), pagination };
    let mut resources = reader.resources(&pending)?;
    for resource in &mut resources {
        resource.operations.sort_by_key(|o| {
            (order.iter().position(|p| *p == o.path), METHODS.iter().position(|m| o.method.eq_ignore_ascii_case(m)))
        });
    }
    resources.iter_mut().for_each(distinguish);
    resources.sort_by_key(|r| order.iter().position(|p| *p == r.operations[0].path));
    let mut types = reader.schemas.types;
    resolve_filters(&mut resources, &types);
    types.shrink_to_fit();
    Ok((resources, types))
}

/// Gives operations of a resource different names: of those with the same, the one with the shortest path keeps it, and others get the
/// words of their path that it lacks: `get_by_id` for `/by-id/disks/{id}` beside `/disks/{disk}`.
fn distinguish(resource: &mut Resource) {
    let segments =
        |path: &str| path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    for at in 0..resource.operations.len() {
        let operation = &resource.operations[at];
        let own = segments(&operation.path);
        let same = resource.operations.iter().enumerate().filter(|(_, other)| other.verb == operation.verb);
        let shortest = same.min_by_key(|(at, other)| (segments(&other.path).len(), *at));
        let Some((_, other)) = shortest.filter(|(kept, _)| *kept != at) else { continue };
        let known = segments(&other.path);
        let more: Vec<_> = own.iter().filter(|segment| !known.contains(segment)).collect();
        let words: Vec<_> = more.iter().filter(|segment| !segment.starts_with('{')).map(|s| s.as_str()).collect();
        let by = more.iter().filter_map(|segment| segment.strip_prefix('{')).map(|name| format!("by {name}"));
        let by: Vec<_> = by.collect();
        let (words, by) = (words.join(" "), by.join(" "));
        let candidates = [words.clone(), by.clone(), format!("{words} {by}")];
        let candidates = candidates.iter().filter_map(|words| Name::new(words, &operation.pointer).ok());
        let mut names = candidates.map(|suffix| operation.verb.join(&suffix));
        let Some(name) = names.find(|name| resource.operations.iter().all(|other| other.verb != *name)) else {
            continue;
        };
        let operation = &mut resource.operations[at];
        operation.verb = name;
        operation.number = resource.name.join(&operation.verb);
        operation.batch = operation.batch.take().map(|_| operation.verb.with("many"));
    }
}

pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) schemas: Schemas<'a>,
    pub(super) pagination: Option<&'a Pagination>,
}

/// Path, method, path item and operation.
type Pending<'a> = (String, String, Node<'a>, Node<'a>);

impl<'a> Reader<'a> {
    fn resources(&mut self, pending: &[Pending<'a>]) -> Result<Vec<Resource>> {
        let mut resources: Vec<Resource> = Vec::new();
        for (path, method, item, node) in pending {
            let (resource, tag, operation) = self.operation(path, method, item, node, &resources)?;
            match resources.iter_mut().find(|r| r.name == resource) {
                Some(known) => known.operations.push(operation),
                None => resources.push(Resource { name: resource, description: tag, operations: vec![operation] }),
            }
        }
        Ok(resources)
    }

    fn operation(
        &mut self,
        path: &str,
        method: &str,
        item: &Node<'a>,
        node: &Node<'a>,
        known: &[Resource],
    ) -> Result<(Name, String, Operation)> {
        let pointer = format!("{}/{method}", item.pointer);
        keywords::OPERATION.check(node)?;
        let id = node.value["operationId"].as_str();
        self.schemas.operation = id.map(|id| Name::new(id, &pointer)).transpose()?;
        let success = self.success(node, &pointer)?;
        let action = self.action(path, method);
        let resource = match node.value["x-plock-resource"].as_str() {
            Some(name) => Name::new(name, &pointer)?,
            None => Name::new(
                action.map_or_else(|| last_static_segment(path, &pointer), |(resource, _)| Ok(resource))?,
                &pointer,
            )?,
        };
        let Collected { mut parameters, mut headers, mut paging } =
            self.parameters(path, item, node, &resource, &pointer)?;

        let data = success.schema.as_ref().map(|schema| self.data(schema, method == "get")).transpose()?.flatten();
        let is_list = match (&data, &success.schema) {
            (Some(data), _) => types(data).0 == ["array"],
            (None, Some(schema)) => types(schema).0 == ["array"],
            (None, None) => false,
        };
        let kind = match method {
            "get" if is_list => Kind::List,
            "get" => Kind::Get,
            "post" => Kind::Create,
            "delete" => Kind::Delete,
            _ => Kind::Update,
        };
        let verb = verb(node, method, kind, action.map(|(_, verb)| verb), &pointer)?;
        let singular = self.singular(&resource, known);
        let response = match (&success.schema, data) {
            (None, _) => Response::Empty,
            (Some(schema), data) => {
                let in_data = data.is_some();
                let target = data.unwrap_or_else(|| schema.clone());
                self.response(&target, in_data, &verb, &singular, kind)?
            }
        };
        let acknowledged_by = self.acknowledged_by(success.schema.as_ref(), &response)?;
        if kind != Kind::List {
            paging = None;
        }
        if let (Kind::List, Some(schema)) = (kind, &success.schema) {
            self.no_other_pages(schema, paging.is_some(), "", 0)?;
        }
        let body = self.body(node, method, &verb, &singular, &pointer, &mut headers)?;
        if let Some(body) = &body {
            // The fields of a body are arguments too.
            let fields = self.schemas.fields_of(&body.ty);
            for parameter in &mut parameters {
                if fields.iter().any(|field| field.name == parameter.name) {
                    parameter.name = parameter.name.with(parameter.location.label());
                }
            }
            let arguments = parameters.iter().map(|p| (Role::Parameter, &p.name, p.pointer.as_str()));
            let fields = fields.iter().map(|f| (Role::Field, &f.name, f.pointer.as_str()));
            no_collisions_between(arguments.chain(fields))?;
        }
        complete_headers(&mut headers, &success.media_type, &pointer)?;
        let id = match node.value["operationId"].as_str() {
            Some(id) => id.to_owned(),
            None => verb.join(&resource).camel(),
        };
        let batch = match &body {
            Some(_) if kind == Kind::Create && parameters.is_empty() => Some(verb.with("many")),
            _ => None,
        };
        let errors = node.value["responses"].as_object().into_iter().flatten();
        let operation = Operation {
            name: Name::new(&id, &pointer)?,
            id,
            number: resource.join(&verb),
            verb,
            batch,
            kind,
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            summary: node.text("summary"),
            description: node.text("description"),
            deprecated: node.flag("deprecated"),
            headers,
            parameters,
            paging,
            body,
            response,
            success: success.status,
            errors: errors.filter_map(|(status, _)| status.parse().ok()).filter(|s| *s >= 400).collect(),
            media_type: success.media_type,
            acknowledged_by,
            outbox: None,
            example: success.example,
            pointer,
        };
        let tag = node.value["tags"][0].as_str().unwrap_or_default().to_owned();
        Ok((resource, tag, operation))
    }

    /// The resource and verb of `POST /subscriptions/{id}/cancel`: an action on one object. The last segment is no plural, and no
    /// other operation is about it.
    fn action<'p>(&self, path: &'p str, method: &str) -> Option<(&'p str, &'p str)> {
        if !["post", "put", "patch"].contains(&method) {
            return None;
        }
        let (object, verb) = path.rsplit_once('/')?;
        let (collection, id) = object.rsplit_once('/')?;
        let resource =
            collection.rsplit('/').next().filter(|segment| !segment.is_empty() && !segment.starts_with('{'))?;
        let is_action = id.starts_with('{') && !verb.starts_with('{') && Name::new(verb, "").ok()?.singular().is_none();
        let paths = self.doc.0["paths"].as_object()?;
        let below = format!("{path}/");
        let is_alone = !paths.keys().any(|other| other.starts_with(&below))
            && METHODS.iter().filter(|other| paths[path].get(*other).is_some()).count() == 1;
        (is_action && is_alone).then_some((resource, verb))
    }

    /// The parameters, in call order.
    fn parameters(
        &mut self,
        path: &str,
        item: &Node<'a>,
        node: &Node<'a>,
        resource: &Name,
        pointer: &str,
    ) -> Result<Collected> {
        let mut all = Collected::default();
        let own = self.doc.children(node, "parameters")?;
        let mut shared = self.doc.children(item, "parameters")?;
        shared.retain(|(_, p)| {
            !own.iter().any(|(_, o)| o.value["name"] == p.value["name"] && o.value["in"] == p.value["in"])
        });
        for (_, parameter) in shared.iter().chain(&own) {
            self.parameter(parameter, resource, &mut all)?;
        }
        sort_parameters(path, pointer, &mut all.parameters)?;
        for at in 1..all.parameters.len() {
            let (before, rest) = all.parameters.split_at_mut(at);
            if before.iter().any(|other| other.name == rest[0].name && other.location != rest[0].location) {
                rest[0].name = rest[0].name.with(rest[0].location.label());
            }
        }
        no_collisions(Role::Parameter, all.parameters.iter().map(|p| (&p.name, p.pointer.as_str())))?;
        Ok(all)
    }

    /// The boolean member that acknowledges a write.
    fn acknowledged_by(&self, schema: Option<&Node<'a>>, response: &Response) -> Result<Option<String>> {
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

    fn body(
        &mut self,
        node: &Node<'a>,
        method: &str,
        verb: &Name,
        singular: &Name,
        pointer: &str,
        headers: &mut Vec<(String, String)>,
    ) -> Result<Option<Body>> {
        let Some(body) = self.doc.child(node, "requestBody")?.filter(|_| self.schemas.reads_bodies()) else {
            return Ok(None);
        };
        keywords::BODY.check(&body)?;
        let Some((media_type, media)) = self.json_media(&body)? else {
            return Err(Problem::new(
                &body.at("content"),
                "request body without a JSON media type",
                "describe a JSON body in the overlay",
            ));
        };
        let Some(schema) = self.doc.child(&media, "schema")? else {
            return Err(Problem::new(&media.pointer, "request body without a schema", "add a `schema` in the overlay"));
        };
        let data = self.data(&schema, false)?;
        let in_data = data.is_some();
        let target = data.unwrap_or(schema);
        let role = |text: &str| Name::new(text, pointer);
        let hint = match method {
            "post" => role("new")?.join(singular),
            "patch" => singular.join(&role("update")?),
            "put" => singular.join(&role("replacement")?),
            _ => verb.join(singular).join(&role("body")?),
        };
        match self.schemas.lower(&target, &hint, true)?.ty {
            Ty::Object(ty) => {
                if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
                    headers.push(("Content-Type".to_owned(), media_type));
                }
                Ok(Some(Body { ty, in_data }))
            }
            _ => Err(Problem::new(
                &target.pointer,
                "expected an object with properties as the request body",
                "add its `properties` in the overlay",
            )),
        }
    }

    fn response(
        &mut self,
        target: &Node<'a>,
        in_data: bool,
        verb: &Name,
        singular: &Name,
        kind: Kind,
    ) -> Result<Response> {
        let result = Name::new("result", &target.pointer)?;
        let hint = if in_data { singular.clone() } else { verb.join(singular).join(&result) };
        let ty = if kind == Kind::List {
            self.list_item(target, &hint)?
        } else {
            self.schemas.lower(target, &hint, false)?.ty
        };
        match (ty, kind) {
            // An object without described members has unknown ones only.
            (Ty::Json, _) if kind != Kind::List && types(&self.doc.flat(target)?).0 == ["object"] => {
                Ok(Response::One(self.schemas.undescribed(target, &hint)?, in_data))
            }
            (Ty::Object(name), Kind::List) => Ok(Response::Many(name, in_data)),
            (Ty::Object(name), _) => Ok(Response::One(name, in_data)),
            _ => Err(Problem::new(
                &target.pointer,
                "expected an object with properties as the response",
                "add its `properties` in the overlay",
            )),
        }
    }

    fn list_item(&mut self, target: &Node<'a>, hint: &Name) -> Result<Ty> {
        match self.doc.child(target, "items")? {
            Some(items) => Ok(self.schemas.lower(&items, hint, false)?.ty),
            None => Err(Problem::new(&target.pointer, "list without `items`", "add `items` in the overlay")),
        }
    }

    /// The member `data`, if the schema is a JSON:API document, or a page of a list: it holds `data` and what describes it.
    fn data(&self, schema: &Node<'a>, lists: bool) -> Result<Option<Node<'a>>> {
        let schema = self.doc.flat(schema)?;
        let properties = self.doc.children(&schema, "properties")?;
        let Some((_, data)) = properties.iter().find(|(name, _)| name == "data") else { return Ok(None) };
        let data = self.doc.flat(data)?;
        let describes = |name: &str| ["data", "included", "meta", "links", "jsonapi", "errors"].contains(&name);
        let is_document = match types(&data).0 == ["array"] {
            true => lists && !schema.has_property("id"),
            false => properties.iter().all(|(name, _)| describes(name)),
        };
        Ok(is_document.then_some(data))
    }

    /// Checks that nothing in the response of a list says that there are more rows, unless the paging of the operation reads it.
    fn no_other_pages(&self, node: &Node<'a>, paged: bool, prefix: &str, depth: u32) -> Result<()> {
        let node = self.doc.flat(node)?;
        let read = |pointer: &str| {
            let known = self.pagination.filter(|_| paged).into_iter().flat_map(Pagination::pointers);
            known.map(|path| format!("/{}", path.join("/"))).any(|known| known == pointer)
        };
        for (name, property) in self.doc.children(&node, "properties")? {
            let pointer = format!("{prefix}/{name}");
            if read(&pointer) || name == "data" && depth == 0 {
                continue;
            }
            let words = Name::new(&name, &property.pointer)?;
            if MORE_ROWS.split(' ').any(|word| word == words.snake()) {
                return Err(Problem::new(
                    &format!("{}/properties/{}", node.pointer, name.replace('~', "~0").replace('/', "~1")),
                    format!("`{name}` says that a list has more pages, which no client would request"),
                    "describe the paging with `x-plock-pagination`; or remove the property in the overlay if each response has all rows",
                ));
            }
            if depth < 3 {
                self.no_other_pages(&property, paged, &pointer, depth + 1)?;
            }
        }
        Ok(())
    }

    fn success(&self, node: &Node<'a>, pointer: &str) -> Result<Success<'a>> {
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
            let mut success = Success { status, media_type: String::new(), schema: None, example: None };
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
                Some(first) if first.schema.is_some() != success.schema.is_some() => {
                    return Err(Problem::new(
                        &response.pointer,
                        format!("one of the responses {} and {status} has content, the other has none", first.status),
                        "remove one of the two in the overlay",
                    ));
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
    fn json_media(&self, node: &Node<'a>) -> Result<Option<(String, Node<'a>)>> {
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

    /// Name of one object of the resource: the type of its responses, or the singular of its name.
    fn singular(&self, resource: &Name, known: &[Resource]) -> Name {
        let read =
            known.iter().find(|r| r.name == *resource).and_then(|r| r.operations.iter().find_map(|o| o.response.ty()));
        if let Some((name, _)) = read {
            return name.clone();
        }
        resource.singular().unwrap_or_else(|| resource.clone())
    }
}

fn verb(node: &Node<'_>, method: &str, kind: Kind, action: Option<&str>, pointer: &str) -> Result<Name> {
    let verb = match (node.value["x-plock-verb"].as_str().or(action), method, kind) {
        (Some(verb), ..) => verb,
        (None, _, Kind::List) => "list",
        (None, "post", _) => "create",
        (None, "patch", _) => "update",
        (None, "put", _) => "replace",
        (None, method, _) => method,
    };
    Name::new(verb, pointer)
}

/// Adds `Accept`, and checks the values.
fn complete_headers(headers: &mut Vec<(String, String)>, media_type: &str, pointer: &str) -> Result<()> {
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept")) {
        let accept = if media_type.is_empty() { "application/json" } else { media_type };
        headers.push(("Accept".to_owned(), accept.to_owned()));
    }
    match headers.iter().find(|(_, value)| !value.bytes().all(|b| matches!(b, b' '..=b'~'))) {
        None => Ok(()),
        Some((name, _)) => Err(Problem::new(
            pointer,
            format!("header `{name}`: expected printable ASCII characters"),
            "correct it in the overlay",
        )),
    }
}

struct Success<'a> {
    status: u16,
    media_type: String,
    schema: Option<Node<'a>>,
    example: Option<Value>,
}

fn alike(a: &Success<'_>, b: &Success<'_>) -> bool {
    a.schema.as_ref().map(|s| &s.value) == b.schema.as_ref().map(|s| &s.value)
}

fn example(media: &Node<'_>) -> Option<Value> {
    let named = || media.value["examples"].as_object().and_then(|e| e.values().next()).map(|e| &e["value"]);
    media.value.get("example").or_else(named).filter(|e| !e.is_null()).cloned()
}

fn last_static_segment<'p>(path: &'p str, pointer: &str) -> Result<&'p str> {
    path.rsplit('/').find(|s| !s.is_empty() && !s.starts_with('{')).ok_or_else(|| {
        Problem::new(pointer, "the path has no name for the resource", "set `x-plock-resource` in the overlay")
    })
}
