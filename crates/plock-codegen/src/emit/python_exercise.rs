//! A typed Python program that makes every call, for type checkers.

use super::python::{field_arguments, given, ident};
use super::{header, line};
use crate::ir::{Api, Kind, Operation, Shape, Ty};
use crate::names::Role;
use crate::problem::Result;

/// Python source of the program.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("#", "cargo xtask generate");
    line!(out, "\"\"\"Every call with every argument, for type checkers.\"\"\"\n");
    line!(
        out,
        "import datetime\nfrom decimal import Decimal\n\nfrom plock import AsyncPlock, Outcomes, Page, Plock, types"
    );
    line!(out, "from typing_extensions import assert_type\n\nUTC = datetime.timezone.utc\n");
    for asynchronous in [false, true] {
        let (define, client) = if asynchronous { ("async def", "AsyncPlock") } else { ("def", "Plock") };
        line!(out, "\n{define} every_call_of_{}(plock: {client}) -> None:", client.to_lowercase());
        for (index, (resource, operation)) in api.operations().enumerate() {
            let call =
                format!("plock.{}.{}", ident(&resource.name, Role::Resource), ident(&operation.verb, Role::Verb));
            emit_call(&mut out, api, index, operation, &call, asynchronous);
        }
        line!(out, "");
    }
    line!(
        out,
        "\ndef every_field({}) -> None:",
        objects(api).map(|(name, _)| format!("{}: types.{name}", name.to_lowercase())).collect::<Vec<_>>().join(", ")
    );
    for (name, fields) in objects(api) {
        for field in fields {
            let ty = given(&field.ty).replace("_datetime", "datetime").replace("_Decimal", "Decimal");
            let ty = ty.replace("_Any", "object");
            let ty = if field.required { ty } else { format!("{ty} | None") };
            if !matches!(field.ty, Ty::Json | Ty::Union(_)) {
                let ty = qualified(api, &ty);
                line!(out, "    assert_type({}.{}, {ty})", name.to_lowercase(), ident(&field.name, Role::Field));
            }
        }
    }
    Ok(out)
}

fn objects(api: &Api) -> impl Iterator<Item = (String, &[crate::ir::Field])> {
    api.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct { fields, .. } => Some((ident(&def.name, Role::Type), &fields[..])),
        _ => None,
    })
}

/// A type with qualified names of the API's types.
fn qualified(api: &Api, ty: &str) -> String {
    let known = |word: &str| objects(api).any(|(name, _)| name == word);
    let mut out = String::new();
    let other = |c: char| !c.is_ascii_alphanumeric() && c != '_';
    for part in ty.split_inclusive(other) {
        let word = part.trim_end_matches(other);
        if known(word) {
            out.push_str("types.");
        }
        out.push_str(part);
    }
    out
}

fn sample(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } | Ty::Enum(_) => "\"text\"".to_owned(),
        Ty::Integer => "7".to_owned(),
        Ty::UnixTime | Ty::DateTime => "datetime.datetime(2025, 6, 26, tzinfo=UTC)".to_owned(),
        Ty::Decimal { .. } => "Decimal(\"12.5\")".to_owned(),
        Ty::Boolean => "True".to_owned(),
        Ty::Date | Ty::DateOrDateTime => "datetime.date(2025, 6, 26)".to_owned(),
        Ty::Json | Ty::Union(_) => "{\"any\": [1, None]}".to_owned(),
        Ty::Object(name) => {
            let fields = match api.type_def(name).map(|def| &def.shape) {
                Some(Shape::Struct { fields, .. }) => &fields[..],
                _ => &[],
            };
            // A required field cannot contain its own type.
            let required = fields.iter().filter(|field| field.required && field.constant.is_none());
            let members = required.map(|f| format!("{:?}: {}", ident(&f.name, Role::Field), sample(api, &f.ty)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Ty::Array(inner) => format!("[{}]", sample(api, inner)),
        Ty::Map(inner) => format!("{{\"name\": {}}}", sample(api, inner)),
        Ty::Pair(inner) => format!("({0}, {0})", sample(api, inner)),
    }
}

fn emit_call(out: &mut String, api: &Api, index: usize, operation: &Operation, call: &str, asynchronous: bool) {
    let parameters = operation.parameters.iter();
    let mut arguments: Vec<_> =
        parameters.map(|p| format!("{}={}", ident(&p.name, Role::Parameter), sample(api, &p.ty))).collect();
    let fields = field_arguments(api, operation);
    arguments.extend(fields.iter().map(|f| format!("{}={}", ident(&f.name, Role::Parameter), sample(api, &f.ty))));
    let result =
        operation.response.ty().map_or("None".to_owned(), |(name, _)| format!("types.{}", ident(name, Role::Type)));
    let (wait, each) = if asynchronous { ("await ", "async for") } else { ("", "for") };
    if operation.kind == Kind::List {
        if operation.paging.is_some() {
            arguments.extend(["page=2".to_owned(), "page_size=10".to_owned()]);
        }
        arguments.push("concurrency=2".to_owned());
        let call = format!("{call}({})", arguments.join(", "));
        line!(out, "    {each} item_{index} in {call}:\n        assert_type(item_{index}, {result})");
        line!(out, "    {each} page_{index} in {call}.pages():\n        assert_type(page_{index}, Page[{result}])");
        line!(out, "    assert_type({wait}{call}.page(), Page[{result}])");
        line!(out, "    assert_type({wait}{call}.first(), {result} | None)");
        line!(out, "    assert_type({wait}{call}.to_list(), list[{result}])");
        line!(out, "    assert_type({wait}{call}.total, int | None)");
        return;
    }
    if result == "None" {
        line!(out, "    {wait}{call}({})", arguments.join(", "));
    } else {
        line!(out, "    assert_type({wait}{call}({}), {result})", arguments.join(", "));
    }
    if let Some((_, body)) = operation.batch() {
        let name = ident(&body.ty, Role::Type);
        let members = fields.iter().map(|f| (ident(&f.name, Role::Field), sample(api, &f.ty)));
        let (dict, mut keywords): (Vec<_>, Vec<_>) =
            members.map(|(n, v)| (format!("{n:?}: {v}"), format!("{n}={v}"))).unzip();
        // Constants are arguments of the constructor of an object; calls add them.
        let all = objects(api).find(|(known, _)| *known == name).map_or(&[] as &[_], |(_, fields)| fields);
        let constants = all.iter().filter(|field| field.required && field.constant.is_some());
        keywords.extend(constants.map(|f| format!("{}={}", ident(&f.name, Role::Field), sample(api, &f.ty))));
        let events = format!("[{{{}}}, types.{name}({})]", dict.join(", "), keywords.join(", "));
        let many = format!("{call}_many({events}, concurrency=2)");
        line!(out, "    assert_type({wait}{many}, Outcomes[{result}])");
    }
}
