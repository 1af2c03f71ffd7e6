//! Problems of the generator: where they are, what is wrong, and what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use plock_codegen::{Problem, apply, emit, lower};
use serde_json::{Value, json};

fn spec() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "servers": [{ "url": "https://small.example" }],
        "paths": { "/things/{thingId}": { "get": {
            "operationId": "getThing",
            "parameters": [
                { "name": "thingId", "in": "path", "required": true, "schema": { "type": "integer", "format": "id" } },
                { "name": "fields", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": {
                "type": "object",
                "properties": { "id": { "type": "string" }, "amount": { "type": "number" }, "state": { "type": "string", "enum": ["a", "b"] } }
            } } } } }
        } } }
    })
}

const GET: &str = "/paths/~1things~1{thingId}/get";
const PROPERTIES: &str = "/paths/~1things~1{thingId}/get/responses/200/content/application~1json/schema/properties";

#[test]
fn schemas_nested_too_deep_are_a_problem() {
    for wrap in [
        |inner: Value| json!({"type": "object", "properties": {"a": inner}}),
        |inner: Value| json!({"allOf": [{"type": "object", "properties": {"a": inner}}, {"type": "object", "properties": {}}]}),
        |inner: Value| json!({"type": "array", "items": inner}),
        |inner: Value| json!({"oneOf": [{"type": "string"}, {"type": "object", "x-plock-type": "a", "properties": {"a": inner}}]}),
    ] {
        let deep = (0..100).fold(json!({"type": "string"}), |inner, _| wrap(inner));
        let problem = problem(&format!("{PROPERTIES}/amount"), deep);
        assert!(problem.what.contains("nested") || problem.what.contains("contains itself"), "{problem}");
    }
}

#[test]
fn an_all_of_that_doubles_with_each_level_is_a_problem_at_once() {
    let mut spec = spec();
    let level = |at: usize| {
        (
            format!("L{at}"),
            json!({"allOf": [{"$ref": format!("#/components/schemas/L{}", at + 1)}, {"$ref": format!("#/components/schemas/L{}", at + 1)}]}),
        )
    };
    let mut schemas: serde_json::Map<String, Value> = (0..30).map(level).collect();
    for last in [
        json!({"type": "string"}),
        json!({"allOf": [{"$ref": "#/components/schemas/L0"}, {"$ref": "#/components/schemas/L0"}]}),
    ] {
        schemas.insert("L30".to_owned(), last);
        spec["components"] = json!({"schemas": schemas});
        *spec.pointer_mut(&format!("{PROPERTIES}/amount")).expect("the field") =
            json!({"$ref": "#/components/schemas/L0"});
        let problem = lower(&spec).expect_err("a problem");
        assert!(problem.what.contains("contains itself"), "{problem}");
    }
}

/// The problem of the spec with `value` at `pointer`.
fn problem(pointer: &str, value: Value) -> Problem {
    let mut spec = spec();
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    let key = last.replace("~1", "/").replace("~0", "~");
    match spec.pointer_mut(parent).expect("the parent is there") {
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
        object => object[&key] = value,
    }
    let api = lower(&spec);
    api.and_then(|api| emit::wire(&api)).expect_err("a problem")
}

#[track_caller]
fn refuses(pointer: &str, value: Value, at: &str, what: &str, help: &str) {
    let problem = problem(pointer, value);
    assert_eq!(problem.pointer, at, "{problem}");
    assert!(problem.what.contains(what), "{problem}");
    assert!(problem.help.contains(help), "{problem}");
}

#[test]
fn the_spec_itself_is_fine() {
    let api = lower(&spec()).expect("fine");
    assert!(emit::wire(&api).is_ok());
}

