//! Constructors of a client, and batch writes of any operation.

use futures_core::Stream;

use crate::builder::ClientBuilder;
use crate::call::{Client, Many, Mode, Operation, Request};
use crate::http::Result;

impl Client {
    /// Creates a client with an API key. Base URL: the environment variable `PLOCK_BASE_URL`, or production.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an empty key or one with invalid characters.
    pub fn new(api_key: impl Into<String>) -> Result<Self> {
        Self::builder().api_key(api_key).build()
    }

    /// Creates a client with the API key in the environment variable `PLOCK_API_KEY`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the variable is not set.
    pub fn from_env() -> Result<Self> {
        Self::builder().build()
    }

    /// Returns a builder for all settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl<M: Mode> Client<M> {
    /// Base URL of all requests.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Sends many requests of one operation, a bounded number at a time, and returns an outcome for each, in order. If the job is stopped,
    /// the rest of an iterator with an upper bound (`size_hint`) is [`NotSent`](crate::Outcome::NotSent); an iterator without one is no
    /// longer read.
    pub fn many<O, I>(&self, requests: I) -> Many<O, M>
    where
        O: Operation,
        I: IntoIterator<Item = Result<Request<O, M>>>,
        I::IntoIter: Send + 'static,
    {
        let requests = requests.into_iter();
        let finite = requests.size_hint().1.is_some();
        Many::new(self.clone(), futures_util::stream::iter(requests), finite)
    }

    /// As [`many`](Self::many), from a stream: each request is sent as soon as it arrives and a slot is free.
    pub fn many_stream<O, S>(&self, requests: S) -> Many<O, M>
    where
        O: Operation,
        S: Stream<Item = Result<Request<O, M>>> + Send + 'static,
    {
        Many::new(self.clone(), requests, false)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use crate::Client;
    use crate::http::{ErrorKind, Exchange, Part, Response, Result, Sent};
    use crate::meta::{Kind, OPERATIONS, Operation};

    /// A write that takes a key.
    static KEYED: Operation = Operation {
        id: "addThing",
        resource: "things",
        verb: "add",
        kind: Kind::Create,
        method: "POST",
        path: "/things",
        summary: "",
        description: "",
        deprecated: false,
        headers: &[],
        parameters: &[],
        paginated: false,
        body: None,
        body_in_data: false,
        result: None,
        result_in_data: false,
        optional: false,
        acknowledged_by: None,
        idempotency_key: Some("Idempotency-Key"),
        media_type: "",
        success: 204,
        errors: &[],
        example: None,
    };

    /// Sends a write to a server with these responses, of which 0 is none. Returns the keys that came.
    async fn write(
        operation: &'static Operation,
        key: Option<&str>,
        body: &'static str,
        statuses: &[u16],
    ) -> (Result<Response>, Vec<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let keys = Arc::new(Mutex::new(Vec::new()));
        let (seen, statuses) = (keys.clone(), statuses.to_vec());
        let server = tokio::spawn(async move {
            for status in statuses {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (mut head, mut part) = (String::new(), [0; 1024]);
                while !head.contains("\r\n\r\n") {
                    let length = stream.read(&mut part).await.unwrap();
                    head.push_str(&String::from_utf8_lossy(&part[..length]));
                }
                let key = head.lines().find_map(|line| line.strip_prefix("idempotency-key: "));
                seen.lock().unwrap().push(key.unwrap_or_default().to_owned());
                if status > 0 {
                    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            }
        });
        let client = Client::builder().api_key("key").base_url(&base_url).build().unwrap();
        let headers = key.map(|key| ("Idempotency-Key", key.to_owned())).into_iter().collect();
        let options = client.shared.options.clone();
        let exchange = Exchange::new(client.shared.clone(), options, operation, headers, Sent::default(), Part::Call);
        let url = format!("{base_url}/things").parse().unwrap();
        let mut request = reqwest::Request::new(http::Method::POST, url);
        *request.body_mut() = Some(body.into());
        let outcome = exchange.outcome(exchange.exec(request)).await;
        server.abort();
        let keys = keys.lock().unwrap().clone();
        (outcome, keys)
    }

    #[tokio::test]
    async fn a_write_with_a_key_is_retried_like_a_read() {
        let (outcome, keys) = write(&KEYED, Some("k1"), "{}", &[500, 0, 204]).await;
        assert_eq!(outcome.unwrap().status, 204);
        assert_eq!(keys, ["k1", "k1", "k1"]);
    }

    #[tokio::test]
    async fn a_write_without_a_key_is_not_retried() {
        let without_header = OPERATIONS.iter().find(|operation| operation.method == "POST").unwrap();
        for (operation, key) in [(&KEYED, None), (without_header, Some("k1"))] {
            for (status, body) in [(500, "{}"), (0, "{}"), (500, ""), (0, "")] {
                let (outcome, keys) = write(operation, key, body, &[status, 204]).await;
                let error = outcome.unwrap_err();
                assert_eq!((error.kind(), error.is_retry_safe()), (ErrorKind::OutcomeUnknown, false), "{error}");
                assert_eq!(keys.len(), 1);
            }
        }
    }

    /// The first attempt may have been recorded, whatever the last one says.
    #[tokio::test]
    async fn a_write_with_a_key_that_is_refused_after_a_failure_has_an_unknown_outcome() {
        for statuses in [&[500, 422][..], &[0, 429, 429], &[500, 500, 500]] {
            let (outcome, keys) = write(&KEYED, Some("k1"), "{}", statuses).await;
            let error = outcome.unwrap_err();
            assert_eq!((error.kind(), error.is_retry_safe()), (ErrorKind::OutcomeUnknown, true), "{error}");
            assert_eq!(keys.len(), statuses.len());
        }
        let (outcome, _) = write(&KEYED, Some("k1"), "{}", &[422]).await;
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::UnprocessableEntity);
    }
}
