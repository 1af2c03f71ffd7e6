//! Lists: the order of pages, prefetching and its limits.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::TryStreamExt;
use plock::ErrorKind;

use crate::server::{Reply, Server, json, page, requested_page, status};

/// Five pages of two rows. Odd pages are slower, so that responses arrive out of order.
async fn five() -> Server {
    Server::start(|_, seen| {
        let n = requested_page(seen);
        let body = if n > 5 { page([], n, 5) } else { page([2 * n - 1, 2 * n], n, 5) };
        Reply::After(Duration::from_millis(if n % 2 == 1 { 200 } else { 100 }), Box::new(json(body)))
    })
    .await
}

fn ids(items: &[plock::types::Invoice]) -> Vec<u64> {
    items.iter().map(|i| i.id.parse().unwrap()).collect()
}

#[tokio::test]
async fn all_items_in_order_within_the_window() {
    let server = five().await;
    let items: Vec<_> = server.client().invoices().list().concurrency(3).stream().try_collect().await.unwrap();
    assert_eq!(ids(&items), (1..=10).collect::<Vec<_>>());
    assert_eq!(server.count(), 5);
    assert_eq!(server.most_at_once.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn one_at_a_time_asks_only_when_read() {
    let server = five().await;
    let mut stream = server.client().invoices().list().concurrency(1).stream();
    for _ in 0..2 {
        stream.next().await.unwrap().unwrap();
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.count(), 1);
    assert_eq!(stream.total(), Some(10));
    stream.next().await.unwrap().unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_start_page_and_a_size_are_sent() {
    let server = five().await;
    let items = server.client().invoices().list().page(4).page_size(2).collect().await.unwrap();
    assert_eq!(ids(&items), [7, 8, 9, 10]);
    assert!(server.seen().iter().all(|s| s.line.contains("page%5Bsize%5D=2")), "{:?}", server.seen());
}

#[tokio::test]
async fn a_single_page_tells_of_the_others() {
    let server = five().await;
    let page = server.client().invoices().list().page(2).await.unwrap();
    assert_eq!((page.current_page, page.last_page, page.per_page, page.total), (Some(2), Some(5), Some(2), Some(10)));
    assert_eq!(server.client().invoices().list().first().await.unwrap().unwrap().id, "1");
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn the_last_page_may_move() {
    for (first, second, expected) in [(2, 3, vec![1, 2, 3, 4, 5, 6]), (3, 2, vec![1, 2, 3, 4])] {
        let server = Server::start(move |_, seen| {
            let n = requested_page(seen);
            let last = if n == 1 { first } else { second };
            json(if n > second { page([], n, last) } else { page([2 * n - 1, 2 * n], n, last) })
        })
        .await;
        assert_eq!(ids(&server.client().invoices().list().collect().await.unwrap()), expected);
    }
}

#[tokio::test]
async fn without_meta_the_links_lead_on() {
    let server = Server::start(|_, seen| {
        let n = requested_page(seen);
        let next = if n < 3 { format!(r#""/api/c1/invoices?page%5Bnumber%5D={}""#, n + 1) } else { "null".to_owned() };
        json(format!(r#"{{"links":{{"next":{next}}},"data":[{{"id":"{n}"}}]}}"#))
    })
    .await;
    assert_eq!(ids(&server.client().invoices().list().collect().await.unwrap()), [1, 2, 3]);
    assert_eq!(server.most_at_once.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_link_that_leads_nowhere_loses_nothing_silently() {
    let server = Server::script(vec![json(r#"{"links":{"next":"text"},"data":[{"id":"1"}]}"#)]).await;
    assert_eq!(server.client().invoices().list().collect().await.unwrap_err().kind(), ErrorKind::InconsistentList);
}

#[tokio::test]
async fn what_stands_before_an_error_is_delivered() {
    let server = Server::start(|_, seen| match requested_page(seen) {
        3 => status(404),
        n => json(page([2 * n - 1, 2 * n], n, 5)),
    })
    .await;
    let mut stream = server.client().invoices().list().stream();
    let mut delivered = Vec::new();
    let error = loop {
        match stream.next().await.expect("an error before the end") {
            Ok(item) => delivered.push(item),
            Err(error) => break error,
        }
    };
    assert_eq!(ids(&delivered), [1, 2, 3, 4]);
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_dropped_stream_sends_nothing_more() {
    let server = five().await;
    let mut stream = server.client().invoices().list().concurrency(2).stream();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert!(server.count() <= 3, "{}", server.count());
}

#[test]
fn outside_of_a_runtime_there_is_an_error_and_no_panic() {
    let client = plock::Client::builder().api_key("k").base_url("http://127.0.0.1:9").build().unwrap();
    let mut stream = client.invoices().list().stream();
    let error = futures_util::FutureExt::now_or_never(stream.next()).unwrap().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let call = futures_util::FutureExt::now_or_never(client.invoices().get(1).into_future()).unwrap();
    assert_eq!(call.unwrap_err().kind(), ErrorKind::Configuration);
}

#[cfg(feature = "blocking")]
#[test]
fn without_async_lists_are_iterators() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(five());
    let client = server.builder().build_blocking().unwrap();
    let items: Vec<_> = client.invoices().list().iter().collect::<plock::Result<_>>().unwrap();
    assert_eq!(ids(&items), (1..=10).collect::<Vec<_>>());
    assert_eq!(client.invoices().list().pages().count(), 5);
}
