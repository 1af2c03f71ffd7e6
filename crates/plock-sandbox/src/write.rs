//! Request bodies: what is wrong with one, and the attributes that it records.

use jiff::civil;
use plock::Timestamp;
use plock::meta::{Field, Object, Operation, Place, Type, Variant};

use crate::json::Json;
use crate::model::{Api, by_wire, has_attributes, place_of, recorded_in, reference, text_sql};
use crate::refusal::{Problem, Refusal};
use crate::store::{Condition, Store};

/// One member to record: its place, name and value.
pub(crate) type Change = (Place, &'static str, Json);

/// Reads and checks a body; what it records is made of its fields and of the objects that they refer to.
pub(crate) fn changes(api: Api, store: &mut Store, operation: &Operation, body: &[u8]) -> Result<Vec<Change>, Refusal> {
    let Some(object) = operation.body else { return Ok(Vec::new()) };
    let text = std::str::from_utf8(body).map_err(|_| Refusal::new(400, "the body must be UTF-8"))?;
    let json = Json::parse(text).map_err(|error| Refusal::new(400, format!("the body must be JSON: {error}")))?;
    let json = if operation.body_in_data { json.get("data").cloned().unwrap_or_else(Json::object) } else { json };
    let mut problems = Vec::new();
    check_object(object, &json, "", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::invalid(problems));
    }
    let model = api.model(operation.resource);
    let mut changes: Vec<Change> = Vec::new();
    for field in object.fields {
        let Some(value) = json.at(&place_of(field.place, field.wire)) else { continue };
        if let Some((target, attribute)) = reference(field) {
            changes.extend(refer(api, store, model, field, &target, attribute, value)?);
        }
        match model {
            Some(model) => {
                let recorded = recorded_in(model, field).filter(|known| !matches!(known.wire, "id" | "type"));
                let Some(known) = recorded else { continue };
                let value = converted(value, &field.ty, &known.ty).map_err(|expected| {
                    Refusal::invalid(vec![Problem::new(field.wire, format!("{} {expected}.", field.wire))])
                })?;
                changes.push((known.place, known.wire, value));
            }
            None => changes.push((Place::Attributes, field.wire, value.clone())),
        }
    }
    Ok(changes)
}

/// The id of the object that a field refers to, where the recorded object has a place for it.
fn refer(
    api: Api,
    store: &mut Store,
    model: Option<&'static Object>,
    field: &Field,
    target: &str,
    attribute: &str,
    value: &Json,
) -> Result<Option<Change>, Refusal> {
    let Some(target_model) = api.model(target) else { return Ok(None) };
    let Some(sql) = by_wire(target_model, attribute).and_then(text_sql) else { return Ok(None) };
    let condition = Condition { sql: format!("{sql} = ?"), values: vec![value.plain().into_owned()] };
    let Some((_, document)) = store.find(target, None, &[condition])? else {
        let message = format!("{} must be the {attribute} of one of the {target}; none has this value.", field.wire);
        return Err(Refusal::of(404, vec![Problem::new(field.wire, message)]));
    };
    let own_id = id_attribute(target_model.name);
    let Some(known) = model.and_then(|model| by_wire(model, &own_id)) else { return Ok(None) };
    let Some(id) = Json::parse(&document).ok().and_then(|mut json| json.remove("id")) else { return Ok(None) };
    Ok(converted(&id, &Type::Id { number: false }, &known.ty).ok().map(|id| (known.place, known.wire, id)))
}

/// `SubscriptionItem` as `subscriptionItemId`.
pub(crate) fn id_attribute(type_name: &str) -> String {
    let mut letters = type_name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).chain("Id".chars()).collect()).unwrap_or_default()
}

/// Puts changes into a document, which may be empty.
pub(crate) fn apply(document: &mut Json, changes: &[Change], model: Option<&Object>) {
    if has_attributes(model) && document.get("attributes").is_none() {
        document.set("attributes", Json::object());
    }
    for (place, wire, value) in changes {
        document.set_at(&place_of(*place, wire), value.clone());
    }
}

