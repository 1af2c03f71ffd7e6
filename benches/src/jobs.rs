//! One job, measured in its own process: from its first request to its last, after a warm-up.

use std::fmt;
use std::future::Future;
use std::str::FromStr;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, TryStreamExt, stream};
use plock::types::{Invoice, NewProductUsage};
use plock::{Decimal, UnixTime};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::data::{PAGE_SIZE, SINGLES};
use crate::outbox;
use crate::reference::{Reference, Usage};

pub const IN_FLIGHT: usize = 32;
const WARM_UP_PAGES: u64 = 10;
pub const WARM_UP_CALLS: u64 = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    ListReference,
    HoldReference,
    ListOneByOne,
    ListAhead,
    GetReference,
    Get,
    AddReference,
    Add,
    AddMany,
    StartKit,
    Sync,
    Record,
    RecordConcurrently,
    RecordMany,
    Deliver,
    Backlog,
}

const JOBS: [(Job, &str); 16] = [
    (Job::ListReference, "list-reference"),
    (Job::HoldReference, "hold-reference"),
    (Job::ListOneByOne, "list-one-by-one"),
    (Job::ListAhead, "list-ahead"),
    (Job::GetReference, "get-reference"),
    (Job::Get, "get"),
    (Job::AddReference, "add-reference"),
    (Job::Add, "add"),
    (Job::AddMany, "add-many"),
    (Job::StartKit, "start-kit"),
    (Job::Sync, "sync"),
    (Job::Record, "record"),
    (Job::RecordConcurrently, "record-concurrently"),
    (Job::RecordMany, "record-many"),
    (Job::Deliver, "deliver"),
    (Job::Backlog, "backlog"),
];

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(JOBS.iter().find(|(job, _)| job == self).map_or("?", |(_, name)| name))
    }
}

impl FromStr for Job {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        let found = JOBS.iter().find(|(_, known)| *known == name);
        found.map(|(job, _)| *job).ok_or_else(|| format!("no job named {name}").into())
    }
}

/// Measurements of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    pub wall_ns: u64,
    /// CPU time of all threads, in user and kernel mode.
    pub cpu_ns: u64,
    /// CPU time of the whole process.
    pub process_ns: u64,
    /// Peak memory of the process; 0 if unknown on this system.
    pub peak_kib: u64,
    /// Number of rows or calls.
    pub count: u64,
    /// Rows and the sum of their amounts; equal for all clients of a job.
    pub checksum: String,
    /// Sum of the dates of the rows, if the job reads them.
    #[serde(default)]
    pub dates: Option<i64>,
    /// Median and 99th percentile of single calls.
    pub p50_ns: Option<u64>,
    pub p99_ns: Option<u64>,
    /// Resident memory after the import of a library.
    #[serde(default)]
    pub resident_kib: u64,
    /// Fraction of CPU time of other processes, measured by the parent process.
    #[serde(default)]
    pub others: Option<f64>,
}

/// Sums over all rows, so that each has to be decoded.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    amount: Decimal,
    due: i64,
}

impl Sum {
    fn add(&mut self, amount: Decimal, due: i64) {
        self.rows += 1;
        self.amount += amount;
        self.due += due;
    }

    fn add_ours(&mut self, invoice: &Invoice) -> Result<(), Failure> {
        let (amount, due) = invoice.amount.zip(invoice.due_at).ok_or("a row without amount or date")?;
        self.add(amount, due.as_second());
        Ok(())
    }
}

