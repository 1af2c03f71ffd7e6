//! The demo of `cargo xtask demo`: lists accounts, reads an invoice, records usage and counts it.
//!
//! Prints one line of JSON: the action, the result and the time (in microseconds) of each step.

use std::time::Instant;

use plock::types::NewProductUsage;
use serde_json::{Value, json};

/// Ids of the examples of the API documents.
const INVOICE: u64 = 2002;
const CRM_ID: &str = "hs321";
const PRODUCT: i64 = 7;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut steps: Vec<Value> = Vec::new();
    let mut start = Instant::now();
    let mut step = |did: &str, result: String| {
        let us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        steps.push(json!({"did": did, "result": result, "us": us}));
        start = Instant::now();
    };

    let plock = plock::Client::from_env()?;
    let accounts = plock.accounts().list().collect().await?;
    let names: Vec<_> = accounts.iter().filter_map(|account| account.name.as_deref()).collect();
    step("list accounts", format!("{}: {}", accounts.len(), names.join(", ")));

    let invoice = plock.invoices().get(INVOICE).await?;
    let amount = invoice.amount.ok_or("the invoice has no amount")?;
    step("read an invoice", format!("{}: {amount} {}", invoice.id, invoice.currency.unwrap_or_default()));

    let before = plock.product_usages().list().product_id(PRODUCT).await?.total;
    let value = plock::parse_decimal("12.5")?;
    plock.product_usages().add(NewProductUsage::new(CRM_ID, PRODUCT, value, plock::UnixTime::now())).await?;
    step("record usage", format!("{value} of product {PRODUCT} by {CRM_ID}"));

    let after = plock.product_usages().list().product_id(PRODUCT).await?.total;
    let (before, after) = before.zip(after).ok_or("the list has no total")?;
    if after != before + 1 {
        return Err(format!("expected one more usage than {before}, found {after}").into());
    }
    step("count usage", format!("{before} before, {after} after"));

    println!("{}", json!({"library": concat!("plock ", env!("CARGO_PKG_VERSION")), "steps": steps}));
    Ok(())
}
