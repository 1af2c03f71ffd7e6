//! What a change of a document means for the libraries, one change at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use plock_codegen::diff::{Change, Class, compare};
use plock_codegen::lower;
use serde_json::{Value, json};

fn spec() -> Value {
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    let thing = || content(json!({ "$ref": "#/components/schemas/Thing" }));
    let id =
        json!({ "name": "thingId", "in": "path", "required": true, "schema": { "type": "string", "format": "id" } });
    let part =
        json!({ "name": "partId", "in": "path", "required": true, "schema": { "type": "string", "format": "id" } });
    let ok = |content: Value| json!({ "200": { "description": "OK", "content": content } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "servers": [{ "url": "https://small.example", "description": "production" }],
        "x-plock-pagination": {
            "number": "page", "size": "size", "current_page": "/page", "last_page": "/last", "per_page": "/size",
            "total": "/total", "next": "/next"
        },
        "paths": {
            "/things": {
                "get": {
                    "operationId": "getThings",
                    "parameters": [
                        { "name": "state", "in": "query", "schema": { "type": "string" } },
                        { "name": "size", "in": "query", "schema": { "type": "integer", "maximum": 100 } },
                        { "name": "page", "in": "query", "schema": { "type": "integer" } }
                    ],
                    "responses": ok(content(json!({ "type": "array", "items": { "$ref": "#/components/schemas/Thing" } })))
                },
                "post": {
                    "operationId": "addThing",
                    "requestBody": { "content": content(json!({ "$ref": "#/components/schemas/NewThing" })) },
                    "responses": ok(content(json!({ "$ref": "#/components/schemas/Added" })))
                }
            },
            "/things/{thingId}/parts/{partId}": { "get": {
                "operationId": "getPart",
                "parameters": [id, part],
                "responses": ok(thing())
            } }
        },
        "components": { "schemas": {
            "Thing": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string", "format": "id" },
                "amount": { "type": "number" },
                "name": { "type": "string", "description": "What it is called." },
                "state": { "type": "string", "enum": ["on", "off"] },
                "owner": { "oneOf": [
                    { "type": "object", "x-plock-type": "Person", "required": ["kind"],
                      "properties": { "kind": { "type": "string", "const": "person" } } },
                    { "type": "object", "x-plock-type": "Company", "required": ["kind"],
                      "properties": { "kind": { "type": "string", "const": "company" } } }
                ] }
            } },
            "Added": { "type": "object", "x-plock-acknowledged-by": "success", "properties": { "success": { "type": "boolean" } } },
            "NewThing": { "type": "object", "required": ["name", "amount", "timestamp"], "properties": {
                "name": { "type": "string" },
                "amount": { "type": "number", "minimum": 0 },
                "timestamp": { "type": "string", "format": "date-time" },
                "note": { "type": "string", "maxLength": 10 }
            } }
        } }
    })
}

const LIST: &str = "/paths/~1things/get";
const ADD: &str = "/paths/~1things/post";
const PART: &str = "/paths/~1things~1{thingId}~1parts~1{partId}/get";
const THING: &str = "/components/schemas/Thing/properties";
const NEW: &str = "/components/schemas/NewThing";

/// The spec with `value` at `pointer`; null removes what is there.
fn with(mut spec: Value, pointer: &str, value: Value) -> Value {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    let key = last.replace("~1", "/").replace("~0", "~");
    match spec.pointer_mut(parent).expect("the parent is there") {
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
        Value::Object(object) if value.is_null() => drop(object.shift_remove(&key).expect("it is there")),
        object => object[&key] = value,
    }
    spec
}

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let api = |spec| lower(spec).unwrap_or_else(|problem| panic!("{problem}"));
    compare(&api(old), &api(new))
}

/// The one change, to here and back.
#[track_caller]
fn is(pointer: &str, value: Value, there: (Class, &str), back: (Class, &str)) {
    let (old, new) = (spec(), with(spec(), pointer, value));
    for (from, to, (class, text)) in [(&old, &new, there), (&new, &old, back)] {
        let found = changes(from, to);
        let lines: Vec<_> = found.iter().map(Change::to_string).collect();
        assert_eq!(found.len(), 1, "expected `{text}` alone, got {lines:#?}");
        assert_eq!(found[0].class, class, "{lines:?}");
        assert!(lines[0].contains(text), "expected `{text}`, got {lines:?}");
    }
}

