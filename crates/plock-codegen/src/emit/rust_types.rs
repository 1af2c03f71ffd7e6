//! Structs, enums and unions of the typed Rust API, with their decoding and encoding.

use super::{doc, limits, line, rust_type, sent_type, wire};
use crate::ir::{Api, Field, Place, Shape, Ty, TypeDef, Variant};
use crate::names::{Language, Name, Role};

pub(super) fn emit(out: &mut String, api: &Api, def: &TypeDef) {
    let name = def.name.ident(Language::Rust, Role::Type);
    match &def.shape {
        Shape::Struct { fields, body } => {
            emit_struct(out, &name, def, fields, *body);
            emit_builder(out, &name, fields, *body);
            if *body {
                emit_check(out, api, &name, fields);
            }
            emit_decode(out, &name, def, fields);
            emit_encode(out, &name, fields);
        }
        Shape::Enum { values } => emit_enum(out, &name, def, values),
        Shape::Union { variants, tag } => emit_union(out, &name, def, variants, tag.as_deref()),
    }
}

fn ident(field: &Field) -> String {
    field.name.ident(Language::Rust, Role::Field)
}

fn local(ty: &Ty) -> String {
    rust_type(ty).replace("types::", "")
}

fn sent(ty: &Ty) -> String {
    sent_type(ty).replace("types::", "")
}

fn field_type(field: &Field, body: bool) -> String {
    let ty = if body { sent(&field.ty) } else { local(&field.ty) };
    let ty = if field.recursive { format!("Box<{ty}>") } else { ty };
    if field.required { ty } else { format!("Option<{ty}>") }
}

fn emit_struct(out: &mut String, name: &str, def: &TypeDef, fields: &[Field], body: bool) {
    doc(out, "    ", &[&def.description]);
    line!(out, "    #[derive(Debug, Clone, PartialEq, Default)]\n    #[non_exhaustive]\n    pub struct {name} {{");
    for field in fields {
        doc(out, "        ", &[&field.description, &wire(&field.wire, &ident(field))]);
        line!(out, "        pub {}: {},", ident(field), field_type(field, body));
    }
    line!(
        out,
        "        /// Members that the API document does not list: received in a response, or added to a request.\n        pub extra: Extra,\n    }}\n"
    );
}

/// The type of a builder's argument, and the expression that makes the field's value of it.
fn argument(field: &Field, body: bool) -> (String, String) {
    let ident = ident(field);
    match &field.ty {
        // Text in a response, but a test may have a number.
        Ty::Id { .. } if !body => ("Id".to_owned(), format!("String::from({ident}.into())")),
        ty if body => (sent(ty), format!("{ident}.into()")),
        ty => (local(ty), format!("{ident}.into()")),
    }
}

fn emit_builder(out: &mut String, name: &str, fields: &[Field], body: bool) {
    let required: Vec<_> = fields.iter().filter(|f| f.required && f.constant.is_none()).collect();
    let arguments: Vec<_> =
        required.iter().map(|f| format!("{}: impl Into<{}>", ident(f), argument(f, body).0)).collect();
    line!(
        out,
        "    impl {name} {{\n        /// Creates the object with its required fields.\n        #[must_use]\n        pub fn new({}) -> Self {{",
        arguments.join(", ")
    );
    line!(out, "            Self {{");
    for field in fields {
        match (&field.constant, field.required) {
            (Some(value), required) => {
                let value = format!("{value:?}.into()");
                line!(
                    out,
                    "                {}: {},",
                    ident(field),
                    if required { value } else { format!("Some({value})") }
                );
            }
            (None, true) if field.recursive => {
                line!(out, "                {}: Box::new({}),", ident(field), argument(field, body).1)
            }
            (None, true) => line!(out, "                {}: {},", ident(field), argument(field, body).1),
            (None, false) => {}
        }
    }
    line!(out, "                ..<Self as Default>::default()\n            }}\n        }}");
    for field in fields.iter().filter(|f| !f.required && f.constant.is_none() && ident(f) != "new") {
        let ident = ident(field);
        let (ty, value) = argument(field, body);
        let value = if field.recursive { format!("Box::new({value})") } else { value };
        doc(out, "        ", &[&field.description, &wire(&field.wire, &ident)]);
        line!(out, "        #[must_use]\n        pub fn {ident}(mut self, {ident}: impl Into<{ty}>) -> Self {{");
        line!(out, "            self.{ident} = Some({value});\n            self\n        }}");
        if body && field.nullable {
            doc(out, "        ", &[&format!("Sends `{}` as null, as opposed to omitting it.", field.wire)]);
            line!(out, "        #[must_use]\n        pub fn clear_{}(mut self) -> Self {{", field.name.snake());
            line!(
                out,
                "            self.{ident} = None;\n            self.extra.insert({:?}, Json::default());",
                field.wire
            );
            line!(out, "            self\n        }}");
        }
    }
    line!(out, "    }}\n");
}

