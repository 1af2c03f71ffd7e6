//! What the description of an API says about documents that are easily read wrongly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use plock_codegen::ir::{Api, Field, Response, Shape, Ty, TypeDef};
use plock_codegen::lower;
use serde_json::{Value, json};

/// `POST /things` with a body, and a response that is the object `Thing`.
fn api(openapi: &str, body: &Value, parameters: &Value, schemas: &Value) -> Api {
    let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
    let spec = json!({
        "openapi": openapi,
        "info": { "title": "Small", "version": "1" },
        "paths": { "/things": { "post": {
            "operationId": "addThing",
            "parameters": parameters,
            "requestBody": { "content": content(body) },
            "responses": { "200": { "description": "OK", "content": content(&json!({ "$ref": "#/components/schemas/Thing" })) } }
        } } },
        "components": { "schemas": schemas }
    });
    lower(&spec).unwrap_or_else(|problem| panic!("{problem}"))
}

fn of_schemas(openapi: &str, schemas: &Value) -> Api {
    api(openapi, &json!({ "type": "object", "properties": { "a": {} } }), &json!([]), schemas)
}

fn thing(properties: Value) -> Value {
    json!({ "Thing": { "type": "object", "properties": properties } })
}

fn def<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    api.types.iter().find(|def| def.name.snake() == name).unwrap_or_else(|| panic!("no type {name}: {:?}", api.types))
}

fn fields<'a>(api: &'a Api, name: &str) -> &'a [Field] {
    match &def(api, name).shape {
        Shape::Struct { fields, .. } => fields,
        other => panic!("{name} is {other:?}"),
    }
}

fn field<'a>(api: &'a Api, of: &str, wire: &str) -> &'a Field {
    fields(api, of).iter().find(|field| field.wire == wire).unwrap_or_else(|| panic!("no field {wire} of {of}"))
}

/// A value is only sent without being asked for if nothing else can be sent.
#[test]
fn a_constant_is_required_and_not_nullable() {
    let one = json!({ "type": "string", "enum": ["yes"] });
    let mut nullable = one.clone();
    nullable["type"] = json!(["string", "null"]);
    let body = json!({ "type": "object", "required": ["always", "maybe_null"], "properties": {
        "always": one, "maybe_null": nullable, "immediate": one
    } });
    let header =
        |name: &str, required: bool| json!({ "in": "header", "name": name, "required": required, "schema": one });
    let parameters = json!([header("X-Always", true), header("X-Silent", false), header("Accept", false)]);
    let api = api("3.1.0", &body, &parameters, &thing(json!({ "id": {} })));
    assert_eq!(field(&api, "new_thing", "always").constant.as_deref(), Some("yes"));
    for chosen in ["immediate", "maybe_null"] {
        let field = field(&api, "new_thing", chosen);
        assert_eq!(field.constant, None, "{chosen}");
        assert!(matches!(field.ty, Ty::Enum(_)), "{chosen}");
    }
    let operation = &api.resources[0].operations[0];
    let names: Vec<_> = operation.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["X-Always", "Accept", "Content-Type"]);
    let silent = field(&api, "new_thing", "X-Silent");
    assert!(silent.header && silent.constant.is_none());
}

/// JSON:API requires the type of a resource object, whatever the schema says.
#[test]
fn the_type_of_a_resource_object_is_sent() {
    let resource = json!({ "type": "object", "properties": {
        "type": { "type": "string", "enum": ["things"] },
        "attributes": { "type": "object", "properties": { "name": { "type": "string" } } }
    } });
    let body = json!({ "type": "object", "properties": { "data": resource } });
    let api = api("3.1.0", &body, &json!([]), &thing(json!({ "id": {} })));
    assert_eq!(field(&api, "new_thing", "type").constant.as_deref(), Some("things"));
    assert!(api.resources[0].operations[0].body.as_ref().expect("a body").in_data);
}

