//! The description of the API that all emitters read. Decisions are made here or before; emitters only print.

mod types;

use serde::{Serialize, Serializer};
use serde_json::Value;

pub use self::types::{Field, Limits, Place, Shape, Ty, TypeDef, Variant};
use crate::names::Name;

/// An API, as the spec and its overlay describe it.
#[derive(Debug, Serialize)]
pub struct Api {
    pub title: String,
    pub version: String,
    pub servers: Vec<Server>,
    pub pagination: Option<Pagination>,
    pub resources: Vec<Resource>,
    /// In the order of their first use.
    pub types: Vec<TypeDef>,
}

/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: u32 = 32;

impl Api {
    pub fn operations(&self) -> impl Iterator<Item = (&Resource, &Operation)> {
        self.resources.iter().flat_map(|r| r.operations.iter().map(move |o| (r, o)))
    }

    pub fn type_def(&self, name: &Name) -> Option<&TypeDef> {
        self.types.iter().find(|t| t.name == *name)
    }

    /// The fields of an object that callers set, required ones first.
    pub fn sent_fields(&self, name: &Name) -> Vec<&Field> {
        let Some(Shape::Struct { fields, .. }) = self.type_def(name).map(|def| &def.shape) else { return Vec::new() };
        let mut fields: Vec<_> = fields.iter().filter(|field| field.constant.is_none()).collect();
        fields.sort_by_key(|field| !field.required);
        fields
    }

    /// Names of the arguments that accept any JSON, and of such fields anywhere in the body.
    pub fn open_arguments<'a>(&'a self, operation: &'a Operation) -> Vec<&'a Name> {
        let parameters = operation.parameters.iter().filter(|parameter| parameter.ty == Ty::Json);
        let mut names: Vec<_> = parameters.map(|parameter| &parameter.name).collect();
        let mut open: Vec<_> = operation.body.iter().map(|body| &body.ty).collect();
        let mut seen = Vec::new();
        while let Some(name) = open.pop() {
            let Some(def) = self.type_def(name).filter(|_| !seen.contains(&name)) else { continue };
            seen.push(name);
            match &def.shape {
                Shape::Struct { fields, .. } => {
                    open.extend(fields.iter().filter_map(|field| field.ty.named()));
                    names.extend(fields.iter().filter(|field| field.ty == Ty::Json).map(|field| &field.name));
                }
                Shape::Union { variants, .. } => open.extend(variants.iter().filter_map(|variant| variant.ty.named())),
                Shape::Enum { .. } => {}
            }
        }
        names
    }

