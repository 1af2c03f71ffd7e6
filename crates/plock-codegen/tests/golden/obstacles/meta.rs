/// Version of the API that the spec describes.
pub static API_VERSION: &str = "1";
/// The servers that the spec names.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://names.example" },
];
/// How lists are paged.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
static OBJECT_OPTION: Object = Object { name: "Option", description: "", fields: &[
    Field { name: "string", wire: "String", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "vec", wire: "Vec", place: Place::Top, required: false, ty: Type::Array(&Type::String), description: "", records: None, references: None },
] };
static OBJECT_TYPE: Object = Object { name: "Type", description: "", fields: &[
    Field { name: "class", wire: "class", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
static OBJECT_SELF_LINK: Object = Object { name: "SelfLink", description: "", fields: &[
    Field { name: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
static OBJECT_RESULT: Object = Object { name: "Result", description: "It says \"quoted\" and \\ and */ and {braces}.", fields: &[
    Field { name: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id, description: "", records: None, references: None },
    Field { name: "self", wire: "self", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "match", wire: "match", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "async", wire: "async", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "class", wire: "class", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "from", wire: "from", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "import", wire: "import", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "fun", wire: "fun", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "func", wire: "func", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "let", wire: "let", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "object", wire: "object", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "init", wire: "init", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "default", wire: "default", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "extra", wire: "extra", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "page_size", wire: "page_size", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "then", wire: "then", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "list", wire: "list", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "in", wire: "in", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "is", wire: "is", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "foo_bar", wire: "fooBar", place: Place::Attributes, required: false, ty: Type::Integer, description: "", records: None, references: None },
    Field { name: "foo_bar_text", wire: "foo_bar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "n_42", wire: "42", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", records: None, references: None },
    Field { name: "with_space", wire: "with space", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None },
    Field { name: "with_dash", wire: "with-dash", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None },
    Field { name: "dollar", wire: "$dollar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "http_server_url", wire: "HTTPServerURL", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["paid", "PAID", "open", "Other", "self"]), description: "", records: None, references: None },
    Field { name: "option", wire: "option", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_OPTION), description: "", records: None, references: None },
    Field { name: "kind", wire: "kind", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_TYPE), description: "", records: None, references: None },
    Field { name: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "", records: None, references: None },
    Field { name: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SELF_LINK), description: "", records: None, references: None },
] };
static OBJECT_NEW_RESULT: Object = Object { name: "NewResult", description: "", fields: &[
    Field { name: "class", wire: "class", place: Place::Top, required: true, ty: Type::String, description: "", records: None, references: None },
    Field { name: "fn", wire: "fn", place: Place::Top, required: true, ty: Type::Integer, description: "", records: None, references: None },
    Field { name: "new", wire: "new", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
/// Every operation, in the order of the spec.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "match", resource: "match", verb: "list", kind: Kind::List,
        method: "GET", path: "/match", deprecated: false,
        summary: "A \"quoted\" summary", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        parameters: &[
            Parameter { name: "self", wire: "self", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("self") },
            Parameter { name: "class", wire: "class", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("class") },
            Parameter { name: "async", wire: "async", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("async") },
            Parameter { name: "page", wire: "page", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "concurrency", wire: "concurrency", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "url", wire: "url", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "request", wire: "request", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "response", wire: "response", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "result", wire: "result", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "value", wire: "value", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "query", wire: "query", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "timeout", wire: "timeout", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
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
            Parameter { name: "type", wire: "type", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
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
            Parameter { name: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
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
            Parameter { name: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: Some(&OBJECT_NEW_RESULT), body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
];