#[test]
fn what_the_server_sets_is_not_sent_and_what_it_hides_is_not_read() {
    let both = json!({ "type": "object", "required": ["id", "secret"], "properties": {
        "id": { "type": "string", "readOnly": true },
        "secret": { "$ref": "#/components/schemas/Secret", "writeOnly": true },
        "name": { "type": "string" }
    } });
    let schemas = json!({ "Thing": both, "Secret": { "type": "string" } });
    let api = api("3.0.3", &json!({ "$ref": "#/components/schemas/Thing" }), &json!([]), &schemas);
    let names = |of| fields(&api, of).iter().map(|field| field.wire.as_str()).collect::<Vec<_>>();
    assert_eq!(names("thing"), ["id", "name"]);
    assert_eq!(names("thing_input"), ["secret", "name"]);
}

/// A member `data` alone does not make a document of JSON:API.
#[test]
fn an_object_with_a_member_data_keeps_its_others() {
    let event = thing(
        json!({ "id": {}, "type": {}, "createdAt": {}, "data": { "type": "object", "properties": { "a": {} } } }),
    );
    let api = of_schemas("3.1.0", &event);
    assert_eq!(fields(&api, "thing").len(), 4);
    assert!(matches!(&api.resources[0].operations[0].response, Response::One(_, false)));
    let document = thing(json!({ "data": { "type": "object", "properties": { "id": {} } }, "links": {} }));
    let api = of_schemas("3.1.0", &document);
    assert!(matches!(&api.resources[0].operations[0].response, Response::One(_, true)));
}

/// In 3.1, keywords beside a reference belong to that use of the schema.
#[test]
fn keywords_beside_a_reference_do_not_change_the_schema() {
    let amount =
        json!({ "type": "object", "description": "An amount.", "properties": { "value": { "type": "number" } } });
    let reference = "#/components/schemas/Amount";
    let mut schemas = thing(json!({
        "rebate": { "$ref": reference, "description": "The rebate.", "nullable": true },
        "total": { "$ref": reference },
        "taxed": { "$ref": reference, "properties": { "tax": { "type": "number" } }, "required": ["tax"] }
    }));
    schemas["Amount"] = amount;
    let api = of_schemas("3.1.0", &schemas);
    assert_eq!(def(&api, "amount").description, "An amount.");
    assert_eq!(fields(&api, "amount").len(), 1);
    let (rebate, total) = (field(&api, "thing", "rebate"), field(&api, "thing", "total"));
    assert_eq!((rebate.description.as_str(), rebate.nullable), ("The rebate.", true));
    assert_eq!((total.description.as_str(), total.nullable), ("An amount.", false));
    assert_eq!(rebate.ty, total.ty);
    let taxed = field(&api, "thing", "taxed").ty.named().expect("a named type").snake().to_owned();
    assert_eq!(
        fields(&api, &taxed).iter().map(|f| (f.wire.as_str(), f.required)).collect::<Vec<_>>(),
        [("value", false), ("tax", true)]
    );
}

/// A value satisfies all members of `allOf`, and what they say of one property.
#[test]
fn members_of_all_of_are_merged() {
    let schemas = json!({
        "Base": { "allOf": [{ "$ref": "#/components/schemas/Named" }, { "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string" }, "name": { "maxLength": 5 }
        } }] },
        "Named": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 9 } } },
        "Thing": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "type": "object", "required": ["name"], "properties": { "size": { "type": "integer" } } }] },
    });
    let api = api("3.0.3", &json!({ "$ref": "#/components/schemas/Thing" }), &json!([]), &schemas);
    let names: Vec<_> = fields(&api, "thing").iter().map(|field| (field.wire.as_str(), field.required)).collect();
    assert_eq!(names, [("name", true), ("id", true), ("size", false)]);
    let limits = field(&api, "thing_input", "name").limits;
    assert_eq!((limits.min_length, limits.max_length), (Some(1), Some(5)));
}

/// Which members are required together is checked by the API.
#[test]
fn alternatives_that_only_require_members() {
    let mut schemas = thing(json!({ "id": {}, "name": { "type": "string" } }));
    schemas["Thing"]["anyOf"] = json!([{ "required": ["id"] }, { "required": ["name"] }]);
    assert_eq!(fields(&of_schemas("3.1.0", &schemas), "thing").len(), 2);
}

