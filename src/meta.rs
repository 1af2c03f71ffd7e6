//! What the spec says, as data: every operation, its parameters, bodies and results.
//!
//! The tables are generated from the same description as the typed API. Tools that work on *any* operation (a command line,
//! a sandbox, a test runner) read them instead of naming endpoints.

/// What kind of call an operation is. Hand-written code knows these, never an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Reads a collection.
    List,
    /// Reads one object.
    Get,
    /// Adds an object to a collection.
    Create,
    /// Changes an object (`PATCH`) or replaces it (`PUT`).
    Update,
    /// Removes an object.
    Delete,
}

/// One operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// `operationId` of the spec.
    pub id: &'static str,
    /// The resource it belongs to, in snake_case: `product_usages`.
    pub resource: &'static str,
    /// Its name there, in snake_case: `list`, `get`, `add`.
    pub verb: &'static str,
    /// What kind of call it is.
    pub kind: Kind,
    /// HTTP method, upper case.
    pub method: &'static str,
    /// Path template: `/api/c1/invoices/{invoiceId}`.
    pub path: &'static str,
    /// One line of the spec.
    pub summary: &'static str,
    /// The rest of what the spec says; may be empty.
    pub description: &'static str,
    /// Whether the spec marks it as deprecated.
    pub deprecated: bool,
    /// Headers that every request carries as they stand here (`Accept`, `Content-Type`).
    pub headers: &'static [(&'static str, &'static str)],
    /// Path, query and header parameters, without those of the pagination.
    pub parameters: &'static [Parameter],
    /// Whether the list takes a page number and a page size.
    pub paginated: bool,
    /// The request body's object.
    pub body: Option<&'static Object>,
    /// Whether the body travels as JSON:API (`{"data": {"attributes": …}}`) rather than flat.
    pub body_in_data: bool,
    /// The object that a list yields or that the call returns.
    pub result: Option<&'static Object>,
    /// Whether results stand under `data` (JSON:API) rather than being the whole body.
    pub result_in_data: bool,
    /// The boolean property of the answer that says whether a write was accepted.
    pub acknowledged_by: Option<&'static str>,
    /// Media type of a success.
    pub media_type: &'static str,
    /// Status of a success as the spec announces it.
    pub success: u16,
    /// Error statuses that the spec announces.
    pub errors: &'static [u16],
    /// The documents' example of a success, as JSON text.
    pub example: Option<&'static str>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
}

/// One parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in snake_case: `account_id`.
    pub name: &'static str,
    /// Its name in Python: as `name`, but for reserved words.
    #[doc(hidden)]
    pub python: &'static str,
    /// Its name in Node: `accountId`.
    #[doc(hidden)]
    pub camel: &'static str,
    /// Its name on the wire: `filter[accountId]`.
    pub wire: &'static str,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be given.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// What the spec says of it; may be empty.
    pub description: &'static str,
    /// The attribute (wire name) of the listed object that this parameter filters by, where the names say so.
    pub filters: Option<&'static str>,
}

/// An object: a resource, a nested object or a request body.
#[derive(Debug)]
pub struct Object {
    /// Its place in [`OBJECTS`].
    pub index: usize,
    /// Type name in PascalCase: `Invoice`.
    pub name: &'static str,
    /// What the spec says of it; may be empty.
    pub description: &'static str,
    /// Its fields in the order of the spec.
    pub fields: &'static [Field],
}

/// Where a field stands in the wire's form of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A member of the object itself.
    Top,
    /// A member of its `attributes`.
    Attributes,
}

/// One field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name in snake_case: `account_id`.
    pub name: &'static str,
    /// Its name in Python: as `name`, but for reserved words.
    #[doc(hidden)]
    pub python: &'static str,
    /// Its name in Node: `accountId`.
    #[doc(hidden)]
    pub camel: &'static str,
    /// Its name on the wire: `accountId`.
    pub wire: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Whether the spec requires it.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// What the spec says of it; may be empty.
    pub description: &'static str,
    /// In a request body: the attribute (wire name) of the resource that this field ends up in.
    pub records: Option<&'static str>,
    /// In a request body: the resource and attribute (`accounts/crmId`) that must hold this value already.
    pub references: Option<&'static str>,
}

/// One of several types.
#[derive(Debug)]
pub struct Union {
    /// Type name in PascalCase.
    pub name: &'static str,
    /// The member (wire name) of an object that tells which one it is.
    pub tag: Option<&'static str>,
    /// The types, in the order in which they are tried.
    pub variants: &'static [Variant],
}

/// A member of a [`Union`].
#[derive(Debug)]
pub struct Variant {
    /// Its type.
    pub ty: Type,
    /// The values of the tag that select it; empty: its kind of JSON value does.
    pub tags: &'static [&'static str],
}

/// The type of a field or a parameter.
#[derive(Debug)]
#[non_exhaustive]
pub enum Type {
    /// Text.
    String,
    /// The id of a resource: text, also where the wire has a number.
    Id {
        /// Whether a request sends it as an integer.
        number: bool,
    },
    /// A 64-bit integer.
    Integer,
    /// An exact decimal.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A calendar date.
    Date,
    /// A point in time.
    DateTime,
    /// Either of the two above, as sent.
    DateOrDateTime,
    /// A point in time as whole seconds since 1970.
    UnixTime,
    /// Any JSON value.
    Json,
    /// One of the listed strings; others are possible in answers.
    Enum(&'static [&'static str]),
    /// An object.
    Object(&'static Object),
    /// One of several objects or scalars.
    OneOf(&'static Union),
    /// An array.
    Array(&'static Type),
    /// A map from text.
    Map(&'static Type),
    /// Two values, sent as `X,Y`.
    Pair(&'static Type),
}

/// How lists are paged: parameter names, and JSON pointers into a page as member names.
#[derive(Debug)]
pub struct Pagination {
    /// Query parameter of the page number.
    pub number: &'static str,
    /// Query parameter of the page size.
    pub size: &'static str,
    /// The page's own number.
    pub current_page: &'static [&'static str],
    /// The number of the last page.
    pub last_page: &'static [&'static str],
    /// The page size that the server used.
    pub per_page: &'static [&'static str],
    /// How many items all pages hold.
    pub total: &'static [&'static str],
    /// Link to the next page.
    pub next: &'static [&'static str],
}

/// A server that the spec names.
#[derive(Debug)]
pub struct Server {
    /// The environment's name, lower case: `production`.
    pub name: &'static str,
    /// Its base URL.
    pub url: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/meta.rs"));
