//! The client that progenitor generates, which builds requests. No other file uses progenitor.
#![allow(clippy::all, clippy::unwrap_used, unused, unreachable_pub, missing_docs, rustdoc::all, reason = "generated")]

use crate::http::Exchange;

include!(concat!(env!("OUT_DIR"), "/wire.rs"));

/// Sends each request through the [`Exchange`], which keeps the outcome. The future never completes, so that progenitor does not
/// decode the response; [`Exchange::outcome`] polls and drops it.
impl ClientHooks<Exchange> for Client {
    async fn exec(&self, request: reqwest::Request, _: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        self.inner().exec(request).await;
        std::future::pending().await
    }
}
