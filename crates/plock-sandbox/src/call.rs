//! What a request does to the objects, and its response.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use plock::meta::{Kind, Operation};

use crate::json::{Json, quoted};
use crate::model::{by_wire, has_attributes, nested_in, path_parameters};
use crate::response::{ErrorResponse, response};
use crate::serve::App;
use crate::store::{Condition, Store};
use crate::{Error, list, write};

/// A request, for the blocking part.
pub(crate) struct Call {
    pub(crate) operation: &'static Operation,
    pub(crate) parameters: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    /// Scheme, host and port of the request.
    pub(crate) base: String,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn respond(&self, app: &App) -> Result<Response<Body>, ErrorResponse> {
        let mut guard = app.store();
        let store = &mut *guard;
        let operation = self.operation;
        let resource = operation.resource;
        let model = app.api.model(resource);
        let status = StatusCode::from_u16(operation.success).unwrap_or(StatusCode::OK);
        let mut named: Vec<(&str, &str)> =
            path_parameters(operation).into_iter().zip(self.parameters.iter().map(String::as_str)).collect();
        let single = matches!(operation.kind, Kind::Get | Kind::Update | Kind::Delete);
        let id = if single { named.pop().map(|(_, value)| value) } else { None };
        let nesting = || named.iter().filter_map(|(wire, value)| Some((nested_in(model?, operation, wire)?, *value)));
        let conditions: Vec<Condition> = nesting().filter_map(|(field, value)| list::equal(field, value)).collect();
        if operation.kind == Kind::List {
            let url = format!("{}{}", self.base, self.path);
            let body = list::body(app.api, store, operation, conditions, &self.query, &url)?;
            return Ok(response(status, operation.media_type, body));
        }
        let changes = |store: &mut Store| {
            let mut changes = write::changes(app.api, store, operation, &self.body)?;
            changes.extend(nesting().map(|(field, value)| (field.place, field.wire, write::from_path(field, value))));
            Ok::<_, ErrorResponse>(changes)
        };
        if operation.kind == Kind::Create {
            let changes = changes(store)?;
            let document = store.create(resource, |id| {
                let mut document = app.new_document(resource, id);
                write::apply(&mut document, &changes, model);
                document.to_string()
            })?;
            app.control.record(resource, &document);
            return Ok(self.object_response(app, status, &document));
        }
        let found = store.find(resource, id, &conditions)?;
        let (row, document) = found.ok_or_else(|| ErrorResponse::new(404, "No object has this id."))?;
        match operation.kind {
            Kind::Get => Ok(self.object_response(app, status, &document)),
            Kind::Update => {
                let changes = changes(store)?;
                let mut document = Json::parse(&document).map_err(Error::new)?;
                if operation.method == "PUT" {
                    write::clear(&mut document, model);
                }
                write::apply(&mut document, &changes, model);
                let document = document.to_string();
                store.update(resource, row, &document)?;
                app.control.record(resource, &document);
                Ok(self.object_response(app, status, &document))
            }
            Kind::Delete => {
                store.delete(resource, row)?;
                let status = if operation.result.is_none() { StatusCode::NO_CONTENT } else { status };
                Ok(self.object_response(app, status, &document))
            }
            _ => Err(ErrorResponse::new(501, "The sandbox does not know this kind of operation.")),
        }
    }

    fn object_response(&self, app: &App, status: StatusCode, document: &str) -> Response<Body> {
        let operation = self.operation;
        let body = if status == StatusCode::NO_CONTENT {
            String::new()
        } else if operation.result_in_data {
            let id = Json::parse(document).ok().and_then(|mut json| json.remove("id"));
            let own = id.and_then(|id| app.own_path(operation.resource, &id.to_text()));
            let path = if operation.kind == Kind::Get { Some(self.path.clone()) } else { own };
            let links = path.map(|path| format!(r#""links":{{"self":{}}},"#, quoted(&format!("{}{path}", self.base))));
            format!(r#"{{"jsonapi":{{"version":"1.0"}},{}"data":{document}}}"#, links.unwrap_or_default())
        } else if operation.result.is_some() && operation.acknowledged_by.is_none() {
            document.to_owned()
        } else {
            let example = operation.example.and_then(|text| Json::parse(text).ok());
            let mut body = example.unwrap_or_else(Json::object);
            if let Some(name) = operation.acknowledged_by {
                body.set(name, Json::Bool(true));
            }
            body.to_string()
        };
        response(status, operation.media_type, body)
    }
}

impl App {
    fn own_path(&self, resource: &str, id: &str) -> Option<String> {
        self.api.own_path(resource).map(|(before, after)| format!("{before}{id}{after}"))
    }

    fn new_document(&self, resource: &str, id: i64) -> Json {
        let model = self.api.model(resource);
        let mut document = Json::object();
        if has_attributes(model) {
            document.set("type", Json::string(self.types.get(resource).map_or(resource, String::as_str)));
            document.set("id", Json::string(id.to_string()));
            if let Some(path) = self.own_path(resource, &id.to_string()) {
                document.set_at(&["links", "self"], Json::string(path));
            }
        } else if let Some(field) = model.and_then(|model| by_wire(model, "id")) {
            document.set("id", write::from_path(field, &id.to_string()));
        }
        document
    }
}
