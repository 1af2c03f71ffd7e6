//! Nothing that changes in the libraries is missing in the list of changes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on is a failed one")]

use plock_codegen::diff::Class::{Addition, Breaking, Docs, Wire};
use plock_codegen::diff::{Step, compare};
use plock_codegen::ir::Api;
use plock_codegen::{Emitter, emit, lower};
use serde_json::Value;

/// Whatever is removed from a document: if anything is generated in another way, it is listed.
#[test]
fn nothing_that_is_generated_changes_unseen() {
    const EMITTERS: [Emitter; 4] = [emit::surface, emit::rust, emit::meta, emit::python_types];
    let text = std::fs::read_to_string("tests/specs/shapes.json").expect("the spec");
    let spec: Value = serde_json::from_str(&text).expect("JSON");
    let generated = |api: &Api| EMITTERS.map(|emit| emit(api).map_err(|problem| problem.to_string()));
    let old = lower(&spec).expect("fine");
    let before = generated(&old);
    let mut differ = 0;
    // All of them take half a minute.
    for pointer in members(&spec, "").into_iter().step_by(7) {
        // Documents that do not generate are not compared.
        let Ok(new) = lower(&without(&spec, &pointer)) else { continue };
        if generated(&new) != before {
            differ += 1;
            assert!(!compare(&old, &new).is_empty(), "{pointer}");
            assert!(!compare(&new, &old).is_empty(), "{pointer}");
        }
    }
    assert!(differ > 30, "{differ}");
}

/// Pointers of all members of objects.
fn members(node: &Value, at: &str) -> Vec<String> {
    let children: Vec<_> = match node {
        Value::Object(members) => members.iter().map(|(key, value)| (key.replace('/', "~1"), value, true)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value, false)).collect(),
        _ => Vec::new(),
    };
    let below = children.into_iter().flat_map(|(key, value, is_member)| {
        let pointer = format!("{at}/{key}");
        let own = is_member.then(|| pointer.clone());
        own.into_iter().chain(members(value, &pointer)).collect::<Vec<_>>()
    });
    below.collect()
}

fn without(spec: &Value, pointer: &str) -> Value {
    let mut spec = spec.clone();
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    let object = spec.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    object.shift_remove(&last.replace("~1", "/")).expect("it is there");
    spec
}

#[test]
fn steps_are_those_of_semantic_versioning_and_of_cargo() {
    let steps = |stable| [Docs, Wire, Addition, Breaking].map(|class| Step::of(class, stable));
    assert_eq!(steps(true), [Step::Patch, Step::Patch, Step::Minor, Step::Major]);
    assert_eq!(steps(false), [Step::Patch, Step::Patch, Step::Patch, Step::Minor]);
    assert_eq!(
        [Step::Patch, Step::Minor, Step::Major].map(|step| step.next([1, 2, 3])),
        [[1, 2, 4], [1, 3, 0], [2, 0, 0]]
    );
}
