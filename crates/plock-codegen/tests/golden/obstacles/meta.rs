/// Version of the API document.
pub static API_VERSION: &str = "1";
/// Version of this library, and a checksum of the generated surface.
#[doc(hidden)]
pub static BUILD: &str = "0.1.0+0db9f2d4";
/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: usize = 32;
/// Servers in the API document.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://names.example" },
];
/// Pagination of lists.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
pub(crate) static OBJECT_OPTION: Object = Object { index: 0, name: "Option", description: "", fields: &[
    Field { name: "string", python: "string", camel: "string", wire: "String", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "vec", python: "vec", camel: "vec", wire: "Vec", place: Place::Top, required: false, ty: Type::Array(&Type::String), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_TYPE: Object = Object { index: 1, name: "Type", description: "", fields: &[
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_SELF_LINK: Object = Object { index: 2, name: "SelfLink", description: "", fields: &[
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_RESULT: Object = Object { index: 3, name: "Result", description: "It says \"quoted\" and \\ and */ and {braces}.", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "match", python: "match", camel: "match", wire: "match", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "async", python: "async_", camel: "async", wire: "async", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "from", python: "from_", camel: "from", wire: "from", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "import", python: "import_", camel: "import", wire: "import", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "fun", python: "fun", camel: "fun", wire: "fun", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "func", python: "func", camel: "func", wire: "func", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "let", python: "let", camel: "let", wire: "let", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "object", python: "object_", camel: "object", wire: "object", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "init", python: "init", camel: "init", wire: "init", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "default", python: "default", camel: "default", wire: "default", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "extra", python: "extra_", camel: "extra_", wire: "extra", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "page_size", python: "page_size", camel: "pageSize", wire: "page_size", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "then", python: "then", camel: "then_", wire: "then", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "list", python: "list_", camel: "list", wire: "list", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "in", python: "in_", camel: "in", wire: "in", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "is", python: "is_", camel: "is", wire: "is", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "foo_bar", python: "foo_bar", camel: "fooBar", wire: "fooBar", place: Place::Attributes, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "foo_bar_text", python: "foo_bar_text", camel: "fooBarText", wire: "foo_bar", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "n_42", python: "n_42", camel: "n42", wire: "42", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "with_space", python: "with_space", camel: "withSpace", wire: "with space", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "with_dash", python: "with_dash", camel: "withDash", wire: "with-dash", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "dollar", python: "dollar", camel: "dollar", wire: "$dollar", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "http_server_url", python: "http_server_url", camel: "httpServerUrl", wire: "HTTPServerURL", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "state", python: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["paid", "PAID", "open", "Other", "self"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "option", python: "option", camel: "option", wire: "option", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_OPTION), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_TYPE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SELF_LINK), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_INTO_DATA: Object = Object { index: 4, name: "IntoData", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_RECORD: Object = Object { index: 5, name: "Record", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_PROMISE: Object = Object { index: 6, name: "Promise", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_PAIR: Object = Object { index: 7, name: "Pair", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_BOOL: Object = Object { index: 8, name: "Bool", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_DOUBLE: Object = Object { index: 9, name: "Double", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_DURATION: Object = Object { index: 10, name: "Duration", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_SEQUENCE: Object = Object { index: 11, name: "Sequence", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_THROWABLE: Object = Object { index: 12, name: "Throwable", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_FUNCTION: Object = Object { index: 13, name: "Function", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_SYMBOL: Object = Object { index: 14, name: "Symbol", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CHARACTER: Object = Object { index: 15, name: "Character", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CALLABLE: Object = Object { index: 16, name: "Callable", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ITERABLE: Object = Object { index: 17, name: "Iterable", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ITERATOR: Object = Object { index: 18, name: "Iterator", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CLONE: Object = Object { index: 19, name: "Clone", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_FROM: Object = Object { index: 20, name: "From", description: "", fields: &[
    Field { name: "a", python: "a", camel: "a", wire: "a", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_INTO_ROUTE_VPC: Object = Object { index: 21, name: "IntoRouteVpc", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("vpc"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "size", python: "size", camel: "size", wire: "size", place: Place::Top, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_INTO_ROUTE_SUBNET: Object = Object { index: 22, name: "IntoRouteSubnet", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("subnet"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "size", python: "size", camel: "size", wire: "size", place: Place::Top, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_INTO_ROUTE: Union = Union { name: "IntoRoute", tag: Some("kind"), variants: &[
    Variant { ty: Type::Object(&OBJECT_INTO_ROUTE_VPC), tags: &["vpc"] },
    Variant { ty: Type::Object(&OBJECT_INTO_ROUTE_SUBNET), tags: &["subnet"] },
] };
pub(crate) static OBJECT_INTO: Object = Object { index: 23, name: "Into", description: "", fields: &[
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "data", python: "data", camel: "data", wire: "data", place: Place::Top, required: false, ty: Type::Object(&OBJECT_INTO_DATA), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Top, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "record", python: "record", camel: "record", wire: "record_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_RECORD), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "promise", python: "promise", camel: "promise", wire: "promise_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_PROMISE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "pair", python: "pair", camel: "pair", wire: "pair_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_PAIR), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "bool", python: "bool_", camel: "bool", wire: "bool_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_BOOL), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "double", python: "double", camel: "double", wire: "double_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_DOUBLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "duration", python: "duration", camel: "duration", wire: "duration_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_DURATION), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "sequence", python: "sequence", camel: "sequence", wire: "sequence_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SEQUENCE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "throwable", python: "throwable", camel: "throwable", wire: "throwable_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_THROWABLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "function", python: "function", camel: "function", wire: "function_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_FUNCTION), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "symbol", python: "symbol", camel: "symbol", wire: "symbol_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SYMBOL), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "character", python: "character", camel: "character", wire: "character_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_CHARACTER), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "callable", python: "callable", camel: "callable", wire: "callable_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_CALLABLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iterable", python: "iterable", camel: "iterable", wire: "iterable_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_ITERABLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iterator", python: "iterator", camel: "iterator", wire: "iterator_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_ITERATOR), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "clone", python: "clone", camel: "clone", wire: "clone_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_CLONE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "from", python: "from_", camel: "from", wire: "from_", place: Place::Top, required: false, ty: Type::Object(&OBJECT_FROM), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "route", python: "route", camel: "route", wire: "route", place: Place::Top, required: false, ty: Type::OneOf(&UNION_INTO_ROUTE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "sort", python: "sort", camel: "sort", wire: "sort", place: Place::Top, required: false, ty: Type::Enum(&["name", "-name"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_EVENT: Object = Object { index: 24, name: "Event", description: "", fields: &[
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "value", python: "value", camel: "value", wire: "value", place: Place::Top, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "at", python: "at", camel: "at", wire: "at", place: Place::Top, required: true, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_NEW_RESULT: Object = Object { index: 25, name: "NewResult", description: "", fields: &[
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "fn", python: "fn", camel: "fn", wire: "fn", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "new", python: "new_", camel: "new_", wire: "new", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "own_self", python: "own_self", camel: "ownSelf", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "options", python: "options_", camel: "options_", wire: "options", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_INTO_REPLACEMENT: Object = Object { index: 26, name: "IntoReplacement", description: "", fields: &[
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "immediate", python: "immediate", camel: "immediate", wire: "immediate", place: Place::Top, required: false, ty: Type::Enum(&["yes"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "always", python: "always", camel: "always", wire: "always", place: Place::Top, required: false, ty: Type::Enum(&["yes"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "default", python: "default", camel: "default", wire: "default", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "check", python: "check", camel: "check", wire: "check", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "send", python: "send", camel: "send", wire: "send", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "first", python: "first", camel: "first", wire: "first", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "body", python: "body", camel: "body", wire: "body", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "into", python: "into", camel: "into", wire: "Into", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "record", python: "record", camel: "record", wire: "Record", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "promise", python: "promise", camel: "promise", wire: "Promise", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "pair", python: "pair", camel: "pair", wire: "Pair", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "bool", python: "bool_", camel: "bool", wire: "Bool", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "cls", python: "cls_", camel: "cls", wire: "cls", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "client", python: "client", camel: "client", wire: "client", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "operation", python: "operation", camel: "operation", wire: "operation", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "result", python: "result", camel: "result", wire: "result", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "value", python: "value", camel: "value", wire: "value", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "error", python: "error", camel: "error", wire: "error", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "data", python: "data", camel: "data", wire: "data", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "request", python: "request", camel: "request", wire: "request", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "other", python: "other", camel: "other", wire: "other", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "index", python: "index", camel: "index", wire: "index", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "count", python: "count", camel: "count", wire: "count", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "hash", python: "hash", camel: "hash", wire: "hash", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "print", python: "print", camel: "print", wire: "print", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "str", python: "str_", camel: "str", wire: "str", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "int", python: "int_", camel: "int", wire: "int", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "float", python: "float_", camel: "float", wire: "float", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "dict", python: "dict_", camel: "dict", wire: "dict", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "object", python: "object_", camel: "object", wire: "object", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "double", python: "double", camel: "double", wire: "Double", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "character", python: "character", camel: "character", wire: "Character", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "duration", python: "duration", camel: "duration", wire: "Duration", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "sequence", python: "sequence", camel: "sequence", wire: "Sequence", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iterator", python: "iterator", camel: "iterator", wire: "Iterator", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "throwable", python: "throwable", camel: "throwable", wire: "Throwable", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "unit", python: "unit", camel: "unit", wire: "Unit", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "symbol", python: "symbol", camel: "symbol", wire: "Symbol", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "function", python: "function", camel: "function", wire: "Function", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "undefined", python: "undefined", camel: "undefined", wire: "undefined", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "arguments", python: "arguments", camel: "arguments", wire: "arguments", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "eval", python: "eval", camel: "eval", wire: "eval", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "vec", python: "vec", camel: "vec", wire: "Vec", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "box", python: "box", camel: "box", wire: "Box", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "from", python: "from_", camel: "from", wire: "From", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "clone", python: "clone", camel: "clone", wire: "Clone", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "debug", python: "debug", camel: "debug", wire: "Debug", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iterable", python: "iterable", camel: "iterable", wire: "Iterable", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "callable", python: "callable", camel: "callable", wire: "Callable", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "decimal", python: "decimal", camel: "decimal", wire: "Decimal", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "json", python: "json", camel: "json", wire: "Json", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "copy", python: "copy", camel: "copy", wire: "copy", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "component1", python: "component1", camel: "component1", wire: "component1", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "hash_code", python: "hash_code", camel: "hashCode", wire: "hashCode", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "finalize", python: "finalize", camel: "finalize", wire: "finalize", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "wait", python: "wait", camel: "wait", wire: "wait", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "notify", python: "notify", camel: "notify", wire: "notify", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "get_class", python: "get_class", camel: "getClass", wire: "getClass", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "description", python: "description", camel: "description", wire: "description", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "debug_description", python: "debug_description", camel: "debugDescription", wire: "debugDescription", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "hash_value", python: "hash_value", camel: "hashValue", wire: "hashValue", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "class", python: "class_", camel: "class", wire: "__class__", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "init", python: "init", camel: "init", wire: "__init__", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "keys", python: "keys", camel: "keys", wire: "keys", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "items", python: "items", camel: "items", wire: "items", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "get", python: "get", camel: "get", wire: "get", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "update", python: "update", camel: "update", wire: "update", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "pop", python: "pop", camel: "pop", wire: "pop", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "values", python: "values", camel: "values", wire: "values", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_NEW_INTO: Object = Object { index: 27, name: "NewInto", description: "", fields: &[
    Field { name: "member0", python: "member0", camel: "member0", wire: "member0", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member1", python: "member1", camel: "member1", wire: "member1", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member2", python: "member2", camel: "member2", wire: "member2", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member3", python: "member3", camel: "member3", wire: "member3", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member4", python: "member4", camel: "member4", wire: "member4", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member5", python: "member5", camel: "member5", wire: "member5", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member6", python: "member6", camel: "member6", wire: "member6", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member7", python: "member7", camel: "member7", wire: "member7", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member8", python: "member8", camel: "member8", wire: "member8", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member9", python: "member9", camel: "member9", wire: "member9", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member10", python: "member10", camel: "member10", wire: "member10", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member11", python: "member11", camel: "member11", wire: "member11", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member12", python: "member12", camel: "member12", wire: "member12", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member13", python: "member13", camel: "member13", wire: "member13", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member14", python: "member14", camel: "member14", wire: "member14", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member15", python: "member15", camel: "member15", wire: "member15", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member16", python: "member16", camel: "member16", wire: "member16", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member17", python: "member17", camel: "member17", wire: "member17", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member18", python: "member18", camel: "member18", wire: "member18", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member19", python: "member19", camel: "member19", wire: "member19", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member20", python: "member20", camel: "member20", wire: "member20", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member21", python: "member21", camel: "member21", wire: "member21", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member22", python: "member22", camel: "member22", wire: "member22", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member23", python: "member23", camel: "member23", wire: "member23", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member24", python: "member24", camel: "member24", wire: "member24", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member25", python: "member25", camel: "member25", wire: "member25", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member26", python: "member26", camel: "member26", wire: "member26", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member27", python: "member27", camel: "member27", wire: "member27", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member28", python: "member28", camel: "member28", wire: "member28", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member29", python: "member29", camel: "member29", wire: "member29", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member30", python: "member30", camel: "member30", wire: "member30", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member31", python: "member31", camel: "member31", wire: "member31", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member32", python: "member32", camel: "member32", wire: "member32", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member33", python: "member33", camel: "member33", wire: "member33", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member34", python: "member34", camel: "member34", wire: "member34", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member35", python: "member35", camel: "member35", wire: "member35", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member36", python: "member36", camel: "member36", wire: "member36", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member37", python: "member37", camel: "member37", wire: "member37", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member38", python: "member38", camel: "member38", wire: "member38", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member39", python: "member39", camel: "member39", wire: "member39", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member40", python: "member40", camel: "member40", wire: "member40", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member41", python: "member41", camel: "member41", wire: "member41", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member42", python: "member42", camel: "member42", wire: "member42", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member43", python: "member43", camel: "member43", wire: "member43", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member44", python: "member44", camel: "member44", wire: "member44", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member45", python: "member45", camel: "member45", wire: "member45", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member46", python: "member46", camel: "member46", wire: "member46", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member47", python: "member47", camel: "member47", wire: "member47", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member48", python: "member48", camel: "member48", wire: "member48", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member49", python: "member49", camel: "member49", wire: "member49", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member50", python: "member50", camel: "member50", wire: "member50", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member51", python: "member51", camel: "member51", wire: "member51", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member52", python: "member52", camel: "member52", wire: "member52", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member53", python: "member53", camel: "member53", wire: "member53", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member54", python: "member54", camel: "member54", wire: "member54", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member55", python: "member55", camel: "member55", wire: "member55", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member56", python: "member56", camel: "member56", wire: "member56", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member57", python: "member57", camel: "member57", wire: "member57", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member58", python: "member58", camel: "member58", wire: "member58", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member59", python: "member59", camel: "member59", wire: "member59", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member60", python: "member60", camel: "member60", wire: "member60", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member61", python: "member61", camel: "member61", wire: "member61", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member62", python: "member62", camel: "member62", wire: "member62", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member63", python: "member63", camel: "member63", wire: "member63", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "member64", python: "member64", camel: "member64", wire: "member64", place: Place::Top, required: true, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_NEW_EVENT: Object = Object { index: 28, name: "NewEvent", description: "", fields: &[
    Field { name: "value", python: "value", camel: "value", wire: "value", place: Place::Top, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "at", python: "at", camel: "at", wire: "at", place: Place::Top, required: true, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
/// All objects of requests and responses.
pub static OBJECTS: &[&Object] = &[&OBJECT_OPTION, &OBJECT_TYPE, &OBJECT_SELF_LINK, &OBJECT_RESULT, &OBJECT_INTO_DATA, &OBJECT_RECORD, &OBJECT_PROMISE, &OBJECT_PAIR, &OBJECT_BOOL, &OBJECT_DOUBLE, &OBJECT_DURATION, &OBJECT_SEQUENCE, &OBJECT_THROWABLE, &OBJECT_FUNCTION, &OBJECT_SYMBOL, &OBJECT_CHARACTER, &OBJECT_CALLABLE, &OBJECT_ITERABLE, &OBJECT_ITERATOR, &OBJECT_CLONE, &OBJECT_FROM, &OBJECT_INTO_ROUTE_VPC, &OBJECT_INTO_ROUTE_SUBNET, &OBJECT_INTO, &OBJECT_EVENT, &OBJECT_NEW_RESULT, &OBJECT_INTO_REPLACEMENT, &OBJECT_NEW_INTO, &OBJECT_NEW_EVENT, ];
/// All operations, in the order of the API document.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "match", resource: "match", verb: "list", kind: Kind::List,
        method: "GET", path: "/match", deprecated: false,
        summary: "A \"quoted\" summary", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
            Parameter { name: "self", python: "self_", camel: "self", wire: "self", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("self") },
            Parameter { name: "class", python: "class_", camel: "class", wire: "class", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("class") },
            Parameter { name: "async", python: "async_", camel: "async", wire: "async", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("async") },
            Parameter { name: "page", python: "page_", camel: "page_", wire: "page", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "concurrency", python: "concurrency_", camel: "concurrency_", wire: "concurrency", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "url", python: "url", camel: "url", wire: "url", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "request", python: "request", camel: "request", wire: "request", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "response", python: "response", camel: "response", wire: "response", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "result", python: "result", camel: "result", wire: "result", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "value", python: "value", camel: "value", wire: "value", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "query", python: "query_", camel: "query_", wire: "query", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "timeout", python: "timeout_", camel: "timeout_", wire: "timeout", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "self", resource: "self", verb: "get", kind: Kind::Get,
        method: "GET", path: "/self/{type}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "type", python: "type", camel: "type", wire: "type", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "Client", resource: "options", verb: "get", kind: Kind::Get,
        method: "GET", path: "/options/{in}/{self}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "in", python: "in_", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", python: "self_", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "String", resource: "options", verb: "async", kind: Kind::Create,
        method: "POST", path: "/options/{in}/{self}", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "in", python: "in_", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", python: "self_", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: Some(&OBJECT_NEW_RESULT), body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "default", resource: "default", verb: "get", kind: Kind::Get,
        method: "GET", path: "/default/{id}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "id", python: "id", camel: "id", wire: "id", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "default", python: "default", camel: "default", wire: "default", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "check", python: "check", camel: "check", wire: "check", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "send", python: "send", camel: "send", wire: "send", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "first", python: "first", camel: "first", wire: "first", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "body", python: "body_", camel: "body_", wire: "body", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "cls", python: "cls_", camel: "cls", wire: "cls", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "client", python: "client", camel: "client", wire: "client", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "data", python: "data", camel: "data", wire: "data", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "index", python: "index", camel: "index", wire: "index", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "copy", python: "copy", camel: "copy", wire: "copy", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "wait", python: "wait", camel: "wait", wire: "wait", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "notify", python: "notify", camel: "notify", wire: "notify", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "description", python: "description", camel: "description", wire: "description", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_INTO), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "send", resource: "default", verb: "replace", kind: Kind::Update,
        method: "PUT", path: "/default/{id}", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "id_path", python: "id_path", camel: "idPath", wire: "id", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: Some(&OBJECT_INTO_REPLACEMENT), body_in_data: false,
        result: Some(&OBJECT_INTO), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "check", resource: "default", verb: "check", kind: Kind::Create,
        method: "POST", path: "/default/{id}/check", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "id", python: "id", camel: "id", wire: "id", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: Some(&OBJECT_NEW_INTO), body_in_data: false,
        result: Some(&OBJECT_INTO), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "first", resource: "default", verb: "get_by_name", kind: Kind::Get,
        method: "GET", path: "/by-name/default/{id}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "id", python: "id", camel: "id", wire: "id", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_INTO), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "listEvents", resource: "events", verb: "list", kind: Kind::List,
        method: "GET", path: "/events", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_EVENT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "addEvent", resource: "events", verb: "create", kind: Kind::Create,
        method: "POST", path: "/events", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: Some(&OBJECT_NEW_EVENT), body_in_data: false,
        result: None, result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "", success: 204, errors: &[],
        outbox: Some(&Outbox { list: 8, fields: &[Matched { body: "value", row: "value", filter: None, through: None }, Matched { body: "at", row: "at", filter: None, through: None }, ] }),
        example: None,
    },
    Operation {
        id: "listRequests", resource: "requests", verb: "list", kind: Kind::List,
        method: "GET", path: "/requests", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
];
