//! The typed Rust API: a module of types, one of operations, and the resources of a client.

use super::line;
use super::wire::{method, query_order, repeated};
use crate::ir::{Api, Limits, Location, Operation, Parameter, Resource, Response, Ty};
use crate::names::{Language, Role};
use crate::problem::Result;

#[path = "rust_types.rs"]
mod types;

/// Rust source of the typed API.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = String::new();
    line!(out, "/// Objects of requests and responses, one type for each schema.\npub mod types {{");
    line!(out, "    use crate::generated::prelude::*;");
    for def in &api.types {
        types::emit(&mut out, api, def);
    }
    line!(out, "}}\n");
    line!(out, "/// Operations with their arguments. The methods of the resources create them.\npub mod operations {{");
    line!(out, "    use super::types;\n    use crate::generated::prelude::*;");
    for (index, (_, operation)) in api.operations().enumerate() {
        emit_operation(&mut out, api, index, operation);
    }
    line!(out, "}}\n");
    line!(out, "/// Resources of the API. Their methods create requests.\npub mod resources {{");
    line!(out, "    use super::{{operations, types}};\n    use crate::generated::prelude::*;");
    for resource in &api.resources {
        emit_resource(&mut out, resource);
    }
    line!(out, "}}\n");
    emit_stored(&mut out, api);
    emit_outbox(&mut out, api);
    Ok(out)
}

/// The name on the wire, if it differs from the identifier.
pub(super) fn wire(wire: &str, ident: &str) -> String {
    if wire == ident { String::new() } else { format!("Wire name: `{wire}`.") }
}

pub(super) fn doc(out: &mut String, indent: &str, paragraphs: &[&str]) {
    let text: Vec<&str> = paragraphs.iter().copied().filter(|p| !p.is_empty()).collect();
    if !text.is_empty() {
        line!(out, "{indent}#[doc = {:?}]", text.join("\n\n"));
    }
}

/// The Rust type of a value in a response.
pub(super) fn rust_type(ty: &Ty) -> String {
    typed(ty, "String")
}

/// The Rust type of a value in a request: an id is kept as text until it is validated.
pub(super) fn sent_type(ty: &Ty) -> String {
    typed(ty, "Id")
}

fn typed(ty: &Ty, id: &str) -> String {
    match ty {
        Ty::String => "String".to_owned(),
        Ty::Id { .. } => id.to_owned(),
        Ty::Integer => "i64".to_owned(),
        Ty::Decimal { .. } => "Decimal".to_owned(),
        Ty::Boolean => "bool".to_owned(),
        Ty::Date => "Date".to_owned(),
        Ty::DateTime => "Timestamp".to_owned(),
        Ty::DateOrDateTime => "DateOrDateTime".to_owned(),
        Ty::UnixTime => "UnixTime".to_owned(),
        Ty::Json => "Json".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => {
            format!("types::{}", name.ident(Language::Rust, Role::Type))
        }
        Ty::Array(inner) => format!("Vec<{}>", typed(inner, id)),
        Ty::Map(inner) => format!("BTreeMap<String, {}>", typed(inner, id)),
        Ty::Pair(inner) => format!("({0}, {0})", typed(inner, id)),
        Ty::Nullable(inner) => format!("Option<{}>", typed(inner, id)),
    }
}

/// A parameter of a Rust function for `ty`, and the expression that turns it into the held type.
fn argument(name: &str, ty: &Ty) -> (String, String) {
    match ty {
        Ty::Pair(inner) => {
            let inner = sent_type(inner);
            (format!("from: impl Into<{inner}>, to: impl Into<{inner}>"), "(from.into(), to.into())".to_owned())
        }
        Ty::Array(inner) => (
            format!("{name}: impl IntoIterator<Item = impl Into<{}>>", sent_type(inner)),
            format!("{name}.into_iter().map(Into::into).collect()"),
        ),
        ty => (format!("{name}: impl Into<{}>", sent_type(ty)), format!("{name}.into()")),
    }
}

pub(super) fn limits(limits: &Limits) -> String {
    let Limits { minimum, maximum, min_length, max_length } = limits;
    format!(
        "&Limits {{ minimum: {minimum:?}, maximum: {maximum:?}, min_length: {min_length:?}, max_length: {max_length:?} }}"
    )
}

