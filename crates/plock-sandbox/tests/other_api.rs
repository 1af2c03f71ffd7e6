//! The sandbox on the tables of an API that has what Plock does not: changes, deletions, nested paths, ids that are text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{LISTS, Local};
use plock::meta::{Field, Kind, Location, Object, Operation, Pagination, Parameter, Place, Type};
use plock_sandbox::{Api, Options, Sandbox};
use serde_json::json;

const fn field(name: &'static str, wire: &'static str, place: Place, required: bool, ty: Type) -> Field {
    Field { camel: wire, wire, place, required, ..Field::named(name, ty) }
}

static OWNER: Object = Object {
    index: 0,
    name: "Owner",
    description: "",
    fields: &[field("email", "email", Place::Top, true, Type::String)],
};

static NOTE: Object = Object {
    index: 0,
    name: "Note",
    description: "",
    fields: &[
        field("type", "type", Place::Top, false, Type::String),
        field("id", "id", Place::Top, true, Type::Id { number: false }),
        field("board_id", "boardId", Place::Attributes, false, Type::Id { number: true }),
        field("text", "text", Place::Attributes, false, Type::String),
        field("state", "state", Place::Attributes, false, Type::Enum(&["open", "done"])),
        field("due", "due", Place::Attributes, false, Type::Date),
        field("price", "price", Place::Attributes, false, Type::Decimal),
        field("owners", "owners", Place::Attributes, false, Type::Array(&Type::Object(&OWNER))),
        field("tags", "tags", Place::Attributes, false, Type::Map(&Type::Boolean)),
    ],
};

static NOTE_BODY: Object = Object {
    index: 0,
    name: "NoteBody",
    description: "",
    fields: &[
        field("type", "type", Place::Top, true, Type::String),
        field("text", "text", Place::Attributes, false, Type::String),
        field("state", "state", Place::Attributes, false, Type::Enum(&["open", "done"])),
        field("due", "due", Place::Attributes, false, Type::UnixTime),
        field("price", "price", Place::Attributes, false, Type::Decimal),
        field("owners", "owners", Place::Attributes, false, Type::Array(&Type::Object(&OWNER))),
        field("tags", "tags", Place::Attributes, false, Type::Map(&Type::Boolean)),
    ],
};

static BOARD: Object = Object {
    index: 0,
    name: "Board",
    description: "",
    fields: &[
        field("id", "id", Place::Top, true, Type::Integer),
        field("title", "title", Place::Top, false, Type::String),
    ],
};

static BOARD_BODY: Object = Object {
    index: 0,
    name: "BoardBody",
    description: "",
    fields: &[field("title", "title", Place::Top, true, Type::String)],
};

static NESTED: &[Parameter] = &[path("board_id", "boardId"), path("board_id", "board_id"), path("note_id", "noteId")];

const fn path(name: &'static str, wire: &'static str) -> Parameter {
    let location = Location::Path;
    Parameter {
        name,
        python: name,
        camel: wire,
        wire,
        location,
        required: true,
        ty: Type::Id { number: false },
        description: "",
        filters: None,
    }
}

const fn operation(verb: &'static str, kind: Kind, method: &'static str, path: &'static str) -> Operation {
    Operation {
        id: verb,
        resource: "notes",
        verb,
        kind,
        method,
        path,
        summary: "",
        description: "",
        deprecated: false,
        headers: &[],
        parameters: NESTED,
        paginated: false,
        cursor: None,
        body: None,
        body_in_data: false,
        result: Some(&NOTE),
        result_in_data: true,
        acknowledged_by: None,
        outbox: None,
        optional: false,
        idempotency_key: None,
        media_type: LISTS,
        success: 200,
        errors: &[404, 422],
        example: None,
    }
}

const fn written(mut operation: Operation, body: &'static Object, success: u16) -> Operation {
    operation.body = Some(body);
    operation.body_in_data = true;
    operation.success = success;
    operation
}

const fn flat(mut operation: Operation) -> Operation {
    operation.resource = "boards";
    operation.media_type = "application/json";
    operation.result_in_data = false;
    operation.body_in_data = false;
    operation.result = Some(&BOARD);
    operation.parameters = &[];
    operation
}

const ONE: &str = "/boards/{boardId}/notes/{noteId}";

static OPERATIONS: &[Operation] = &[
    Operation {
        paginated: true,
        example: Some(
            r#"{"meta":{"total":1},"links":{},"data":[{"type":"note","id":"n-1","attributes":{"boardId":1,"text":"Buy milk"}}]}"#,
        ),
        ..operation("list", Kind::List, "GET", "/boards/{board_id}/notes")
    },
    written(operation("add", Kind::Create, "POST", "/boards/{boardId}/notes"), &NOTE_BODY, 201),
    operation("get", Kind::Get, "GET", ONE),
    written(operation("change", Kind::Update, "PATCH", ONE), &NOTE_BODY, 200),
    written(operation("replace", Kind::Update, "PUT", ONE), &NOTE_BODY, 200),
    Operation { result: None, success: 204, ..operation("delete", Kind::Delete, "DELETE", ONE) },
    flat(operation("list", Kind::List, "GET", "/boards")),
    flat(operation("get", Kind::Get, "GET", "/boards/{id}")),
    flat(written(operation("add", Kind::Create, "POST", "/boards"), &BOARD_BODY, 200)),
];