#[test]
fn a_schema_that_contains_itself_without_an_object() {
    for schema in [
        json!({ "type": "array", "items": { "$ref": "#/components/schemas/Loop" } }),
        json!({ "type": "object", "additionalProperties": { "$ref": "#/components/schemas/Loop" } }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Loop" }] }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Loop" }, { "$ref": "#/components/schemas/Loop" }], "type": "object" }),
        json!({ "oneOf": [{ "$ref": "#/components/schemas/Loop" }, { "type": "null" }] }),
        json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/Loop" } }] }),
    ] {
        let mut spec = spec();
        spec["components"] = json!({ "schemas": { "Loop": schema } });
        *spec.pointer_mut(PROPERTIES).expect("properties") = json!({ "loop": { "$ref": "#/components/schemas/Loop" } });
        let problem = lower(&spec).expect_err(&schema.to_string());
        assert!(problem.what.contains("contains itself"), "{schema}: {problem}");
    }
}

#[test]
fn names_that_collide_in_a_language() {
    let both = json!({ "fooBar": { "type": "string" }, "foo_bar": { "type": "string" } });
    refuses(PROPERTIES, both, &format!("{PROPERTIES}/foo_bar"), "foo_bar` in rust", "x-plock-name");
    let values = json!({ "type": "string", "enum": ["paid", "PAID"] });
    refuses(
        &format!("{PROPERTIES}/state"),
        values,
        &format!("{PROPERTIES}/state/enum `PAID`"),
        "Paid` in rust",
        "x-enum-varnames",
    );
}

#[test]
fn two_operations_with_one_name() {
    let mut more = spec();
    more["paths"]["/other/things/{thingId}"] = more["paths"]["/things/{thingId}"].clone();
    more["paths"]["/other/things/{thingId}"]["get"]["operationId"] = json!("getOther");
    more["paths"]["/other/things/{thingId}"]["get"]["x-plock-verb"] = json!("fetch");
    more["paths"]["/things/{thingId}"]["get"]["x-plock-verb"] = json!("fetch_async");
    let problem = lower(&more).expect_err("a problem");
    assert!(problem.help.contains("x-plock-resource"), "{problem}");
}

#[test]
fn names_without_a_letter() {
    refuses(
        PROPERTIES,
        json!({ "€": { "type": "string" } }),
        &format!("{PROPERTIES}/€"),
        "no identifier",
        "x-plock-name",
    );
}

#[test]
fn ids_that_are_numbers() {
    for (name, schema) in
        [("id", json!({ "type": "number" })), ("owner_ids", json!({ "type": "array", "items": { "type": "number" } }))]
    {
        let at = format!("{PROPERTIES}/{name}");
        refuses(&at, schema, &at, "is an id", "type: integer");
    }
}

#[test]
fn unknown_types_and_formats() {
    let at = format!("{PROPERTIES}/amount");
    refuses(&at, json!({ "type": "money" }), &format!("{at}/type"), "unknown type `money`", "string, number");
    refuses(&at, json!({ "type": "string", "format": "binary" }), &format!("{at}/format"), "`binary`", "overlay");
}

/// What has no effect on a client is ignored, for a reason; all other keywords are read or refused.
#[test]
fn unsupported_keywords() {
    let at = format!("{PROPERTIES}/amount");
    for keyword in ["if", "not", "patternProperties", "dependentSchemas", "$id", "formatt", "x-plock-tipe"] {
        refuses(&at, json!({ keyword: { "type": "string" } }), &format!("{at}/{keyword}"), keyword, "overlay");
    }
    for (parent, keyword) in
        [("", "jsonSchemaDialect"), ("/paths/~1things~1{thingId}", "servers"), (GET, "servers"), (GET, "x-plock-verbb")]
    {
        let mut spec = spec();
        spec.pointer_mut(parent).expect("a node")[keyword] = json!([]);
        let problem = lower(&spec).expect_err(keyword);
        assert_eq!(problem.pointer, format!("{parent}/{keyword}"), "{problem}");
    }
    let tuple = json!({ "type": "array", "prefixItems": [{ "type": "string" }] });
    refuses(&at, tuple, &format!("{at}/prefixItems"), "prefixItems", "use `items`");
}

