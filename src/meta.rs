//! The API document as data: every operation, its parameters, bodies and results.
//!
//! For tools that work on *any* operation, such as a command line or a test runner.

/// Kind of an operation.
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
    /// `operationId` in the API document.
    pub id: &'static str,
    /// Resource in snake_case: `product_usages`.
    pub resource: &'static str,
    /// Name within the resource, in snake_case: `list`, `get`, `add`.
    pub verb: &'static str,
    /// Kind.
    pub kind: Kind,
    /// HTTP method, upper case.
    pub method: &'static str,
    /// Path template: `/api/c1/invoices/{invoiceId}`.
    pub path: &'static str,
    /// Summary in the API document.
    pub summary: &'static str,
    /// Description in the API document; may be empty.
    pub description: &'static str,
    /// Whether the API document marks it as deprecated.
    pub deprecated: bool,
    /// Fixed headers of every request (`Accept`, `Content-Type`).
    pub headers: &'static [(&'static str, &'static str)],
    /// Path, query and header parameters, without those of pagination.
    pub parameters: &'static [Parameter],
    /// Whether the operation takes a page number and a page size.
    pub paginated: bool,
    /// How the list goes on after a page, if not by page numbers.
    pub cursor: Option<Cursor>,
    /// Object of the request body.
    pub body: Option<&'static Object>,
    /// Whether the body is sent as JSON:API (`{"data": {"attributes": …}}`) rather than flat.
    pub body_in_data: bool,
    /// Object that is returned, or listed.
    pub result: Option<&'static Object>,
    /// Whether results are under `data` (JSON:API) rather than being the whole body.
    pub result_in_data: bool,
    /// Whether a successful response may have no object.
    pub optional: bool,
    /// Boolean member of the response that acknowledges a write.
    pub acknowledged_by: Option<&'static str>,
    /// How an outbox finds its writes again. `None`: it cannot, so none are recorded there.
    pub outbox: Option<&'static Outbox>,
    /// Header with a key that makes it safe to send a write again.
    pub idempotency_key: Option<&'static str>,
    /// Media type of a successful response.
    pub media_type: &'static str,
    /// Status of a successful response in the API document.
    pub success: u16,
    /// Error statuses in the API document.
    pub errors: &'static [u16],
    /// Example of a successful response, as JSON text.
    pub example: Option<&'static str>,
}

impl Operation {
    /// Whether its rows have ids.
    pub fn lists_ids(&self) -> bool {
        self.result.is_some_and(|object| object.id().is_some())
    }
}

/// How the writes of an operation are found again in a list.
#[derive(Debug)]
pub struct Outbox {
    /// The list, by its index in [`OPERATIONS`].
    pub list: usize,
    /// What the body and an object of the list have in common.
    pub fields: &'static [Matched],
}

/// A field of a body, and the attribute of the listed object that has its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Matched {
    /// The field, in snake_case.
    pub body: &'static str,
    /// Wire name of the attribute.
    pub row: &'static str,
    /// Parameter of the list, in snake_case, that filters by the attribute.
    pub filter: Option<&'static str>,
    /// If the field has an attribute of another object (`crm_id`), and the row that object's id (`accountId`): the list of these objects, by
    /// its index in [`OPERATIONS`], and the wire name of the attribute.
    pub through: Option<(usize, &'static str)>,
}

/// Location of a parameter.
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
    /// Name in snake_case: `account_id`.
    pub name: &'static str,
    /// Name in Python: `name`, except for reserved words.
    #[doc(hidden)]
    pub python: &'static str,
    /// Name in Node: `accountId`.
    #[doc(hidden)]
    pub camel: &'static str,
    /// Name on the wire: `filter[accountId]`.
    pub wire: &'static str,
    /// Location.
    pub location: Location,
    /// Whether it is required.
    pub required: bool,
    /// Type.
    pub ty: Type,
    /// Description in the API document; may be empty.
    pub description: &'static str,
    /// Attribute (wire name) of the listed object that this parameter filters by, if their names agree.
    pub filters: Option<&'static str>,
}

/// An object: a resource, a nested object or a request body.
#[derive(Debug)]
pub struct Object {
    /// Index in [`OBJECTS`].
    pub index: usize,
    /// Type name in PascalCase: `Invoice`.
    pub name: &'static str,
    /// Description in the API document; may be empty.
    pub description: &'static str,
    /// Fields in the order of the API document.
    pub fields: &'static [Field],
}

impl Object {
    /// Index of the field with its id.
    pub fn id(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.wire == "id" && field.place == Place::Top)
    }
}

