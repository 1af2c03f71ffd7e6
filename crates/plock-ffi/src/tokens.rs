//! Tokens, for which the other language's provider is asked.

use std::sync::Arc;

use plock::ProviderError;
use tokio::sync::oneshot;

use crate::lock;
use crate::native::{EventKind, Native, find};

/// Takes the question back when nobody waits for its answer any more.
struct Question<'a>(&'a Native, u64);

impl Drop for Question<'_> {
    fn drop(&mut self) {
        lock(&self.0.questions).remove(&self.1);
    }
}

/// Asks the other language's provider for a token.
pub(crate) async fn ask(native: Arc<Native>, client: u64) -> Result<String, ProviderError> {
    let question = Question(&native, native.number());
    let (sender, answer) = oneshot::channel();
    lock(&native.questions).insert(question.1, sender);
    native.post(client, EventKind::Token, |out| out.number(question.1));
    match answer.await {
        Ok(given) => given.map_err(ProviderError::from),
        Err(_) => Err("the token provider gave no answer".into()),
    }
}

/// What a provider gave, or why it gave nothing.
#[uniffi::export]
pub fn give_token(native: u64, question: u64, given: Option<String>, error: Option<String>) {
    let Some(native) = find(native) else { return };
    let sender = lock(&native.questions).remove(&question);
    if let Some(sender) = sender {
        let _ = sender.send(given.ok_or_else(|| error.unwrap_or_default()));
    }
}
