//! Requests: their content, retries, and validation before sending.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use plock::{Client, DateOrDateTime, ErrorKind};

use crate::server::{Reply, Server, TestClock, json, page, status};

fn empty() -> Reply {
    json(page([], 1, 1))
}

#[tokio::test]
async fn a_request_carries_what_the_spec_demands() {
    let server = Server::script(vec![empty()]).await;
    let client = server.builder().user_agent_suffix("shop/2").build().unwrap();
    let (from, to): (plock::Date, plock::Timestamp) =
        ("2025-06-01".parse().unwrap(), "2025-06-30T12:00:00Z".parse().unwrap());
    let call = client
        .product_usages()
        .list()
        .account_id("5001")
        .product_id(7)
        .timestamp_between(DateOrDateTime::from(from), to);
    call.query("filter[new]", "å&b").header("x-trace", "1").await.unwrap();
    let seen = &server.seen()[0];
    let expected = "GET /api/c1/product-usages?filter%5BaccountId%5D=5001&filter%5BproductId%5D=7&\
                    filter%5BtimestampBetween%5D=2025-06-01%2C2025-06-30T12%3A00%3A00Z&filter%5Bnew%5D=%C3%A5%26b HTTP/1.1";
    assert_eq!(seen.line, expected);
    assert_eq!(seen.header("accept"), Some("application/vnd.api+json"));
    assert_eq!(seen.header("authorization"), Some("Bearer secret-key"));
    assert_eq!(seen.header("user-agent"), Some(concat!("plock-rust/", env!("CARGO_PKG_VERSION"), " shop/2")));
    assert_eq!((seen.header("x-trace"), seen.header("api-version")), (Some("1"), None));
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = Server::script(vec![json(r#"{"data":{"id":"1"}}"#)]).await;
    let client = Client::builder().api_key("k").base_url(format!("{}/proxy/", server.url)).build().unwrap();
    client.accounts().get("1").await.unwrap();
    assert_eq!(server.seen()[0].line, "GET /proxy/api/c1/accounts/1 HTTP/1.1");
}

#[tokio::test]
async fn reads_are_tried_again_with_growing_waits() {
    for fault in [status(500), status(503), status(408), status(429), Reply::Close, Reply::CutOff("{".to_owned())] {
        let server = Server::script(vec![fault.clone(), fault.clone(), empty()]).await;
        let clock = Arc::new(TestClock::default());
        let client = server.builder().clock(clock.clone()).build().unwrap();
        client.invoices().list().await.unwrap_or_else(|e| panic!("{fault:?}: {e}"));
        assert_eq!(server.count(), 3, "{fault:?}");
        assert_eq!(*clock.0.lock().unwrap(), [Duration::from_millis(250), Duration::from_millis(500)], "{fault:?}");
    }
}

#[tokio::test]
async fn retries_are_limited_and_4xx_is_not_retried() {
    let server = Server::script(vec![status(500)]).await;
    let error = server.client().invoices().list().max_retries(4).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), server.count()), (ErrorKind::Server, 5, 5));
    for code in [400, 403, 404, 409, 422] {
        let server = Server::script(vec![status(code)]).await;
        assert_eq!(server.client().invoices().get(1).await.unwrap_err().status(), Some(code));
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn retry_after_is_kept_to_within_reason() {
    let asked = |value: &str| Reply::Response(503, vec![("retry-after", value.to_owned())], String::new());
    for (value, waited) in [
        ("3", Some(3)),
        ("Sun, 15 Jun 2025 15:06:50 GMT", Some(10)),
        ("Sun, 15 Jun 2025 15:00:00 GMT", Some(0)),
        ("99999999", None),
    ] {
        let server = Server::script(vec![asked(value), empty()]).await;
        let clock = Arc::new(TestClock::default());
        let client = server.builder().clock(clock.clone()).timeout(None).build().unwrap();
        let done = client.invoices().list().await;
        assert_eq!(done.is_ok(), waited.is_some(), "{value}");
        assert_eq!(clock.0.lock().unwrap().first().map(Duration::as_secs), waited, "{value}");
        if let Err(error) = done {
            assert_eq!(error.retry_after(), Some(Duration::from_secs(99_999_999)));
        }
    }
}

#[tokio::test]
async fn an_outage_is_not_multiplied() {
    let server = Server::script(vec![status(503)]).await;
    let client = server.client();
    for _ in 0..30 {
        client.invoices().list().await.unwrap_err();
    }
    assert_eq!(server.count(), 30 + 20);
}

#[tokio::test]
async fn both_error_bodies_are_read() {
    let listed = Reply::Response(
        404,
        vec![],
        r#"{"errors":[{"status":"404","title":"Not found","detail":"No such invoice"}]}"#.to_owned(),
    );
    let error = Server::script(vec![listed]).await.client().invoices().get(1).await.unwrap_err();
    assert_eq!(error.errors()[0].detail.as_deref(), Some("No such invoice"));
    assert_eq!(error.to_string(), "NotFoundError: 404 Not Found: No such invoice (GET /api/c1/invoices/1, 1 attempt)");
    let plain = Reply::Response(
        422,
        vec![],
        r#"{"message":"The value is wrong","errors":["value", {"field":"value"}]}"#.to_owned(),
    );
    let error = Server::script(vec![plain]).await.client().invoices().get(1).await.unwrap_err();
    assert!(error.message().contains("The value is wrong"), "{error}");
    assert_eq!(error.errors().len(), 2);
}

#[tokio::test]
async fn redirects_keep_the_token_at_home() {
    let other = Server::script(vec![json(r#"{"data":{"id":"9"}}"#)]).await;
    let target = format!("{}/there", other.url);
    let server = Server::script(vec![Reply::Response(302, vec![("location", target)], String::new())]).await;
    let call = server.client().invoices().get(1).header("x-secret", "s");
    assert_eq!(call.await.unwrap().id, "9");
    assert_eq!((other.seen()[0].header("authorization"), other.seen()[0].header("x-secret")), (None, None));
    let at_home = Server::script(vec![
        Reply::Response(307, vec![("location", "/here".to_owned())], String::new()),
        json(r#"{"data":{"id":"8"}}"#),
    ])
    .await;
    assert_eq!(at_home.client().invoices().get(1).await.unwrap().id, "8");
    assert_eq!(at_home.seen()[1].header("authorization"), Some("Bearer secret-key"));
}

#[tokio::test]
async fn a_provider_is_asked_at_each_request_and_once_more_after_a_401() {
    let server =
        Server::start(
            |_, seen| if seen.header("authorization") == Some("Bearer token-1") { status(401) } else { empty() },
        )
        .await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let provider = move || {
        let n = counter.fetch_add(1, Ordering::SeqCst) + 1;
        async move { Ok(format!("token-{n}")) }
    };
    let client = Client::builder().token_provider(provider).base_url(&server.url).build().unwrap();
    client.invoices().list().await.unwrap();
    assert_eq!((asked.load(Ordering::SeqCst), server.count()), (2, 2));

    let refusing = Server::script(vec![status(401)]).await;
    let client =
        Client::builder().token_provider(|| async { Ok("t".to_owned()) }).base_url(&refusing.url).build().unwrap();
    assert_eq!(client.invoices().list().await.unwrap_err().kind(), ErrorKind::Authentication);
    assert_eq!(refusing.count(), 2);
    let failing = Client::builder()
        .token_provider(|| async { Err("no network".into()) })
        .base_url(&refusing.url)
        .build()
        .unwrap();
    assert_eq!(failing.invoices().list().await.unwrap_err().kind(), ErrorKind::Authentication);
    assert_eq!(refusing.count(), 2);
}

#[test]
fn invalid_settings() {
    let with = |key: &str, url: &str| Client::builder().api_key(key).base_url(url).build();
    for (built, expected) in [
        (with("", "http://localhost"), "api_key"),
        (with("key\n", "http://localhost"), "api_key"),
        (with("key", "localhost:8080"), "base_url"),
        (with("key", "api.plock.io"), "base_url"),
        (with("key", "ftp://api.plock.io"), "base_url"),
        (with("key", "http://user:pass@localhost"), "base_url"),
        (Client::builder().api_key("k").concurrency(0).build(), "concurrency"),
        (Client::builder().api_key("k").proxy("::").build(), "proxy"),
        (Client::builder().api_key("k").ca_certificate_pem("no").build(), "ca_certificate_pem"),
        (Client::builder().api_key("k").header("bad name", "v").build(), "header"),
        (Client::builder().api_key("k").header("Authorization", "v").build(), "api"),
    ] {
        let error = built.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{expected}");
        assert!(error.message().to_lowercase().contains(expected), "{expected}: {error}");
        assert!(!error.to_string().contains("key\n"));
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before() {
    let server = Server::script(vec![empty()]).await;
    let client = server.client();
    let usage = |crm_id: &str| plock::types::NewProductUsage::new(crm_id, 7, 1, 0);
    let refused = [
        (client.invoices().get("abc").await.err(), "invoice_id"),
        (client.invoices().get("").await.err(), "invoice_id"),
        (client.invoices().get("../accounts").await.err(), "invoice_id"),
        (client.invoices().list().page_size(0).await.err(), "page_size"),
        (client.invoices().list().page(0).collect().await.err(), "page"),
        (client.invoices().list().concurrency(0).collect().await.err(), "concurrency"),
        (client.product_usages().list().account_id("x").await.err(), "account_id"),
        (client.product_usages().add(usage("")).await.err(), "crm_id"),
        (client.invoices().list().header("x", "a\nb").await.err(), "header"),
    ];
    for (error, field) in refused {
        let error = error.unwrap_or_else(|| panic!("{field} was taken"));
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some(field)));
        assert!(error.message().contains("expected"), "{error}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn the_key_is_printed_nowhere() {
    let server = Server::script(vec![status(401)]).await;
    let builder = server.builder();
    let client = builder.clone().build().unwrap();
    let request = client.invoices().get(1);
    let mut printed = format!("{builder:?} {client:?} {request:?} {:?}", client.invoices());
    let error = request.await.unwrap_err();
    printed.push_str(&format!("{error} {error:?} {error:#?}"));
    assert!(printed.contains("AuthenticationError") && !printed.contains("secret-key"), "{printed}");
}

#[tokio::test]
async fn timeouts_of_reads_are_timeouts() {
    let server = Server::script(vec![Reply::After(Duration::from_millis(400), Box::new(empty()))]).await;
    let client = server.client();
    let error = client.invoices().list().timeout(Duration::from_millis(40)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    let error = client.invoices().list().read_timeout(Duration::from_millis(30)).max_retries(1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert!(error.is_retry_safe());
}

/// A small body that decompresses to a large one must not fill the memory.
#[tokio::test]
async fn responses_have_a_maximum_size() {
    let body = format!(r#"{{"data":{{"id":"1","attributes":{{"name":"{}"}}}}}}"#, "x".repeat(300_000));
    let server = Server::start(move |_, _| json(body.clone())).await;
    let small = server.builder().max_response_size(100_000).build().unwrap();
    let error = small.invoices().get(1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert!(error.message().contains("max_response_size"), "{error}");
    let event = plock::types::NewProductUsage::new("a", 7, plock::Decimal::from(1), plock::UnixTime::from(1));
    let error = small.product_usages().add(event).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::OutcomeUnknown, 1));
    server.client().invoices().get(1).await.unwrap();
}

/// A gateway that adds headers must not turn a recorded write into an unknown one.
#[tokio::test]
async fn responses_may_have_hundreds_of_headers() {
    let headers = vec![("x-of-a-gateway", "1".to_owned()); 300];
    let server = Server::script(vec![Reply::Response(200, headers, r#"{"success":true}"#.to_owned())]).await;
    let event = plock::types::NewProductUsage::new("a", 7, plock::Decimal::from(1), plock::UnixTime::from(1));
    server.client().product_usages().add(event).await.unwrap();
}

#[tokio::test]
async fn calls_in_flight_are_limited() {
    let wait = std::time::Duration::from_millis(5);
    let server = Server::start(move |_, _| Reply::After(wait, Box::new(json(r#"{"data":{"id":"1"}}"#)))).await;
    let client = server.builder().max_in_flight(3).build().unwrap();
    let calls = (0..30).map(|id| client.invoices().get(id + 1).into_future());
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(server.most_at_once.load(std::sync::atomic::Ordering::SeqCst), 3);
    let error = server.builder().max_in_flight(0).build().unwrap_err();
    assert!(error.message().starts_with("max_in_flight: "), "{error}");
}

/// A call that waits for others of its client gives up at its own timeout.
#[tokio::test]
async fn waiting_for_other_calls_counts_towards_the_timeout() {
    let wait = std::time::Duration::from_millis(500);
    let server = Server::start(move |_, _| Reply::After(wait, Box::new(json(r#"{"data":{"id":"1"}}"#)))).await;
    let client = server.builder().max_in_flight(1).build().unwrap();
    let first = tokio::spawn(client.invoices().get(1).into_future());
    while server.seen().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    let error = client.invoices().get(2).timeout(wait / 10).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retry_safe(), server.count()), (ErrorKind::Timeout, true, 1));
    first.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_request_is_a_future_that_can_be_spawned() {
    let server = Server::script(vec![json(r#"{"data":{"id":"1"}}"#), json(r#"{"data":{"id":"2"}}"#)]).await;
    let client = server.client();
    let spawned = tokio::spawn(client.invoices().get(1).send()).await.unwrap().unwrap();
    let joined = futures_util::future::try_join_all([client.invoices().get(2).send()]).await.unwrap();
    assert_eq!((spawned.id.as_str(), joined[0].id.as_str()), ("1", "2"));
}

#[test]
fn unix_times_convert_from_and_to_the_system_clock() {
    use std::time::{Duration, SystemTime};
    let half = SystemTime::UNIX_EPOCH + Duration::from_millis(1500);
    assert_eq!(plock::UnixTime::from(half).as_second(), 1);
    assert_eq!(plock::UnixTime::from(SystemTime::UNIX_EPOCH - Duration::from_millis(500)).as_second(), -1);
    assert_eq!(SystemTime::try_from(plock::UnixTime::from(1)), Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(1)));
    assert_eq!(plock::Timestamp::try_from(plock::UnixTime::from(0)), Ok(plock::Timestamp::UNIX_EPOCH));
    assert!(plock::Timestamp::try_from(plock::UnixTime::from(i64::MAX)).is_err());
}

#[tokio::test]
async fn an_http_client_of_the_caller_sends_the_requests() {
    let server = Server::script(vec![json(r#"{"data":{"id":"1"}}"#)]).await;
    let headers = [(reqwest::header::VIA, reqwest::header::HeaderValue::from_static("mine"))].into_iter().collect();
    let http = reqwest::Client::builder().tls_backend_preconfigured(no_tls()).default_headers(headers).build().unwrap();
    let client = server.builder().http_client(http.clone()).build().unwrap();
    client.invoices().get(1).await.unwrap();
    assert_eq!(server.seen()[0].header("via"), Some("mine"));
    let error = server.builder().http_client(http).proxy("").build().unwrap_err();
    assert_eq!(error.message(), "expected either http_client or proxy, got both");
}

/// The answer to the second request says nothing of the write, although it looks like an acknowledgement.
#[tokio::test]
async fn a_write_that_the_callers_http_client_redirects_is_unknown() {
    for code in [301, 302, 303] {
        let moved = Reply::Response(code, vec![("location", "/elsewhere".to_owned())], String::new());
        let server = Server::script(vec![moved, json(r#"{"success":true}"#)]).await;
        let http = reqwest::Client::builder().tls_backend_preconfigured(no_tls()).build().unwrap();
        let client = server.builder().http_client(http).build().unwrap();
        let usage = plock::types::NewProductUsage::new("hs321", 7, plock::Decimal::ONE, 1_750_923_349);
        let error = client.product_usages().add(usage).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retry_safe(), server.count()), (ErrorKind::OutcomeUnknown, false, 2));
        assert!(error.message().contains("followed a redirect of a write"), "{error}");
    }
}

fn no_tls() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
}

#[test]
fn results_can_be_made_for_tests() {
    let error = || plock::Error::response(404, plock::HeaderMap::new(), br#"{"message":"No such invoice"}"#);
    assert_eq!((error().kind(), error().message()), (ErrorKind::NotFound, "404 Not Found: No such invoice"));
    let timeout = plock::Error::new(ErrorKind::Timeout, "too late");
    assert_ne!(error(), timeout);
    let outcomes = [plock::Outcome::Recorded(1), plock::Outcome::Refused(error()), plock::Outcome::NotSent];
    assert_eq!(outcomes[1], plock::Outcome::Refused(error()));
    assert_ne!(outcomes[1], plock::Outcome::Unknown(error()));
    let page: plock::Page<i32> = [1, 2].into_iter().collect();
    assert_eq!((&page).into_iter().sum::<i32>(), 3);
    assert_eq!(page.into_iter().collect::<Vec<_>>(), [1, 2]);
}
