//! The face of the Kotlin package: its resources, and the names of its errors.

use super::kotlin_types::{Ids, body_field, is_id_demanded, kdoc, literal, taken, type_name, writer};
use super::{header, line};
use crate::errors::{ERROR_KINDS, ErrorKind, STATUS};
use crate::ir::{Answer, Api, BATCH_CONCURRENCY, Operation, Parameter, Resource, Ty};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

pub(super) fn ident(name: &Name, role: Role) -> String {
    name.ident(Language::Kotlin, role)
}

fn package(suppress: &str) -> String {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "@file:Suppress({suppress})\n\npackage io.plock\n");
    out
}

/// `PlockResources` and a class for each resource.
pub fn resources(api: &Api) -> Result<String> {
    let mut out = package("\"DEPRECATION\", \"LongParameterList\", \"MaxLineLength\", \"TooManyFunctions\"");
    for import in [
        "java.math.BigDecimal",
        "java.time.Instant",
        "java.time.LocalDate",
        "java.util.concurrent.CompletableFuture",
        "kotlinx.coroutines.flow.Flow",
    ] {
        line!(out, "import {import}");
    }
    line!(
        out,
        "\n/** The resources of the API. */\npublic abstract class PlockResources internal constructor(calls: Calls) {{"
    );
    for resource in &api.resources {
        kdoc(&mut out, "    ", &[&resource.description]);
        let (name, class) = (ident(&resource.name, Role::Resource), class(resource));
        line!(out, "    public val {name}: {class} = {class}(calls)");
    }
    line!(out, "}}");
    line!(out, "\n/** Operation numbers in the native library, and the build that defines them. */");
    line!(out, "internal object Operation {{\n    const val BUILD: String = {:?}", super::surface::build(api)?);
    for (index, (_, operation)) in api.operations().enumerate() {
        line!(out, "    const val {}: Int = {index}", ident(&operation.number, Role::Variant));
    }
    line!(out, "}}");
    for resource in &api.resources {
        line!(out, "");
        kdoc(&mut out, "", &[&resource.description]);
        line!(out, "public class {} internal constructor(private val calls: Calls) {{", class(resource));
        for (at, operation) in resource.operations.iter().enumerate() {
            if at > 0 {
                line!(out, "");
            }
            methods(&mut out, api, operation);
            by_integers(&mut out, operation);
        }
        line!(out, "}}");
    }
    Ok(out)
}

fn class(resource: &Resource) -> String {
    format!("{}Resource", resource.name.pascal())
}

/// An argument of a method.
struct Argument {
    name: String,
    ty: String,
    default: Option<&'static str>,
}

/// What the arguments of a method are, and the expression that writes them as JSON.
struct Signature {
    arguments: Vec<Argument>,
    json: String,
}

/// What the path demands comes first; then what else is demanded, and then what may be given.
fn signature(operation: &Operation, body: bool, ids: Ids) -> Signature {
    let write = |ty: &Ty| match (ty, ids) {
        (Ty::Id { .. }, Ids::Integers) => writer(&Ty::Integer),
        _ => writer(ty),
    };
    let mut arguments = Vec::new();
    let mut json = "JsonWriter().open()".to_owned();
    for parameter in operation.positional() {
        let name = ident(&parameter.name, Role::Parameter);
        let (ty, write) = (taken(&parameter.ty, ids), write(&parameter.ty));
        json.push_str(&format!(".given({:?}, {name}) {{ {write} }}", parameter.name.camel()));
        arguments.push(Argument { name, ty, default: None });
    }
    if let (Some(sent), true) = (&operation.body, body) {
        arguments.push(Argument { name: "body".to_owned(), ty: type_name(&sent.ty), default: None });
    }
    for parameter in operation.keywords() {
        let name = ident(&parameter.name, Role::Parameter);
        let (ty, write) = (taken(&parameter.ty, ids), write(&parameter.ty));
        json.push_str(&format!(".given({:?}, {name}) {{ {write} }}", parameter.name.camel()));
        let (ty, default) = if parameter.required { (ty, None) } else { (format!("{ty}?"), Some("null")) };
        arguments.push(Argument { name, ty, default });
    }
    if let (Some(sent), true) = (&operation.body, body) {
        json.push_str(&format!(".let {{ {}Codec.members(body, it) }}", type_name(&sent.ty)));
    }
    json.push_str(".close().toString()");
    Signature { arguments, json }
}

