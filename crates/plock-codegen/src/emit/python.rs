//! The Python package: resources, types and errors. The classes of the types are in `python_types`.

use super::{header, line};
use crate::errors::{ERROR_KINDS, STATUS};
use crate::ir::{
    Api, BATCH_CONCURRENCY, Body, Field, Kind, Limits, Operation, Parameter, Resource, Shape, Ty, TypeDef,
};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

const REWRITE: &str = "cargo xtask generate";

pub(super) fn ident(name: &Name, role: Role) -> String {
    name.ident(Language::Python, role)
}

/// The type of an argument.
fn taken(api: &Api, ty: &Ty) -> String {
    let sent = |name| matches!(api.type_def(name).map(|def| &def.shape), Some(Shape::Struct { body: true, .. }));
    match ty {
        Ty::String | Ty::Enum(_) => "str".to_owned(),
        Ty::Id { .. } => "int | str".to_owned(),
        Ty::Integer => "int".to_owned(),
        Ty::Decimal { .. } => "_Decimal | int | str".to_owned(),
        Ty::Boolean => "bool".to_owned(),
        Ty::Date => "_datetime.date | str".to_owned(),
        Ty::DateTime => "_datetime.datetime | str".to_owned(),
        Ty::DateOrDateTime => "_datetime.date | _datetime.datetime | str".to_owned(),
        Ty::UnixTime => "int | _datetime.datetime".to_owned(),
        Ty::Json | Ty::Union(_) => "_Any".to_owned(),
        Ty::Object(name) if sent(name) => {
            let name = ident(name, Role::Type);
            format!("types.{name} | types.{name}Dict")
        }
        Ty::Object(name) => format!("types.{} | _Mapping[str, _Any]", ident(name, Role::Type)),
        Ty::Array(inner) => format!("_Sequence[{}]", taken(api, inner)),
        Ty::Map(inner) => format!("_Mapping[str, {}]", taken(api, inner)),
        Ty::Pair(inner) => format!("tuple[{0}, {0}]", taken(api, inner)),
    }
}

/// The type of a value in a response.
pub(super) fn given(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } | Ty::Enum(_) => "str".to_owned(),
        Ty::Integer | Ty::UnixTime => "int".to_owned(),
        Ty::Decimal { .. } => "_Decimal".to_owned(),
        Ty::Boolean => "bool".to_owned(),
        Ty::Date => "_datetime.date".to_owned(),
        Ty::DateTime => "_datetime.datetime".to_owned(),
        Ty::DateOrDateTime => "_datetime.datetime | _datetime.date".to_owned(),
        Ty::Json | Ty::Union(_) => "_Any".to_owned(),
        Ty::Object(name) => ident(name, Role::Type),
        Ty::Array(inner) => format!("tuple[{}, ...]", given(inner)),
        Ty::Map(inner) => format!("dict[str, {}]", given(inner)),
        Ty::Pair(inner) => format!("tuple[{0}, {0}]", given(inner)),
    }
}

/// A docstring at `indent`, of paragraphs.
fn docstring(out: &mut String, indent: &str, paragraphs: &[String]) {
    let escape = |text: &str| text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let text: Vec<_> = paragraphs.iter().filter(|p| !p.trim().is_empty()).map(|p| escape(p.trim_end())).collect();
    let text = text.join("\n\n");
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    if lines.clone().next().is_none() {
        let pad = if first.ends_with('"') { " " } else { "" };
        line!(out, "{indent}\"\"\"{first}{pad}\"\"\"");
        return;
    }
    line!(out, "{indent}\"\"\"{first}");
    for text in lines {
        if text.trim().is_empty() {
            line!(out, "");
        } else {
            line!(out, "{indent}{}", text.trim_end());
        }
    }
    line!(out, "{indent}\"\"\"");
}

