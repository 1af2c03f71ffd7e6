/// Version of the API that the spec describes.
pub static API_VERSION: &str = "1";
/// The servers that the spec names.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://names.example" },
];
/// How lists are paged.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
pub(crate) static OBJECT_OPTION: Object = Object { index: 0, name: "Option", description: "", fields: &[
    Field { name: "string", camel: "string", wire: "String", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "vec", camel: "vec", wire: "Vec", place: Place::Top, required: false, ty: Type::Array(&Type::String), description: "", records: None, references: None },
] };
pub(crate) static OBJECT_TYPE: Object = Object { index: 1, name: "Type", description: "", fields: &[
    Field { name: "class", camel: "class", wire: "class", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
pub(crate) static OBJECT_SELF_LINK: Object = Object { index: 2, name: "SelfLink", description: "", fields: &[
    Field { name: "self", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
pub(crate) static OBJECT_RESULT: Object = Object { index: 3, name: "Result", description: "It says \"quoted\" and \\ and */ and {braces}.", fields: &[
    Field { name: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id, description: "", records: None, references: None },
    Field { name: "self", camel: "self", wire: "self", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "match", camel: "match", wire: "match", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "async", camel: "async", wire: "async", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "class", camel: "class", wire: "class", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "from", camel: "from", wire: "from", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "import", camel: "import", wire: "import", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "fun", camel: "fun", wire: "fun", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "func", camel: "func", wire: "func", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "let", camel: "let", wire: "let", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "object", camel: "object", wire: "object", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "init", camel: "init", wire: "init", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "default", camel: "default", wire: "default", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "extra", camel: "extra_", wire: "extra", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "page_size", camel: "pageSize", wire: "page_size", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "then", camel: "then_", wire: "then", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "list", camel: "list", wire: "list", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "in", camel: "in", wire: "in", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "is", camel: "is", wire: "is", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "foo_bar", camel: "fooBar", wire: "fooBar", place: Place::Attributes, required: false, ty: Type::Integer, description: "", records: None, references: None },
    Field { name: "foo_bar_text", camel: "fooBarText", wire: "foo_bar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "n_42", camel: "n42", wire: "42", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", records: None, references: None },
    Field { name: "with_space", camel: "withSpace", wire: "with space", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None },
    Field { name: "with_dash", camel: "withDash", wire: "with-dash", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", records: None, references: None },
    Field { name: "dollar", camel: "dollar", wire: "$dollar", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "http_server_url", camel: "httpServerUrl", wire: "HTTPServerURL", place: Place::Attributes, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["paid", "PAID", "open", "Other", "self"]), description: "", records: None, references: None },
    Field { name: "option", camel: "option", wire: "option", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_OPTION), description: "", records: None, references: None },
    Field { name: "kind", camel: "kind", wire: "kind", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_TYPE), description: "", records: None, references: None },
    Field { name: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "", records: None, references: None },
    Field { name: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SELF_LINK), description: "", records: None, references: None },
] };
pub(crate) static OBJECT_NEW_RESULT: Object = Object { index: 4, name: "NewResult", description: "", fields: &[
    Field { name: "class", camel: "class", wire: "class", place: Place::Top, required: true, ty: Type::String, description: "", records: None, references: None },
    Field { name: "fn", camel: "fn", wire: "fn", place: Place::Top, required: true, ty: Type::Integer, description: "", records: None, references: None },
    Field { name: "new", camel: "new_", wire: "new", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
    Field { name: "self", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", records: None, references: None },
] };
/// Every object that the API answers or takes.
pub static OBJECTS: &[&Object] = &[&OBJECT_OPTION, &OBJECT_TYPE, &OBJECT_SELF_LINK, &OBJECT_RESULT, &OBJECT_NEW_RESULT, ];
/// Every operation, in the order of the spec.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "match", resource: "match", verb: "list", kind: Kind::List,
        method: "GET", path: "/match", deprecated: false,
        summary: "A \"quoted\" summary", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        parameters: &[
            Parameter { name: "self", camel: "self", wire: "self", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("self") },
            Parameter { name: "class", camel: "class", wire: "class", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("class") },
            Parameter { name: "async", camel: "async", wire: "async", location: Location::Query, required: false, ty: Type::String, description: "", filters: Some("async") },
            Parameter { name: "page", camel: "page_", wire: "page", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "concurrency", camel: "concurrency_", wire: "concurrency", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "url", camel: "url", wire: "url", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "request", camel: "request", wire: "request", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "response", camel: "response", wire: "response", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "result", camel: "result", wire: "result", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "value", camel: "value", wire: "value", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "query", camel: "query_", wire: "query", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "timeout", camel: "timeout_", wire: "timeout", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
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
            Parameter { name: "type", camel: "type", wire: "type", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
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
            Parameter { name: "in", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
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
            Parameter { name: "in", camel: "in", wire: "in", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "self", camel: "self", wire: "self", location: Location::Path, required: true, ty: Type::Integer, description: "", filters: None },
        ],
        body: Some(&OBJECT_NEW_RESULT), body_in_data: false,
        result: Some(&OBJECT_RESULT), result_in_data: true, acknowledged_by: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        example: None,
    },
];
