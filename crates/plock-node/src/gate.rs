//! Lets so many calls through at a time, in the order in which they came.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// A semaphore would let them through in the order in which their tasks happen to be run first.
#[derive(Default)]
pub(crate) struct Places(Mutex<State>);

#[derive(Default)]
struct State {
    free: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
    closed: bool,
}

/// Held by a call that is through. Dropped, it is the next one's.
pub(crate) struct Place(Option<Arc<Places>>);

/// A call before the gate.
pub(crate) enum Turn {
    Now(Place),
    Later(oneshot::Receiver<Place>),
}

impl Places {
    pub(crate) fn new(free: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State { free, ..State::default() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn enter(self: &Arc<Self>) -> Turn {
        let mut state = self.state();
        if state.free > 0 {
            state.free -= 1;
            return Turn::Now(Place(Some(self.clone())));
        }
        let (sender, receiver) = oneshot::channel();
        if !state.closed {
            state.waiting.push_back(sender);
        }
        Turn::Later(receiver)
    }

    /// Nobody gets through any more.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop(waiting);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(places) = self.0.take() else { return };
        loop {
            let mut state = places.state();
            let Some(next) = state.waiting.pop_front() else {
                state.free += usize::from(!state.closed);
                return;
            };
            drop(state);
            match next.send(Place(Some(places.clone()))) {
                Ok(()) => return,
                // That call was given up: the place goes on to the next.
                Err(mut place) => place.0 = None,
            }
        }
    }
}

impl Turn {
    /// `None`: the gate was closed.
    pub(crate) async fn come(self) -> Option<Place> {
        match self {
            Self::Now(place) => Some(place),
            Self::Later(place) => place.await.ok(),
        }
    }
}
