/// Version of the API document.
pub static API_VERSION: &str = "1";
/// Version of this library, and a checksum of the generated surface.
#[doc(hidden)]
pub static BUILD: &str = "0.1.0+64167d41";
/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: usize = 32;
/// Servers in the API document.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://shapes.example" },
    Server { name: "test", url: "https://test.shapes.example" },
];
/// Pagination of lists.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
pub(crate) static OBJECT_ADDRESS_GEO: Object = Object { index: 0, name: "AddressGeo", description: "", fields: &[
    Field { name: "lat", python: "lat", camel: "lat", wire: "lat", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "lon", python: "lon", camel: "lon", wire: "lon", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ADDRESS: Object = Object { index: 1, name: "Address", description: "", fields: &[
    Field { name: "street", python: "street", camel: "street", wire: "street", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "city", python: "city", camel: "city", wire: "city", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "geo", python: "geo", camel: "geo", wire: "geo", place: Place::Top, required: false, ty: Type::Object(&OBJECT_ADDRESS_GEO), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CARD: Object = Object { index: 2, name: "Card", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("card"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "digits", python: "digits", camel: "digits", wire: "digits", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_BANK_TRANSFER: Object = Object { index: 3, name: "BankTransfer", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("bank"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iban", python: "iban", camel: "iban", wire: "iban", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "fee", python: "fee", camel: "fee", wire: "fee", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_PAYMENT: Union = Union { name: "Payment", tag: Some("kind"), variants: &[
    Variant { ty: Type::Object(&OBJECT_CARD), tags: &["card"] },
    Variant { ty: Type::Object(&OBJECT_BANK_TRANSFER), tags: &["bank"] },
] };
pub(crate) static UNION_CUSTOMER_EXTERNAL: Union = Union { name: "CustomerExternal", tag: None, variants: &[
    Variant { ty: Type::String, tags: &[] },
    Variant { ty: Type::Integer, tags: &[] },
] };
pub(crate) static OBJECT_LINE: Object = Object { index: 4, name: "Line", description: "", fields: &[
    Field { name: "text", python: "text", camel: "text", wire: "text", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "price", python: "price", camel: "price", wire: "price", place: Place::Top, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "tax", python: "tax", camel: "tax", wire: "tax", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parts", python: "parts", camel: "parts", wire: "parts", place: Place::Top, required: false, ty: Type::Array(&Type::Object(&OBJECT_LINE)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parent", python: "parent", camel: "parent", wire: "parent", place: Place::Top, required: false, ty: Type::Object(&OBJECT_LINE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CUSTOMER_CONTACT: Object = Object { index: 5, name: "CustomerContact", description: "", fields: &[
    Field { name: "email", python: "email", camel: "email", wire: "email", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_PERSON: Object = Object { index: 6, name: "Person", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "title", python: "title", camel: "title", wire: "title", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_COMPANY: Object = Object { index: 7, name: "Company", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "vat_id", python: "vat_id", camel: "vatId", wire: "vatId", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CONTACT: Object = Object { index: 8, name: "Contact", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_ANY_CONTACT: Union = Union { name: "AnyContact", tag: Some("contactType"), variants: &[
    Variant { ty: Type::Object(&OBJECT_PERSON), tags: &["natural-person"] },
    Variant { ty: Type::Object(&OBJECT_COMPANY), tags: &["Company"] },
    Variant { ty: Type::Object(&OBJECT_CONTACT), tags: &["Anybody"] },
    Variant { ty: Type::Object(&OBJECT_CONTACT), tags: &["Contact"] },
] };
pub(crate) static OBJECT_SELF_LINK: Object = Object { index: 9, name: "SelfLink", description: "", fields: &[
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CUSTOMER: Object = Object { index: 10, name: "Customer", description: "Someone who pays.", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "state", python: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["active", "on_hold", "closed"]), description: "Where the customer stands.", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "address", python: "address", camel: "address", wire: "address", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_ADDRESS), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "previous", python: "previous", camel: "previous", wire: "previous", place: Place::Attributes, required: false, ty: Type::Array(&Type::Object(&OBJECT_ADDRESS)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "labels", python: "labels", camel: "labels", wire: "labels", place: Place::Attributes, required: false, ty: Type::Map(&Type::String), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "limits", python: "limits", camel: "limits", wire: "limits", place: Place::Attributes, required: false, ty: Type::Map(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "settings", python: "settings", camel: "settings", wire: "settings", place: Place::Attributes, required: false, ty: Type::Json, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "payment", python: "payment", camel: "payment", wire: "payment", place: Place::Attributes, required: false, ty: Type::OneOf(&UNION_PAYMENT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "external", python: "external", camel: "external", wire: "external", place: Place::Attributes, required: false, ty: Type::OneOf(&UNION_CUSTOMER_EXTERNAL), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "due", python: "due", camel: "due", wire: "due", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "since", python: "since", camel: "since", wire: "since", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "balance", python: "balance", camel: "balance", wire: "balance", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "tags", python: "tags", camel: "tags", wire: "tags", place: Place::Attributes, required: false, ty: Type::Array(&Type::String), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "lines", python: "lines", camel: "lines", wire: "lines", place: Place::Attributes, required: false, ty: Type::Array(&Type::Object(&OBJECT_LINE)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "contacts", python: "contacts", camel: "contacts", wire: "contacts", place: Place::Attributes, required: false, ty: Type::Array(&Type::Object(&OBJECT_CUSTOMER_CONTACT)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "scores", python: "scores", camel: "scores", wire: "scores", place: Place::Attributes, required: false, ty: Type::Array(&Type::Nullable(&Type::Decimal)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "aliases", python: "aliases", camel: "aliases", wire: "aliases", place: Place::Attributes, required: false, ty: Type::Map(&Type::Nullable(&Type::String)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "stops", python: "stops", camel: "stops", wire: "stops", place: Place::Attributes, required: false, ty: Type::Array(&Type::Nullable(&Type::Object(&OBJECT_ADDRESS))), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "contact", python: "contact", camel: "contact", wire: "contact", place: Place::Attributes, required: false, ty: Type::OneOf(&UNION_ANY_CONTACT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "former_contacts", python: "former_contacts", camel: "formerContacts", wire: "formerContacts", place: Place::Attributes, required: false, ty: Type::Array(&Type::OneOf(&UNION_ANY_CONTACT)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_SELF_LINK), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_NOTE: Object = Object { index: 11, name: "Note", description: "", fields: &[
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Top, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "text", python: "text", camel: "text", wire: "text", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_GET_NOTE_RESULT: Object = Object { index: 12, name: "GetNoteResult", description: "", fields: &[
    Field { name: "data", python: "data", camel: "data", wire: "data", place: Place::Top, required: false, ty: Type::Object(&OBJECT_NOTE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "included", python: "included", camel: "included", wire: "included", place: Place::Top, required: false, ty: Type::Array(&Type::Object(&OBJECT_CUSTOMER)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "meta", python: "meta", camel: "meta", wire: "meta", place: Place::Top, required: false, ty: Type::Json, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_GET_STATUS_RESULT: Object = Object { index: 13, name: "GetStatusResult", description: "", fields: &[
    Field { name: "up", python: "up", camel: "up", wire: "up", place: Place::Top, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_RATE: Object = Object { index: 14, name: "Rate", description: "", fields: &[
    Field { name: "currency", python: "currency", camel: "currency", wire: "currency", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rate", python: "rate", camel: "rate", wire: "rate", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_GET_SETTING_RESULT: Object = Object { index: 15, name: "GetSettingResult", description: "", fields: &[
] };
pub(crate) static OBJECT_EVENT: Object = Object { index: 16, name: "Event", description: "", fields: &[
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ADDRESS_GEO_INPUT: Object = Object { index: 17, name: "AddressGeoInput", description: "", fields: &[
    Field { name: "lat", python: "lat", camel: "lat", wire: "lat", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "lon", python: "lon", camel: "lon", wire: "lon", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ADDRESS_INPUT: Object = Object { index: 18, name: "AddressInput", description: "", fields: &[
    Field { name: "street", python: "street", camel: "street", wire: "street", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "city", python: "city", camel: "city", wire: "city", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "geo", python: "geo", camel: "geo", wire: "geo", place: Place::Top, required: false, ty: Type::Object(&OBJECT_ADDRESS_GEO_INPUT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CARD_INPUT: Object = Object { index: 19, name: "CardInput", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("card"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "digits", python: "digits", camel: "digits", wire: "digits", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_BANK_TRANSFER_INPUT: Object = Object { index: 20, name: "BankTransferInput", description: "", fields: &[
    Field { name: "kind", python: "kind", camel: "kind", wire: "kind", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("bank"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "iban", python: "iban", camel: "iban", wire: "iban", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "fee", python: "fee", camel: "fee", wire: "fee", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_PAYMENT_INPUT: Union = Union { name: "PaymentInput", tag: Some("kind"), variants: &[
    Variant { ty: Type::Object(&OBJECT_CARD_INPUT), tags: &["card"] },
    Variant { ty: Type::Object(&OBJECT_BANK_TRANSFER_INPUT), tags: &["bank"] },
] };
pub(crate) static OBJECT_LINE_INPUT: Object = Object { index: 21, name: "LineInput", description: "", fields: &[
    Field { name: "price", python: "price", camel: "price", wire: "price", place: Place::Top, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "text", python: "text", camel: "text", wire: "text", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "tax", python: "tax", camel: "tax", wire: "tax", place: Place::Top, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parts", python: "parts", camel: "parts", wire: "parts", place: Place::Top, required: false, ty: Type::Array(&Type::Object(&OBJECT_LINE_INPUT)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parent", python: "parent", camel: "parent", wire: "parent", place: Place::Top, required: false, ty: Type::Object(&OBJECT_LINE_INPUT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_NEW_CUSTOMER_TRAITS_VALUE: Union = Union { name: "NewCustomerTraitsValue", tag: None, variants: &[
    Variant { ty: Type::String, tags: &[] },
    Variant { ty: Type::Decimal, tags: &[] },
] };
pub(crate) static OBJECT_NEW_CUSTOMER_EVENT_VALUE: Object = Object { index: 22, name: "NewCustomerEventValue", description: "", fields: &[
    Field { name: "code", python: "code", camel: "code", wire: "code", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_PERSON_INPUT: Object = Object { index: 23, name: "PersonInput", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "title", python: "title", camel: "title", wire: "title", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_COMPANY_INPUT: Object = Object { index: 24, name: "CompanyInput", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "vat_id", python: "vat_id", camel: "vatId", wire: "vatId", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CONTACT_INPUT: Object = Object { index: 25, name: "ContactInput", description: "", fields: &[
    Field { name: "contact_type", python: "contact_type", camel: "contactType", wire: "contactType", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Top, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static UNION_ANY_CONTACT_INPUT: Union = Union { name: "AnyContactInput", tag: Some("contactType"), variants: &[
    Variant { ty: Type::Object(&OBJECT_PERSON_INPUT), tags: &["natural-person"] },
    Variant { ty: Type::Object(&OBJECT_COMPANY_INPUT), tags: &["Company"] },
    Variant { ty: Type::Object(&OBJECT_CONTACT_INPUT), tags: &["Anybody"] },
    Variant { ty: Type::Object(&OBJECT_CONTACT_INPUT), tags: &["Contact"] },
] };
pub(crate) static OBJECT_NEW_CUSTOMER: Object = Object { index: 26, name: "NewCustomer", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("customers"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "balance", python: "balance", camel: "balance", wire: "balance", place: Place::Attributes, required: true, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "state", python: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::Enum(&["active", "on_hold"]), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "address", python: "address", camel: "address", wire: "address", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_ADDRESS_INPUT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "payment", python: "payment", camel: "payment", wire: "payment", place: Place::Attributes, required: false, ty: Type::OneOf(&UNION_PAYMENT_INPUT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "credit", python: "credit", camel: "credit", wire: "credit", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "labels", python: "labels", camel: "labels", wire: "labels", place: Place::Attributes, required: false, ty: Type::Map(&Type::String), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "seats", python: "seats", camel: "seats", wire: "seats", place: Place::Attributes, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "starts_on", python: "starts_on", camel: "startsOn", wire: "startsOn", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "settings", python: "settings", camel: "settings", wire: "settings", place: Place::Attributes, required: false, ty: Type::Json, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "owner_id", python: "owner_id", camel: "ownerId", wire: "ownerId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "tag_ids", python: "tag_ids", camel: "tagIds", wire: "tagIds", place: Place::Attributes, required: false, ty: Type::Array(&Type::Id { number: true }), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "lines", python: "lines", camel: "lines", wire: "lines", place: Place::Attributes, required: false, ty: Type::Array(&Type::Object(&OBJECT_LINE_INPUT)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "traits", python: "traits", camel: "traits", wire: "traits", place: Place::Attributes, required: false, ty: Type::Map(&Type::OneOf(&UNION_NEW_CUSTOMER_TRAITS_VALUE)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "event", python: "event", camel: "event", wire: "event", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_NEW_CUSTOMER_EVENT_VALUE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "scores", python: "scores", camel: "scores", wire: "scores", place: Place::Attributes, required: false, ty: Type::Array(&Type::Nullable(&Type::Decimal)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "group_ids", python: "group_ids", camel: "groupIds", wire: "groupIds", place: Place::Attributes, required: false, ty: Type::Array(&Type::Nullable(&Type::Id { number: true })), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "flags", python: "flags", camel: "flags", wire: "flags", place: Place::Attributes, required: false, ty: Type::Map(&Type::Nullable(&Type::Boolean)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "corrections", python: "corrections", camel: "corrections", wire: "corrections", place: Place::Attributes, required: false, ty: Type::Array(&Type::Nullable(&Type::Object(&OBJECT_LINE_INPUT))), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "window", python: "window", camel: "window", wire: "window", place: Place::Attributes, required: false, ty: Type::Pair(&Type::Nullable(&Type::Date)), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "contact", python: "contact", camel: "contact", wire: "contact", place: Place::Attributes, required: false, ty: Type::OneOf(&UNION_ANY_CONTACT_INPUT), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "idempotency_key", python: "idempotency_key", camel: "idempotencyKey", wire: "Idempotency-Key", place: Place::Top, required: false, ty: Type::String, description: "Sends it again safely.", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: true },
    Field { name: "x_trace", python: "x_trace", camel: "xTrace", wire: "X-Trace", place: Place::Top, required: false, ty: Type::String, description: "Kept in the logs.", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: true },
] };
pub(crate) static OBJECT_CUSTOMER_UPDATE: Object = Object { index: 27, name: "CustomerUpdate", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("customers"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "due", python: "due", camel: "due", wire: "due", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_CUSTOMER_REPLACEMENT: Object = Object { index: 28, name: "CustomerReplacement", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: true, ty: Type::String, description: "", constant: Some("customers"), records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: true, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
/// All objects of requests and responses.
pub static OBJECTS: &[&Object] = &[&OBJECT_ADDRESS_GEO, &OBJECT_ADDRESS, &OBJECT_CARD, &OBJECT_BANK_TRANSFER, &OBJECT_LINE, &OBJECT_CUSTOMER_CONTACT, &OBJECT_PERSON, &OBJECT_COMPANY, &OBJECT_CONTACT, &OBJECT_SELF_LINK, &OBJECT_CUSTOMER, &OBJECT_NOTE, &OBJECT_GET_NOTE_RESULT, &OBJECT_GET_STATUS_RESULT, &OBJECT_RATE, &OBJECT_GET_SETTING_RESULT, &OBJECT_EVENT, &OBJECT_ADDRESS_GEO_INPUT, &OBJECT_ADDRESS_INPUT, &OBJECT_CARD_INPUT, &OBJECT_BANK_TRANSFER_INPUT, &OBJECT_LINE_INPUT, &OBJECT_NEW_CUSTOMER_EVENT_VALUE, &OBJECT_PERSON_INPUT, &OBJECT_COMPANY_INPUT, &OBJECT_CONTACT_INPUT, &OBJECT_NEW_CUSTOMER, &OBJECT_CUSTOMER_UPDATE, &OBJECT_CUSTOMER_REPLACEMENT, ];
/// All operations, in the order of the API document.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "listCustomers", resource: "customers", verb: "list", kind: Kind::List,
        method: "GET", path: "/v1/customers", deprecated: false,
        summary: "List customers", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
            Parameter { name: "state", python: "state", camel: "state", wire: "filter[state]", location: Location::Query, required: false, ty: Type::Enum(&["active", "closed"]), description: "", filters: Some("state") },
            Parameter { name: "due", python: "due", camel: "due", wire: "filter[due]", location: Location::Query, required: false, ty: Type::Date, description: "", filters: Some("due") },
            Parameter { name: "sort", python: "sort", camel: "sort", wire: "sort", location: Location::Query, required: false, ty: Type::Array(&Type::String), description: "", filters: None },
            Parameter { name: "include", python: "include", camel: "include", wire: "include", location: Location::Query, required: false, ty: Type::Array(&Type::String), description: "", filters: None },
            Parameter { name: "archived", python: "archived", camel: "archived", wire: "archived", location: Location::Query, required: false, ty: Type::Boolean, description: "", filters: None },
            Parameter { name: "minimum", python: "minimum", camel: "minimum", wire: "minimum", location: Location::Query, required: false, ty: Type::Decimal, description: "", filters: None },
            Parameter { name: "created_between", python: "created_between", camel: "createdBetween", wire: "createdBetween", location: Location::Query, required: false, ty: Type::Pair(&Type::DateTime), description: "", filters: None },
            Parameter { name: "x_trace", python: "x_trace", camel: "xTrace", wire: "X-Trace", location: Location::Header, required: false, ty: Type::String, description: "Kept in the logs.", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_CUSTOMER), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "createCustomer", resource: "customers", verb: "create", kind: Kind::Create,
        method: "POST", path: "/v1/customers", deprecated: false,
        summary: "Create a customer", description: "",
        headers: &[("Accept", "application/vnd.api+json"), ("Content-Type", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: Some(&OBJECT_NEW_CUSTOMER), body_in_data: true,
        result: Some(&OBJECT_CUSTOMER), result_in_data: true, optional: true, acknowledged_by: None, idempotency_key: Some("Idempotency-Key"),
        media_type: "application/vnd.api+json", success: 201, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "getCustomer", resource: "customers", verb: "get", kind: Kind::Get,
        method: "GET", path: "/v1/customers/{customerId}", deprecated: false,
        summary: "Get a customer", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_CUSTOMER), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[404],
        outbox: None,
        example: None,
    },
    Operation {
        id: "replaceCustomer", resource: "customers", verb: "replace", kind: Kind::Update,
        method: "PUT", path: "/v1/customers/{customerId}", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/vnd.api+json"), ("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
        ],
        body: Some(&OBJECT_CUSTOMER_REPLACEMENT), body_in_data: true,
        result: Some(&OBJECT_CUSTOMER), result_in_data: true, optional: true, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "updateCustomer", resource: "customers", verb: "update", kind: Kind::Update,
        method: "PATCH", path: "/v1/customers/{customerId}", deprecated: false,
        summary: "", description: "",
        headers: &[("Content-Type", "application/vnd.api+json"), ("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
            Parameter { name: "x_request_key", python: "x_request_key", camel: "xRequestKey", wire: "X-Request-Key", location: Location::Header, required: false, ty: Type::String, description: "", filters: None },
        ],
        body: Some(&OBJECT_CUSTOMER_UPDATE), body_in_data: true,
        result: Some(&OBJECT_CUSTOMER), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: Some("X-Request-Key"),
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "deleteCustomer", resource: "customers", verb: "delete", kind: Kind::Delete,
        method: "DELETE", path: "/v1/customers/{customerId}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: None, result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "", success: 204, errors: &[404],
        outbox: None,
        example: None,
    },
    Operation {
        id: "listNotes", resource: "notes", verb: "list", kind: Kind::List,
        method: "GET", path: "/v1/customers/{customerId}/notes", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_NOTE), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "getNote", resource: "notes", verb: "get", kind: Kind::Get,
        method: "GET", path: "/v1/customers/{customerId}/notes/{noteName}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
            Parameter { name: "note_name", python: "note_name", camel: "noteName", wire: "noteName", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_GET_NOTE_RESULT), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "deleteNote", resource: "notes", verb: "delete", kind: Kind::Delete,
        method: "DELETE", path: "/v1/customers/{customerId}/notes/{noteName}", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "customer_id", python: "customer_id", camel: "customerId", wire: "customerId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "", filters: None },
            Parameter { name: "note_name", python: "note_name", camel: "noteName", wire: "noteName", location: Location::Path, required: true, ty: Type::String, description: "", filters: None },
            Parameter { name: "if_match", python: "if_match", camel: "ifMatch", wire: "If-Match", location: Location::Header, required: true, ty: Type::String, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: None, result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "", success: 204, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "getStatus", resource: "status", verb: "get", kind: Kind::Get,
        method: "GET", path: "/v1/status", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_GET_STATUS_RESULT), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "listRates", resource: "rates", verb: "list", kind: Kind::List,
        method: "GET", path: "/v1/rates", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_RATE), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "getSettings", resource: "settings", verb: "get", kind: Kind::Get,
        method: "GET", path: "/v1/settings", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_GET_SETTING_RESULT), result_in_data: false, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
    Operation {
        id: "listEvents", resource: "events", verb: "list", kind: Kind::List,
        method: "GET", path: "/v1/events", deprecated: false,
        summary: "", description: "",
        headers: &[("Accept", "application/json")], paginated: false,
        cursor: Some(Cursor { parameter: Some("after"), next: &["meta", "nextCursor"], more: &[], offset: false }),
        parameters: &[
            Parameter { name: "after", python: "after", camel: "after", wire: "after", location: Location::Query, required: false, ty: Type::String, description: "", filters: None },
            Parameter { name: "limit", python: "limit", camel: "limit", wire: "limit", location: Location::Query, required: false, ty: Type::Integer, description: "", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_EVENT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[],
        outbox: None,
        example: None,
    },
];
