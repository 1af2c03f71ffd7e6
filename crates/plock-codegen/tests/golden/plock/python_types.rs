use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use crate::object::{self, Object};

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AccountStats;

#[pymethods]
impl AccountStats {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, mrr_committed_fees=None, mrr_usage_fees=None, mrr_one_time_fees=None, billings_committed_fees=None, billings_usage_fees=None, billings_one_time_fees=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 0, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        0
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["mrr_committed_fees", "mrr_usage_fees", "mrr_one_time_fees", "billings_committed_fees", "billings_usage_fees", "billings_one_time_fees"] as [&str; 6])
    }

    #[getter]
    #[pyo3(name = "mrr_committed_fees")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "mrr_usage_fees")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "mrr_one_time_fees")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "billings_committed_fees")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "billings_usage_fees")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[getter]
    #[pyo3(name = "billings_one_time_fees")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct JsonApiLinksSingle;

#[pymethods]
impl JsonApiLinksSingle {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, self_=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 1, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        1
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["self_"] as [&str; 1])
    }

    #[doc = "Wire name: `self`."]
    #[getter]
    #[pyo3(name = "self_")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Account;

#[pymethods]
impl Account {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, primary_key=None, name=None, org_number=None, crm_id=None, erp_id=None, country=None, parent_account_id=None, created_at=None, updated_at=None, is_group=None, belongs_to_group=None, is_archived=None, stats=None, links=None, relationships=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 2, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        2
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "primary_key", "name", "org_number", "crm_id", "erp_id", "country", "parent_account_id", "created_at", "updated_at", "is_group", "belongs_to_group", "is_archived", "stats", "links", "relationships"] as [&str; 17])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `primaryKey`."]
    #[getter]
    #[pyo3(name = "primary_key")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `orgNumber`."]
    #[getter]
    #[pyo3(name = "org_number")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `crmId`."]
    #[getter]
    #[pyo3(name = "crm_id")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[doc = "Wire name: `erpId`."]
    #[getter]
    #[pyo3(name = "erp_id")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "country")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `parentAccountId`."]
    #[getter]
    #[pyo3(name = "parent_account_id")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[doc = "Wire name: `updatedAt`."]
    #[getter]
    #[pyo3(name = "updated_at")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `isGroup`."]
    #[getter]
    #[pyo3(name = "is_group")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `belongsToGroup`."]
    #[getter]
    #[pyo3(name = "belongs_to_group")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[doc = "Wire name: `isArchived`."]
    #[getter]
    #[pyo3(name = "is_archived")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[getter]
    #[pyo3(name = "stats")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[doc = "The relationships of the resource, as the API sent them"]
    #[getter]
    #[pyo3(name = "relationships")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Subscription;

#[pymethods]
impl Subscription {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, account_id=None, name=None, billing_interval=None, billing_interval_name=None, billing_practice=None, state=None, billing_interval_count=None, is_active=None, billing_cycle_anchor=None, renewal_date=None, cancel_end_date=None, rebate_end_date=None, rebate_amount=None, rebate_type=None, currency=None, minimum_commitment=None, current_billing_period=None, auto_send_to_accounting=None, end_date=None, created_at=None, updated_at=None, crm_deal_id=None, links=None, relationships=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 3, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        3
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "account_id", "name", "billing_interval", "billing_interval_name", "billing_practice", "state", "billing_interval_count", "is_active", "billing_cycle_anchor", "renewal_date", "cancel_end_date", "rebate_end_date", "rebate_amount", "rebate_type", "currency", "minimum_commitment", "current_billing_period", "auto_send_to_accounting", "end_date", "created_at", "updated_at", "crm_deal_id", "links", "relationships"] as [&str; 26])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `accountId`."]
    #[getter]
    #[pyo3(name = "account_id")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[getter]
    #[pyo3(name = "name")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `billingInterval`."]
    #[getter]
    #[pyo3(name = "billing_interval")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `billingIntervalName`."]
    #[getter]
    #[pyo3(name = "billing_interval_name")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[doc = "Wire name: `billingPractice`."]
    #[getter]
    #[pyo3(name = "billing_practice")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[getter]
    #[pyo3(name = "state")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `billingIntervalCount`."]
    #[getter]
    #[pyo3(name = "billing_interval_count")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `isActive`."]
    #[getter]
    #[pyo3(name = "is_active")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[doc = "Wire name: `billingCycleAnchor`."]
    #[getter]
    #[pyo3(name = "billing_cycle_anchor")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `renewalDate`."]
    #[getter]
    #[pyo3(name = "renewal_date")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `cancelEndDate`."]
    #[getter]
    #[pyo3(name = "cancel_end_date")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[doc = "Wire name: `rebateEndDate`."]
    #[getter]
    #[pyo3(name = "rebate_end_date")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[doc = "Wire name: `rebateAmount`."]
    #[getter]
    #[pyo3(name = "rebate_amount")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[doc = "Wire name: `rebateType`."]
    #[getter]
    #[pyo3(name = "rebate_type")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "currency")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[doc = "Wire name: `minimumCommitment`."]
    #[getter]
    #[pyo3(name = "minimum_commitment")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

    #[doc = "Wire name: `currentBillingPeriod`."]
    #[getter]
    #[pyo3(name = "current_billing_period")]
    fn field_18<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 18)
    }

    #[doc = "Wire name: `autoSendToAccounting`."]
    #[getter]
    #[pyo3(name = "auto_send_to_accounting")]
    fn field_19<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 19)
    }

    #[doc = "Wire name: `endDate`."]
    #[getter]
    #[pyo3(name = "end_date")]
    fn field_20<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 20)
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_21<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 21)
    }

    #[doc = "Wire name: `updatedAt`."]
    #[getter]
    #[pyo3(name = "updated_at")]
    fn field_22<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 22)
    }

    #[doc = "Wire name: `crmDealId`."]
    #[getter]
    #[pyo3(name = "crm_deal_id")]
    fn field_23<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 23)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_24<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 24)
    }

    #[doc = "The relationships of the resource, as the API sent them"]
    #[getter]
    #[pyo3(name = "relationships")]
    fn field_25<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 25)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct SubscriptionItem;