fn check_object(object: &Object, json: &Json, at: &str, problems: &mut Vec<Problem>) {
    if !matches!(json, Json::Object(_)) {
        let name = if at.is_empty() { "the body" } else { at };
        problems.push(Problem::new(name, format!("{name} must be an object.")));
        return;
    }
    for field in object.fields {
        let name = if at.is_empty() { field.wire.to_owned() } else { format!("{at}.{}", field.wire) };
        match json.at(&place_of(field.place, field.wire)).filter(|value| !value.is_null()) {
            Some(value) => check(&field.ty, value, &name, problems),
            None if field.required => problems.push(Problem::new(&name, format!("{name} is required."))),
            None => {}
        }
    }
}

fn check(ty: &Type, json: &Json, name: &str, problems: &mut Vec<Problem>) {
    let text = if let Json::Text(text) = json { Some(text.as_str()) } else { None };
    let whole = matches!(json, Json::Bare(number) if number.parse::<i64>().is_ok());
    let date = |text: &str| text.parse::<civil::Date>().is_ok() && text.len() == 10;
    let moment = |text: &str| text.parse::<Timestamp>().is_ok();
    let (right, expected) = match ty {
        Type::String => (text.is_some(), "a string".to_owned()),
        Type::Id { number: false } => (text.is_some() || whole, "an id: a string or an integer".to_owned()),
        Type::Id { number: true } | Type::Integer | Type::UnixTime => (whole, "an integer".to_owned()),
        Type::Decimal => (json.is_number() || text.is_some_and(is_decimal), "a number".to_owned()),
        Type::Boolean => {
            (matches!(json, Json::Bare(text) if text == "true" || text == "false"), "true or false".to_owned())
        }
        Type::Date => (text.is_some_and(date), "a date such as 2025-06-26".to_owned()),
        Type::DateTime => (text.is_some_and(moment), "a date-time such as 2025-06-26T07:35:49Z".to_owned()),
        Type::DateOrDateTime => (text.is_some_and(|t| date(t) || moment(t)), "a date or a date-time".to_owned()),
        Type::Enum(values) => (text.is_some_and(|t| values.contains(&t)), format!("one of {}", values.join(", "))),
        Type::Object(object) => return check_object(object, json, name, problems),
        Type::Array(item) => match json {
            Json::Array(items) => {
                for (place, value) in items.iter().enumerate() {
                    check(item, value, &format!("{name}[{place}]"), problems);
                }
                return;
            }
            _ => (false, "an array".to_owned()),
        },
        Type::Map(item) => match json {
            Json::Object(members) => {
                members.iter().for_each(|(key, value)| check(item, value, &format!("{name}.{key}"), problems));
                return;
            }
            _ => (false, "an object".to_owned()),
        },
        Type::OneOf(union) => {
            let fits = |variant: &&Variant| {
                let mut found = Vec::new();
                check(&variant.ty, json, name, &mut found);
                found.is_empty()
            };
            (union.variants.iter().find(fits).is_some(), "of one of the announced forms".to_owned())
        }
        _ => return,
    };
    if !right {
        problems.push(Problem::new(name, format!("{name} must be {expected}.")));
    }
}

fn is_decimal(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok() && Json::bare(text).is_number()
}

/// A value of the body as the recorded attribute's type has it; numbers keep their text.
fn converted(value: &Json, from: &Type, to: &Type) -> Result<Json, &'static str> {
    Ok(match (from, to) {
        (Type::UnixTime, Type::Date | Type::DateTime | Type::DateOrDateTime | Type::String) => {
            let seconds = value.plain().parse().ok();
            let moment =
                seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(|moment| moment.to_string());
            let text = moment.filter(|text| !text.starts_with('-')).ok_or("is out of the range of years 0 to 9999")?;
            Json::text(if matches!(to, Type::Date) { text.get(..10).unwrap_or(&text) } else { &text })
        }
        (_, Type::String | Type::Id { number: false }) if value.is_number() => Json::text(value.plain()),
        (_, Type::Integer | Type::Id { number: true }) if value.plain().parse::<i64>().is_ok() => {
            Json::bare(value.plain())
        }
        _ => value.clone(),
    })
}

/// A text of a path as the attribute that it names has it.
pub(crate) fn from_path(field: &Field, text: &str) -> Json {
    let value = Json::text(text);
    converted(&value, &Type::String, &field.ty).unwrap_or(value)
}

/// Takes every recorded value out of a document, for one that replaces them.
pub(crate) fn clear(document: &mut Json, model: Option<&Object>) {
    if has_attributes(model) {
        document.set("attributes", Json::object());
    } else if let Json::Object(members) = document {
        members.retain(|(name, _)| name == "id");
    }
}