/// An integer that is an id by its name is a text, as all ids are.
#[test]
fn ids_are_texts() {
    let properties = json!({ "id": { "type": "integer" }, "ownerId": { "type": "integer", "format": "int64" }, "owner_ids": { "type": "array", "items": { "type": "integer" } }, "size": { "type": "integer", "format": "uint64" } });
    let api = of_schemas("3.1.0", &thing(properties));
    let types: Vec<_> = fields(&api, "thing").iter().map(|field| &field.ty).collect();
    let id = Ty::Id { number: true };
    assert_eq!(types, [&id, &id, &Ty::Array(Box::new(id.clone())), &Ty::Integer]);
}

/// A parameter and a field of the body with one name are two arguments.
#[test]
fn a_parameter_beside_a_field_of_the_same_name() {
    let body = json!({ "type": "object", "properties": { "accountId": { "type": "string" } } });
    let query = json!({ "in": "query", "name": "account_id", "schema": { "type": "string" } });
    let header = json!({ "in": "header", "name": "account-id", "schema": { "type": "string" } });
    let api = api("3.1.0", &body, &json!([query, header]), &thing(json!({ "id": {} })));
    assert_eq!(field(&api, "new_thing", "accountId").name.snake(), "account_id");
    let names: Vec<_> = api.resources[0].operations[0].parameters.iter().map(|p| p.name.snake()).collect();
    assert_eq!(names, ["account_id_query", "account_id_header"]);
}

/// Alternatives of one JSON type are that type; constants are the values of one enum.
#[test]
fn alternatives_of_one_type() {
    let one = |value: &str| json!({ "type": "string", "enum": [value] });
    let tagged = |kind: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": one(kind) } });
    let api = of_schemas(
        "3.1.0",
        &thing(json!({
            "sort": { "oneOf": [one("name"), one("-name")] },
            "amount": { "oneOf": [{ "type": "integer" }, { "type": "number" }] },
            "name": { "anyOf": [{ "type": "string", "format": "uuid" }, one("none")] },
            "since": { "anyOf": [{ "type": "string", "format": "date" }, { "type": "string", "format": "date-time" }] },
            "route": { "oneOf": [tagged("vpc"), tagged("subnet")] },
        })),
    );
    let ty = |name| &field(&api, "thing", name).ty;
    assert_eq!(
        [ty("amount"), ty("name"), ty("since")],
        [&Ty::Decimal { text: false }, &Ty::String, &Ty::DateOrDateTime]
    );
    let Shape::Enum { values } = &def(&api, ty("sort").named().expect("a name").snake()).shape else {
        panic!("an enum")
    };
    assert_eq!(
        values.iter().map(|(name, value)| (name.snake(), value.as_str())).collect::<Vec<_>>(),
        [("name", "name"), ("name_desc", "-name")]
    );
    let Shape::Union { variants, tag } = &def(&api, ty("route").named().expect("a name").snake()).shape else {
        panic!("a union")
    };
    assert_eq!(tag.as_deref(), Some("kind"));
    assert_eq!(variants.iter().map(|variant| variant.name.snake()).collect::<Vec<_>>(), ["vpc", "subnet"]);
}

/// In a response, what cannot be told apart is kept as it was sent.
#[test]
fn alternatives_that_cannot_be_distinguished() {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let both = json!({ "oneOf": [list(json!({})), list(json!({ "type": "string" }))] });
    let api = of_schemas("3.1.0", &thing(json!({ "lines": both })));
    assert_eq!(field(&api, "thing", "lines").ty, Ty::Json);
}

