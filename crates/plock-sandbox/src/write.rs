//! Validates request bodies and converts them to the attributes that are recorded.

use jiff::civil;
use plock::Timestamp;
use plock::meta::{Field, Object, Operation, Place, Type, Variant};

use crate::behavior::Behavior;
use crate::json::{Json, is_number};
use crate::model::{Api, by_wire, has_attributes, place_of, recorded_in, reference, text_sql};
use crate::response::{ErrorResponse, FieldError};
use crate::store::{Condition, Store};

/// A member to record: its place, name and value.
pub(crate) type Change = (Place, &'static str, Json);

/// Validates a body. Its changes are its fields, and the ids of the objects that they refer to.
pub(crate) fn changes(
    api: Api,
    store: &mut Store,
    operation: &Operation,
    behavior: &Behavior,
    body: &[u8],
) -> Result<Vec<Change>, ErrorResponse> {
    let Some(object) = operation.body else { return Ok(Vec::new()) };
    let text = std::str::from_utf8(body).map_err(|_| ErrorResponse::new(400, "the body must be UTF-8"))?;
    let json = Json::parse(text).map_err(|error| ErrorResponse::new(400, format!("the body must be JSON: {error}")))?;
    let json = if operation.body_in_data { json.get("data").cloned().unwrap_or_else(Json::object) } else { json };
    let mut errors = Vec::new();
    check_object(object, &json, "", &mut errors);
    if !errors.is_empty() {
        return Err(ErrorResponse::invalid(errors));
    }
    let model = api.model(operation.resource);
    let mut changes: Vec<Change> = Vec::new();
    for field in object.fields {
        let Some(value) = json.get_at(&place_of(field.place, field.wire)) else { continue };
        if let Some((target, attribute)) = reference(field) {
            changes.extend(resolve_reference(api, store, model, field, &target, attribute, value)?);
        }
        match model {
            Some(model) => {
                let recorded = recorded_in(model, field).filter(|known| !matches!(known.wire, "id" | "type"));
                let Some(known) = recorded else { continue };
                let value = convert(value, &field.ty, &known.ty).map_err(|expected| {
                    ErrorResponse::invalid(vec![FieldError::new(field.wire, format!("{} {expected}.", field.wire))])
                })?;
                changes.push((known.place, known.wire, behavior.stored(value, &known.ty)));
            }
            None => changes.push((Place::Attributes, field.wire, value.clone())),
        }
    }
    Ok(changes)
}

/// The id of the object that a field refers to, if the recorded object has a field for it.
fn resolve_reference(
    api: Api,
    store: &mut Store,
    model: Option<&'static Object>,
    field: &Field,
    target: &str,
    attribute: &str,
    value: &Json,
) -> Result<Option<Change>, ErrorResponse> {
    let Some(target_model) = api.model(target) else { return Ok(None) };
    let Some(sql) = by_wire(target_model, attribute).and_then(text_sql) else { return Ok(None) };
    let condition = Condition { sql: format!("{sql} = ?"), values: vec![value.to_text().into_owned()] };
    let Some((_, document)) = store.find(target, None, &[condition])? else {
        let message = format!("{} must be the {attribute} of one of the {target}; not found.", field.wire);
        return Err(ErrorResponse::of(404, vec![FieldError::new(field.wire, message)]));
    };
    let own_id = id_attribute(target_model.name);
    let Some(known) = model.and_then(|model| by_wire(model, &own_id)) else { return Ok(None) };
    let Some(id) = Json::parse(&document).ok().and_then(|mut json| json.remove("id")) else { return Ok(None) };
    Ok(convert(&id, &Type::Id { number: false }, &known.ty).ok().map(|id| (known.place, known.wire, id)))
}

/// `SubscriptionItem` as `subscriptionItemId`.
pub(crate) fn id_attribute(type_name: &str) -> String {
    let mut letters = type_name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).chain("Id".chars()).collect()).unwrap_or_default()
}

/// Applies changes to a document, which may be empty.
pub(crate) fn apply(document: &mut Json, changes: &[Change], model: Option<&Object>) {
    if has_attributes(model) && document.get("attributes").is_none() {
        document.set("attributes", Json::object());
    }
    for (place, wire, value) in changes {
        document.set_at(&place_of(*place, wire), value.clone());
    }
}

