//! Types from schemas.

mod choices;
mod properties;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

pub(super) use self::properties::{as_id, constant, limits, text_of};
use super::document::{Document, Node, types};
use super::keywords;
use crate::ir::{Field, Place, Shape, Ty, TypeDef, Variant};
use crate::names::{Name, Role, no_collisions};
use crate::problem::{Problem, Result};

/// Reads schemas, and collects the named types.
pub(super) struct Schemas<'a> {
    doc: &'a Document<'a>,
    pub types: Vec<TypeDef>,
    /// Objects that are being read. One that is reached again contains itself.
    open: Vec<(String, Name, bool)>,
    /// Types that were read, by pointer and whether they are part of a body.
    done: HashMap<(String, bool), Ty>,
    /// Nesting depth, since the last object.
    depth: u32,
    /// Pointers of all types in responses. `None` in the first pass, which collects them.
    in_responses: Option<HashSet<String>>,
    /// Name of the operation that is being read.
    pub operation: Option<Name>,
}

/// Maximum nesting depth without an object in between. Deeper schemas are taken to contain themselves.
const MAX_DEPTH: u32 = 12;

/// Maximum nesting depth of objects: reading a schema recurses.
const MAX_OBJECTS: usize = 32;

/// A type, and whether it may be null.
pub(super) struct Lowered {
    pub ty: Ty,
    pub nullable: bool,
}

impl From<Ty> for Lowered {
    fn from(ty: Ty) -> Self {
        Self { ty, nullable: false }
    }
}

