//! Proxy settings, and what errors and logs say of the way to the API.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use plock::{Client, ClientBuilder, Event, Level, Listener};

use super::server::{Reply, Server, json};

const INVOICE: &str = r#"{"data": {"id": "1"}}"#;

fn builder(base_url: &str) -> ClientBuilder {
    Client::builder().api_key("key").base_url(base_url).max_retries(0)
}

/// Whether the requests of a client go through a proxy. The server plays both.
async fn is_proxied(server: &Server, client: ClientBuilder) -> bool {
    let before = server.seen().len();
    client.build().unwrap().invoices().get(1).await.unwrap();
    server.seen()[before].line.starts_with("GET http://")
}

#[tokio::test]
async fn exceptions_from_the_proxy() {
    let server = Server::start(|_, _| json(INVOICE)).await;
    let port = server.url.rsplit(':').next().unwrap();
    for (exceptions, proxied) in [
        (String::new(), true),
        ("*".to_owned(), false),
        ("127.0.0.1".to_owned(), false),
        (format!("example.com, 127.0.0.1:{port}"), false),
        ("127.0.0.1:1".to_owned(), true),
        (format!("[::1]:{port}"), true),
    ] {
        let variables = [("HTTP_PROXY", server.url.clone()), ("NO_PROXY", exceptions.clone())];
        let variables = variables.map(|(name, value)| (name.to_owned(), value));
        let client = builder(&server.url).variables(variables.clone());
        assert_eq!(is_proxied(&server, client).await, proxied, "NO_PROXY={exceptions}");
        let client = builder(&server.url).variables(variables.clone()).proxy(&*server.url);
        assert!(is_proxied(&server, client).await, "the setting replaces the variables");
        let client = builder(&server.url).variables(variables).proxy("");
        assert!(!is_proxied(&server, client).await, "an empty setting switches the variables off");
    }
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_named() {
    let nobody = "127.0.0.1:1";
    for base_url in ["http://api.example", "https://api.example"] {
        let given = builder(base_url).proxy(format!("http://user:secret@{nobody}"));
        let names = ["HTTP_PROXY", "HTTPS_PROXY"];
        let variables =
            builder(base_url).variables(names.map(|name| (name.to_owned(), format!("user:secret@{nobody}"))));
        let socks = builder(base_url).proxy(format!("socks5://{nobody}"));
        for client in [given, variables, socks] {
            let error = client.build().unwrap().invoices().get(1).await.unwrap_err();
            assert!(error.message().starts_with(&format!("proxy {nobody}: ")), "{error}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
    }
    let error = builder("http://127.0.0.1:1").proxy("").build().unwrap().invoices().get(1).await.unwrap_err();
    assert!(!error.message().contains("proxy"), "{error}");
}

#[tokio::test]
async fn a_proxy_of_an_unknown_kind_is_refused() {
    for url in ["ftp://localhost", "socks://localhost", "http://", "::"] {
        let error = builder("http://localhost").proxy(url).build().unwrap_err();
        assert!(error.message().contains("proxy: expected a URL"), "{url}: {error}");
    }
}

#[tokio::test]
async fn an_api_that_moved_to_https_is_told() {
    let moved = |target: &'static str| {
        move |_: usize, _: &_| Reply::Response(301, vec![("Location", target.to_owned())], String::new())
    };
    let server = Server::start(moved("https://127.0.0.1/api?key=secret")).await;
    let error = builder(&server.url).build().unwrap().invoices().get(1).await.unwrap_err();
    assert_eq!(error.status(), Some(301));
    assert!(error.message().contains("redirects to https://127.0.0.1/api;"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[derive(Default)]
struct Warnings(AtomicUsize);

impl Listener for Warnings {
    fn enabled(&self, level: Level) -> bool {
        level == Level::Warning
    }

    fn event(&self, event: &Event) {
        assert_eq!(event.name, "unencrypted");
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_key_that_leaves_the_host_without_encryption_is_warned_of_once() {
    let server = Server::start(|_, _| json(INVOICE)).await;
    for (base_url, expected) in [
        ("http://api.example", 1),
        ("http://10.0.0.1", 1),
        ("http://localhost", 0),
        ("http://127.0.0.9", 0),
        ("http://[::1]", 0),
    ] {
        let warnings = Arc::new(Warnings::default());
        let client = builder(base_url).proxy(&*server.url).listener(warnings.clone()).build().unwrap();
        for _ in 0..2 {
            client.clone().invoices().get(1).await.unwrap();
        }
        assert_eq!(warnings.0.load(Ordering::SeqCst), expected, "{base_url}");
    }
}