#[test]
fn alternatives_of_a_body_that_cannot_be_distinguished() {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let both = json!({ "oneOf": [list(json!({})), list(json!({ "type": "string" }))] });
    let mut spec = spec();
    let body = json!({ "type": "object", "properties": { "lines": both } });
    spec.pointer_mut(GET).expect("an operation")["requestBody"] =
        json!({ "content": { "application/json": { "schema": body } } });
    let problem = lower(&spec).expect_err("a problem");
    assert_eq!(
        problem.pointer,
        format!("{GET}/requestBody/content/application~1json/schema/properties/lines"),
        "{problem}"
    );
    assert!(problem.what.contains("cannot be distinguished") && problem.help.contains("discriminator"), "{problem}");
    // As the help says.
    assert!(problem.help.contains("`{}`"), "{problem}");
    *spec.pointer_mut(&problem.pointer).expect("a schema") = json!({});
    lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
}

#[test]
fn one_name_for_two_types() {
    let two = json!({
        "a": { "type": "object", "x-plock-type": "Part", "properties": { "x": { "type": "string" } } },
        "b": { "type": "object", "x-plock-type": "Part", "properties": { "y": { "type": "string" } } },
    });
    refuses(PROPERTIES, two, &format!("{PROPERTIES}/b"), "Part", "x-plock-type");
}

/// Python has a dictionary `NewThingDict` and a union `NewThingEvent` for the body `NewThing`.
#[test]
fn types_that_are_derived_from_a_body() {
    let mut spec = spec();
    let event = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let body = json!({ "type": "object", "properties": { "event": event } });
    let operation = spec.pointer_mut(GET).expect("an operation");
    operation["requestBody"] = json!({ "content": { "application/json": { "schema": body } } });
    // An inline schema gets another name.
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    let name = api.types.iter().map(|def| def.name.snake()).find(|name| name.ends_with("_event_value"));
    let name = name.unwrap_or_else(|| panic!("{:?}", api.types)).trim_end_matches("_value").to_owned();
    // A name that is given is not changed.
    let schema = format!("{GET}/requestBody/content/application~1json/schema/properties/event");
    spec.pointer_mut(&schema).expect("a schema")["x-plock-type"] = json!(name);
    let problem = lower(&spec).expect_err("a problem");
    assert!(problem.help.contains("x-plock-type"), "{problem}");
}

#[test]
fn unsupported_parameters() {
    let at = format!("{GET}/parameters/1");
    let pipes =
        json!({ "name": "f", "in": "query", "style": "pipeDelimited", "schema": { "type": "array", "items": {} } });
    refuses(&at, pipes, &format!("{at}/style"), "pipeDelimited", "deepObject");
    let cookie = json!({ "name": "f", "in": "cookie", "schema": { "type": "string" } });
    refuses(&at, cookie, &format!("{at}/in"), "cookie", "remove");
    let object = json!({ "name": "f", "in": "query", "schema": { "type": "object", "properties": { "a": {} } } });
    refuses(&at, object, &format!("{at}/schema"), "expected a scalar", "deepObject");
    let stray = json!({ "name": "f", "in": "path", "required": true, "schema": { "type": "string" } });
    refuses(&at, stray, &format!("{at}/schema"), "not in the path", "remove");
}

#[test]
fn bodies_without_json() {
    let content = json!({ "text/csv": { "schema": { "type": "string" } } });
    let at = format!("{GET}/responses/200/content");
    refuses(&at, content, &at, "text/csv", "JSON");
    let body = json!({ "content": { "multipart/form-data": { "schema": { "type": "object" } } } });
    refuses(&format!("{GET}/requestBody"), body, &format!("{GET}/requestBody/content"), "multipart/form-data", "JSON");
}

#[test]
fn missing_responses_and_references() {
    refuses(
        &format!("{GET}/responses"),
        json!({ "404": { "description": "none" } }),
        &format!("{GET}/responses"),
        "no success",
        "2xx",
    );
    let lost = json!({ "$ref": "#/components/schemas/Lost" });
    refuses(
        &format!("{PROPERTIES}/amount"),
        lost,
        &format!("{PROPERTIES}/amount"),
        "unresolved reference",
        "component",
    );
}

#[test]
fn unsupported_security_schemes() {
    let mut spec = spec();
    spec["components"] = json!({ "securitySchemes": { "key": { "type": "apiKey", "in": "query", "name": "key" } } });
    let problem = lower(&spec).expect_err("a problem");
    assert_eq!(problem.pointer, "/components/securitySchemes/key");
}

