//! The face of the Swift package: its resources, and the kinds of its errors.

use super::swift_types::{body_argument, class, doc, field_name, taken, value_of, writer};
use super::{header, line};
use crate::errors::ERROR_KINDS;
use crate::ir::{Answer, Api, BATCH_CONCURRENCY, Operation, Parameter, Resource, Ty};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

fn ident(name: &Name, role: Role) -> String {
    name.ident(Language::Swift, role)
}

fn resource_name(resource: &Resource) -> String {
    format!("{}Resource", resource.name.pascal())
}

/// The resources of a client, and a struct for each.
pub fn resources(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "\nimport Foundation\n\nextension Plock {{");
    for resource in &api.resources {
        doc(&mut out, "    ", &[&resource.description]);
        let (name, class) = (ident(&resource.name, Role::Resource), resource_name(resource));
        line!(out, "    public var {name}: {class} {{ {class}(calls: calls) }}");
    }
    line!(out, "}}");
    line!(out, "\n/// Operation numbers in the native library, and the build that defines them.");
    line!(out, "enum Operation: UInt32 {{\n    static let build = {:?}\n", super::surface::build(api)?);
    for (index, (_, operation)) in api.operations().enumerate() {
        line!(out, "    case {} = {index}", ident(&operation.number, Role::Variant));
    }
    line!(out, "}}");
    for resource in &api.resources {
        line!(out, "");
        doc(&mut out, "", &[&resource.description]);
        line!(out, "public struct {}: Sendable {{\n    let calls: Calls", resource_name(resource));
        for operation in &resource.operations {
            line!(out, "");
            methods(&mut out, api, operation);
        }
        line!(out, "}}");
    }
    Ok(out)
}

/// Of a parameter: its label and name, its type, and its default.
fn declared(parameter: &Parameter, first: bool) -> String {
    let name = ident(&parameter.name, Role::Parameter);
    let label = if first { format!("_ {name}") } else { name };
    let default = if parameter.required { "" } else { " = nil" };
    format!("{label}: {}{default}", taken(&parameter.ty, parameter.required))
}

/// The statements that write the arguments as JSON into `writer`.
fn written(operation: &Operation, body: bool) -> Vec<String> {
    let mut lines = vec!["var writer = JSONWriter()".to_owned(), "writer.open()".to_owned()];
    for parameter in &operation.parameters {
        let name = ident(&parameter.name, Role::Parameter);
        let key = parameter.name.camel();
        let value = value_of(&name, &parameter.ty, parameter.required);
        lines.push(format!("writer.given({key:?}, {value}) {}", writer(&parameter.ty)));
    }
    if body {
        lines.push("body.members(to: &writer)".to_owned());
    }
    lines.push("writer.close()".to_owned());
    lines
}

fn documented(out: &mut String, operation: &Operation, more: &[&str]) {
    let said = if operation.description == operation.summary { "" } else { &operation.description };
    let call = format!("`{} {}`", operation.method, operation.path);
    let told = operation.parameters.iter().filter(|p| !p.description.is_empty());
    let parameters: Vec<_> = told
        .map(|p| format!("- Parameter {}: {}", ident(&p.name, Role::Parameter), p.description.replace('\n', " ")))
        .collect();
    let mut texts = vec![operation.summary.as_str(), said, &call];
    texts.extend(more);
    texts.extend(parameters.iter().map(String::as_str));
    doc(out, "    ", &texts);
    if operation.deprecated {
        line!(out, "    @available(*, deprecated, message: \"The API marks it as deprecated.\")");
    }
}

/// What the path demands, then `more`, then the other parameters, then `rest`.
fn arguments(operation: &Operation, more: Vec<String>, rest: &[&str]) -> String {
    let mut all: Vec<_> = operation.positional().iter().enumerate().map(|(at, p)| declared(p, at == 0)).collect();
    all.extend(more);
    all.extend(operation.keywords().iter().map(|p| declared(p, false)));
    all.extend(rest.iter().map(|text| (*text).to_owned()));
    all.join(", ")
}

const OPTIONS: &str = "options: CallOptions? = nil";

fn answer(operation: &Operation) -> String {
    operation.answer.ty().map_or_else(|| "Void".to_owned(), |(name, _)| class(name))
}

