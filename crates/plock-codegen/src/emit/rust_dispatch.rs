//! The dispatch of the Rust client of the conformance suite, from JSON arguments to the typed API.

use super::line;
use crate::ir::{Api, Kind, Operation, Resource, Ty};
use crate::names::{Language, Role};
use crate::problem::Result;

/// Rust source of the dispatch.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = String::new();
    line!(
        out,
        "/// Calls `operation` with the arguments of a case.\n#[allow(deprecated, reason = \"deprecated operations stay callable\")]"
    );
    line!(
        out,
        "pub async fn dispatch(client: &plock::Client, operation: &'static plock::meta::Operation, args: &Args, out: &mut Output) -> Result<(), Failure> {{"
    );
    line!(out, "    match operation.id {{");
    for (resource, operation) in api.operations() {
        line!(out, "        {:?} => {{", operation.id);
        emit_operation(&mut out, api, resource, operation);
        line!(out, "        }}");
    }
    line!(out, "        other => Err(Failure::unknown_operation(other)),\n    }}\n}}");
    Ok(out)
}

/// The type of an argument; it is parsed from text.
fn rust_type(ty: &Ty) -> String {
    match ty {
        Ty::String => "String".to_owned(),
        Ty::Id { .. } => "plock::Id".to_owned(),
        Ty::Integer => "i64".to_owned(),
        Ty::Boolean => "bool".to_owned(),
        Ty::Decimal { .. } => "plock::Decimal".to_owned(),
        Ty::Date => "plock::Date".to_owned(),
        Ty::DateTime => "plock::Timestamp".to_owned(),
        Ty::DateOrDateTime => "plock::DateOrDateTime".to_owned(),
        Ty::UnixTime => "plock::UnixTime".to_owned(),
        Ty::Json => "plock::Json".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => {
            format!("plock::types::{}", name.ident(Language::Rust, Role::Type))
        }
        Ty::Array(inner) => format!("Vec<{}>", rust_type(inner)),
        Ty::Map(inner) => format!("std::collections::BTreeMap<String, {}>", rust_type(inner)),
        Ty::Pair(inner) => format!("({0}, {0})", rust_type(inner)),
        Ty::Nullable(inner) => format!("Option<{}>", rust_type(inner)),
    }
}

/// Whether the argument is JSON.
fn structured(ty: &Ty) -> bool {
    matches!(ty, Ty::Json | Ty::Union(_) | Ty::Object(_) | Ty::Array(_) | Ty::Map(_) | Ty::Pair(_))
}

fn required(name: &str, ty: &Ty) -> String {
    match ty {
        Ty::Enum(_) => format!("{}::from(args.required::<String>({name:?})?)", rust_type(ty)),
        ty if structured(ty) => format!("args.required_json::<{}>({name:?})?", rust_type(ty)),
        ty => format!("args.required::<{}>({name:?})?", rust_type(ty)),
    }
}

fn optional(name: &str, ty: &Ty) -> String {
    match ty {
        Ty::Enum(_) => format!("args.get::<String>({name:?})?.map({}::from)", rust_type(ty)),
        ty if structured(ty) => format!("args.json::<{}>({name:?})?", rust_type(ty)),
        ty => format!("args.get::<{}>({name:?})?", rust_type(ty)),
    }
}

fn emit_operation(out: &mut String, api: &Api, resource: &Resource, operation: &Operation) {
    let finish = match operation.kind {
        Kind::List => "list",
        _ if operation.response.ty().is_none() => "done",
        _ => "one",
    };
    if operation.body.is_some() {
        line!(out, "            out.write(client, args, |args| {{");
        emit_request(out, api, resource, operation);
        line!(out, "                Ok(request)\n            }}).await");
    } else {
        emit_request(out, api, resource, operation);
        line!(out, "                out.{finish}(request, args).await");
    }
}

fn emit_request(out: &mut String, api: &Api, resource: &Resource, operation: &Operation) {
    let indent = "                ";
    let mut arguments = Vec::new();
    for parameter in operation.required() {
        match &parameter.ty {
            Ty::Pair(inner) => {
                line!(
                    out,
                    "{indent}let (from, to) = args.required_pair::<{}>({:?})?;",
                    rust_type(inner),
                    parameter.name.snake()
                );
                arguments.push("from, to".to_owned());
            }
            ty => arguments.push(required(parameter.name.snake(), ty)),
        }
    }
    if let Some(body) = &operation.body {
        let sent = api.sent_fields(&body.ty);
        let values: Vec<_> = sent.iter().filter(|f| f.required).map(|f| required(f.name.snake(), &f.ty)).collect();
        let mutable = if sent.iter().any(|f| !f.required) { "mut " } else { "" };
        let ty = body.ty.ident(Language::Rust, Role::Type);
        line!(out, "{indent}let {mutable}body = plock::types::{ty}::new({});", values.join(", "));
        for field in sent.iter().filter(|f| !f.required) {
            let setter = field.name.ident(Language::Rust, Role::Field);
            line!(
                out,
                "{indent}if let Some(value) = {} {{ body = body.{setter}(value); }}",
                optional(field.name.snake(), &field.ty)
            );
        }
        arguments.push("body".to_owned());
    }
    let settable = operation.optional();
    let mutable = if settable.is_empty() { "" } else { "mut " };
    let accessor = resource.name.ident(Language::Rust, Role::Resource);
    let verb = operation.verb.ident(Language::Rust, Role::Verb);
    line!(out, "{indent}let {mutable}request = client.{accessor}().{verb}({});", arguments.join(", "));
    for parameter in settable {
        let setter = parameter.name.ident(Language::Rust, Role::Parameter);
        let name = parameter.name.snake();
        match &parameter.ty {
            Ty::Pair(inner) => line!(
                out,
                "{indent}if let Some((from, to)) = args.pair::<{}>({name:?})? {{ request = request.{setter}(from, to); }}",
                rust_type(inner)
            ),
            ty => line!(
                out,
                "{indent}if let Some(value) = {} {{ request = request.{setter}(value); }}",
                optional(name, ty)
            ),
        }
    }
}
