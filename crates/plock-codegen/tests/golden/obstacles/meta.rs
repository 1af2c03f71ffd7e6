/// Version of the API document.
pub static API_VERSION: &str = "1";
/// Version of this library, and a checksum of the generated surface.
#[doc(hidden)]
pub static BUILD: &str = "0.1.0+a8e9340e";
/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: usize = 32;
/// Servers in the API document.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://names.example" },
];
/// Pagination of lists.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
pub(crate) static OBJECT_OPTION: Object = Object { index: 0, name: "Option", description: "", fields: &[
    Field { name: "string", python: "string", camel: "string", wire: "String", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "vec", python: "vec", camel: "vec", wire: "Vec", place: Place::Top, required: false, ty: Type::Array(&Type::String), description: "", records: None, references: None, currency: None, after: None },
] };
pub(crate) static OBJECT_TYPE: Object = Object { index: 1, name: "Type", description: "", fields: &[
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
] };
pub(crate) static OBJECT_SELF_LINK: Object = Object { index: 2, name: "SelfLink", description: "", fields: &[
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
] };
pub(crate) static OBJECT_RESULT: Object = Object { index: 3, name: "Result", description: "It says \"quoted\" and \\ and */ and {braces}.", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "match", python: "match", camel: "match", wire: "match", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "async", python: "async_", camel: "async", wire: "async", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "from", python: "from_", camel: "from", wire: "from", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "import", python: "import_", camel: "import", wire: "import", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "fun", python: "fun", camel: "fun", wire: "fun", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "func", python: "func", camel: "func", wire: "func", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "let", python: "let", camel: "let", wire: "let", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "object", python: "object", camel: "object", wire: "object", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "init", python: "init", camel: "init", wire: "init", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "default", python: "default", camel: "default", wire: "default", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "extra", python: "extra_", camel: "extra_", wire: "extra", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "page_size", python: "page_size", camel: "pageSize", wire: "page_size", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "then", python: "then", camel: "then_", wire: "then", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "list", python: "list", camel: "list", wire: "list", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "in", python: "in_", camel: "in", wire: "in", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "is", python: "is_", camel: "is", wire: "is", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "foo_bar", python: "foo_bar", camel: "fooBar", wire: "fooBar", place: Place::Attributes, required: false, ty: Type::Integer, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "foo_bar_text", python: "foo_bar_text", camel: "fooBarText", wire: "foo_bar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "n_42", python: "n_42", camel: "n42", wire: "42", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "with_space", python: "with_space", camel: "withSpace", wire: "with space", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "with_dash", python: "with_dash", camel: "withDash", wire: "with-dash", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "dollar", python: "dollar", camel: "dollar", wire: "$dollar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "http_server_url", python: "http_server_url", camel: "httpServerUrl", wire: "HTTPServerURL", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "state", python: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["paid", "PAID", "open", "Other", "self"]), description: "", records: None, references: None, currency: None, after: None },
    Field { name: "option", python: "option", camel: "option", wire: "option", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_OPTION), description: "", records: None, references: None, currency: None, after: None },
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_TYPE), description: "", records: None, references: None, currency: None, after: None },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SELF_LINK), description: "", records: None, references: None, currency: None, after: None },
] };
pub(crate) static OBJECT_NEW_RESULT: Object = Object { index: 4, name: "NewResult", description: "", fields: &[
    Field { name: "class", python: "class_", camel: "class", wire: "class", place: Place::Top, required: true, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "fn", python: "fn", camel: "fn", wire: "fn", place: Place::Top, required: true, ty: Type::Integer, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "new", python: "new_", camel: "new_", wire: "new", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "own_self", python: "own_self", camel: "ownSelf", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
    Field { name: "options", python: "options_", camel: "options_", wire: "options", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None, currency: None, after: None },
] };
/// All objects of requests and responses.
pub static OBJECTS: &[&Object] = &[&OBJECT_OPTION, &OBJECT_TYPE, &OBJECT_SELF_LINK, &OBJECT_RESULT, &OBJECT_NEW_RESULT, ];
/// All operations, in the order of the API document.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "match", resource: "match", verb: "list", kind: Kind::List,
        method: "GET", path: "/match", deprecated: false,
        summary: "A \"quoted\" summary", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
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
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
    Operation {
        id: "self", resource: "self", verb: "get", kind: Kind::Get,
        method: "GET", path: "/self/{type}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        parameters: &[
            Parameter { name: "type", python: "type", camel: "type", wire: "type", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
    Operation {
        id: "Client", resource: "options", verb: "get", kind: Kind::Get,
        method: "GET", path: "/options/{in}/{self}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        parameters: &[
            Parameter { name: "in", python: "in_", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", python: "self_", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
    Operation {
        id: "String", resource: "options", verb: "async", kind: Kind::Create,
        method: "POST", path: "/options/{in}/{self}", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/vnd.api+json")], paginated: false,
        parameters: &[
            Parameter { name: "in", python: "in_", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", python: "self_", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: Some(&OBJECT_NEW_RESULT), body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
];