#[pymethods]
impl SubscriptionItem {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, plan_name=None, product_name=None, quantity=None, rebate_amount=None, rebate_type=None, rebate_end_date=None, created_at=None, updated_at=None, links=None, relationships=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 4, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        4
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "plan_name", "product_name", "quantity", "rebate_amount", "rebate_type", "rebate_end_date", "created_at", "updated_at", "links", "relationships"] as [&str; 12])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Wire name: `planName`."]
    #[getter]
    #[pyo3(name = "plan_name")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Wire name: `productName`."]
    #[getter]
    #[pyo3(name = "product_name")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[getter]
    #[pyo3(name = "quantity")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `rebateAmount`."]
    #[getter]
    #[pyo3(name = "rebate_amount")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[doc = "Wire name: `rebateType`."]
    #[getter]
    #[pyo3(name = "rebate_type")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[doc = "Wire name: `rebateEndDate`."]
    #[getter]
    #[pyo3(name = "rebate_end_date")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `updatedAt`."]
    #[getter]
    #[pyo3(name = "updated_at")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "The relationships of the resource, as the API sent them"]
    #[getter]
    #[pyo3(name = "relationships")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct Invoice;

#[pymethods]
impl Invoice {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, amount=None, account_id=None, erp_id=None, subscription_id=None, currency=None, invoice_type=None, period_start=None, period_end=None, created_at=None, updated_at=None, due_at=None, payment_status=None, parent_invoice_id=None, is_parent=None, links=None, relationships=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 5, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        5
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "amount", "account_id", "erp_id", "subscription_id", "currency", "invoice_type", "period_start", "period_end", "created_at", "updated_at", "due_at", "payment_status", "parent_invoice_id", "is_parent", "links", "relationships"] as [&str; 18])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[getter]
    #[pyo3(name = "amount")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Wire name: `accountId`."]
    #[getter]
    #[pyo3(name = "account_id")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "Wire name: `erpId`."]
    #[getter]
    #[pyo3(name = "erp_id")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "Wire name: `subscriptionId`."]
    #[getter]
    #[pyo3(name = "subscription_id")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[getter]
    #[pyo3(name = "currency")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[doc = "Wire name: `invoiceType`."]
    #[getter]
    #[pyo3(name = "invoice_type")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[doc = "Wire name: `periodStart`."]
    #[getter]
    #[pyo3(name = "period_start")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "Wire name: `periodEnd`."]
    #[getter]
    #[pyo3(name = "period_end")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

    #[doc = "Wire name: `createdAt`."]
    #[getter]
    #[pyo3(name = "created_at")]
    fn field_10<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 10)
    }

    #[doc = "Wire name: `updatedAt`."]
    #[getter]
    #[pyo3(name = "updated_at")]
    fn field_11<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 11)
    }

    #[doc = "Wire name: `dueAt`."]
    #[getter]
    #[pyo3(name = "due_at")]
    fn field_12<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 12)
    }

    #[doc = "Wire name: `paymentStatus`."]
    #[getter]
    #[pyo3(name = "payment_status")]
    fn field_13<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 13)
    }

    #[doc = "Wire name: `parentInvoiceId`."]
    #[getter]
    #[pyo3(name = "parent_invoice_id")]
    fn field_14<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 14)
    }

    #[doc = "Wire name: `isParent`."]
    #[getter]
    #[pyo3(name = "is_parent")]
    fn field_15<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 15)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_16<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 16)
    }

    #[doc = "The relationships of the resource, as the API sent them"]
    #[getter]
    #[pyo3(name = "relationships")]
    fn field_17<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 17)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct ProductUsage;

