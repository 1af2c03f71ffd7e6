//! Types from schemas.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::document::{Document, Node, types};
use crate::ir::{Field, Limits, Place, Shape, Ty, TypeDef, Variant};
use crate::names::{Name, Role, no_collisions};
use crate::problem::{Problem, Result};

/// Reads schemas, and collects the named types.
pub(super) struct Schemas<'a> {
    doc: &'a Document<'a>,
    pub types: Vec<TypeDef>,
    /// Objects that are being read. One that is reached again contains itself.
    open: Vec<(String, Name)>,
    /// Types that were read, by pointer and whether they are part of a body.
    done: HashMap<(String, bool), Ty>,
    /// Nesting depth, since the last object.
    depth: u32,
    /// Pointers of all types in responses. `None` in the first pass, which collects them.
    in_responses: Option<HashSet<String>>,
}

/// Maximum nesting depth without an object in between. Deeper schemas are taken to contain themselves.
const MAX_DEPTH: u32 = 12;

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

impl<'a> Schemas<'a> {
    pub(super) fn new(doc: &'a Document<'a>, in_responses: Option<HashSet<String>>) -> Self {
        Self { doc, types: Vec::new(), open: Vec::new(), done: HashMap::new(), depth: 0, in_responses }
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
        if let Some(keyword) =
            ["patternProperties", "prefixItems", "$dynamicRef", "not"].into_iter().find(|k| node.has(k))
        {
            return Err(Problem::new(
                &node.at(keyword),
                format!("unsupported keyword `{keyword}`"),
                "remove it in the overlay, or use other keywords",
            ));
        }
        for keyword in ["oneOf", "anyOf"] {
            if node.has(keyword) {
                return self.choice(node, keyword, hint, body);
            }
        }
        if node.has("allOf") {
            let merged = self.all_of(node)?;
            return self.lower(&merged, hint, body);
        }
        let (types, nullable) = types(node);
        let ty = match types.as_slice() {
            [] => Ty::Json,
            [one] => self.single(node, one, hint, body)?,
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
        let unsupported = |allowed: &str| {
            Err(Problem::new(
                &node.at("format"),
                format!("unsupported format `{format}` of {kind}"),
                format!("set it to one of {allowed} in the overlay, or remove it"),
            ))
        };
        Ok(match (kind, format.as_str()) {
            ("string", _) if node.has("enum") || node.has("const") => self.choice_of_text(node, hint)?,
            ("string", "date") => Ty::Date,
            ("string", "date-time") => Ty::DateTime,
            ("string", "date-or-date-time") => Ty::DateOrDateTime,
            ("string", "decimal") => Ty::Decimal { text: true },
            ("string", "id") => Ty::Id { number: false },
            ("integer", "id") => Ty::Id { number: true },
            ("string", "binary") => return unsupported("byte, uuid or none"),
            ("string", _) => Ty::String,
            ("integer", "unix-time") => Ty::UnixTime,
            ("integer", "" | "int32" | "int64" | "uint32") => Ty::Integer,
            ("integer", _) => return unsupported("int32, int64, uint32, unix-time, id"),
            // Also float and double: numbers keep their digits and are never converted to floats.
            ("number", "" | "float" | "double" | "decimal") => Ty::Decimal { text: false },
            ("number", _) => return unsupported("decimal, float, double"),
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
        let inner = self.lower(&items, &one, body)?;
        if node.value["minItems"] == 2 && node.value["maxItems"] == 2 {
            return Ok(Ty::Pair(Box::new(inner.ty)));
        }
        Ok(Ty::Array(Box::new(inner.ty)))
    }

    fn object(&mut self, node: &Node<'a>, hint: &Name, body: bool) -> Result<Ty> {
        let has_fields = node.value["properties"].as_object().is_some_and(|p| !p.is_empty());
        if !has_fields {
            return Ok(match node.value.get("additionalProperties") {
                Some(Value::Object(schema)) if !schema.is_empty() => {
                    let Some(values) = self.doc.child(node, "additionalProperties")? else { return Ok(Ty::Json) };
                    let value = Name::new("value", &node.pointer)?;
                    Ty::Map(Box::new(self.lower(&values, &hint.join(&value), body)?.ty))
                }
                _ => Ty::Json,
            });
        }
        let base = self.type_name(node, hint)?;
        let name = self.input_name(node, &base, body)?;
        let place = (node.pointer.clone(), body);
        if let Some(ty) = self.done.get(&place) {
            return Ok(ty.clone());
        }
        if self.open.iter().any(|(pointer, _)| *pointer == node.pointer) {
            return Ok(Ty::Object(name));
        }
        self.open.push((node.pointer.clone(), name.clone()));
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

    fn fields(&mut self, node: &Node<'a>, parent: &Name, place: Place, body: bool) -> Result<Vec<Field>> {
        let required = node.strings("required");
        let mut fields = Vec::new();
        for (wire, schema) in self.doc.children(node, "properties")? {
            let pointer = format!("{}/properties/{}", node.pointer, wire.replace('~', "~0").replace('/', "~1"));
            // A JSON:API resource object is flattened: its attributes are beside its id.
            if place == Place::Top
                && wire == "attributes"
                && schema.has("properties")
                && (node.has_property("type") || node.has_property("id"))
            {
                let mut inner = self.fields(&schema, parent, Place::Attributes, body)?;
                if !body && !required.contains(&wire) {
                    inner.iter_mut().for_each(|f| f.required = false);
                }
                fields.extend(inner);
                continue;
            }
            let own = node.value["properties"].get(&wire).cloned().unwrap_or_default();
            let name = match own["x-plock-name"].as_str() {
                Some(name) => Name::new(name, &pointer)?,
                None => Name::new(&wire, &pointer)?,
            };
            let lowered = self.lower(&schema, &parent.join(&name), body)?;
            ids_are_ids(&name, &lowered.ty, &pointer)?;
            let recursive =
                matches!(&lowered.ty, Ty::Object(n) | Ty::Union(n) if self.open.iter().any(|(_, o)| o == n));
            fields.push(Field {
                required: required.contains(&wire) && !lowered.nullable,
                nullable: lowered.nullable,
                constant: constant(&schema),
                limits: limits(&schema),
                description: text_of(&schema),
                records: own["x-plock-records"].as_str().map(str::to_owned),
                references: own["x-plock-references"].as_str().map(str::to_owned),
                ty: lowered.ty,
                recursive,
                name,
                wire,
                pointer,
                place,
            });
        }
        if body {
            // The order of the constructor is that of `required`.
            fields.sort_by_key(|f| required.iter().position(|r| *r == f.wire).unwrap_or(usize::MAX));
        }
        Ok(fields)
    }

    fn choice_of_text(&mut self, node: &Node<'a>, hint: &Name) -> Result<Ty> {
        let values = match node.value.get("const") {
            Some(Value::String(one)) => vec![one.clone()],
            _ => node.strings("enum"),
        };
        if values.len() < 2 {
            return Ok(Ty::String);
        }
        // The same type in requests and responses.
        let place = (node.pointer.clone(), false);
        if let Some(ty) = self.done.get(&place) {
            return Ok(ty.clone());
        }
        let names = node.strings("x-enum-varnames");
        let named = values
            .iter()
            .enumerate()
            .map(|(i, value)| Ok((Name::new(names.get(i).unwrap_or(value), &node.at("enum"))?, value.clone())))
            .collect::<Result<Vec<_>>>()?;
        let pointers: Vec<_> = values.iter().map(|v| format!("{} `{v}`", node.at("enum"))).collect();
        no_collisions(Role::Variant, named.iter().map(|(n, _)| n).zip(pointers.iter().map(String::as_str)))?;
        let name = self.type_name(node, hint)?;
        let ty = Ty::Enum(name.clone());
        self.done.insert(place, ty.clone());
        let shape = Shape::Enum { values: named };
        self.add(TypeDef { name, pointer: node.pointer.clone(), description: node.text("description"), shape })?;
        Ok(ty)
    }

    fn choice(&mut self, node: &Node<'a>, keyword: &str, hint: &Name, body: bool) -> Result<Lowered> {
        let mut members = Vec::new();
        let mut nullable = node.flag("nullable");
        for (_, member) in self.doc.children(node, keyword)? {
            if member.value["type"] == "null" {
                nullable = true;
            } else {
                members.push(member);
            }
        }
        if let [only] = members.as_slice() {
            let lowered = self.lower(only, hint, body)?;
            return Ok(Lowered { ty: lowered.ty, nullable: nullable || lowered.nullable });
        }
        if let Some(ty) = self.done.get(&(node.pointer.clone(), body)) {
            return Ok(Lowered { ty: ty.clone(), nullable });
        }
        let tag = node.value["discriminator"]["propertyName"].as_str().map(str::to_owned);
        let mut variants = Vec::new();
        for member in &members {
            let is_object = types(member).0 == ["object"];
            let named = member.component.clone().or_else(|| member.value["x-plock-type"].as_str().map(str::to_owned));
            let name = match (named, is_object) {
                (Some(name), _) => Name::new(&name, &member.pointer)?,
                (None, false) => Name::new(types(member).0.first().map_or("json", String::as_str), &member.pointer)?,
                (None, true) => {
                    return Err(Problem::new(
                        &member.pointer,
                        "inline object without a name",
                        "add an `x-plock-type` in the overlay, or move it to the components",
                    ));
                }
            };
            let lowered = self.lower(member, &hint.join(&name), body)?;
            nullable |= lowered.nullable;
            let tags = self.tags(node, member, tag.as_deref())?;
            variants.push(Variant { name, ty: lowered.ty, tags });
        }
        let ty = self.union(node, variants, tag, hint, body)?;
        Ok(Lowered { ty, nullable })
    }

    /// Values of the tag that select `member`: from the mapping, the constant of the property, or the name of the component.
    fn tags(&self, node: &Node<'a>, member: &Node<'a>, tag: Option<&str>) -> Result<Vec<String>> {
        let Some(tag) = tag else { return Ok(Vec::new()) };
        let reference = format!("#{}", member.pointer);
        let mapped: Vec<String> = node.value["discriminator"]["mapping"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, to)| to.as_str() == Some(&reference) || to.as_str() == member.component.as_deref())
            .map(|(value, _)| value.clone())
            .collect();
        if !mapped.is_empty() {
            return Ok(mapped);
        }
        if let Some(properties) = self.doc.child(member, "properties")?
            && let Some(property) = self.doc.child(&properties, tag)?
            && let Some(value) = constant(&property)
        {
            return Ok(vec![value]);
        }
        Ok(member.component.clone().into_iter().collect())
    }

    fn union(
        &mut self,
        node: &Node<'a>,
        variants: Vec<Variant>,
        tag: Option<String>,
        hint: &Name,
        body: bool,
    ) -> Result<Ty> {
        let mut kinds: HashMap<&str, usize> = HashMap::new();
        variants.iter().for_each(|v| *kinds.entry(json_kind(&v.ty)).or_default() += 1);
        let ambiguous = kinds.iter().any(|(kind, n)| *n > 1 && (*kind != "object" || tag.is_none()));
        let untagged = tag.is_some() && variants.iter().any(|v| json_kind(&v.ty) == "object" && v.tags.is_empty());
        if ambiguous || untagged || kinds.contains_key("any") {
            return Err(Problem::new(
                &node.pointer,
                "the alternatives cannot be distinguished",
                "add a `discriminator` with a `propertyName` (and a `mapping`) in the overlay",
            ));
        }
        let pointers: Vec<_> = variants.iter().map(|v| format!("{} `{}`", node.pointer, v.name.snake())).collect();
        no_collisions(Role::Variant, variants.iter().map(|v| &v.name).zip(pointers.iter().map(String::as_str)))?;
        let holds_objects = variants.iter().any(|v| v.ty.named().is_some() && !matches!(v.ty, Ty::Enum(_)));
        let name = self.input_name(node, &self.type_name(node, hint)?, body && holds_objects)?;
        let ty = Ty::Union(name.clone());
        self.done.insert((node.pointer.clone(), body), ty.clone());
        let shape = Shape::Union { variants, tag };
        self.add(TypeDef { name, pointer: node.pointer.clone(), description: node.text("description"), shape })?;
        Ok(ty)
    }

    /// Merges the objects of `allOf`. Other schemas in it are a problem, except for a single one.
    fn all_of(&self, node: &Node<'a>) -> Result<Node<'a>> {
        let mut merged = node.value.as_object().cloned().unwrap_or_default();
        merged.remove("allOf");
        let members = self.doc.children(node, "allOf")?;
        let mut component = node.component.clone();
        let mut pointer = node.pointer.clone();
        for (_, member) in &members {
            if members.len() > 1 && types(member).0 != ["object"] {
                return Err(Problem::new(
                    &member.pointer,
                    "expected only objects in `allOf`",
                    "use one schema in the overlay",
                ));
            }
            if members.len() == 1 && merged.get("properties").is_none() {
                component = component.or_else(|| member.component.clone());
                pointer.clone_from(&member.pointer);
            }
            for (key, value) in member.value.as_object().into_iter().flatten() {
                match (merged.get_mut(key), value) {
                    (Some(Value::Object(have)), Value::Object(more)) => have.extend(more.clone()),
                    (Some(Value::Array(have)), Value::Array(more)) => have.extend(more.iter().cloned()),
                    (Some(_), _) => {}
                    (None, value) => {
                        merged.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        Ok(Node { value: std::borrow::Cow::Owned(Value::Object(merged)), pointer, component })
    }

    fn type_name(&self, node: &Node<'a>, hint: &Name) -> Result<Name> {
        match (node.value["x-plock-type"].as_str(), &node.component) {
            (Some(name), _) => Name::new(name, &node.at("x-plock-type")),
            (None, Some(component)) => Name::new(component, &node.pointer),
            (None, None) => Ok(hint.clone()),
        }
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

/// Ids have the same type everywhere: a number in one place would not equal a string in another.
pub(super) fn ids_are_ids(name: &Name, ty: &Ty, pointer: &str) -> Result<()> {
    let number = |ty: &Ty| matches!(ty, Ty::Integer | Ty::Decimal { text: false });
    let wrong = match (name.snake().rsplit('_').next(), ty) {
        (Some("id"), ty) => number(ty),
        (Some("ids"), Ty::Array(item)) => number(item),
        _ => false,
    };
    if !wrong {
        return Ok(());
    }
    Err(Problem::new(
        pointer,
        format!("`{}` is an id by its name, but a number by its type", name.snake()),
        "set `type: integer` and `format: id` in the overlay, or rename it with `x-plock-name`",
    ))
}

fn json_kind(ty: &Ty) -> &'static str {
    match ty {
        Ty::Integer | Ty::Id { number: true } | Ty::Decimal { text: false } | Ty::UnixTime => "number",
        Ty::Boolean => "boolean",
        Ty::Array(_) | Ty::Pair(_) => "array",
        Ty::Object(_) | Ty::Map(_) => "object",
        Ty::Json | Ty::Union(_) => "any",
        _ => "string",
    }
}

/// The only value that a schema allows, if any.
pub(super) fn constant(node: &Node<'_>) -> Option<String> {
    match (node.value.get("const"), node.strings("enum").as_slice()) {
        (Some(Value::String(one)), _) => Some(one.clone()),
        (None, [one]) => Some(one.clone()),
        _ => None,
    }
}

pub(super) fn text_of(node: &Node<'_>) -> String {
    let text = node.text("description");
    if text.is_empty() { node.text("summary") } else { text }
}

pub(super) fn limits(node: &Node<'_>) -> Limits {
    let integer = |key: &str| node.value[key].as_i64();
    let size = |key: &str| node.value[key].as_u64();
    Limits {
        minimum: integer("minimum"),
        maximum: integer("maximum"),
        min_length: size("minLength"),
        max_length: size("maxLength"),
    }
}