/// What comes last: the page, and options.
fn rest(operation: &Operation) -> Vec<Argument> {
    let paging = if operation.paging.is_some() { &["page", "pageSize"][..] } else { &[] };
    let paging = paging.iter().map(|name| ((*name).to_owned(), "Long?".to_owned(), Some("null")));
    let mut rest: Vec<_> = paging.map(|(name, ty, default)| Argument { name, ty, default }).collect();
    rest.push(options());
    rest
}

fn is_id(parameter: &&Parameter) -> bool {
    matches!(parameter.ty, Ty::Id { .. })
}

/// Whether an overload with integers as ids is no other overload's equal.
fn has_demanded_id(operation: &Operation) -> bool {
    operation.parameters.iter().filter(is_id).any(|p| p.required)
}

fn overloads(with_integers: bool) -> &'static [Ids] {
    if with_integers { &[Ids::Texts, Ids::Integers] } else { &[Ids::Texts] }
}

/// Where no id must be given, an overload with integers would be as good as that with texts for a call without any. So there is
/// one for each id, which must be given in it; the ids after it may be.
fn by_integers(out: &mut String, operation: &Operation) {
    let ids: Vec<_> = operation.parameters.iter().filter(is_id).map(|p| ident(&p.name, Role::Parameter)).collect();
    if has_demanded_id(operation) {
        return;
    }
    let verb = ident(&operation.verb, Role::Verb);
    for (at, id) in ids.iter().enumerate() {
        let Signature { mut arguments, .. } = signature(operation, true, Ids::Integers);
        arguments.extend(rest(operation));
        arguments.retain(|argument| !ids[..at].contains(&argument.name));
        for argument in arguments.iter_mut().filter(|argument| argument.name == *id) {
            (argument.ty, argument.default) = ("Long".to_owned(), None);
        }
        let passed = arguments.iter().map(|argument| match &argument.name {
            name if name == id => format!("{name} = {name}.toString()"),
            name if ids.contains(name) => format!("{name} = {name}?.toString()"),
            name => format!("{name} = {name}"),
        });
        let (suspend, answer) = match &operation.answer {
            Answer::Many(item, _) => ("", format!("PlockList<{}>", type_name(item))),
            _ => ("suspend ", answer(operation)),
        };
        line!(out, "");
        documented(out, operation, &["With integers as ids."]);
        line!(out, "    public {suspend}fun {verb}({}): {answer} =", listed(&arguments));
        line!(out, "        {verb}({})", passed.collect::<Vec<_>>().join(", "));
    }
}

fn options() -> Argument {
    Argument { name: "options".to_owned(), ty: "CallOptions".to_owned(), default: Some("CallOptions.NONE") }
}

