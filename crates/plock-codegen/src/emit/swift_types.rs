//! The objects of the Swift package: structs, how they are read, and how they are written.

use super::{header, line};
use crate::ir::{Api, Field, Shape, Ty, TypeDef, Variant};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

/// A comment of these texts, those that are empty left out.
pub(super) fn doc(out: &mut String, indent: &str, texts: &[&str]) {
    let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    for (at, text) in texts.enumerate() {
        if at > 0 && !text.starts_with("- ") {
            line!(out, "{indent}///");
        }
        for line in text.lines() {
            line!(out, "{indent}/// {}", line.trim_end());
        }
    }
}

pub(super) fn class(name: &Name) -> String {
    name.ident(Language::Swift, Role::Type)
}

pub(super) fn field_name(field: &Field) -> String {
    field.name.ident(Language::Swift, Role::Field)
}

/// The type of a value, in an object as in an argument.
pub(super) fn argument(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "String".to_owned(),
        Ty::Integer => "Int64".to_owned(),
        Ty::Decimal { .. } => "Decimal".to_owned(),
        Ty::Boolean => "Bool".to_owned(),
        Ty::Date => "CalendarDate".to_owned(),
        Ty::DateTime | Ty::UnixTime => "Date".to_owned(),
        Ty::DateOrDateTime => "DateOrDateTime".to_owned(),
        Ty::Json => "JSON".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => class(name),
        Ty::Array(item) => format!("[{}]", argument(item)),
        Ty::Map(item) => format!("[String: {}]", argument(item)),
        Ty::Pair(item) => format!("Between<{}>", argument(item)),
    }
}

/// The type of an argument in a signature: an id may be an integer, too.
pub(super) fn taken(ty: &Ty, required: bool) -> String {
    match (ty, required) {
        (Ty::Id { .. }, true) => "some PlockID".to_owned(),
        (Ty::Id { .. }, false) => "(any PlockID)?".to_owned(),
        (ty, true) => argument(ty),
        (ty, false) => format!("{}?", argument(ty)),
    }
}

/// The value of the argument `name`, as a property of the type that [`argument`] tells.
pub(super) fn value_of(name: &str, ty: &Ty, required: bool) -> String {
    match (ty, required) {
        (Ty::Id { .. }, true) => format!("{name}.plockID"),
        (Ty::Id { .. }, false) => format!("{name}?.plockID"),
        _ => name.to_owned(),
    }
}

/// The closure that writes a value as JSON.
pub(super) fn writer(ty: &Ty) -> String {
    format!("{{ {} }}", write(ty))
}

fn write(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "$0.text($1)".to_owned(),
        Ty::Integer => "$0.integer($1)".to_owned(),
        Ty::Decimal { .. } => "$0.decimal($1)".to_owned(),
        Ty::Boolean => "$0.boolean($1)".to_owned(),
        Ty::Date => "$0.date($1)".to_owned(),
        Ty::DateTime => "$0.dateTime($1)".to_owned(),
        Ty::UnixTime => "$0.unixTime($1)".to_owned(),
        Ty::DateOrDateTime => "$0.dateOrDateTime($1)".to_owned(),
        Ty::Json => "$0.json($1)".to_owned(),
        Ty::Enum(_) => "$0.text($1.rawValue)".to_owned(),
        Ty::Union(_) | Ty::Object(_) => "$1.write(to: &$0)".to_owned(),
        Ty::Array(item) => format!("$0.list($1) {}", writer(item)),
        Ty::Map(item) => format!("$0.map($1) {}", writer(item)),
        Ty::Pair(item) => format!("$0.pair($1) {}", writer(item)),
    }
}

/// The expression that reads a value of the native part, out of the reader that `from` names.
fn read(from: &str, ty: &Ty) -> String {
    let inner = |item: &Ty| format!("{{ {} }}", read("$0", item));
    match ty {
        Ty::String | Ty::Id { .. } => format!("{from}.text()"),
        Ty::Integer => format!("{from}.signed()"),
        Ty::Decimal { .. } => format!("{from}.decimal()"),
        Ty::Boolean => format!("{from}.boolean()"),
        Ty::Date => format!("{from}.date()"),
        Ty::DateTime => format!("{from}.dateTime()"),
        Ty::UnixTime => format!("{from}.unixTime()"),
        Ty::DateOrDateTime => format!("{from}.dateOrDateTime()"),
        Ty::Json => format!("{from}.json()"),
        Ty::Enum(name) => format!("{}(rawValue: {from}.text())", class(name)),
        Ty::Union(name) => format!("{}(from: &{from})", class(name)),
        Ty::Object(name) => format!("{}(from: &{from}, before: nil)", class(name)),
        Ty::Array(item) => format!("{from}.list {}", inner(item)),
        Ty::Map(item) => format!("{from}.map {}", inner(item)),
        Ty::Pair(item) => format!("{from}.pair {}", inner(item)),
    }
}