fn methods(out: &mut String, api: &Api, operation: &Operation) {
    let number = ident(&operation.number, Role::Variant);
    let verb = ident(&operation.verb, Role::Verb);
    let body: Vec<_> = operation.body.iter().map(|body| format!("_ body: {}", class(&body.ty))).collect();
    documented(out, operation, &[]);
    let answer = answer(operation);
    match operation.answer {
        Answer::Many(..) => {
            let paging: &[_] = match operation.paging {
                Some(_) => &["page: Int? = nil", "pageSize: Int? = nil", OPTIONS],
                None => &[OPTIONS],
            };
            line!(out, "    public func {verb}({}) -> PlockList<{answer}> {{", arguments(operation, body, paging));
        }
        _ => {
            let returns = if answer == "Void" { String::new() } else { format!(" -> {answer}") };
            line!(out, "    public func {verb}({}) async throws{returns} {{", arguments(operation, body, &[OPTIONS]));
        }
    }
    for line in written(operation, operation.body.is_some()) {
        line!(out, "        {line}");
    }
    let call = format!("Call(operation: .{number}, args: writer, options: options");
    match (&operation.answer, operation.paging) {
        (Answer::Many(..), Some(_)) => {
            line!(out, "        return PlockList(calls, {call}, page: page, pageSize: pageSize))")
        }
        (Answer::Many(..), None) => line!(out, "        return PlockList(calls, {call}))"),
        (Answer::One(..), _) => line!(out, "        return try await calls.one({call}))"),
        (Answer::Nothing, _) => line!(out, "        try await calls.nothing({call}))"),
    }
    line!(out, "    }}");
    if let Some(body) = &operation.body {
        spread(out, api, operation, &verb, &body.ty);
        if let Some(batch) = &operation.batch {
            many(out, operation, &ident(batch, Role::Verb), &class(&body.ty));
        }
    }
}

/// The same call with the body's fields as arguments.
fn spread(out: &mut String, api: &Api, operation: &Operation, verb: &str, body: &Name) {
    let fields = api.sent_fields(body);
    if fields.is_empty() {
        return;
    }
    let more = fields.iter().map(|field| {
        let (ty, default) = body_argument(field);
        format!("{}: {ty}{}", field_name(field), default.map_or(String::new(), |default| format!(" = {default}")))
    });
    line!(out, "");
    documented(out, operation, &[]);
    let returns =
        if operation.answer == Answer::Nothing { String::new() } else { format!(" -> {}", answer(operation)) };
    let listed = arguments(operation, more.collect(), &[OPTIONS]);
    line!(out, "    public func {verb}({listed}) async throws{returns} {{");
    let named: Vec<_> = fields.iter().map(|f| field_name(f)).map(|name| format!("{name}: {name}")).collect();
    let mut passed: Vec<_> = Vec::new();
    for (at, parameter) in operation.positional().iter().enumerate() {
        let name = ident(&parameter.name, Role::Parameter);
        passed.push(if at == 0 { name } else { format!("{name}: {name}") });
    }
    passed.push(format!("{}({})", class(body), named.join(", ")));
    passed.extend(
        operation.keywords().iter().map(|p| ident(&p.name, Role::Parameter)).map(|name| format!("{name}: {name}")),
    );
    passed.push("options: options".to_owned());
    line!(out, "        try await {verb}({})\n    }}", passed.join(", "));
}

fn many(out: &mut String, operation: &Operation, batch: &str, body: &str) {
    let told =
        "Many as a job, at most `concurrency` in flight. Nothing is sent before it is read; each has its outcome.";
    let answer = answer(operation);
    let read = if answer == "Void" { "_ in".to_owned() } else { format!("{answer}(from: &$0, before: nil)") };
    let number = ident(&operation.number, Role::Variant);
    let call = format!("Call(operation: .{number}, args: JSONWriter(), options: options)");
    let how = format!("concurrency, {{ $0.members(to: &$1) }}, {{ {read} }})");
    let rest = format!("concurrency: Int = {BATCH_CONCURRENCY}, {OPTIONS}");
    line!(out, "");
    documented(out, operation, &[told]);
    line!(
        out,
        "    public func {batch}(_ bodies: some Sequence<{body}> & Sendable, {rest}) -> Many<{body}, {answer}> {{"
    );
    line!(out, "        Many(calls, {call}, bodies, {how}\n    }}\n");
    documented(out, operation, &[told]);
    line!(
        out,
        "    public func {batch}<Bodies: AsyncSequence & Sendable>(each bodies: Bodies, {rest}) -> Many<{body}, {answer}> where Bodies.Element == {body} {{"
    );
    line!(out, "        Many(calls, {call}, each: bodies, {how}\n    }}");
}

/// The kinds of errors.
pub fn errors(_: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(
        out,
        "\nextension PlockError {{\n    /// In which way a call failed. The names are the same in every language of this library."
    );
    line!(out, "    public enum Kind: String, Sendable, Hashable, CaseIterable {{");
    for kind in ERROR_KINDS {
        let name = Name::new(kind.short(), "")?.ident(Language::Swift, Role::Variant);
        line!(out, "        /// {}\n        case {name} = {:?}", kind.description, kind.name);
    }
    line!(out, "        /// A fault of the library itself: please report it.\n        case fault = \"\"\n    }}\n}}");
    Ok(out)
}

