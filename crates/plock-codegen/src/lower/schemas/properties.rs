//! The properties of objects, and what is said of each.

use serde_json::Value;

use super::Schemas;
use crate::ir::{Field, Limits, Place, Ty};
use crate::lower::document::Node;
use crate::names::Name;
use crate::problem::{Problem, Result};

/// Digits that a decimal has at most.
const LARGEST_SCALE: u8 = 28;

impl<'a> Schemas<'a> {
    pub(super) fn fields(&mut self, node: &Node<'a>, parent: &Name, place: Place, body: bool) -> Result<Vec<Field>> {
        let required = node.strings("required");
        let mut fields = Vec::new();
        for (wire, schema) in self.doc.children(node, "properties")? {
            let schema = self.doc.flat(&schema)?;
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
            let skipped = if body { "readOnly" } else { "writeOnly" };
            if schema.flag(skipped) {
                continue;
            }
            let own = node.value["properties"].get(&wire).cloned().unwrap_or_default();
            let name = match own["x-plock-name"].as_str() {
                Some(name) => Name::new(name, &pointer)?,
                None => Name::new(&wire, &pointer)?,
            };
            let mut lowered = self.lower(&schema, &parent.join(&name), body)?;
            let is_required = required.contains(&wire) && !lowered.nullable;
            // JSON:API requires the type of a resource object.
            let is_fixed = is_required || (wire == "type" && place == Place::Top && node.has_property("attributes"));
            let mut constant = constant(&schema);
            if body && constant.is_some() && !is_fixed {
                // The caller chooses whether it is sent.
                lowered.ty = self.enumeration(&schema, &parent.join(&name))?;
                constant = None;
            }
            lowered.ty = as_id(&name, lowered.ty, &pointer)?;
            let recursive =
                matches!(&lowered.ty, Ty::Object(n) | Ty::Union(n) if self.open.iter().any(|(_, o, _)| o == n));
            fields.push(Field {
                required: is_required,
                nullable: lowered.nullable,
                constant,
                limits: limits(&schema),
                description: text_of(&schema),
                records: own["x-plock-records"].as_str().map(str::to_owned),
                references: own["x-plock-references"].as_str().map(str::to_owned),
                currency: beside(node, &own, &pointer, "x-plock-currency")?,
                after: beside(node, &own, &pointer, "x-plock-after")?,
                scale: scale(&own, &pointer, &lowered.ty)?,
                ty: lowered.ty,
                header: false,
                recursive,
                name,
                wire,
                pointer,
                place,
            });
        }
        dates_in_order(&fields)?;
        if body {
            // The order of the constructor is that of `required`.
            fields.sort_by_key(|f| required.iter().position(|r| *r == f.wire).unwrap_or(usize::MAX));
        }
        Ok(fields)
    }
}

/// The type of what is an id by its name. Ids have the same type everywhere: a number in one place would not equal a string in another.
pub(in crate::lower) fn as_id(name: &Name, ty: Ty, pointer: &str) -> Result<Ty> {
    let id = |ty: Ty| match ty {
        Ty::Integer => Ok(Ty::Id { number: true }),
        Ty::Decimal { text: false } => Err(Problem::new(
            pointer,
            format!("`{}` is an id by its name, but a number by its type", name.snake()),
            "set `type: integer` in the overlay, or rename it with `x-plock-name`",
        )),
        other => Ok(other),
    };
    match (name.snake().rsplit('_').next(), ty) {
        (Some("id"), ty) => id(ty),
        (Some("ids"), Ty::Array(item)) => Ok(Ty::Array(Box::new(match *item {
            Ty::Nullable(item) => Ty::Nullable(Box::new(id(*item)?)),
            item => id(item)?,
        }))),
        (_, ty) => Ok(ty),
    }
}

/// The property of `node` that an extension of the property `own` names.
fn beside(node: &Node<'_>, own: &Value, pointer: &str, extension: &str) -> Result<Option<String>> {
    match own[extension].as_str() {
        Some(name) if !node.has_property(name) => Err(Problem::new(
            &format!("{pointer}/{extension}"),
            format!("no property `{name}` beside this one"),
            "name another property of the same object",
        )),
        name => Ok(name.map(str::to_owned)),
    }
}

/// The number of decimal places that `x-plock-scale` of a decimal, or of an array of them, promises.
fn scale(own: &Value, pointer: &str, ty: &Ty) -> Result<Option<u8>> {
    fn is_decimal(ty: &Ty) -> bool {
        match ty {
            Ty::Decimal { .. } => true,
            Ty::Array(item) | Ty::Map(item) | Ty::Nullable(item) => is_decimal(item),
            _ => false,
        }
    }
    let Some(value) = own.get("x-plock-scale") else { return Ok(None) };
    let places = value.as_u64().and_then(|places| u8::try_from(places).ok()).filter(|places| *places <= LARGEST_SCALE);
    match places {
        Some(places) if is_decimal(ty) => Ok(Some(places)),
        _ => Err(Problem::new(
            &format!("{pointer}/x-plock-scale"),
            format!("expected a number of 0 to {LARGEST_SCALE} on a decimal, got {value}"),
            "give the number of decimal places that the API never exceeds, or remove it",
        )),
    }
}

/// Checks that `x-plock-after` orders dates, and in no circle.
fn dates_in_order(fields: &[Field]) -> Result<()> {
    let named = |wire: &String| fields.iter().find(|field| field.wire == *wire);
    for field in fields.iter().filter(|field| field.after.is_some()) {
        let chain: Vec<_> =
            std::iter::successors(Some(field), |field| named(field.after.as_ref()?)).take(fields.len() + 1).collect();
        let dates = chain.iter().all(|field| matches!(field.ty, Ty::Date | Ty::DateTime | Ty::DateOrDateTime));
        if !dates || chain.len() > fields.len() {
            return Err(Problem::new(
                &format!("{}/x-plock-after", field.pointer),
                format!("`{}` cannot be after `{}`", field.wire, field.after.as_deref().unwrap_or_default()),
                "name a date or date-time that is not itself after this one",
            ));
        }
    }
    Ok(())
}

/// The only value that a schema allows, if any.
pub(in crate::lower) fn constant(node: &Node<'_>) -> Option<String> {
    match (node.value.get("const"), node.strings("enum").as_slice()) {
        (Some(Value::String(one)), _) => Some(one.clone()),
        (None, [one]) => Some(one.clone()),
        _ => None,
    }
}

pub(in crate::lower) fn text_of(node: &Node<'_>) -> String {
    let text = |key: &str| node.annotation(key).as_str().unwrap_or_default().trim().to_owned();
    Some(text("description")).filter(|text| !text.is_empty()).unwrap_or_else(|| text("summary"))
}

pub(in crate::lower) fn limits(node: &Node<'_>) -> Limits {
    let integer = |key: &str| node.value[key].as_i64();
    let size = |key: &str| node.value[key].as_u64();
    Limits {
        minimum: integer("minimum"),
        maximum: integer("maximum"),
        min_length: size("minLength"),
        max_length: size("maxLength"),
    }
}