fn limits(limits: &Limits) -> String {
    let part = |what: &str, value: Option<String>| value.map(|value| format!("{what} {value}"));
    let all = [
        part("at least", limits.minimum.map(|n| n.to_string())),
        part("at most", limits.maximum.map(|n| n.to_string())),
        part("minimum length", limits.min_length.map(|n| n.to_string())),
        part("maximum length", limits.max_length.map(|n| n.to_string())),
    ];
    all.into_iter().flatten().map(|text| format!(" ({text})")).collect()
}

/// `_resources.py`: the resources and their operations.
pub fn resources(api: &Api) -> Result<String> {
    let mut out = header("#", REWRITE);
    line!(out, "\"\"\"The resources of the API, each with its operations.\"\"\"\n");
    line!(out, "from __future__ import annotations\n");
    let servers: Vec<_> = api.servers.iter().map(|server| format!("{:?}", server.name.snake())).collect();
    line!(out, "from ._calls import UNSET, AsyncResource, Resource, deprecated\n");
    line!(out, "TYPE_CHECKING = False\nif TYPE_CHECKING:");
    line!(out, "    import datetime as _datetime");
    line!(out, "    from collections.abc import AsyncIterable as _AsyncIterable");
    line!(out, "    from collections.abc import Iterable as _Iterable");
    line!(out, "    from collections.abc import Mapping as _Mapping");
    line!(out, "    from collections.abc import Sequence as _Sequence");
    line!(out, "    from decimal import Decimal as _Decimal");
    line!(out, "    from typing import Any as _Any\n    from typing import Literal\n");
    line!(out, "    from . import types\n    from ._lists import AsyncListing, Listing");
    line!(out, "    from ._many import AsyncJob, Job, Outcomes\n    from ._native import Client\n");
    let environment = if servers.is_empty() { "str".to_owned() } else { format!("Literal[{}]", servers.join(", ")) };
    line!(out, "    Environment = {environment}\nelse:\n    Environment = str\n");
    line!(out, "\nclass Operation:");
    docstring(&mut out, "    ", &["Operation numbers in the native library.".to_owned()]);
    line!(out, "\n    __slots__ = ()\n");
    for (index, (_, operation)) in api.operations().enumerate() {
        line!(out, "    {} = {index}", ident(&operation.number, Role::Variant));
    }
    line!(out, "");
    for resource in &api.resources {
        for asynchronous in [false, true] {
            emit_resource(&mut out, api, resource, asynchronous);
        }
    }
    for asynchronous in [false, true] {
        emit_client(&mut out, api, asynchronous);
    }
    Ok(out.trim_end().to_owned() + "\n")
}

fn class(resource: &Resource, asynchronous: bool) -> String {
    format!("{}{}", if asynchronous { "Async" } else { "" }, ident(&resource.name, Role::Type))
}

fn emit_client(out: &mut String, api: &Api, asynchronous: bool) {
    let prefix = if asynchronous { "Async" } else { "" };
    line!(out, "\nclass {prefix}Resources:");
    line!(out, "    \"\"\"The resources of a client.\"\"\"\n\n    __slots__ = ()\n\n    _native: Client");
    for resource in &api.resources {
        let class = class(resource, asynchronous);
        line!(out, "\n    @property\n    def {}(self) -> {class}:", ident(&resource.name, Role::Resource));
        docstring(out, "        ", &[format!("The resource `{}`.", resource.name.snake())]);
        line!(out, "        return {class}(self._native)");
    }
    line!(out, "");
}

fn emit_resource(out: &mut String, api: &Api, resource: &Resource, asynchronous: bool) {
    let base = if asynchronous { "AsyncResource" } else { "Resource" };
    line!(out, "\nclass {}({base}):", class(resource, asynchronous));
    let description = if resource.description == resource.name.pascal() { "" } else { &resource.description };
    docstring(out, "    ", &[format!("The resource `{}`.", resource.name.snake()), description.to_owned()]);
    line!(out, "\n    __slots__ = ()");
    for operation in &resource.operations {
        emit_method(out, api, operation, asynchronous);
    }
    line!(out, "");
}

