/// Objects of requests and responses, one type for each schema.
pub mod types {
    use crate::generated::prelude::*;
    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AccountStats {
        pub mrr_committed_fees: Option<Vec<Decimal>>,
        pub mrr_usage_fees: Option<Vec<Decimal>>,
        pub mrr_one_time_fees: Option<Vec<Decimal>>,
        pub billings_committed_fees: Option<Vec<Decimal>>,
        pub billings_usage_fees: Option<Vec<Decimal>>,
        pub billings_one_time_fees: Option<Vec<Decimal>>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AccountStats {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn mrr_committed_fees(mut self, mrr_committed_fees: impl Into<Vec<Decimal>>) -> Self {
            self.mrr_committed_fees = Some(mrr_committed_fees.into());
            self
        }
        #[must_use]
        pub fn mrr_usage_fees(mut self, mrr_usage_fees: impl Into<Vec<Decimal>>) -> Self {
            self.mrr_usage_fees = Some(mrr_usage_fees.into());
            self
        }
        #[must_use]
        pub fn mrr_one_time_fees(mut self, mrr_one_time_fees: impl Into<Vec<Decimal>>) -> Self {
            self.mrr_one_time_fees = Some(mrr_one_time_fees.into());
            self
        }
        #[must_use]
        pub fn billings_committed_fees(mut self, billings_committed_fees: impl Into<Vec<Decimal>>) -> Self {
            self.billings_committed_fees = Some(billings_committed_fees.into());
            self
        }
        #[must_use]
        pub fn billings_usage_fees(mut self, billings_usage_fees: impl Into<Vec<Decimal>>) -> Self {
            self.billings_usage_fees = Some(billings_usage_fees.into());
            self
        }
        #[must_use]
        pub fn billings_one_time_fees(mut self, billings_one_time_fees: impl Into<Vec<Decimal>>) -> Self {
            self.billings_one_time_fees = Some(billings_one_time_fees.into());
            self
        }
    }

    impl call::Object for AccountStats {
        const NAME: &'static str = "AccountStats";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"mrr_committed_fees") => {
                    self.mrr_committed_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                (Place::Top, b"mrr_usage_fees") => {
                    self.mrr_usage_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                (Place::Top, b"mrr_one_time_fees") => {
                    self.mrr_one_time_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                (Place::Top, b"billings_committed_fees") => {
                    self.billings_committed_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                (Place::Top, b"billings_usage_fees") => {
                    self.billings_usage_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                (Place::Top, b"billings_one_time_fees") => {
                    self.billings_one_time_fees = raw.optional(|raw| raw.array(|raw| raw.decimal()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AccountStats {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AccountStats {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "mrr_committed_fees", &self.mrr_committed_fees)?;
            out.member(Place::Top, "mrr_usage_fees", &self.mrr_usage_fees)?;
            out.member(Place::Top, "mrr_one_time_fees", &self.mrr_one_time_fees)?;
            out.member(Place::Top, "billings_committed_fees", &self.billings_committed_fees)?;
            out.member(Place::Top, "billings_usage_fees", &self.billings_usage_fees)?;
            out.member(Place::Top, "billings_one_time_fees", &self.billings_one_time_fees)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AccountStats {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AccountStats {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct JsonApiLinksSingle {
        #[doc = "Wire name: `self`."]
        pub self_: Option<String>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl JsonApiLinksSingle {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `self`."]
        #[must_use]
        pub fn self_(mut self, self_: impl Into<String>) -> Self {
            self.self_ = Some(self_.into());
            self
        }
    }

    impl call::Object for JsonApiLinksSingle {
        const NAME: &'static str = "JsonApiLinksSingle";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"self") => {
                    self.self_ = raw.optional(|raw| raw.string())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for JsonApiLinksSingle {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for JsonApiLinksSingle {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "self", &self.self_)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for JsonApiLinksSingle {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for JsonApiLinksSingle {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Account {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        #[doc = "Wire name: `primaryKey`."]
        pub primary_key: Option<String>,
        pub name: Option<String>,
        #[doc = "Wire name: `orgNumber`."]
        pub org_number: Option<String>,
        #[doc = "Wire name: `crmId`."]
        pub crm_id: Option<String>,
        #[doc = "Wire name: `erpId`."]
        pub erp_id: Option<String>,
        pub country: Option<String>,
        #[doc = "Wire name: `parentAccountId`."]
        pub parent_account_id: Option<String>,
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        #[doc = "Wire name: `updatedAt`."]
        pub updated_at: Option<Timestamp>,
        #[doc = "Wire name: `isGroup`."]
        pub is_group: Option<bool>,
        #[doc = "Wire name: `belongsToGroup`."]
        pub belongs_to_group: Option<bool>,
        #[doc = "Wire name: `isArchived`."]
        pub is_archived: Option<bool>,
        pub stats: Option<AccountStats>,
        pub links: Option<JsonApiLinksSingle>,
        #[doc = "The relationships of the resource, as the API sent them"]
        pub relationships: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Account {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[doc = "Wire name: `primaryKey`."]
        #[must_use]
        pub fn primary_key(mut self, primary_key: impl Into<String>) -> Self {
            self.primary_key = Some(primary_key.into());
            self
        }
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        #[doc = "Wire name: `orgNumber`."]
        #[must_use]
        pub fn org_number(mut self, org_number: impl Into<String>) -> Self {
            self.org_number = Some(org_number.into());
            self
        }
        #[doc = "Wire name: `crmId`."]
        #[must_use]
        pub fn crm_id(mut self, crm_id: impl Into<String>) -> Self {
            self.crm_id = Some(crm_id.into());
            self
        }
        #[doc = "Wire name: `erpId`."]
        #[must_use]
        pub fn erp_id(mut self, erp_id: impl Into<String>) -> Self {
            self.erp_id = Some(erp_id.into());
            self
        }
        #[must_use]
        pub fn country(mut self, country: impl Into<String>) -> Self {
            self.country = Some(country.into());
            self
        }
        #[doc = "Wire name: `parentAccountId`."]
        #[must_use]
        pub fn parent_account_id(mut self, parent_account_id: impl Into<Id>) -> Self {
            self.parent_account_id = Some(String::from(parent_account_id.into()));
            self
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[doc = "Wire name: `updatedAt`."]
        #[must_use]
        pub fn updated_at(mut self, updated_at: impl Into<Timestamp>) -> Self {
            self.updated_at = Some(updated_at.into());
            self
        }
        #[doc = "Wire name: `isGroup`."]
        #[must_use]
        pub fn is_group(mut self, is_group: impl Into<bool>) -> Self {
            self.is_group = Some(is_group.into());
            self
        }
        #[doc = "Wire name: `belongsToGroup`."]
        #[must_use]
        pub fn belongs_to_group(mut self, belongs_to_group: impl Into<bool>) -> Self {
            self.belongs_to_group = Some(belongs_to_group.into());
            self
        }
        #[doc = "Wire name: `isArchived`."]
        #[must_use]
        pub fn is_archived(mut self, is_archived: impl Into<bool>) -> Self {
            self.is_archived = Some(is_archived.into());
            self
        }
        #[must_use]
        pub fn stats(mut self, stats: impl Into<AccountStats>) -> Self {
            self.stats = Some(stats.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<JsonApiLinksSingle>) -> Self {
            self.links = Some(links.into());
            self
        }
        #[doc = "The relationships of the resource, as the API sent them"]
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
    }

    impl call::Object for Account {
        const NAME: &'static str = "Account";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"primaryKey") => {
                    self.primary_key = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"name") => {
                    self.name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"orgNumber") => {
                    self.org_number = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"crmId") => {
                    self.crm_id = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"erpId") => {
                    self.erp_id = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"country") => {
                    self.country = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"parentAccountId") => {
                    self.parent_account_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"updatedAt") => {
                    self.updated_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"isGroup") => {
                    self.is_group = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"belongsToGroup") => {
                    self.belongs_to_group = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"isArchived") => {
                    self.is_archived = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"stats") => {
                    self.stats = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Account {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Account {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "primaryKey", &self.primary_key)?;
            out.member(Place::Attributes, "name", &self.name)?;
            out.member(Place::Attributes, "orgNumber", &self.org_number)?;
            out.member(Place::Attributes, "crmId", &self.crm_id)?;
            out.member(Place::Attributes, "erpId", &self.erp_id)?;
            out.member(Place::Attributes, "country", &self.country)?;
            out.member(Place::Attributes, "parentAccountId", &encode::Numbered(&self.parent_account_id))?;
            out.member(Place::Attributes, "createdAt", &self.created_at)?;
            out.member(Place::Attributes, "updatedAt", &self.updated_at)?;
            out.member(Place::Attributes, "isGroup", &self.is_group)?;
            out.member(Place::Attributes, "belongsToGroup", &self.belongs_to_group)?;
            out.member(Place::Attributes, "isArchived", &self.is_archived)?;
            out.member(Place::Attributes, "stats", &self.stats)?;
            out.member(Place::Top, "links", &self.links)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Account {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Account {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Subscription {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        #[doc = "Wire name: `accountId`."]
        pub account_id: Option<String>,
        pub name: Option<String>,
        #[doc = "Wire name: `billingInterval`."]
        pub billing_interval: Option<String>,
        #[doc = "Wire name: `billingIntervalName`."]
        pub billing_interval_name: Option<String>,
        #[doc = "Wire name: `billingPractice`."]
        pub billing_practice: Option<String>,
        pub state: Option<String>,
        #[doc = "Wire name: `billingIntervalCount`."]
        pub billing_interval_count: Option<i64>,
        #[doc = "Wire name: `isActive`."]
        pub is_active: Option<bool>,
        #[doc = "Wire name: `billingCycleAnchor`."]
        pub billing_cycle_anchor: Option<Timestamp>,
        #[doc = "Wire name: `renewalDate`."]
        pub renewal_date: Option<Date>,
        #[doc = "Wire name: `cancelEndDate`."]
        pub cancel_end_date: Option<Date>,
        #[doc = "Wire name: `rebateEndDate`."]
        pub rebate_end_date: Option<Date>,
        #[doc = "Wire name: `rebateAmount`."]
        pub rebate_amount: Option<Decimal>,
        #[doc = "Wire name: `rebateType`."]
        pub rebate_type: Option<String>,
        pub currency: Option<String>,
        #[doc = "Wire name: `minimumCommitment`."]
        pub minimum_commitment: Option<Decimal>,
        #[doc = "Wire name: `currentBillingPeriod`."]
        pub current_billing_period: Option<String>,
        #[doc = "Wire name: `autoSendToAccounting`."]
        pub auto_send_to_accounting: Option<bool>,
        #[doc = "Wire name: `endDate`."]
        pub end_date: Option<Date>,
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        #[doc = "Wire name: `updatedAt`."]
        pub updated_at: Option<Timestamp>,
        #[doc = "Wire name: `crmDealId`."]
        pub crm_deal_id: Option<String>,
        pub links: Option<JsonApiLinksSingle>,
        #[doc = "The relationships of the resource, as the API sent them"]
        pub relationships: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Subscription {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[doc = "Wire name: `accountId`."]
        #[must_use]
        pub fn account_id(mut self, account_id: impl Into<Id>) -> Self {
            self.account_id = Some(String::from(account_id.into()));
            self
        }
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }
        #[doc = "Wire name: `billingInterval`."]
        #[must_use]
        pub fn billing_interval(mut self, billing_interval: impl Into<String>) -> Self {
            self.billing_interval = Some(billing_interval.into());
            self
        }
        #[doc = "Wire name: `billingIntervalName`."]
        #[must_use]
        pub fn billing_interval_name(mut self, billing_interval_name: impl Into<String>) -> Self {
            self.billing_interval_name = Some(billing_interval_name.into());
            self
        }
        #[doc = "Wire name: `billingPractice`."]
        #[must_use]
        pub fn billing_practice(mut self, billing_practice: impl Into<String>) -> Self {
            self.billing_practice = Some(billing_practice.into());
            self
        }
        #[must_use]
        pub fn state(mut self, state: impl Into<String>) -> Self {
            self.state = Some(state.into());
            self
        }
        #[doc = "Wire name: `billingIntervalCount`."]
        #[must_use]
        pub fn billing_interval_count(mut self, billing_interval_count: impl Into<i64>) -> Self {
            self.billing_interval_count = Some(billing_interval_count.into());
            self
        }
        #[doc = "Wire name: `isActive`."]
        #[must_use]
        pub fn is_active(mut self, is_active: impl Into<bool>) -> Self {
            self.is_active = Some(is_active.into());
            self
        }
        #[doc = "Wire name: `billingCycleAnchor`."]
        #[must_use]
        pub fn billing_cycle_anchor(mut self, billing_cycle_anchor: impl Into<Timestamp>) -> Self {
            self.billing_cycle_anchor = Some(billing_cycle_anchor.into());
            self
        }
        #[doc = "Wire name: `renewalDate`."]
        #[must_use]
        pub fn renewal_date(mut self, renewal_date: impl Into<Date>) -> Self {
            self.renewal_date = Some(renewal_date.into());
            self
        }
        #[doc = "Wire name: `cancelEndDate`."]
        #[must_use]
        pub fn cancel_end_date(mut self, cancel_end_date: impl Into<Date>) -> Self {
            self.cancel_end_date = Some(cancel_end_date.into());
            self
        }
        #[doc = "Wire name: `rebateEndDate`."]
        #[must_use]
        pub fn rebate_end_date(mut self, rebate_end_date: impl Into<Date>) -> Self {
            self.rebate_end_date = Some(rebate_end_date.into());
            self
        }
        #[doc = "Wire name: `rebateAmount`."]
        #[must_use]
        pub fn rebate_amount(mut self, rebate_amount: impl Into<Decimal>) -> Self {
            self.rebate_amount = Some(rebate_amount.into());
            self
        }
        #[doc = "Wire name: `rebateType`."]
        #[must_use]
        pub fn rebate_type(mut self, rebate_type: impl Into<String>) -> Self {
            self.rebate_type = Some(rebate_type.into());
            self
        }
        #[must_use]
        pub fn currency(mut self, currency: impl Into<String>) -> Self {
            self.currency = Some(currency.into());
            self
        }
        #[doc = "Wire name: `minimumCommitment`."]
        #[must_use]
        pub fn minimum_commitment(mut self, minimum_commitment: impl Into<Decimal>) -> Self {
            self.minimum_commitment = Some(minimum_commitment.into());
            self
        }
        #[doc = "Wire name: `currentBillingPeriod`."]
        #[must_use]
        pub fn current_billing_period(mut self, current_billing_period: impl Into<String>) -> Self {
            self.current_billing_period = Some(current_billing_period.into());
            self
        }
        #[doc = "Wire name: `autoSendToAccounting`."]
        #[must_use]
        pub fn auto_send_to_accounting(mut self, auto_send_to_accounting: impl Into<bool>) -> Self {
            self.auto_send_to_accounting = Some(auto_send_to_accounting.into());
            self
        }
        #[doc = "Wire name: `endDate`."]
        #[must_use]
        pub fn end_date(mut self, end_date: impl Into<Date>) -> Self {
            self.end_date = Some(end_date.into());
            self
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[doc = "Wire name: `updatedAt`."]
        #[must_use]
        pub fn updated_at(mut self, updated_at: impl Into<Timestamp>) -> Self {
            self.updated_at = Some(updated_at.into());
            self
        }
        #[doc = "Wire name: `crmDealId`."]
        #[must_use]
        pub fn crm_deal_id(mut self, crm_deal_id: impl Into<String>) -> Self {
            self.crm_deal_id = Some(crm_deal_id.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<JsonApiLinksSingle>) -> Self {
            self.links = Some(links.into());
            self
        }
        #[doc = "The relationships of the resource, as the API sent them"]
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
    }

    impl call::Object for Subscription {
        const NAME: &'static str = "Subscription";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"accountId") => {
                    self.account_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"name") => {
                    self.name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"billingInterval") => {
                    self.billing_interval = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"billingIntervalName") => {
                    self.billing_interval_name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"billingPractice") => {
                    self.billing_practice = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"state") => {
                    self.state = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"billingIntervalCount") => {
                    self.billing_interval_count = raw.optional(|raw| raw.integer())?;
                }
                (Place::Attributes, b"isActive") => {
                    self.is_active = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"billingCycleAnchor") => {
                    self.billing_cycle_anchor = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"renewalDate") => {
                    self.renewal_date = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"cancelEndDate") => {
                    self.cancel_end_date = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"rebateEndDate") => {
                    self.rebate_end_date = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"rebateAmount") => {
                    self.rebate_amount = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"rebateType") => {
                    self.rebate_type = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"currency") => {
                    self.currency = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"minimumCommitment") => {
                    self.minimum_commitment = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"currentBillingPeriod") => {
                    self.current_billing_period = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"autoSendToAccounting") => {
                    self.auto_send_to_accounting = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Attributes, b"endDate") => {
                    self.end_date = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"updatedAt") => {
                    self.updated_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"crmDealId") => {
                    self.crm_deal_id = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Subscription {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Subscription {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "accountId", &self.account_id)?;
            out.member(Place::Attributes, "name", &self.name)?;
            out.member(Place::Attributes, "billingInterval", &self.billing_interval)?;
            out.member(Place::Attributes, "billingIntervalName", &self.billing_interval_name)?;
            out.member(Place::Attributes, "billingPractice", &self.billing_practice)?;
            out.member(Place::Attributes, "state", &self.state)?;
            out.member(Place::Attributes, "billingIntervalCount", &self.billing_interval_count)?;
            out.member(Place::Attributes, "isActive", &self.is_active)?;
            out.member(Place::Attributes, "billingCycleAnchor", &self.billing_cycle_anchor)?;
            out.member(Place::Attributes, "renewalDate", &self.renewal_date)?;
            out.member(Place::Attributes, "cancelEndDate", &self.cancel_end_date)?;
            out.member(Place::Attributes, "rebateEndDate", &self.rebate_end_date)?;
            out.member(Place::Attributes, "rebateAmount", &self.rebate_amount)?;
            out.member(Place::Attributes, "rebateType", &self.rebate_type)?;
            out.member(Place::Attributes, "currency", &self.currency)?;
            out.member(Place::Attributes, "minimumCommitment", &self.minimum_commitment)?;
            out.member(Place::Attributes, "currentBillingPeriod", &self.current_billing_period)?;
            out.member(Place::Attributes, "autoSendToAccounting", &self.auto_send_to_accounting)?;
            out.member(Place::Attributes, "endDate", &self.end_date)?;
            out.member(Place::Attributes, "createdAt", &self.created_at)?;
            out.member(Place::Attributes, "updatedAt", &self.updated_at)?;
            out.member(Place::Attributes, "crmDealId", &self.crm_deal_id)?;
            out.member(Place::Top, "links", &self.links)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Subscription {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Subscription {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct SubscriptionItem {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        #[doc = "Wire name: `planName`."]
        pub plan_name: Option<String>,
        #[doc = "Wire name: `productName`."]
        pub product_name: Option<String>,
        pub quantity: Option<Decimal>,
        #[doc = "Wire name: `rebateAmount`."]
        pub rebate_amount: Option<Decimal>,
        #[doc = "Wire name: `rebateType`."]
        pub rebate_type: Option<String>,
        #[doc = "Wire name: `rebateEndDate`."]
        pub rebate_end_date: Option<Timestamp>,
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        #[doc = "Wire name: `updatedAt`."]
        pub updated_at: Option<Timestamp>,
        pub links: Option<JsonApiLinksSingle>,
        #[doc = "The relationships of the resource, as the API sent them"]
        pub relationships: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl SubscriptionItem {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[doc = "Wire name: `planName`."]
        #[must_use]
        pub fn plan_name(mut self, plan_name: impl Into<String>) -> Self {
            self.plan_name = Some(plan_name.into());
            self
        }
        #[doc = "Wire name: `productName`."]
        #[must_use]
        pub fn product_name(mut self, product_name: impl Into<String>) -> Self {
            self.product_name = Some(product_name.into());
            self
        }
        #[must_use]
        pub fn quantity(mut self, quantity: impl Into<Decimal>) -> Self {
            self.quantity = Some(quantity.into());
            self
        }
        #[doc = "Wire name: `rebateAmount`."]
        #[must_use]
        pub fn rebate_amount(mut self, rebate_amount: impl Into<Decimal>) -> Self {
            self.rebate_amount = Some(rebate_amount.into());
            self
        }
        #[doc = "Wire name: `rebateType`."]
        #[must_use]
        pub fn rebate_type(mut self, rebate_type: impl Into<String>) -> Self {
            self.rebate_type = Some(rebate_type.into());
            self
        }
        #[doc = "Wire name: `rebateEndDate`."]
        #[must_use]
        pub fn rebate_end_date(mut self, rebate_end_date: impl Into<Timestamp>) -> Self {
            self.rebate_end_date = Some(rebate_end_date.into());
            self
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[doc = "Wire name: `updatedAt`."]
        #[must_use]
        pub fn updated_at(mut self, updated_at: impl Into<Timestamp>) -> Self {
            self.updated_at = Some(updated_at.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<JsonApiLinksSingle>) -> Self {
            self.links = Some(links.into());
            self
        }
        #[doc = "The relationships of the resource, as the API sent them"]
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
    }

    impl call::Object for SubscriptionItem {
        const NAME: &'static str = "SubscriptionItem";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"planName") => {
                    self.plan_name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"productName") => {
                    self.product_name = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"quantity") => {
                    self.quantity = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"rebateAmount") => {
                    self.rebate_amount = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"rebateType") => {
                    self.rebate_type = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"rebateEndDate") => {
                    self.rebate_end_date = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"updatedAt") => {
                    self.updated_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for SubscriptionItem {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for SubscriptionItem {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "planName", &self.plan_name)?;
            out.member(Place::Attributes, "productName", &self.product_name)?;
            out.member(Place::Attributes, "quantity", &self.quantity)?;
            out.member(Place::Attributes, "rebateAmount", &self.rebate_amount)?;
            out.member(Place::Attributes, "rebateType", &self.rebate_type)?;
            out.member(Place::Attributes, "rebateEndDate", &self.rebate_end_date)?;
            out.member(Place::Attributes, "createdAt", &self.created_at)?;
            out.member(Place::Attributes, "updatedAt", &self.updated_at)?;
            out.member(Place::Top, "links", &self.links)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for SubscriptionItem {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for SubscriptionItem {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct Invoice {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        pub amount: Option<Decimal>,
        #[doc = "Wire name: `accountId`."]
        pub account_id: Option<String>,
        #[doc = "Wire name: `erpId`."]
        pub erp_id: Option<String>,
        #[doc = "Wire name: `subscriptionId`."]
        pub subscription_id: Option<String>,
        pub currency: Option<String>,
        #[doc = "Wire name: `invoiceType`."]
        pub invoice_type: Option<String>,
        #[doc = "Wire name: `periodStart`."]
        pub period_start: Option<Date>,
        #[doc = "Wire name: `periodEnd`."]
        pub period_end: Option<Date>,
        #[doc = "Wire name: `createdAt`."]
        pub created_at: Option<Timestamp>,
        #[doc = "Wire name: `updatedAt`."]
        pub updated_at: Option<Timestamp>,
        #[doc = "Wire name: `dueAt`."]
        pub due_at: Option<Timestamp>,
        #[doc = "Wire name: `paymentStatus`."]
        pub payment_status: Option<String>,
        #[doc = "Wire name: `parentInvoiceId`."]
        pub parent_invoice_id: Option<String>,
        #[doc = "Wire name: `isParent`."]
        pub is_parent: Option<bool>,
        pub links: Option<JsonApiLinksSingle>,
        #[doc = "The relationships of the resource, as the API sent them"]
        pub relationships: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl Invoice {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[must_use]
        pub fn amount(mut self, amount: impl Into<Decimal>) -> Self {
            self.amount = Some(amount.into());
            self
        }
        #[doc = "Wire name: `accountId`."]
        #[must_use]
        pub fn account_id(mut self, account_id: impl Into<Id>) -> Self {
            self.account_id = Some(String::from(account_id.into()));
            self
        }
        #[doc = "Wire name: `erpId`."]
        #[must_use]
        pub fn erp_id(mut self, erp_id: impl Into<String>) -> Self {
            self.erp_id = Some(erp_id.into());
            self
        }
        #[doc = "Wire name: `subscriptionId`."]
        #[must_use]
        pub fn subscription_id(mut self, subscription_id: impl Into<Id>) -> Self {
            self.subscription_id = Some(String::from(subscription_id.into()));
            self
        }
        #[must_use]
        pub fn currency(mut self, currency: impl Into<String>) -> Self {
            self.currency = Some(currency.into());
            self
        }
        #[doc = "Wire name: `invoiceType`."]
        #[must_use]
        pub fn invoice_type(mut self, invoice_type: impl Into<String>) -> Self {
            self.invoice_type = Some(invoice_type.into());
            self
        }
        #[doc = "Wire name: `periodStart`."]
        #[must_use]
        pub fn period_start(mut self, period_start: impl Into<Date>) -> Self {
            self.period_start = Some(period_start.into());
            self
        }
        #[doc = "Wire name: `periodEnd`."]
        #[must_use]
        pub fn period_end(mut self, period_end: impl Into<Date>) -> Self {
            self.period_end = Some(period_end.into());
            self
        }
        #[doc = "Wire name: `createdAt`."]
        #[must_use]
        pub fn created_at(mut self, created_at: impl Into<Timestamp>) -> Self {
            self.created_at = Some(created_at.into());
            self
        }
        #[doc = "Wire name: `updatedAt`."]
        #[must_use]
        pub fn updated_at(mut self, updated_at: impl Into<Timestamp>) -> Self {
            self.updated_at = Some(updated_at.into());
            self
        }
        #[doc = "Wire name: `dueAt`."]
        #[must_use]
        pub fn due_at(mut self, due_at: impl Into<Timestamp>) -> Self {
            self.due_at = Some(due_at.into());
            self
        }
        #[doc = "Wire name: `paymentStatus`."]
        #[must_use]
        pub fn payment_status(mut self, payment_status: impl Into<String>) -> Self {
            self.payment_status = Some(payment_status.into());
            self
        }
        #[doc = "Wire name: `parentInvoiceId`."]
        #[must_use]
        pub fn parent_invoice_id(mut self, parent_invoice_id: impl Into<Id>) -> Self {
            self.parent_invoice_id = Some(String::from(parent_invoice_id.into()));
            self
        }
        #[doc = "Wire name: `isParent`."]
        #[must_use]
        pub fn is_parent(mut self, is_parent: impl Into<bool>) -> Self {
            self.is_parent = Some(is_parent.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<JsonApiLinksSingle>) -> Self {
            self.links = Some(links.into());
            self
        }
        #[doc = "The relationships of the resource, as the API sent them"]
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
    }

    impl call::Object for Invoice {
        const NAME: &'static str = "Invoice";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"amount") => {
                    self.amount = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"accountId") => {
                    self.account_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"erpId") => {
                    self.erp_id = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"subscriptionId") => {
                    self.subscription_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"currency") => {
                    self.currency = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"invoiceType") => {
                    self.invoice_type = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"periodStart") => {
                    self.period_start = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"periodEnd") => {
                    self.period_end = raw.optional(|raw| raw.date())?;
                }
                (Place::Attributes, b"createdAt") => {
                    self.created_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"updatedAt") => {
                    self.updated_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"dueAt") => {
                    self.due_at = raw.optional(|raw| raw.date_time())?;
                }
                (Place::Attributes, b"paymentStatus") => {
                    self.payment_status = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"parentInvoiceId") => {
                    self.parent_invoice_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"isParent") => {
                    self.is_parent = raw.optional(|raw| raw.boolean())?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for Invoice {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for Invoice {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "amount", &self.amount)?;
            out.member(Place::Attributes, "accountId", &encode::Numbered(&self.account_id))?;
            out.member(Place::Attributes, "erpId", &self.erp_id)?;
            out.member(Place::Attributes, "subscriptionId", &encode::Numbered(&self.subscription_id))?;
            out.member(Place::Attributes, "currency", &self.currency)?;
            out.member(Place::Attributes, "invoiceType", &self.invoice_type)?;
            out.member(Place::Attributes, "periodStart", &self.period_start)?;
            out.member(Place::Attributes, "periodEnd", &self.period_end)?;
            out.member(Place::Attributes, "createdAt", &self.created_at)?;
            out.member(Place::Attributes, "updatedAt", &self.updated_at)?;
            out.member(Place::Attributes, "dueAt", &self.due_at)?;
            out.member(Place::Attributes, "paymentStatus", &self.payment_status)?;
            out.member(Place::Attributes, "parentInvoiceId", &encode::Numbered(&self.parent_invoice_id))?;
            out.member(Place::Attributes, "isParent", &self.is_parent)?;
            out.member(Place::Top, "links", &self.links)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for Invoice {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for Invoice {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct ProductUsage {
        #[doc = "Wire name: `type`."]
        pub type_: Option<String>,
        pub id: String,
        #[doc = "The account ID in Plock\n\nWire name: `accountId`."]
        pub account_id: Option<String>,
        #[doc = "Your accounts CRM ID\n\nWire name: `crmId`."]
        pub crm_id: Option<String>,
        #[doc = "The product ID in Plock\n\nWire name: `productId`."]
        pub product_id: Option<String>,
        #[doc = "The value recorded"]
        pub value: Option<Decimal>,
        #[doc = "The timestamp recorded"]
        pub timestamp: Option<DateOrDateTime>,
        #[doc = "Optional free-text description"]
        pub description: Option<String>,
        pub links: Option<JsonApiLinksSingle>,
        #[doc = "The relationships of the resource, as the API sent them"]
        pub relationships: Option<Json>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl ProductUsage {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(id: impl Into<Id>) -> Self {
            Self {
                id: String::from(id.into()),
                ..<Self as Default>::default()
            }
        }
        #[doc = "Wire name: `type`."]
        #[must_use]
        pub fn type_(mut self, type_: impl Into<String>) -> Self {
            self.type_ = Some(type_.into());
            self
        }
        #[doc = "The account ID in Plock\n\nWire name: `accountId`."]
        #[must_use]
        pub fn account_id(mut self, account_id: impl Into<Id>) -> Self {
            self.account_id = Some(String::from(account_id.into()));
            self
        }
        #[doc = "Your accounts CRM ID\n\nWire name: `crmId`."]
        #[must_use]
        pub fn crm_id(mut self, crm_id: impl Into<String>) -> Self {
            self.crm_id = Some(crm_id.into());
            self
        }
        #[doc = "The product ID in Plock\n\nWire name: `productId`."]
        #[must_use]
        pub fn product_id(mut self, product_id: impl Into<Id>) -> Self {
            self.product_id = Some(String::from(product_id.into()));
            self
        }
        #[doc = "The value recorded"]
        #[must_use]
        pub fn value(mut self, value: impl Into<Decimal>) -> Self {
            self.value = Some(value.into());
            self
        }
        #[doc = "The timestamp recorded"]
        #[must_use]
        pub fn timestamp(mut self, timestamp: impl Into<DateOrDateTime>) -> Self {
            self.timestamp = Some(timestamp.into());
            self
        }
        #[doc = "Optional free-text description"]
        #[must_use]
        pub fn description(mut self, description: impl Into<String>) -> Self {
            self.description = Some(description.into());
            self
        }
        #[must_use]
        pub fn links(mut self, links: impl Into<JsonApiLinksSingle>) -> Self {
            self.links = Some(links.into());
            self
        }
        #[doc = "The relationships of the resource, as the API sent them"]
        #[must_use]
        pub fn relationships(mut self, relationships: impl Into<Json>) -> Self {
            self.relationships = Some(relationships.into());
            self
        }
    }

    impl call::Object for ProductUsage {
        const NAME: &'static str = "ProductUsage";
        const REQUIRED: &'static [&'static str] = &["id"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"type") => {
                    self.type_ = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"id") => {
                    *seen |= 1 << 0;
                    self.id = raw.id().map(Into::into)?;
                }
                (Place::Attributes, b"accountId") => {
                    self.account_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"crmId") => {
                    self.crm_id = raw.optional(|raw| raw.string())?;
                }
                (Place::Attributes, b"productId") => {
                    self.product_id = raw.optional(|raw| raw.id().map(Into::into))?;
                }
                (Place::Attributes, b"value") => {
                    self.value = raw.optional(|raw| raw.decimal())?;
                }
                (Place::Attributes, b"timestamp") => {
                    self.timestamp = raw.optional(|raw| raw.date_or_date_time())?;
                }
                (Place::Attributes, b"description") => {
                    self.description = raw.optional(|raw| raw.string())?;
                }
                (Place::Top, b"links") => {
                    self.links = raw.optional_object(|raw| raw.object())?;
                }
                (Place::Top, b"relationships") => {
                    self.relationships = raw.optional(|raw| Ok(raw.json()))?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for ProductUsage {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for ProductUsage {
        const ATTRIBUTES: bool = true;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "type", &self.type_)?;
            out.member(Place::Top, "id", &self.id)?;
            out.member(Place::Attributes, "accountId", &encode::Numbered(&self.account_id))?;
            out.member(Place::Attributes, "crmId", &self.crm_id)?;
            out.member(Place::Attributes, "productId", &encode::Numbered(&self.product_id))?;
            out.member(Place::Attributes, "value", &self.value)?;
            out.member(Place::Attributes, "timestamp", &self.timestamp)?;
            out.member(Place::Attributes, "description", &self.description)?;
            out.member(Place::Top, "links", &self.links)?;
            out.member(Place::Top, "relationships", &self.relationships)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for ProductUsage {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for ProductUsage {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AddProductUsageResult {
        pub success: Option<bool>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AddProductUsageResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn success(mut self, success: impl Into<bool>) -> Self {
            self.success = Some(success.into());
            self
        }
    }

    impl call::Object for AddProductUsageResult {
        const NAME: &'static str = "AddProductUsageResult";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"success") => {
                    self.success = raw.optional(|raw| raw.boolean())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AddProductUsageResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AddProductUsageResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "success", &self.success)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AddProductUsageResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AddProductUsageResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct NewProductUsage {
        #[doc = "CRM ID of the account"]
        pub crm_id: String,
        #[doc = "Product ID for the product"]
        pub product_id: Id,
        #[doc = "Value recorded at ts"]
        pub value: Decimal,
        #[doc = "UNIX timestamp of value"]
        pub ts: UnixTime,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl NewProductUsage {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new(crm_id: impl Into<String>, product_id: impl Into<Id>, value: impl Into<Decimal>, ts: impl Into<UnixTime>) -> Self {
            Self {
                crm_id: crm_id.into(),
                product_id: product_id.into(),
                value: value.into(),
                ts: ts.into(),
                ..<Self as Default>::default()
            }
        }
    }

    impl check::Checked for NewProductUsage {
        fn check(&self) -> Result<(), check::InvalidArgument> {
            let value = &self.crm_id;
            check::text("crm_id", value, &Limits { minimum: None, maximum: None, min_length: Some(1), max_length: None })?;
            let value = &self.product_id;
            check::integer("product_id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.value;
            check::decimal("value", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            let value = &self.ts;
            check::unix_time("ts", *value)?;
            Ok(())
        }
    }

    impl call::Object for NewProductUsage {
        const NAME: &'static str = "NewProductUsage";
        const REQUIRED: &'static [&'static str] = &["crm_id", "product_id", "value", "ts"];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"crm_id") => {
                    *seen |= 1 << 0;
                    self.crm_id = raw.string()?;
                }
                (Place::Top, b"product_id") => {
                    *seen |= 1 << 1;
                    self.product_id = raw.id().map(Into::into)?;
                }
                (Place::Top, b"value") => {
                    *seen |= 1 << 2;
                    self.value = raw.decimal()?;
                }
                (Place::Top, b"ts") => {
                    *seen |= 1 << 3;
                    self.ts = raw.unix_time()?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for NewProductUsage {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for NewProductUsage {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "crm_id", &self.crm_id)?;
            out.member(Place::Top, "product_id", &encode::Numbered(&self.product_id))?;
            out.member(Place::Top, "value", &self.value)?;
            out.member(Place::Top, "ts", &self.ts)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for NewProductUsage {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for NewProductUsage {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

    #[derive(Debug, Clone, PartialEq, Default)]
    #[non_exhaustive]
    pub struct AddLegacyProductUsageResult {
        pub success: Option<bool>,
        /// Members that the API document does not list: received in a response, or added to a request.
        pub extra: Extra,
    }

    impl AddLegacyProductUsageResult {
        /// Creates the object with its required fields.
        #[must_use]
        pub fn new() -> Self {
            Self {
                ..<Self as Default>::default()
            }
        }
        #[must_use]
        pub fn success(mut self, success: impl Into<bool>) -> Self {
            self.success = Some(success.into());
            self
        }
    }

    impl call::Object for AddLegacyProductUsageResult {
        const NAME: &'static str = "AddLegacyProductUsageResult";
        const REQUIRED: &'static [&'static str] = &[];

        fn set(&mut self, place: Place, name: &str, raw: Raw<'_>, seen: &mut u64) -> Result<bool, decode::DecodeError> {
            match (place, name.as_bytes()) {
                (Place::Top, b"success") => {
                    self.success = raw.optional(|raw| raw.boolean())?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        }

        fn extra_mut(&mut self) -> &mut Extra {
            &mut self.extra
        }
    }

    impl<'de> Deserialize<'de> for AddLegacyProductUsageResult {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            decode::deserialize(from)
        }
    }

    impl encode::Members for AddLegacyProductUsageResult {
        const ATTRIBUTES: bool = false;

        fn write<M: SerializeMap>(&self, out: &mut encode::Writer<'_, M>) -> Result<(), M::Error> {
            out.member(Place::Top, "success", &self.success)?;
            Ok(())
        }

        fn extra(&self) -> &Extra {
            &self.extra
        }
    }

    impl encode::Encode for AddLegacyProductUsageResult {
        fn encode<S: Serializer>(&self, to: S, form: encode::Form) -> Result<S::Ok, S::Error> {
            encode::object(self, to, form)
        }
    }

    impl Serialize for AddLegacyProductUsageResult {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            self.encode(to, encode::Form::Flat)
        }
    }

}

/// Operations with their arguments. The methods of the resources create them.
pub mod operations {
    use super::types;
    use crate::generated::prelude::*;
    #[doc = "`GET /api/c1/accounts`\n\nGet all accounts"]
    #[derive(Debug, Clone)]
    pub struct GetAccounts {
    }

    impl call::ListOperation for GetAccounts {
        type Item = types::Account;
    }

    impl call::Operation for GetAccounts {
        type Output = call::Page<types::Account>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[0]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_accounts(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /api/c1/accounts/{accountId}`\n\nGet account"]
    #[derive(Debug, Clone)]
    pub struct GetAccount {
        pub(crate) account_id: Id,
    }

    impl call::Operation for GetAccount {
        type Output = types::Account;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[1]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("account_id", &self.account_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.account_id.text();
            let _ = wire.call_get_account(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /api/c1/subscriptions`\n\nGet all subscriptions"]
    #[derive(Debug, Clone)]
    pub struct GetSubscriptions {
    }

    impl call::ListOperation for GetSubscriptions {
        type Item = types::Subscription;
    }

    impl call::Operation for GetSubscriptions {
        type Output = call::Page<types::Subscription>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[2]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_subscriptions(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /api/c1/subscriptions/{subscriptionId}`\n\nGet subscription"]
    #[derive(Debug, Clone)]
    pub struct GetSubscription {
        pub(crate) subscription_id: Id,
    }

    impl call::Operation for GetSubscription {
        type Output = types::Subscription;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[3]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("subscription_id", &self.subscription_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.subscription_id.text();
            let _ = wire.call_get_subscription(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /api/c1/subscription-items`\n\nGet all subscription items"]
    #[derive(Debug, Clone)]
    pub struct GetSubscriptionItems {
    }

    impl call::ListOperation for GetSubscriptionItems {
        type Item = types::SubscriptionItem;
    }

    impl call::Operation for GetSubscriptionItems {
        type Output = call::Page<types::SubscriptionItem>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[4]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_subscription_items(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /api/c1/subscription-items/{subscriptionItemId}`\n\nGet subscription item"]
    #[derive(Debug, Clone)]
    pub struct GetSubscriptionItem {
        pub(crate) subscription_item_id: Id,
    }

    impl call::Operation for GetSubscriptionItem {
        type Output = types::SubscriptionItem;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[5]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("subscription_item_id", &self.subscription_item_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.subscription_item_id.text();
            let _ = wire.call_get_subscription_item(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /api/c1/invoices`\n\nGet all invoices"]
    #[derive(Debug, Clone)]
    pub struct GetInvoices {
    }

    impl call::ListOperation for GetInvoices {
        type Item = types::Invoice;
    }

    impl call::Operation for GetInvoices {
        type Output = call::Page<types::Invoice>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[6]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let _ = wire.call_get_invoices(paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`GET /api/c1/invoices/{invoiceId}`\n\nGet invoice"]
    #[derive(Debug, Clone)]
    pub struct GetInvoice {
        pub(crate) invoice_id: Id,
    }

    impl call::Operation for GetInvoice {
        type Output = types::Invoice;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[7]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::integer("invoice_id", &self.invoice_id, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.invoice_id.text();
            let _ = wire.call_get_invoice(&text_0).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, true)
        }
    }

    #[doc = "`GET /api/c1/product-usages`\n\nGet all product usage"]
    #[derive(Debug, Clone)]
    pub struct GetProductUsages {
        pub(crate) account_id: Option<Id>,
        pub(crate) product_id: Option<Id>,
        pub(crate) timestamp_between: Option<(DateOrDateTime, DateOrDateTime)>,
    }

    impl<M> call::Request<GetProductUsages, M> {
        #[doc = "Get all usage where account ID is ..\n\nWire name: `filter[accountId]`."]
        #[must_use]
        pub fn account_id(mut self, account_id: impl Into<Id>) -> Self {
            self.operation.account_id = Some(account_id.into());
            self
        }
        #[doc = "Get all usage where product ID is ..\n\nWire name: `filter[productId]`."]
        #[must_use]
        pub fn product_id(mut self, product_id: impl Into<Id>) -> Self {
            self.operation.product_id = Some(product_id.into());
            self
        }
        #[doc = "Get all usage where timestamp is between \"X,Y\"\n\nWire name: `filter[timestampBetween]`."]
        #[must_use]
        pub fn timestamp_between(mut self, from: impl Into<DateOrDateTime>, to: impl Into<DateOrDateTime>) -> Self {
            self.operation.timestamp_between = Some((from.into(), to.into()));
            self
        }
    }

    impl call::ListOperation for GetProductUsages {
        type Item = types::ProductUsage;
    }

    impl call::Operation for GetProductUsages {
        type Output = call::Page<types::ProductUsage>;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[8]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            check::page(paging, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None }, &Limits { minimum: Some(1), maximum: None, min_length: None, max_length: None })?;
            if let Some(value) = &self.account_id {
                check::integer("account_id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            if let Some(value) = &self.product_id {
                check::integer("product_id", value, &Limits { minimum: None, maximum: None, min_length: None, max_length: None })?;
            }
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let text_0 = self.account_id.as_ref().map(|value| value.text());
            let text_1 = self.product_id.as_ref().map(|value| value.text());
            let text_2 = self.timestamp_between.as_ref().map(|value| value.text());
            let _ = wire.call_get_product_usages(text_0.as_deref(), text_1.as_deref(), text_2.as_deref(), paging.number.as_deref(), paging.size.as_deref()).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::page(&response.body, true, self.meta().cursor.as_ref(), page)
        }
    }

    #[doc = "`POST /api/c1/product-usages`\n\nAdd product usage"]
    #[derive(Debug, Clone)]
    pub struct AddProductUsages {
        pub(crate) body: types::NewProductUsage,
    }

    impl call::Operation for AddProductUsages {
        type Output = types::AddProductUsageResult;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[9]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_add_product_usages(&body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

    #[doc = "`POST /api/c1/product-usage`\n\nAdd product usage"]
    #[derive(Debug, Clone)]
    pub struct AddProductUsage {
        pub(crate) body: types::NewProductUsage,
    }

    impl call::Operation for AddProductUsage {
        type Output = types::AddLegacyProductUsageResult;

        fn meta(&self) -> &'static meta::Operation {
            &meta::OPERATIONS[10]
        }

        fn check(&self, paging: &call::Paging) -> Result<(), check::InvalidArgument> {
            self.body.check()?;
            Ok(())
        }

        async fn send(&self, wire: &call::wire::Client, paging: &call::Paging) {
            let body = encode::SerializedBody::new(&self.body, false);
            let _ = wire.call_add_product_usage(&body).await;
        }

        fn decode(&self, response: &mut crate::http::Response, page: &mut decode::PageFacts) -> Result<Self::Output, decode::DecodeError> {
            decode::one(&response.body, false)
        }
    }

}

/// Resources of the API. Their methods create requests.
pub mod resources {
    use super::{operations, types};
    use crate::generated::prelude::*;
#[doc = "The resource `accounts`."]
#[derive(Debug, Clone)]
pub struct Accounts<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `accounts`."]
    pub fn accounts(&self) -> Accounts<M> {
        Accounts { client: self.clone() }
    }
}

impl<M: call::Mode> Accounts<M> {
    #[doc = "Get all accounts\n\n`GET /api/c1/accounts`"]
    pub fn list(&self) -> call::Request<operations::GetAccounts, M> {
        call::Request::new(&self.client, operations::GetAccounts {  })
    }

    #[doc = "Get account\n\n`GET /api/c1/accounts/{accountId}`"]
    pub fn get(&self, account_id: impl Into<Id>) -> call::Request<operations::GetAccount, M> {
        call::Request::new(&self.client, operations::GetAccount { account_id: account_id.into() })
    }

}

#[doc = "The resource `subscriptions`."]
#[derive(Debug, Clone)]
pub struct Subscriptions<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `subscriptions`."]
    pub fn subscriptions(&self) -> Subscriptions<M> {
        Subscriptions { client: self.clone() }
    }
}

impl<M: call::Mode> Subscriptions<M> {
    #[doc = "Get all subscriptions\n\n`GET /api/c1/subscriptions`"]
    pub fn list(&self) -> call::Request<operations::GetSubscriptions, M> {
        call::Request::new(&self.client, operations::GetSubscriptions {  })
    }

    #[doc = "Get subscription\n\n`GET /api/c1/subscriptions/{subscriptionId}`"]
    pub fn get(&self, subscription_id: impl Into<Id>) -> call::Request<operations::GetSubscription, M> {
        call::Request::new(&self.client, operations::GetSubscription { subscription_id: subscription_id.into() })
    }

}

#[doc = "The resource `subscription_items`.\n\nSubscription items"]
#[derive(Debug, Clone)]
pub struct SubscriptionItems<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `subscription_items`."]
    pub fn subscription_items(&self) -> SubscriptionItems<M> {
        SubscriptionItems { client: self.clone() }
    }
}

impl<M: call::Mode> SubscriptionItems<M> {
    #[doc = "Get all subscription items\n\n`GET /api/c1/subscription-items`"]
    pub fn list(&self) -> call::Request<operations::GetSubscriptionItems, M> {
        call::Request::new(&self.client, operations::GetSubscriptionItems {  })
    }

    #[doc = "Get subscription item\n\n`GET /api/c1/subscription-items/{subscriptionItemId}`"]
    pub fn get(&self, subscription_item_id: impl Into<Id>) -> call::Request<operations::GetSubscriptionItem, M> {
        call::Request::new(&self.client, operations::GetSubscriptionItem { subscription_item_id: subscription_item_id.into() })
    }

}

#[doc = "The resource `invoices`."]
#[derive(Debug, Clone)]
pub struct Invoices<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `invoices`."]
    pub fn invoices(&self) -> Invoices<M> {
        Invoices { client: self.clone() }
    }
}

impl<M: call::Mode> Invoices<M> {
    #[doc = "Get all invoices\n\n`GET /api/c1/invoices`"]
    pub fn list(&self) -> call::Request<operations::GetInvoices, M> {
        call::Request::new(&self.client, operations::GetInvoices {  })
    }

    #[doc = "Get invoice\n\n`GET /api/c1/invoices/{invoiceId}`"]
    pub fn get(&self, invoice_id: impl Into<Id>) -> call::Request<operations::GetInvoice, M> {
        call::Request::new(&self.client, operations::GetInvoice { invoice_id: invoice_id.into() })
    }

}

#[doc = "The resource `product_usages`.\n\nUsage"]
#[derive(Debug, Clone)]
pub struct ProductUsages<M = call::Async> {
    client: call::Client<M>,
}

impl<M: call::Mode> call::Client<M> {
    #[doc = "The resource `product_usages`."]
    pub fn product_usages(&self) -> ProductUsages<M> {
        ProductUsages { client: self.clone() }
    }
}

impl<M: call::Mode> ProductUsages<M> {
    #[doc = "Get all product usage\n\n`GET /api/c1/product-usages`"]
    pub fn list(&self) -> call::Request<operations::GetProductUsages, M> {
        call::Request::new(&self.client, operations::GetProductUsages { account_id: None, product_id: None, timestamp_between: None })
    }

    #[doc = "Add product usage\n\n`POST /api/c1/product-usages`"]
    pub fn add(&self, body: types::NewProductUsage) -> call::Request<operations::AddProductUsages, M> {
        call::Request::new(&self.client, operations::AddProductUsages { body })
    }

    #[doc = "Sends many `add` requests, a bounded number at a time, and returns an outcome for each, in order.\n\nAdd product usage"]
    pub fn add_many<I>(&self, bodies: I) -> call::Many<operations::AddProductUsages, M>
    where
        I: IntoIterator<Item = types::NewProductUsage>,
        I::IntoIter: Send + 'static,
    {
        let client = self.client.clone();
        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::AddProductUsages { body }))))
    }

    #[doc = "Add product usage\n\n`POST /api/c1/product-usage`"]
    #[deprecated = "the API marks this operation as deprecated"]
    pub fn add_legacy(&self, body: types::NewProductUsage) -> call::Request<operations::AddProductUsage, M> {
        call::Request::new(&self.client, operations::AddProductUsage { body })
    }

    #[doc = "Sends many `add_legacy` requests, a bounded number at a time, and returns an outcome for each, in order.\n\nAdd product usage"]
    #[deprecated = "the API marks this operation as deprecated"]
    pub fn add_legacy_many<I>(&self, bodies: I) -> call::Many<operations::AddProductUsage, M>
    where
        I: IntoIterator<Item = types::NewProductUsage>,
        I::IntoIter: Send + 'static,
    {
        let client = self.client.clone();
        self.client.many(bodies.into_iter().map(move |body| Ok(call::Request::new(&client, operations::AddProductUsage { body }))))
    }

}

}

#[doc(hidden)]
#[macro_export]
macro_rules! __stored_resources {
    ($apply:ident) => {
        $apply! {
            accounts "accounts" Account;
            subscriptions "subscriptions" Subscription;
            subscription_items "subscription_items" SubscriptionItem;
            invoices "invoices" Invoice;
            product_usages "product_usages" ProductUsage;
        }
    };
}
#[doc(hidden)]
#[macro_export]
macro_rules! __outbox_resources {
    ($apply:ident) => {
        $apply! {
            product_usages "product_usages" 9 NewProductUsage;
        }
    };
}