fn check_object(object: &Object, json: &Json, at: &str, errors: &mut Vec<FieldError>) {
    if !matches!(json, Json::Object(_)) {
        let name = if at.is_empty() { "the body" } else { at };
        errors.push(FieldError::new(name, format!("{name} must be an object.")));
        return;
    }
    for field in object.fields.iter().filter(|field| !field.header) {
        let name = if at.is_empty() { field.wire.to_owned() } else { format!("{at}.{}", field.wire) };
        match json.get_at(&place_of(field.place, field.wire)).filter(|value| !value.is_null()) {
            Some(value) => check(&field.ty, value, &name, errors),
            None if field.required => errors.push(FieldError::new(&name, format!("{name} is required."))),
            None => {}
        }
    }
}

pub(crate) fn check(ty: &Type, json: &Json, name: &str, errors: &mut Vec<FieldError>) {
    let text = if let Json::String(text) = json { Some(text.as_str()) } else { None };
    let integer = matches!(json, Json::Number(number) if number.parse::<i64>().is_ok());
    let date = |text: &str| text.parse::<civil::Date>().is_ok() && text.len() == 10;
    let time = |text: &str| text.parse::<Timestamp>().is_ok();
    let (valid, expected) = match ty {
        Type::String => (text.is_some(), "a string".to_owned()),
        Type::Id { number: false } => (text.is_some() || integer, "an id: a string or an integer".to_owned()),
        Type::Id { number: true } | Type::Integer | Type::UnixTime => (integer, "an integer".to_owned()),
        Type::Decimal => (json.is_number() || text.is_some_and(is_decimal), "a number".to_owned()),
        Type::Boolean => (matches!(json, Json::Bool(_)), "true or false".to_owned()),
        Type::Date => (text.is_some_and(date), "a date such as 2025-06-26".to_owned()),
        Type::DateTime => (text.is_some_and(time), "a date-time such as 2025-06-26T07:35:49Z".to_owned()),
        Type::DateOrDateTime => (text.is_some_and(|t| date(t) || time(t)), "a date or a date-time".to_owned()),
        Type::Enum(values) => (text.is_some_and(|t| values.contains(&t)), format!("one of {}", values.join(", "))),
        Type::Object(object) => return check_object(object, json, name, errors),
        Type::Array(item) => match json {
            Json::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    check(item, value, &format!("{name}[{index}]"), errors);
                }
                return;
            }
            _ => (false, "an array".to_owned()),
        },
        Type::Map(item) => match json {
            Json::Object(members) => {
                members.iter().for_each(|(key, value)| check(item, value, &format!("{name}.{key}"), errors));
                return;
            }
            _ => (false, "an object".to_owned()),
        },
        Type::Nullable(_) if json.is_null() => return,
        Type::Nullable(item) => return check(item, json, name, errors),
        Type::OneOf(union) => {
            let matches = |variant: &&Variant| {
                let mut found = Vec::new();
                check(&variant.ty, json, name, &mut found);
                found.is_empty()
            };
            (union.variants.iter().find(matches).is_some(), "one of the forms of the spec".to_owned())
        }
        _ => return,
    };
    if !valid {
        errors.push(FieldError::unexpected(name, &expected, json));
    }
}

fn is_decimal(text: &str) -> bool {
    is_number(text)
}

/// Converts a value of the body to the type of the recorded attribute. Numbers keep their text.
fn convert(value: &Json, from: &Type, to: &Type) -> Result<Json, &'static str> {
    Ok(match (from, to) {
        (Type::UnixTime, Type::Date | Type::DateTime | Type::DateOrDateTime | Type::String) => {
            let seconds = value.to_text().parse().ok();
            let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(|time| time.to_string());
            let text = time.filter(|text| !text.starts_with('-')).ok_or("is out of the range of years 0 to 9999")?;
            Json::string(if matches!(to, Type::Date) { text.get(..10).unwrap_or(&text) } else { &text })
        }
        (_, Type::String | Type::Id { number: false }) if value.is_number() => Json::string(value.to_text()),
        (_, Type::Integer | Type::Id { number: true }) if value.to_text().parse::<i64>().is_ok() => {
            Json::number(value.to_text())
        }
        _ => value.clone(),
    })
}

/// Converts a path parameter to the type of its attribute.
pub(crate) fn from_path(field: &Field, text: &str) -> Json {
    let value = Json::string(text);
    convert(&value, &Type::String, &field.ty).unwrap_or(value)
}

/// Removes all recorded values from a document, for a PUT request.
pub(crate) fn clear(document: &mut Json, model: Option<&Object>) {
    if has_attributes(model) {
        document.set("attributes", Json::object());
    } else if let Json::Object(members) = document {
        members.retain(|(name, _)| name == "id");
    }
}
