//! Types of values, and the objects, enums and unions of the API.

use serde::Serialize;

use crate::names::Name;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Ty {
    String,
    /// A string, even if the API sends a number. `number`: sent as a number.
    Id {
        number: bool,
    },
    Integer,
    /// `text`: sent as a string.
    Decimal {
        text: bool,
    },
    Boolean,
    Date,
    DateTime,
    DateOrDateTime,
    UnixTime,
    Json,
    Enum(Name),
    Union(Name),
    Object(Name),
    Array(Box<Ty>),
    Map(Box<Ty>),
    Pair(Box<Ty>),
    /// An item of an array, a map or a pair that may be null.
    Nullable(Box<Ty>),
}

impl Ty {
    /// The named type that it is or contains, if any.
    pub fn named(&self) -> Option<&Name> {
        match self {
            Self::Enum(n) | Self::Union(n) | Self::Object(n) => Some(n),
            Self::Array(t) | Self::Map(t) | Self::Pair(t) | Self::Nullable(t) => t.named(),
            _ => None,
        }
    }
}

/// Limits that are checked before a value is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Limits {
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeDef {
    pub name: Name,
    pub pointer: String,
    pub description: String,
    #[serde(flatten)]
    pub shape: Shape,
}

impl TypeDef {
    /// Whether a field or variant is of the type `name`, or has it in it.
    pub fn contains(&self, name: &Name) -> bool {
        match &self.shape {
            Shape::Struct { fields, .. } => fields.iter().any(|field| field.ty.named() == Some(name)),
            Shape::Union { variants, .. } => variants.iter().any(|variant| variant.ty.named() == Some(name)),
            Shape::Enum { .. } => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// `body`: it is part of a request.
    Struct {
        fields: Vec<Field>,
        body: bool,
    },
    Enum {
        values: Vec<(Name, String)>,
    },
    Union {
        variants: Vec<Variant>,
        tag: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    pub name: Name,
    pub ty: Ty,
    /// Values of the tag that select this variant.
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Top,
    Attributes,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    pub name: Name,
    pub wire: String,
    pub pointer: String,
    pub place: Place,
    pub ty: Ty,
    /// Always present and never null.
    pub required: bool,
    pub nullable: bool,
    pub description: String,
    pub limits: Limits,
    /// The only allowed value, which requests send automatically.
    pub constant: Option<String>,
    pub records: Option<String>,
    pub references: Option<String>,
    /// The property beside it that has the currency of this amount.
    pub currency: Option<String>,
    /// The property beside it that has an earlier date.
    pub after: Option<String>,
    /// Number of decimal places that its decimals never exceed, for tables.
    pub scale: Option<u8>,
    /// The type contains itself through this field.
    pub recursive: bool,
    /// It is sent in a header, not in the body.
    pub header: bool,
}