fn ident(parameter: &Parameter) -> String {
    parameter.name.ident(Language::Rust, Role::Parameter)
}

fn emit_operation(out: &mut String, api: &Api, index: usize, operation: &Operation) {
    let name = operation.name.ident(Language::Rust, Role::Type);
    doc(
        out,
        "    ",
        &[&format!("`{} {}`", operation.method, operation.path), &operation.summary, &operation.description],
    );
    line!(out, "    #[derive(Debug, Clone)]\n    pub struct {name} {{");
    for parameter in &operation.parameters {
        let held = sent_type(&parameter.ty);
        let held = if parameter.required { held } else { format!("Option<{held}>") };
        line!(out, "        pub(crate) {}: {held},", ident(parameter));
    }
    if let Some(body) = &operation.body {
        line!(out, "        pub(crate) body: types::{},", body.ty.ident(Language::Rust, Role::Type));
    }
    line!(out, "    }}\n");
    emit_setters(out, &name, operation);
    emit_operation_impl(out, api, index, &name, operation);
}

fn emit_setters(out: &mut String, name: &str, operation: &Operation) {
    let optional = operation.optional();
    if optional.is_empty() {
        return;
    }
    line!(out, "    impl<M> call::Request<{name}, M> {{");
    for parameter in optional {
        let ident = ident(parameter);
        let (argument, value) = argument(&ident, &parameter.ty);
        doc(out, "        ", &[&parameter.description, &wire(&parameter.wire, &ident)]);
        line!(out, "        #[must_use]\n        pub fn {ident}(mut self, {argument}) -> Self {{");
        line!(out, "            self.operation.{ident} = Some({value});\n            self\n        }}");
    }
    line!(out, "    }}\n");
}

fn emit_operation_impl(out: &mut String, api: &Api, index: usize, name: &str, operation: &Operation) {
    let ty = operation
        .response
        .ty()
        .map(|(name, in_data)| (format!("types::{}", name.ident(Language::Rust, Role::Type)), in_data));
    let (output, decode) = match (&operation.response, ty) {
        (Response::Many(..), Some((ty, in_data))) => {
            line!(out, "    impl call::ListOperation for {name} {{\n        type Item = {ty};\n    }}\n");
            (
                format!("call::Page<{ty}>"),
                format!("decode::page(&response.body, {in_data}, self.meta().cursor.as_ref(), page)"),
            )
        }
        (_, Some((ty, in_data))) if operation.optional => {
            (format!("Option<{ty}>"), format!("decode::optional(&response.body, {in_data})"))
        }
        (_, Some((ty, in_data))) => (ty, format!("decode::one(&response.body, {in_data})")),
        (_, None) => ("()".to_owned(), "Ok(())".to_owned()),
    };
    line!(out, "    impl call::Operation for {name} {{\n        type Output = {output};\n");
    line!(
        out,
        "        fn meta(&self) -> &'static meta::Operation {{\n            &meta::OPERATIONS[{index}]\n        }}\n"
    );
    emit_check(out, operation);
    emit_headers(out, api, operation);
    emit_send(out, api, operation);
    line!(
        out,
        "        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {{\n            {decode}\n        }}"
    );
    line!(out, "    }}\n");
}

