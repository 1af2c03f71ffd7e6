//! The outboxes of all languages have the same states and methods.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed one")]

use std::path::Path;

const METHODS: [&str; 9] =
    ["stats", "changes", "events", "history", "reconcile", "resolve", "retry", "verify", "flush"];

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// Names of the states in the core: `InDoubt = 4 "in_doubt",`.
fn states(core: &str) -> Vec<&str> {
    core.lines().filter_map(|line| line.split_once(" = ")?.1.split_once(" \"")?.1.strip_suffix("\",")).collect()
}

#[test]
fn all_languages_have_the_states_and_methods_of_an_outbox() {
    let core = read("crates/plock-outbox/src/event.rs");
    let states = states(&core);
    assert!(states.contains(&"queued") && states.len() > 5, "{states:?}");
    let (python, node) = (read("bindings/python/plock/_outbox.py"), read("bindings/node/index.d.ts"));
    let kotlin = read("bindings/kotlin/src/main/kotlin/io/plock/Outbox.kt");
    let kotlin_values = read("bindings/kotlin/src/main/kotlin/io/plock/OutboxValues.kt");
    let swift = read("bindings/swift/Sources/Plock/Outbox.swift");
    let swift_values = read("bindings/swift/Sources/Plock/OutboxValues.swift");
    for state in states {
        let camel = state.replace("in_doubt", "inDoubt");
        for (text, part, language) in [
            (&python, format!("{state:?}"), "Python"),
            (&node, format!("'{camel}'"), "Node"),
            (&kotlin_values, format!("    {},\n", state.to_uppercase()), "Kotlin"),
            (&swift_values, format!("        case {camel}"), "Swift"),
        ] {
            assert!(text.contains(&part), "{language} has no state {state}");
        }
    }
    for method in METHODS {
        assert_eq!(python.matches(&format!("    def {method}(self")).count(), 1, "Python has no {method}");
        assert_eq!(python.matches(&format!("    async def {method}(self")).count(), 1, "Python has no async {method}");
        for (text, part, language) in [
            (&node, format!("\n  {method}("), "Node"),
            (&kotlin, format!(" fun {method}("), "Kotlin"),
            (&swift, format!(" func {method}("), "Swift"),
        ] {
            assert!(text.contains(&part), "{language} has no {method}");
        }
    }
}