fn emit_check(out: &mut String, api: &Api, name: &str, fields: &[Field]) {
    line!(
        out,
        "    impl check::Checked for {name} {{\n        fn check(&self) -> Result<(), check::InvalidArgument> {{"
    );
    for field in fields {
        let named = field.name.snake();
        let Some(check) = check(api, &field.ty, named, "value", &limits(&field.limits)) else { continue };
        if field.required {
            line!(out, "            let value = &self.{};\n            {check}", ident(field));
        } else {
            line!(
                out,
                "            if let Some(value) = &self.{} {{\n                {check}\n            }}",
                ident(field)
            );
        }
    }
    line!(out, "            Ok(())\n        }}\n    }}\n");
}

/// The statement that checks the reference `value`, if there is something to check.
fn check(api: &Api, ty: &Ty, named: &str, value: &str, limits: &str) -> Option<String> {
    let inside = |inner: &Ty, open: &str| {
        // The limits are those of the field.
        if matches!(inner, Ty::String | Ty::Id { number: false } | Ty::Integer | Ty::Decimal { .. }) {
            return None;
        }
        let check = check(api, inner, named, "item", limits)?;
        Some(format!("{open} {{ {check} }}"))
    };
    Some(match ty {
        Ty::Id { number: true } => format!("check::integer({named:?}, {value}, {limits})?;"),
        Ty::String | Ty::Id { .. } => format!("check::text({named:?}, {value}, {limits})?;"),
        Ty::Integer => format!("check::range({named:?}, *{value}, {limits})?;"),
        Ty::UnixTime => format!("check::unix_time({named:?}, *{value})?;"),
        Ty::Decimal { .. } => format!("check::decimal({named:?}, {value}, {limits})?;"),
        Ty::Object(name) if matches!(api.type_def(name)?.shape, Shape::Struct { .. }) => {
            format!("{value}.check().map_err(|e| e.within({named:?}))?;")
        }
        Ty::Array(inner) => inside(inner, &format!("for item in {value}"))?,
        Ty::Map(inner) => inside(inner, &format!("for item in {value}.values()"))?,
        Ty::Pair(inner) => inside(inner, &format!("for item in [&{value}.0, &{value}.1]"))?,
        Ty::Nullable(inner) => inside(inner, &format!("if let Some(item) = {value}"))?,
        _ => return None,
    })
}

/// The expression that reads `raw` as `ty`.
fn read(ty: &Ty) -> String {
    match ty {
        Ty::String => "raw.string()".to_owned(),
        Ty::Id { .. } => "raw.id().map(Into::into)".to_owned(),
        Ty::Integer => "raw.integer()".to_owned(),
        Ty::Decimal { .. } => "raw.decimal()".to_owned(),
        Ty::Boolean => "raw.boolean()".to_owned(),
        Ty::Date => "raw.date()".to_owned(),
        Ty::DateTime => "raw.date_time()".to_owned(),
        Ty::DateOrDateTime => "raw.date_or_date_time()".to_owned(),
        Ty::UnixTime => "raw.unix_time()".to_owned(),
        Ty::Json => "Ok(raw.json())".to_owned(),
        Ty::Enum(_) => "raw.string().map(Into::into)".to_owned(),
        Ty::Union(name) => format!("{}::read(raw)", name.ident(Language::Rust, Role::Type)),
        Ty::Object(_) => "raw.object()".to_owned(),
        Ty::Array(inner) => format!("raw.array(|raw| {})", read(inner)),
        Ty::Map(inner) => format!("raw.map(|raw| {})", read(inner)),
        Ty::Pair(inner) => format!("raw.pair(|raw| {})", read(inner)),
        Ty::Nullable(inner) => format!("raw.optional(|raw| {})", read(inner)),
    }
}