fn emit_check(out: &mut String, operation: &Operation) {
    let paging = operation.paging.unwrap_or_default();
    line!(out, "        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {{");
    if operation.paging.is_some() {
        line!(out, "            check::page(paging, {}, {})?;", limits(&paging.number), limits(&paging.size));
    }
    for parameter in &operation.parameters {
        let ident = ident(parameter);
        let (item, each) = match &parameter.ty {
            Ty::Array(item) => (&**item, true),
            ty => (ty, false),
        };
        let check = match (item, parameter.location) {
            (Ty::Integer, _) => "range",
            (Ty::Id { number: true }, _) => "integer",
            (Ty::String | Ty::Id { .. } | Ty::Enum(_), Location::Path) => "segment",
            (Ty::String | Ty::Id { .. }, _) => "text",
            (Ty::Decimal { .. }, _) => "decimal",
            _ => continue,
        };
        let call = |value: &str| {
            let (open, value, close) =
                if each { (format!("for value in {value} {{ "), "value", " }") } else { (String::new(), value, "") };
            let value = match check {
                "range" => value.strip_prefix('&').map_or_else(|| format!("*{value}"), str::to_owned),
                _ => value.to_owned(),
            };
            let limits = limits(&parameter.limits);
            format!("{open}check::{check}({:?}, {value}, {limits})?;{close}", parameter.name.snake())
        };
        if parameter.required {
            line!(out, "            {}", call(&format!("&self.{ident}")));
        } else {
            line!(
                out,
                "            if let Some(value) = &self.{ident} {{\n                {}\n            }}",
                call("value")
            );
        }
    }
    if operation.body.is_some() {
        line!(out, "            self.body.check()?;");
    }
    line!(out, "            Ok(())\n        }}\n");
}

fn emit_headers(out: &mut String, api: &Api, operation: &Operation) {
    let parameters = operation.parameters.iter().filter(|p| p.location == Location::Header);
    let parameters = parameters.map(|p| (ident(p), &p.wire, p.required));
    let fields = operation.body.iter().flat_map(|body| api.sent_fields(&body.ty)).filter(|field| field.header);
    let fields = fields
        .map(|field| (format!("body.{}", field.name.ident(Language::Rust, Role::Field)), &field.wire, field.required));
    let headers: Vec<_> = parameters.chain(fields).collect();
    if headers.is_empty() {
        return;
    }
    line!(
        out,
        "        fn headers(&self) -> Vec<(&'static str, String)> {{\n            let mut headers = Vec::new();"
    );
    for (held, wire, required) in headers {
        if required {
            line!(out, "            headers.push(({wire:?}, self.{held}.text()));");
        } else {
            line!(out, "            headers.extend(self.{held}.as_ref().map(|value| ({wire:?}, value.text())));");
        }
    }
    line!(out, "            headers\n        }}\n");
}

fn emit_send(out: &mut String, api: &Api, operation: &Operation) {
    line!(out, "        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {{");
    let mut arguments = Vec::new();
    let paths =
        operation.parameters.iter().filter(|p| p.location == Location::Path).map(|p| (p.wire.as_str(), Some(p)));
    for (at, (wire, parameter)) in paths.chain(query_order(operation, api)).enumerate() {
        let Some(parameter) = parameter else {
            let size = api.pagination.as_ref().is_some_and(|p| p.size == wire);
            arguments.push(format!("paging.{}.as_deref()", if size { "size" } else { "number" }));
            continue;
        };
        let ident = ident(parameter);
        let text = if repeated(parameter) { "iter().map(Text::text).collect::<Vec<_>>()" } else { "text()" };
        if parameter.required {
            line!(out, "            let text_{at} = self.{ident}.{text};");
            arguments.push(format!("&text_{at}"));
        } else {
            line!(out, "            let text_{at} = self.{ident}.as_ref().map(|value| value.{text});");
            arguments.push(if repeated(parameter) {
                format!("text_{at}.as_ref()")
            } else {
                format!("text_{at}.as_deref()")
            });
        }
    }
    if let Some(body) = &operation.body {
        line!(out, "            let body = encode::SerializedBody::new(&self.body, {});", body.in_data);
        arguments.push("&body".to_owned());
    }
    // The exchange keeps the outcome; the response of progenitor is not used.
    line!(out, "            let _ = wire.{}({}).await;\n        }}\n", method(operation), arguments.join(", "));
}

fn emit_resource(out: &mut String, resource: &Resource) {
    let name = resource.name.ident(Language::Rust, Role::Type);
    let accessor = resource.name.ident(Language::Rust, Role::Resource);
    let title = format!("The resource `{}`.", resource.name.snake());
    let description = if resource.description == resource.name.pascal() { "" } else { &resource.description };
    doc(out, "", &[&title, description]);
    line!(out, "#[derive(Debug, Clone)]\npub struct {name}<M = call::Async> {{\n    client: call::Client<M>,\n}}\n");
    line!(out, "impl<M: call::Mode> call::Client<M> {{");
    doc(out, "    ", &[&title]);
    line!(out, "    pub fn {accessor}(&self) -> {name}<M> {{\n        {name} {{ client: self.clone() }}\n    }}\n}}\n");
    line!(out, "impl<M: call::Mode> {name}<M> {{");
    for operation in &resource.operations {
        emit_method(out, operation);
    }
    line!(out, "}}\n");
}

