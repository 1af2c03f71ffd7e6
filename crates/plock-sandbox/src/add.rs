//! Adds an object that a test gives: checks it, fills in what it leaves out, and stores it.

use plock::meta::{Field, Object, Place, Type};

use crate::Error;
use crate::json::Json;
use crate::model::{Api, Reference, by_wire, has_attributes, place_of, target_of, text_sql};
use crate::seed;
use crate::serve::App;
use crate::store::{Condition, Store};
use crate::write::check;

/// Stores an object of a resource and returns it as JSON. See [`Sandbox::add`](crate::Sandbox::add).
pub(crate) fn add(app: &App, resource: &str, object: &str) -> Result<String, Error> {
    let api = app.api;
    let resource = api.resource(resource)?;
    let model = api.object(resource)?;
    let json = Json::parse(object).map_err(|error| Error::of_field("object", format!("expected JSON: {error}")))?;
    let given = fields(model, &json)?;
    for field in &given {
        field.check()?;
    }
    let mut store = app.store();
    let id = match given.iter().find(|given| is_id(given.field) && !given.value.is_null()) {
        Some(given) => {
            let id = given.value.to_text().into_owned();
            if store.find(resource, Some(&id), &[])?.is_some() {
                return Err(Error::of_field(&given.name, format!("expected an unused id, got {id:?}")));
            }
            id
        }
        None => store.next_id(resource)?.to_string(),
    };
    for given in &given {
        given.check_reference(api, &mut store)?;
    }
    let example = api.examples(resource).into_iter().next();
    let set = |document: &mut Json, field: &Field, value: Json| {
        let path = place_of(field.place, field.wire);
        let shown = example.as_ref().and_then(|example| example.get_at(&path));
        document.set_at(&path, as_shown(value, shown));
    };
    let mut document = seed::object(api, resource, &id, app.seeding.seed)?;
    for field in model.fields.iter().filter(|field| given.iter().all(|given| !std::ptr::eq(given.field, *field))) {
        if let Some(target) = target_of(api, field) {
            let latest = if target == resource { None } else { store.latest(target)? };
            set(&mut document, field, latest.map_or(Json::Null, Json::string));
        }
    }
    let mut links = Vec::new();
    for reference in api.references().filter(|reference| reference.resource == resource) {
        links.extend(linked(api, &mut store, model, &given, &reference)?);
    }
    for (field, value) in links {
        set(&mut document, field, value);
    }
    for given in given.into_iter().filter(|given| !is_id(given.field) || !given.value.is_null()) {
        set(&mut document, given.field, given.value);
    }
    let document = document.to_string();
    store.insert(resource, &id, &document)?;
    Ok(document)
}

fn is_id(field: &Field) -> bool {
    field.place == Place::Top && field.wire == "id"
}

/// Fields that agree on an object: the reference to it, and the copy of one of its attributes.
fn linked(
    api: Api,
    store: &mut Store,
    model: &'static Object,
    given: &[Given],
    reference: &Reference,
) -> Result<Vec<(&'static Field, Json)>, Error> {
    let Some(copy) = reference.recorded else { return Ok(Vec::new()) };
    let own = model.fields.iter().find(|field| target_of(api, field) == Some(reference.target));
    let value_of = |field: &'static Field| {
        let given = given.iter().find(|given| std::ptr::eq(given.field, field))?;
        (!given.value.is_null()).then_some(given)
    };
    let object = if let Some(given) = value_of(copy) {
        let text = given.value.to_text().into_owned();
        let condition =
            text_sql(reference.attribute).map(|sql| Condition { sql: format!("{sql} = ?"), values: vec![text] });
        let found = store.find(reference.target, None, condition.as_slice())?;
        let (target, attribute, value) = (reference.target, reference.attribute.name, &given.value);
        let error =
            || Error::of_field(&given.name, format!("expected the {attribute} of one of the {target}, got {value}"));
        Some(found.ok_or_else(error)?)
    } else {
        let id = match own.and_then(value_of) {
            Some(given) => Some(given.value.to_text().into_owned()),
            None => store.latest(reference.target)?,
        };
        id.map(|id| store.find(reference.target, Some(&id), &[])).transpose()?.flatten()
    };
    let object = object.map(|(_, document)| Json::parse(&document)).transpose().map_err(Error::new)?;
    let part = |path: &[&str]| object.as_ref().and_then(|object| object.get_at(path)).cloned().unwrap_or_default();
    let attribute = part(&place_of(reference.attribute.place, reference.attribute.wire));
    Ok([Some((copy, attribute)), own.map(|own| (own, part(&["id"])))].into_iter().flatten().collect())
}

