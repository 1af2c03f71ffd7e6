//! Writes: each is sent once, and its outcome is reported correctly.

use std::time::Duration;

use plock::types::NewProductUsage;
use plock::{ErrorKind, Outcome, parse_decimal};

use crate::server::{Reply, Server, json, status};

fn usage(value: &str) -> NewProductUsage {
    NewProductUsage::new("hs321", 7, parse_decimal(value).unwrap(), 1_750_923_349)
}

#[tokio::test]
async fn the_body_is_what_the_spec_says_to_the_digit() {
    for value in ["12.50", "1234567890123456789.012345678", "0.1000000000000000055511151231", "-3"] {
        let server = Server::script(vec![json(r#"{"success":true}"#)]).await;
        let done = server.client().product_usages().add(usage(value)).await.unwrap();
        assert_eq!(done.success, Some(true));
        let seen = &server.seen()[0];
        assert_eq!(seen.body, format!(r#"{{"crm_id":"hs321","product_id":7,"value":{value},"ts":1750923349}}"#));
        assert_eq!(seen.line, "POST /api/c1/product-usages HTTP/1.1");
        assert_eq!(
            (seen.header("content-type"), seen.header("accept")),
            (Some("application/json"), Some("application/json"))
        );
    }
}

#[tokio::test]
#[expect(deprecated, reason = "the older path stays callable")]
async fn the_older_path_works_too() {
    let server = Server::script(vec![json(r#"{"success":true}"#)]).await;
    server.client().product_usages().add_legacy(usage("1")).await.unwrap();
    assert_eq!(server.seen()[0].line, "POST /api/c1/product-usage HTTP/1.1");
    assert_eq!(server.seen()[0].header("accept"), Some("*/*"));
}

#[tokio::test]
async fn no_answer_means_unknown_and_sent_once() {
    for fault in [Reply::Close, Reply::CutOff("{".to_owned())] {
        let server = Server::script(vec![fault.clone(), json("{}")]).await;
        let error = server.client().product_usages().add(usage("1")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{fault:?}: {error}");
        assert!(!error.is_retry_safe());
        assert_eq!((server.count(), error.attempts()), (1, 1));
    }
}

#[tokio::test]
async fn a_timeout_means_unknown_too() {
    let server = Server::script(vec![Reply::After(Duration::from_secs(30), Box::new(json("{}")))]).await;
    let usages = server.client().product_usages();
    let error = usages.add(usage("1")).timeout(Duration::from_millis(400)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    let error = usages.add(usage("1")).read_timeout(Duration::from_millis(400)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn what_is_no_answer_of_the_api_means_unknown() {
    let server = Server::script(vec![json("<html>a proxy's page</html>")]).await;
    let error = server.client().product_usages().add(usage("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, Some(200)));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn too_many_requests_is_sent_again() {
    let slow = Reply::Response(429, vec![("retry-after", "1".to_owned())], String::new());
    let server = Server::script(vec![slow.clone(), slow, json(r#"{"success":true}"#)]).await;
    server.client().product_usages().add(usage("1")).await.unwrap();
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let clock = std::sync::Arc::new(crate::server::TestClock::default());
    let client = plock::Client::builder().api_key("k").base_url(url).clock(clock.clone()).build().unwrap();
    let error = client.product_usages().add(usage("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 3));
    assert!(error.is_retry_safe());
    assert_eq!(*clock.0.lock().unwrap(), [Duration::from_millis(250), Duration::from_millis(500)]);
}

#[tokio::test]
async fn other_answers_are_final() {
    for (code, kind) in [
        (500, ErrorKind::OutcomeUnknown),
        (503, ErrorKind::OutcomeUnknown),
        (422, ErrorKind::UnprocessableEntity),
        (302, ErrorKind::OutcomeUnknown),
        (408, ErrorKind::OutcomeUnknown),
    ] {
        let server =
            Server::script(vec![Reply::Response(code, vec![("location", "/elsewhere".to_owned())], String::new())])
                .await;
        let error = server.client().product_usages().add(usage("1")).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (kind, 1), "{code}");
    }
}

#[tokio::test]
async fn a_success_that_says_no_is_an_error() {
    let server = Server::script(vec![json(r#"{"success":false}"#)]).await;
    let error = server.client().product_usages().add(usage("1")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ApiStatus);
    assert!(error.message().contains("success"), "{error}");
}

#[tokio::test]
async fn a_success_without_an_acknowledgement_is_unknown() {
    let server = Server::script(vec![status(204)]).await;
    let error = server.client().product_usages().add(usage("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, Some(204)));
}

#[tokio::test]
async fn many_writes_have_an_outcome_each_in_order() {
    let server = Server::start(|_, seen| match seen.body.as_str() {
        body if body.contains(r#""value":3,"#) => status(422),
        body if body.contains(r#""value":5,"#) => Reply::Close,
        body if body.contains(r#""value":7,"#) => status(500),
        _ => Reply::After(Duration::from_millis(3), Box::new(json(r#"{"success":true}"#))),
    })
    .await;
    let events = (0..20).map(|n| usage(&n.to_string()));
    let outcomes = server.client().product_usages().add_many(events).concurrency(4).await;
    let told: Vec<_> = outcomes
        .iter()
        .map(|o| match o {
            Outcome::Recorded(_) => 'r',
            Outcome::Refused(_) => 'n',
            Outcome::Unknown(_) => '?',
            Outcome::NotSent => '-',
        })
        .collect();
    assert_eq!(told.iter().collect::<String>(), "rrrnr?r?rrrrrrrrrrrr");
    assert!(server.most_at_once.load(std::sync::atomic::Ordering::SeqCst) <= 4);
}

#[tokio::test]
async fn committed_and_then_gone_is_unknown_and_recorded_once() {
    let sandbox = plock_sandbox::Sandbox::start(plock_sandbox::Options::default()).await.unwrap();
    let client = plock::Client::builder().api_key(sandbox.key()).base_url(sandbox.url()).build().unwrap();
    let before = sandbox.count("product_usages").unwrap();
    let call = client.product_usages().add(usage("12.5")).header("x-plock-sandbox-fault", "drop-after");
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(sandbox.count("product_usages").unwrap(), before + 1);
    sandbox.stop().await;
}

/// A server that accepts connections and never responds.
async fn silent() -> (tokio::net::TcpListener, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

#[tokio::test]
async fn time_that_runs_out_before_anything_was_sent_is_certain() {
    let (_listener, address) = silent().await;
    let client = plock::Client::builder().api_key("k").base_url(format!("https://{address}"));
    let client = client.timeout(Duration::from_millis(200)).build().unwrap();
    let handshake = client.product_usages().add(usage("1")).await.unwrap_err();
    let provider =
        plock::Client::builder().token_provider(std::future::pending::<Result<String, plock::ProviderError>>);
    let client = provider.base_url(format!("http://{address}")).timeout(Duration::from_millis(200)).build().unwrap();
    let token = client.product_usages().add(usage("1")).await.unwrap_err();
    for error in [handshake, token] {
        assert_eq!((error.kind(), error.is_retry_safe()), (ErrorKind::Timeout, true), "{error}");
    }
}

#[tokio::test]
async fn time_that_runs_out_after_the_request_was_sent_is_not() {
    let (_listener, address) = silent().await;
    let client = plock::Client::builder().api_key("k").base_url(format!("http://{address}"));
    let client = client.timeout(Duration::from_millis(200)).build().unwrap();
    let error = client.product_usages().add(usage("1")).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retry_safe()), (ErrorKind::OutcomeUnknown, false), "{error}");
}

#[tokio::test]
async fn a_refused_key_stops_many_writes() {
    let server = Server::script(vec![json(r#"{"success":true}"#), status(403), json(r#"{"success":true}"#)]).await;
    let events = (0..10).map(|n| usage(&n.to_string()));
    let mut many = server.client().product_usages().add_many(events).concurrency(1);
    assert_eq!(many.wait().await.len(), 10);
    let summary = many.summary();
    assert_eq!((summary.recorded, summary.refused, summary.not_sent, server.count()), (1, 1, 8, 2));
    assert_eq!(summary.require_recorded().unwrap_err().kind(), ErrorKind::PartialFailure);
    // An endless source is not read any further.
    let mut endless = server.client().product_usages().add_many((0..).map(|n: u64| usage(&n.to_string())));
    endless.stop();
    assert!(endless.wait().await.is_empty());
}

#[tokio::test]
async fn aborted_writes_have_outcomes() {
    let server = Server::start(|_, seen| match seen.body.as_str() {
        body if body.contains(r#""value":1,"#) => Reply::After(Duration::from_secs(5), Box::new(status(500))),
        _ => json(r#"{"success":true}"#),
    })
    .await;
    let mut many = server.client().product_usages().add_many((0..).map(|n: u64| usage(&n.to_string()))).concurrency(2);
    // Dropping the future loses no outcome.
    assert!(tokio::time::timeout(Duration::from_millis(100), many.wait()).await.is_err());
    many.abort();
    let outcomes = many.wait().await;
    assert!(matches!(outcomes[0], Outcome::Recorded(_)) && matches!(outcomes[1], Outcome::Unknown(_)), "{outcomes:?}");
    let (taken, recorded) = (outcomes.len(), outcomes.iter().filter(|outcome| outcome.is_recorded()).count());
    assert_eq!((recorded, many.summary().total()), (taken - 1, taken as u64));
    assert_eq!(server.count(), taken);
}
