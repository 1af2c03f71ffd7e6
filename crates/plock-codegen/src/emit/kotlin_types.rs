//! The objects of the Kotlin package: classes, how they are read, and how they are written.

use super::kotlin::ident;
use super::{header, line};
use crate::ir::{Api, Field, Shape, Ty, TypeDef, Variant};
use crate::names::{Language, Name, Role};
use crate::problem::Result;

/// A comment of these texts, those that are empty left out.
pub(super) fn kdoc(out: &mut String, indent: &str, texts: &[&str]) {
    let clean = |text: &str| text.replace("*/", "*\u{2215}").replace("/*", "/\u{2217}");
    let mut lines: Vec<String> = Vec::new();
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        if !lines.is_empty() && !text.starts_with('@') {
            lines.push(String::new());
        }
        lines.extend(text.lines().map(|line| clean(line.trim_end())));
    }
    match &lines[..] {
        [] => {}
        [line] => line!(out, "{indent}/** {line} */"),
        lines => {
            line!(out, "{indent}/**");
            for line in lines {
                line!(out, "{indent} *{}{line}", if line.is_empty() { "" } else { " " });
            }
            line!(out, "{indent} */");
        }
    }
}

/// The type of a value, in an object as in an argument.
pub(super) fn argument(ty: &Ty) -> String {
    typed(ty, "")
}

/// The same, with `package` before the names of generated classes.
fn typed(ty: &Ty, package: &str) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "String".to_owned(),
        Ty::Integer => "Long".to_owned(),
        Ty::Decimal { .. } => "BigDecimal".to_owned(),
        Ty::Boolean => "Boolean".to_owned(),
        Ty::Date => "LocalDate".to_owned(),
        Ty::DateTime | Ty::UnixTime => "Instant".to_owned(),
        Ty::DateOrDateTime => "DateOrDateTime".to_owned(),
        Ty::Json => "Json".to_owned(),
        Ty::Enum(name) | Ty::Union(name) | Ty::Object(name) => format!("{package}{}", type_name(name)),
        Ty::Array(item) => format!("List<{}>", typed(item, package)),
        Ty::Map(item) => format!("Map<String, {}>", typed(item, package)),
        Ty::Pair(item) => format!("Pair<{0}, {0}>", typed(item, package)),
    }
}

/// A text in the source: `$` begins an expression there.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}").replace('$', "\\$")
}

/// The name of a class.
pub(super) fn type_name(name: &Name) -> String {
    name.ident(Language::Kotlin, Role::Type)
}

/// The expression that writes `it` as JSON.
pub(super) fn writer(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "text(it)".to_owned(),
        Ty::Integer => "integer(it)".to_owned(),
        Ty::Decimal { .. } => "decimal(it)".to_owned(),
        Ty::Boolean => "boolean(it)".to_owned(),
        Ty::Date => "date(it)".to_owned(),
        Ty::DateTime => "instant(it)".to_owned(),
        Ty::UnixTime => "unixTime(it)".to_owned(),
        Ty::DateOrDateTime => "dateOrDateTime(it)".to_owned(),
        Ty::Json => "json(it)".to_owned(),
        Ty::Enum(_) => "text(it.value)".to_owned(),
        Ty::Union(name) | Ty::Object(name) => format!("{}Codec.write(it, this)", type_name(name)),
        Ty::Array(item) => format!("list(it) {{ {} }}", writer(item)),
        Ty::Map(item) => format!("map(it) {{ {} }}", writer(item)),
        Ty::Pair(item) => format!("pair(it) {{ {} }}", writer(item)),
    }
}

/// The expression that reads a value of the native part.
fn reader(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "text()".to_owned(),
        Ty::Integer => "signed()".to_owned(),
        Ty::Decimal { .. } => "decimal()".to_owned(),
        Ty::Boolean => "boolean()".to_owned(),
        Ty::Date => "date()".to_owned(),
        Ty::DateTime => "instant()".to_owned(),
        Ty::UnixTime => "unixTime()".to_owned(),
        Ty::DateOrDateTime => "dateOrDateTime()".to_owned(),
        Ty::Json => "json()".to_owned(),
        Ty::Enum(name) => format!("{}(text())", type_name(name)),
        Ty::Union(name) | Ty::Object(name) => format!("{}Codec.read(this, null)", type_name(name)),
        Ty::Array(item) => format!("list {{ {} }}", reader(item)),
        Ty::Map(item) => format!("map {{ {} }}", reader(item)),
        Ty::Pair(item) => format!("pair {{ {} }}", reader(item)),
    }
}

