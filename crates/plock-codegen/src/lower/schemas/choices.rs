//! Schemas that are a choice: enums, `oneOf` and `anyOf`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{Lowered, Schemas, constant};
use crate::ir::{Shape, Ty, TypeDef, Variant};
use crate::lower::document::{Node, types};
use crate::names::{Name, Role, no_collisions};
use crate::problem::{Problem, Result};

impl<'a> Schemas<'a> {
    pub(super) fn choice_of_text(&mut self, node: &Node<'a>, hint: &Name) -> Result<Ty> {
        match self.values(node).len() {
            // A constant, which needs no name.
            0 | 1 => Ok(Ty::String),
            _ => self.enumeration(node, hint),
        }
    }

    fn values(&self, node: &Node<'a>) -> Vec<String> {
        match node.value.get("const") {
            Some(Value::String(one)) => vec![one.clone()],
            _ => node.strings("enum"),
        }
    }

    /// The name of a value of an enum. `-name`, as a sort order, is `name_desc`.
    fn value_name(&self, given: Option<&String>, value: &str, pointer: &str) -> Result<Name> {
        match (given, value.strip_prefix('-')) {
            (Some(given), _) => Name::new(given, pointer),
            (None, Some(value)) if value.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Ok(Name::new(value, pointer)?.with("desc"))
            }
            (None, _) => Name::new(value, pointer),
        }
    }

    /// A type with the values of a text.
    pub(super) fn enumeration(&mut self, node: &Node<'a>, hint: &Name) -> Result<Ty> {
        let node = &self.doc.flat(node)?;
        let values = self.values(node);
        // The same type in requests and responses.
        let place = (node.pointer.clone(), false);
        if let Some(ty) = self.done.get(&place) {
            return Ok(ty.clone());
        }
        let names = node.strings("x-enum-varnames");
        let named = values
            .iter()
            .enumerate()
            .map(|(i, value)| Ok((self.value_name(names.get(i), value, &node.at("enum"))?, value.clone())))
            .collect::<Result<Vec<_>>>()?;
        let pointers: Vec<_> = values.iter().map(|v| format!("{} `{v}`", node.at("enum"))).collect();
        no_collisions(Role::Variant, named.iter().map(|(n, _)| n).zip(pointers.iter().map(String::as_str)))?;
        let shape = Shape::Enum { values: named };
        let name = self.unused(node, hint, |known| known.shape == shape)?;
        let ty = Ty::Enum(name.clone());
        self.done.insert(place, ty.clone());
        self.add(TypeDef { name, pointer: node.pointer.clone(), description: node.text("description"), shape })?;
        Ok(ty)
    }

    pub(super) fn choice(&mut self, node: &Node<'a>, keyword: &str, hint: &Name, body: bool) -> Result<Lowered> {
        let mut nullable = node.flag("nullable");
        let mut given = self.doc.children(node, keyword)?;
        given.retain(|(_, member)| {
            let null = member.value["type"] == "null";
            nullable |= null;
            !null
        });
        let shared = self.shared(node, keyword, &given)?;
        let members = match &shared {
            None => given.iter().map(|(_, member)| self.doc.flat(member)).collect::<Result<Vec<_>>>()?,
            Some(shared) => {
                given.iter().map(|one| self.with_shared(node, keyword, shared, one)).collect::<Result<_>>()?
            }
        };
        if let [only] = members.as_slice() {
            let lowered = self.lower(only, hint, body)?;
            return Ok(Lowered { ty: lowered.ty, nullable: nullable || lowered.nullable });
        }
        if let Some(ty) = self.done.get(&(node.pointer.clone(), body)) {
            return Ok(Lowered { ty: ty.clone(), nullable });
        }
        if let Some(ty) = self.scalar(node, &members, hint, body)? {
            return Ok(Lowered { ty, nullable });
        }
        let stated = node.value["discriminator"]["propertyName"].as_str().map(str::to_owned);
        let tag = match stated {
            Some(tag) => Some(tag),
            None => self.common_tag(&members)?,
        };
        let mut variants = Vec::new();
        for (at, (member, (_, given))) in members.iter().zip(&given).enumerate() {
            let is_object = types(member).0 == ["object"];
            // That of the member itself, if it is an `allOf` of nothing but a reference.
            let component = given.component.clone();
            let named = component.or_else(|| member.value["x-plock-type"].as_str().map(str::to_owned));
            let constant = tag.as_deref().map(|tag| self.constant_of(member, tag)).transpose()?.flatten();
            let name = match (named, is_object) {
                (Some(name), _) => Name::new(&name, &member.pointer)?,
                (None, false) => Name::new(types(member).0.first().map_or("json", String::as_str), &member.pointer)?,
                (None, true) => match constant.as_deref().or_else(|| member.value["title"].as_str()) {
                    Some(name) => Name::new(name, &member.pointer)?,
                    None => Name::new(&format!("option {}", at + 1), &member.pointer)?,
                },
            };
            let lowered = self.lower(member, &hint.join(&name), body)?;
            nullable |= lowered.nullable;
            let tags = self.tags(node, given, member, tag.as_deref())?;
            if let (true, true, Some(tag), Ty::Object(ty)) = (body, self.reads_bodies(), &tag, &lowered.ty)
                && !self.is_sent(ty, tag)
            {
                return Err(Problem::new(
                    &member.pointer,
                    format!("no property `{tag}`, which says which of the alternatives it is"),
                    "add it to the `properties` in the overlay, with its value as `const`",
                ));
            }
            variants.push(Variant { name, ty: lowered.ty, tags });
        }
        let ty = match (self.union(node, variants, tag, hint, body)?, shared) {
            // Of alternatives that cannot be told apart, the properties that all have; the others are unknown members.
            (Ty::Json, Some(shared)) => self.object(&Node { value: Cow::Owned(shared), ..node.clone() }, hint, body)?,
            (ty, _) => ty,
        };
        Ok(Lowered { ty, nullable })
    }

    /// What stands beside the alternatives and belongs to each of them: the properties of objects. Nothing else can.
    fn shared(&self, node: &Node<'a>, keyword: &str, given: &[(String, Node<'a>)]) -> Result<Option<Value>> {
        let shapes = ["items", "enum", "const", "oneOf", "anyOf", "properties", "required"];
        let Some(other) = shapes.into_iter().find(|other| *other != keyword && node.has(other)) else {
            return Ok(None);
        };
        let is_object = |member: &Node<'a>| Ok(types(&self.doc.flat(member)?).0 == ["object"]);
        let objects = given.iter().map(|(_, member)| is_object(member)).collect::<Result<Vec<_>>>()?;
        if other != "properties" || objects.contains(&false) {
            return Err(Problem::new(
                &node.at(other),
                format!("`{other}` beside `{keyword}`"),
                "move it into the alternatives, or remove one of the two, in the overlay",
            ));
        }
        let mut shared = node.value.as_object().cloned().unwrap_or_default();
        shared.retain(|key, _| key != keyword && key != "discriminator");
        Ok(Some(Value::Object(shared)))
    }

    /// An alternative with what all of them share. It has no name of its own: its component may be used elsewhere, without that.
    fn with_shared(
        &self,
        node: &Node<'a>,
        keyword: &str,
        shared: &Value,
        (at, member): &(String, Node<'a>),
    ) -> Result<Node<'a>> {
        let both = json!({ "allOf": [shared, { "$ref": format!("#{}", member.pointer) }] });
        let pointer = format!("{}/{at}", node.at(keyword));
        self.doc.flat(&Node { value: Cow::Owned(both), pointer, component: None, beside: member.beside.clone() })
    }

    /// The type of alternatives that are all texts, or all numbers.
    fn scalar(&mut self, node: &Node<'a>, members: &[Node<'a>], hint: &Name, body: bool) -> Result<Option<Ty>> {
        let is = |kinds: &[&str]| {
            members.iter().all(|m| matches!(types(m).0.as_slice(), [one] if kinds.contains(&one.as_str())))
        };
        if is(&["integer", "number"]) {
            return Ok(Some(Ty::Decimal { text: false }));
        }
        if !is(&["string"]) {
            return Ok(None);
        }
        let values: Vec<_> = members.iter().flat_map(|member| self.values(member)).collect();
        if members.iter().all(|member| !self.values(member).is_empty()) {
            let mut value = node.value.as_object().cloned().unwrap_or_default();
            value.retain(|key, _| !["oneOf", "anyOf"].contains(&key.as_str()));
            value.extend([("type".to_owned(), "string".into()), ("enum".to_owned(), values.into())]);
            let one = Node { value: Cow::Owned(Value::Object(value)), ..node.clone() };
            return self.choice_of_text(&one, hint).map(Some);
        }
        let types = members.iter().map(|member| Ok(self.lower(member, hint, body)?.ty)).collect::<Result<Vec<_>>>()?;
        let all = |allowed: &[Ty]| types.iter().all(|ty| allowed.contains(ty));
        Ok(Some(match types.first() {
            Some(first) if types.iter().all(|ty| ty == first) => first.clone(),
            _ if all(&[Ty::Date, Ty::DateTime, Ty::DateOrDateTime]) => Ty::DateOrDateTime,
            _ => Ty::String,
        }))
    }

    /// The property that has another constant in each of the objects.
    fn common_tag(&self, members: &[Node<'a>]) -> Result<Option<String>> {
        let objects: Vec<_> = members.iter().filter(|member| types(member).0 == ["object"]).collect();
        let Some(first) = objects.first().filter(|_| objects.len() > 1) else { return Ok(None) };
        for (name, _) in self.doc.children(first, "properties")? {
            let values: Vec<_> = objects.iter().map(|member| self.constant_of(member, &name)).collect::<Result<_>>()?;
            let different: HashSet<_> = values.iter().flatten().collect();
            if different.len() == objects.len() {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    fn constant_of(&self, member: &Node<'a>, property: &str) -> Result<Option<String>> {
        let Some(properties) = self.doc.child(member, "properties")? else { return Ok(None) };
        let Some(property) = self.doc.child(&properties, property)? else { return Ok(None) };
        Ok(constant(&self.doc.flat(&property)?))
    }

    /// Whether an object has a property, unless it is still being read.
    fn is_sent(&self, name: &Name, wire: &str) -> bool {
        let fields = self.fields_of(name);
        fields.iter().any(|field| field.wire == wire) || self.open.iter().any(|(_, open, _)| open == name)
    }

    /// Values of the tag that select `member`: from the mapping, the constant of the property, or the name of the component. `given`: the
    /// member before its `allOf` was merged.
    fn tags(&self, node: &Node<'a>, given: &Node<'a>, member: &Node<'a>, tag: Option<&str>) -> Result<Vec<String>> {
        let Some(tag) = tag else { return Ok(Vec::new()) };
        let reference = format!("#{}", given.pointer);
        let mapped: Vec<String> = node.value["discriminator"]["mapping"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, to)| to.as_str() == Some(&reference) || to.as_str() == given.component.as_deref())
            .map(|(value, _)| value.clone())
            .collect();
        if !mapped.is_empty() {
            return Ok(mapped);
        }
        if let Some(value) = self.constant_of(member, tag)? {
            return Ok(vec![value]);
        }
        Ok(given.component.clone().into_iter().collect())
    }

    pub(super) fn union(
        &mut self,
        node: &Node<'a>,
        mut variants: Vec<Variant>,
        tag: Option<String>,
        hint: &Name,
        body: bool,
    ) -> Result<Ty> {
        if body {
            one_of_each_scalar(&mut variants, &node.pointer)?;
            if let [only] = variants.as_slice() {
                return Ok(only.ty.clone());
            }
        }
        let mut kinds: HashMap<&str, usize> = HashMap::new();
        variants.iter().for_each(|v| *kinds.entry(json_kind(&v.ty)).or_default() += 1);
        let ambiguous = kinds.iter().any(|(kind, n)| *n > 1 && (*kind != "object" || tag.is_none()));
        let untagged = tag.is_some() && variants.iter().any(|v| json_kind(&v.ty) == "object" && v.tags.is_empty());
        if ambiguous || untagged || kinds.contains_key("any") {
            if !body {
                // Read as it was sent. A body is checked before it is sent, so it needs a type.
                return Ok(Ty::Json);
            }
            return Err(Problem::new(
                &node.pointer,
                "the alternatives cannot be distinguished",
                "add a `discriminator` with a `propertyName` (and a `mapping`), or allow any value (`{}`) instead, in the overlay",
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
}

/// Makes one alternative of those that are all numbers, or all texts.
fn one_of_each_scalar(variants: &mut Vec<Variant>, pointer: &str) -> Result<()> {
    for (kind, ty) in [("number", Ty::Decimal { text: false }), ("string", Ty::String)] {
        let is_kind = |variant: &Variant| json_kind(&variant.ty) == kind;
        let Some(first) = variants.iter().position(is_kind) else { continue };
        if variants.iter().filter(|variant| is_kind(variant)).count() > 1 {
            variants.retain(|variant| !is_kind(variant));
            variants.insert(first, Variant { name: Name::new(kind, pointer)?, ty, tags: Vec::new() });
        }
    }
    Ok(())
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
