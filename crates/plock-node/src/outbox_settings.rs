//! Options of an outbox from JavaScript.

use std::collections::BTreeMap;
use std::time::Duration;

use plock::Client;
use plock_outbox::{Outbox, RollUp, Tuning, Writers};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Who {
    OnlyThis,
    OthersToo,
}

/// Milliseconds, for tests.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Times {
    pause: u64,
    poll: u64,
    reconcile: u64,
    reconcile_longest: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Combine {
    Sum,
    Max,
    Min,
}

#[derive(Deserialize)]
struct RollUpSettings {
    combine: Combine,
    /// In milliseconds.
    window: u64,
    only: BTreeMap<String, String>,
}

impl RollUpSettings {
    fn into_core(self) -> RollUp {
        let window = Duration::from_millis(self.window);
        let rollup = match self.combine {
            Combine::Sum => RollUp::sum(window),
            Combine::Max => RollUp::max(window),
            Combine::Min => RollUp::min(window),
        };
        self.only.into_iter().fold(rollup, |rollup, (field, value)| rollup.only_camel(field, value))
    }
}

/// Options from JavaScript, which has checked their types.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    path: String,
    writers: Who,
    base_url: Option<String>,
    concurrency: Option<usize>,
    #[serde(default)]
    roll_up: Vec<RollUpSettings>,
    #[serde(default)]
    adopt: bool,
    times: Option<Times>,
}

impl Settings {
    pub(crate) fn builder(self, client: Option<Client>) -> plock_outbox::Builder {
        let writers = match self.writers {
            Who::OnlyThis => Writers::OnlyThis,
            Who::OthersToo => Writers::OthersToo,
        };
        let mut builder = Outbox::builder(self.path, writers).adopt(self.adopt);
        if let Some(client) = client {
            builder = builder.client(client);
        }
        if let Some(url) = self.base_url {
            builder = builder.base_url(url);
        }
        if let Some(events) = self.concurrency {
            builder = builder.concurrency(events);
        }
        builder = self.roll_up.into_iter().fold(builder, |builder, rollup| builder.roll_up(rollup.into_core()));
        if let Some(times) = self.times {
            let ms = Duration::from_millis;
            builder = builder.tuning(Tuning {
                pause: ms(times.pause),
                poll: ms(times.poll),
                reconcile: ms(times.reconcile),
                reconcile_longest: ms(times.reconcile_longest),
                ..Tuning::default()
            });
        }
        builder
    }
}
