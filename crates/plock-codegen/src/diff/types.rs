//! Types as items.

use super::Class::{Addition, Breaking, Docs, Wire};
use super::items::{LIMITS, fact, form, limits, text, yes};
use super::{Fact, Item, Rule};
use crate::emit::surface;
use crate::ir::{Api, Field, Place, Shape, Ty, TypeDef, Variant};
use crate::names::{Name, Role};

pub(super) fn def(api: &Api, def: &TypeDef) -> Item {
    let TypeDef { name, pointer, description, shape } = def;
    let mut facts = vec![fact("description", description, Rule::Always(Docs))];
    let (parts, is_ordered) = match shape {
        Shape::Struct { fields, body } => {
            let mut fields: Vec<_> = fields.iter().collect();
            // The order of the arguments that make an object. Code that reads one does not depend on it.
            fields.sort_by_key(|field| !field.required || field.constant.is_some());
            (fields.into_iter().map(|known| field(known, *body)).collect(), *body)
        }
        Shape::Enum { values } => (values.iter().map(value).collect(), false),
        Shape::Union { variants, tag } => {
            facts.push(fact("tag", text(tag.as_ref()), Rule::Always(Wire)));
            let is_sent = variants.iter().any(|variant| !api.is_in_response(&variant.ty));
            (variants.iter().map(|known| variant(known, is_sent)).collect(), false)
        }
    };
    Item {
        keys: vec![format!("type {}", name.snake()), format!("schema {pointer}")],
        label: format!("type {}", name.pascal()),
        names: Some(name.spelled(Role::Type)),
        kind: surface::kind(def),
        summary: surface::kind(def).to_owned(),
        facts,
        parts,
        is_ordered,
        ..Item::default()
    }
}

fn field(field: &Field, sent: bool) -> Item {
    let Field {
        name,
        wire,
        pointer: _,
        place,
        ty,
        required,
        nullable,
        description,
        limits,
        constant,
        records,
        references,
        currency,
        after,
        scale,
        recursive,
        header,
    } = field;
    let (words, need) = (surface::spell(ty), if *required { "required" } else { "optional" });
    // In a response, null is as good as nothing.
    let null = if sent { Breaking } else { Wire };
    let other = if sent { Wire } else { Breaking };
    let place = match place {
        Place::Top => "",
        Place::Attributes => "attributes",
    };
    let wire_only = |what, value: String| fact(what, value, Rule::Always(Wire));
    let mut facts = vec![
        fact("type", words.clone(), Rule::Type),
        fact("value", need, Rule::Always(Breaking)),
        fact("null", yes(*nullable), Rule::Always(null)),
        fact("constant", text(constant.as_ref()), Rule::Set(Breaking, Breaking, other)),
        fact("contains its own type", yes(*recursive), Rule::Always(Breaking)),
        fact("description", description, Rule::Always(Docs)),
        wire_only("name in JSON", wire.clone()),
        wire_only("place", place.to_owned()),
        fact("written as", form(ty), Rule::Form),
        wire_only("in a header", yes(*header).to_owned()),
        wire_only("attribute that it sets", text(records.as_ref())),
        wire_only("object that must exist", text(references.as_ref())),
        wire_only("currency", text(currency.as_ref())),
        wire_only("earlier date", text(after.as_ref())),
        wire_only("decimal places", text(scale.map(|places| places.to_string()).as_ref())),
    ];
    // Only what is sent is checked.
    let rule = |rule| if sent { rule } else { Rule::Always(Wire) };
    facts.extend(self::limits(limits, LIMITS).into_iter().map(|limit| Fact { rule: rule(limit.rule), ..limit }));
    let is_asked_for = sent && *required && constant.is_none();
    Item {
        keys: vec![format!("{place} {wire}"), format!("member {wire}"), format!("field {}", name.snake())],
        label: format!("field {wire}"),
        names: Some(name.spelled(Role::Field)),
        summary: format!("{need} {words}"),
        facts,
        added: Some(if is_asked_for { Breaking } else { Addition }),
        ..Item::default()
    }
}

/// Enums are open in every language, so a value more breaks nothing.
fn value((name, value): &(Name, String)) -> Item {
    let label = format!("value {value}");
    Item { keys: vec![label.clone()], label, names: Some(name.spelled(Role::Variant)), ..Item::default() }
}

/// A `switch` of Swift and a `when` of Kotlin over all alternatives of a response do not compile with one more.
fn variant(variant: &Variant, is_sent: bool) -> Item {
    let Variant { name, ty, tags } = variant;
    let words = surface::spell(ty);
    let key = match ty {
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => name.pascal(),
        _ => words.clone(),
    };
    Item {
        keys: vec![format!("case {}", name.snake()), format!("of {key}")],
        label: format!("case {key}"),
        names: Some(name.spelled(Role::Variant)),
        summary: if is_sent { words.clone() } else { format!("{words}: a `switch` or `when` over all cases lacks it") },
        facts: vec![fact("type", words, Rule::Type), fact("values of the tag", tags.join(", "), Rule::Always(Wire))],
        added: Some(if is_sent { Addition } else { Breaking }),
        ..Item::default()
    }
}
