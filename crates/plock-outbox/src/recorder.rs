//! Recording: typed events of each resource with an outbox.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use plock::dynamic::{JsonNames, Names, Rows};
use plock::meta::{OPERATIONS, Operation};
use plock::types;

use crate::Outbox;
use crate::error::{Error, ErrorKind, Result};
use crate::event::NewEvent;
use crate::store::Receipt;

/// Records the events of one resource.
pub struct Recorder<'a, T> {
    outbox: &'a Outbox,
    operation: &'static Operation,
    body: PhantomData<T>,
}

impl<T: serde::Serialize> Recorder<'_, T> {
    fn event(&self, body: &T, key: Option<String>) -> Result<NewEvent> {
        let invalid = |error: String| Error::new(ErrorKind::InvalidRequest, error);
        let text = serde_json::to_string(body).map_err(|error| invalid(error.to_string()))?;
        let arguments = match self.operation.body {
            // Fields that are not set are left out.
            Some(object) => Rows::from_json(object, &text, JsonNames::Wire)
                .map_err(|error| invalid(error.message().to_owned()))?
                .row(0)
                .to_argument(JsonNames::Snake),
            None => text,
        };
        NewEvent::new(self.operation, &arguments, Names::Snake, key)
    }

    /// Records an event: once this returns, it is on the disk, and it will be sent once. `.await` it.
    pub fn record(&self, body: T) -> Record {
        Record { outbox: self.outbox.clone(), event: self.event(&body, None) }
    }

    /// Records many events, all or none.
    ///
    /// # Errors
    /// As [`record`](Self::record).
    pub async fn record_many(&self, bodies: impl IntoIterator<Item = T>) -> Result<Vec<Receipt>> {
        let events = bodies.into_iter().map(|body| self.event(&body, None)).collect::<Result<_>>()?;
        self.outbox.insert(events).await
    }

    /// As [`record_many`](Self::record_many), each with its key.
    ///
    /// # Errors
    /// As [`record`](Self::record).
    pub async fn record_many_with_keys(&self, bodies: impl IntoIterator<Item = (String, T)>) -> Result<Vec<Receipt>> {
        let events = bodies.into_iter().map(|(key, body)| self.event(&body, Some(key))).collect::<Result<_>>()?;
        self.outbox.insert(events).await
    }
}

/// An event to record. `.await` it; its errors are those of [`ErrorKind`].
#[must_use = "an event is recorded only when it is awaited"]
pub struct Record {
    outbox: Outbox,
    event: Result<NewEvent>,
}

impl Record {
    /// Key of the event, chosen by the caller: recording it again with the same key stores nothing, so that a caller that does not know
    /// whether it has recorded an event can do so again.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        let key = key.into();
        self.event = self.event.and_then(|event| event.with_key(key));
        self
    }
}

impl IntoFuture for Record {
    type Output = Result<Receipt>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let receipts = self.outbox.insert(vec![self.event?]).await?;
            receipts.first().copied().ok_or_else(|| Error::new(ErrorKind::Closed, "the outbox is closed"))
        })
    }
}

/// A method for each resource with an operation that has an outbox.
macro_rules! resources {
    ($($accessor:ident $resource:literal $number:literal $body:ident;)*) => {
        impl Outbox {
            $(
                #[doc = concat!("Records events of the resource `", $resource, "`.")]
                pub fn $accessor(&self) -> Recorder<'_, types::$body> {
                    Recorder { outbox: self, operation: &OPERATIONS[$number], body: PhantomData }
                }
            )*
        }
    };
}
plock::__outbox_resources!(resources);