/// The methods of an outbox take the key of the event beside the fields.
#[test]
fn a_body_of_an_outbox_with_a_key() {
    let openapi = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
    let overlay = std::fs::read_to_string(openapi.join("overlay.yaml")).unwrap();
    let body = "$.paths['/api/c1/product-usages'].post.requestBody.content['application/json'].schema.properties";
    let action = format!("\n  - target: {body}\n    description: a test\n    update: {{key: {{type: string}}}}\n");
    let changed = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("key.yaml");
    std::fs::write(&changed, overlay + &action).unwrap();
    let problem = plock_codegen::load(&openapi.join("plock.json"), Some(&changed)).expect_err("a problem");
    assert!(problem.what.contains("a body without a field `key`"), "{problem}");
}

#[test]
fn invalid_overlays() {
    let overlay = |action: Value| json!({ "overlay": "1.0.0", "actions": [action] });
    let try_it = |action| apply(&mut spec(), &overlay(action)).expect_err("a problem").to_string();
    assert!(try_it(json!({ "target": "$.nowhere", "description": "why", "update": {} })).contains("matches nothing"));
    assert!(try_it(json!({ "target": "$.info", "update": {} })).contains("no `description`"));
    for target in ["$.info[", "$['info", "$['\\u", "$[\"\\uD83D"] {
        assert!(try_it(json!({ "target": target, "description": "why", "update": {} })).contains("not a JSONPath"));
    }
    assert!(try_it(json!({ "target": "$.info", "description": "why" })).contains("neither"));
}

/// A correction is of what the document had: if it has changed, the correction may be wrong.
#[test]
fn overlays_assert_what_they_correct() {
    let apply = |action: Value| {
        let mut spec = spec();
        let overlay = json!({ "overlay": "1.0.0", "actions": [action] });
        apply(&mut spec, &overlay).map(|()| spec).map_err(|problem| problem.to_string())
    };
    let amount = "$..properties.amount";
    let action = |expects: Value| {
        let update = json!({ "type": "string", "format": "decimal" });
        json!({ "target": amount, "description": "why", "x-plock-expects": expects, "update": update })
    };
    for fine in [json!({ "type": "number", "format": null }), json!([{ "type": "string" }, { "type": "number" }])] {
        assert!(apply(action(fine)).is_ok());
    }
    for changed in [json!({ "type": "string" }), json!({ "type": "number", "format": "double" }), json!([])] {
        let problem = apply(action(changed)).expect_err("a problem");
        assert!(problem.contains(amount) && problem.contains("the spec has changed"), "{problem}");
    }
    for without in [
        json!({ "update": { "format": "decimal" } }),
        json!({ "update": { "type": "string" } }),
        json!({ "remove": true }),
    ] {
        let mut action = without;
        (action["target"], action["description"]) = (json!(amount), json!("why"));
        let problem = apply(action).expect_err("a problem");
        assert!(problem.contains("no `x-plock-expects`"), "{problem}");
    }
}

