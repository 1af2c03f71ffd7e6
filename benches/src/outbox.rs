//! Jobs of the outbox, in a new file in the folder of the program: the same disk as that of its target folder.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, TryStreamExt, stream};
use plock::UnixTime;
use plock::types::NewProductUsage;
use plock_outbox::{Outbox, Writers};

use crate::Failure;
use crate::data::CUSTOMER;
use crate::jobs::{IN_FLIGHT, value};

const WARM_UP: u64 = 100;
/// What an event and its page of the log are, roughly.
const BLOCK: usize = 4096;
/// Events of one call of `record_many`.
const MANY: u64 = 1000;

/// A folder that is removed afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let program = std::env::current_exe()?;
        let folder = program.with_file_name(format!("bench-outbox-{}", std::process::id()));
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }

    fn outbox(&self) -> plock_outbox::Builder {
        Outbox::builder(self.0.join("usage.plockbox"), Writers::OnlyThis).base_url("http://localhost")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// One of the usages of one customer, as it is known whom they are for.
fn event(n: u64) -> NewProductUsage {
    NewProductUsage::new(CUSTOMER, 7, value(n), UnixTime::from(1_750_923_349))
}

fn nanoseconds(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// The time of each `fdatasync` of a file that grows.
pub fn sync(count: u64) -> Result<Vec<u64>, Failure> {
    let folder = Scratch::new()?;
    let mut file: File = OpenOptions::new().create_new(true).append(true).open(folder.0.join("file"))?;
    let mut write = || {
        let started = Instant::now();
        file.write_all(&[1; BLOCK])?;
        file.sync_data()?;
        Ok(nanoseconds(started))
    };
    (0..WARM_UP).try_for_each(|_| write().map(drop))?;
    (0..count).map(|_| write()).collect()
}

/// The time of each `record` of one caller.
pub async fn record(count: u64) -> Result<Vec<u64>, Failure> {
    let folder = Scratch::new()?;
    let outbox = folder.outbox().open().await?;
    let mut times = Vec::new();
    for n in 0..WARM_UP + count {
        let started = Instant::now();
        outbox.product_usages().record(event(n)).await?;
        times.push(nanoseconds(started));
    }
    outbox.close(Duration::ZERO).await?;
    Ok(times.split_off(usize::try_from(WARM_UP)?))
}

/// Prepares an outbox, which `measure` gets.
pub async fn with_outbox<T>(measure: impl AsyncFnOnce(&Outbox) -> Result<T, Failure>) -> Result<T, Failure> {
    let folder = Scratch::new()?;
    let outbox = folder.outbox().open().await?;
    let measured = measure(&outbox).await;
    outbox.close(Duration::ZERO).await?;
    measured
}

/// `record` of 32 callers.
pub async fn record_concurrently(outbox: &Outbox, count: u64) -> Result<(), Failure> {
    let usages = outbox.product_usages();
    let records = stream::iter(0..count).map(async |n| usages.record(event(n)).await.map(drop));
    Ok(records.buffer_unordered(IN_FLIGHT).try_for_each(async |()| Ok(())).await?)
}

pub async fn record_many(outbox: &Outbox, count: u64) -> Result<(), Failure> {
    for first in (0..count).step_by(usize::try_from(MANY)?) {
        outbox.product_usages().record_many((first..count.min(first + MANY)).map(event)).await?;
    }
    Ok(())
}

/// Records events and closes the outbox.
async fn fill(folder: &Scratch, url: &str, count: u64) -> Result<(), Failure> {
    let outbox = folder.outbox().base_url(url).open().await?;
    record_many(&outbox, count).await?;
    outbox.close(Duration::ZERO).await?;
    Ok(())
}

async fn open_to_send(folder: &Scratch, url: &str) -> Result<Outbox, Failure> {
    let client = plock::Client::builder().api_key("bench").base_url(url).build()?;
    Ok(folder.outbox().base_url(url).client(client).open().await?)
}

/// Sends all events. Returns the time of the last response.
async fn drain(outbox: Outbox, count: u64) -> Result<Instant, Failure> {
    let stats = outbox.flush(Duration::from_secs(3600)).await?;
    let end = Instant::now();
    outbox.close(Duration::ZERO).await?;
    match stats.delivered == count {
        true => Ok(end),
        false => Err(format!("{} of {count} events were delivered", stats.delivered).into()),
    }
}

/// Opens an outbox with events and sends them. The time is that from opening it to its last response.
pub async fn deliver(url: &str, count: u64) -> Result<Duration, Failure> {
    let folder = Scratch::new()?;
    fill(&folder, url, count).await?;
    let started = Instant::now();
    let end = drain(open_to_send(&folder, url).await?, count).await?;
    Ok(end - started)
}

/// Opens an outbox with many events and sends them; prints how long it takes, and by how much that raises the peak of memory. Linux only.
pub async fn backlog(url: &str, count: u64) -> Result<(), Failure> {
    let folder = Scratch::new()?;
    fill(&folder, url, count).await?;
    // The peak begins anew.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = crate::jobs::peak_kib();
    let started = Instant::now();
    let outbox = open_to_send(&folder, url).await?;
    let opened = started.elapsed();
    let time = drain(outbox, count).await? - started;
    let grown = crate::jobs::peak_kib().saturating_sub(before);
    eprintln!("opened in {opened:?}, {count} events delivered in {time:?}, {grown} KiB more");
    Ok(())
}