/// The first change, which is of the largest class.
#[track_caller]
fn begins(new: &Value, class: Class, text: &str) {
    let found = changes(&spec(), new);
    let lines: Vec<_> = found.iter().map(Change::to_string).collect();
    assert_eq!(found.first().map(|change| change.class), Some(class), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains(text)), "expected `{text}`, got {lines:#?}");
}

use Class::{Addition, Breaking, Docs, Wire};

#[test]
fn a_document_does_not_differ_from_itself() {
    assert!(changes(&spec(), &spec()).is_empty());
}

#[test]
fn operations() {
    let mut more = spec();
    more["paths"]["/things/{thingId}"] = more["paths"]["/things/{thingId}/parts/{partId}"].clone();
    more["paths"]["/things/{thingId}"]["get"]["operationId"] = json!("getThing");
    more["paths"]["/things/{thingId}"]["get"]["parameters"].as_array_mut().expect("parameters").pop();
    let found = changes(&spec(), &more);
    assert_eq!(found.len(), 1, "{found:?}");
    let expected = "addition  operation getThing: added, returns Thing | rust=things.get python=things.get \
                    node=things.get swift=things.get kotlin=things.get";
    assert_eq!(found[0].to_string(), expected);
    let removed = changes(&more, &spec());
    assert_eq!(removed.iter().map(|change| change.class).collect::<Vec<_>>(), [Breaking]);
    assert!(
        removed[0].to_string().starts_with("breaking  operation getThing: removed | rust=things.get"),
        "{removed:?}"
    );

    // Its batch is renamed too.
    begins(
        &with(spec(), &format!("{ADD}/x-plock-verb"), json!("record")),
        Breaking,
        "operation addThing: renamed, from rust=things.create",
    );
    begins(
        &with(spec(), &format!("{PART}/operationId"), json!("readPart")),
        Breaking,
        "operations type in Rust: GetPart -> ReadPart",
    );
    begins(
        &with(spec(), &format!("{LIST}/x-plock-resource"), json!("entries")),
        Breaking,
        "operation getThings: renamed",
    );
}

#[test]
fn what_is_only_seen_on_the_wire() {
    let moved = {
        let mut moved = spec();
        let path = moved["paths"]["/things/{thingId}/parts/{partId}"].take();
        moved["paths"].as_object_mut().expect("paths").shift_remove("/things/{thingId}/parts/{partId}");
        moved["paths"]["/v2/things/{thingId}/parts/{partId}"] = path;
        moved
    };
    let found = changes(&spec(), &moved);
    assert_eq!(
        found.iter().map(|change| (change.class, change.at.as_str())).collect::<Vec<_>>(),
        [(Wire, "operation getPart")]
    );
    is("/servers/0/url", json!("https://other.example"), (Wire, "URL: "), (Wire, "URL: "));
    let acknowledged = "/components/schemas/Added/x-plock-acknowledged-by";
    is(acknowledged, Value::Null, (Wire, "acknowledged by: success -> none"), (Wire, "none -> success"));
    is(
        &format!("{ADD}/responses/422"),
        json!({ "description": "Invalid" }),
        (Wire, "statuses of errors: none -> 422"),
        (Wire, "422 -> none"),
    );
    let header =
        json!({ "name": "X-Version", "in": "header", "required": true, "schema": { "type": "string", "enum": ["2"] } });
    is(&format!("{PART}/parameters/-"), header, (Wire, "headers: "), (Wire, "headers: "));
    is(
        &format!("{THING}/amount/type"),
        json!("string"),
        (Breaking, "type: decimal -> string"),
        (Breaking, "type: string -> decimal"),
    );
    is(
        &format!("{THING}/amount"),
        json!({ "type": "string", "format": "decimal" }),
        (Wire, "written as: number -> string"),
        (Wire, "string -> number"),
    );
}

#[test]
fn documentation() {
    is(
        &format!("{THING}/name/description"),
        json!("A name."),
        (Docs, "type Thing field name: description changed"),
        (Docs, "description changed"),
    );
    is(&format!("{LIST}/summary"), json!("All things"), (Docs, "summary changed"), (Docs, "summary changed"));
    is("/info/title", json!("Smaller"), (Docs, "title changed"), (Docs, "title changed"));
    is(&format!("{LIST}/deprecated"), json!(true), (Addition, "deprecated: no -> yes"), (Docs, "deprecated changed"));
}