/// What the client-under-test of the conformance suite looks operations up in.
pub fn dispatch(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "\nimport Foundation\nimport Plock\n");
    line!(out, "/// By operationId: the typed call with the arguments of a case.");
    line!(
        out,
        "func dispatch(_ operation: String, _ plock: Plock, _ args: Args) async throws {{\n    switch operation {{"
    );
    for (resource, operation) in api.operations() {
        line!(out, "    case {:?}:", operation.id);
        let name = ident(&resource.name, Role::Resource);
        let method = format!("plock.{name}.{}", ident(&operation.verb, Role::Verb));
        let given = |first: Option<&str>, rest: &[&str]| {
            let mut all = Vec::new();
            for (at, p) in operation.positional().iter().enumerate() {
                let text = read(api, &p.ty);
                let label = if at == 0 { String::new() } else { format!("{}: ", ident(&p.name, Role::Parameter)) };
                all.push(format!("{label}try args.required({:?}) {{ {text} }}", p.name.snake()));
            }
            all.extend(first.map(str::to_owned));
            for p in operation.keywords() {
                let how = if p.required { "required" } else { "optional" };
                let name = ident(&p.name, Role::Parameter);
                all.push(format!("{name}: try args.{how}({:?}) {{ {} }}", p.name.snake(), read(api, &p.ty)));
            }
            all.extend(rest.iter().map(|text| (*text).to_owned()));
            all.join(", ")
        };
        let options = "options: try args.options()";
        match (&operation.answer, &operation.body) {
            (Answer::Many(..), _) => {
                let paging = ["page: try args.page(\"page\")", "pageSize: try args.page(\"page_size\")", options];
                let rest = if operation.paging.is_some() { &paging[..] } else { &paging[2..] };
                line!(out, "        try await args.list({method}({}))", given(None, rest));
            }
            (answer, Some(body)) => {
                let shown = if *answer == Answer::Nothing { "; return nil" } else { ".json" };
                let one = given(Some("$0"), &[options]);
                let many = |label: &str| match &operation.batch {
                    Some(batch) => {
                        let batch = ident(batch, Role::Verb);
                        format!("plock.{name}.{batch}({label}$0, concurrency: args.manyConcurrency, {options})")
                    }
                    None => "throw BadArgument(field: \"many\", message: \"expected one body\")".to_owned(),
                };
                let (many, each) = (many(""), many("each: "));
                line!(out, "        try await args.write(\n            {{ body in {} }},", made(api, &body.ty));
                line!(
                    out,
                    "            {{ try await {method}({one}){shown} }},\n            {{ {many} }},\n            {{ {each} }}\n        )"
                );
            }
            (Answer::Nothing, None) => {
                line!(out, "        try await {method}({})\n        args.result = \"null\"", given(None, &[options]));
            }
            (_, None) => line!(out, "        args.result = try await {method}({}).json", given(None, &[options])),
        }
    }
    line!(
        out,
        "    default:\n        throw BadArgument(field: \"operation\", message: \"there is no operation \\(operation)\")"
    );
    line!(out, "    }}\n}}\n\n/// Names of arguments, and those that cases have.\nlet names: [String: String] = [");
    let mut seen = std::collections::BTreeMap::from([("pageSize".to_owned(), "page_size".to_owned())]);
    for (_, operation) in api.operations() {
        let fields = operation.body.as_ref().map(|body| api.sent_fields(&body.ty)).unwrap_or_default();
        let all = operation.parameters.iter().map(|p| &p.name).chain(fields.iter().map(|f| &f.name));
        seen.extend(all.map(|name| (name.camel(), name.snake().to_owned())));
    }
    for (camel, snake) in seen.iter().filter(|(camel, snake)| camel != snake) {
        line!(out, "    {camel:?}: {snake:?},");
    }
    line!(out, "]");
    Ok(out)
}

/// The body out of the arguments of a case.
fn made(api: &Api, body: &Name) -> String {
    let fields = api.sent_fields(body).into_iter().map(|field| {
        let how = match (field.required, field.nullable) {
            (true, false) => "required",
            (false, true) => "nullable",
            _ => "optional",
        };
        format!("{}: try body.{how}({:?}) {{ {} }}", field_name(field), field.name.snake(), read(api, &field.ty))
    });
    format!("{}({})", class(body), fields.collect::<Vec<_>>().join(", "))
}

/// The expression that reads `$0`, a JSON value of a case.
fn read(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "try $0.text()".to_owned(),
        Ty::Integer => "try $0.integer()".to_owned(),
        Ty::Decimal { .. } => "try $0.decimal()".to_owned(),
        Ty::Boolean => "try $0.boolean()".to_owned(),
        Ty::Date => "try $0.date()".to_owned(),
        Ty::DateTime => "try $0.dateTime()".to_owned(),
        Ty::DateOrDateTime => "try $0.dateOrDateTime()".to_owned(),
        Ty::UnixTime => "try $0.unixTime()".to_owned(),
        Ty::Json => "$0.json()".to_owned(),
        Ty::Union(_) => ".other($0.json())".to_owned(),
        Ty::Object(name) => format!("try $0.body {{ body in {} }}", made(api, name)),
        Ty::Enum(name) => format!("{}(rawValue: try $0.text())", class(name)),
        Ty::Array(item) => format!("try $0.list {{ {} }}", read(api, item)),
        Ty::Map(item) => format!("try $0.members {{ {} }}", read(api, item)),
        Ty::Pair(item) => format!("try $0.pair {{ {} }}", read(api, item)),
    }
}