#[test]
fn overlays_update_and_remove() {
    let mut spec = spec();
    let overlay = json!({ "overlay": "1.0.0", "actions": [
        { "target": "$.info", "description": "why", "update": { "version": "2", "more": { "a": 1 } } },
        { "target": "$.paths.*.get.parameters[?@.in=='query']", "description": "why", "x-plock-expects": { "in": "query" }, "remove": true },
        { "target": "$.servers", "description": "why", "update": [{ "url": "https://test.example" }] },
    ] });
    apply(&mut spec, &overlay).expect("a valid overlay");
    assert_eq!(spec["info"], json!({ "title": "Small", "version": "2", "more": { "a": 1 } }));
    assert_eq!(spec["paths"]["/things/{thingId}"]["get"]["parameters"].as_array().map(Vec::len), Some(1));
    assert_eq!(spec["servers"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_acknowledgement_must_be_a_boolean_of_the_response() {
    let schema = PROPERTIES.strip_suffix("/properties").expect("a suffix");
    for mark in ["missing", "amount"] {
        let at = format!("{schema}/x-plock-acknowledged-by");
        refuses(&at, json!(mark), &at, "no boolean member", "true when the write was recorded");
    }
}

#[test]
fn the_currency_of_an_amount_is_a_property_beside_it() {
    let at = format!("{PROPERTIES}/amount/x-plock-currency");
    refuses(&at, json!("currency"), &at, "no property `currency` beside this one", "name another property");
}

#[test]
fn a_scale_is_a_number_on_a_decimal() {
    for (property, value) in [("amount", json!("2")), ("amount", json!(29)), ("amount", json!(-1)), ("id", json!(2))] {
        let at = format!("{PROPERTIES}/{property}/x-plock-scale");
        refuses(
            &at,
            value,
            &at,
            "expected a number of 0 to 28 on a decimal",
            "decimal places that the API never exceeds",
        );
    }
}

#[test]
fn a_date_is_after_another_date() {
    let (date, at) = (format!("{PROPERTIES}/due"), format!("{PROPERTIES}/due/x-plock-after"));
    for (earlier, what, help) in [
        ("missing", "no property `missing` beside this one", "name another property"),
        ("amount", "`due` cannot be after `amount`", "name a date"),
        ("due", "`due` cannot be after `due`", "name a date"),
    ] {
        let value = json!({"type": "string", "format": "date", "x-plock-after": earlier});
        refuses(&date, value, &at, what, help);
    }
}

/// Nothing of a response is dropped in silence.
#[test]
fn a_list_that_has_more_pages_than_a_client_requests() {
    let schema = PROPERTIES.strip_suffix("/properties").expect("a suffix");
    for (name, more) in [
        ("has_more", json!({ "has_more": { "type": "boolean" } })),
        ("nextCursor", json!({ "meta": { "type": "object", "properties": { "nextCursor": { "type": "string" } } } })),
        (
            "next",
            json!({ "links": { "allOf": [{ "type": "object", "properties": { "next": { "type": "string" } } }] } }),
        ),
    ] {
        let items = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let mut page = json!({ "type": "object", "properties": { "data": { "type": "array", "items": items } } });
        page["properties"].as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let problem = problem(schema, page);
        assert!(problem.pointer.ends_with(&format!("/properties/{name}")), "{problem}");
        assert!(problem.what.contains("more pages"), "{problem}");
    }
}

#[test]
fn a_list_with_and_without_content() {
    let mut spec = spec();
    let responses = spec.pointer_mut(&format!("{GET}/responses")).expect("responses");
    responses["204"] = json!({ "description": "Nothing" });
    let item = responses["200"]["content"]["application/json"]["schema"].take();
    responses["200"]["content"]["application/json"]["schema"] = json!({ "type": "array", "items": item });
    let problem = lower(&spec).expect_err("a problem");
    assert_eq!(problem.pointer, format!("{GET}/responses/204"), "{problem}");
    assert!(problem.what.contains("a list without content") && problem.help.contains("remove one"), "{problem}");
}

#[test]
fn schemas_that_contradict_each_other() {
    let at = format!("{PROPERTIES}/amount");
    for (a, b, what) in [
        (json!({ "type": "string" }), json!({ "type": "integer" }), "no `type` in common"),
        (json!({ "type": "string", "format": "date" }), json!({ "format": "date-time" }), "about `format`"),
        (json!({ "enum": ["a"] }), json!({ "enum": ["b"] }), "no value of `enum`"),
    ] {
        refuses(&at, json!({ "allOf": [a, b] }), &format!("{at}/allOf"), what, "overlay");
    }
    let with_fields = json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }], "properties": { "a": {} } });
    refuses(&at, with_fields, &format!("{at}/properties"), "beside `oneOf`", "alternatives");
}

