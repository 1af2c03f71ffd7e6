//! Many writes, as JavaScript drives them: events come in batches, outcomes go out through the mailbox.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join;
use napi::Result;
use napi_derive::napi;
use plock::dynamic::{Answer, Call, ManyJob};
use plock::{Outcome, Request};
use tokio::sync::Semaphore;

use crate::columns::{self, Block};
use crate::failure;
use crate::mailbox::{Mail, Mailbox};

/// This many outcomes at most are told at once.
const BATCH: usize = 256;

/// Makes the request of an event, whose arguments are JSON.
type Prepare = Box<dyn Fn(&str) -> plock::Result<Request<Call>> + Send>;

/// A job. It is stopped when this is forgotten; what is in flight ends.
#[napi]
pub struct NativeMany {
    id: u32,
    job: ManyJob,
    prepare: Prepare,
    wanted: Arc<Semaphore>,
    mailbox: Arc<Mailbox>,
}

impl NativeMany {
    /// The mailbox is told, as the call `id`, how many events there is room for (0: no more are taken) and what came of them.
    pub(crate) fn start(id: u32, job: ManyJob, prepare: Prepare, mailbox: Arc<Mailbox>) -> Result<Self> {
        let wanted = Arc::new(Semaphore::new(0));
        let (running, asked, tell) = (job.clone(), wanted.clone(), mailbox.clone());
        mailbox.work(id, async move {
            let rooms = async {
                loop {
                    let room = running.room().await;
                    tell.put(Mail::Room(id, count(room)));
                    if room == 0 {
                        break;
                    }
                }
            };
            let outcomes = async {
                while let Ok(permit) = asked.acquire().await {
                    permit.forget();
                    let most = 1 + asked.forget_permits(BATCH - 1);
                    let told = running.next(most).await;
                    asked.add_permits(most - told.len());
                    if told.is_empty() {
                        break;
                    }
                    put(&tell, id, told.into_iter().map(|(_, outcome)| outcome));
                }
            };
            join(rooms, outcomes).await;
            Mail::End(id)
        })?;
        Ok(Self { id, job, prepare, wanted, mailbox })
    }
}

#[napi]
impl NativeMany {
    /// Takes events, one a line. An empty line is one that JavaScript has refused.
    #[napi]
    pub fn push(&self, events: String) {
        for event in events.split('\n') {
            let request = match event {
                "" => Err(plock::Error::invalid("event", "it was refused")),
                event => (self.prepare)(event),
            };
            self.job.push(request);
        }
    }

    /// No events follow.
    #[napi]
    pub fn finish(&self) {
        self.job.finish();
    }

    /// Nothing more is sent, and what is in flight may take so many milliseconds to end.
    #[napi]
    pub fn stop(&self, grace: u32) {
        self.job.stop(Duration::from_millis(grace.into()));
    }

    /// Asks for so many more outcomes.
    #[napi]
    pub fn more(&self, outcomes: u32) {
        self.wanted.add_permits(usize::try_from(outcomes).unwrap_or(1));
    }
}

impl Drop for NativeMany {
    fn drop(&mut self) {
        self.mailbox.cancel(self.id);
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Tells of outcomes, in one piece of mail those that follow each other and are the same: most are.
fn put(mailbox: &Mailbox, id: u32, outcomes: impl Iterator<Item = Outcome<Answer>>) {
    let mut same: Option<(Option<Block>, u32)> = None;
    let flush = |same: &mut Option<(Option<Block>, u32)>| match same.take() {
        Some((Some(block), times)) => mailbox.put(Mail::Recorded(id, block, times)),
        Some((None, times)) => mailbox.put(Mail::NotSent(id, times)),
        None => {}
    };
    for outcome in outcomes {
        let told = match outcome {
            Outcome::Recorded(answer) => Some(columns::answer(&answer)),
            Outcome::NotSent => None,
            Outcome::Refused(error) => {
                flush(&mut same);
                mailbox.put(Mail::Refused(id, failure::json(&error)));
                continue;
            }
            Outcome::Unknown(error) => {
                flush(&mut same);
                mailbox.put(Mail::Unknown(id, failure::json(&error), 1));
                continue;
            }
        };
        match &mut same {
            Some((before, times)) if *before == told => *times += 1,
            _ => {
                flush(&mut same);
                same = Some((told, 1));
            }
        }
    }
    flush(&mut same);
}