#[test]
fn parameters() {
    let optional = json!({ "name": "ownerId", "in": "query", "schema": { "type": "string" } });
    let mut required = optional.clone();
    required["required"] = json!(true);
    let place = format!("{LIST}/parameters/-");
    is(
        &place,
        optional.clone(),
        (Addition, "parameter ownerId: added, optional string | rust=owner_id"),
        (Breaking, "removed"),
    );
    is(&place, required, (Breaking, "added, required string"), (Breaking, "removed"));
    let state = format!("{LIST}/parameters/0");
    is(
        &format!("{state}/schema/type"),
        json!("integer"),
        (Breaking, "type: string -> integer"),
        (Breaking, "integer -> string"),
    );
    is(
        &format!("{state}/required"),
        json!(true),
        (Breaking, "value: optional -> required"),
        (Breaking, "value: required -> optional"),
    );
    is(
        &format!("{state}/x-plock-name"),
        json!("status"),
        (Breaking, "renamed, from rust=state python=state"),
        (Breaking, "renamed, from rust=status"),
    );
    is(
        &format!("{state}/schema/maxLength"),
        json!(5),
        (Breaking, "maximum length: none -> 5"),
        (Addition, "maximum length: 5 -> none"),
    );
    is(&format!("{state}/in"), json!("header"), (Wire, "place: query -> header"), (Wire, "place: header -> query"));
    is(
        &format!("{LIST}/parameters/1/schema/maximum"),
        json!(50),
        (Breaking, "page size: 100 -> 50"),
        (Addition, "page size: 50 -> 100"),
    );
}

#[test]
fn the_order_of_arguments() {
    let path = "/things/parts/{partId}/of/{thingId}";
    let mut swapped = spec();
    let item = swapped["paths"].as_object_mut().expect("paths").shift_remove("/things/{thingId}/parts/{partId}");
    swapped["paths"][path] = item.expect("the path");
    swapped["paths"][path]["get"]["x-plock-resource"] = json!("parts");
    begins(&swapped, Breaking, "operation getPart: order of arguments, which was thingId, partId | rust=parts.get");
    let order = "type NewThing: order of arguments, which was ";
    is(
        &format!("{NEW}/required"),
        json!(["amount", "name", "timestamp"]),
        (Breaking, &format!("{order}name, amount")),
        (Breaking, &format!("{order}amount, name")),
    );
    // Code that reads an object names its fields.
    let mut read = spec();
    let fields = read.pointer_mut(THING).and_then(Value::as_object_mut).expect("fields");
    let id = fields.shift_remove("id").expect("an id");
    fields.insert("id".to_owned(), id);
    assert!(changes(&spec(), &read).is_empty());
}

#[test]
fn fields_that_are_sent() {
    let text = || json!({ "type": "string" });
    is(
        &format!("{NEW}/properties/tag"),
        text(),
        (Addition, "type NewThing field tag: added, optional string | rust=tag"),
        (Breaking, "removed"),
    );
    is(
        &format!("{NEW}/required/-"),
        json!("note"),
        (Breaking, "value: optional -> required"),
        (Breaking, "value: required -> optional"),
    );
    let asked =
        with(with(spec(), &format!("{NEW}/properties/tag"), text()), &format!("{NEW}/required/-"), json!("tag"));
    begins(&asked, Breaking, "field tag: added, required string");
    is(&format!("{NEW}/properties/note/maxLength"), json!(20), (Addition, "10 -> 20"), (Breaking, "20 -> 10"));
    is(&format!("{NEW}/properties/amount/minimum"), json!(1), (Breaking, "0 -> 1"), (Addition, "1 -> 0"));
    is(
        &format!("{NEW}/properties/note/type"),
        json!(["string", "null"]),
        (Breaking, "null: no -> yes"),
        (Breaking, "null: yes -> no"),
    );
    let constant = json!({ "type": "string", "const": "x" });
    is(
        &format!("{NEW}/properties/name"),
        constant,
        (Breaking, "constant: none -> x"),
        (Breaking, "constant: x -> none"),
    );
}

#[test]
fn fields_that_are_received() {
    is(
        &format!("{THING}/vat"),
        json!({ "type": "number" }),
        (Addition, "type Thing field vat: added, optional decimal"),
        (Breaking, "type Thing field vat: removed"),
    );
    // `Option` in Rust and an optional in Swift: code that reads the field does not compile in either direction.
    is(
        "/components/schemas/Thing/required/-",
        json!("amount"),
        (Breaking, "value: optional -> required"),
        (Breaking, "value: required -> optional"),
    );
    is(&format!("{THING}/amount/minimum"), json!(0), (Wire, "minimum: none -> 0"), (Wire, "minimum: 0 -> none"));
    is(
        &format!("{THING}/name/x-plock-name"),
        json!("title"),
        (Breaking, "renamed, from rust=name"),
        (Breaking, "renamed, from rust=title"),
    );
}

