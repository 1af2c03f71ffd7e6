//! Lookups in the tables of the API.

use plock::meta::{Field, Kind, Location, Object, Operation, Pagination, Place, Type};

use crate::Error;
use crate::control;
use crate::json::Json;
use crate::write::id_attribute;

/// The tables of an API.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// All operations.
    pub operations: &'static [Operation],
    /// The pagination of lists, if there is one.
    pub pagination: Option<&'static Pagination>,
}

impl Api {
    /// The tables of the Plock API.
    pub fn plock() -> Api {
        Api { operations: plock::meta::OPERATIONS, pagination: plock::meta::PAGINATION.as_ref() }
    }

    /// All resources, in the order of the spec.
    pub(crate) fn resources(self) -> Vec<&'static str> {
        let mut resources = Vec::new();
        for operation in self.operations {
            if !resources.contains(&operation.resource) {
                resources.push(operation.resource);
            }
        }
        resources
    }

    /// The resource of this name in snake_case.
    pub(crate) fn resource(self, name: &str) -> Result<&'static str, Error> {
        let resources = self.resources();
        resources.iter().find(|known| **known == name).copied().ok_or_else(|| {
            Error::of_field("resource", format!("expected one of {}, got {name:?}", resources.join(", ")))
        })
    }

    /// The operation `RESOURCE.VERB`.
    pub(crate) fn operation(self, name: &str) -> Result<&'static Operation, Error> {
        self.operations.iter().find(|operation| control::name(operation) == name).ok_or_else(|| {
            let known: Vec<String> = self.operations.iter().map(control::name).collect();
            Error::of_field("operation", format!("expected one of {}, got {name:?}", known.join(", ")))
        })
    }

    fn reads(self, resource: &str) -> impl Iterator<Item = &'static Operation> {
        let of_resource = move |operation: &&Operation| operation.resource == resource;
        self.operations.iter().filter(of_resource).filter(|operation| matches!(operation.kind, Kind::List | Kind::Get))
    }

    /// The object of the resource's list or get operation.
    pub(crate) fn model(self, resource: &str) -> Option<&'static Object> {
        self.reads(resource).find_map(|operation| operation.result)
    }

    /// The fields of the objects of a resource, by its name in snake_case.
    pub(crate) fn object(self, name: &str) -> Result<&'static Object, Error> {
        let resource = self.resource(name)?;
        self.model(resource).ok_or_else(|| Error::of_field("resource", format!("no call returns {resource}")))
    }

    /// The objects in the examples of a resource.
    pub(crate) fn examples(self, resource: &str) -> Vec<Json> {
        let mut found = Vec::new();
        for operation in self.reads(resource) {
            let example = operation.example.and_then(|text| Json::parse(text).ok());
            let data =
                if operation.result_in_data { example.and_then(|mut json| json.remove("data")) } else { example };
            match data {
                Some(Json::Array(items)) => found.extend(items),
                Some(object @ Json::Object(_)) => found.push(object),
                _ => {}
            }
        }
        found
    }

    /// The path of an object, before and after its id.
    pub(crate) fn own_path(self, resource: &str) -> Option<(&'static str, &'static str)> {
        let get = self.reads(resource).find(|operation| operation.kind == Kind::Get)?;
        let (before, rest) = get.path.split_once('{')?;
        let after = rest.split_once('}')?.1;
        (!after.contains('{')).then_some((before, after))
    }

    /// Fields of request bodies that refer to an object of a resource.
    pub(crate) fn references(self) -> impl Iterator<Item = Reference> {
        self.operations.iter().flat_map(move |operation| {
            let fields = operation.body.map_or(&[][..], |body| body.fields);
            fields.iter().filter_map(move |field| {
                let (target, attribute) = reference(field)?;
                let target = self.resources().into_iter().find(|resource| *resource == target)?;
                let attribute = self.model(target).and_then(|model| by_wire(model, attribute))?;
                let recorded = self.model(operation.resource).and_then(|model| recorded_in(model, field));
                Some(Reference { resource: operation.resource, recorded, target, attribute })
            })
        })
    }
}

