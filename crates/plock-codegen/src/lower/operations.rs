//! Paths and operations: resource, verb, arguments, body and response of each operation.

use super::document::{Document, Node, types};
use super::keywords;
use super::naming::{action, distinguish, resource, singular, verb};
use super::paging::Own;
use super::parameters::{Collected, resolve_filters, sort_parameters};
use super::schemas::Schemas;
use crate::ir::{
    Body, Field, Kind, Location, Operation, Pagination, Parameter, Place, Resource, Response, Shape, Ty, TypeDef,
};
use crate::names::{Name, Role, no_collisions, no_collisions_between};
use crate::problem::{Problem, Result};

pub(crate) const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

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
    headers_of_each(&mut resources, &mut types)?;
    resolve_filters(&mut resources, &types);
    types.shrink_to_fit();
    Ok((resources, types))
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
        let action = action(self.doc, path, method);
        let resource = resource(path, node, action.map(|(resource, _)| resource), &pointer)?;
        let Collected { mut parameters, mut headers, mut paging, idempotency_key } =
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
        let singular = singular(&resource, known);
        let document = match (&data, &success.schema) {
            (None, Some(schema)) => self.data_of_document(schema)?,
            _ => None,
        };
        let component = success.schema.as_ref().and_then(|schema| schema.component.as_deref());
        let is_taken = component.is_some_and(|name| Name::new(name, &pointer).is_ok_and(|name| name == singular));
        if let Some(data) = document.as_ref().filter(|_| !is_taken) {
            // Its name is that of an object without a document.
            self.schemas.lower(data, &singular, false)?;
        }
        let (response, nullable) = match (&success.schema, data) {
            (None, _) => (Response::Empty, false),
            (Some(schema), data) => {
                let in_data = data.is_some();
                let target = data.unwrap_or_else(|| schema.clone());
                self.response(&target, in_data, &verb, &singular, kind)?
            }
        };
        if let (Kind::List, Some(other)) = (kind, &success.optional) {
            return Err(Problem::new(
                other,
                format!("a list without content, beside that of {}", success.status),
                "remove one of the two in the overlay",
            ));
        }
        let acknowledged_by = self.acknowledged_by(success.schema.as_ref(), &response)?;
        if kind != Kind::List {
            paging = None;
        }
        let mut cursor = None;
        if let (Kind::List, Some(schema)) = (kind, &success.schema) {
            let own = self.own_paging(node, &parameters, schema, &success.media_type)?;
            if own.is_some() {
                paging = None;
            }
            if let Some(Own::Cursor(found)) = &own {
                self.no_other_pages(schema, &[&found.next, &found.more], "", 0)?;
                cursor = Some(found.clone());
            } else if own.is_none() {
                let read = self.pagination.filter(|_| paging.is_some()).map(Pagination::pointers);
                self.no_other_pages(schema, &read.unwrap_or_default(), "", 0)?;
            }
        } else if node.has("x-plock-pagination") {
            let at = node.at("x-plock-pagination");
            return Err(Problem::new(&at, "the operation is no list", "remove it in the overlay"));
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
            // Headers become fields of the body.
            Some(_) if kind == Kind::Create && parameters.iter().all(|p| p.location == Location::Header) => {
                Some(verb.with("many"))
            }
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
            cursor,
            body,
            response,
            document: document.is_some(),
            optional: nullable || success.optional.is_some(),
            success: success.status,
            errors: errors.filter_map(|(status, _)| status.parse().ok()).filter(|s| *s >= 400).collect(),
            media_type: success.media_type,
            acknowledged_by,
            outbox: None,
            idempotency_key,
            example: success.example,
            pointer,
        };
        let tag = node.value["tags"][0].as_str().unwrap_or_default().to_owned();
        Ok((resource, tag, operation))
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
        let document = if in_data { None } else { self.data_of_document(&target)? };
        let hint = match document {
            Some(data) => {
                self.schemas.lower(&data, &hint, true)?;
                hint.join(&role("document")?)
            }
            None => hint,
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

/// Makes the headers of an operation that has a batch fields of its body, so that each of many writes has its own.
fn headers_of_each(resources: &mut [Resource], types: &mut Vec<TypeDef>) -> Result<()> {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let mut given: Vec<(Name, Name, Vec<Field>)> = Vec::new();
    for operation in operations().filter(|operation| !operation.parameters.is_empty()) {
        let Some((_, body)) = operation.batch() else { continue };
        given.push((operation.name.clone(), body.ty.clone(), operation.parameters.iter().map(field_of).collect()));
    }
    let mut renamed = Vec::new();
    for (operation, ty, fields) in given {
        let uses = operations().filter_map(|operation| operation.body.as_ref()).filter(|body| body.ty == ty).count();
        let Some(at) = types.iter().position(|def| def.name == ty) else { continue };
        let mut def = types[at].clone();
        let is_shared = uses > 1 || types.iter().any(|other| other.contains(&ty));
        if is_shared {
            def.name = operation.join(&ty);
        }
        if let Shape::Struct { fields: known, .. } = &mut def.shape {
            known.extend(fields);
            no_collisions(Role::Field, known.iter().map(|f| (&f.name, f.pointer.as_str())))?;
        }
        renamed.push((operation, def.name.clone()));
        match is_shared {
            true => types.push(def),
            false => types[at] = def,
        }
    }
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let name = renamed.iter().find(|(known, _)| *known == operation.name).map(|(_, name)| name.clone());
        if let (Some(name), Some(body)) = (name, &mut operation.body) {
            body.ty = name;
            operation.parameters.clear();
        }
    }
    Ok(())
}

fn field_of(header: &Parameter) -> Field {
    Field {
        name: header.name.clone(),
        wire: header.wire.clone(),
        pointer: header.pointer.clone(),
        place: Place::Top,
        ty: header.ty.clone(),
        required: header.required,
        nullable: false,
        description: header.description.clone(),
        limits: header.limits,
        constant: None,
        records: None,
        references: None,
        currency: None,
        after: None,
        scale: None,
        recursive: false,
        header: true,
    }
}
