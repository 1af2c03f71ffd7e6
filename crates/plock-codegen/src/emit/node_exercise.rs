//! `tests/node/types/every.ts`: a program that calls every method and reads every field, for `tsc`.

use super::node::{Signature, field_name, many, structs, ty_name};
use super::{header, line};
use crate::ir::{Api, Field, Operation, Response, Shape, Ty};
use crate::names::{Language, Role};
use crate::problem::Result;

/// The program.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    let names = structs(api).map(|(def, body)| format!("{}{}", if body { "type " } else { "" }, ty_name(def)));
    let names: Vec<_> = names.collect();
    line!(out, "import {{ type List, type Outcome, type Plock, {} }} from 'plock';\n", names.join(", "));
    line!(out, "export async function every(plock: Plock, seen: (value: unknown) => void): Promise<void> {{");
    for (resource, operation) in api.operations() {
        let resource = resource.name.ident(Language::Node, Role::Resource);
        operation_of(&mut out, api, &resource, operation);
    }
    line!(out, "}}");
    for (def, _) in structs(api).filter(|(_, body)| !body) {
        let Shape::Struct { fields, .. } = &def.shape else { continue };
        line!(out, "\nexport function every{0}(value: {0}, seen: (value: unknown) => void): {0} {{", ty_name(def));
        for field in fields {
            line!(out, "  seen(value.{});", field_name(field));
        }
        line!(out, "  seen(value.extra);\n  seen(value.toJSON());\n  return {}.from(value);\n}}", ty_name(def));
    }
    Ok(out)
}

fn operation_of(out: &mut String, api: &Api, resource: &str, operation: &Operation) {
    let signature = Signature::new(operation);
    let mut arguments: Vec<_> = signature.path.iter().map(|parameter| sample(api, &parameter.ty, 0)).collect();
    let body = operation.body.as_ref().map(|body| object(api, &body.ty, 0));
    let others = signature.others.iter().map(|parameter| {
        format!("{}: {}, ", parameter.name.ident(Language::Node, Role::Parameter), sample(api, &parameter.ty, 0))
    });
    let others: String = others.collect();
    let verb = operation.verb.ident(Language::Node, Role::Verb);
    let response = operation.response.ty().and_then(|(name, _)| api.type_def(name)).map_or("void".to_owned(), ty_name);
    let call = "timeout: 1_000, readTimeout: 500, maxRetries: 1, signal: AbortSignal.timeout(5_000), extraHeaders: { 'x-a': '1' }, extraQuery: { a: ['1', 2] }";
    if matches!(operation.response, Response::Many(..)) {
        arguments.push(format!("{{ {others}page: 1, pageSize: 50n, concurrency: 2, {call} }}"));
        line!(out, "  {{\n    const list: List<{response}> = plock.{resource}.{verb}({});", arguments.join(", "));
        line!(out, "    for await (const item of list) every{response}(item, seen);");
        line!(
            out,
            "    for await (const page of list.pages()) seen([page.items.length, page.currentPage, page.lastPage, page.perPage, page.total, page.next]);"
        );
        line!(
            out,
            "    const first: {response} | null = await list.first();\n    const all: {response}[] = await list.toArray();"
        );
        line!(out, "    seen([first, all, await list.total, (await list.page()).items]);\n  }}");
        return;
    }
    let path = arguments.clone();
    arguments.extend(body.clone());
    arguments.push(format!("{{ {others}{call} }}"));
    line!(
        out,
        "  {{\n    const response: {response} = await plock.{resource}.{verb}({});\n    seen(response);\n  }}",
        arguments.join(", ")
    );
    if let (Some(many), Some(body)) = (many(operation), body) {
        let with = |bodies: String| {
            let arguments: Vec<_> =
                path.iter().cloned().chain([bodies, format!("{{ {others}concurrency: 8, {call} }}")]).collect();
            arguments.join(", ")
        };
        line!(
            out,
            "  {{\n    const outcomes: Outcome<{response}>[] = await plock.{resource}.{many}({});",
            with(format!("[{body}]"))
        );
        line!(
            out,
            "    for await (const outcome of plock.{resource}.{many}({})) {{",
            with(format!("new Set([{body}])"))
        );
        line!(
            out,
            "      const value: {response} | Error | undefined = outcome.status === 'recorded' ? outcome.result : outcome.error;\n      seen([value, outcome.index, outcomes]);\n    }}\n  }}"
        );
    }
}

/// Depth from which lists and maps of samples are empty.
const MAX_DEPTH: usize = 3;

/// `depth`: nesting depth, as types may contain themselves.
fn object(api: &Api, name: &crate::names::Name, depth: usize) -> String {
    let Some(Shape::Struct { fields, .. }) = api.type_def(name).map(|def| &def.shape) else { return "{}".to_owned() };
    let given = |field: &&Field| field.constant.is_none() && !field.recursive;
    let members = fields
        .iter()
        .filter(given)
        .map(|field| format!("{}: {}", field_name(field), sample(api, &field.ty, depth + 1)));
    format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
}

fn sample(api: &Api, ty: &Ty, depth: usize) -> String {
    match ty {
        Ty::Array(_) if depth > MAX_DEPTH => "[]".to_owned(),
        Ty::Map(_) if depth > MAX_DEPTH => "{}".to_owned(),
        Ty::String => "'a'".to_owned(),
        Ty::Id { .. } | Ty::Integer => "1".to_owned(),
        Ty::Decimal { .. } => "'12.50'".to_owned(),
        Ty::Boolean => "true".to_owned(),
        Ty::Date => "'2025-06-26'".to_owned(),
        Ty::DateTime | Ty::DateOrDateTime | Ty::UnixTime => "new Date()".to_owned(),
        Ty::Json => "{ any: [1.5] }".to_owned(),
        Ty::Enum(name) => match api.type_def(name).map(|def| &def.shape) {
            Some(Shape::Enum { values }) => values.first().map_or("''".to_owned(), |(_, value)| format!("{value:?}")),
            _ => "''".to_owned(),
        },
        Ty::Union(name) => match api.type_def(name).map(|def| &def.shape) {
            Some(Shape::Union { variants, .. }) => {
                variants.first().map_or("null".to_owned(), |variant| sample(api, &variant.ty, depth))
            }
            _ => "null".to_owned(),
        },
        Ty::Object(name) => object(api, name, depth),
        Ty::Array(item) => format!("[{}]", sample(api, item, depth)),
        Ty::Map(item) => format!("{{ a: {} }}", sample(api, item, depth)),
        Ty::Pair(item) => format!("[{0}, {0}]", sample(api, item, depth)),
    }
}