pub(crate) struct Reference {
    pub(crate) resource: &'static str,
    pub(crate) recorded: Option<&'static Field>,
    pub(crate) target: &'static str,
    pub(crate) attribute: &'static Field,
}

/// `sub-items/extId` as resource and attribute.
pub(crate) fn reference(field: &Field) -> Option<(String, &'static str)> {
    let (resource, attribute) = field.references?.split_once('/')?;
    Some((resource.replace('-', "_"), attribute))
}

pub(crate) fn by_wire(model: &'static Object, wire: &str) -> Option<&'static Field> {
    model.fields.iter().find(|field| field.wire == wire)
}

/// The resource that an attribute such as `accountId` or `parentAccountId` refers to.
pub(crate) fn target_of(api: Api, field: &Field) -> Option<&'static str> {
    if !matches!(field.ty, Type::Integer | Type::Id { .. } | Type::String) {
        return None;
    }
    let named = |resource: &&'static str| {
        let Some(model) = api.model(resource) else { return false };
        field.wire == id_attribute(model.name) || field.wire.ends_with(&format!("{}Id", model.name))
    };
    api.resources().into_iter().filter(named).max_by_key(|resource| (resource.len(), *resource))
}

/// The field of the recorded object that stores a field of the request body.
pub(crate) fn recorded_in(model: &'static Object, field: &Field) -> Option<&'static Field> {
    match field.records {
        Some(wire) => by_wire(model, wire),
        None => model.fields.iter().find(|known| known.name == field.name),
    }
}

/// Whether a resource has the JSON:API form (`type`, `id`, `attributes`) instead of a flat one.
pub(crate) fn has_attributes(model: Option<&Object>) -> bool {
    model.is_none_or(|model| model.fields.iter().any(|field| field.place == Place::Attributes))
}

/// The path of a field in its object.
pub(crate) fn place_of(place: Place, wire: &str) -> Vec<&str> {
    match place {
        Place::Top => vec![wire],
        Place::Attributes => vec!["attributes", wire],
    }
}

pub(crate) fn path_parameters(operation: &Operation) -> Vec<&'static str> {
    operation.path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The attribute that a parameter of a nested path filters by, such as `accountId` of `{account_id}`.
pub(crate) fn nested_in(model: &'static Object, operation: &Operation, wire: &str) -> Option<&'static Field> {
    let parameter = operation.parameters.iter().find(|known| known.location == Location::Path && known.wire == wire);
    let named = |field: &&Field| field.wire == wire || parameter.is_some_and(|known| known.name == field.name);
    model.fields.iter().find(named).filter(|field| !(field.place == Place::Top && field.wire == "id"))
}

pub(crate) fn query_parameter(operation: &Operation, wire: &str) -> Option<&'static plock::meta::Parameter> {
    operation.parameters.iter().find(|known| known.location == Location::Query && known.wire == wire)
}

pub(crate) fn is_scalar(ty: &Type) -> bool {
    !matches!(ty, Type::Object(_) | Type::Array(_) | Type::Map(_) | Type::Pair(_))
}

fn json_path(field: &Field) -> Option<String> {
    if field.wire.contains(['"', '\\']) {
        return None;
    }
    let path: Vec<String> = place_of(field.place, field.wire).iter().map(|name| format!("\"{name}\"")).collect();
    Some(format!("'$.{}'", path.join(".").replace('\'', "''")))
}

/// SQL for the value of a field as text; `7` and `"7"` are equal. Indexes and queries must use the same text.
pub(crate) fn text_sql(field: &Field) -> Option<String> {
    let path = json_path(field)?;
    Some(format!("iif(json_type(document, {path}) = 'text', document ->> {path}, document -> {path})"))
}

/// SQL for the time of a field in UTC, in the format of the bounds in [`crate::list`].
pub(crate) fn time_sql(field: &Field) -> Option<String> {
    let unix = if matches!(field.ty, Type::UnixTime | Type::Integer) { ", 'unixepoch'" } else { "" };
    Some(format!("strftime('%Y-%m-%dT%H:%M:%f', document ->> {}{unix})", json_path(field)?))
}