/// Properties beside alternatives belong to each of them.
#[test]
fn properties_beside_alternatives() {
    let one = |kind: Option<&str>, name: &str| {
        let mut properties = json!({ name: { "type": "string" } });
        if let Some(kind) = kind {
            properties["kind"] = json!({ "const": kind });
        }
        json!({ "type": "object", "description": name, "properties": properties })
    };
    let of = |alternatives: Value| {
        let shared = json!({ "id": { "type": "string" }, "kind": { "type": "string" } });
        let part = json!({ "type": "object", "description": "A part", "required": ["id", "kind"], "properties": shared, "oneOf": alternatives });
        let mut schemas = thing(json!({ "part": part, "card": { "$ref": "#/components/schemas/Card" } }));
        schemas["Card"] = one(Some("card"), "number");
        of_schemas("3.1.0", &schemas)
    };
    let names = |api: &Api, ty: &Ty| {
        let fields = fields(api, ty.named().expect("a name").snake());
        fields.iter().map(|field| field.wire.clone()).collect::<Vec<_>>().join(" ")
    };
    let api = of(json!([{ "$ref": "#/components/schemas/Card" }, one(Some("bank"), "iban")]));
    let part = field(&api, "thing", "part").ty.named().expect("a name").snake();
    let Shape::Union { variants, tag } = &def(&api, part).shape else { panic!("a union") };
    assert_eq!(tag.as_deref(), Some("kind"));
    let each: Vec<_> = variants.iter().map(|variant| names(&api, &variant.ty)).collect();
    assert_eq!(each, ["id kind number", "id kind iban"]);
    // The component is used alone, too.
    assert_eq!(names(&api, &field(&api, "thing", "card").ty), "number kind");

    let api = of(json!([one(None, "number"), one(None, "iban")]));
    assert_eq!(names(&api, &field(&api, "thing", "part").ty), "id kind");
}

/// A body whose alternatives are texts and numbers of several kinds has one of each; an answer whose alternatives are objects is an object.
#[test]
fn alternatives_of_a_body_and_of_an_answer() {
    let scalars = json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }, { "type": "number" }] });
    let body = json!({ "type": "object", "properties": { "trait": scalars } });
    let objects = ["a", "b"].map(|name| json!({ "type": "object", "properties": { name: { "type": "string" } } }));
    let spec = json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "paths": { "/things": { "post": {
            "operationId": "addThing",
            "requestBody": { "content": { "application/json": { "schema": body } } },
            "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": {
                "oneOf": objects
            } } } } }
        } } },
    });
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    let Shape::Union { variants, .. } = &def(&api, "new_thing_trait").shape else { panic!("a union") };
    let types: Vec<_> = variants.iter().map(|variant| &variant.ty).collect();
    assert_eq!(types, [&Ty::String, &Ty::Decimal { text: false }]);
    let Response::One(name, false) = &api.resources[0].operations[0].response else { panic!("an object") };
    assert!(fields(&api, name.snake()).is_empty());
}

/// Names of operations follow from their paths, and stay when longer paths are added.
#[test]
fn names_of_operations() {
    let operation = |id: &str| {
        json!({ "operationId": id, "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": {
            "$ref": "#/components/schemas/Thing"
        } } } } } })
    };
    let item = |ids: [&str; 2]| {
        let parameter = json!({ "in": "path", "name": "id", "required": true, "schema": { "type": "string" } });
        let mut item = json!({ "parameters": [parameter] });
        for (method, id) in ["get", "post"].into_iter().zip(ids).filter(|(_, id)| !id.is_empty()) {
            item[method] = operation(id);
        }
        item
    };
    let spec = json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "paths": {
            "/by-name/things/{id}": item(["byName", ""]),
            "/things/{id}": item(["one", ""]),
            "/things/{id}/cancel": item(["", "stop"]),
            "/things/{id}/parts": item(["", "addPart"]),
            "/things/{id}/note": item(["note", "addNote"]),
        },
        "components": { "schemas": thing(json!({ "id": { "type": "string" } })) }
    });
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    let mut names: Vec<_> = api
        .operations()
        .map(|(resource, o)| format!("{}: {}.{}", o.id, resource.name.snake(), o.verb.snake()))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "addNote: note.create",
            "addPart: parts.create",
            "byName: things.get_by_name",
            "note: note.get",
            "one: things.get",
            "stop: things.cancel"
        ]
    );
}

/// An item that may be null keeps that in its type. Any JSON is null already.
#[test]
fn items_that_may_be_null() {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let map = |values: Value| json!({ "type": "object", "additionalProperties": values });
    let properties = json!({
        "scores": list(json!({ "type": ["number", "null"] })),
        "owner_ids": list(json!({ "type": "integer", "nullable": true })),
        "names": map(list(json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }))),
        "values": map(json!({ "nullable": true })),
    });
    let api = of_schemas("3.1.0", &thing(properties));
    let ty = |name| field(&api, "thing", name).ty.clone();
    let or_null = |ty: Ty| Ty::Nullable(Box::new(ty));
    let list_of = |ty: Ty| Ty::Array(Box::new(or_null(ty)));
    assert_eq!(ty("scores"), list_of(Ty::Decimal { text: false }));
    assert_eq!(ty("owner_ids"), list_of(Ty::Id { number: true }));
    assert_eq!(ty("names"), Ty::Map(Box::new(list_of(Ty::String))));
    assert_eq!(ty("values"), Ty::Map(Box::new(Ty::Json)));
}