impl Lowered {
    /// The type of an item of a list, a map or a pair.
    fn item(self) -> Ty {
        match self.ty {
            Ty::Json => Ty::Json,
            ty if self.nullable => Ty::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

impl<'a> Schemas<'a> {
    pub(super) fn new(doc: &'a Document<'a>, in_responses: Option<HashSet<String>>) -> Self {
        Self { doc, types: Vec::new(), open: Vec::new(), done: HashMap::new(), depth: 0, in_responses, operation: None }
    }

    pub(super) fn reads_bodies(&self) -> bool {
        self.in_responses.is_some()
    }

    /// Pointers of all types that were read.
    pub(super) fn pointers(self) -> HashSet<String> {
        self.done.into_keys().map(|(pointer, _)| pointer).collect()
    }

    /// Fields of an object that was read.
    pub(super) fn fields_of(&self, name: &Name) -> &[Field] {
        match self.types.iter().find(|known| known.name == *name).map(|known| &known.shape) {
            Some(Shape::Struct { fields, .. }) => fields,
            _ => &[],
        }
    }

    /// The type of `node`; `hint` is its name if the spec has none. `body`: it is part of a request body.
    pub(super) fn lower(&mut self, node: &Node<'a>, hint: &Name, body: bool) -> Result<Lowered> {
        if self.depth == MAX_DEPTH {
            return Err(Problem::new(
                &node.pointer,
                "the schema contains itself without an object in between",
                "use an object, or allow any value, in the overlay",
            ));
        }
        self.depth += 1;
        let lowered = self.lower_next(node, hint, body);
        self.depth -= 1;
        lowered
    }

    fn lower_next(&mut self, node: &Node<'a>, hint: &Name, body: bool) -> Result<Lowered> {
        let node = &self.doc.flat(node)?;
        keywords::SCHEMA.check(node)?;
        if *node.value == Value::Bool(false) {
            return Err(Problem::new(
                &node.pointer,
                "no value is allowed",
                "remove it, or allow values, in the overlay",
            ));
        }
        for keyword in ["oneOf", "anyOf"] {
            if node.has(keyword) && !is_condition(node, keyword) {
                return self.choice(node, keyword, hint, body);
            }
        }
        let (types, nullable) = types(node);
        let ty = match types.as_slice() {
            [] => Ty::Json,
            [one] => self.single(node, one, hint, body)?,
            // Both are read, whatever the spec says.
            [one, text] if text == "string" && matches!(node.text("format").as_str(), "decimal" | "id") => {
                self.single(node, one, hint, body)?
            }
            many => {
                let mut variants = Vec::new();
                for name in many {
                    let ty = self.single(node, name, hint, body)?;
                    variants.push(Variant { name: Name::new(name, &node.pointer)?, ty, tags: Vec::new() });
                }
                self.union(node, variants, None, hint, body)?
            }
        };
        Ok(Lowered { ty, nullable })
    }

    fn single(&mut self, node: &Node<'a>, kind: &str, hint: &Name, body: bool) -> Result<Ty> {
        let format = node.text("format");
        Ok(match (kind, format.as_str()) {
            ("string", _) if node.has("enum") || node.has("const") => self.choice_of_text(node, hint)?,
            ("string", "date") => Ty::Date,
            ("string", "date-time") => Ty::DateTime,
            ("string", "date-or-date-time") => Ty::DateOrDateTime,
            ("string", "decimal") => Ty::Decimal { text: true },
            ("string", "id") => Ty::Id { number: false },
            ("integer", "id") => Ty::Id { number: true },
            ("string", "binary") => {
                return Err(Problem::new(
                    &node.at("format"),
                    "unsupported format `binary` of string",
                    "set it to byte or uuid in the overlay, or remove it",
                ));
            }
            ("string", _) => Ty::String,
            ("integer", "unix-time") => Ty::UnixTime,
            // A format that is not known says nothing about how a value is written.
            ("integer", _) => Ty::Integer,
            // Also float and double: numbers keep their digits and are never converted to floats.
            ("number", _) => Ty::Decimal { text: false },
            ("boolean", _) => Ty::Boolean,
            ("array", _) => self.array(node, hint, body)?,
            ("object", _) => self.object(node, hint, body)?,
            _ => {
                return Err(Problem::new(
                    &node.at("type"),
                    format!("unknown type `{kind}`"),
                    "set it to string, number, integer, boolean, object, array or null in the overlay",
                ));
            }
        })
    }

    fn array(&mut self, node: &Node<'a>, hint: &Name, body: bool) -> Result<Ty> {
        let Some(items) = self.doc.child(node, "items")? else {
            return Ok(Ty::Array(Box::new(Ty::Json)));
        };
        let one = hint.singular().map_or_else(|| Ok(hint.join(&Name::new("item", &node.pointer)?)), Ok)?;
        let inner = Box::new(self.lower(&items, &one, body)?.item());
        let is_pair = node.value["minItems"] == 2 && node.value["maxItems"] == 2;
        Ok(if is_pair { Ty::Pair(inner) } else { Ty::Array(inner) })
    }

    fn object(&mut self, node: &Node<'a>, hint: &Name, body: bool) -> Result<Ty> {
        let has_fields = node.value["properties"].as_object().is_some_and(|p| !p.is_empty());
        if !has_fields {
            return Ok(match node.value.get("additionalProperties") {
                Some(Value::Object(schema)) if !schema.is_empty() => {
                    let Some(values) = self.doc.child(node, "additionalProperties")? else { return Ok(Ty::Json) };
                    let value = Name::new("value", &node.pointer)?;
                    Ty::Map(Box::new(self.lower(&values, &hint.join(&value), body)?.item()))
                }
                _ => Ty::Json,
            });
        }
        let base = self.unused(node, hint, |known| self.doc.0.pointer(&known.pointer) == Some(&*node.value))?;
        let name = self.input_name(node, &base, body)?;
        let place = (node.pointer.clone(), body);
        if let Some(ty) = self.done.get(&place) {
            return Ok(ty.clone());
        }
        if self.open.iter().any(|(pointer, ..)| *pointer == node.pointer) {
            return Ok(Ty::Object(name));
        }
        if self.open.len() == MAX_OBJECTS {
            return Err(Problem::new(
                &node.pointer,
                format!("objects nested deeper than {MAX_OBJECTS} levels"),
                "move one to the components, or allow any value, in the overlay",
            ));
        }
        self.open.push((node.pointer.clone(), name.clone(), body));
        let depth = std::mem::take(&mut self.depth);
        let fields = self.fields(node, &base, Place::Top, body);
        self.depth = depth;
        let fields = fields?;
        no_collisions(Role::Field, fields.iter().map(|f| (&f.name, f.pointer.as_str())))?;
        self.open.pop();
        let ty = Ty::Object(name.clone());
        self.done.insert(place, ty.clone());
        let shape = Shape::Struct { fields, body };
        self.add(TypeDef { name, pointer: node.pointer.clone(), description: node.text("description"), shape })?;
        Ok(ty)
    }

    fn type_name(&self, node: &Node<'a>, hint: &Name) -> Result<Name> {
        match (node.value["x-plock-type"].as_str(), &node.component) {
            (Some(name), _) => Name::new(name, &node.at("x-plock-type")),
            (None, Some(component)) => Name::new(component, &node.pointer),
            (None, None) => Ok(hint.clone()),
        }
    }

    /// The type of a response that is an object without described members.
    pub(super) fn undescribed(&mut self, node: &Node<'a>, hint: &Name) -> Result<Name> {
        let shape = Shape::Struct { fields: Vec::new(), body: false };
        let name = self.unused(node, hint, |known| known.shape == shape)?;
        let description = node.text("description");
        self.add(TypeDef { name: name.clone(), pointer: node.pointer.clone(), description, shape })?;
        Ok(name)
    }

    /// The name of an inline schema; with that of the operation if another type has it already, or another one if Python derives it from the
    /// body that it is in.
    fn unused(&self, node: &Node<'a>, hint: &Name, is_same: impl Fn(&TypeDef) -> bool) -> Result<Name> {
        let name = self.type_name(node, hint)?;
        let is_given = node.component.is_some() || node.has("x-plock-type");
        let is_derived = |owner: &Name| super::DERIVED.iter().any(|word| owner.with(word) == name);
        if !is_given && self.open.last().is_some_and(|(_, owner, body)| *body && is_derived(owner)) {
            return Ok(name.with("value"));
        }
        Ok(match (&self.operation, self.types.iter().find(|known| known.name == name)) {
            (Some(operation), Some(known)) if name == *hint && !is_same(known) => operation.join(&name),
            _ => name,
        })
    }

    /// A schema of both requests and responses has two types: one is built from arguments, the other decoded.
    fn input_name(&self, node: &Node<'a>, name: &Name, body: bool) -> Result<Name> {
        if body && self.in_responses.as_ref().is_some_and(|in_responses| in_responses.contains(&node.pointer)) {
            return Ok(name.join(&Name::new("input", &node.pointer)?));
        }
        Ok(name.clone())
    }

    fn add(&mut self, new: TypeDef) -> Result<()> {
        if let Some(old) = self.types.iter().find(|t| t.name == new.name) {
            if same(old, &new) {
                return Ok(());
            }
            return Err(Problem::new(
                &new.pointer,
                format!("the type name `{}` is already used by {}", new.name.pascal(), old.pointer),
                "rename one of the two with `x-plock-type` in the overlay",
            ));
        }
        self.types.push(new);
        Ok(())
    }
}

/// Whether two types are the same, apart from their pointers.
fn same(a: &TypeDef, b: &TypeDef) -> bool {
    match (&a.shape, &b.shape) {
        (Shape::Struct { fields: x, body: sent }, Shape::Struct { fields: y, body: also }) => {
            sent == also
                && x.len() == y.len()
                && x.iter().zip(y).all(|(x, y)| {
                    Field { pointer: String::new(), ..x.clone() } == Field { pointer: String::new(), ..y.clone() }
                })
        }
        (x, y) => x == y,
    }
}

/// Whether the alternatives only say which members are required together, which the API checks.
fn is_condition(node: &Node<'_>, keyword: &str) -> bool {
    let only_requires = |schema: &Value| {
        let keys = schema.as_object().map(|schema| schema.keys().collect::<Vec<_>>());
        keys.is_some_and(|keys| keys.iter().all(|key| ["required", "title", "description"].contains(&key.as_str())))
    };
    node.has("properties") && node.value[keyword].as_array().is_some_and(|all| all.iter().all(only_requires))
}
