//! Sends one event, and tells what its outcome means.

use std::time::Duration;

use plock::dynamic::{self, Answer, Names};
use plock::{Client, ErrorKind, Outcome};
use tokio::sync::watch;

use crate::event::State;
use crate::queue::{Claim, Settled};
use crate::readback::server_date;

/// How long a call waits for an API that cannot be reached before its event returns to the queue.
const OUTAGE: Duration = Duration::from_secs(5);

/// Sends one event, once.
pub(super) async fn send(client: Client, claim: Claim, mut abort: watch::Receiver<bool>) -> Settled {
    let Claim { seq, body, operation } = claim;
    let request = match dynamic::call(&client, operation, &body, Names::Snake) {
        Ok(request) => request.max_outage(OUTAGE),
        Err(error) => {
            let reason = Some(error.message().to_owned());
            return Settled { seq, state: State::Rejected, reason, ..Settled::default() };
        }
    };
    let mut job = client.many([Ok(request)]);
    let outcome = tokio::select! {
        outcome = job.next() => outcome,
        () = async { drop(abort.wait_for(|abort| *abort).await) } => {
            job.abort();
            job.next().await
        }
    };
    let outcome = outcome.unwrap_or(Outcome::NotSent);
    let cause = outcome.error().map(|error| (operation, error.kind(), error.status()));
    Settled { cause, ..settle(seq, &outcome) }
}

pub(crate) fn settle(seq: i64, outcome: &Outcome<Answer>) -> Settled {
    let server = |headers| server_date(headers);
    let (state, error) = match outcome {
        Outcome::Recorded(answer) => {
            let server_date = server(&answer.headers);
            return Settled { seq, state: State::Delivered, server_date, ..Settled::default() };
        }
        Outcome::NotSent => {
            return Settled { seq, state: State::Queued, ..Settled::default() };
        }
        Outcome::Unknown(error) => (State::InDoubt, error),
        Outcome::Refused(error) => (refused(error), error),
    };
    let parked = state == State::Queued && error.kind() == ErrorKind::NotFound;
    let reason = Some(error.message().to_owned());
    Settled { seq, state, reason, server_date: server(error.headers()), parked, cause: None }
}

/// What follows for an event that was certainly not recorded.
fn refused(error: &plock::Error) -> State {
    match error.status() {
        // The key may be replaced, the customer be created, the limit pass.
        Some(401 | 403 | 404 | 429) | None => State::Queued,
        // The API can be reached, but not the version of it that is meant: a redirect, a proxy.
        Some(300..=399 | 407) => State::Queued,
        Some(_) => State::Rejected,
    }
}
