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

    use crate::call::decode::{self, DecodeError, PageFacts};
    use crate::call::{self, Async, Client, ListOperation, Page, Paging, Request};
    use crate::generated::operations;
    use crate::generated::types::Account;
    use crate::http::{ErrorKind, Exchange, InvalidArgument, Part, Response, Result, Sent};
    use crate::meta::{Cursor, Kind, OPERATIONS, Operation};

    /// A write that takes a key.
    static KEYED: Operation = POST;

    const POST: Operation = Operation {
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
        cursor: None,
        body: None,
        body_in_data: false,
        result: None,
        result_in_data: false,
        optional: false,
        acknowledged_by: None,
        outbox: None,
        idempotency_key: Some("Idempotency-Key"),
        media_type: "",
        success: 204,
        errors: &[],
        example: None,
    };

    type Heads = Arc<Mutex<Vec<String>>>;

    /// A server that gives these answers, of which an empty one is none. Returns its URL, and the heads of the requests that it gets.
    async fn server(answers: Vec<String>) -> (String, Heads) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let heads = Heads::default();
        let seen = heads.clone();
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (mut head, mut part) = (String::new(), [0; 1024]);
                while !head.contains("\r\n\r\n") {
                    let length = stream.read(&mut part).await.unwrap();
                    head.push_str(&String::from_utf8_lossy(&part[..length]));
                }
                seen.lock().unwrap().push(head);
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        (base_url, heads)
    }

    fn answer(status: u16, body: &str) -> String {
        format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
    }

    /// Sends a write to a server with these responses, of which 0 is none. Returns the keys that came.
    async fn write(
        operation: &'static Operation,
        key: Option<&str>,
        body: &'static str,
        statuses: &[u16],
    ) -> (Result<Response>, Vec<String>) {
        let answers = statuses.iter().map(|status| if *status == 0 { String::new() } else { answer(*status, "") });
        let (base_url, heads) = server(answers.collect()).await;
        let client = Client::<Async>::builder().api_key("key").base_url(&base_url).build().unwrap();
        let headers = key.map(|key| ("Idempotency-Key", key.to_owned())).into_iter().collect();
        let options = client.shared.options.clone();
        let exchange =
            Exchange::new(client.shared.clone(), options, operation, headers, None, Sent::default(), Part::Call);
        let url = format!("{base_url}/things").parse().unwrap();
        let mut request = reqwest::Request::new(http::Method::POST, url);
        *request.body_mut() = Some(body.into());
        let outcome = exchange.outcome(exchange.exec(request)).await;
        let heads = heads.lock().unwrap();
        let key =
            |head: &String| head.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).map(str::to_owned);
        (outcome, heads.iter().map(|head| key(head).unwrap_or_default()).collect())
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

    #[tokio::test]
    async fn a_write_without_a_body_was_not_sent_without_a_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let client = Client::builder().api_key("key").base_url(&base_url).build().unwrap();
        let options = client.shared.options.clone();
        let exchange =
            Exchange::new(client.shared.clone(), options, &KEYED, Vec::new(), None, Sent::default(), Part::Call);
        let request = reqwest::Request::new(http::Method::POST, base_url.parse().unwrap());
        let error = exchange.outcome(exchange.exec(request)).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retry_safe()), (ErrorKind::Connection, true), "{error}");
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

    /// A list of Plock with a cursor instead of page numbers.
    #[derive(Debug, Clone)]
    struct Cursored(operations::GetAccounts);

    static CURSORED: Operation = Operation {
        kind: Kind::List,
        method: "GET",
        result_in_data: true,
        cursor: Some(Cursor { parameter: Some("after"), next: &["meta", "next"], more: &[], offset: false }),
        ..POST
    };

    impl call::Operation for Cursored {
        type Output = Page<Account>;

        fn meta(&self) -> &'static Operation {
            &CURSORED
        }

        fn check(&self, paging: &Paging) -> std::result::Result<(), InvalidArgument> {
            self.0.check(paging)
        }

        async fn send(&self, wire: &call::wire::Client, paging: &Paging) {
            self.0.send(wire, paging).await;
        }

        fn decode(
            &self,
            response: &mut Response,
            page: &mut PageFacts,
        ) -> std::result::Result<Self::Output, DecodeError> {
            decode::page(&response.body, true, CURSORED.cursor.as_ref(), page)
        }
    }

    impl ListOperation for Cursored {
        type Item = Account;
    }

    /// The ids of a list with these pages, and the queries of its requests.
    async fn read(pages: &[&str]) -> (Result<Vec<String>>, Vec<String>) {
        let (base_url, heads) = server(pages.iter().map(|page| answer(200, page)).collect()).await;
        let client = Client::<Async>::builder().api_key("key").base_url(&base_url).build().unwrap();
        let list = client.accounts().list().operation;
        let items = Request::new(&client, Cursored(list)).query("limit", "2").collect().await;
        let heads = heads.lock().unwrap();
        let query = |head: &String| {
            head.split(' ').nth(1).and_then(|path| path.split_once('?')).map(|(_, query)| query.to_owned())
        };
        (items.map(|items| items.into_iter().map(|item| item.id).collect()), heads.iter().filter_map(query).collect())
    }

    #[tokio::test]
    async fn a_list_follows_its_cursor() {
        let (ids, queries) = read(&[
            r#"{"data":[{"id":"1"},{"id":"2"}],"meta":{"next":"a b"}}"#,
            r#"{"data":[{"id":"3"}],"meta":{"next":null}}"#,
        ])
        .await;
        assert_eq!(ids.unwrap(), ["1", "2", "3"]);
        assert_eq!(queries, ["limit=2", "limit=2&after=a+b"]);
    }

    #[tokio::test]
    async fn a_list_whose_cursor_leads_nowhere_is_inconsistent() {
        for pages in [
            // The same place, and the same rows.
            [r#"{"data":[{"id":"1"}],"meta":{"next":"a"}}"#, r#"{"data":[{"id":"2"}],"meta":{"next":"a"}}"#],
            [r#"{"data":[{"id":"1"}],"meta":{"next":"a"}}"#, r#"{"data":[{"id":"1"}],"meta":{"next":"b"}}"#],
        ] {
            let (ids, queries) = read(&pages).await;
            assert_eq!(ids.unwrap_err().kind(), ErrorKind::InconsistentList);
            assert_eq!(queries.len(), 2);
        }
    }
}
