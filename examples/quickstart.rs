use std::collections::HashMap;

use plock::types::NewProductUsage;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plock = plock::Client::from_env()?; // PLOCK_API_KEY

    // Ids are text wherever they stand, so that an invoice names its account.
    let accounts = plock.accounts().list().collect().await?;
    let names: HashMap<_, _> = accounts.into_iter().map(|account| (Some(account.id), account.name)).collect();

    // Every invoice of every page; pages are fetched ahead of the reader.
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
        Err(error) if error.kind() == plock::ErrorKind::OutcomeUnknown => println!("perhaps recorded: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