/// A constant says its type itself.
#[test]
fn constants_without_a_type() {
    let card = |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
    let payment = json!({ "oneOf": [card(json!({ "const": "card" })), card(json!({ "enum": ["bank"] }))] });
    let api = api(
        "3.1.0",
        &json!({ "type": "object", "properties": { "payment": payment } }),
        &json!([]),
        &thing(json!({ "id": {} })),
    );
    for (name, value) in [("new_thing_payment_card", "card"), ("new_thing_payment_bank", "bank")] {
        let kind = field(&api, name, "kind");
        assert_eq!((&kind.ty, kind.constant.as_deref()), (&Ty::String, Some(value)));
    }
}

/// Each of many writes has its own headers: they are fields of the body.
#[test]
fn headers_of_a_write_that_can_be_one_of_many() {
    let body = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let header = |name: &str| json!({ "in": "header", "name": name, "schema": { "type": "string" } });
    let only_header = json!([header("Idempotency-Key"), header("X-Trace")]);
    let api = api("3.1.0", &body, &only_header, &thing(json!({ "id": {} })));
    let operation = &api.resources[0].operations[0];
    assert!(operation.parameters.is_empty());
    assert_eq!(operation.idempotency_key.as_deref(), Some("Idempotency-Key"));
    assert_eq!(operation.batch.as_ref().map(|name| name.snake()), Some("create_many"));
    let given: Vec<_> = fields(&api, "new_thing").iter().map(|field| (field.name.snake(), field.header)).collect();
    assert_eq!(given, [("a", false), ("idempotency_key", true), ("x_trace", true)]);
}

/// A body of several operations is another type for the one with headers.
#[test]
fn headers_beside_a_body_of_several_operations() {
    let operation = |id: &str, parameters: Value| {
        let schema = json!({ "$ref": "#/components/schemas/Thing" });
        let content = json!({ "application/json": { "schema": schema } });
        json!({ "operationId": id, "parameters": parameters, "requestBody": { "content": content },
            "responses": { "204": { "description": "OK" } } })
    };
    let key =
        json!({ "in": "header", "name": "X-Key", "x-plock-idempotency-key": true, "schema": { "type": "string" } });
    let spec = json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "paths": {
            "/things": { "post": operation("addThing", json!([key])) },
            "/drafts": { "post": operation("addDraft", json!([])) },
        },
        "components": { "schemas": thing(json!({ "a": {} })) }
    });
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    let body = |id: &str| {
        let (_, operation) = api.operations().find(|(_, operation)| operation.id == id).expect("the operation");
        (operation.body.as_ref().expect("a body").ty.snake(), operation.idempotency_key.as_deref())
    };
    assert_eq!(body("addThing"), ("add_thing_thing", Some("X-Key")));
    assert_eq!(body("addDraft"), ("thing", None));
    assert_eq!((fields(&api, "thing").len(), fields(&api, "add_thing_thing").len()), (1, 2));
}

/// A response without content, or with null, beside one with an object.
#[test]
fn an_object_that_may_be_absent() {
    let optional = |change: fn(&mut Value)| {
        let object = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let data = json!({ "type": "object", "properties": { "data": object } });
        let content = json!({ "application/json": { "schema": data } });
        let mut responses =
            json!({ "202": { "description": "OK" }, "200": { "description": "OK", "content": content } });
        change(&mut responses);
        let spec = json!({
            "openapi": "3.1.0",
            "info": { "title": "Small", "version": "1" },
            "paths": { "/things/one": { "get": { "operationId": "getThing", "responses": responses } } },
        });
        let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
        let operation = &api.resources[0].operations[0];
        assert!(matches!(operation.response, Response::One(_, true)));
        (operation.success, operation.optional)
    };
    let only_200 = |responses: &mut Value| drop(responses.as_object_mut().expect("responses").remove("202"));
    assert_eq!(optional(|_| ()), (200, true));
    assert_eq!(optional(only_200), (200, false));
    assert_eq!(
        optional(|responses| {
            responses.as_object_mut().expect("responses").remove("202");
            let data = &mut responses["200"]["content"]["application/json"]["schema"]["properties"]["data"];
            *data = json!({ "anyOf": [data.take(), { "type": "null" }] });
        }),
        (200, true)
    );
}

