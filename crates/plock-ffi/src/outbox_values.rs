//! Settings of outboxes, and their values as bytes.

use std::time::Duration;

use plock::Client;
use plock::dynamic::{JsonNames, Rows};
use plock::meta::OPERATIONS;
use plock_outbox::{Builder, Change, Event, Outbox, Receipt, Resolution, RollUp, Stats, Tuning, Writers};

use crate::Pair;
use crate::encode::Writer;

/// Who else writes usage of the accounts and products in an outbox.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum OutboxWriters {
    OnlyThis,
    OthersToo,
}

/// How values are combined.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum OutboxCombine {
    Sum,
    Max,
    Min,
}

/// What a person decides about an event.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum OutboxResolution {
    Recorded,
    Resend,
    Drop,
}

impl From<OutboxResolution> for Resolution {
    fn from(resolution: OutboxResolution) -> Self {
        match resolution {
            OutboxResolution::Recorded => Self::Recorded,
            OutboxResolution::Resend => Self::Resend,
            OutboxResolution::Drop => Self::Drop,
        }
    }
}

/// One event for all events of a window that differ only in amount and time.
#[derive(Debug, Clone, uniffi::Record)]
pub struct OutboxRollUp {
    pub combine: OutboxCombine,
    /// In milliseconds.
    pub window: u64,
    /// Only events whose fields, named in camelCase, have these values.
    pub only: Vec<Pair>,
}

impl OutboxRollUp {
    fn into_core(self) -> RollUp {
        let window = Duration::from_millis(self.window);
        let rollup = match self.combine {
            OutboxCombine::Sum => RollUp::sum(window),
            OutboxCombine::Max => RollUp::max(window),
            OutboxCombine::Min => RollUp::min(window),
        };
        self.only.into_iter().fold(rollup, |rollup, pair| rollup.only_camel(pair.name, pair.value))
    }
}

/// Times of a sender, for tests: see `plock_outbox::Tuning`. In milliseconds.
#[derive(Debug, Clone, Copy, uniffi::Record)]
pub struct OutboxTimes {
    pub pause: u64,
    pub poll: u64,
    pub reconcile: u64,
    pub reconcile_longest: u64,
    pub patience: u64,
}

/// Settings of an outbox. Absent: the default of `plock_outbox`.
#[derive(Debug, Clone, uniffi::Record)]
pub struct OutboxSettings {
    /// Build of the other language's generated files.
    pub build: String,
    /// The file, which is created if there is none.
    pub path: String,
    pub writers: OutboxWriters,
    /// For an outbox without a client.
    pub base_url: Option<String>,
    pub concurrency: Option<u32>,
    pub roll_up: Vec<OutboxRollUp>,
    /// Take over a file that is a copy, or belongs to another base URL.
    pub adopt: bool,
    pub times: Option<OutboxTimes>,
}

impl OutboxSettings {
    /// `client`: without one, the outbox only records.
    pub(crate) fn builder(&self, client: Option<Client>, adopt: bool) -> Builder {
        let writers = match self.writers {
            OutboxWriters::OnlyThis => Writers::OnlyThis,
            OutboxWriters::OthersToo => Writers::OthersToo,
        };
        let mut builder = Outbox::builder(&self.path, writers).adopt(adopt);
        if let Some(client) = client {
            builder = builder.client(client);
        }
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(events) = self.concurrency {
            builder = builder.concurrency(events as usize);
        }
        for rollup in &self.roll_up {
            builder = builder.roll_up(rollup.clone().into_core());
        }
        if let Some(times) = self.times {
            let ms = Duration::from_millis;
            builder = builder.tuning(Tuning {
                pause: ms(times.pause),
                poll: ms(times.poll),
                reconcile: ms(times.reconcile),
                reconcile_longest: ms(times.reconcile_longest),
                patience: ms(times.patience),
                ..Tuning::default()
            });
        }
        builder
    }
}

/// An event to record.
#[derive(Debug, uniffi::Record)]
pub struct NewOutboxEvent {
    /// The arguments by name, as a JSON object.
    pub args: String,
    pub key: Option<String>,
}

/// Results of calls, as bytes. Lists begin with their length.
impl Writer {
    /// All numbers but the age of the oldest event.
    pub(crate) fn lasting_stats(&mut self, stats: &Stats) {
        let Stats { queued, claimed, delivered, rejected, in_doubt, dropped, merged, .. } = *stats;
        for events in [queued, claimed, delivered, rejected, in_doubt, dropped, merged] {
            self.number(events);
        }
        self.optional(stats.pause.as_ref(), |out, pause| {
            out.text(&pause.reason);
            out.number(ms(pause.lasts));
        });
        self.optional_text(stats.damage.as_deref());
        self.byte(u8::from(stats.sends));
    }

    /// Numbers of queued, claimed, delivered, rejected, doubtful, dropped and merged events; reason and milliseconds of the pause, or
    /// `NONE`; the damage, or `NONE`; whether it sends; the age of the oldest queued event in milliseconds, or `NONE`.
    pub(crate) fn stats(&mut self, stats: &Stats) {
        self.lasting_stats(stats);
        self.optional_number(stats.oldest.map(ms));
    }

    /// Of each event: its number, and whether it was recorded before.
    pub(crate) fn receipts(&mut self, receipts: &[Receipt]) {
        self.number(receipts.len() as u64);
        for receipt in receipts {
            self.signed(receipt.seq);
            self.byte(u8::from(receipt.duplicate));
        }
    }

    /// Of each event: number, key or `NONE`, id of the operation, its arguments as JSON, name of the state, reason or `NONE`, attempts,
    /// milliseconds since 1970.
    pub(crate) fn stored_events(&mut self, events: &[Event]) {
        self.number(events.len() as u64);
        for event in events {
            self.signed(event.seq);
            self.optional_text(event.key.as_deref());
            self.text(&event.operation);
            self.text(&arguments(event));
            self.text(event.state.name());
            self.optional_text(event.reason.as_deref());
            self.number(event.attempts.into());
            self.signed(event.recorded_at);
        }
    }

    /// Of each change: milliseconds since 1970, names of the states before and after, evidence.
    pub(crate) fn changes(&mut self, changes: &[Change]) {
        self.number(changes.len() as u64);
        for change in changes {
            self.signed(change.at);
            self.text(change.from.name());
            self.text(change.to.name());
            self.text(&change.evidence);
        }
    }

    pub(crate) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
    }
}

/// The arguments with their names in camelCase. The file has them in `snake_case`; those of an operation of another version stay so.
fn arguments(event: &Event) -> String {
    let operation = OPERATIONS.iter().find(|known| known.id == event.operation);
    let rows = operation.and_then(|known| Rows::from_json(known.body?, &event.body, JsonNames::Snake).ok());
    rows.map_or_else(|| event.body.clone(), |rows| rows.row(0).to_argument(JsonNames::Camel))
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