/// What stands for a value that must be there, in an answer that has no body.
fn nothing(ty: &Ty) -> String {
    match ty {
        Ty::String | Ty::Id { .. } => "\"\"".to_owned(),
        Ty::Integer => "0L".to_owned(),
        Ty::Decimal { .. } => "BigDecimal.ZERO".to_owned(),
        Ty::Boolean => "false".to_owned(),
        Ty::Date => "LocalDate.MIN".to_owned(),
        Ty::DateTime | Ty::UnixTime => "Instant.EPOCH".to_owned(),
        Ty::DateOrDateTime => "DateOrDateTime.of(Instant.EPOCH)".to_owned(),
        Ty::Json => "Json(\"null\")".to_owned(),
        Ty::Enum(name) => format!("{}(\"\")", type_name(name)),
        Ty::Union(name) => format!("{}.Other(Json(\"null\"))", type_name(name)),
        Ty::Object(name) => format!("{}Codec.read(Reader.EMPTY, null)", type_name(name)),
        Ty::Array(_) => "emptyList()".to_owned(),
        Ty::Map(_) => "emptyMap()".to_owned(),
        Ty::Pair(item) => format!("Pair({0}, {0})", nothing(item)),
    }
}

/// The type of an argument in a signature: of the overload of `ids`, an id is an integer.
pub(super) fn taken(ty: &Ty, ids: Ids) -> String {
    match (ty, ids) {
        (Ty::Id { .. }, Ids::Integers) => "Long".to_owned(),
        _ => argument(ty),
    }
}

/// What the ids in a signature are: for callers who have integers there is an overload.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ids {
    Texts,
    Integers,
}

/// The type of a field that is sent, and its default.
pub(super) fn body_field(field: &Field, ids: Ids) -> (String, Option<&'static str>) {
    // A field that null can be sent for has a box of its own.
    let ty = if field.nullable { argument(&field.ty) } else { taken(&field.ty, ids) };
    match (field.required, field.nullable) {
        (true, false) => (ty, None),
        (true, true) => (format!("{ty}?"), None),
        (false, false) => (format!("{ty}?"), Some("null")),
        (false, true) => (format!("Nullable<{ty}>?"), Some("null")),
    }
}

/// A class for each object, enum and union.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = header("//", "cargo xtask generate");
    line!(
        out,
        "@file:Suppress(\"ConstructorParameterNaming\", \"LongParameterList\", \"MaxLineLength\", \"TooManyFunctions\")\n"
    );
    line!(out, "package io.plock\n");
    for import in ["java.math.BigDecimal", "java.time.Instant", "java.time.LocalDate"] {
        line!(out, "import {import}");
    }
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

fn name(field: &Field) -> String {
    ident(&field.name, Role::Field)
}

fn documented(out: &mut String, def: &TypeDef, fields: &[&Field]) {
    let said = |field: &&&Field| !field.description.is_empty();
    let properties: Vec<_> = fields
        .iter()
        .filter(said)
        .map(|field| format!("@property {} {}", name(field), field.description.replace('\n', " ")))
        .collect();
    let own = if def.description.is_empty() { def.name.pascal() } else { def.description.clone() };
    let mut texts = vec![own.as_str()];
    texts.extend(properties.iter().map(String::as_str));
    kdoc(out, "", &texts);
}

fn object(out: &mut String, def: &TypeDef, fields: &[Field], index: usize) {
    let class = type_name(&def.name);
    documented(out, def, &fields.iter().collect::<Vec<_>>());
    line!(out, "public data class {class}(");
    for field in fields {
        let ty = argument(&field.ty);
        match field.required {
            true => line!(out, "    val {}: {ty},", name(field)),
            false => line!(out, "    val {}: {ty}? = null,", name(field)),
        }
    }
    line!(out, "    override val extra: Map<String, Json> = emptyMap(),\n) : PlockObject {{");
    line!(out, "    override fun toJson(): String = JsonWriter().also {{ {class}Codec.write(this, it) }}.toString()\n");
    line!(
        out,
        "    public companion object {{\n        /** The object again, out of what [toJson] made of it. */\n        @JvmStatic"
    );
    line!(
        out,
        "        public fun fromJson(json: String): {class} = parsed({index}, json, {class}Codec)\n    }}\n}}\n"
    );
    line!(out, "internal object {class}Codec : Codec<{class}> {{");
    line!(out, "    override fun read(from: Reader, before: {class}?): {class} = {class}(");
    for field in fields {
        let (name, read) = (name(field), reader(&field.ty));
        match field.required {
            true => {
                line!(out, "        {name} = from.required(before?.{name}, {{ {} }}) {{ {read} }},", nothing(&field.ty))
            }
            false => line!(out, "        {name} = from.field(before?.{name}) {{ {read} }},"),
        }
    }
    line!(out, "        extra = from.extra(),\n    )\n");
    line!(out, "    fun write(value: {class}, to: JsonWriter) {{\n        to.open()");
    for field in fields {
        let wire = literal(&field.wire);
        line!(out, "        to.member({wire}, value.{}) {{ {} }}", name(field), writer(&field.ty));
    }
    let names: Vec<_> = fields.iter().map(|field| literal(&field.wire)).collect();
    line!(out, "        to.extra(value.extra, NAMES).close()\n    }}\n");
    line!(out, "    private val NAMES = setOf({})\n}}", names.join(", "));
}