/// The values of a discriminator are those of the mapping, constants, or names, also of members that `allOf` makes of others.
#[test]
fn discriminators_of_members_of_all_of() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let pet = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } });
    let made = |more: Value| json!({ "allOf": [reference("Pet"), { "type": "object", "properties": more }] });
    let members = ["Cat", "Dog", "Bird", "Other"].map(reference);
    let mut schemas = thing(json!({ "pet": {
        "oneOf": members,
        "discriminator": { "propertyName": "kind", "mapping": { "c": "#/components/schemas/Cat", "tom": "Cat" } }
    } }));
    schemas["Pet"] = pet;
    schemas["Cat"] = made(json!({ "lives": { "type": "integer" } }));
    schemas["Dog"] = made(json!({ "kind": { "enum": ["woof"] } }));
    schemas["Bird"] = made(json!({ "wings": { "type": "integer" } }));
    schemas["Other"] = json!({ "allOf": [reference("Pet")] });
    let api = of_schemas("3.0.3", &schemas);
    let Shape::Union { variants, tag } = &def(&api, "thing_pet").shape else { panic!("a union") };
    assert_eq!(tag.as_deref(), Some("kind"));
    let variants: Vec<_> = variants.iter().map(|v| (v.name.snake(), v.tags.join(" "))).collect();
    let expected = [("cat", "c tom"), ("dog", "woof"), ("bird", "Bird"), ("other", "Other")];
    assert_eq!(variants, expected.map(|(name, tags)| (name, tags.to_owned())));
}

/// What a document includes, or says about its object, stays beside it.
#[test]
fn a_document_with_more_than_its_object() {
    let data = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
    let car = json!({ "type": "object", "properties": { "id": { "type": "string" }, "seats": { "type": "integer" } } });
    let schemas = json!({
        "Car": car,
        "Thing": { "type": "object", "properties": {
            "data": data, "included": { "type": "array", "items": { "$ref": "#/components/schemas/Car" } }, "meta": {}
        } }
    });
    let body = json!({ "type": "object", "properties": { "data": data, "meta": { "type": "object" } } });
    let api = api("3.1.0", &body, &json!([]), &schemas);
    let operation = &api.resources[0].operations[0];
    assert!(matches!(&operation.response, Response::One(name, false) if name.snake() == "thing"));
    assert_eq!(field(&api, "thing", "data").ty.named().map(|name| name.snake()), Some("thing_data"));
    assert!(matches!(&field(&api, "thing", "included").ty, Ty::Array(car) if car.named().is_some()));
    assert_eq!(field(&api, "thing", "meta").ty, Ty::Json);
    let wire: Vec<_> = fields(&api, "new_thing_document").iter().map(|field| field.wire.as_str()).collect();
    assert_eq!(wire, ["data", "meta"]);
}