#[test]
fn keywords_beside_a_reference_of_openapi_3_0() {
    let mut spec = spec();
    spec["openapi"] = json!("3.0.3");
    spec["components"] = json!({ "schemas": { "Amount": { "type": "number" } } });
    let at = format!("{PROPERTIES}/amount");
    *spec.pointer_mut(&at).expect("a property") = json!({ "$ref": "#/components/schemas/Amount", "type": "string" });
    let problem = lower(&spec).expect_err("a problem");
    assert_eq!(problem.pointer, format!("{at}/type"), "{problem}");
    spec["openapi"] = json!("3.1.0");
    assert!(lower(&spec).expect_err("a problem").what.contains("no `type` in common"));
}

/// Page numbers do not read a cursor beside them.
#[test]
fn a_cursor_beside_page_numbers() {
    let shapes = include_str!("specs/shapes.json");
    let mut spec: Value = serde_json::from_str(shapes).expect("a spec");
    let pages = &mut spec["components"]["schemas"]["Meta"]["properties"];
    pages.as_object_mut().expect("properties").insert("next_cursor".to_owned(), json!({ "type": "string" }));
    let problem = lower(&spec).expect_err("a problem");
    assert!(problem.pointer.ends_with("/properties/next_cursor"), "{problem}");
}

/// A query has no null, and neither has a list of rows.
#[test]
fn items_that_cannot_be_null() {
    let list = json!({ "type": "array", "items": { "type": ["string", "null"] } });
    let parameter = json!({ "name": "f", "in": "query", "schema": list });
    let at = format!("{GET}/parameters/1");
    refuses(&at, parameter, &format!("{at}/schema/items"), "cannot be null", "remove `null`");
    let schema = PROPERTIES.strip_suffix("/properties").expect("a suffix");
    let row = json!({ "type": ["object", "null"], "properties": { "id": { "type": "string" } } });
    let rows = json!({ "type": "array", "items": row });
    refuses(schema, rows, &format!("{schema}/items"), "a row of a list cannot be null", "remove `null`");
}

/// Without the property, nothing in a request says which alternative it is.
#[test]
fn an_alternative_of_a_body_without_the_discriminator() {
    let mut spec = spec();
    let object = |name: &str| json!({ "type": "object", "title": name, "properties": { name: { "type": "string" } } });
    spec["components"] = json!({ "schemas": { "A": object("a"), "B": object("b") } });
    let both = json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
        "discriminator": { "propertyName": "kind" } });
    let body = json!({ "type": "object", "properties": { "any": both } });
    let operation = spec.pointer_mut(GET).expect("an operation");
    operation["requestBody"] = json!({ "content": { "application/json": { "schema": body } } });
    let problem = lower(&spec).expect_err("a problem");
    assert_eq!(problem.pointer, "/components/schemas/A", "{problem}");
    assert!(problem.what.contains("no property `kind`") && problem.help.contains("const"), "{problem}");
    for (name, value) in [("A", "a"), ("B", "b")] {
        spec["components"]["schemas"][name]["properties"]["kind"] = json!({ "const": value });
        spec["components"]["schemas"][name]["required"] = json!(["kind"]);
    }
    assert!(lower(&spec).is_ok());
}

#[test]
fn paging_that_leads_nowhere() {
    let mut spec = spec();
    let operation = spec.pointer_mut(GET).expect("an operation");
    operation["x-plock-pagination"] = json!("none");
    assert!(lower(&spec).expect_err("a problem").what.contains("no list"));
    let schema = PROPERTIES.strip_suffix("/properties").expect("a suffix");
    let row = spec.pointer_mut(schema).expect("a schema").take();
    let page = json!({ "type": "object", "properties": { "data": { "type": "array", "items": row }, "next": { "type": "string" } } });
    *spec.pointer_mut(schema).expect("a schema") = page;
    assert!(lower(&spec).is_ok());
    for (paging, what) in [
        (json!({ "cursor": "fields" }), "expected a way to the next page"),
        (json!({ "cursor": "fields", "nxt": "/next" }), "expected a way to the next page"),
        (json!({ "link": "/next", "offset": "fields" }), "expected a way to the next page"),
        (json!("all"), "expected a way to the next page"),
        (json!({ "cursor": "thingId", "next": "/next" }), "no query parameter `thingId`"),
        (json!({ "cursor": "fields", "next": "/meta/next" }), "no member `/meta/next`"),
    ] {
        spec.pointer_mut(GET).expect("an operation")["x-plock-pagination"] = paging.clone();
        let problem = lower(&spec).expect_err(&paging.to_string());
        assert_eq!(problem.pointer, format!("{GET}/x-plock-pagination"), "{problem}");
        assert!(problem.what.contains(what), "{problem}");
    }
    spec.pointer_mut(GET).expect("an operation")["x-plock-pagination"] = json!({ "cursor": "fields", "next": "/next" });
    assert!(lower(&spec).is_ok());
}