    /// Whether a value of this type can be in a response; others are only sent.
    pub fn is_in_response(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Array(item) | Ty::Map(item) | Ty::Pair(item) | Ty::Nullable(item) => self.is_in_response(item),
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

/// Query parameters of a page, and where a response has its facts.
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

impl Pagination {
    /// Where a page has its facts.
    pub fn pointers(&self) -> [&[String]; 5] {
        [&self.current_page, &self.last_page, &self.per_page, &self.total, &self.next].map(Vec::as_slice)
    }
}

#[derive(Debug, Serialize)]
pub struct Resource {
    pub name: Name,
    pub description: String,
    pub operations: Vec<Operation>,
}

impl Resource {
    /// The object that its list or get returns. `None`: its objects cannot be read.
    pub fn object(&self) -> Option<&Name> {
        let reads = self.operations.iter().filter(|operation| matches!(operation.kind, Kind::List | Kind::Get));
        let reads = reads.filter(|operation| !operation.document);
        reads.filter_map(|operation| operation.response.ty()).map(|(name, _)| name).next()
    }
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
    /// Name of its number in generated files: `accounts_list`.
    pub number: Name,
    /// The method that sends many bodies: `add_many`. `None` if there are arguments other than the body.
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
    /// Those of the path in its order, then other required ones, then optional ones.
    pub parameters: Vec<Parameter>,
    /// Limits of page size and number, if the list is paged.
    pub paging: Option<Paging>,
    /// How the list goes on after a page, if not by page numbers.
    pub cursor: Option<Cursor>,
    pub body: Option<Body>,
    pub response: Response,
    /// Whether a successful response may have no object.
    pub optional: bool,
    /// Whether the object is a document of JSON:API, with what it includes or says about the object in `data`.
    pub document: bool,
    pub success: u16,
    pub errors: Vec<u16>,
    pub media_type: String,
    pub acknowledged_by: Option<String>,
    pub outbox: Option<Outbox>,
    /// The header whose value makes it safe to send the request again.
    pub idempotency_key: Option<String>,
    pub example: Option<Value>,
}

/// How the writes of an operation are found again in a list.
#[derive(Debug, Serialize)]
pub struct Outbox {
    /// `operationId` of the list.
    pub list: String,
    /// What the body and an object of the list have in common.
    pub fields: Vec<Matched>,
}

/// A field of a body, and the attribute of the listed object with its value.
#[derive(Debug, Serialize)]
pub struct Matched {
    pub body: Name,
    /// Wire name of the attribute.
    pub row: String,
    /// The parameter of the list that filters by the attribute.
    pub filter: Option<Name>,
    /// The body names an object by one of its attributes, and the row by its id: a list of such objects, and the attribute (wire name).
    pub through: Option<(String, String)>,
}

impl Operation {
    /// Positional arguments: the parameters of the path.
    pub fn positional(&self) -> &[Parameter] {
        &self.parameters[..self.parameters.partition_point(|p| p.location == Location::Path)]
    }

    /// Keyword arguments: all other parameters.
    pub fn keywords(&self) -> &[Parameter] {
        &self.parameters[self.positional().len()..]
    }

    pub fn required(&self) -> &[Parameter] {
        &self.parameters[..self.parameters.partition_point(|p| p.required)]
    }

    pub fn optional(&self) -> &[Parameter] {
        &self.parameters[self.required().len()..]
    }

    /// Names of its methods in any language: Kotlin has futures and calls that block, Python a batch as a stream.
    pub fn methods(&self) -> Vec<Name> {
        let mut names = vec![self.verb.clone(), self.verb.with("async"), self.verb.with("blocking")];
        if let Some(batch) = &self.batch {
            names.extend([batch.clone(), batch.with("async"), batch.with("stream")]);
        }
        names
    }

    /// The method that sends many bodies, and the type of a body.
    pub fn batch(&self) -> Option<(&Name, &Body)> {
        self.batch.as_ref().zip(self.body.as_ref())
    }
}

/// A list whose next page follows from the one before.
#[derive(Debug, Clone, Serialize)]
pub struct Cursor {
    /// Query parameter of the next request. `None`: a link is the next request.
    pub parameter: Option<String>,
    /// Where a page has the value of the parameter, or the link. Empty: the value is the id of the last row.
    pub next: Vec<String>,
    /// The boolean member that is false on the last page.
    pub more: Vec<String>,
    /// The value is the number of rows before the page.
    pub offset: bool,
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

impl Location {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

#[derive(Debug, Serialize)]
pub struct Parameter {
    pub name: Name,
    pub wire: String,
    pub pointer: String,
    pub location: Location,
    pub required: bool,
    /// Each value of an array is a parameter of its own; otherwise they are joined by commas.
    pub explode: bool,
    pub ty: Ty,
    pub limits: Limits,
    pub description: String,
    /// The attribute by which it filters.
    pub filters: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Body {
    pub ty: Name,
    /// JSON:API: `{"data": {"attributes": …}}`.
    pub in_data: bool,
}

/// Content of a successful response.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// Objects; `true`: in the member `data`.
    Many(Name, bool),
    /// One object; `true`: in the member `data`.
    One(Name, bool),
    Empty,
}

/// The form for templates.
impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            ty: Option<&'a Name>,
            list: bool,
        }
        View { ty: self.ty().map(|(name, _)| name), list: matches!(self, Self::Many(..)) }.serialize(serializer)
    }
}

impl Response {
    pub fn ty(&self) -> Option<(&Name, bool)> {
        match self {
            Self::Many(name, in_data) | Self::One(name, in_data) => Some((name, *in_data)),
            Self::Empty => None,
        }
    }
}
