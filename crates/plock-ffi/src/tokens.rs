//! Token requests to the token provider of the other language.

use std::sync::Arc;

use plock::ProviderError;
use tokio::sync::oneshot;

use crate::lock;
use crate::native::{EventKind, Native, find};

/// Removes the token request when the call that waits for it ends.
struct TokenRequest<'a>(&'a Native, u64);

impl Drop for TokenRequest<'_> {
    fn drop(&mut self) {
        lock(&self.0.token_requests).remove(&self.1);
    }
}

/// Requests a token from the provider of a client.
pub(crate) async fn request_token(native: Arc<Native>, client: u64) -> Result<String, ProviderError> {
    let request = TokenRequest(&native, native.next_id());
    let (sender, receiver) = oneshot::channel();
    lock(&native.token_requests).insert(request.1, sender);
    native.post(client, EventKind::Token, |out| out.number(request.1));
    match receiver.await {
        Ok(token) => token.map_err(ProviderError::from),
        Err(_) => Err("the token provider returned no token".into()),
    }
}

/// Completes a token request with a token, or with an error message.
#[uniffi::export]
pub fn complete_token_request(native: u64, request: u64, token: Option<String>, error: Option<String>) {
    let Some(native) = find(native) else { return };
    let sender = lock(&native.token_requests).remove(&request);
    if let Some(sender) = sender {
        let _ = sender.send(token.ok_or_else(|| error.unwrap_or_default()));
    }
}