#[pymethods]
impl ProductUsage {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, type=None, id, account_id=None, crm_id=None, product_id=None, value=None, timestamp=None, description=None, links=None, relationships=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 6, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        6
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["type", "id", "account_id", "crm_id", "product_id", "value", "timestamp", "description", "links", "relationships"] as [&str; 10])
    }

    #[getter]
    #[pyo3(name = "type")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[getter]
    #[pyo3(name = "id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "The account ID in Plock\n\nWire name: `accountId`."]
    #[getter]
    #[pyo3(name = "account_id")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "Your accounts CRM ID\n\nWire name: `crmId`."]
    #[getter]
    #[pyo3(name = "crm_id")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

    #[doc = "The product ID in Plock\n\nWire name: `productId`."]
    #[getter]
    #[pyo3(name = "product_id")]
    fn field_4<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 4)
    }

    #[doc = "The value recorded"]
    #[getter]
    #[pyo3(name = "value")]
    fn field_5<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 5)
    }

    #[doc = "The timestamp recorded"]
    #[getter]
    #[pyo3(name = "timestamp")]
    fn field_6<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 6)
    }

    #[doc = "Optional free-text description"]
    #[getter]
    #[pyo3(name = "description")]
    fn field_7<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 7)
    }

    #[getter]
    #[pyo3(name = "links")]
    fn field_8<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 8)
    }

    #[doc = "The relationships of the resource, as the API sent them"]
    #[getter]
    #[pyo3(name = "relationships")]
    fn field_9<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 9)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AddProductUsageResult;

#[pymethods]
impl AddProductUsageResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, success=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 7, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        7
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["success"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "success")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct NewProductUsage;

#[pymethods]
impl NewProductUsage {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, crm_id, product_id, value, ts)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 8, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        8
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["crm_id", "product_id", "value", "ts"] as [&str; 4])
    }

    #[doc = "CRM ID of the account"]
    #[getter]
    #[pyo3(name = "crm_id")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

    #[doc = "Product ID for the product"]
    #[getter]
    #[pyo3(name = "product_id")]
    fn field_1<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 1)
    }

    #[doc = "Value recorded at ts"]
    #[getter]
    #[pyo3(name = "value")]
    fn field_2<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 2)
    }

    #[doc = "UNIX timestamp of value"]
    #[getter]
    #[pyo3(name = "ts")]
    fn field_3<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 3)
    }

}

#[pyclass(extends = Object, frozen, module = "plock.types")]
pub struct AddLegacyProductUsageResult;

#[pymethods]
impl AddLegacyProductUsageResult {
    #[new]
    #[pyo3(signature = (**fields), text_signature = "(*, success=None)")]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {
        let object = object::from_fields(py, 9, fields)?;
        Ok(PyClassInitializer::from(object).add_subclass(Self))
    }

    #[classattr]
    fn _index() -> usize {
        9
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, ["success"] as [&str; 1])
    }

    #[getter]
    #[pyo3(name = "success")]
    fn field_0<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        object::field(slf.as_super(), 0)
    }

}

/// Creates the object in the class of its type.
pub fn make(py: Python<'_>, object: Object) -> PyResult<Py<PyAny>> {
    let index = object.row.rows.object().map(|object| object.index);
    let object = PyClassInitializer::from(object);
    match index {
        Some(0) => Ok(Bound::new(py, object.add_subclass(AccountStats))?.into_any().unbind()),
        Some(1) => Ok(Bound::new(py, object.add_subclass(JsonApiLinksSingle))?.into_any().unbind()),
        Some(2) => Ok(Bound::new(py, object.add_subclass(Account))?.into_any().unbind()),
        Some(3) => Ok(Bound::new(py, object.add_subclass(Subscription))?.into_any().unbind()),
        Some(4) => Ok(Bound::new(py, object.add_subclass(SubscriptionItem))?.into_any().unbind()),
        Some(5) => Ok(Bound::new(py, object.add_subclass(Invoice))?.into_any().unbind()),
        Some(6) => Ok(Bound::new(py, object.add_subclass(ProductUsage))?.into_any().unbind()),
        Some(7) => Ok(Bound::new(py, object.add_subclass(AddProductUsageResult))?.into_any().unbind()),
        Some(8) => Ok(Bound::new(py, object.add_subclass(NewProductUsage))?.into_any().unbind()),
        Some(9) => Ok(Bound::new(py, object.add_subclass(AddLegacyProductUsageResult))?.into_any().unbind()),
        _ => Ok(Bound::new(py, object)?.into_any().unbind()),
    }
}

pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.setattr("AccountStats", py.get_type::<AccountStats>())?;
    module.setattr("JsonApiLinksSingle", py.get_type::<JsonApiLinksSingle>())?;
    module.setattr("Account", py.get_type::<Account>())?;
    module.setattr("Subscription", py.get_type::<Subscription>())?;
    module.setattr("SubscriptionItem", py.get_type::<SubscriptionItem>())?;
    module.setattr("Invoice", py.get_type::<Invoice>())?;
    module.setattr("ProductUsage", py.get_type::<ProductUsage>())?;
    module.setattr("AddProductUsageResult", py.get_type::<AddProductUsageResult>())?;
    module.setattr("NewProductUsage", py.get_type::<NewProductUsage>())?;
    module.setattr("AddLegacyProductUsageResult", py.get_type::<AddLegacyProductUsageResult>())?;
    Ok(())
}
