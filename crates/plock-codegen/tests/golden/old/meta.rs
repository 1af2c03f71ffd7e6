/// Version of the API document.
pub static API_VERSION: &str = "1";
/// Version of this library, and a checksum of the generated surface.
#[doc(hidden)]
pub static BUILD: &str = "0.1.0+2ca6ed42";
/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: usize = 32;
/// Servers in the API document.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://old.example/api" },
];
/// Pagination of lists.
pub static PAGINATION: Option<Pagination> = None;
pub(crate) static OBJECT_MAKER: Object = Object { index: 0, name: "Maker", description: "", fields: &[
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_WIDGET: Object = Object { index: 1, name: "Widget", description: "", fields: &[
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "label", python: "label", camel: "label", wire: "label", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "price", python: "price", camel: "price", wire: "price", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "size", python: "size", camel: "size", wire: "size", place: Place::Top, required: false, ty: Type::Enum(&["s", "m"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "maker", python: "maker", camel: "maker", wire: "maker", place: Place::Top, required: false, ty: Type::Object(&OBJECT_MAKER), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_WIDGET_INPUT: Object = Object { index: 2, name: "WidgetInput", description: "", fields: &[
    Field { name: "price", python: "price", camel: "price", wire: "price", place: Place::Top, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "label", python: "label", camel: "label", wire: "label", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
/// All objects of requests and responses.
pub static OBJECTS: &[&Object] = &[&OBJECT_MAKER, &OBJECT_WIDGET, &OBJECT_WIDGET_INPUT, ];
/// All operations, in the order of the API document.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "listWidgets", resource: "widgets", verb: "list", kind: Kind::List,
        method: "GET", path: "/widgets", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_WIDGET), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "create_widget", resource: "widgets", verb: "create", kind: Kind::Create,
        method: "POST", path: "/widgets", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/json"), ("Accept", "application/json; charset=utf-8")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: Some(&OBJECT_WIDGET_INPUT), body_in_data: false,
        result: Some(&OBJECT_WIDGET), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json; charset=utf-8", success: 201, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "get_widget", resource: "widgets", verb: "get", kind: Kind::Get,
        method: "GET", path: "/widgets/{id}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json; charset=utf-8")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "id", python: "id", camel: "id", wire: "id", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_WIDGET), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json; charset=utf-8", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
];
