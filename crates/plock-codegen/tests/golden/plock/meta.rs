/// Version of the API document.
pub static API_VERSION: &str = "0.2.1";
/// Version of this library, and a checksum of the generated surface.
#[doc(hidden)]
pub static BUILD: &str = "0.1.0+a6228381";
/// Maximum number of writes of a batch in flight, by default.
pub const BATCH_CONCURRENCY: usize = 32;
/// Servers in the API document.
pub static SERVERS: &[Server] = &[
    Server { name: "production", url: "https://api.plock.io" },
    Server { name: "test", url: "https://test-api.plock.io" },
];
/// Pagination of lists.
pub static PAGINATION: Option<Pagination> = Some(Pagination { number: "page[number]", size: "page[size]", current_page: &["meta", "page", "currentPage"], last_page: &["meta", "page", "lastPage"], per_page: &["meta", "page", "perPage"], total: &["meta", "page", "total"], next: &["links", "next"] });
pub(crate) static OBJECT_ACCOUNT_STATS: Object = Object { index: 0, name: "AccountStats", description: "", fields: &[
    Field { name: "mrr_committed_fees", python: "mrr_committed_fees", camel: "mrrCommittedFees", wire: "mrr_committed_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "mrr_usage_fees", python: "mrr_usage_fees", camel: "mrrUsageFees", wire: "mrr_usage_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "mrr_one_time_fees", python: "mrr_one_time_fees", camel: "mrrOneTimeFees", wire: "mrr_one_time_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billings_committed_fees", python: "billings_committed_fees", camel: "billingsCommittedFees", wire: "billings_committed_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billings_usage_fees", python: "billings_usage_fees", camel: "billingsUsageFees", wire: "billings_usage_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billings_one_time_fees", python: "billings_one_time_fees", camel: "billingsOneTimeFees", wire: "billings_one_time_fees", place: Place::Top, required: false, ty: Type::Array(&Type::Decimal), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_JSON_API_LINKS_SINGLE: Object = Object { index: 1, name: "JsonApiLinksSingle", description: "", fields: &[
    Field { name: "self", python: "self_", camel: "self", wire: "self", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ACCOUNT: Object = Object { index: 2, name: "Account", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "primary_key", python: "primary_key", camel: "primaryKey", wire: "primaryKey", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "org_number", python: "org_number", camel: "orgNumber", wire: "orgNumber", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "crm_id", python: "crm_id", camel: "crmId", wire: "crmId", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "erp_id", python: "erp_id", camel: "erpId", wire: "erpId", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "country", python: "country", camel: "country", wire: "country", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parent_account_id", python: "parent_account_id", camel: "parentAccountId", wire: "parentAccountId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "updated_at", python: "updated_at", camel: "updatedAt", wire: "updatedAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: Some("createdAt"), scale: None, header: false },
    Field { name: "is_group", python: "is_group", camel: "isGroup", wire: "isGroup", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "belongs_to_group", python: "belongs_to_group", camel: "belongsToGroup", wire: "belongsToGroup", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "is_archived", python: "is_archived", camel: "isArchived", wire: "isArchived", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "stats", python: "stats", camel: "stats", wire: "stats", place: Place::Attributes, required: false, ty: Type::Object(&OBJECT_ACCOUNT_STATS), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_JSON_API_LINKS_SINGLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "The relationships of the resource, as the API sent them", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_SUBSCRIPTION: Object = Object { index: 3, name: "Subscription", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "account_id", python: "account_id", camel: "accountId", wire: "accountId", place: Place::Attributes, required: false, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "name", python: "name", camel: "name", wire: "name", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billing_interval", python: "billing_interval", camel: "billingInterval", wire: "billingInterval", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billing_interval_name", python: "billing_interval_name", camel: "billingIntervalName", wire: "billingIntervalName", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billing_practice", python: "billing_practice", camel: "billingPractice", wire: "billingPractice", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "state", python: "state", camel: "state", wire: "state", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billing_interval_count", python: "billing_interval_count", camel: "billingIntervalCount", wire: "billingIntervalCount", place: Place::Attributes, required: false, ty: Type::Integer, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "is_active", python: "is_active", camel: "isActive", wire: "isActive", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "billing_cycle_anchor", python: "billing_cycle_anchor", camel: "billingCycleAnchor", wire: "billingCycleAnchor", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "renewal_date", python: "renewal_date", camel: "renewalDate", wire: "renewalDate", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "cancel_end_date", python: "cancel_end_date", camel: "cancelEndDate", wire: "cancelEndDate", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rebate_end_date", python: "rebate_end_date", camel: "rebateEndDate", wire: "rebateEndDate", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rebate_amount", python: "rebate_amount", camel: "rebateAmount", wire: "rebateAmount", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: Some("currency"), after: None, scale: None, header: false },
    Field { name: "rebate_type", python: "rebate_type", camel: "rebateType", wire: "rebateType", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "currency", python: "currency", camel: "currency", wire: "currency", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "minimum_commitment", python: "minimum_commitment", camel: "minimumCommitment", wire: "minimumCommitment", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: Some("currency"), after: None, scale: None, header: false },
    Field { name: "current_billing_period", python: "current_billing_period", camel: "currentBillingPeriod", wire: "currentBillingPeriod", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "auto_send_to_accounting", python: "auto_send_to_accounting", camel: "autoSendToAccounting", wire: "autoSendToAccounting", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "end_date", python: "end_date", camel: "endDate", wire: "endDate", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "updated_at", python: "updated_at", camel: "updatedAt", wire: "updatedAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: Some("createdAt"), scale: None, header: false },
    Field { name: "crm_deal_id", python: "crm_deal_id", camel: "crmDealId", wire: "crmDealId", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_JSON_API_LINKS_SINGLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "The relationships of the resource, as the API sent them", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_SUBSCRIPTION_ITEM: Object = Object { index: 4, name: "SubscriptionItem", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "plan_name", python: "plan_name", camel: "planName", wire: "planName", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "product_name", python: "product_name", camel: "productName", wire: "productName", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "quantity", python: "quantity", camel: "quantity", wire: "quantity", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rebate_amount", python: "rebate_amount", camel: "rebateAmount", wire: "rebateAmount", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rebate_type", python: "rebate_type", camel: "rebateType", wire: "rebateType", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "rebate_end_date", python: "rebate_end_date", camel: "rebateEndDate", wire: "rebateEndDate", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "updated_at", python: "updated_at", camel: "updatedAt", wire: "updatedAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: Some("createdAt"), scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_JSON_API_LINKS_SINGLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "The relationships of the resource, as the API sent them", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_INVOICE: Object = Object { index: 5, name: "Invoice", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "amount", python: "amount", camel: "amount", wire: "amount", place: Place::Attributes, required: false, ty: Type::Decimal, description: "", constant: None, records: None, references: None, currency: Some("currency"), after: None, scale: None, header: false },
    Field { name: "account_id", python: "account_id", camel: "accountId", wire: "accountId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "erp_id", python: "erp_id", camel: "erpId", wire: "erpId", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "subscription_id", python: "subscription_id", camel: "subscriptionId", wire: "subscriptionId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "currency", python: "currency", camel: "currency", wire: "currency", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "invoice_type", python: "invoice_type", camel: "invoiceType", wire: "invoiceType", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "period_start", python: "period_start", camel: "periodStart", wire: "periodStart", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "period_end", python: "period_end", camel: "periodEnd", wire: "periodEnd", place: Place::Attributes, required: false, ty: Type::Date, description: "", constant: None, records: None, references: None, currency: None, after: Some("periodStart"), scale: None, header: false },
    Field { name: "created_at", python: "created_at", camel: "createdAt", wire: "createdAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "updated_at", python: "updated_at", camel: "updatedAt", wire: "updatedAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: Some("createdAt"), scale: None, header: false },
    Field { name: "due_at", python: "due_at", camel: "dueAt", wire: "dueAt", place: Place::Attributes, required: false, ty: Type::DateTime, description: "", constant: None, records: None, references: None, currency: None, after: Some("createdAt"), scale: None, header: false },
    Field { name: "payment_status", python: "payment_status", camel: "paymentStatus", wire: "paymentStatus", place: Place::Attributes, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "parent_invoice_id", python: "parent_invoice_id", camel: "parentInvoiceId", wire: "parentInvoiceId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "is_parent", python: "is_parent", camel: "isParent", wire: "isParent", place: Place::Attributes, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_JSON_API_LINKS_SINGLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "The relationships of the resource, as the API sent them", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_PRODUCT_USAGE: Object = Object { index: 6, name: "ProductUsage", description: "", fields: &[
    Field { name: "type", python: "type", camel: "type", wire: "type", place: Place::Top, required: false, ty: Type::String, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "id", python: "id", camel: "id", wire: "id", place: Place::Top, required: true, ty: Type::Id { number: false }, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "account_id", python: "account_id", camel: "accountId", wire: "accountId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "The account ID in Plock", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "crm_id", python: "crm_id", camel: "crmId", wire: "crmId", place: Place::Attributes, required: false, ty: Type::String, description: "Your accounts CRM ID", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "product_id", python: "product_id", camel: "productId", wire: "productId", place: Place::Attributes, required: false, ty: Type::Id { number: true }, description: "The product ID in Plock", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "value", python: "value", camel: "value", wire: "value", place: Place::Attributes, required: false, ty: Type::Decimal, description: "The value recorded", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "timestamp", python: "timestamp", camel: "timestamp", wire: "timestamp", place: Place::Attributes, required: false, ty: Type::DateOrDateTime, description: "The timestamp recorded", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "description", python: "description", camel: "description", wire: "description", place: Place::Attributes, required: false, ty: Type::String, description: "Optional free-text description", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "links", python: "links", camel: "links", wire: "links", place: Place::Top, required: false, ty: Type::Object(&OBJECT_JSON_API_LINKS_SINGLE), description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "relationships", python: "relationships", camel: "relationships", wire: "relationships", place: Place::Top, required: false, ty: Type::Json, description: "The relationships of the resource, as the API sent them", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ADD_PRODUCT_USAGE_RESULT: Object = Object { index: 7, name: "AddProductUsageResult", description: "", fields: &[
    Field { name: "success", python: "success", camel: "success", wire: "success", place: Place::Top, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_NEW_PRODUCT_USAGE: Object = Object { index: 8, name: "NewProductUsage", description: "", fields: &[
    Field { name: "crm_id", python: "crm_id", camel: "crmId", wire: "crm_id", place: Place::Top, required: true, ty: Type::String, description: "CRM ID of the account", constant: None, records: None, references: Some("accounts/crmId"), currency: None, after: None, scale: None, header: false },
    Field { name: "product_id", python: "product_id", camel: "productId", wire: "product_id", place: Place::Top, required: true, ty: Type::Id { number: true }, description: "Product ID for the product", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "value", python: "value", camel: "value", wire: "value", place: Place::Top, required: true, ty: Type::Decimal, description: "Value recorded at ts", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
    Field { name: "ts", python: "ts", camel: "ts", wire: "ts", place: Place::Top, required: true, ty: Type::UnixTime, description: "UNIX timestamp of value", constant: None, records: Some("timestamp"), references: None, currency: None, after: None, scale: None, header: false },
] };
pub(crate) static OBJECT_ADD_LEGACY_PRODUCT_USAGE_RESULT: Object = Object { index: 9, name: "AddLegacyProductUsageResult", description: "", fields: &[
    Field { name: "success", python: "success", camel: "success", wire: "success", place: Place::Top, required: false, ty: Type::Boolean, description: "", constant: None, records: None, references: None, currency: None, after: None, scale: None, header: false },
] };
/// All objects of requests and responses.
pub static OBJECTS: &[&Object] = &[&OBJECT_ACCOUNT_STATS, &OBJECT_JSON_API_LINKS_SINGLE, &OBJECT_ACCOUNT, &OBJECT_SUBSCRIPTION, &OBJECT_SUBSCRIPTION_ITEM, &OBJECT_INVOICE, &OBJECT_PRODUCT_USAGE, &OBJECT_ADD_PRODUCT_USAGE_RESULT, &OBJECT_NEW_PRODUCT_USAGE, &OBJECT_ADD_LEGACY_PRODUCT_USAGE_RESULT, ];
/// All operations, in the order of the API document.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        id: "getAccounts", resource: "accounts", verb: "list", kind: Kind::List,
        method: "GET", path: "/api/c1/accounts", deprecated: false,
        summary: "Get all accounts", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_ACCOUNT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 400, 406, 415],
        outbox: None,
        example: Some("{\"meta\":{\"page\":{\"currentPage\":1,\"from\":1,\"lastPage\":1,\"perPage\":1,\"to\":1,\"total\":1}},\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"first\":\"text\",\"last\":\"text\",\"next\":\"text\"},\"data\":[{\"type\":\"accounts\",\"id\":\"2002\",\"attributes\":{\"primaryKey\":\"a443322\",\"name\":\"Some Company AB\",\"orgNumber\":\"554433-3344\",\"crmId\":\"hs321\",\"erpId\":\"fn432\",\"country\":\"Sweden\",\"parentAccountId\":1,\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\",\"isGroup\":true,\"belongsToGroup\":true,\"isArchived\":true,\"stats\":{\"mrr_committed_fees\":[100.5,200.3,300.2],\"mrr_usage_fees\":[0,0,0],\"mrr_one_time_fees\":[0,0,200],\"billings_committed_fees\":[0,0,601],\"billings_usage_fees\":[0,0,0],\"billings_one_time_fees\":[0,0,200]}},\"relationships\":{\"subscriptions\":\"text\",\"invoices\":\"text\"},\"links\":{\"self\":\"text\"}}]}"),
    },
    Operation {
        id: "getAccount", resource: "accounts", verb: "get", kind: Kind::Get,
        method: "GET", path: "/api/c1/accounts/{accountId}", deprecated: false,
        summary: "Get account", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "account_id", python: "account_id", camel: "accountId", wire: "accountId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "Plock account ID", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_ACCOUNT), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 404, 400, 406, 415],
        outbox: None,
        example: Some("{\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"text\"},\"data\":{\"type\":\"accounts\",\"id\":\"2002\",\"attributes\":{\"primaryKey\":\"a443322\",\"name\":\"Some Company AB\",\"orgNumber\":\"554433-3344\",\"crmId\":\"hs321\",\"erpId\":\"fn432\",\"country\":\"Sweden\",\"parentAccountId\":1,\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\",\"isGroup\":true,\"belongsToGroup\":true,\"isArchived\":true,\"stats\":{\"mrr_committed_fees\":[100.5,200.3,300.2],\"mrr_usage_fees\":[0,0,0],\"mrr_one_time_fees\":[0,0,200],\"billings_committed_fees\":[0,0,601],\"billings_usage_fees\":[0,0,0],\"billings_one_time_fees\":[0,0,200]}},\"relationships\":{\"subscriptions\":\"text\",\"invoices\":\"text\"},\"links\":{\"self\":\"text\"}}}"),
    },
    Operation {
        id: "getSubscriptions", resource: "subscriptions", verb: "list", kind: Kind::List,
        method: "GET", path: "/api/c1/subscriptions", deprecated: false,
        summary: "Get all subscriptions", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_SUBSCRIPTION), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 400, 406, 415],
        outbox: None,
        example: Some("{\"meta\":{\"page\":{\"currentPage\":1,\"from\":1,\"lastPage\":1,\"perPage\":1,\"to\":1,\"total\":1}},\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"first\":\"text\",\"last\":\"text\",\"next\":\"text\"},\"data\":[{\"type\":\"subscriptions\",\"id\":\"2002\",\"attributes\":{\"accountId\":\"2002\",\"name\":\"My annual subscription\",\"billingInterval\":\"month\",\"billingIntervalName\":\"Monthly in arrears\",\"billingPractice\":\"in_arrears\",\"state\":\"Ended\",\"billingIntervalCount\":12,\"isActive\":true,\"billingCycleAnchor\":\"2025-06-26T07:35:49.748Z\",\"renewalDate\":\"2025-06-30\",\"cancelEndDate\":\"2025-05-30\",\"rebateEndDate\":\"2024-07-01\",\"rebateAmount\":2000,\"rebateType\":\"percent\",\"currency\":\"SEK\",\"minimumCommitment\":2000,\"currentBillingPeriod\":\"2024-03-01 - 2024-03-31\",\"autoSendToAccounting\":true,\"endDate\":\"2024-07-01\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\"},\"relationships\":{\"accounts\":\"text\",\"invoices\":\"text\",\"subscription-items\":\"text\"},\"links\":{\"self\":\"text\"}}]}"),
    },
    Operation {
        id: "getSubscription", resource: "subscriptions", verb: "get", kind: Kind::Get,
        method: "GET", path: "/api/c1/subscriptions/{subscriptionId}", deprecated: false,
        summary: "Get subscription", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "subscription_id", python: "subscription_id", camel: "subscriptionId", wire: "subscriptionId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "Plock subscription ID", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_SUBSCRIPTION), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 404, 400, 406, 415],
        outbox: None,
        example: Some("{\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"text\"},\"data\":{\"type\":\"subscriptions\",\"id\":\"2002\",\"attributes\":{\"accountId\":\"2002\",\"name\":\"My annual subscription\",\"billingInterval\":\"month\",\"billingIntervalName\":\"Monthly in arrears\",\"billingPractice\":\"in_arrears\",\"state\":\"Ended\",\"billingIntervalCount\":12,\"isActive\":true,\"billingCycleAnchor\":\"2025-06-26T07:35:49.748Z\",\"renewalDate\":\"2025-06-30\",\"cancelEndDate\":\"2025-05-30\",\"rebateEndDate\":\"2024-07-01\",\"rebateAmount\":2000,\"rebateType\":\"percent\",\"currency\":\"SEK\",\"minimumCommitment\":2000,\"currentBillingPeriod\":\"2024-03-01 - 2024-03-31\",\"autoSendToAccounting\":true,\"endDate\":\"2024-07-01\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\"},\"relationships\":{\"accounts\":\"text\",\"invoices\":\"text\",\"subscription-items\":\"text\"},\"links\":{\"self\":\"text\"}}}"),
    },
    Operation {
        id: "getSubscriptionItems", resource: "subscription_items", verb: "list", kind: Kind::List,
        method: "GET", path: "/api/c1/subscription-items", deprecated: false,
        summary: "Get all subscription items", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_SUBSCRIPTION_ITEM), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 400, 406, 415],
        outbox: None,
        example: Some("{\"meta\":{\"page\":{\"currentPage\":1,\"from\":1,\"lastPage\":1,\"perPage\":1,\"to\":1,\"total\":1}},\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"first\":\"text\",\"last\":\"text\",\"next\":\"text\"},\"data\":[{\"type\":\"subscriptions\",\"id\":\"2002\",\"attributes\":{\"planName\":\"Annual price\",\"productName\":\"Send SMS\",\"quantity\":100,\"rebateAmount\":10,\"rebateType\":\"percent\",\"rebateEndDate\":\"2025-06-26T07:35:49.748Z\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\"},\"relationships\":{\"subscriptions\":\"text\"},\"links\":{\"self\":\"text\"}}]}"),
    },
    Operation {
        id: "getSubscriptionItem", resource: "subscription_items", verb: "get", kind: Kind::Get,
        method: "GET", path: "/api/c1/subscription-items/{subscriptionItemId}", deprecated: false,
        summary: "Get subscription item", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "subscription_item_id", python: "subscription_item_id", camel: "subscriptionItemId", wire: "subscriptionItemId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "Plock subscription item ID", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_SUBSCRIPTION_ITEM), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 404, 400, 406, 415],
        outbox: None,
        example: Some("{\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"text\"},\"data\":{\"type\":\"subscriptions\",\"id\":\"2002\",\"attributes\":{\"planName\":\"Annual price\",\"productName\":\"Send SMS\",\"quantity\":100,\"rebateAmount\":10,\"rebateType\":\"percent\",\"rebateEndDate\":\"2025-06-26T07:35:49.748Z\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\"},\"relationships\":{\"subscriptions\":\"text\"},\"links\":{\"self\":\"text\"}}}"),
    },
    Operation {
        id: "getInvoices", resource: "invoices", verb: "list", kind: Kind::List,
        method: "GET", path: "/api/c1/invoices", deprecated: false,
        summary: "Get all invoices", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_INVOICE), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 400, 406, 415],
        outbox: None,
        example: Some("{\"meta\":{\"page\":{\"currentPage\":1,\"from\":1,\"lastPage\":1,\"perPage\":1,\"to\":1,\"total\":1}},\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"first\":\"text\",\"last\":\"text\",\"next\":\"text\"},\"data\":[{\"type\":\"invoices\",\"id\":\"2002\",\"attributes\":{\"amount\":\"1000.00\",\"accountId\":\"5001\",\"erpId\":\"fn123\",\"subscriptionId\":\"4342\",\"currency\":\"EUR\",\"invoiceType\":\"In arrears\",\"periodStart\":\"2025-06-26\",\"periodEnd\":\"2025-06-26\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\",\"dueAt\":\"2025-06-26T07:35:49.748Z\",\"paymentStatus\":\"Paid\",\"parentInvoiceId\":1001,\"isParent\":false},\"relationships\":{\"subscriptions\":\"text\",\"accounts\":\"text\"},\"links\":{\"self\":\"text\"}}]}"),
    },
    Operation {
        id: "getInvoice", resource: "invoices", verb: "get", kind: Kind::Get,
        method: "GET", path: "/api/c1/invoices/{invoiceId}", deprecated: false,
        summary: "Get invoice", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: false,
        cursor: None,
        parameters: &[
            Parameter { name: "invoice_id", python: "invoice_id", camel: "invoiceId", wire: "invoiceId", location: Location::Path, required: true, ty: Type::Id { number: true }, description: "Plock invoice ID", filters: None },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_INVOICE), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 404, 400, 406, 415],
        outbox: None,
        example: Some("{\"jsonapi\":{\"version\":\"1.0\"},\"links\":{\"self\":\"text\"},\"data\":{\"type\":\"invoices\",\"id\":\"2002\",\"attributes\":{\"amount\":\"1000.00\",\"accountId\":\"5001\",\"erpId\":\"fn123\",\"subscriptionId\":\"4342\",\"currency\":\"EUR\",\"invoiceType\":\"In arrears\",\"periodStart\":\"2025-06-26\",\"periodEnd\":\"2025-06-26\",\"createdAt\":\"2025-06-26T07:35:49.748Z\",\"updatedAt\":\"2025-06-26T07:35:49.748Z\",\"dueAt\":\"2025-06-26T07:35:49.748Z\",\"paymentStatus\":\"Paid\",\"parentInvoiceId\":1001,\"isParent\":false},\"relationships\":{\"subscriptions\":\"text\",\"accounts\":\"text\"},\"links\":{\"self\":\"text\"}}}"),
    },
    Operation {
        id: "getProductUsages", resource: "product_usages", verb: "list", kind: Kind::List,
        method: "GET", path: "/api/c1/product-usages", deprecated: false,
        summary: "Get all product usage", description: "",
        headers: &[("Accept", "application/vnd.api+json")], paginated: true,
        cursor: None,
        parameters: &[
            Parameter { name: "account_id", python: "account_id", camel: "accountId", wire: "filter[accountId]", location: Location::Query, required: false, ty: Type::Id { number: true }, description: "Get all usage where account ID is ..", filters: Some("accountId") },
            Parameter { name: "product_id", python: "product_id", camel: "productId", wire: "filter[productId]", location: Location::Query, required: false, ty: Type::Id { number: true }, description: "Get all usage where product ID is ..", filters: Some("productId") },
            Parameter { name: "timestamp_between", python: "timestamp_between", camel: "timestampBetween", wire: "filter[timestampBetween]", location: Location::Query, required: false, ty: Type::Pair(&Type::DateOrDateTime), description: "Get all usage where timestamp is between \"X,Y\"", filters: Some("timestamp") },
        ],
        body: None, body_in_data: false,
        result: Some(&OBJECT_PRODUCT_USAGE), result_in_data: true, optional: false, acknowledged_by: None, idempotency_key: None,
        media_type: "application/vnd.api+json", success: 200, errors: &[401, 400, 406, 415],
        outbox: None,
        example: None,
    },
    Operation {
        id: "addProductUsages", resource: "product_usages", verb: "add", kind: Kind::Create,
        method: "POST", path: "/api/c1/product-usages", deprecated: false,
        summary: "Add product usage", description: "",
        headers: &[("Accept", "application/json"), ("Content-Type", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: Some(&OBJECT_NEW_PRODUCT_USAGE), body_in_data: false,
        result: Some(&OBJECT_ADD_PRODUCT_USAGE_RESULT), result_in_data: false, optional: false, acknowledged_by: Some("success"), idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[401, 404, 422, 400, 406, 415],
        outbox: Some(&Outbox { list: 8, fields: &[Matched { body: "crm_id", row: "accountId", filter: Some("account_id"), through: Some((0, "crmId")) }, Matched { body: "product_id", row: "productId", filter: Some("product_id"), through: None }, Matched { body: "value", row: "value", filter: None, through: None }, Matched { body: "ts", row: "timestamp", filter: Some("timestamp_between"), through: None }, ] }),
        example: None,
    },
    Operation {
        id: "addProductUsage", resource: "product_usages", verb: "add_legacy", kind: Kind::Create,
        method: "POST", path: "/api/c1/product-usage", deprecated: true,
        summary: "Add product usage", description: "",
        headers: &[("Accept", "*/*"), ("Content-Type", "application/json")], paginated: false,
        cursor: None,
        parameters: &[
        ],
        body: Some(&OBJECT_NEW_PRODUCT_USAGE), body_in_data: false,
        result: Some(&OBJECT_ADD_LEGACY_PRODUCT_USAGE_RESULT), result_in_data: false, optional: false, acknowledged_by: Some("success"), idempotency_key: None,
        media_type: "application/json", success: 200, errors: &[401, 404, 400, 406, 415, 422],
        outbox: None,
        example: Some("{\"success\":true}"),
    },
];
