//! The tables of `plock::meta`.

use std::fmt::Write;

use super::line;
use crate::ir::{
    Api, BATCH_CONCURRENCY, Cursor, Field, Kind, Location, Matched, Operation, Outbox, Parameter, Place, Shape, Ty,
    TypeDef,
};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

/// Rust source of the static tables.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = String::new();
    line!(out, "/// Version of the API document.\npub static API_VERSION: &str = {:?};", api.version);
    line!(out, "/// Version of this library, and a checksum of the generated surface.\n#[doc(hidden)]");
    line!(out, "pub static BUILD: &str = {:?};", super::surface::build(api)?);
    line!(out, "/// Maximum number of writes of a batch in flight, by default.");
    line!(out, "pub const BATCH_CONCURRENCY: usize = {BATCH_CONCURRENCY};");
    line!(out, "/// Servers in the API document.\npub static SERVERS: &[Server] = &[");
    for server in &api.servers {
        line!(out, "    Server {{ name: {:?}, url: {:?} }},", server.name.snake(), server.url);
    }
    line!(out, "];");
    let pagination = api.pagination.as_ref().map_or("None".to_owned(), |p| {
        format!(
            "Some(Pagination {{ number: {:?}, size: {:?}, current_page: &{:?}, last_page: &{:?}, per_page: &{:?}, total: &{:?}, next: &{:?} }})",
            p.number, p.size, p.current_page, p.last_page, p.per_page, p.total, p.next
        )
    });
    line!(out, "/// Pagination of lists.\npub static PAGINATION: Option<Pagination> = {pagination};");
    let (mut objects, mut index) = (String::new(), 0);
    for def in &api.types {
        match &def.shape {
            Shape::Struct { fields, .. } => {
                object(&mut out, api, index, def, fields);
                let _ = write!(objects, "&{}, ", statics(def));
                index += 1;
            }
            Shape::Union { .. } => union(&mut out, api, def),
            Shape::Enum { .. } => {}
        }
    }
    line!(out, "/// All objects of requests and responses.\npub static OBJECTS: &[&Object] = &[{objects}];");
    line!(out, "/// All operations, in the order of the API document.\npub static OPERATIONS: &[Operation] = &[");
    for (resource, operation) in api.operations() {
        self::operation(&mut out, api, resource.name.snake(), operation);
    }
    line!(out, "];");
    Ok(out)
}

fn statics(def: &TypeDef) -> String {
    let kind = if matches!(def.shape, Shape::Union { .. }) { "UNION" } else { "OBJECT" };
    format!("{kind}_{}", def.name.snake().to_uppercase())
}

fn union(out: &mut String, api: &Api, def: &TypeDef) {
    let Shape::Union { variants, tag } = &def.shape else { return };
    let name = def.name.pascal();
    line!(out, "pub(crate) static {}: Union = Union {{ name: {name:?}, tag: {tag:?}, variants: &[", statics(def));
    for variant in variants {
        line!(out, "    Variant {{ ty: {}, tags: &{:?} }},", ty(api, &variant.ty), variant.tags);
    }
    line!(out, "] }};");
}

fn object(out: &mut String, api: &Api, index: usize, def: &TypeDef, fields: &[Field]) {
    line!(
        out,
        "pub(crate) static {}: Object = Object {{ index: {index}, name: {:?}, description: {:?}, fields: &[",
        statics(def),
        def.name.pascal(),
        def.description
    );
    for Field {
        name,
        wire,
        place,
        required,
        ty,
        description,
        constant,
        records,
        references,
        currency,
        after,
        scale,
        header,
        ..
    } in fields
    {
        let place = if *place == Place::Top { "Top" } else { "Attributes" };
        line!(
            out,
            "    Field {{ name: {:?}, python: {:?}, camel: {:?}, wire: {wire:?}, place: Place::{place}, required: {required}, ty: {}, description: {description:?}, constant: {constant:?}, records: {records:?}, references: {references:?}, currency: {currency:?}, after: {after:?}, scale: {scale:?}, header: {header} }},",
            name.snake(),
            name.ident(Language::Python, Role::Field),
            name.ident(Language::Node, Role::Field),
            self::ty(api, ty)
        );
    }
    line!(out, "] }};");
}