/// Each list says how it goes on after a page.
#[test]
fn paging_of_one_operation() {
    let cursor = |paging: Value| {
        let row = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let page = json!({ "type": "object", "properties": {
            "data": { "type": "array", "items": row },
            "has_more": { "type": "boolean" }, "next": { "type": "string" }
        } });
        let spec = json!({
            "openapi": "3.1.0",
            "info": { "title": "Small", "version": "1" },
            "paths": { "/things": { "get": {
                "operationId": "listThings",
                "x-plock-pagination": paging,
                "parameters": [{ "in": "query", "name": "after", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": page } } } }
            } } },
        });
        let api = lower(&spec).map_err(|problem| problem.to_string())?;
        let operation = &api.resources[0].operations[0];
        assert!(operation.paging.is_none() && operation.parameters.len() == 1);
        let cursor = operation.cursor.as_ref().expect("a cursor");
        Ok::<_, String>((cursor.parameter.clone(), cursor.next.join("/"), cursor.more.join("/"), cursor.offset))
    };
    let after = Some("after".to_owned());
    let made = |parameter: &Option<String>, next: &str, more: &str, offset| {
        Ok((parameter.clone(), next.to_owned(), more.to_owned(), offset))
    };
    let both = json!({ "cursor": "after", "next": "/next", "more": "/has_more" });
    assert_eq!(cursor(both), made(&after, "next", "has_more", false));
    let link = cursor(json!({ "link": "/next", "more": "/has_more" }));
    assert_eq!(link, made(&None, "next", "has_more", false));
    // `next` says that there are more pages, and nothing reads it.
    for unread in [json!({ "cursor": "after", "more": "/has_more" }), json!({ "offset": "after", "more": "/has_more" })]
    {
        assert!(cursor(unread).is_err_and(|problem| problem.contains("`next` says that a list has more pages")));
    }
}

/// A document without a word on paging, whose pages have a link to the next one.
#[test]
fn a_link_to_the_next_page() {
    let text = || json!({ "type": "string" });
    let cursor = |members: Value, parameter: &str, media_type: &str| {
        let row = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let mut page = json!({ "type": "object", "properties": { "data": { "type": "array", "items": row } } });
        page["properties"].as_object_mut().expect("an object").extend(members.as_object().expect("one").clone());
        let spec = json!({
            "openapi": "3.1.0",
            "info": { "title": "Small", "version": "1" },
            "paths": { "/things": { "get": {
                "operationId": "listThings",
                "parameters": [{ "in": "query", "name": parameter, "schema": { "type": "string" } }],
                "responses": { "200": { "description": "OK", "content": { media_type: { "schema": page } } } }
            } } },
        });
        let api = lower(&spec).map_err(|problem| problem.what)?;
        let cursor = api.resources[0].operations[0].cursor.clone().expect("a cursor");
        assert!(cursor.parameter.is_none() && !cursor.offset);
        Ok::<_, String>((cursor.next.join("/"), cursor.more.join("/")))
    };
    let found = |next: &str, more: &str| Ok((next.to_owned(), more.to_owned()));
    let json = "application/json";
    let more = json!({ "has_more": { "type": "boolean" }, "next": text() });
    assert_eq!(cursor(more.clone(), "limit", json), found("next", "has_more"));
    assert_eq!(cursor(json!({ "nextLink": { "type": ["string", "null"] } }), "limit", json), found("nextLink", ""));
    assert_eq!(cursor(json!({ "next": { "type": "string", "format": "uri" } }), "limit", json), found("next", ""));
    let links = json!({ "links": { "type": "object", "properties": { "next": text() } } });
    assert_eq!(cursor(links.clone(), "limit", "application/vnd.api+json"), found("links/next", ""));
    // A parameter may take it, and a text that is called `next` may be anything.
    for (members, parameter) in [(more, "page_token"), (json!({ "next": text() }), "limit"), (links, "limit")] {
        assert!(cursor(members, parameter, json).is_err_and(|what| what.contains("says that a list has more pages")));
    }
}

/// The paging of the document is that of each list which has its parameter and members.
#[test]
fn a_cursor_of_the_document() {
    let list = |id: &str, name: &str| {
        let rows =
            json!({ "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string" } } } });
        let page = json!({ "type": "object", "properties": { "data": rows, name: { "type": "string" } } });
        json!({ "get": { "operationId": id, "responses": { "200": { "description": "OK", "content": {
            "application/json": { "schema": page } } } } } })
    };
    let mut spec = json!({
        "openapi": "3.1.0",
        "info": { "title": "Small", "version": "1" },
        "x-plock-pagination": { "link": "/next" },
        "paths": { "/things": list("listThings", "next"), "/parts": list("listParts", "kind") },
    });
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    let cursors: Vec<_> = api.operations().map(|(_, o)| (o.id.as_str(), o.cursor.is_some())).collect();
    assert_eq!(cursors, [("listThings", true), ("listParts", false)]);
    spec["paths"]["/things"]["get"]["x-plock-pagination"] = json!("none");
    let api = lower(&spec).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(api.operations().all(|(_, operation)| operation.cursor.is_none()));
}
