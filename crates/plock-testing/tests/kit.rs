//! The kit as the tests of a user meet it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use plock::types::{Account, Invoice, NewProductUsage, ProductUsage, Subscription};
use plock::{ErrorKind, parse_decimal};
use plock_testing::{Fault, Sandbox};

fn usage(crm_id: &str) -> NewProductUsage {
    NewProductUsage::new(crm_id, 7, parse_decimal("12.50").unwrap(), 1_750_923_349_i64)
}

#[tokio::test]
async fn added_objects_are_what_the_client_reads() {
    let sandbox = Sandbox::start().unwrap();
    let plock = sandbox.client().unwrap();
    assert_eq!(plock.accounts().list().collect().await.unwrap(), []);
    let account = sandbox.accounts().add(Account::default().name("Acme").crm_id("crm-1")).unwrap();
    let amount = parse_decimal("0.10").unwrap();
    let invoice = sandbox.invoices().add(Invoice::new(77).amount(amount).is_parent(true)).unwrap();
    assert_eq!((invoice.id.as_str(), invoice.amount, invoice.is_parent), ("77", Some(amount), Some(true)));
    assert_eq!(invoice.account_id.as_ref(), Some(&account.id));
    assert_eq!(plock.invoices().get(77).await.unwrap().amount.unwrap().to_string(), "0.10");
    assert_eq!(plock.accounts().get(&account.id).await.unwrap().name.as_deref(), Some("Acme"));
    // An object that a get returned can be given as it is.
    sandbox.reset().unwrap();
    sandbox.accounts().add(account).unwrap();
    assert_eq!(sandbox.invoices().add(invoice.clone()).unwrap(), invoice);
    let error = sandbox.invoices().add(invoice).unwrap_err();
    assert_eq!((error.field(), error.to_string().as_str()), (Some("id"), "id: expected an unused id, got \"77\""));
    let error = sandbox.subscriptions().add(Subscription::default().account_id(999)).unwrap_err();
    assert_eq!(error.field(), Some("account_id"));
}

#[tokio::test]
async fn faults_are_injected_on_demand() {
    let sandbox = Sandbox::start().unwrap();
    let plock = sandbox.client_builder().max_retries(0).build().unwrap();
    sandbox.next(503).unwrap();
    sandbox.next(Fault::rate_limit(Duration::from_millis(1500))).unwrap();
    sandbox.next(Fault::status(418).of("accounts.list").times(2)).unwrap();
    let list = async |plock: &plock::Client| plock.accounts().list().await.map(|page| page.items.len());
    assert_eq!(list(&plock).await.unwrap_err().status(), Some(503));
    let limited = list(&sandbox.client_builder().max_retries(0).build().unwrap()).await.unwrap_err();
    assert_eq!((limited.kind(), limited.retry_after()), (ErrorKind::RateLimit, Some(Duration::from_secs(2))));
    assert_eq!(list(&plock).await.unwrap_err().status(), Some(418));
    assert_eq!(list(&plock).await.unwrap_err().status(), Some(418));
    sandbox.next(Fault::drop_connection()).unwrap();
    assert_eq!(list(&plock).await.unwrap_err().kind(), ErrorKind::Connection);
    assert_eq!(list(&plock).await.unwrap(), 0);
    for (fault, field) in [(Fault::status(200), "error:STATUS"), (Fault::status(500).of("accounts.lost"), "operation")]
    {
        assert!(sandbox.next(fault).unwrap_err().to_string().contains(field), "{field}");
    }
    let statuses: Vec<_> = sandbox.requests().into_iter().map(|request| request.status).collect();
    assert_eq!(statuses, [Some(503), Some(429), Some(418), Some(418), None, Some(200)]);
}

#[tokio::test]
async fn a_write_with_a_lost_response_is_recorded() {
    let sandbox = Sandbox::start().unwrap();
    let account = sandbox.accounts().add(Account::default().crm_id("crm-1")).unwrap();
    let plock = sandbox.client().unwrap();
    sandbox.drop_after_commit();
    let error = plock.product_usages().add(usage("crm-1")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(plock.product_usages().add(usage("crm-2")).await.unwrap_err().kind(), ErrorKind::NotFound);
    plock.product_usages().add(usage("crm-1")).await.unwrap();
    // What a test gives is no record.
    sandbox.product_usages().add(ProductUsage::default()).unwrap();
    let recorded = sandbox.recorded().product_usages().unwrap();
    assert_eq!(recorded.len(), 2);
    assert!(recorded.iter().all(|usage| usage.account_id.as_ref() == Some(&account.id)));
    assert_eq!(recorded[0].value.unwrap().to_string(), "12.50");
}

#[test]
fn a_test_without_async_code_uses_the_blocking_client() {
    let sandbox = Sandbox::builder().examples(true).accounts(3).seed(7).start().unwrap();
    let plock = sandbox.client_builder().build_blocking().unwrap();
    assert_eq!(plock.accounts().list().iter().count(), 4);
    sandbox.latency(Duration::from_millis(30));
    let start = Instant::now();
    plock.invoices().get(2002).send_blocking().unwrap();
    assert!(start.elapsed() >= Duration::from_millis(30));
}

#[test]
fn a_dropped_sandbox_frees_its_port() {
    let sandbox = Sandbox::start().unwrap();
    let port: u16 = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    drop(sandbox);
    drop(std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free"));
}

#[tokio::test]
async fn a_client_uses_no_proxy_of_the_environment() {
    const PROXY: &str = "http://127.0.0.1:1";
    if std::env::var("HTTP_PROXY").as_deref() != Ok(PROXY) {
        // The environment of this process cannot be changed: other tests read it.
        let mut own = std::process::Command::new(std::env::current_exe().unwrap());
        let output =
            own.args(["--exact", "a_client_uses_no_proxy_of_the_environment"]).env("HTTP_PROXY", PROXY).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        return;
    }
    let sandbox = Sandbox::start().unwrap();
    assert_eq!(sandbox.client().unwrap().accounts().list().collect().await.unwrap(), []);
}