fn ty(api: &Api, ty: &Ty) -> String {
    let def = ty.named().and_then(|name| api.type_def(name));
    match (ty, def.map(|d| (&d.shape, d))) {
        (Ty::Array(inner), _) => format!("Type::Array(&{})", self::ty(api, inner)),
        (Ty::Map(inner), _) => format!("Type::Map(&{})", self::ty(api, inner)),
        (Ty::Pair(inner), _) => format!("Type::Pair(&{})", self::ty(api, inner)),
        (Ty::Nullable(inner), _) => format!("Type::Nullable(&{})", self::ty(api, inner)),
        (_, Some((Shape::Struct { .. }, def))) => format!("Type::Object(&{})", statics(def)),
        (_, Some((Shape::Enum { values }, _))) => {
            format!("Type::Enum(&{:?})", values.iter().map(|(_, value)| value).collect::<Vec<_>>())
        }
        (_, Some((Shape::Union { .. }, def))) => format!("Type::OneOf(&{})", statics(def)),
        (Ty::Decimal { .. }, _) => "Type::Decimal".to_owned(),
        (Ty::Id { number }, _) => format!("Type::Id {{ number: {number} }}"),
        (plain, _) => format!("Type::{plain:?}"),
    }
}

fn operation(out: &mut String, api: &Api, resource: &str, operation: &Operation) {
    let object = |name| api.type_def(name).map_or("None".to_owned(), |def| format!("Some(&{})", statics(def)));
    let kind = match operation.kind {
        Kind::List => "List",
        Kind::Get => "Get",
        Kind::Create => "Create",
        Kind::Update => "Update",
        Kind::Delete => "Delete",
    };
    line!(out, "    Operation {{");
    line!(
        out,
        "        id: {:?}, resource: {resource:?}, verb: {:?}, kind: Kind::{kind},",
        operation.id,
        operation.verb.snake()
    );
    line!(
        out,
        "        method: {:?}, path: {:?}, deprecated: {},",
        operation.method,
        operation.path,
        operation.deprecated
    );
    line!(out, "        summary: {:?}, description: {:?},", operation.summary, operation.description);
    line!(out, "        headers: &{:?}, paginated: {},", operation.headers, operation.paging.is_some());
    let cursor = operation.cursor.as_ref().map_or("None".to_owned(), |cursor| {
        let Cursor { parameter, next, more, offset } = cursor;
        format!("Some(Cursor {{ parameter: {parameter:?}, next: &{next:?}, more: &{more:?}, offset: {offset} }})")
    });
    line!(out, "        cursor: {cursor},");
    line!(out, "        parameters: &[");
    for parameter in &operation.parameters {
        let Parameter { name, wire, location, required, ty, description, filters, .. } = parameter;
        let location = match location {
            Location::Path => "Path",
            Location::Query => "Query",
            Location::Header => "Header",
        };
        line!(
            out,
            "            Parameter {{ name: {:?}, python: {:?}, camel: {:?}, wire: {wire:?}, location: Location::{location}, required: {required}, ty: {}, description: {description:?}, filters: {filters:?} }},",
            name.snake(),
            name.ident(Language::Python, Role::Parameter),
            name.ident(Language::Node, Role::Parameter),
            self::ty(api, ty)
        );
    }
    line!(out, "        ],");
    let body = operation.body.as_ref();
    line!(
        out,
        "        body: {}, body_in_data: {},",
        body.map_or("None".to_owned(), |b| object(&b.ty)),
        body.is_some_and(|b| b.in_data)
    );
    let (result, in_data) =
        operation.response.ty().map_or(("None".to_owned(), false), |(name, in_data)| (object(name), in_data));
    line!(
        out,
        "        result: {result}, result_in_data: {in_data}, optional: {}, acknowledged_by: {:?}, idempotency_key: {:?},",
        operation.optional,
        operation.acknowledged_by,
        operation.idempotency_key
    );
    line!(
        out,
        "        media_type: {:?}, success: {}, errors: &{:?},",
        operation.media_type,
        operation.success,
        operation.errors
    );
    line!(
        out,
        "        outbox: {},",
        operation.outbox.as_ref().map_or("None".to_owned(), |outbox| self::outbox(api, outbox))
    );
    line!(out, "        example: {:?},", operation.example.as_ref().map(ToString::to_string));
    line!(out, "    }},");
}

fn outbox(api: &Api, outbox: &Outbox) -> String {
    let number = |id: &str| api.operations().position(|(_, operation)| operation.id == id).unwrap_or_default();
    let mut fields = String::new();
    for Matched { body, row, filter, through } in &outbox.fields {
        let filter = filter.as_ref().map(Name::snake);
        let through = through.as_ref().map(|(list, attribute)| (number(list), attribute));
        let _ = write!(
            fields,
            "Matched {{ body: {:?}, row: {row:?}, filter: {filter:?}, through: {through:?} }}, ",
            body.snake()
        );
    }
    format!("Some(&Outbox {{ list: {}, fields: &[{fields}] }})", number(&outbox.list))
}