/// What stands for a value that must be there, in an answer that has no body.
fn nothing(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "\"\"".to_owned(),
        Ty::Integer | Ty::Decimal { .. } => "0".to_owned(),
        Ty::Boolean => "false".to_owned(),
        Ty::Date => "CalendarDate(known: 1970, 1, 1)".to_owned(),
        Ty::DateTime | Ty::UnixTime => "Date(timeIntervalSince1970: 0)".to_owned(),
        Ty::DateOrDateTime => ".dateTime(Date(timeIntervalSince1970: 0))".to_owned(),
        Ty::Json => "JSON(text: \"null\")".to_owned(),
        Ty::Enum(name) => format!("{}(rawValue: \"\")", class(name)),
        Ty::Union(_) => ".other(JSON(text: \"null\"))".to_owned(),
        Ty::Object(name) => format!("{}.nothing", class(name)),
        Ty::Array(_) => "[]".to_owned(),
        Ty::Map(_) => "[:]".to_owned(),
        Ty::Pair(item) => format!("Between({0}, {0})", nothing(item)),
    }
}

/// The type of a field that is sent, and its default.
pub(super) fn body_field(field: &Field) -> (String, Option<&'static str>) {
    let ty = argument(&field.ty);
    match (field.required, field.nullable) {
        (true, false) => (ty, None),
        (true, true) => (format!("{ty}?"), None),
        (false, false) => (format!("{ty}?"), Some("nil")),
        (false, true) => (format!("Nullable<{ty}>?"), Some("nil")),
    }
}

/// The same of the argument that sets it.
pub(super) fn body_argument(field: &Field) -> (String, Option<&'static str>) {
    match (field.required, field.nullable) {
        (true, false) => (taken(&field.ty, true), None),
        (false, false) => (taken(&field.ty, false), Some("nil")),
        _ => body_field(field),
    }
}

/// A struct for each object and enum, an enum for each union.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(out, "\nimport Foundation");
    let mut index = 0;
    for def in &api.types {
        line!(out, "");
        match &def.shape {
            Shape::Struct { fields, body } => {
                if *body {
                    sent(&mut out, api, def);
                } else {
                    object(&mut out, def, fields, index);
                }
                index += 1;
            }
            Shape::Enum { values } => open_enum(&mut out, def, values),
            Shape::Union { variants, .. } => union(&mut out, api, def, variants),
        }
    }
    Ok(out)
}

fn documented(out: &mut String, def: &TypeDef) {
    let own = if def.description.is_empty() { def.name.pascal() } else { def.description.clone() };
    doc(out, "", &[&own]);
}

/// Whether a field contains its own type, and so cannot stand in it as it is.
fn is_boxed(field: &Field) -> bool {
    field.recursive && matches!(field.ty, Ty::Object(_) | Ty::Union(_))
}

/// The type of a property, of which an argument is of the type `ty`.
fn boxed(field: &Field, ty: String) -> String {
    if is_boxed(field) { format!("Boxed<{}>?", ty.trim_end_matches('?')) } else { ty }
}

fn object(out: &mut String, def: &TypeDef, fields: &[Field], index: usize) {
    let class = class(&def.name);
    documented(out, def);
    line!(out, "public struct {class}: PlockObject {{");
    for field in fields {
        doc(out, "    ", &[&field.description]);
        let ty = format!("{}{}", argument(&field.ty), if field.required { "" } else { "?" });
        line!(out, "    public let {}: {}", field_name(field), boxed(field, ty));
    }
    line!(out, "    public let extra: [String: JSON]\n}}\n");
    line!(out, "extension {class}: Readable {{");
    line!(out, "    public init(json: String) throws {{\n        self = try parsed({index}, json)\n    }}\n");
    line!(
        out,
        "    public var json: String {{\n        var writer = JSONWriter()\n        write(to: &writer)\n        return writer.out\n    }}\n"
    );
    line!(
        out,
        "    static var nothing: {class} {{\n        var reader = Reader.empty\n        return {class}(from: &reader, before: nil)\n    }}\n"
    );
    line!(out, "    init(from reader: inout Reader, before: {class}?) {{");
    for field in fields {
        let (name, value) = (field_name(field), read("$0", &field.ty));
        let value = if is_boxed(field) { format!("Boxed({value})") } else { value };
        let before = if field.required { format!("before?.{name}") } else { format!("before?.{name} ?? nil") };
        let otherwise = if field.required { format!(" ?? {}", nothing(&field.ty)) } else { String::new() };
        line!(out, "        {name} = reader.field({before}) {{ {value} }}{otherwise}");
    }
    line!(out, "        extra = reader.extra()\n    }}\n");
    line!(out, "    func write(to writer: inout JSONWriter) {{\n        writer.open()");
    for field in fields {
        let boxed = if is_boxed(field) { "?.value" } else { "" };
        line!(out, "        writer.member({:?}, {}{boxed}) {}", field.wire, field_name(field), writer(&field.ty));
    }
    line!(out, "        writer.extra(extra, but: Self.names)\n        writer.close()\n    }}\n");
    let names: Vec<_> = fields.iter().map(|field| format!("{:?}", field.wire)).collect();
    line!(out, "    private static let names: Set<String> = [{}]\n}}", names.join(", "));
}

