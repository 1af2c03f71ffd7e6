//! Names of operations: their resource, their verb, and the object that types of bodies are named after.

use super::document::{Document, Node};
use super::operations::METHODS;
use crate::ir::{Kind, Resource};
use crate::names::Name;
use crate::problem::{Problem, Result};

/// The resource of an operation: the last static segment of the path, unless the overlay or an action says another.
pub(super) fn resource(path: &str, node: &Node<'_>, action: Option<&str>, pointer: &str) -> Result<Name> {
    match node.value["x-plock-resource"].as_str().or(action) {
        Some(name) => Name::new(name, pointer),
        None => Name::new(last_static_segment(path, pointer)?, pointer),
    }
}

fn last_static_segment<'p>(path: &'p str, pointer: &str) -> Result<&'p str> {
    path.rsplit('/').find(|s| !s.is_empty() && !s.starts_with('{')).ok_or_else(|| {
        Problem::new(pointer, "the path has no name for the resource", "set `x-plock-resource` in the overlay")
    })
}

/// The verb of an operation: that of the overlay or of an action, or the one of its method.
pub(super) fn verb(node: &Node<'_>, method: &str, kind: Kind, action: Option<&str>, pointer: &str) -> Result<Name> {
    let verb = match (node.value["x-plock-verb"].as_str().or(action), method, kind) {
        (Some(verb), ..) => verb,
        (None, _, Kind::List) => "list",
        (None, "post", _) => "create",
        (None, "patch", _) => "update",
        (None, "put", _) => "replace",
        (None, method, _) => method,
    };
    Name::new(verb, pointer)
}

/// The resource and verb of `POST /subscriptions/{id}/cancel`: an action on one object. The last segment is no plural, and no
/// other operation is about it.
pub(super) fn action<'p>(doc: &Document<'_>, path: &'p str, method: &str) -> Option<(&'p str, &'p str)> {
    if !["post", "put", "patch"].contains(&method) {
        return None;
    }
    let (object, verb) = path.rsplit_once('/')?;
    let (collection, id) = object.rsplit_once('/')?;
    let resource = collection.rsplit('/').next().filter(|segment| !segment.is_empty() && !segment.starts_with('{'))?;
    let is_action = id.starts_with('{') && !verb.starts_with('{') && Name::new(verb, "").ok()?.singular().is_none();
    let paths = doc.0["paths"].as_object()?;
    let below = format!("{path}/");
    let is_alone = !paths.keys().any(|other| other.starts_with(&below))
        && METHODS.iter().filter(|other| paths[path].get(*other).is_some()).count() == 1;
    (is_action && is_alone).then_some((resource, verb))
}

/// Name of one object of the resource: the type of its responses, or the singular of its name.
pub(super) fn singular(resource: &Name, known: &[Resource]) -> Name {
    let read = known
        .iter()
        .find(|r| r.name == *resource)
        .and_then(|r| r.operations.iter().filter(|o| !o.document).find_map(|o| o.response.ty()));
    if let Some((name, _)) = read {
        return name.clone();
    }
    resource.singular().unwrap_or_else(|| resource.clone())
}

/// Gives operations of a resource different names: of those with the same, the one with the shortest path keeps it, and others get the
/// words of their path that it lacks: `get_by_id` for `/by-id/disks/{id}` beside `/disks/{disk}`.
pub(super) fn distinguish(resource: &mut Resource) {
    let segments =
        |path: &str| path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    for at in 0..resource.operations.len() {
        let operation = &resource.operations[at];
        let own = segments(&operation.path);
        let same = resource.operations.iter().enumerate().filter(|(_, other)| other.verb == operation.verb);
        let shortest = same.min_by_key(|(at, other)| (segments(&other.path).len(), *at));
        let Some((_, other)) = shortest.filter(|(kept, _)| *kept != at) else { continue };
        let known = segments(&other.path);
        let more: Vec<_> = own.iter().filter(|segment| !known.contains(segment)).collect();
        let words: Vec<_> = more.iter().filter(|segment| !segment.starts_with('{')).map(|s| s.as_str()).collect();
        let by = more.iter().filter_map(|segment| segment.strip_prefix('{')).map(|name| format!("by {name}"));
        let by: Vec<_> = by.collect();
        let (words, by) = (words.join(" "), by.join(" "));
        let candidates = [words.clone(), by.clone(), format!("{words} {by}")];
        let candidates = candidates.iter().filter_map(|words| Name::new(words, &operation.pointer).ok());
        let mut names = candidates.map(|suffix| operation.verb.join(&suffix));
        let Some(name) = names.find(|name| resource.operations.iter().all(|other| other.verb != *name)) else {
            continue;
        };
        let operation = &mut resource.operations[at];
        operation.verb = name;
        operation.number = resource.name.join(&operation.verb);
        operation.batch = operation.batch.take().map(|_| operation.verb.with("many"));
    }
}