static PAGINATION: Pagination = Pagination {
    number: "page",
    size: "limit",
    current_page: &["meta", "page"],
    last_page: &["meta", "last"],
    per_page: &["meta", "limit"],
    total: &["meta", "total"],
    next: &["links", "next"],
};

fn boards(options: Options) -> Local {
    Local::of(Api { operations: OPERATIONS, pagination: Some(&PAGINATION) }, options)
}

fn note(attributes: &str) -> String {
    format!(r#"{{"data":{{"type":"note","attributes":{attributes}}}}}"#)
}

#[test]
fn an_object_is_added_changed_replaced_and_deleted() {
    let local = boards(Options::default());
    let full = r#"{"text":"Sell eggs","state":"open","due":1750923349,"price":0.10,"owners":[{"email":"a@b.c"}],"tags":{"new":true}}"#;
    let added = local.post("/boards/7/notes", &note(full));
    assert_eq!(added.status, 201, "{}", added.text);
    let data = added.json()["data"].clone();
    assert_eq!((&data["type"], &data["id"]), (&json!("note"), &json!("2")));
    assert_eq!(data["attributes"]["boardId"], 7);
    assert_eq!(data["attributes"]["due"], "2025-06-26");
    assert_eq!(data["attributes"]["owners"][0]["email"], "a@b.c");
    assert!(added.text.contains(r#""price":0.10"#), "{}", added.text);
    let send = |method: &str, path: &str, body: &str| local.send(method, path, &[], body).unwrap();
    let changed = send("PATCH", "/boards/7/notes/2", &note(r#"{"state":"done"}"#));
    assert_eq!(changed.json()["data"]["attributes"]["text"], "Sell eggs");
    assert_eq!(changed.json()["data"]["attributes"]["state"], "done");
    assert!(changed.text.contains(r#""price":0.10"#), "{}", changed.text);
    let replaced = send("PUT", "/boards/7/notes/2", &note(r#"{"text":"Sell all"}"#));
    assert_eq!(replaced.json()["data"]["attributes"]["text"], "Sell all");
    assert!(replaced.json()["data"]["attributes"]["state"].is_null());
    assert_eq!(local.get("/boards/7/notes/2").json()["data"], replaced.json()["data"]);
    assert_eq!(send("DELETE", "/boards/8/notes/2", "").status, 404, "it is on another board");
    let deleted = send("DELETE", "/boards/7/notes/2", "");
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    assert_eq!((send("DELETE", "/boards/7/notes/2", "").status, local.count("notes")), (404, 1));
    assert_eq!(local.post("/boards/7/notes", &note("{}")).json()["data"]["id"], "3", "an id was given twice");
}

#[test]
fn an_object_that_is_not_committed_yet_is_not_found() {
    let local = boards(Options::default());
    let fault = [("x-plock-sandbox-fault", "commit-late:60000:answer")];
    let added = local.send("POST", "/boards/7/notes", &fault, &note("{}")).unwrap();
    assert_eq!((added.status, &added.json()["data"]["id"]), (201, &json!("2")));
    let statuses = || {
        let changed = local.send("PATCH", "/boards/7/notes/2", &[], &note("{}")).unwrap().status;
        (local.get("/boards/7/notes/2").status, changed, local.get("/boards/7/notes").ids().len())
    };
    assert_eq!(statuses(), (404, 404, 0));
    local.sandbox.advance(std::time::Duration::from_secs(60));
    assert_eq!(statuses(), (200, 200, 1));
    let lagging = [("x-plock-sandbox-behavior", "read-lag:3600000")];
    let send = |path: &str| local.send("GET", path, &lagging, "").unwrap();
    assert_eq!((send("/boards/7/notes").ids().len(), send("/boards/7/notes/2").status), (0, 200), "only lists lag");
}

#[test]
fn the_ledger_has_changes_and_deletions() {
    let local = boards(Options { record: true, ..Options::default() });
    let send = |method: &str, body: &str| local.send(method, "/boards/1/notes/n-1", &[], body).unwrap().status;
    assert_eq!((send("PATCH", &note(r#"{"text":"a"}"#)), send("DELETE", "")), (200, 204));
    let ledger = local.sandbox.ledger();
    let rows: Vec<_> =
        ledger.iter().map(|write| (write.operation.as_str(), write.id.as_str(), write.foreign)).collect();
    assert_eq!(rows, [("notes.change", "n-1", false), ("notes.delete", "n-1", false)]);
    assert_eq!(local.sandbox.recorded("notes").unwrap().len(), 1, "a deletion leaves no object");
    assert!(local.sandbox.write("notes.add", &note("{}")).unwrap_err().to_string().contains("path parameters"));
}

#[test]
fn an_id_is_never_given_twice_not_even_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { db: Some(folder.path().join("boards.db")), ..Options::default() };
    let id = |local: &Local| local.post("/boards/1/notes", &note("{}")).json()["data"]["id"].clone();
    let first = boards(options());
    assert_eq!((id(&first), id(&first)), (json!("2"), json!("3")));
    assert_eq!(first.send("DELETE", "/boards/1/notes/3", &[], "").unwrap().status, 204);
    first.stop();
    let second = boards(options());
    assert_eq!((id(&second), second.count("notes")), (json!("4"), 3));
}

#[test]
fn a_nested_list_holds_what_its_path_names_and_ids_may_be_text() {
    let local = boards(Options::default());
    assert_eq!(local.get("/boards/1/notes").ids(), ["n-1"]);
    assert_eq!(local.get("/boards/2/notes").ids().len(), 0);
    assert_eq!(local.get("/boards/1/notes/n-1").json()["data"]["attributes"]["text"], "Buy milk");
    assert_eq!(local.post("/boards/2/notes", &note("{}")).status, 201);
    let page = local.get("/boards/2/notes?limit=1").json();
    assert_eq!(page["meta"], json!({"total": 1, "page": 1, "last": 1, "limit": 1}));
    assert_eq!(page["links"], json!({}));
    assert_eq!(local.get("/boards/2/notes?page=0").status, 422);
}

#[test]
fn a_wrong_body_names_the_field_by_its_path() {
    let local = boards(Options::default());
    let body = note(r#"{"state":"lost","owners":[{"email":"x"},{}],"tags":{"a":1}}"#).replace(r#""type":"note","#, "");
    let answer = local.post("/boards/1/notes", &body);
    assert_eq!(answer.status, 422);
    for (place, part) in ["type is", "open, done", "owners[1].email", "tags.a"].into_iter().enumerate() {
        let error = &answer.json()["errors"][place];
        assert!(error["detail"].as_str().unwrap().contains(part), "{error}");
        assert_eq!((&error["status"], &error["title"]), (&json!("422"), &json!("Unprocessable Entity")));
    }
}

#[test]
fn flat_objects_travel_without_an_envelope() {
    let local = boards(Options { accounts: Some(2), ..Options::default() });
    let list = local.get("/boards").json();
    assert_eq!(list, json!([{"id": 1, "title": "title-1"}, {"id": 2, "title": "title-2"}]));
    let added = local.post("/boards", r#"{"title":"Third","more":1}"#);
    assert_eq!((added.status, added.json()), (200, json!({"id": 3, "title": "Third"})));
    assert_eq!(local.get("/boards/3").json(), added.json());
    assert_eq!(local.get("/boards/4").json()["message"], "No object has this id.");
}

#[test]
fn synthetic_objects_have_every_kind_of_value() {
    let local = boards(Options { accounts: Some(50), ..Options::default() });
    let boards = (1..=50).map(|board| local.get(&format!("/boards/{board}/notes?limit=100")).json());
    let notes = boards.flat_map(|page| page["data"].as_array().unwrap().clone());
    let mut all: Vec<_> = notes.filter(|note| note["id"] != "n-1").collect();
    all.sort_by_key(|note| note["id"].as_str().unwrap().parse::<u64>().unwrap());
    assert_eq!(all.len(), 50, "a note is on a board that does not exist");
    let all: Vec<_> = all.into_iter().map(|note| note["attributes"].clone()).collect();
    for attributes in &all {
        assert!(["open", "done"].contains(&attributes["state"].as_str().unwrap()), "{attributes}");
        assert!(attributes["owners"][1]["email"].as_str().unwrap().starts_with("email-"), "{attributes}");
        assert!(attributes["tags"]["tags"].is_boolean() && attributes["due"].as_str().unwrap().len() == 10);
    }
    assert!(all.iter().any(|note| note["state"] == "open") && all.iter().any(|note| note["state"] == "done"));
    assert_eq!(all[0]["text"], "Buy milk 2");
}

#[test]
fn a_path_that_no_router_takes_is_named_at_the_start() {
    static BAD: &[Operation] = &[operation("get", Kind::Get, "GET", "/notes/{id}.pdf")];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = runtime.block_on(Sandbox::of(Api { operations: BAD, pagination: None }, Options::default()));
    assert!(started.map(|_| ()).unwrap_err().to_string().contains("/notes/{id}.pdf"));
}