/// Swift makes a `Double` of a literal with a point before `Decimal` gets to see it.
const LITERAL: &str =
    "Sent exactly. Make it of text, `Decimal(string: \"12.5\")`: a literal such as `0.07` goes through a `Double`.";

fn sent(out: &mut String, api: &Api, def: &TypeDef) {
    let class = class(&def.name);
    let fields = api.sent_fields(&def.name);
    documented(out, def);
    line!(out, "public struct {class}: Sendable, Hashable {{");
    for field in &fields {
        let exact = if matches!(field.ty, Ty::Decimal { .. }) { LITERAL } else { "" };
        doc(out, "    ", &[&field.description, exact]);
        line!(out, "    public var {}: {}", field_name(field), boxed(field, body_field(field).0));
    }
    let arguments = fields.iter().map(|field| {
        let (ty, default) = body_argument(field);
        format!("{}: {ty}{}", field_name(field), default.map_or(String::new(), |default| format!(" = {default}")))
    });
    line!(out, "\n    public init({}) {{", arguments.collect::<Vec<_>>().join(", "));
    for field in &fields {
        let name = field_name(field);
        let boxed = if is_boxed(field) { ".map { Boxed($0) }" } else { "" };
        let value = if field.nullable { name.clone() } else { value_of(&name, &field.ty, field.required) };
        line!(out, "        self.{name} = {value}{boxed}");
    }
    line!(out, "    }}\n\n    func members(to writer: inout JSONWriter) {{");
    for field in &fields {
        let how = match (field.required, field.nullable) {
            (true, true) => "member",
            (false, true) => "nullable",
            _ => "given",
        };
        let value = format!("{}{}", field_name(field), if is_boxed(field) { "?.value" } else { "" });
        line!(out, "        writer.{how}({:?}, {value}) {}", field.name.camel(), writer(&field.ty));
    }
    line!(
        out,
        "    }}\n\n    func write(to writer: inout JSONWriter) {{\n        writer.open()\n        members(to: &writer)"
    );
    line!(out, "        writer.close()\n    }}\n}}");
}

fn open_enum(out: &mut String, def: &TypeDef, values: &[(Name, String)]) {
    let class = class(&def.name);
    documented(out, def);
    line!(out, "public struct {class}: RawRepresentable, Sendable, Hashable {{");
    line!(
        out,
        "    public let rawValue: String\n\n    public init(rawValue: String) {{\n        self.rawValue = rawValue\n    }}\n"
    );
    for (name, value) in values {
        let name = name.ident(Language::Swift, Role::Variant);
        line!(out, "    public static let {name} = {class}(rawValue: {value:?})");
    }
    line!(out, "}}");
}

fn union(out: &mut String, api: &Api, def: &TypeDef, variants: &[Variant]) {
    let class = class(&def.name);
    documented(out, def);
    let name = |variant: &Variant| variant.name.ident(Language::Swift, Role::Variant);
    line!(out, "public indirect enum {class}: Sendable, Hashable {{");
    for variant in variants {
        line!(out, "    case {}({})", name(variant), argument(&variant.ty));
    }
    line!(out, "    /// What the documents do not describe.\n    case other(JSON)\n");
    if variants.iter().all(|variant| api.is_answered(&variant.ty)) {
        line!(out, "    init(from reader: inout Reader) {{\n        switch reader.number() {{");
        for (at, variant) in variants.iter().enumerate() {
            line!(out, "        case {}: self = .{}({})", at + 1, name(variant), read("reader", &variant.ty));
        }
        line!(out, "        default: self = .other(reader.json())\n        }}\n    }}\n");
    }
    line!(out, "    func write(to writer: inout JSONWriter) {{\n        switch self {{");
    for variant in variants {
        line!(out, "        case .{}(let value): {}(&writer, value)", name(variant), closure(&variant.ty));
    }
    line!(out, "        case .other(let value): writer.json(value)\n        }}\n    }}\n}}");
}

/// A closure with its types, as it stands alone.
fn closure(ty: &Ty) -> String {
    format!(
        "{{ (writer: inout JSONWriter, value: {}) in {} }}",
        argument(ty),
        write(ty).replace("$0", "writer").replace("$1", "value")
    )
}
