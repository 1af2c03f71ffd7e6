//! The reference: a hand-written client for these three calls, on the same HTTP stack, with owned fields, exact decimals and dates. It has
//! no retries, lenient decoding, unknown fields, or details of errors.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::Failure;
use crate::data::PAGE_SIZE;

#[derive(Debug, Deserialize)]
pub struct Page {
    pub meta: Meta,
    pub data: Vec<Invoice>,
}

#[derive(Debug, Deserialize)]
pub struct Meta {
    pub page: PageMeta,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageMeta {
    pub last_page: u64,
}

#[derive(Debug, Deserialize)]
pub struct One {
    pub data: Invoice,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "decoded like the fields that are read")]
pub struct Invoice {
    pub id: String,
    pub attributes: Attributes,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "decoded like the fields that are read")]
pub struct Attributes {
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    #[serde(deserialize_with = "integer_text")]
    pub account_id: i64,
    pub erp_id: Option<String>,
    #[serde(deserialize_with = "integer_text")]
    pub subscription_id: i64,
    pub currency: String,
    pub invoice_type: String,
    pub period_start: Date,
    pub period_end: Date,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub due_at: Timestamp,
    pub payment_status: String,
    pub parent_invoice_id: Option<i64>,
    pub is_parent: bool,
}

fn integer_text<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    <&str>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

#[derive(Debug, Clone, Serialize)]
pub struct Usage {
    pub crm_id: String,
    pub product_id: i64,
    #[serde(serialize_with = "exact_number")]
    pub value: Decimal,
    pub ts: i64,
}

fn exact_number<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(value.to_string()).map_err(serde::ser::Error::custom)?.serialize(to)
}

#[derive(Debug, Deserialize)]
struct Recorded {
    success: bool,
}

#[derive(Debug, Clone)]
pub struct Reference {
    http: reqwest::Client,
    base: String,
}

impl Reference {
    pub fn new(base: &str) -> Result<Self, Failure> {
        // Once per process; a second call fails without effect.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut key = HeaderValue::from_static("Bearer bench");
        key.set_sensitive(true);
        let headers = [(AUTHORIZATION, key), (ACCEPT, HeaderValue::from_static("application/vnd.api+json"))];
        let http = reqwest::Client::builder()
            .default_headers(HeaderMap::from_iter(headers))
            .user_agent("reference/1.0")
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http, base: base.to_owned() })
    }

    pub async fn page(&self, number: u64) -> Result<Page, Failure> {
        let request = self.http.get(format!("{}/api/c1/invoices", self.base));
        let request = request.query(&[("page[number]", number), ("page[size]", PAGE_SIZE)]);
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }

    pub async fn get(&self, id: u64) -> Result<Invoice, Failure> {
        let request = self.http.get(format!("{}/api/c1/invoices/{id}", self.base));
        let body = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice::<One>(&body)?.data)
    }

    pub async fn add(&self, usage: &Usage) -> Result<(), Failure> {
        let request = self.http.post(format!("{}/api/c1/product-usages", self.base));
        let request = request.header(ACCEPT, HeaderValue::from_static("application/json")).json(usage);
        let body = request.send().await?.error_for_status()?.bytes().await?;
        let recorded: Recorded = serde_json::from_slice(&body)?;
        if recorded.success { Ok(()) } else { Err("the usage was not recorded".into()) }
    }
}
