//! What a request does to the objects, and its response.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use plock::meta::{Kind, Object, Operation};

use crate::behavior::Behavior;
use crate::control::{self, Write};
use crate::json::{Json, quoted};
use crate::model::{by_wire, has_attributes, nested_in, path_parameters};
use crate::response::{ErrorResponse, response};
use crate::serve::App;
use crate::store::{Condition, Store};
use crate::write::Change;
use crate::{Error, list, seed, write};

/// A request, for the blocking part.
pub(crate) struct Call {
    pub(crate) operation: &'static Operation,
    pub(crate) parameters: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    /// Scheme, host and port of the request.
    pub(crate) base: String,
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
    pub(crate) behavior: Behavior,
    /// Time until what it creates is committed.
    pub(crate) delay: Duration,
    /// Whether it comes from a test instead of a client.
    pub(crate) foreign: bool,
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
        let mut conditions: Vec<Condition> = nesting().filter_map(|(field, value)| list::equal(field, value)).collect();
        let lag = if operation.kind == Kind::List { self.behavior.read_lag } else { Duration::ZERO };
        conditions.extend(store.committed(resource, app.control.elapsed().checked_sub(lag)));
        if operation.kind == Kind::List {
            let url = format!("{}{}", self.base, self.path);
            let (body, first) = list::body(app.api, store, operation, conditions, &self.query, &self.behavior, &url)?;
            self.change_list(app, store, first.as_deref())?;
            return Ok(response(status, operation.media_type, body));
        }
        let changes = |store: &mut Store| {
            let mut changes = write::changes(app.api, store, operation, &self.behavior, &self.body)?;
            changes.extend(nesting().map(|(field, value)| (field.place, field.wire, write::from_path(field, value))));
            Ok::<_, ErrorResponse>(changes)
        };
        if operation.kind == Kind::Create {
            let changes = changes(store)?;
            let document = self.create(app, store, &changes)?;
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
                self.record(app, &document, true);
                Ok(self.object_response(app, status, &document))
            }
            Kind::Delete => {
                store.delete(resource, row)?;
                self.record(app, &document, false);
                let status = if operation.result.is_none() { StatusCode::NO_CONTENT } else { status };
                Ok(self.object_response(app, status, &document))
            }
            _ => Err(ErrorResponse::new(501, "The sandbox does not know this kind of operation.")),
        }
    }

    /// Changes the list after a page of it: `first` is the first object of the page.
    fn change_list(&self, app: &App, store: &mut Store, first: Option<&str>) -> Result<(), Error> {
        let (Some(first), Behavior { page_inserts, page_deletes, .. }) = (first, self.behavior) else { return Ok(()) };
        let resource = self.operation.resource;
        if page_inserts == 0 && page_deletes == 0 {
            return Ok(());
        }
        app.control.count_page();
        if page_inserts > 0 {
            let mut copy = Json::parse(first).map_err(Error::new)?;
            let id = store.next_id(resource)?.to_string();
            copy.set("id", Json::string(&*id));
            store.insert(resource, &id, &copy.to_string())?;
        }
        if page_deletes > 0
            && let Some((row, _)) = store.find(resource, Some(&id_of(first)), &[])?
        {
            store.delete(resource, row)?;
        }
        Ok(())
    }

    fn create(&self, app: &App, store: &mut Store, changes: &[Change]) -> Result<String, Error> {
        let resource = self.operation.resource;
        let model = app.api.model(resource);
        if self.behavior.collapse
            && let Some(conditions) = equal_to(model, changes)
            && let Some((_, document)) = store.find(resource, None, &conditions)?
        {
            return Ok(document);
        }
        let commit = app.control.elapsed().saturating_add(self.delay);
        let document = store.create(resource, commit, |id| {
            let mut document = app.new_document(resource, id);
            write::apply(&mut document, changes, model);
            document.to_string()
        })?;
        self.record(app, &document, true);
        Ok(document)
    }

    /// Adds the write to the ledger. `exists`: whether its object does, after it.
    fn record(&self, app: &App, document: &str, exists: bool) {
        app.control.record(self.operation.resource, Some(document).filter(|_| exists), self.delay, || Write {
            operation: control::name(self.operation),
            id: id_of(document),
            body: String::from_utf8_lossy(&self.body).into_owned(),
            at: String::new(),
            foreign: self.foreign,
        });
    }

    fn object_response(&self, app: &App, status: StatusCode, document: &str) -> Response<Body> {
        let operation = self.operation;
        let body = if status == StatusCode::NO_CONTENT {
            String::new()
        } else if operation.result_in_data {
            let own = app.own_path(operation.resource, &id_of(document));
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

/// Conditions for an object that has what the changes record, if it can be compared.
fn equal_to(model: Option<&'static Object>, changes: &[Change]) -> Option<Vec<Condition>> {
    let condition = |(place, wire, value): &Change| {
        let field = model?.fields.iter().find(|field| (field.place, field.wire) == (*place, *wire))?;
        list::equal(field, &value.to_text())
    };
    changes.iter().map(condition).collect()
}

/// The id of an object, or nothing.
fn id_of(document: &str) -> String {
    let id = Json::parse(document).ok().and_then(|mut json| json.remove("id"));
    id.map_or_else(String::new, |id| id.to_text().into_owned())
}

impl App {
    /// Creates an object as someone else than the client, and returns it.
    pub(crate) fn write(&self, operation: &str, body: &str) -> Result<String, Error> {
        let operation = self.api.operation(operation)?;
        if operation.kind != Kind::Create || operation.path.contains('{') {
            return Err(Error::of_field("operation", "expected one that creates objects and has no path parameters"));
        }
        let call = Call {
            operation,
            parameters: Vec::new(),
            query: Vec::new(),
            base: self.url.clone(),
            path: operation.path.to_owned(),
            body: body.as_bytes().to_vec(),
            behavior: self.control.behavior(),
            delay: Duration::ZERO,
            foreign: true,
        };
        let mut store = self.store();
        let changes = write::changes(self.api, &mut store, operation, &call.behavior, &call.body);
        call.create(self, &mut store, &changes.map_err(ErrorResponse::into_error)?)
    }

    /// Deletes an object as someone else than the client.
    pub(crate) fn delete(&self, resource: &str, id: &str) -> Result<(), Error> {
        let resource = self.api.resource(resource)?;
        let mut store = self.store();
        let found = store.find(resource, Some(id), &[])?;
        let (row, _) =
            found.ok_or_else(|| Error::of_field("id", format!("no object of {resource} has the id {id:?}")))?;
        store.delete(resource, row)?;
        self.control.record(resource, None, Duration::ZERO, || Write {
            operation: format!("{resource}.delete"),
            id: id.to_owned(),
            body: String::new(),
            at: String::new(),
            foreign: true,
        });
        Ok(())
    }

    /// Returns to the state after the start.
    pub(crate) fn reset(&self) -> Result<(), Error> {
        if !self.in_memory {
            return Err(Error::new("a sandbox with a database file cannot be reset"));
        }
        let (api, seeding) = (self.api, self.seeding);
        let fresh = Store::open(api, None, |transaction| seed::seed(api, transaction, seeding))?;
        let mut store = self.store();
        *store = fresh;
        self.control.reset();
        self.requests.store(0, Ordering::Relaxed);
        Ok(())
    }

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