impl Job {
    /// Runs the job for `count` rows or calls.
    pub fn run(self, url: &str, count: u64) -> Result<Measure, Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async {
            match self {
                Self::ListReference | Self::HoldReference | Self::GetReference | Self::AddReference => {
                    self.with_reference(&Reference::new(url)?, count).await
                }
                Self::StartKit => measured_calls(start_kits(count)).await,
                Self::Sync => measured_calls(async { Ok((calls(count), outbox::sync(count)?)) }).await,
                Self::Record => measured_calls(async { Ok((calls(count), outbox::record(count).await?)) }).await,
                Self::RecordConcurrently | Self::RecordMany => {
                    outbox::with_outbox(async |outbox| {
                        let recorded = async {
                            match self {
                                Self::RecordMany => outbox::record_many(outbox, count).await?,
                                _ => outbox::record_concurrently(outbox, count).await?,
                            }
                            Ok(calls(count))
                        };
                        measured(recorded).await
                    })
                    .await
                }
                Self::Deliver => {
                    let mut time = Duration::ZERO;
                    let delivered = async {
                        time = outbox::deliver(url, count).await?;
                        Ok(calls(count))
                    };
                    // Without the time in which the events are recorded.
                    measured(delivered).await.map(|measure| Measure { wall_ns: nanoseconds(time), ..measure })
                }
                // By hand: `plock-bench serve 0 1000`, then `plock-bench job backlog URL 1000000`.
                Self::Backlog => measured(async { outbox::backlog(url, count).await.map(|()| calls(count)) }).await,
                _ => self.with_ours(&plock::Client::builder().api_key("bench").base_url(url).build()?, count).await,
            }
        })
    }

    async fn with_reference(self, client: &Reference, count: u64) -> Result<Measure, Failure> {
        match self {
            Self::ListReference => {
                list_reference(client, warm_up_page(count)).await?;
                measured(list_reference(client, 1)).await
            }
            Self::HoldReference => {
                hold_reference(client, warm_up_page(count)).await?;
                measured(hold_reference(client, 1)).await
            }
            Self::GetReference => {
                let get = async |id| {
                    let invoice = client.get(id).await?;
                    Ok((invoice.attributes.amount, invoice.attributes.due_at.as_second()))
                };
                get_each(WARM_UP_CALLS, get).await?;
                measured_calls(get_each(count, get)).await
            }
            _ => {
                let add = async |count| {
                    let calls = stream::iter(0..count).map(async |n| client.add(&usage(n)).await);
                    calls.buffer_unordered(IN_FLIGHT).try_fold(0_u64, async |done, ()| Ok(done + 1)).await
                };
                add(WARM_UP_CALLS).await?;
                measured(async { Ok(calls(add(count).await?)) }).await
            }
        }
    }

    async fn with_ours(self, client: &plock::Client, count: u64) -> Result<Measure, Failure> {
        match self {
            Self::Get => {
                let get = async |id| {
                    let invoice = client.invoices().get(id).await?;
                    let (amount, due) = invoice.amount.zip(invoice.due_at).ok_or("a row without amount or date")?;
                    Ok((amount, due.as_second()))
                };
                get_each(WARM_UP_CALLS, get).await?;
                measured_calls(get_each(count, get)).await
            }
            Self::Add => {
                let usages = client.product_usages();
                let add = async |count| {
                    let calls = stream::iter(0..count).map(async |n| usages.add(event(n)).await);
                    calls.buffer_unordered(IN_FLIGHT).try_fold(0_u64, async |done, _| Ok(done + 1)).await
                };
                add(WARM_UP_CALLS).await?;
                measured(async { Ok(calls(add(count).await?)) }).await
            }
            Self::AddMany => {
                let add = async |count| {
                    let many = client.product_usages().add_many((0..count).map(event)).concurrency(IN_FLIGHT);
                    many.await.iter().filter(|outcome| outcome.is_recorded()).count() as u64
                };
                add(WARM_UP_CALLS).await;
                measured(async { Ok(calls(add(count).await)) }).await
            }
            _ => {
                let one_by_one = self == Self::ListOneByOne;
                list_ours(client, warm_up_page(count), one_by_one).await?;
                measured(list_ours(client, 1, one_by_one)).await
            }
        }
    }
}

/// The start page of a list that ends after some pages.
pub fn warm_up_page(rows: u64) -> u64 {
    rows.div_ceil(PAGE_SIZE).saturating_sub(WARM_UP_PAGES).max(1)
}

async fn list_reference(client: &Reference, first: u64) -> Result<Sum, Failure> {
    let mut sum = Sum::default();
    let (mut number, mut last) = (first, first);
    while number <= last {
        let page = client.page(number).await?;
        for invoice in &page.data {
            sum.add(invoice.attributes.amount, invoice.attributes.due_at.as_second());
        }
        last = page.meta.page.last_page;
        number += 1;
    }
    Ok(sum)
}

