//! The spec as JSON. Resolves references and the differences between OpenAPI 3.0 and 3.1.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::problem::{Problem, Result};

/// A node of the spec and its JSON pointer.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub value: Cow<'a, Value>,
    pub pointer: String,
    /// Name of the component, if it was reached through a reference.
    pub component: Option<String>,
}

impl Node<'_> {
    pub(super) fn text(&self, key: &str) -> String {
        self.value[key].as_str().unwrap_or_default().trim().to_owned()
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.value[key].as_bool().unwrap_or_default()
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
            Some(value) => self.members(&Node { value, pointer: node.at(key), component: None }),
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
        let mut node = Node { value, pointer, component: None };
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
            // In 3.1, keywords beside a reference refine its target.
            let mut beside = node.value.as_object().cloned().unwrap_or_default();
            beside.remove("$ref");
            let target = match (target, beside.is_empty()) {
                (Value::Object(map), false) => Cow::Owned(Value::Object(refined(map, beside))),
                (other, _) => Cow::Borrowed(other),
            };
            let component = reference.rsplit('/').next().map(|c| c.replace("~1", "/").replace("~0", "~"));
            node = Node { value: target, pointer: reference[1..].to_owned(), component };
        }
        Err(Problem::new(&node.pointer, "circular reference", "break the cycle in the overlay"))
    }
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

fn refined(base: &Map<String, Value>, beside: Map<String, Value>) -> Map<String, Value> {
    let mut map = base.clone();
    map.extend(beside);
    map
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
        }
    }
    (types, null)
}
