//! `x-plock-outbox: {list: OPERATION}`: how the writes of an operation are found again in a list.

use serde_json::Value;

use crate::ir::{Field, Kind, Matched, Operation, Outbox, Resource, Shape, Ty, TypeDef};
use crate::problem::{Problem, Result};

const KEY: &str = "x-plock-outbox";

/// Matches the fields of the body of each marked operation with those of the listed objects.
pub(super) fn match_fields(spec: &Value, resources: &mut [Resource], types: &[TypeDef]) -> Result<()> {
    for at in 0..resources.len() {
        let mut marked = 0;
        for index in 0..resources[at].operations.len() {
            let operation = &resources[at].operations[index];
            let Some(mark) = spec.pointer(&operation.pointer).map(|node| &node[KEY]).filter(|mark| !mark.is_null())
            else {
                continue;
            };
            marked += 1;
            if marked > 1 {
                return Err(problem(operation, "another operation of the resource has it too", "keep one of them"));
            }
            let outbox = Matcher { resources, types }.outbox(operation, mark)?;
            resources[at].operations[index].outbox = Some(outbox);
        }
    }
    Ok(())
}

fn problem(operation: &Operation, what: impl Into<String>, help: &str) -> Problem {
    Problem::new(&format!("{}/{KEY}", operation.pointer), what, help)
}

struct Matcher<'a> {
    resources: &'a [Resource],
    types: &'a [TypeDef],
}

impl Matcher<'_> {
    fn outbox(&self, operation: &Operation, mark: &Value) -> Result<Outbox> {
        const FORM: &str = "set it to {list: OPERATION}, with the operationId of a list, in the overlay";
        let list = mark["list"].as_str().filter(|_| mark.as_object().is_some_and(|mark| mark.len() == 1));
        let list = list.ok_or_else(|| problem(operation, format!("expected {{list: OPERATION}}, got {mark}"), FORM))?;
        let found = self.operations().find(|other| other.id == list && other.kind == Kind::List);
        let found = found.ok_or_else(|| problem(operation, format!("no list has the operationId `{list}`"), FORM))?;
        let body = operation.body.as_ref().filter(|_| operation.batch.is_some()).ok_or_else(|| {
            let what = "an outbox needs an operation whose arguments are all in its body";
            problem(operation, what, "remove it in the overlay")
        })?;
        let row = found.response.ty().map_or(&[][..], |(name, _)| self.fields(name));
        let mut fields = Vec::new();
        for field in self.fields(&body.ty).iter().filter(|field| field.constant.is_none()) {
            match self.matched(field, row, found) {
                Some(matched) => fields.push(matched),
                None if field.required => {
                    let what = format!("the objects of `{list}` have no field for `{}` of the body", field.wire);
                    let help =
                        "set `x-plock-records` of the field to their field, or remove x-plock-outbox, in the overlay";
                    return Err(problem(operation, what, help));
                }
                None => {}
            }
        }
        if self.fields(&body.ty).iter().any(|field| field.name.snake() == "key") {
            let what = "an outbox needs a body without a field `key`: it is what the key of an event is called";
            return Err(problem(operation, what, "set `x-plock-name` of the field in the overlay"));
        }
        let times = self.fields(&body.ty).iter().filter(|field| is_time(&field.ty) && field.required).count();
        if times != 1 {
            let what = format!("an outbox needs a body with one required time, got {times}");
            return Err(problem(operation, what, "remove it in the overlay"));
        }
        Ok(Outbox { list: list.to_owned(), fields })
    }

    fn matched(&self, field: &Field, row: &[Field], list: &Operation) -> Option<Matched> {
        let through = field.references.as_deref().and_then(|reference| reference.split_once('/'));
        let (attribute, through) = match through {
            None => {
                let recorded = |known: &&Field| match &field.records {
                    Some(wire) => known.wire == *wire,
                    None => known.name == field.name,
                };
                (row.iter().find(recorded)?, None)
            }
            Some((resource, attribute)) => {
                let target = self.resources.iter().find(|known| known.name.kebab() == resource)?;
                let objects = target.operations.iter().find(|operation| operation.kind == Kind::List)?;
                let id = format!("{}Id", target.object()?.camel());
                let own = row.iter().find(|known| matches!(known.ty, Ty::Id { .. }) && known.wire == id)?;
                (own, Some((objects.id.clone(), attribute.to_owned())))
            }
        };
        let filter = list.parameters.iter().find(|parameter| parameter.filters.as_ref() == Some(&attribute.wire));
        let (body, row) = (field.name.clone(), attribute.wire.clone());
        Some(Matched { body, row, filter: filter.map(|filter| filter.name.clone()), through })
    }

    fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }

    fn fields(&self, name: &crate::names::Name) -> &[Field] {
        match self.types.iter().find(|def| def.name == *name).map(|def| &def.shape) {
            Some(Shape::Struct { fields, .. }) => fields,
            _ => &[],
        }
    }
}

/// Types of a point in time.
fn is_time(ty: &Ty) -> bool {
    matches!(ty, Ty::UnixTime | Ty::DateTime | Ty::Date | Ty::DateOrDateTime)
}
