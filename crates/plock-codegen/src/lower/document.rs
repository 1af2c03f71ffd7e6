//! The spec as JSON. Resolves references and the differences between OpenAPI 3.0 and 3.1.

use std::borrow::Cow;
use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::keywords::{SCHEMA, is_annotation, is_limit};
use crate::problem::{Problem, Result};

/// A node of the spec and its JSON pointer.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub value: Cow<'a, Value>,
    pub pointer: String,
    /// Name of the component, if it was reached through a reference.
    pub component: Option<String>,
    /// Annotations beside the reference, such as `description`.
    pub beside: Map<String, Value>,
}

impl Node<'_> {
    pub(super) fn text(&self, key: &str) -> String {
        self.value[key].as_str().unwrap_or_default().trim().to_owned()
    }

    /// An annotation: the one beside the reference, or that of its target.
    pub(super) fn annotation(&self, key: &str) -> &Value {
        self.beside.get(key).unwrap_or(&self.value[key])
    }

    /// Whether an annotation is true.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.annotation(key).as_bool().unwrap_or_default()
    }

    pub(super) fn at(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }

    pub(super) fn strings(&self, key: &str) -> Vec<String> {
        self.value[key].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    }

    pub(super) fn has_property(&self, key: &str) -> bool {
        self.value["properties"].get(key).is_some()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }
}

pub(super) struct Document<'a>(pub &'a Value);

