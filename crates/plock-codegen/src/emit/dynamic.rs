//! Operations from arguments by name, for the libraries of other languages.

use super::line;
use crate::ir::{Api, Operation, Shape, Ty, TypeDef};
use crate::names::{Language, Role};
use crate::problem::Result;

/// Rust source of `plock::dynamic::operation`, and of a function for each object of a body.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = String::new();
    line!(out, "/// Creates the call of the operation with this index in `meta::OPERATIONS`.");
    line!(out, "pub(super) fn operation(index: usize, args: &Arguments<'_>) -> Result<Call, InvalidArgument> {{");
    line!(out, "    Ok(match index {{");
    for (index, (_, operation)) in api.operations().enumerate() {
        emit_operation(&mut out, index, operation);
    }
    line!(
        out,
        "        _ => return Err(InvalidArgument::new(\"operation\", \"expected an operation of this API\")),\n    }})\n}}"
    );
    for def in &api.types {
        match &def.shape {
            Shape::Struct { body: true, .. } => emit_object(&mut out, api, def),
            Shape::Union { .. } => emit_union(&mut out, api, def),
            _ => {}
        }
    }
    Ok(out)
}

fn emit_operation(out: &mut String, index: usize, operation: &Operation) {
    let name = operation.name.ident(Language::Rust, Role::Type);
    line!(out, "        {index} => args.call(operations::{name} {{");
    for parameter in &operation.parameters {
        let how = if parameter.required { "required" } else { "optional" };
        let read = read(&parameter.ty);
        let ident = parameter.name.ident(Language::Rust, Role::Parameter);
        line!(out, "            {ident}: args.{how}({:?}, |value| {read})?,", parameter.name.snake());
    }
    if let Some(body) = &operation.body {
        line!(out, "            body: object_{}(args)?,", body.ty.snake());
    }
    line!(out, "        }}),");
}

/// The expression that reads `value` as `ty`.
fn read(ty: &Ty) -> String {
    match ty {
        Ty::String => "value.string()".to_owned(),
        Ty::Id { .. } => "value.id()".to_owned(),
        Ty::Integer => "value.integer()".to_owned(),
        Ty::Decimal { .. } => "value.decimal()".to_owned(),
        Ty::Boolean => "value.boolean()".to_owned(),
        Ty::Date => "value.date()".to_owned(),
        Ty::DateTime => "value.date_time()".to_owned(),
        Ty::DateOrDateTime => "value.date_or_date_time()".to_owned(),
        Ty::UnixTime => "value.unix_time()".to_owned(),
        Ty::Json => "value.json()".to_owned(),
        Ty::Enum(name) => {
            format!("value.string().map(types::{}::from)", name.ident(Language::Rust, Role::Type))
        }
        Ty::Union(name) => format!("union_{}(value)", name.snake()),
        Ty::Object(name) => {
            let table = name.snake().to_uppercase();
            format!("value.object(&meta::OBJECT_{table}, object_{})", name.snake())
        }
        Ty::Array(inner) => format!("value.array(|value| {})", read(inner)),
        Ty::Map(inner) => format!("value.map(|value| {})", read(inner)),
        Ty::Pair(inner) => format!("value.pair(|value| {})", read(inner)),
        Ty::Nullable(inner) => format!("value.nullable(|value| {})", read(inner)),
    }
}

fn emit_object(out: &mut String, api: &Api, def: &TypeDef) {
    let Shape::Struct { fields, .. } = &def.shape else { return };
    let name = def.name.ident(Language::Rust, Role::Type);
    line!(out, "\nfn object_{}(args: &Arguments<'_>) -> Result<types::{name}, InvalidArgument> {{", def.name.snake());
    let sent = api.sent_fields(&def.name);
    let required = sent.iter().filter(|field| field.required);
    let values: Vec<_> = required
        .map(|field| format!("args.required({:?}, |value| {})?", field.name.snake(), read(&field.ty)))
        .collect();
    let constants = fields.iter().filter_map(|field| Some((&field.name, field.constant.as_ref()?)));
    constants.for_each(|(name, value)| line!(out, "    args.constant({:?}, {value:?})?;", name.snake()));
    line!(out, "    let mut body = types::{name}::new({});", values.join(", "));
    for field in sent.iter().filter(|field| !field.required) {
        let (snake, setter) = (field.name.snake(), field.name.ident(Language::Rust, Role::Field));
        line!(out, "    if let Some(value) = args.optional({snake:?}, |value| {})? {{", read(&field.ty));
        line!(out, "        body = body.{setter}(value);");
        if field.nullable {
            line!(out, "    }} else if args.is_null({snake:?}) {{\n        body = body.clear_{snake}();");
        }
        line!(out, "    }}");
    }
    line!(out, "    Ok(body)\n}}");
}

fn emit_union(out: &mut String, api: &Api, def: &TypeDef) {
    let Shape::Union { variants, .. } = &def.shape else { return };
    let (name, snake) = (def.name.ident(Language::Rust, Role::Type), def.name.snake());
    line!(out, "\nfn union_{snake}(value: Value<'_>) -> Result<types::{name}, InvalidArgument> {{");
    line!(out, "    Ok(match value.variant(&meta::UNION_{}) {{", snake.to_uppercase());
    for (index, variant) in variants.iter().enumerate() {
        let sendable = |name| matches!(api.type_def(name).map(|d| &d.shape), Some(Shape::Struct { body: true, .. }));
        let boxed = matches!(variant.ty, Ty::Object(_));
        if let Ty::Object(name) = &variant.ty
            && !sendable(name)
        {
            continue;
        }
        let value = match &variant.ty {
            ty if boxed => format!("Box::new({}?)", read(ty)),
            ty @ Ty::Id { .. } => format!("{}?.into()", read(ty)),
            ty => format!("{}?", read(ty)),
        };
        line!(
            out,
            "        Some({index}) => types::{name}::{}({value}),",
            variant.name.ident(Language::Rust, Role::Variant)
        );
    }
    line!(out, "        _ => types::{name}::Other(value.other(&meta::UNION_{})?),\n    }})\n}}", snake.to_uppercase());
}