/// Whether a body cannot be made without this id: then an overload with integers is no other overload's equal.
pub(super) fn is_id_demanded(field: &Field) -> bool {
    matches!(field.ty, Ty::Id { .. }) && field.required && !field.nullable
}

/// The argument `name` of the overload with integers, as the field has it.
fn text_of_id(name: &str, field: &Field, required: bool) -> String {
    match field.ty {
        Ty::Id { .. } if !field.nullable => format!("{name}{}.toString()", if required { "" } else { "?" }),
        _ => name.to_owned(),
    }
}

fn sent(out: &mut String, api: &Api, def: &TypeDef) {
    let class = type_name(&def.name);
    let fields = api.sent_fields(&def.name);
    documented(out, def, &fields);
    let data = if fields.is_empty() { "" } else { "data " };
    let overloads = if fields.iter().any(|field| !field.required) { " @JvmOverloads constructor" } else { "" };
    line!(out, "public {data}class {class}{overloads}(");
    for field in &fields {
        let (ty, default) = body_field(field, Ids::Texts);
        line!(out, "    val {}: {ty}{},", name(field), default.map_or(String::new(), |d| format!(" = {d}")));
    }
    if fields.iter().any(|field| is_id_demanded(field)) {
        line!(out, ") {{");
        let arguments = fields.iter().map(|field| {
            let (ty, default) = body_field(field, Ids::Integers);
            format!("{}: {ty}{}", name(field), default.map_or(String::new(), |d| format!(" = {d}")))
        });
        let passed = fields.iter().map(|field| text_of_id(&name(field), field, field.required));
        let (arguments, passed) = (arguments.collect::<Vec<_>>(), passed.collect::<Vec<_>>());
        let overloads = if overloads.is_empty() { "" } else { "    @JvmOverloads\n" };
        line!(out, "    /** The same, with integers as ids. */\n{overloads}    public constructor(");
        line!(out, "        {},\n    ) : this({})\n}}\n", arguments.join(",\n        "), passed.join(", "));
    } else {
        line!(out, ")\n");
    }
    line!(out, "internal object {class}Codec {{");
    line!(out, "    fun members(value: {class}, to: JsonWriter): JsonWriter = to");
    for field in &fields {
        let how = match (field.required, field.nullable) {
            (true, true) => "member",
            (false, true) => "nullable",
            _ => "given",
        };
        let write = writer(&field.ty);
        line!(out, "        .{how}({:?}, value.{}) {{ {write} }}", field.name.camel(), name(field));
    }
    line!(
        out,
        "\n    fun write(value: {class}, to: JsonWriter) {{\n        members(value, to.open()).close()\n    }}\n}}"
    );
}

fn open_enum(out: &mut String, def: &TypeDef, values: &[(Name, String)]) {
    let class = type_name(&def.name);
    documented(out, def, &[]);
    line!(out, "public data class {class}(val value: String) {{\n    override fun toString(): String = value\n");
    line!(out, "    public companion object {{");
    for (name, value) in values {
        line!(
            out,
            "        @JvmField\n        public val {}: {class} = {class}({})",
            ident(name, Role::Variant),
            literal(value)
        );
    }
    line!(out, "    }}\n}}");
}

fn union(out: &mut String, api: &Api, def: &TypeDef, variants: &[Variant]) {
    let class = type_name(&def.name);
    documented(out, def, &[]);
    line!(out, "public sealed interface {class} {{");
    for variant in variants {
        // A variant is mostly called as its type is, and hides it here.
        let ty = typed(&variant.ty, "io.plock.");
        line!(out, "    public data class {}(val value: {ty}) : {class}\n", type_name(&variant.name));
    }
    line!(
        out,
        "    /** What the documents do not describe. */\n    public data class Other(val value: Json) : {class}\n}}\n"
    );
    if variants.iter().all(|variant| api.is_answered(&variant.ty)) {
        line!(out, "internal object {class}Codec : Codec<{class}> {{");
        line!(out, "    override fun read(from: Reader, before: {class}?): {class} = when (from.number()) {{");
        for (at, variant) in variants.iter().enumerate() {
            let read = reader(&variant.ty);
            line!(out, "        {}L -> {class}.{}(with(from) {{ {read} }})", at + 1, type_name(&variant.name));
        }
        line!(out, "        else -> {class}.Other(from.json())\n    }}\n");
    } else {
        line!(out, "internal object {class}Codec {{");
    }
    line!(out, "    fun write(value: {class}, to: JsonWriter): Unit = when (value) {{");
    for variant in variants {
        let write = writer(&variant.ty);
        line!(out, "        is {class}.{} -> value.value.let {{ with(to) {{ {write} }} }}", type_name(&variant.name));
    }
    line!(out, "        is {class}.Other -> to.json(value.value)\n    }}\n}}");
}
