//! Who is asking: an API key, or a token asked for at each request.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::HeaderValue;

use super::error::{Error, ErrorKind, Result};

/// What a token provider may fail with.
pub type ProviderError = Box<dyn std::error::Error + Send + Sync>;
type TokenFuture = Pin<Box<dyn Future<Output = Result<String, ProviderError>> + Send>>;

/// How requests are authenticated. Prints without the secret.
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
    pub(crate) fn key(key: &str) -> Result<Self> {
        if key.trim().is_empty() {
            return Err(Error::configuration("api_key: expected the API key, got an empty text"));
        }
        bearer(key).map(Self::Key).map_err(|()| {
            Error::configuration(
                "api_key: expected visible ASCII characters only; is there a line break or a blank at the end?",
            )
        })
    }

    pub(crate) fn provider<F, T>(provider: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, ProviderError>> + Send + 'static,
    {
        Self::Provider(Arc::new(move || Box::pin(provider())))
    }

    /// Whether asking again can give another token.
    pub(crate) fn renewable(&self) -> bool {
        matches!(self, Self::Provider(_))
    }

    /// The header, where nobody has to be asked for it.
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
                        "the token provider gave a token with other than visible ASCII characters",
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