/// For `plock-testing`: a macro that passes each resource that can be read, and its object, to another macro.
fn emit_stored(out: &mut String, api: &Api) {
    line!(
        out,
        "#[doc(hidden)]\n#[macro_export]\nmacro_rules! __stored_resources {{\n    ($apply:ident) => {{\n        $apply! {{"
    );
    for resource in &api.resources {
        let Some(object) = resource.object() else { continue };
        let accessor = resource.name.ident(Language::Rust, Role::Resource);
        let object = object.ident(Language::Rust, Role::Type);
        line!(out, "            {accessor} {:?} {object};", resource.name.snake());
    }
    line!(out, "        }}\n    }};\n}}");
}

/// For `plock-outbox`: a macro that passes each resource with such an operation, its number and its body to another macro.
fn emit_outbox(out: &mut String, api: &Api) {
    line!(
        out,
        "#[doc(hidden)]\n#[macro_export]\nmacro_rules! __outbox_resources {{\n    ($apply:ident) => {{\n        $apply! {{"
    );
    for (number, (resource, operation)) in api.operations().enumerate() {
        let (Some(_), Some(body)) = (&operation.outbox, &operation.body) else { continue };
        let accessor = resource.name.ident(Language::Rust, Role::Recorder);
        let ty = body.ty.ident(Language::Rust, Role::Type);
        line!(out, "            {accessor} {:?} {number} {ty};", resource.name.snake());
    }
    line!(out, "        }}\n    }};\n}}");
}

fn emit_method(out: &mut String, operation: &Operation) {
    let verb = operation.verb.ident(Language::Rust, Role::Verb);
    let name = operation.name.ident(Language::Rust, Role::Type);
    let mut arguments = String::new();
    let mut fields = Vec::new();
    for parameter in &operation.parameters {
        let ident = ident(parameter);
        if parameter.required {
            let (argument, value) = argument(&ident, &parameter.ty);
            arguments.push_str(&format!(", {argument}"));
            fields.push(format!("{ident}: {value}"));
        } else {
            fields.push(format!("{ident}: None"));
        }
    }
    let body = operation.body.as_ref().map(|body| format!("types::{}", body.ty.ident(Language::Rust, Role::Type)));
    if let Some(body) = &body {
        arguments.push_str(&format!(", body: {body}"));
        fields.push("body".to_owned());
    }
    let title = format!("`{} {}`", operation.method, operation.path);
    doc(out, "    ", &[&operation.summary, &operation.description, &title]);
    let deprecated =
        if operation.deprecated { "    #[deprecated = \"the API marks this operation as deprecated\"]\n" } else { "" };
    let operation_value = format!("operations::{name} {{ {} }}", fields.join(", "));
    line!(out, "{deprecated}    pub fn {verb}(&self{arguments}) -> call::Request<operations::{name}, M> {{");
    line!(out, "        call::Request::new(&self.client, {operation_value})\n    }}\n");
    if let (Some(batch), Some(body)) = (&operation.batch, &body) {
        let batch = batch.ident(Language::Rust, Role::Verb);
        let many = format!(
            "Sends many `{}` requests, a bounded number at a time, and returns an outcome for each, in order.",
            operation.verb.snake()
        );
        doc(out, "    ", &[&many, &operation.summary]);
        line!(
            out,
            "{deprecated}    pub fn {batch}<I>(&self, bodies: I) -> call::Many<operations::{name}, M>\n    where\n        I: IntoIterator<Item = {body}>,\n        I::IntoIter: Send + 'static,\n    {{"
        );
        line!(out, "        let client = self.client.clone();");
        line!(
            out,
            "        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::{name} {{ body }}))))\n    }}\n"
        );
    }
}