#[test]
fn enums_and_unions() {
    is(
        &format!("{THING}/state/enum/-"),
        json!("idle"),
        (Addition, "value idle: added | rust=Idle python=IDLE node=idle"),
        (Breaking, "value idle: removed"),
    );
    let robot = json!({ "type": "object", "x-plock-type": "Robot", "required": ["kind"],
        "properties": { "kind": { "type": "string", "const": "robot" } } });
    let more = with(spec(), &format!("{THING}/owner/oneOf/-"), robot);
    begins(&more, Breaking, "case Robot: added, Robot: a `switch` or `when`");
    begins(&more, Breaking, "addition  type Robot: added, object");
    assert_eq!(changes(&more, &spec()).iter().filter(|change| change.what == "removed").count(), 2);
}

#[test]
fn types() {
    // The fields and responses with the type do not change.
    let renamed = with(spec(), "/components/schemas/Thing/x-plock-type", json!("Item"));
    let lines: Vec<_> = changes(&spec(), &renamed).iter().map(Change::to_string).collect();
    assert!(lines.contains(&"breaking  type Item: renamed, from rust=Thing python=Thing node=Thing swift=Thing kotlin=Thing | rust=Item python=Item node=Item swift=Item kotlin=Item".to_owned()), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("returns") || line.contains(" field ")), "{lines:#?}");
    let other = json!({ "type": "string", "enum": ["a", "b"], "x-plock-type": "Person" });
    let mut flat = with(spec(), &format!("{THING}/owner"), other);
    flat["components"]["schemas"]["Thing"]["properties"]["owner"]["x-plock-type"] = json!("Person");
    begins(&flat, Breaking, "type Person: object -> enum (open)");
}

#[test]
fn lists_batches_and_outboxes() {
    let mut one = spec();
    one["paths"]["/things"]["get"]["parameters"].as_array_mut().expect("parameters").truncate(1);
    let found = changes(&one, &spec());
    assert!(
        found.iter().all(|change| change.class == Addition)
            && found.iter().any(|change| change.what == "pages: none -> paged"),
        "{found:?}"
    );
    begins(&one, Breaking, "pages: paged -> none");
    let cursor = with(one, &format!("{LIST}/x-plock-pagination"), json!({ "offset": "state" }));
    begins(&cursor, Breaking, "pages: paged -> one page after another");

    let by = json!({ "name": "by", "in": "query", "schema": { "type": "string" } });
    let without = with(spec(), &format!("{ADD}/parameters"), json!([by]));
    begins(&without, Breaking, "operation addThing batch: removed | rust=create_many");
    assert!(changes(&without, &spec()).iter().any(|change| change.class == Addition && change.at.ends_with("batch")));

    let mut listed = spec();
    for field in ["timestamp", "note"] {
        listed["components"]["schemas"]["Thing"]["properties"][field] =
            listed["components"]["schemas"]["NewThing"]["properties"][field].clone();
    }
    let marked = with(listed.clone(), &format!("{ADD}/x-plock-outbox"), json!({ "list": "getThings" }));
    for (old, new, class, text) in [
        (&listed, &marked, Addition, "outbox: none -> getThings"),
        (&marked, &listed, Breaking, "outbox: getThings -> none"),
    ] {
        let found = changes(old, new);
        assert_eq!(found.first().map(|change| (change.class, change.what.as_str())), Some((class, text)), "{found:?}");
    }
}

#[test]
fn bodies_and_responses() {
    let mut nothing = spec();
    nothing["paths"]["/things"]["post"]["responses"] = json!({ "204": { "description": "Recorded" } });
    begins(&nothing, Breaking, "returns: Added -> nothing");
    let mut optional = spec();
    optional["paths"]["/things"]["post"]["responses"]["204"] = json!({ "description": "Recorded" });
    begins(&optional, Breaking, "returns: Added -> Added or nothing");
    let mut without = spec();
    without["paths"]["/things"]["post"].as_object_mut().expect("an operation").shift_remove("requestBody");
    begins(&without, Breaking, "body: NewThing -> none");
}
