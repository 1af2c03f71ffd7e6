//! The private client that progenitor generates: it builds requests. Nothing else here knows progenitor.
#![allow(clippy::all, clippy::unwrap_used, unused, unreachable_pub, missing_docs, rustdoc::all, reason = "generated")]

use crate::http::Exchange;

include!(concat!(env!("OUT_DIR"), "/wire.rs"));

/// The outcome stays in the [`Exchange`], whose [`outcome`](Exchange::outcome) polls this future: it never ends, so that
/// progenitor makes nothing of a response.
impl ClientHooks<Exchange> for Client {
    async fn exec(&self, request: reqwest::Request, _: &OperationInfo) -> reqwest::Result<reqwest::Response> {
        self.inner().exec(self.client(), request).await;
        std::future::pending().await
    }
}
