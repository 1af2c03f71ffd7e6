//! One client on several runtimes, on none, and blocking clients in async code.

use std::time::Duration;

use futures_util::FutureExt;
use plock::ErrorKind;
use plock::types::NewProductUsage;

use crate::server::{Reply, Server, json};

fn event() -> NewProductUsage {
    NewProductUsage::new("hs321", 7, plock::Decimal::ONE, plock::UnixTime::now())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn one_client_on_runtimes_that_come_and_go() {
    let home = tokio::runtime::Runtime::new().unwrap();
    let server = home
        .block_on(Server::start(|_, _| Reply::After(Duration::from_millis(2), Box::new(json(r#"{"success":true}"#)))));
    let client = server.client();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                for _ in 0..30 {
                    let added = runtime().block_on(async {
                        let added = client.product_usages().add(event()).await;
                        // Other threads must find the connection before it ends with its runtime.
                        tokio::time::sleep(Duration::from_millis(1)).await;
                        added
                    });
                    assert!(added.is_ok(), "{added:?}");
                }
            });
        }
    });
    assert_eq!(server.count(), 180);
}

#[test]
fn a_runtime_keeps_its_connections() {
    let home = tokio::runtime::Runtime::new().unwrap();
    let server = home.block_on(Server::start(|_, _| json(r#"{"data":{"type":"invoices","id":"1"}}"#)));
    let client = server.client();
    let (one, other) = (runtime(), runtime());
    for _ in 0..3 {
        for runtime in [&one, &other] {
            runtime.block_on(async { client.invoices().get(1).await }).unwrap();
        }
    }
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_runtime_without_timers_or_io_gets_an_error() {
    let bare = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let no_io = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let no_time = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let client = plock::Client::builder().api_key("k").base_url("http://127.0.0.1:9").build().unwrap();
    for runtime in [bare, no_io, no_time] {
        for _ in 0..2 {
            let error = runtime.block_on(async { client.invoices().get(1).await }).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.message().contains("enable_all"), "{error}");
            let error = runtime.block_on(async { client.invoices().list().collect().await }).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
        }
    }
    assert_eq!(
        client.invoices().get(1).into_future().now_or_never().unwrap().unwrap_err().kind(),
        ErrorKind::Configuration
    );
}

#[tokio::test]
async fn times_beyond_what_the_clock_can_hold_are_no_limit() {
    let server = Server::start(|_, _| json(r#"{"data":{"type":"invoices","id":"1"}}"#)).await;
    for long in [Duration::MAX, Duration::from_secs(u64::MAX), Duration::from_secs(1 << 40)] {
        let client = server.builder().timeout(long).read_timeout(long).connect_timeout(long).build().unwrap();
        client.invoices().get(1).await.unwrap();
        server.client().invoices().get(1).timeout(long).read_timeout(long).await.unwrap();
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::*;

    #[tokio::test]
    async fn a_blocking_client_may_be_made_and_dropped_in_async_code() {
        let client = plock::blocking::Client::new("k").unwrap();
        let list = client.invoices().list().iter();
        drop((client, list));
        let error = plock::Client::builder().api_key("k").base_url("no URL").build_blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }

    #[tokio::test]
    async fn a_blocking_client_may_be_used_where_blocking_is_allowed() {
        let server = Server::start(|_, _| json(r#"{"data":{"type":"invoices","id":"1"}}"#)).await;
        let client = server.builder().build_blocking().unwrap();
        let invoice = tokio::task::spawn_blocking(move || client.invoices().get(1).send_blocking());
        assert_eq!(invoice.await.unwrap().unwrap().id.to_string(), "1");
    }

    #[test]
    fn a_blocking_call_in_async_code_blocks_and_ends() {
        let home = tokio::runtime::Runtime::new().unwrap();
        let server = home.block_on(Server::start(|_, _| json(r#"{"data":{"type":"invoices","id":"1"}}"#)));
        let client = server.builder().build_blocking().unwrap();
        runtime().block_on(async { client.invoices().get(1).send_blocking() }).unwrap();
    }

    #[test]
    fn a_panic_in_a_provider_is_the_callers() {
        let client = plock::Client::builder()
            .token_provider(|| async { panic!("no token") })
            .base_url("http://127.0.0.1:9")
            .build_blocking()
            .unwrap();
        let call = std::panic::AssertUnwindSafe(|| client.invoices().get(1).send_blocking());
        assert_eq!(std::panic::catch_unwind(call).unwrap_err().downcast_ref(), Some(&"no token"));
    }
}