/// An argument of an operation.
struct Argument {
    name: String,
    ty: String,
    /// `None`: it is required.
    default: Option<&'static str>,
    description: String,
}

/// The fields of the body, which are arguments.
pub(super) fn field_arguments<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a Field> {
    operation.body.as_ref().map(|body| api.sent_fields(&body.ty)).unwrap_or_default()
}

fn of_parameter(api: &Api, parameter: &Parameter) -> Argument {
    let ty = taken(api, &parameter.ty);
    Argument {
        name: ident(&parameter.name, Role::Parameter),
        ty: if parameter.required { ty } else { format!("{ty} | None") },
        default: (!parameter.required).then_some("None"),
        description: format!("{}{}", parameter.description, limits(&parameter.limits)),
    }
}

fn of_field(api: &Api, field: &Field) -> Argument {
    let ty = taken(api, &field.ty);
    let (ty, default) = match (field.required, field.nullable) {
        (true, _) => (ty, None),
        (false, true) => (format!("{ty} | None"), Some("UNSET")),
        (false, false) => (format!("{ty} | None"), Some("None")),
    };
    Argument {
        name: ident(&field.name, Role::Parameter),
        ty,
        default,
        description: format!("{}{}", field.description, limits(&field.limits)),
    }
}

fn emit_method(out: &mut String, api: &Api, operation: &Operation, asynchronous: bool) {
    let number = ident(&operation.number, Role::Variant);
    let positional: Vec<_> = operation.required().iter().map(|p| of_parameter(api, p)).collect();
    let named: Vec<_> = operation.optional().iter().map(|p| of_parameter(api, p)).collect();
    let body: Vec<_> = field_arguments(api, operation).into_iter().map(|f| of_field(api, f)).collect();
    let list = operation.kind == Kind::List;
    let result =
        operation.response.ty().map_or("None".to_owned(), |(name, _)| format!("types.{}", ident(name, Role::Type)));
    let returns = match (list, asynchronous) {
        (true, false) => format!("Listing[{result}]"),
        (true, true) => format!("AsyncListing[{result}]"),
        _ => result.clone(),
    };
    let mut signature: Vec<String> = vec!["self".to_owned()];
    signature.extend(positional.iter().map(|a| format!("{}: {}", a.name, a.ty)));
    let mut keywords: Vec<String> = Vec::new();
    for argument in body.iter().chain(&named) {
        keywords.push(match argument.default {
            // The type does not include `UNSET`, which callers never pass.
            Some("UNSET") => format!("{}: {} = UNSET", argument.name, argument.ty),
            Some(default) => format!("{}: {} = {default}", argument.name, argument.ty),
            None => format!("{}: {}", argument.name, argument.ty),
        });
    }
    if operation.paging.is_some() {
        keywords.push("page: int | None = None".to_owned());
        keywords.push("page_size: int | None = None".to_owned());
    }
    if list {
        keywords.push("concurrency: int | None = None".to_owned());
    }
    if !keywords.is_empty() {
        signature.push("*".to_owned());
        signature.extend(keywords);
    }
    let define = if asynchronous && !list { "async def" } else { "def" };
    let verb = ident(&operation.verb, Role::Verb);
    line!(out, "\n    {define} {verb}(\n        {},\n    ) -> {returns}:", signature.join(",\n        "));
    let all: Vec<_> = positional.iter().chain(&body).chain(&named).collect();
    docstring(out, "        ", &documentation(operation, &all, &returns, list));
    if operation.deprecated {
        line!(out, "        deprecated({:?})", format!("{} {}", operation.method, operation.path));
    }
    let plain: Vec<_> =
        all.iter().filter(|a| a.default != Some("UNSET")).map(|a| format!("{0:?}: {0}", a.name)).collect();
    line!(out, "        args: dict[str, object] = {{{}}}", plain.join(", "));
    for argument in all.iter().filter(|a| a.default == Some("UNSET")) {
        line!(out, "        if {} is not UNSET:\n            args[{0:?}] = {0}", argument.name);
    }
    if list {
        let (page, size) = if operation.paging.is_some() { ("page", "page_size") } else { ("None", "None") };
        line!(out, "        return self._list(Operation.{number}, args, {page}, {size}, concurrency)");
    } else {
        let wait = if asynchronous { "await " } else { "" };
        let give = if result == "None" { "" } else { "return " };
        line!(out, "        {give}{wait}self._call(Operation.{number}, args)");
    }
    if let Some((batch, body)) = operation.batch() {
        emit_batch(out, operation, batch, body, &result, asynchronous);
    }
}