/// Collects all rows.
async fn hold_reference(client: &Reference, first: u64) -> Result<Sum, Failure> {
    let mut invoices = Vec::new();
    let (mut number, mut last) = (first, first);
    while number <= last {
        let page = client.page(number).await?;
        invoices.extend(page.data);
        last = page.meta.page.last_page;
        number += 1;
    }
    let mut sum = Sum::default();
    for invoice in &invoices {
        sum.add(invoice.attributes.amount, invoice.attributes.due_at.as_second());
    }
    Ok(sum)
}

async fn list_ours(client: &plock::Client, first: u64, one_by_one: bool) -> Result<Sum, Failure> {
    let mut request = client.invoices().list().page(first).page_size(PAGE_SIZE);
    if one_by_one {
        request = request.concurrency(1);
    }
    let mut invoices = request.stream();
    let mut sum = Sum::default();
    while let Some(invoice) = invoices.next().await {
        sum.add_ours(&invoice?)?;
    }
    Ok(sum)
}

async fn get_each(
    count: u64,
    get: impl AsyncFn(u64) -> Result<(Decimal, i64), Failure>,
) -> Result<(Sum, Vec<u64>), Failure> {
    let mut sum = Sum::default();
    let mut times = Vec::with_capacity(usize::try_from(count)?);
    for n in 0..count {
        let started = Instant::now();
        let (amount, due) = get(1 + n % SINGLES).await?;
        times.push(nanoseconds(started.elapsed()));
        sum.add(amount, due);
    }
    Ok((sum, times))
}

/// Starts sandboxes of the testing kit, one after the other.
async fn start_kits(count: u64) -> Result<(Sum, Vec<u64>), Failure> {
    let mut times = Vec::new();
    for _ in 0..count {
        let started = Instant::now();
        let sandbox = plock_testing::Sandbox::start()?;
        times.push(nanoseconds(started.elapsed()));
        drop(sandbox);
    }
    Ok((calls(count), times))
}

fn calls(done: u64) -> Sum {
    Sum { rows: done, ..Sum::default() }
}

pub fn value(n: u64) -> Decimal {
    Decimal::new(i64::try_from(n).unwrap_or_default() * 25 + 1250, 2)
}

fn usage(n: u64) -> Usage {
    Usage { crm_id: format!("hs{n}"), product_id: 7, value: value(n), ts: 1_750_923_349 }
}

fn event(n: u64) -> NewProductUsage {
    NewProductUsage::new(format!("hs{n}"), 7, value(n), UnixTime::from(1_750_923_349))
}

async fn measured(work: impl Future<Output = Result<Sum, Failure>>) -> Result<Measure, Failure> {
    measured_calls(async { Ok((work.await?, Vec::new())) }).await
}

async fn measured_calls(work: impl Future<Output = Result<(Sum, Vec<u64>), Failure>>) -> Result<Measure, Failure> {
    let (started, cpu) = (Instant::now(), cpu()?);
    let (sum, mut times) = work.await?;
    let (wall, process) = (started.elapsed(), self::cpu()?);
    times.sort_unstable();
    let percentile = |percent: usize| times.get(times.len() * percent / 100).copied();
    Ok(Measure {
        wall_ns: nanoseconds(wall),
        cpu_ns: nanoseconds(process.saturating_sub(cpu)),
        process_ns: nanoseconds(process),
        peak_kib: peak_kib(),
        count: sum.rows,
        checksum: format!("{} {}", sum.rows, sum.amount),
        dates: Some(sum.due),
        p50_ns: percentile(50),
        p99_ns: percentile(99),
        resident_kib: 0,
        others: None,
    })
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// CPU time of all threads of this process so far.
#[cfg(unix)]
fn cpu() -> Result<Duration, Failure> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Ok(Duration::try_from(time)?)
}

#[cfg(not(unix))]
fn cpu() -> Result<Duration, Failure> {
    Err("the CPU time of a process is only measured on Unix".into())
}

pub fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}
