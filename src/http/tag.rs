//! Task-local number of the call that a token provider or a listener is called for. It is part of the request, because pages are fetched
//! in their own tasks.

use std::future::Future;

tokio::task_local! {
    static TAG: u64;
}

/// Tag of the current call; see `Request::tag`.
#[cfg_attr(not(feature = "dynamic"), expect(dead_code, reason = "for other languages"))]
pub fn current() -> Option<u64> {
    TAG.try_with(|tag| *tag).ok()
}

/// As [`within`], for what does not wait.
#[cfg(feature = "dynamic")]
pub(crate) fn enter<T>(tag: Option<u64>, work: impl FnOnce() -> T) -> T {
    match tag {
        Some(tag) => TAG.sync_scope(tag, work),
        None => work(),
    }
}

pub(crate) async fn within<T>(tag: Option<u64>, work: impl Future<Output = T>) -> T {
    match tag {
        Some(tag) => TAG.scope(tag, work).await,
        None => work.await,
    }
}