fn emit_batch(out: &mut String, operation: &Operation, batch: &Name, body: &Body, result: &str, asynchronous: bool) {
    let (verb, body) = (operation.verb.snake(), ident(&body.ty, Role::Type));
    let number = ident(&operation.number, Role::Variant);
    let (once, stream) = (ident(batch, Role::Verb), ident(&batch.with("stream"), Role::Verb));
    let event = format!("types.{body} | types.{body}Dict");
    let what = format!("Sends many `{verb}` requests, at most `concurrency` at the same time.");
    let args = format!(
        "Args:\n    events: Iterable{} of `{body}` objects or dicts of their fields.\n    concurrency: Maximum number of writes in flight. Default: {BATCH_CONCURRENCY}; at least 1.",
        if asynchronous { " or async iterable" } else { "" }
    );
    let accounts = "Each event has an outcome, in order: recorded, refused (definitely not recorded), unknown (it may have been recorded, so\nsending it again may record it twice), or not sent, because the job was stopped. A 401 or 403 stops the job.";
    let raises = "Raises:\n    Exception: The exception that interrupted the job, such as one raised by `events`. Its attribute `outcomes` has the\n        outcomes of the events that were taken.";
    let source = format!("Source: `{} {}` of the API.", operation.method, operation.path);
    let mut method = |name: &str, events: &str, returns: &str, call: &str, more: &[&str]| {
        line!(
            out,
            "\n    def {name}(\n        self,\n        events: {events},\n        *,\n        concurrency: int = {BATCH_CONCURRENCY},\n    ) -> {returns}:"
        );
        let text: Vec<_> = [&what, accounts].into_iter().chain(more.iter().copied()).map(str::to_owned).collect();
        docstring(out, "        ", &text);
        if operation.deprecated {
            line!(out, "        deprecated({:?})", format!("{} {}", operation.method, operation.path));
        }
        line!(out, "        return self.{call}(Operation.{number}, events, concurrency)");
    };
    if asynchronous {
        let events = format!("_Iterable[{event}] | _AsyncIterable[{event}]");
        let returns = "Returns:\n    A job: `await` it for all outcomes, or read them one by one with `async for`. Nothing is sent before.";
        method(&once, &events, &format!("AsyncJob[{result}]"), "_many", &[&args, returns, raises, &source]);
    } else {
        let events = format!("_Iterable[{event}]");
        let returns = "Returns:\n    The outcomes, one for each event.";
        method(&once, &events, &format!("Outcomes[{result}]"), "_many", &[&args, returns, raises, &source]);
        let returns = "Returns:\n    A job that yields the outcomes one by one, with bounded memory. Nothing is sent before it is iterated over.";
        method(&stream, &events, &format!("Job[{result}]"), "_many_stream", &[&args, returns, raises, &source]);
    }
}

