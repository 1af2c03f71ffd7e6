//! OpenAPI Overlay 1.0: corrections to a spec, applied in order.

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};

#[cfg(feature = "templates")]
use crate::lower::METHODS;
use crate::problem::{Problem, Result};

/// Applies every action of `overlay` to `spec`. An action that matches nothing is a problem: the spec has changed.
pub fn apply(spec: &mut Value, overlay: &Value) -> Result<()> {
    for (index, action) in actions(overlay)?.iter().enumerate() {
        let place = place(index, action);
        let found = locate(spec, action, &place)?;
        if found.is_empty() {
            return Err(lost(&place));
        }
        apply_action(spec, action, found, &place)?;
    }
    Ok(())
}

/// Indices of the actions that have no target in `new` because each operation or component of `old` that they change is gone.
#[cfg(feature = "templates")]
pub fn removable(old: &Value, new: &Value, overlay: &Value) -> Result<Vec<usize>> {
    let (mut before, mut after) = (old.clone(), new.clone());
    let mut removable = Vec::new();
    for (index, action) in actions(overlay)?.iter().enumerate() {
        let place = place(index, action);
        let known = locate(&before, action, &place)?;
        let found = locate(&after, action, &place)?;
        let is_gone = !known.is_empty() && known.iter().all(|pointer| is_part_of_what_is_gone(old, new, pointer));
        if !known.is_empty() {
            // The overlay is of the new document, and need not fit the old one in all.
            let _ = apply_action(&mut before, action, known, &place);
        }
        match found.is_empty() {
            false => apply_action(&mut after, action, found, &place)?,
            true if is_gone => removable.push(index),
            true => return Err(lost(&place)),
        }
    }
    Ok(removable)
}

/// Whether the path, the operation or the component that `pointer` is in was removed, and not only moved or renamed.
#[cfg(feature = "templates")]
fn is_part_of_what_is_gone(old: &Value, new: &Value, pointer: &str) -> bool {
    let segments: Vec<_> = pointer.split('/').collect();
    let parts: &[usize] = match segments[..] {
        ["", "paths", _, method, ..] if METHODS.contains(&method) => &[2, 3],
        ["", "paths", _, ..] => &[2],
        ["", "components", _, _, ..] => &[3],
        _ => &[],
    };
    parts.iter().any(|last| {
        let (part, parent) = (segments[..=*last].join("/"), segments[..*last].join("/"));
        let Some(gone) = old.pointer(&part).filter(|_| new.pointer(&part).is_none()) else { return false };
        let here = new.pointer(&parent).and_then(Value::as_object).into_iter().flatten();
        let is_new = |name: &String| old.pointer(&parent).is_none_or(|parent| parent.get(name).is_none());
        let is_renamed = here.into_iter().any(|(name, value)| value == gone && is_new(name));
        let elsewhere = new["paths"].as_object().into_iter().flatten().flat_map(|(_, item)| operation_ids(item));
        let elsewhere: Vec<_> = elsewhere.collect();
        !is_renamed && !operation_ids(gone).iter().any(|id| elsewhere.contains(id))
    })
}

/// The `operationId` of an operation, or those of a path.
#[cfg(feature = "templates")]
fn operation_ids(node: &Value) -> Vec<&str> {
    let below = METHODS.iter().filter_map(|method| node.get(method));
    std::iter::once(node).chain(below).filter_map(|operation| operation["operationId"].as_str()).collect()
}

fn actions(overlay: &Value) -> Result<&[Value]> {
    let version = overlay["overlay"].as_str().unwrap_or_default();
    if !version.starts_with("1.0.") {
        return Err(Problem::new("overlay", format!("unsupported version `{version}`"), "set `overlay: 1.0.0`"));
    }
    Ok(overlay["actions"].as_array().map_or(&[], Vec::as_slice))
}

fn place(index: usize, action: &Value) -> String {
    match action["target"].as_str() {
        Some(target) => format!("overlay action {index} `{target}`"),
        None => format!("overlay action {index}"),
    }
}

fn lost(place: &str) -> Problem {
    Problem::new(
        place,
        "matches nothing in the spec",
        "correct the target, or remove the action; `cargo xtask spec diff OLD NEW --prune` lists those of what is gone",
    )
}

/// JSON pointers of the nodes that an action changes.
fn locate(spec: &Value, action: &Value, place: &str) -> Result<Vec<String>> {
    let target = action["target"]
        .as_str()
        .ok_or_else(|| Problem::new(place, "no `target`", "add the JSONPath of the nodes to change"))?;
    if action["description"].as_str().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(Problem::new(place, "no `description`", "add the reason for the action"));
    }
    let wrong = |what: &dyn std::fmt::Display| {
        Problem::new(place, format!("not a JSONPath: {what}"), "use the syntax of RFC 9535")
    };
    // The parser panics at an escape that the text ends in.
    if ends_in_string(target) {
        return Err(wrong(&"a string without its end"));
    }
    let path = JsonPath::parse(target).map_err(|error| wrong(&error))?;
    Ok(path.query_located(spec).locations().map(NormalizedPath::to_json_pointer).collect())
}

fn apply_action(spec: &mut Value, action: &Value, mut found: Vec<String>, place: &str) -> Result<()> {
    let update = &action["update"];
    let removes = action["remove"].as_bool() == Some(true);
    match action.get("x-plock-expects") {
        Some(expects) => found.iter().try_for_each(|at| expected(spec, at, expects, place))?,
        None if removes || update.get("type").is_some() || update.get("format").is_some() => {
            return Err(Problem::new(
                place,
                "no `x-plock-expects`",
                "add what the spec has there now, such as `{type: number, format: null}`",
            ));
        }
        None => {}
    }
    if removes {
        // From the end, so that removing an array element does not move the next one.
        found.reverse();
        found.iter().for_each(|pointer| remove(spec, pointer));
    } else if let Some(update) = action.get("update") {
        for pointer in &found {
            if let Some(node) = spec.pointer_mut(pointer) {
                merge(node, update);
            }
        }
    } else {
        return Err(Problem::new(place, "neither `update` nor `remove`", "add one of the two"));
    }
    Ok(())
}

/// Checks that a target still is what the action corrects. Of an array, one element must match.
fn expected(spec: &Value, pointer: &str, expects: &Value, place: &str) -> Result<()> {
    let target = spec.pointer(pointer).unwrap_or(&Value::Null);
    let fits = |one: &Value| match one {
        Value::Object(members) => members.iter().all(|(key, value)| target.get(key).unwrap_or(&Value::Null) == value),
        one => target == one,
    };
    if expects.as_array().map_or_else(|| fits(expects), |any| any.iter().any(fits)) {
        return Ok(());
    }
    Err(Problem::new(
        place,
        format!("expected {expects} at {pointer}: the spec has changed"),
        "see whether the correction is still needed; then correct `x-plock-expects`, or remove the action",
    ))
}

fn ends_in_string(text: &str) -> bool {
    let (mut quote, mut characters) = (None, text.chars());
    while let Some(character) = characters.next() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(_), '\\') => drop(characters.next()),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    quote.is_some()
}

fn remove(spec: &mut Value, pointer: &str) {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return };
    match spec.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.shift_remove(&last.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            for (key, value) in update {
                merge(node.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (Value::Array(node), Value::Array(update)) => node.extend(update.iter().cloned()),
        (node, update) => *node = update.clone(),
    }
}
