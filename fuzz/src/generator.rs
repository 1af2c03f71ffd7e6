//! Overlay, normaliser and emitters of the generator: any spec is either emitted for every language, or has a problem with a place.

use plock_codegen::{Emitter, Problem, apply, emit, lower};
use serde_json::{Value, json};

const SPECS: [&str; 2] = [include_str!("small.json"), include_str!("../../crates/plock-codegen/tests/specs/old.json")];

const EMITTERS: [Emitter; 15] = [
    emit::surface,
    emit::rust,
    emit::meta,
    emit::dynamic,
    emit::python_types,
    emit::python::resources,
    emit::python::stubs,
    emit::python::every,
    emit::node::resources,
    emit::node::types,
    emit::node::every,
    emit::kotlin::resources,
    emit::kotlin::types,
    emit::swift::resources,
    emit::swift::types,
];

/// Values that are inserted into a spec, besides strings of the input.
fn fragment(choice: u8) -> Value {
    match choice {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(""),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(1.5),
        6 => json!({}),
        7 => json!([]),
        8 => json!({"$ref": "#/components/schemas/Thing"}),
        9 => json!({"$ref": "#/components/schemas/Pet"}),
        10 => json!({"$ref": "#/components"}),
        11 => json!({"type": "object"}),
        12 => json!({"type": ["string", "null"]}),
        13 => json!({"type": "array", "items": {"type": "number", "format": "decimal"}}),
        14 => json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        15 => json!({"type": "string", "format": "date-time"}),
        16 => json!({"type": "string", "enum": ["a", "A", "a b", "", "1"]}),
        17 => json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}),
        18 => json!({"allOf": [{"$ref": "#/components/schemas/Thing"}]}),
        19 => json!({"oneOf": [{"type": "string"}, {"type": "null"}]}),
        20 => json!({"type": "object", "properties": {"class": {"type": "string"}, "x-y": {"type": "boolean"}}}),
        21 => json!({"in": "query", "name": "page", "schema": {"type": "integer"}}),
        22 => json!({"in": "header", "name": "X-Mode", "required": true, "schema": {"type": "string"}}),
        23 => json!({"in": "path", "name": "thingId", "required": true, "schema": {"type": "string"}}),
        24 => json!({"200": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}),
        25 => json!({"204": {"description": ""}}),
        26 => json!(["string", "null"]),
        27 => json!("integer"),
        28 => json!("#/components/schemas/Loop"),
        29 => json!("3.0.3"),
        _ => json!("thing"),
    }
}

/// Keys that the generator reads.
const KEYS: [&str; 24] = [
    "type",
    "properties",
    "items",
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "nullable",
    "required",
    "format",
    "enum",
    "additionalProperties",
    "parameters",
    "requestBody",
    "responses",
    "schema",
    "content",
    "name",
    "in",
    "operationId",
    "default",
    "discriminator",
    "x-plock-name",
    "post",
];

/// Reads the input byte by byte.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn word(&mut self) -> usize {
        usize::from(self.byte()) << 8 | usize::from(self.byte())
    }

    /// A string of the input: its length, then its bytes.
    fn text(&mut self) -> String {
        let length = usize::from(self.byte() % 24).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn value(&mut self) -> Value {
        match self.byte() {
            choice @ 0..48 => fragment(choice),
            _ => Value::String(self.text()),
        }
    }

    fn key(&mut self) -> String {
        match self.byte() {
            choice @ 0..48 => KEYS[usize::from(choice) % KEYS.len()].to_owned(),
            _ => self.text(),
        }
    }
}

fn children(value: &Value) -> Box<dyn Iterator<Item = (String, &Value)> + '_> {
    match value {
        Value::Object(map) => {
            Box::new(map.iter().map(|(name, value)| (name.replace('~', "~0").replace('/', "~1"), value)))
        }
        Value::Array(items) => Box::new(items.iter().enumerate().map(|(at, value)| (at.to_string(), value))),
        _ => Box::new(std::iter::empty()),
    }
}

/// Number of values, including this one.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Pointer of the value `number`. Children come before their parent.
fn pointer(value: &Value, mut number: usize) -> String {
    for (name, child) in children(value) {
        let below = count(child);
        if number < below {
            return format!("/{name}{}", pointer(child, number));
        }
        number -= below;
    }
    String::new()
}

fn depth(value: &Value) -> usize {
    let below = match value {
        Value::Object(map) => map.values().map(depth).max(),
        Value::Array(items) => items.iter().map(depth).max(),
        _ => return 1,
    };
    1 + below.unwrap_or(0)
}

fn edit(spec: &mut Value, input: &mut Input<'_>) {
    let (all, action) = (count(spec), input.byte());
    let target = pointer(spec, input.word() % all);
    let copied = spec.pointer(&pointer(spec, input.word() % all)).cloned().unwrap_or_default();
    let Some(node) = spec.pointer_mut(&target) else { return };
    match (action % 5, node) {
        (0, node) => *node = input.value(),
        (1, Value::Object(map)) => drop(map.insert(input.key(), input.value())),
        (1, Value::Array(items)) => items.push(input.value()),
        (2, Value::Object(map)) => drop(map.insert(input.key(), copied)),
        (2, Value::Array(items)) => items.push(copied),
        (3, Value::Object(map)) => drop(map.shift_remove(&input.key())),
        (3, Value::Array(items)) => drop(items.pop()),
        (4, Value::Object(map)) => {
            // Moved to the end, under another name.
            let old = map.keys().nth(usize::from(input.byte()) % map.len().max(1)).cloned();
            if let Some(value) = old.and_then(|old| map.shift_remove(&old)) {
                map.insert(input.key(), value);
            }
        }
        (_, node) => *node = copied,
    }
}

/// The first byte selects the spec, the second the number of changes and whether an overlay is applied, the last the target.
pub fn run(data: &[u8]) {
    let (mut input, target) = (Input(data), data.last().copied().unwrap_or_default());
    let mut spec: Value = serde_json::from_str(SPECS[usize::from(input.byte()) % SPECS.len()]).expect("a spec");
    let times = input.byte();
    for _ in 0..times % 8 {
        edit(&mut spec, &mut input);
    }
    if times & 0x80 != 0 {
        let target = if times & 0x40 != 0 { input.text() } else { format!("$..{}", input.key()) };
        let mut action = json!({"target": target, "description": "why"});
        let (name, value) = if times & 0x20 != 0 { ("update", input.value()) } else { ("remove", json!(true)) };
        action[name] = value;
        if let Err(problem) = apply(&mut spec, &json!({"overlay": "1.0.0", "actions": [action]})) {
            return check(&problem);
        }
    }
    // No text is nested so deep that it overflows the stack: parsers have a limit.
    if depth(&spec) > 256 {
        return;
    }
    match lower(&spec) {
        // Few inputs are emitted, for one target each: that takes longer than everything before.
        Ok(api) => match (EMITTERS.get(usize::from(target)), target) {
            (Some(emit), _) => drop(emit(&api).map_err(|problem| check(&problem))),
            (None, 0xff) => drop(emit::openapi30(&api)),
            (None, _) => {}
        },
        Err(problem) => check(&problem),
    }
}

/// Checks that a problem is not empty.
fn check(problem: &Problem) {
    assert!(problem.to_string().len() > 10, "{problem}");
}
