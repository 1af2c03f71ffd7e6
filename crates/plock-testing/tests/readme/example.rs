use plock::types::{Account, Invoice};
use plock_testing::{Fault, Sandbox};

/// The code under test.
async fn total(plock: &plock::Client, account_id: &str) -> plock::Result<plock::Decimal> {
    let invoices = plock.invoices().list().collect().await?;
    let of_account = invoices.iter().filter(|invoice| invoice.account_id.as_deref() == Some(account_id));
    Ok(of_account.filter_map(|invoice| invoice.amount).sum())
}

#[tokio::test]
async fn the_total_is_exact() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start()?;
    let account = sandbox.accounts().add(Account::default().name("Acme"))?;
    for amount in ["0.10", "0.20"] {
        let amount = plock::parse_decimal(amount)?;
        sandbox.invoices().add(Invoice::default().account_id(&account.id).amount(amount))?;
    }
    sandbox.next(Fault::status(503))?; // the client tries again

    let plock = sandbox.client()?;
    assert_eq!(total(&plock, &account.id).await?.to_string(), "0.30");
    assert_eq!(sandbox.requests().len(), 2);
    Ok(())
}