fn emit_decode(out: &mut String, name: &str, def: &TypeDef, fields: &[Field]) {
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.wire.as_str()).collect();
    line!(out, "    impl call::Object for {name} {{\n        const NAME: &'static str = {:?};", def.name.pascal());
    line!(out, "        const REQUIRED: &'static [&'static str] = &{required:?};\n");
    line!(
        out,
        "        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {{\n            match (place, name.as_bytes()) {{"
    );
    let mut required = 0_u32;
    for field in fields {
        let mut expression = read(&field.ty);
        if field.recursive {
            expression.push_str(".map(Box::new)");
        }
        let place = if field.place == Place::Top { "Top" } else { "Attributes" };
        // Bytes: the compiler turns them into a decision tree, and strings into a chain of comparisons.
        line!(out, "                (Place::{place}, b\"{}\") => {{", field.wire.as_bytes().escape_ascii());
        if field.required {
            line!(
                out,
                "                    *seen |= 1 << {required};\n                    self.{} = {expression}?;",
                ident(field)
            );
            required += 1;
        } else {
            let optional = if matches!(field.ty, Ty::Object(_) | Ty::Map(_)) { "optional_object" } else { "optional" };
            line!(out, "                    self.{} = raw.{optional}(|raw| {expression})?;", ident(field));
        }
        line!(out, "                }}");
    }
    line!(out, "                _ => return Ok(false),\n            }}\n            Ok(true)\n        }}\n");
    line!(out, "        fn extra_mut(&mut self) -> &mut Extra {{\n            &mut self.extra\n        }}\n    }}\n");
    line!(
        out,
        "    impl<'de> Deserialize<'de> for {name} {{\n        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {{\n            decode::deserialize(from)\n        }}\n    }}\n"
    );
}

/// How a value is wrapped to be sent, if its ids are numbers or its decimals strings.
fn form(ty: &Ty) -> Option<&'static str> {
    match ty {
        Ty::Id { number: true } => Some("encode::Numbered"),
        Ty::Decimal { text: true } => Some("encode::Quoted"),
        Ty::Array(inner) | Ty::Map(inner) | Ty::Pair(inner) | Ty::Nullable(inner) => form(inner),
        _ => None,
    }
}

fn emit_encode(out: &mut String, name: &str, fields: &[Field]) {
    let in_attributes = fields.iter().any(|f| f.place == Place::Attributes);
    line!(out, "    impl encode::Members for {name} {{\n        const ATTRIBUTES: bool = {in_attributes};\n");
    line!(out, "        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {{");
    for field in fields {
        let place = if field.place == Place::Top { "Top" } else { "Attributes" };
        let value = match form(&field.ty) {
            Some(form) => format!("&{form}(&self.{})", ident(field)),
            None => format!("&self.{}", ident(field)),
        };
        if field.header {
            line!(out, "            out.header({:?}, {value})?;", field.wire);
            continue;
        }
        line!(out, "            out.member(Place::{place}, {:?}, {value})?;", field.wire);
    }
    line!(
        out,
        "            Ok(())\n        }}\n\n        fn extra(&self) -> &Extra {{\n            &self.extra\n        }}\n    }}\n"
    );
    line!(
        out,
        "    impl encode::Encode for {name} {{\n        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {{\n            encode::object(self, to, form)\n        }}\n    }}\n"
    );
    serialize(out, name);
}

fn serialize(out: &mut String, name: &str) {
    line!(
        out,
        "    impl Serialize for {name} {{\n        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {{\n            self.encode(to, encode::Form::Flat)\n        }}\n    }}\n"
    );
}

fn emit_enum(out: &mut String, name: &str, def: &TypeDef, values: &[(Name, String)]) {
    doc(
        out,
        "    ",
        &[if def.description.is_empty() {
            "Values of the API document; the API may send others."
        } else {
            &def.description
        }],
    );
    line!(out, "    #[derive(Debug, Clone, PartialEq, Eq, Hash)]\n    #[non_exhaustive]\n    pub enum {name} {{");
    let cases: Vec<_> = values.iter().map(|(n, value)| (n.ident(Language::Rust, Role::Variant), value)).collect();
    for (case, value) in &cases {
        line!(out, "        /// `{value}`\n        {case},");
    }
    line!(out, "        /// A value that the API document does not list.\n        Other(String),\n    }}\n");
    line!(
        out,
        "    impl {name} {{\n        /// The value on the wire.\n        pub fn as_str(&self) -> &str {{\n            match self {{"
    );
    for (case, value) in &cases {
        line!(out, "                Self::{case} => {value:?},");
    }
    line!(out, "                Self::Other(value) => value,\n            }}\n        }}\n    }}\n");
    line!(
        out,
        "    impl From<String> for {name} {{\n        fn from(value: String) -> Self {{\n            match value.as_str() {{"
    );
    for (case, value) in &cases {
        line!(out, "                {value:?} => Self::{case},");
    }
    line!(out, "                _ => Self::Other(value),\n            }}\n        }}\n    }}\n");
    line!(out, "    crate::generated::open_enum!({name});\n");
}