fn documentation(operation: &Operation, arguments: &[&Argument], returns: &str, list: bool) -> Vec<String> {
    let mut args: Vec<String> = Vec::new();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for argument in arguments {
        let description = one_line(&argument.description);
        let what = if description.is_empty() { argument.ty.replace('_', "") } else { description };
        args.push(format!("    {}: {what}", argument.name));
    }
    if operation.paging.is_some() {
        args.push("    page: Number of the page to start from. Default: 1.".to_owned());
        args.push("    page_size: Maximum number of items per page. Default: chosen by the API.".to_owned());
    }
    if list {
        let concurrency = "Number of pages that are fetched at the same time, ahead of the reader. Default: 4, or the value of the client.";
        args.push(format!("    concurrency: {concurrency}"));
    }
    let kinds = ERROR_KINDS.iter().filter(|kind| kind.is_status());
    let mut raised: Vec<String> = kinds
        .filter(|kind| operation.errors.iter().any(|status| kind.statuses.contains(status)))
        .map(|kind| format!("    plock.errors.{}: {}", kind.name, kind.description))
        .collect();
    raised.push("    plock.errors.PlockError: Any other error; see `plock.errors`.".to_owned());
    let returned = match list {
        true => format!("    `{returns}`: iterate over it for the items of all pages. Nothing is sent before."),
        false => format!("    `{returns}`"),
    };
    let block = |title: &str, lines: &[String]| match lines {
        [] => String::new(),
        lines => format!("{title}:\n{}", lines.join("\n")),
    };
    vec![
        operation.summary.clone(),
        if operation.description == operation.summary { String::new() } else { operation.description.clone() },
        block("Args", &args),
        if returns == "None" { String::new() } else { format!("Returns:\n{returned}") },
        block("Raises", &raised),
        format!("Source: `{} {}` of the API.", operation.method, operation.path),
    ]
}

fn structs(api: &Api) -> impl Iterator<Item = (&TypeDef, &[Field], bool)> {
    api.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct { fields, body } => Some((def, &fields[..], *body)),
        _ => None,
    })
}

/// `__all__` of `types`.
fn all(api: &Api) -> String {
    let mut names = vec!["Object".to_owned()];
    for (def, _, body) in structs(api) {
        let name = ident(&def.name, Role::Type);
        names.extend(body.then(|| format!("{name}Dict")));
        names.push(name);
    }
    names.sort();
    let names: Vec<_> = names.iter().map(|name| format!("    {name:?},\n")).collect();
    format!("__all__ = [\n{}]", names.concat())
}

/// `types.py`: the classes, and the fields of the dicts of bodies.
pub fn types(api: &Api) -> Result<String> {
    let mut out = header("#", REWRITE);
    line!(out, "\"\"\"Objects of requests and responses, one class for each schema.\"\"\"\n");
    line!(out, "from . import _native\n\n_native.check_build({:?})\n\n{}\n", super::surface::build(api)?, all(api));
    line!(out, "Object = _native.Object");
    let mut dicts = String::new();
    for (def, _, body) in structs(api) {
        let name = ident(&def.name, Role::Type);
        line!(out, "{name} = _native.{name}");
        if body {
            let fields = api
                .sent_fields(&def.name)
                .into_iter()
                .map(|field| format!("{:?}: object", ident(&field.name, Role::Field)));
            let fields = fields.collect::<Vec<_>>().join(", ");
            line!(dicts, "    \"{name}Dict\": {{{fields}}},");
        }
    }
    line!(out, "_DICTS: dict[str, dict[str, object]] = {{\n{dicts}}}\n\n");
    line!(out, "def __getattr__(name: str) -> object:");
    line!(
        out,
        "    if name not in _DICTS:\n        raise AttributeError(f\"module {{__name__!r}} has no attribute {{name!r}}\")"
    );
    line!(
        out,
        "    # Created on first access: only type checkers and annotations need these types.\n    from typing import TypedDict\n"
    );
    line!(
        out,
        "    made = globals()[name] = TypedDict(name, _DICTS[name], total=False)  # type: ignore\n    return made"
    );
    Ok(out)
}

