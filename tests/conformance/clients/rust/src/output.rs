//! Makes the calls of the generated dispatch: one function per kind of operation.

use std::time::Duration;

use plock::{Client, ListOperation, Operation, Outcome, Request};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::args::{Args, List};
use crate::job;
use crate::reply::{ErrorReport, Failure, Json};
use crate::setup::limit;

/// The result of a call.
#[derive(Default)]
pub(crate) struct Output {
    pub(crate) result: Option<Json>,
    /// Items before an error.
    pub(crate) items: Option<Json>,
    /// The report on a job.
    pub(crate) job: Option<Json>,
}

fn json(value: &impl Serialize) -> Result<Box<RawValue>, Failure> {
    to_raw_value(value).map_err(|error| Failure::argument("result", &format!("failed to serialize: {error}")))
}

#[derive(Serialize)]
struct PageReport<'a, T> {
    items: &'a [T],
    current_page: Option<u64>,
    last_page: Option<u64>,
    per_page: Option<u64>,
    total: Option<u64>,
    next: Option<&'a str>,
}

#[derive(Serialize)]
struct OutcomeReport<'a> {
    outcome: &'static str,
    error: Option<ErrorReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after_ms: Option<u128>,
}

impl<'a> OutcomeReport<'a> {
    fn new<T>(outcome: &'a Outcome<T>) -> Self {
        Self { outcome: job::name(outcome), error: outcome.error().map(ErrorReport::new), index: None, after_ms: None }
    }

    fn numbered<T>((index, after, outcome): &'a (usize, Option<Duration>, Outcome<T>)) -> Self {
        Self { index: Some(*index), after_ms: after.map(|after| after.as_millis()), ..Self::new(outcome) }
    }
}

#[allow(dead_code, reason = "which of these the generated dispatch calls depends on the spec")]
impl Output {
    pub(crate) async fn list<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: ListOperation,
        O::Item: Serialize,
    {
        let options = &args.call.options;
        let mut request = with_options(request, args);
        if let Some(page) = options.page()? {
            request = request.page(page);
        }
        if let Some(size) = options.page_size()? {
            request = request.page_size(size);
        }
        if options.consistent {
            request = request.consistent();
        }
        let result = match args.call.list.unwrap_or(List::Page) {
            List::Page => {
                let page = request.await?;
                json(&PageReport {
                    items: &page.items,
                    current_page: page.current_page,
                    last_page: page.last_page,
                    per_page: page.per_page,
                    total: page.total,
                    next: page.next.as_deref(),
                })
            }
            List::First => json(&request.first().await?),
            List::All => self.items(request, usize::MAX).await,
            List::Take(number) => self.items(request, number).await,
        };
        self.result = Some(result?);
        Ok(())
    }

    async fn items<O>(&mut self, request: Request<O>, number: usize) -> Result<Json, Failure>
    where
        O: ListOperation,
        O::Item: Serialize,
    {
        let mut items = Vec::new();
        let mut stream = request.stream();
        while items.len() < number {
            match stream.next().await {
                Some(Ok(item)) => items.push(item),
                Some(Err(error)) => {
                    self.items = Some(json(&items)?);
                    return Err(error.into());
                }
                None => break,
            }
        }
        json(&items)
    }

    pub(crate) async fn one<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: Operation,
        O::Output: Serialize,
    {
        self.result = Some(json(&with_options(request, args).await?)?);
        Ok(())
    }

    pub(crate) async fn done<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: Operation<Output = ()>,
    {
        with_options(request, args).await?;
        self.result = Some(json(&())?);
        Ok(())
    }

    /// Sends one body, or many.
    pub(crate) async fn write<O, F>(&mut self, client: &Client, args: &Args, build: F) -> Result<(), Failure>
    where
        O: Operation,
        O::Output: Serialize,
        F: Fn(&Args) -> Result<Request<O>, Failure>,
    {
        let Some(bodies) = &args.call.many else { return self.one(build(args)?, args).await };
        let requests = (0..bodies.len()).map(|index| {
            build(&args.with_body(index)).map(|request| with_options(request, args)).map_err(Failure::into_error)
        });
        if let Some(job) = &args.call.job {
            let requests: Vec<_> = (0..job.repeat.unwrap_or(1)).flat_map(|_| requests.clone()).collect();
            let (outcomes, report) = job::run(client, args, job, requests).await;
            self.result = Some(json(&outcomes.iter().map(OutcomeReport::numbered).collect::<Vec<_>>())?);
            self.job = Some(json(&report)?);
            return Ok(());
        }
        let mut many = client.many(requests.collect::<Vec<_>>());
        if let Some(concurrency) = args.call.many_concurrency {
            many = many.concurrency(concurrency);
        }
        let outcomes = many.await;
        self.result = Some(json(&outcomes.iter().map(OutcomeReport::new).collect::<Vec<_>>())?);
        Ok(())
    }
}

fn with_options<O: Operation>(mut request: Request<O>, args: &Args) -> Request<O> {
    let options = &args.call.options;
    if let Some(ms) = options.timeout_ms {
        request = request.timeout(limit(ms));
    }
    if let Some(ms) = options.read_timeout_ms {
        request = request.read_timeout(limit(ms));
    }
    if let Some(retries) = options.max_retries {
        request = request.max_retries(retries);
    }
    if let Some(concurrency) = options.concurrency {
        request = request.concurrency(concurrency);
    }
    for (name, value) in &options.headers {
        request = request.header(name, value);
    }
    for (name, value) in &options.query {
        request = request.query(name, value);
    }
    request
}