fn emit_union(out: &mut String, name: &str, def: &TypeDef, variants: &[Variant], tag: Option<&str>) {
    doc(out, "    ", &[&def.description]);
    line!(out, "    #[derive(Debug, Clone, PartialEq)]\n    #[non_exhaustive]\n    pub enum {name} {{");
    let cases: Vec<_> = variants.iter().map(|v| (v.name.ident(Language::Rust, Role::Variant), v)).collect();
    for (case, variant) in &cases {
        let boxed = matches!(variant.ty, Ty::Object(_));
        let ty = if boxed { format!("Box<{}>", local(&variant.ty)) } else { local(&variant.ty) };
        line!(out, "        /// `{}`\n        {case}({ty}),", variant.name.snake());
    }
    line!(out, "        /// A value that matches no variant.\n        Other(Json),\n    }}\n");
    line!(
        out,
        "    impl Default for {name} {{\n        fn default() -> Self {{\n            Self::Other(Json::default())\n        }}\n    }}\n"
    );
    line!(out, "    impl {name} {{\n        pub(crate) fn read(raw: Raw<'_>) -> Result<Self, decode::DecodeError> {{");
    let tag_of = tag.map_or("None".to_owned(), |tag| format!("raw.member({tag:?})"));
    line!(out, "            let tag: Option<String> = {tag_of};\n            Ok(match (raw.kind(), tag.as_deref()) {{");
    for (case, variant) in &cases {
        let kind = match &variant.ty {
            Ty::Integer | Ty::Id { number: true } | Ty::Decimal { text: false } | Ty::UnixTime => "Number",
            Ty::Boolean => "Boolean",
            Ty::Array(_) | Ty::Pair(_) => "Array",
            Ty::Object(_) | Ty::Map(_) => "Object",
            _ => "String",
        };
        let tags: Vec<_> = variant.tags.iter().map(|t| format!("Some({t:?})")).collect();
        let pattern = if tags.is_empty() || kind != "Object" { "_".to_owned() } else { tags.join(" | ") };
        let boxed = if matches!(variant.ty, Ty::Object(_)) { ".map(Box::new)" } else { "" };
        line!(out, "                (decode::Kind::{kind}, {pattern}) => Self::{case}({}{boxed}?),", read(&variant.ty));
    }
    line!(out, "                _ => Self::Other(raw.json()),\n            }})\n        }}\n    }}\n");
    line!(
        out,
        "    impl encode::Encode for {name} {{\n        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {{\n            match self {{"
    );
    for (case, variant) in &cases {
        let value = form(&variant.ty).map_or("value".to_owned(), |form| format!("{form}(value)"));
        line!(out, "                Self::{case}(value) => {value}.encode(to, form),");
    }
    line!(out, "                Self::Other(value) => value.encode(to, form),\n            }}\n        }}\n    }}\n");
    for (at, (case, variant)) in cases.iter().enumerate() {
        if cases[..at].iter().any(|(_, other)| other.ty == variant.ty) {
            continue;
        }
        let value = if matches!(variant.ty, Ty::Object(_)) { "Box::new(value)" } else { "value" };
        let ty = local(&variant.ty);
        line!(
            out,
            "    impl From<{ty}> for {name} {{\n        fn from(value: {ty}) -> Self {{\n            Self::{case}({value})\n        }}\n    }}\n"
        );
    }
    serialize(out, name);
    line!(
        out,
        "    impl<'de> Deserialize<'de> for {name} {{\n        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {{\n            let json = Json::deserialize(from)?;\n            Self::read(json.raw()).map_err(serde::de::Error::custom)\n        }}\n    }}\n"
    );
}
