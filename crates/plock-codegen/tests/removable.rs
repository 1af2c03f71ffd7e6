//! Overlay actions that are removable because what they change is gone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use plock_codegen::{apply, removable};
use serde_json::{Value, json};

fn spec() -> Value {
    json!({
        "paths": {
            "/things": { "get": { "operationId": "getThings" }, "post": { "operationId": "addThing", "requestBody": {} } },
            "/things/{id}": { "get": { "operationId": "getThing" } }
        },
        "components": { "schemas": {
            "Thing": { "properties": { "amount": { "type": "number" } } },
            "NewThing": { "properties": { "note": { "type": "string" } } }
        } }
    })
}

/// The spec without what is at the pointer, and with `added` at another.
fn changed(gone: &str, added: Option<(&str, Value)>) -> Value {
    let mut spec = spec();
    let split = |pointer: &str| {
        let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
        (parent.to_owned(), last.replace("~1", "/"))
    };
    let (parent, last) = split(gone);
    spec.pointer_mut(&parent).and_then(Value::as_object_mut).and_then(|o| o.shift_remove(&last)).expect("it is there");
    if let Some((pointer, value)) = added {
        let (parent, last) = split(pointer);
        spec.pointer_mut(&parent).expect("it is there")[&last] = value;
    }
    spec
}

fn overlay(targets: &[&str]) -> Value {
    let action =
        |target: &&str| json!({ "target": target, "description": "A reason.", "update": { "description": "A" } });
    json!({ "overlay": "1.0.0", "actions": targets.iter().map(action).collect::<Vec<_>>() })
}

#[test]
fn actions_of_what_is_gone_are_removable() {
    let targets = [
        "$.paths['/things'].post",
        "$.components.schemas.Thing",
        "$.components.schemas.NewThing.properties.note",
        "$.paths['/things'].post.requestBody",
        "$.paths['/things/{id}']",
        "$.paths.*.post",
    ];
    let overlay = overlay(&targets);
    let mut new = changed("/paths/~1things/post", None);
    for (parent, name) in [("/components/schemas", "NewThing"), ("/paths", "/things/{id}")] {
        new.pointer_mut(parent).and_then(Value::as_object_mut).expect("it is there").shift_remove(name);
    }
    assert_eq!(removable(&spec(), &new, &overlay), Ok(vec![0, 2, 3, 4, 5]));
    assert_eq!(removable(&spec(), &spec(), &overlay), Ok(vec![]));
    assert!(apply(&mut new, &overlay).expect_err("a problem").what.contains("matches nothing"));
}

#[test]
fn actions_of_what_has_changed_are_a_problem() {
    let field = "$.components.schemas.Thing.properties.amount";
    let schema = "$.components.schemas.NewThing";
    let operation = "$.paths['/things/{id}'].get";
    let renamed = spec()["components"]["schemas"]["NewThing"].clone();
    let moved = json!({ "get": { "operationId": "getThing", "summary": "A thing" } });
    for (new, target) in [
        (changed("/components/schemas/Thing/properties/amount", None), field),
        (changed("/components/schemas/NewThing", Some(("/components/schemas/ThingInput", renamed))), schema),
        (changed("/paths/~1things~1{id}", Some(("/paths/~1thing~1{id}", moved))), operation),
        // It never had a target.
        (spec(), "$.components.schemas.Other"),
    ] {
        let problem = removable(&spec(), &new, &overlay(&[target])).expect_err(target);
        assert!(problem.pointer.contains(target) && problem.help.contains("correct the target"), "{problem}");
    }
}
