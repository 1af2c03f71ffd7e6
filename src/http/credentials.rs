//! Credentials: an API key, or a token provider.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::HeaderValue;

use super::error::{Error, ErrorKind, Result};

/// Error of a token provider.
pub type ProviderError = Box<dyn std::error::Error + Send + Sync>;
type TokenFuture = Pin<Box<dyn Future<Output = Result<String, ProviderError>> + Send>>;

/// Authentication of requests. The `Debug` output omits secrets.
#[derive(Clone)]
pub(crate) enum Credentials {
    Key(HeaderValue),
    Provider(Arc<dyn Fn() -> TokenFuture + Send + Sync>),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key(…)",
            Self::Provider(_) => "Provider(…)",
        })
    }
}

impl Credentials {
    /// `option`: the name of the option, for messages.
    pub(crate) fn key(key: &str, option: &str) -> Result<Self> {
        if key.trim().is_empty() {
            return Err(Error::configuration(format!("{option}: expected an API key, got an empty string")));
        }
        bearer(key).map(Self::Key).map_err(|()| {
            Error::configuration(format!(
                "{option}: expected visible ASCII characters only; is there a line break or a space at the end?"
            ))
        })
    }

    pub(crate) fn provider<F, T>(provider: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, ProviderError>> + Send + 'static,
    {
        Self::Provider(Arc::new(move || Box::pin(provider())))
    }

    /// Whether another token can be requested.
    pub(crate) fn renewable(&self) -> bool {
        matches!(self, Self::Provider(_))
    }

    /// The header of an API key, which needs no await.
    pub(crate) fn key_header(&self) -> Option<HeaderValue> {
        match self {
            Self::Key(value) => Some(value.clone()),
            Self::Provider(_) => None,
        }
    }

    pub(crate) async fn header(&self) -> Result<HeaderValue> {
        match self {
            Self::Key(value) => Ok(value.clone()),
            Self::Provider(provider) => {
                let token = provider().await.map_err(|e| {
                    Error::new(ErrorKind::Authentication, "the token provider failed")
                        .with_source(e)
                        .with_retry(true, None)
                })?;
                bearer(&token).map_err(|()| {
                    Error::new(
                        ErrorKind::Authentication,
                        "the token provider returned a token that is empty or has characters other than visible ASCII",
                    )
                    .with_retry(true, None)
                })
            }
        }
    }
}

fn bearer(token: &str) -> Result<HeaderValue, ()> {
    if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(());
    }
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| ())?;
    value.set_sensitive(true);
    Ok(value)
}