/// Place of a field in the JSON of its object.
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
    /// Name in snake_case: `account_id`.
    pub name: &'static str,
    /// Name in Python: `name`, except for reserved words.
    #[doc(hidden)]
    pub python: &'static str,
    /// Name in Node: `accountId`.
    #[doc(hidden)]
    pub camel: &'static str,
    /// Name on the wire: `accountId`.
    pub wire: &'static str,
    /// Place.
    pub place: Place,
    /// Whether the API document requires it.
    pub required: bool,
    /// Type.
    pub ty: Type,
    /// Description in the API document; may be empty.
    pub description: &'static str,
    /// The only allowed value, which need not be given.
    pub constant: Option<&'static str>,
    /// In a request body: attribute (wire name) of the resource that this field sets.
    pub records: Option<&'static str>,
    /// In a request body: resource and attribute (`accounts/crmId`) that must already have this value.
    pub references: Option<&'static str>,
    /// For an amount: attribute (wire name) beside it that has its currency.
    pub currency: Option<&'static str>,
    /// For a date: attribute (wire name) beside it that has an earlier date.
    pub after: Option<&'static str>,
    /// For a decimal: number of decimal places that it never exceeds, if that is known.
    pub scale: Option<u8>,
    /// Whether it is sent in a header, not in the body.
    pub header: bool,
}

impl Field {
    /// An optional field of the object itself, with one name everywhere: for tables that are written by hand.
    #[doc(hidden)]
    pub const fn named(name: &'static str, ty: Type) -> Self {
        Self {
            name,
            python: name,
            camel: name,
            wire: name,
            place: Place::Top,
            required: false,
            ty,
            description: "",
            constant: None,
            records: None,
            references: None,
            currency: None,
            after: None,
            scale: None,
            header: false,
        }
    }
}

/// A union (`oneOf`).
#[derive(Debug)]
pub struct Union {
    /// Type name in PascalCase.
    pub name: &'static str,
    /// Discriminator: the member (wire name) that determines the variant.
    pub tag: Option<&'static str>,
    /// Variants, in the order in which they are tried.
    pub variants: &'static [Variant],
}

/// A variant of a [`Union`].
#[derive(Debug)]
pub struct Variant {
    /// Type.
    pub ty: Type,
    /// Discriminator values that select it. If empty, it is selected by the kind of the JSON value.
    pub tags: &'static [&'static str],
}

/// The type of a field or a parameter.
#[derive(Debug)]
#[non_exhaustive]
pub enum Type {
    /// Text.
    String,
    /// Id of a resource: text, even if the wire has a number.
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
    /// A date or a point in time.
    DateOrDateTime,
    /// A point in time as whole seconds since 1970-01-01T00:00:00Z.
    UnixTime,
    /// Any JSON value.
    Json,
    /// One of the listed strings; responses may have others.
    Enum(&'static [&'static str]),
    /// An object.
    Object(&'static Object),
    /// One of several objects or scalars.
    OneOf(&'static Union),
    /// An array.
    Array(&'static Type),
    /// A map with string keys.
    Map(&'static Type),
    /// Two values, sent as `X,Y`.
    Pair(&'static Type),
    /// An item of an array, a map or a pair that may be null.
    Nullable(&'static Type),
}

/// Pagination: parameter names, and paths of member names into a page.
#[derive(Debug)]
pub struct Pagination {
    /// Query parameter of the page number.
    pub number: &'static str,
    /// Query parameter of the page size.
    pub size: &'static str,
    /// Number of the page.
    pub current_page: &'static [&'static str],
    /// The number of the last page.
    pub last_page: &'static [&'static str],
    /// Maximum number of items per page.
    pub per_page: &'static [&'static str],
    /// Total number of items.
    pub total: &'static [&'static str],
    /// Link to the next page.
    pub next: &'static [&'static str],
}

/// A list whose next page follows from the one before.
#[derive(Debug)]
pub struct Cursor {
    /// Query parameter of the next request. `None`: a link is the next request.
    pub parameter: Option<&'static str>,
    /// Where a page has the value of the parameter, or the link. Empty: the value is the id of the last row.
    pub next: &'static [&'static str],
    /// The boolean member that is false on the last page.
    pub more: &'static [&'static str],
    /// The value is the number of rows before the page.
    pub offset: bool,
}

/// A server in the API document.
#[derive(Debug)]
pub struct Server {
    /// Name of the environment, lower case: `production`.
    pub name: &'static str,
    /// Base URL.
    pub url: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/meta.rs"));