fn listed(arguments: &[Argument]) -> String {
    let one = |a: &Argument| format!("{}: {}{}", a.name, a.ty, a.default.map_or(String::new(), |d| format!(" = {d}")));
    arguments.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn names(arguments: &[Argument]) -> String {
    arguments.iter().map(|a| a.name.clone()).collect::<Vec<_>>().join(", ")
}

fn documented(out: &mut String, operation: &Operation, more: &[&str]) {
    let said = if operation.description == operation.summary { "" } else { &operation.description };
    let call = format!("`{} {}`", operation.method, operation.path);
    let parameters: Vec<_> = operation
        .parameters
        .iter()
        .filter(|p| !p.description.is_empty())
        .map(|p| format!("@param {} {}", ident(&p.name, Role::Parameter), p.description.replace('\n', " ")))
        .collect();
    let mut texts = vec![operation.summary.as_str(), said, &call];
    texts.extend(more);
    texts.extend(parameters.iter().map(String::as_str));
    kdoc(out, "    ", &texts);
    if operation.deprecated {
        line!(out, "    @Deprecated(\"The API marks it as deprecated.\")");
    }
}

fn methods(out: &mut String, api: &Api, operation: &Operation) {
    let verb = ident(&operation.verb, Role::Verb);
    for ids in overloads(has_demanded_id(operation)) {
        if *ids == Ids::Integers {
            line!(out, "");
        }
        let Signature { mut arguments, json } = signature(operation, true, *ids);
        if let Answer::Many(item, _) = &operation.answer {
            let paged = operation.paging.is_some();
            arguments.extend(rest(operation));
            documented(out, operation, &[]);
            let (item, args) = (type_name(item), listed(&arguments));
            let start = if paged { "page, pageSize" } else { "null, null" };
            line!(out, "    @JvmOverloads\n    public fun {verb}({args}): PlockList<{item}> =");
            line!(out, "        PlockList(calls, {}, {start}, {item}Codec)", call(operation, &json));
            continue;
        }
        arguments.push(options());
        single(out, operation, &verb, &arguments, &json);
    }
    if let Some(body) = &operation.body {
        line!(out, "");
        spread(out, api, operation, &verb, &body.ty);
        if let Some(batch) = &operation.batch {
            line!(out, "");
            many(out, operation, batch, &body.ty);
        }
    }
}

fn call(operation: &Operation, json: &str) -> String {
    format!("Call(Operation.{}, {json}, options)", ident(&operation.number, Role::Variant))
}

fn answer(operation: &Operation) -> String {
    operation.answer.ty().map_or_else(|| "Unit".to_owned(), |(name, _)| type_name(name))
}

fn single(out: &mut String, operation: &Operation, verb: &str, arguments: &[Argument], json: &str) {
    let (args, answer) = (listed(arguments), answer(operation));
    documented(out, operation, &[]);
    line!(out, "    public suspend fun {verb}({args}): {answer} =");
    match operation.answer {
        Answer::Nothing => line!(out, "        calls.nothing({})\n", call(operation, json)),
        _ => line!(out, "        calls.one({}, {answer}Codec)\n", call(operation, json)),
    }
    documented(out, operation, &[FUTURE]);
    let ty = if answer == "Unit" { "Unit" } else { &answer };
    line!(out, "    @JvmOverloads\n    public fun {verb}Async({args}): CompletableFuture<{ty}> =");
    line!(out, "        calls.future {{ {verb}({}) }}", names(arguments));
}

/// The same call with the body's fields as arguments.
fn spread(out: &mut String, api: &Api, operation: &Operation, verb: &str, body: &Name) {
    let demanded = api.sent_fields(body).into_iter().any(is_id_demanded);
    for ids in overloads(demanded || has_demanded_id(operation)) {
        let of_body = if demanded { *ids } else { Ids::Texts };
        let of_path = if has_demanded_id(operation) { *ids } else { Ids::Texts };
        if *ids == Ids::Integers {
            line!(out, "");
        }
        spread_with(out, api, operation, verb, body, of_path, of_body);
    }
}

fn spread_with(
    out: &mut String,
    api: &Api,
    operation: &Operation,
    verb: &str,
    body: &Name,
    of_path: Ids,
    of_body: Ids,
) {
    let fields = api.sent_fields(body);
    if fields.is_empty() {
        return;
    }
    let Signature { arguments, .. } = signature(operation, false, of_path);
    let (path, rest): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|argument| argument.default.is_none());
    let mut all = path;
    for field in &fields {
        let (ty, default) = body_field(field, of_body);
        all.push(Argument { name: ident(&field.name, Role::Field), ty, default });
    }
    let named: Vec<_> =
        fields.iter().map(|f| ident(&f.name, Role::Field)).map(|name| format!("{name} = {name}")).collect();
    let made = format!("{}({})", type_name(body), named.join(", "));
    let mut passed: Vec<_> = operation.positional().iter().map(|p| ident(&p.name, Role::Parameter)).collect();
    passed.push(made);
    let others = operation.keywords().iter();
    passed.extend(others.map(|p| ident(&p.name, Role::Parameter)).map(|name| format!("{name} = {name}")));
    passed.push("options = options".to_owned());
    all.extend(rest);
    all.push(options());
    documented(out, operation, &[]);
    line!(out, "    public suspend fun {verb}({}): {} =", listed(&all), answer(operation));
    line!(out, "        {verb}({})", passed.join(", "));
}