/// A spec with a list of readings, and an operation that adds one.
fn readings(body: Value, mark: Value) -> Value {
    let mut spec = spec();
    let row = json!({ "type": "object", "properties": {
        "id": { "type": "string" }, "meterId": { "type": "string", "format": "id" }, "amount": { "type": "number", "format": "decimal" },
        "at": { "type": "string", "format": "date-time" }, "thingId": { "type": "string", "format": "id" }
    } });
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let answer = |schema: Value| json!({ "200": { "description": "OK", "content": json(schema) } });
    let mut required: Vec<_> = body.as_object().expect("an object").keys().cloned().collect();
    required.retain(|name| name != "note");
    spec["paths"]["/readings"] = json!({
        "get": { "operationId": "getReadings", "responses": answer(json!({ "type": "array", "items": row })) },
        "post": {
            "operationId": "addReading",
            "x-plock-outbox": mark,
            "requestBody": { "content": json(json!({ "type": "object", "required": required, "properties": body })) },
            "responses": { "204": { "description": "" } }
        }
    });
    spec
}

#[test]
fn an_outbox_needs_a_list_with_the_fields_of_the_body() {
    let decimal = json!({ "type": "number", "format": "decimal" });
    let at = json!({ "type": "string", "format": "date-time" });
    let body = json!({ "meterId": { "type": "string" }, "amount": decimal, "at": at, "note": { "type": "string" } });
    let mark = json!({ "list": "getReadings" });
    let api = lower(&readings(body.clone(), mark.clone())).expect("fine");
    let (_, operation) = api.operations().find(|(_, operation)| operation.id == "addReading").expect("the operation");
    let fields = &operation.outbox.as_ref().expect("an outbox").fields;
    let names: Vec<_> = fields.iter().map(|field| (field.body.snake(), field.row.as_str())).collect();
    assert_eq!(
        names,
        [("meter_id", "meterId"), ("amount", "amount"), ("at", "at")],
        "`note` is optional and in no row"
    );

    let with = |name: &str, schema: &Value| {
        let mut body = body.clone();
        body[name] = schema.clone();
        body
    };
    let without = |name: &str| {
        let mut body = body.clone();
        body.as_object_mut().expect("an object").remove(name);
        body
    };
    for (body, mark, what, help) in [
        (body.clone(), json!(true), "expected {list: OPERATION}", "operationId of a list"),
        (
            body.clone(),
            json!({ "list": "getReadings", "key": "id" }),
            "expected {list: OPERATION}",
            "operationId of a list",
        ),
        (
            body.clone(),
            json!({ "list": "getThing" }),
            "no list has the operationId `getThing`",
            "operationId of a list",
        ),
        (with("unit", &json!({ "type": "string" })), mark.clone(), "no field for `unit`", "x-plock-records"),
        (
            with("thing", &json!({ "type": "string", "x-plock-references": "others/name" })),
            mark.clone(),
            "no field for `thing`",
            "x-plock-records",
        ),
        (without("at"), mark.clone(), "one required time, got 0", "remove it"),
        (
            with("until", &json!({ "type": "string", "format": "date-time", "x-plock-records": "at" })),
            mark.clone(),
            "one required time, got 2",
            "remove it",
        ),
    ] {
        let problem = lower(&readings(body, mark)).expect_err("a problem");
        assert_eq!(problem.pointer, "/paths/~1readings/post/x-plock-outbox", "{problem}");
        assert!(problem.what.contains(what) && problem.help.contains(help), "{problem}");
    }
}