impl<'a> Document<'a> {
    pub(super) fn root(&self) -> Result<Node<'a>> {
        self.follow(Cow::Borrowed(self.0), String::new())
    }

    /// The child `key` of `node`, with references resolved.
    pub(super) fn child(&self, node: &Node<'a>, key: &str) -> Result<Option<Node<'a>>> {
        member(&node.value, key).map(|value| self.follow(value, node.at(key))).transpose()
    }

    /// All children of the object or array at `key`, with references resolved.
    pub(super) fn children(&self, node: &Node<'a>, key: &str) -> Result<Vec<(String, Node<'a>)>> {
        match member(&node.value, key) {
            Some(value) => self.members(&Node { value, pointer: node.at(key), component: None, beside: Map::new() }),
            None => Ok(Vec::new()),
        }
    }

    /// All children of `node`, with references resolved.
    pub(super) fn members(&self, node: &Node<'a>) -> Result<Vec<(String, Node<'a>)>> {
        let follow = |(name, value): (String, Cow<'a, Value>)| {
            let pointer = node.at(&name);
            Ok((name, self.follow(value, pointer)?))
        };
        match &node.value {
            Cow::Borrowed(value) => {
                each(value, &node.pointer)?.map(|(name, value)| (name, Cow::Borrowed(value))).map(follow).collect()
            }
            Cow::Owned(value) => {
                each(value, &node.pointer)?.map(|(name, value)| (name, Cow::Owned(value.clone()))).map(follow).collect()
            }
        }
    }

    fn follow(&self, value: Cow<'a, Value>, pointer: String) -> Result<Node<'a>> {
        let mut node = Node { value, pointer, component: None, beside: Map::new() };
        for _ in 0..32 {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str).map(str::to_owned) else {
                return Ok(node);
            };
            let target = reference.strip_prefix('#').and_then(|p| self.0.pointer(p)).ok_or_else(|| {
                Problem::new(
                    &node.pointer,
                    format!("unresolved reference `{reference}`"),
                    "refer to a component of this file",
                )
            })?;
            let (beside, refining) = self.beside(&node, target)?;
            if !refining.is_empty() {
                // Another type, which has no name of its own.
                let refined = json!({"allOf": [{"$ref": reference}, refining]});
                let pointer = node.pointer.clone();
                return Ok(Node {
                    value: Cow::Owned(refined),
                    pointer,
                    component: None,
                    beside: outer(node.beside, beside),
                });
            }
            let component = reference.rsplit('/').next().map(|c| c.replace("~1", "/").replace("~0", "~"));
            let beside = outer(node.beside, beside);
            node = Node { value: Cow::Borrowed(target), pointer: reference[1..].to_owned(), component, beside };
        }
        Err(Problem::new(&node.pointer, "circular reference", "break the cycle in the overlay"))
    }

    /// The schema, with the members of its `allOf` merged into one.
    pub(super) fn flat(&self, node: &Node<'a>) -> Result<Node<'a>> {
        self.merged(node, 0, &Cell::new(0))
    }

    /// `count`: of the members so far. Members that share a schema with two others double their number with each level.
    fn merged(&self, node: &Node<'a>, depth: u32, count: &Cell<u32>) -> Result<Node<'a>> {
        if !node.has("allOf") {
            return Ok(node.clone());
        }
        count.set(count.get() + 1);
        if depth == MAX_MERGED || count.get() > MAX_MEMBERS {
            let what = "`allOf` that is nested too deep or contains itself";
            return Err(Problem::new(&node.at("allOf"), what, "use one schema in the overlay"));
        }
        let mut value = node.value.as_object().cloned().unwrap_or_default();
        value.remove("allOf");
        let members = self.children(node, "allOf")?;
        let members =
            members.iter().map(|(_, member)| self.merged(member, depth + 1, count)).collect::<Result<Vec<_>>>()?;
        if let [only] = &*members
            && value.iter().all(|(key, value)| is_annotation(key) || only.value.get(key) == Some(value))
        {
            value.retain(|key, _| is_annotation(key));
            let beside = outer(outer(node.beside.clone(), value), only.beside.clone());
            return Ok(Node { beside, ..only.clone() });
        }
        for member in &members {
            for (key, more) in member.value.as_object().into_iter().flatten() {
                merge(&mut value, key, more).map_err(|what| {
                    Problem::new(&node.at("allOf"), what, "use one schema, or correct its members, in the overlay")
                })?;
            }
        }
        Ok(Node { value: Cow::Owned(Value::Object(value)), ..node.clone() })
    }

    /// The keywords beside a reference: annotations, and those that refine its target, as 3.1 allows.
    fn beside(&self, node: &Node<'_>, target: &Value) -> Result<(Map<String, Value>, Map<String, Value>)> {
        let mut all = node.value.as_object().cloned().unwrap_or_default();
        all.retain(|key, value| key != "$ref" && target.get(key) != Some(value));
        let (beside, refining): (Map<_, _>, Map<_, _>) = all.into_iter().partition(|(key, _)| is_annotation(key));
        let is_30 = self.0["openapi"].as_str().is_some_and(|version| version.starts_with("3.0."));
        if !is_30 {
            return Ok((beside, refining));
        }
        // 3.0 ignores them all. What only the API checks can be left out, and `x-plock-type` is an extension.
        let (own, ignored): (Map<_, _>, Map<_, _>) = refining.into_iter().partition(|(key, _)| key.starts_with("x-"));
        match ignored.keys().find(|key| !SCHEMA.ignores(key) && !is_limit(key)) {
            Some(key) => Err(Problem::new(
                &node.at(key),
                format!("OpenAPI 3.0 ignores `{key}` beside a reference"),
                "remove it, or move both into an `allOf`, in the overlay",
            )),
            None => Ok((beside, own)),
        }
    }
}

/// Maximum nesting of `allOf`.
const MAX_MERGED: u32 = 32;
/// Maximum number of `allOf`s that one schema is made of.
const MAX_MEMBERS: u32 = 1000;

/// Merges a keyword of a member of `allOf` into the schema: a value must satisfy both. The error says what contradicts.
fn merge(schema: &mut Map<String, Value>, key: &str, more: &Value) -> Result<(), String> {
    let Some(have) = schema.get_mut(key) else {
        schema.insert(key.to_owned(), more.clone());
        return Ok(());
    };
    if have == more {
        return Ok(());
    }
    let larger = |a: &Value, b: &Value| a.as_f64() > b.as_f64();
    match (key, &mut *have, more) {
        ("properties", Value::Object(have), Value::Object(more)) => {
            for (name, value) in more {
                match have.get_mut(name) {
                    None => drop(have.insert(name.clone(), value.clone())),
                    Some(old) if old == value => {}
                    Some(old) => *old = json!({"allOf": [old.take(), value]}),
                }
            }
        }
        ("required", Value::Array(have), Value::Array(more)) => {
            let new: Vec<_> = more.iter().filter(|name| !have.contains(name)).cloned().collect();
            have.extend(new);
        }
        ("enum", Value::Array(have), Value::Array(more)) => {
            have.retain(|value| more.contains(value));
            if have.is_empty() {
                return Err("the members of `allOf` have no value of `enum` in common".to_owned());
            }
        }
        ("type", have, more) => {
            let list = |types: &Value| types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]);
            let (old, more) = (list(have), list(more));
            let number = |types: &[Value]| types.iter().any(|name| name == "number");
            let common = |name: &&Value| more.contains(name) || (**name == "integer" && number(&more));
            let mut both: Vec<_> = old.iter().filter(common).cloned().collect();
            both.extend(more.iter().filter(|name| **name == "integer" && number(&old) && !old.contains(name)).cloned());
            *have = match both.as_slice() {
                [] => return Err("the members of `allOf` have no `type` in common".to_owned()),
                [one] => one.clone(),
                _ => Value::Array(both),
            };
        }
        ("minimum" | "minLength" | "minItems", have, more) if have.is_number() && more.is_number() => {
            if larger(more, have) {
                *have = more.clone();
            }
        }
        ("maximum" | "maxLength" | "maxItems", have, more) if have.is_number() && more.is_number() => {
            if larger(have, more) {
                *have = more.clone();
            }
        }
        ("items", Value::Object(_), Value::Object(_)) => *have = json!({"allOf": [have.take(), more]}),
        // Unknown members are kept in any case.
        ("additionalProperties", have, Value::Object(_)) if have.is_boolean() => *have = more.clone(),
        ("additionalProperties", _, Value::Bool(_)) => {}
        ("discriminator", ..) => {}
        (key, ..) if is_annotation(key) || SCHEMA.ignores(key) => {}
        (key, ..) => return Err(format!("the members of `allOf` contradict each other about `{key}`")),
    }
    Ok(())
}