fn many(out: &mut String, operation: &Operation, batch: &Name, body: &Name) {
    let (many, future) = (ident(batch, Role::Verb), ident(&batch.with("async"), Role::Verb));
    let (body, answer) = (type_name(body), answer(operation));
    let codec = if answer == "Unit" { "NothingCodec".to_owned() } else { format!("{answer}Codec") };
    let told = "Many, at most `concurrency` in flight, as a job that sends nothing before it is read; see [Many].";
    let rest = format!("concurrency: Int = {BATCH_CONCURRENCY}, options: CallOptions = CallOptions.NONE");
    let json = signature(operation, true, Ids::Texts).json;
    for (overloads, ty) in [("", "Flow"), ("    @JvmOverloads\n", "Iterable")] {
        documented(out, operation, &[told]);
        line!(out, "{overloads}    public fun {many}(bodies: {ty}<{body}>, {rest}): Many<{body}, {answer}> =");
        let call = format!("{}, {codec}", call(operation, "\"\""));
        line!(out, "        Many(calls, Source.of(bodies), concurrency, {call}) {{ body -> {json} }}\n");
    }
    documented(out, operation, &[told, "For callers without coroutines; cancelling the future stops the job."]);
    let returns = format!("CompletableFuture<List<Outcome<{body}, {answer}>>>");
    line!(out, "    @JvmOverloads\n    public fun {future}(bodies: Iterable<{body}>, {rest}): {returns} =");
    line!(out, "        {many}(bodies, concurrency, options).outcomesAsync()");
}

const FUTURE: &str = "For callers without coroutines; cancelling the future gives the call up.";

/// `NotFoundException`
fn exception(kind: &ErrorKind) -> String {
    format!("{}Exception", kind.short())
}

/// The classes of the errors.
pub fn errors(_: &Api) -> Result<String> {
    let mut out = package("\"MaxLineLength\"");
    let status = ERROR_KINDS.iter().find(|kind| kind.name == STATUS).map(exception).unwrap_or_default();
    for kind in ERROR_KINDS {
        kdoc(&mut out, "", &[kind.description]);
        let open = if kind.name == STATUS { "open " } else { "" };
        let parent = if kind.is_status() { status.as_str() } else { "PlockException" };
        line!(
            out,
            "public {open}class {} internal constructor(facts: ErrorFacts) : {parent}(facts)\n",
            exception(kind)
        );
    }
    line!(out, "internal fun exception(facts: ErrorFacts): PlockException = when (facts.kind) {{");
    for kind in ERROR_KINDS {
        line!(out, "    {:?} -> {}(facts)", kind.name, exception(kind));
    }
    line!(out, "    else -> InternalException(facts)\n}}");
    Ok(out)
}