/// A field that the caller gave, with the name that the caller used.
struct Given {
    field: &'static Field,
    name: String,
    value: Json,
}

impl Given {
    fn check(&self) -> Result<(), Error> {
        if self.value.is_null() {
            return match self.field.required && !is_id(self.field) {
                true => Err(Error::of_field(&self.name, "required")),
                false => Ok(()),
            };
        }
        let mut errors = Vec::new();
        // A response may have an id in either form.
        let ty = if let Type::Id { .. } = self.field.ty { &Type::Id { number: false } } else { &self.field.ty };
        check(ty, &self.value, &self.name, &mut errors);
        errors.into_iter().next().map_or(Ok(()), |error| Err(error.into_error()))
    }

    fn check_reference(&self, api: Api, store: &mut Store) -> Result<(), Error> {
        let Some(target) = target_of(api, self.field).filter(|_| !self.value.is_null()) else { return Ok(()) };
        let id = self.value.to_text();
        match store.find(target, Some(&id), &[])? {
            Some(_) => Ok(()),
            None => Err(Error::of_field(&self.name, format!("expected the id of one of the {target}, got {id:?}"))),
        }
    }
}

/// The given fields of a flat object, or of one in the form of JSON:API.
fn fields(model: &'static Object, json: &Json) -> Result<Vec<Given>, Error> {
    let Json::Object(members) = json else { return Err(Error::of_field("object", "expected a JSON object")) };
    let mut given: Vec<Given> = Vec::new();
    let mut push = |name: &str, value: &Json, place: Option<Place>| {
        let is_there = |field: &Field| place.is_none_or(|place| field.place == place);
        let field = named(model, name, is_there).map_err(|expected| Error::of_field(name, expected))?;
        if given.iter().any(|given| std::ptr::eq(given.field, field)) {
            return Err(Error::of_field(name, "given twice"));
        }
        given.push(Given { field, name: name.to_owned(), value: with_wire_names(&field.ty, value, name)? });
        Ok(())
    };
    let attributes =
        json.get("attributes").filter(|_| has_attributes(Some(model)) && by_wire(model, "attributes").is_none());
    for (name, value) in members {
        match attributes {
            Some(_) if name == "attributes" => {}
            Some(_) => push(name, value, Some(Place::Top))?,
            None => push(name, value, None)?,
        }
    }
    for (name, value) in attributes.map_or(&[][..], Json::members) {
        push(name, value, Some(Place::Attributes))?;
    }
    Ok(given)
}

/// The field with a name: that on the wire, or one in the style of a language. The error says which there are.
fn named(object: &'static Object, name: &str, is_there: impl Fn(&Field) -> bool) -> Result<&'static Field, String> {
    let is_named = |field: &Field| [field.wire, field.name, field.python, field.camel].contains(&name);
    object.fields.iter().find(|field| is_there(field) && is_named(field)).ok_or_else(|| {
        let known: Vec<&str> = object.fields.iter().map(|field| field.name).collect();
        format!("unknown field; expected one of {}", known.join(", "))
    })
}

/// A value whose nested objects have the names on the wire. `at`: its path.
fn with_wire_names(ty: &Type, value: &Json, at: &str) -> Result<Json, Error> {
    Ok(match (ty, value) {
        (Type::Array(item), Json::Array(items)) => {
            let items = items.iter().enumerate();
            Json::Array(
                items
                    .map(|(at_item, value)| with_wire_names(item, value, &format!("{at}[{at_item}]")))
                    .collect::<Result<_, _>>()?,
            )
        }
        (Type::Nullable(item), value) if !value.is_null() => with_wire_names(item, value, at)?,
        (Type::Map(item), Json::Object(members)) => {
            let member = |(name, value): &(String, Json)| {
                Ok((name.clone(), with_wire_names(item, value, &format!("{at}.{name}"))?))
            };
            Json::Object(members.iter().map(member).collect::<Result<_, Error>>()?)
        }
        (Type::Object(object), Json::Object(members)) if !has_attributes(Some(object)) => {
            let mut wire = Vec::new();
            for (name, value) in members {
                let path = format!("{at}.{name}");
                let field = named(object, name, |_| true).map_err(|expected| Error::of_field(&path, expected))?;
                wire.push((field.wire.to_owned(), with_wire_names(&field.ty, value, &path)?));
            }
            Json::Object(wire)
        }
        _ => value.clone(),
    })
}

/// A number as text, or text as a number, as the example of the spec has it.
fn as_shown(value: Json, example: Option<&Json>) -> Json {
    match (&value, example) {
        (Json::Number(text), Some(Json::String(_))) => Json::string(text),
        (Json::String(text), Some(Json::Number(_))) if crate::json::is_number(text) => Json::number(text),
        _ => value,
    }
}