/// The annotations of a reference and of the one it leads to.
fn outer(mut outer: Map<String, Value>, inner: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in inner {
        outer.entry(key).or_insert(value);
    }
    outer
}

/// The member `key`, borrowed from the spec if possible.
fn member<'a>(value: &Cow<'a, Value>, key: &str) -> Option<Cow<'a, Value>> {
    match value {
        Cow::Borrowed(value) => value.get(key).map(Cow::Borrowed),
        Cow::Owned(value) => value.get(key).cloned().map(Cow::Owned),
    }
}

/// The children of an object or array, by name or index.
fn each<'v>(value: &'v Value, pointer: &str) -> Result<Box<dyn Iterator<Item = (String, &'v Value)> + 'v>> {
    match value {
        Value::Object(map) => Ok(Box::new(map.iter().map(|(name, value)| (name.clone(), value)))),
        Value::Array(items) => Ok(Box::new(items.iter().enumerate().map(|(i, value)| (i.to_string(), value)))),
        _ => Err(Problem::new(pointer, "expected an object or an array", "correct it in the overlay")),
    }
}

/// The types that a schema allows, without `null`, and whether `null` is one of them (3.0's `nullable` included).
pub(super) fn types(node: &Node<'_>) -> (Vec<String>, bool) {
    let mut types = match &node.value["type"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(_) => node.strings("type"),
        _ => Vec::new(),
    };
    let before = types.len();
    types.retain(|t| t != "null");
    let null = types.len() < before || node.flag("nullable");
    if types.is_empty() {
        if node.has("properties") {
            types.push("object".to_owned());
        } else if node.has("items") {
            types.push("array".to_owned());
        } else if node.value["const"].is_string() || is_texts(&node.value["enum"]) {
            types.push("string".to_owned());
        }
    }
    (types, null)
}

fn is_texts(values: &Value) -> bool {
    values.as_array().is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_string))
}