/// What the client-under-test of the conformance suite looks operations up in.
pub fn dispatch(api: &Api) -> Result<String> {
    let mut out =
        package("\"DEPRECATION\", \"MaxLineLength\"").replace("package io.plock", "package io.plock.conformance");
    line!(out, "import io.plock.*\n");
    line!(out, "/** By operationId: the typed call with the arguments of a case. */");
    line!(out, "internal val operations: Map<String, suspend (Plock, Args) -> Unit> = mapOf(");
    for (resource, operation) in api.operations() {
        let name = ident(&resource.name, Role::Resource);
        let method = format!("plock.{name}.{}", ident(&operation.verb, Role::Verb));
        let mut given = Vec::new();
        for p in &operation.parameters {
            let name = ident(&p.name, Role::Parameter);
            let read = read(api, &p.ty);
            let how = if p.required { "required" } else { "optional" };
            given.push(format!("{name} = args.{how}({:?}) {{ {read} }}", p.name.snake()));
        }
        let with = |more: &[&str]| {
            given.iter().cloned().chain(more.iter().map(|text| (*text).to_owned())).collect::<Vec<_>>().join(", ")
        };
        let call = match (&operation.answer, &operation.body) {
            (Answer::Many(..), _) if operation.paging.is_some() => {
                let all = with(&[
                    "page = args.page(\"page\")",
                    "pageSize = args.page(\"page_size\")",
                    "options = args.options()",
                ]);
                format!("args.list {{ {method}({all}) }}")
            }
            (Answer::Many(..), _) => format!("args.list {{ {method}({}) }}", with(&["options = args.options()"])),
            (_, Some(body)) => {
                let one = with(&["body = body", "options = args.options()"]);
                let shown = if operation.answer == Answer::Nothing { "null" } else { "it.toJson()" };
                let many = match &operation.batch {
                    Some(batch) => {
                        let many = format!("plock.{name}.{}", ident(batch, Role::Verb));
                        let all = with(&[
                            "bodies = bodies",
                            "concurrency = args.manyConcurrency()",
                            "options = args.options()",
                        ]);
                        format!(", {{ bodies -> {many}({all}) }}, {{ bodies -> {many}({all}) }}")
                    }
                    None => String::new(),
                };
                format!(
                    "args.write({{ {} }}, {{ body -> {method}({one}).let {{ {shown} }} }}{many})",
                    made(api, &body.ty)
                )
            }
            (Answer::Nothing, None) => {
                format!("args.one {{ {method}({}); null }}", with(&["options = args.options()"]))
            }
            (_, None) => format!("args.one {{ {method}({}).toJson() }}", with(&["options = args.options()"])),
        };
        line!(out, "    {} to {{ plock, args -> {call} }},", literal(&operation.id));
    }
    line!(out, ")\n\n/** Names of arguments, and those that cases have. */");
    line!(out, "internal val names: Map<String, String> = mapOf(");
    let mut seen = std::collections::BTreeMap::from([("pageSize".to_owned(), "page_size".to_owned())]);
    for (_, operation) in api.operations() {
        let fields = operation.body.as_ref().map(|body| api.sent_fields(&body.ty)).unwrap_or_default();
        let all = operation.parameters.iter().map(|p| &p.name).chain(fields.iter().map(|f| &f.name));
        seen.extend(all.map(|name| (name.camel(), name.snake().to_owned())));
    }
    for (camel, snake) in seen.iter().filter(|(camel, snake)| camel != snake) {
        line!(out, "    {camel:?} to {snake:?},");
    }
    line!(out, ")");
    Ok(out)
}

/// The body out of the arguments `it` of a case.
fn made(api: &Api, body: &Name) -> String {
    let fields = api.sent_fields(body).into_iter().map(|field| {
        let how = match (field.required, field.nullable) {
            (true, false) => "required",
            (false, true) => "nullable",
            _ => "optional",
        };
        format!(
            "{} = body.{how}({:?}) {{ {} }}",
            ident(&field.name, Role::Field),
            field.name.snake(),
            read(api, &field.ty)
        )
    });
    format!("body -> {}({})", type_name(body), fields.collect::<Vec<_>>().join(", "))
}

/// The expression that reads `it`, a JSON value of a case.
fn read(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "it.text()".to_owned(),
        Ty::Integer => "it.integer()".to_owned(),
        Ty::Decimal { .. } => "it.decimal()".to_owned(),
        Ty::Boolean => "it.boolean()".to_owned(),
        Ty::Date => "it.date()".to_owned(),
        Ty::DateTime => "it.instant()".to_owned(),
        Ty::DateOrDateTime => "it.dateOrDateTime()".to_owned(),
        Ty::UnixTime => "it.unixTime()".to_owned(),
        Ty::Json => "it.json()".to_owned(),
        Ty::Union(name) => format!("{}.Other(it.json())", name.ident(Language::Kotlin, Role::Type)),
        Ty::Object(name) => format!("it.body {{ {} }}", made(api, name)),
        Ty::Enum(name) => format!("{}(it.text())", name.ident(Language::Kotlin, Role::Type)),
        Ty::Array(item) => format!("it.list {{ {} }}", read(api, item)),
        Ty::Map(item) => format!("it.members {{ {} }}", read(api, item)),
        Ty::Pair(item) => format!("it.pair {{ {} }}", read(api, item)),
    }
}
