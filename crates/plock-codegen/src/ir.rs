//! The one description of the API that every emitter reads.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::names::Name;

/// All that the spec and its overlay say.
#[derive(Debug, Serialize)]
pub struct Api {
    pub title: String,
    pub version: String,
    pub servers: Vec<Server>,
    pub pagination: Option<Pagination>,
    pub resources: Vec<Resource>,
    /// In the order in which they are met.
    pub types: Vec<TypeDef>,
}

/// Default of a batch: how many of its writes are in flight at the same time.
pub const BATCH_CONCURRENCY: u32 = 32;

impl Api {
    pub fn operations(&self) -> impl Iterator<Item = (&Resource, &Operation)> {
        self.resources.iter().flat_map(|r| r.operations.iter().map(move |o| (r, o)))
    }

    pub fn type_def(&self, name: &Name) -> Option<&TypeDef> {
        self.types.iter().find(|t| t.name == *name)
    }

    /// The fields of an object that a caller gives, those without a default first.
    pub fn sent_fields(&self, name: &Name) -> Vec<&Field> {
        let Some(Shape::Struct { fields, .. }) = self.type_def(name).map(|def| &def.shape) else { return Vec::new() };
        let mut fields: Vec<_> = fields.iter().filter(|field| field.constant.is_none()).collect();
        fields.sort_by_key(|field| !field.required);
        fields
    }

    /// Whether such a value can be in an answer; else it is only ever sent.
    pub fn is_answered(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Array(item) | Ty::Map(item) | Ty::Pair(item) => self.is_answered(item),
            Ty::Object(name) => {
                let shape = self.type_def(name).map(|def| &def.shape);
                !matches!(shape, Some(Shape::Struct { body: true, .. }))
            }
            _ => true,
        }
    }
}

#[derive(Debug, Serialize)]
pub struct Server {
    pub name: Name,
    pub url: String,
}

/// Query parameters of a page, and where a page says which one it is.
#[derive(Debug, Clone, Serialize)]
pub struct Pagination {
    pub number: String,
    pub size: String,
    pub current_page: Vec<String>,
    pub last_page: Vec<String>,
    pub per_page: Vec<String>,
    pub total: Vec<String>,
    pub next: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Resource {
    pub name: Name,
    pub description: String,
    pub operations: Vec<Operation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    List,
    Get,
    Create,
    Update,
    Delete,
}

#[derive(Debug, Serialize)]
pub struct Operation {
    pub id: String,
    /// `id` as an identifier.
    pub name: Name,
    pub verb: Name,
    /// What the generated files call its number: `accounts_list`.
    pub number: Name,
    /// The method that sends many bodies: `add_many`. A call with other arguments than its body has none.
    pub batch: Option<Name>,
    pub kind: Kind,
    /// Upper case.
    pub method: String,
    pub path: String,
    pub pointer: String,
    pub summary: String,
    pub description: String,
    pub deprecated: bool,
    pub headers: Vec<(String, String)>,
    /// Those of the path in its order, then what is required, then what is optional.
    pub parameters: Vec<Parameter>,
    /// The smallest page size and number, where the list is paged.
    pub paging: Option<Paging>,
    pub body: Option<Body>,
    pub answer: Answer,
    pub success: u16,
    pub errors: Vec<u16>,
    pub media_type: String,
    pub acknowledged_by: Option<String>,
    pub example: Option<Value>,
}

impl Operation {
    /// Given by position: the parameters of the path.
    pub fn positional(&self) -> &[Parameter] {
        &self.parameters[..self.parameters.partition_point(|p| p.location == Location::Path)]
    }

    /// Given by name: all other parameters.
    pub fn keywords(&self) -> &[Parameter] {
        &self.parameters[self.positional().len()..]
    }

    pub fn required(&self) -> &[Parameter] {
        &self.parameters[..self.parameters.partition_point(|p| p.required)]
    }

    pub fn optional(&self) -> &[Parameter] {
        &self.parameters[self.required().len()..]
    }

    /// Names of methods in one language or another: Kotlin has all of them as futures, Python a batch as a stream.
    pub fn methods(&self) -> Vec<Name> {
        let mut names = vec![self.verb.clone(), self.verb.with("async")];
        if let Some(batch) = &self.batch {
            names.extend([batch.clone(), batch.with("async"), batch.with("stream")]);
        }
        names
    }

    /// The method that sends many bodies, and what one of them is.
    pub fn batch(&self) -> Option<(&Name, &Body)> {
        self.batch.as_ref().zip(self.body.as_ref())
    }
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Paging {
    pub number: Limits,
    pub size: Limits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    Path,
    Query,
    Header,
}

#[derive(Debug, Serialize)]
pub struct Parameter {
    pub name: Name,
    pub wire: String,
    pub pointer: String,
    pub location: Location,
    pub required: bool,
    /// An array's values each get a parameter of their own, rather than being joined by commas.
    pub explode: bool,
    pub ty: Ty,
    pub limits: Limits,
    pub description: String,
    /// The attribute that it filters by.
    pub filters: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Body {
    pub ty: Name,
    /// JSON:API: `{"data": {"attributes": …}}`.
    pub in_data: bool,
}

/// What a success holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Objects; `true` where they stand under `data`.
    Many(Name, bool),
    /// One object; `true` where it stands under `data`.
    One(Name, bool),
    Nothing,
}

/// As templates see it.
impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            ty: Option<&'a Name>,
            list: bool,
        }
        View { ty: self.ty().map(|(name, _)| name), list: matches!(self, Self::Many(..)) }.serialize(serializer)
    }
}

impl Answer {
    pub fn ty(&self) -> Option<(&Name, bool)> {
        match self {
            Self::Many(name, in_data) | Self::One(name, in_data) => Some((name, *in_data)),
            Self::Nothing => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Ty {
    String,
    /// Text, also where the wire has a number. `number`: a request sends it as one.
    Id {
        number: bool,
    },
    Integer,
    /// `text`: a request sends it as a string.
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
}

impl Ty {
    /// The named type in it, if any.
    pub fn named(&self) -> Option<&Name> {
        match self {
            Self::Enum(n) | Self::Union(n) | Self::Object(n) => Some(n),
            Self::Array(t) | Self::Map(t) | Self::Pair(t) => t.named(),
            _ => None,
        }
    }
}

/// What a value must keep to before it is sent.
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

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// `body`: a request sends it.
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
    /// Values of the tag that select it.
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
    /// Always there and never null.
    pub required: bool,
    pub nullable: bool,
    pub description: String,
    pub limits: Limits,
    /// The only value that the field can have: a request sends it by itself.
    pub constant: Option<String>,
    pub records: Option<String>,
    pub references: Option<String>,
    /// The type contains itself through this field.
    pub recursive: bool,
}
