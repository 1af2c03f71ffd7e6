use std::collections::HashMap;

use plock::types::NewProductUsage;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plock = plock::Client::from_env()?; // PLOCK_API_KEY

    // Ids are strings everywhere: `account_id` of an invoice equals `id` of its account.
    let accounts = plock.accounts().list().collect().await?;
    let names: HashMap<_, _> = accounts.into_iter().map(|account| (Some(account.id), account.name)).collect();

    // All invoices of all pages, which are fetched ahead of the reader.
    let mut invoices = plock.invoices().list().stream();
    while let Some(invoice) = invoices.next().await {
        let invoice = invoice?;
        let name = names.get(&invoice.account_id);
        println!("invoice {} of {name:?}: {:?} {:?}", invoice.id, invoice.amount, invoice.currency);
    }

    // One object, with its exact amount.
    let invoice = plock.invoices().get(2002).await?;
    if let Some(amount) = invoice.amount {
        println!("amount: {amount}");
    }

    // 12.5 of product 7, used by the account with the CRM id hs321, now.
    let value = plock::parse_decimal("12.5")?;
    let usage = NewProductUsage::new("hs321", 7, value, plock::UnixTime::now());
    match plock.product_usages().add(usage).await {
        Ok(_) => println!("recorded"),
        Err(error) if error.kind() == plock::ErrorKind::OutcomeUnknown => println!("may have been recorded: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