/// `types.pyi`: the types for type checkers and editors.
pub fn stubs(api: &Api) -> Result<String> {
    let mut out = header("#", REWRITE);
    line!(out, "import datetime as _datetime");
    line!(out, "from collections.abc import Mapping as _Mapping");
    line!(out, "from collections.abc import Sequence as _Sequence");
    line!(out, "from decimal import Decimal as _Decimal");
    line!(out, "from typing import Any as _Any");
    line!(out, "from typing import TypedDict as _TypedDict");
    line!(out, "from typing import final as _final\n");
    line!(out, "from typing_extensions import Required as _Required\n");
    line!(out, "from ._native import Object as Object\n\n{}\n", all(api));
    for (def, fields, body) in structs(api) {
        let name = ident(&def.name, Role::Type);
        line!(out, "@_final\nclass {name}(Object):");
        docstring(
            &mut out,
            "    ",
            &[if def.description.is_empty() { "An object of the API.".to_owned() } else { def.description.clone() }],
        );
        let idents: Vec<_> = fields.iter().map(|f| ident(&f.name, Role::Field)).collect();
        line!(out, "    def __new__(\n        cls,\n        *,");
        for (field, ident) in fields.iter().zip(&idents) {
            let ty = taken(api, &field.ty).replace("types.", "");
            let ty = if field.required { ty } else { format!("{ty} | None = ...") };
            line!(out, "        {ident}: {ty},");
        }
        line!(out, "    ) -> {name}: ...");
        let names: Vec<_> = idents.iter().map(|name| format!("{name:?}")).collect();
        line!(out, "    __match_args__ = (\n        {},\n    )", names.join(",\n        "));
        for (field, ident) in fields.iter().zip(&idents) {
            let ty = given(&field.ty);
            line!(
                out,
                "    @property\n    def {ident}(self) -> {}:",
                if field.required { ty } else { format!("{ty} | None") }
            );
            match [field.description.clone(), super::rust::wire(&field.wire, ident)] {
                [description, wire] if description.is_empty() && wire.is_empty() => line!(out, "        ..."),
                paragraphs => docstring(&mut out, "        ", &paragraphs),
            }
        }
        line!(out, "");
        if body {
            line!(out, "class {name}Dict(_TypedDict, total=False):");
            docstring(&mut out, "    ", &[format!("The fields of a `{name}`.")]);
            for field in api.sent_fields(&def.name) {
                let ty = taken(api, &field.ty).replace("types.", "");
                let ty = if field.required { format!("_Required[{ty}]") } else { format!("{ty} | None") };
                line!(out, "    {}: {ty}", ident(&field.name, Role::Field));
            }
            line!(out, "");
        }
    }
    Ok(out.trim_end().to_owned() + "\n")
}

/// `errors.py`: one class for each kind of error.
pub fn errors(_: &Api) -> Result<String> {
    let mut out = header("#", REWRITE).replace(" from openapi/", "");
    line!(out, "\"\"\"Errors of calls: `PlockError` and its subclasses, one for each kind.\"\"\"\n");
    line!(out, "from ._error import ApiError, PlockError\n");
    let names: Vec<_> = ERROR_KINDS.iter().map(|kind| format!("    {:?},", kind.name)).collect();
    line!(out, "__all__ = [\n    \"ApiError\",\n    \"PlockError\",\n{}\n]", names.join("\n"));
    let status = ERROR_KINDS.iter().filter(|kind| kind.name == STATUS);
    for kind in status.chain(ERROR_KINDS.iter().filter(|kind| kind.name != STATUS)) {
        line!(out, "\n\nclass {}({}):", kind.name, if kind.is_status() { STATUS } else { "PlockError" });
        docstring(&mut out, "    ", &[kind.description.to_owned()]);
    }
    Ok(out)
}

/// Operations by id, for the client of the conformance suite.
pub fn dispatch(api: &Api) -> Result<String> {
    let mut out = header("#", REWRITE);
    line!(out, "\"\"\"Resource, verb and kind of each operation, by id.\"\"\"\n");
    line!(out, "OPERATIONS = {{");
    for (resource, operation) in api.operations() {
        let (resource, verb) = (ident(&resource.name, Role::Resource), ident(&operation.verb, Role::Verb));
        let kind = match operation.kind {
            Kind::List => "list",
            _ if operation.batch.is_some() => "many",
            _ => "call",
        };
        line!(out, "    {:?}: ({resource:?}, {verb:?}, {kind:?}),", operation.id);
    }
    line!(out, "}}");
    Ok(out)
}
