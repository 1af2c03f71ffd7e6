//! What JavaScript sees. It is internal to the package: users see the classes that stand on it.

use std::sync::Arc;

use napi::bindgen_prelude::{Env, JsValue, Unknown};
use napi::{Error, Result};
use napi_derive::napi;
use plock::dynamic::{self, Call, ManyJob, Names};
use plock::{Request, meta};
use tokio::sync::Semaphore;

use crate::clock::NoWaiting;
use crate::mailbox::{self, Mail, Mailbox};
use crate::many::NativeMany;
use crate::options::{Options, Settings};
use crate::{columns, failure, runtime};

/// The version of the package.
#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// What one thread of JavaScript shares with this side.
#[napi]
pub struct Bridge {
    mailbox: Arc<Mailbox>,
}

fn json<T: serde::de::DeserializeOwned + Default>(text: Option<String>) -> Result<T> {
    let read = text.map_or_else(|| Ok(T::default()), |text| serde_json::from_str(&text));
    read.map_err(|error| {
        failure::thrown(&plock::Error::invalid("options", &format!("expected options that there are: {error}")))
    })
}

fn closed() -> napi::Error {
    failure::thrown(&dynamic::configuration("the client is closed"))
}

/// What makes requests of arguments, which are JSON, for the call `id`.
fn prepare(
    client: &plock::Client,
    id: u32,
    operation: u32,
    options: Option<String>,
) -> Result<impl Fn(&str) -> plock::Result<Request<Call>> + Send + use<>> {
    let operation = usize::try_from(operation).ok().and_then(|index| meta::OPERATIONS.get(index));
    let operation = operation.ok_or_else(|| Error::from_reason("no such operation"))?;
    let options: Option<Options> = options.map(|options| json(Some(options))).transpose()?;
    let client = client.clone();
    Ok(move |args: &str| {
        let request = dynamic::call(&client, operation, args, Names::Camel)?.tag(id.into());
        Ok(match &options {
            None => request,
            Some(options) => options.clone().apply(request),
        })
    })
}

fn request(
    client: &plock::Client,
    id: u32,
    operation: u32,
    args: &str,
    options: Option<String>,
) -> Result<Request<Call>> {
    prepare(client, id, operation, options)?(args).map_err(|error| failure::thrown(&error))
}

#[napi]
impl Bridge {
    /// `on_mail` gets what is in the box, four values for each piece of mail.
    #[napi(constructor)]
    pub fn new(env: Env, on_mail: Unknown<'_>) -> Result<Self> {
        let mailbox = Mailbox::open(env.raw(), on_mail.value().value)?;
        env.add_env_cleanup_hook(mailbox.clone(), |mailbox| mailbox.close())?;
        Ok(Self { mailbox })
    }

    /// While anything is awaited, the event loop lives.
    #[napi]
    pub fn keep_alive(&self, env: Env, alive: bool) {
        self.mailbox.keep_alive(env.raw(), alive);
    }

    #[napi]
    pub fn client(&self, settings: String) -> Result<NativeClient> {
        let settings: Settings = json(Some(settings))?;
        let clock = settings.clock.then(Arc::<NoWaiting>::default);
        let client = settings.client(&self.mailbox, clock.clone()).map_err(|error| failure::thrown(&error))?;
        Ok(NativeClient {
            base_url: client.base_url().to_owned(),
            client: Some(client),
            mailbox: self.mailbox.clone(),
            clock,
        })
    }

    /// Gives a call up.
    #[napi]
    pub fn cancel(&self, id: u32) {
        self.mailbox.cancel(id);
    }

    /// What a provider has said when it was asked for a token; none where it has thrown.
    #[napi]
    pub fn token(&self, request: u32, token: Option<String>) {
        self.mailbox.told(request, token);
    }
}

/// A client.
#[napi]
pub struct NativeClient {
    /// None when it is closed.
    client: Option<plock::Client>,
    base_url: String,
    mailbox: Arc<Mailbox>,
    clock: Option<Arc<NoWaiting>>,
}

#[napi]
impl NativeClient {
    #[napi(getter)]
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    fn open(&self) -> Result<&plock::Client> {
        self.client.as_ref().ok_or_else(closed)
    }

    /// New calls are refused; connections end with the calls that use them.
    #[napi]
    pub fn close(&mut self) {
        self.client = None;
    }

    /// Makes the call `id`.
    #[napi]
    pub fn call(&self, id: u32, operation: u32, args: String, options: Option<String>) -> Result<()> {
        let request = request(self.open()?, id, operation, &args, options)?;
        self.mailbox.work(id, async move { mailbox::outcome(id, request.await.map(|answer| columns::answer(&answer))) })
    }

    /// Many writes, as the call `id`.
    #[napi]
    pub fn many(&self, id: u32, operation: u32, options: Option<String>, concurrency: u32) -> Result<NativeMany> {
        let client = self.open()?;
        let prepare = prepare(client, id, operation, options)?;
        let concurrency = usize::try_from(concurrency).unwrap_or(usize::MAX);
        let job = ManyJob::new(client, concurrency, runtime()?.handle()).map_err(|error| failure::thrown(&error))?;
        NativeMany::start(id, job, Box::new(prepare), self.mailbox.clone())
    }

    /// The pages of a list, each an answer to the call `id`. Nothing is sent before one is asked for with `more`.
    #[napi]
    pub fn pages(&self, id: u32, operation: u32, args: String, options: Option<String>) -> Result<NativePages> {
        let request = request(self.open()?, id, operation, &args, options)?;
        let asked = Arc::new(Semaphore::new(0));
        let (mailbox, wanted) = (self.mailbox.clone(), asked.clone());
        self.mailbox.work(id, async move {
            let mut pages = request.pages();
            // One task for all of them: to wake one for each page would take longer than to read it.
            while let Ok(permit) = wanted.acquire().await {
                permit.forget();
                match pages.next().await {
                    Some(Ok(page)) => mailbox.put(Mail::Page(id, columns::answer(&page))),
                    Some(Err(error)) => return Mail::Failed(id, failure::json(&error)),
                    None => break,
                }
            }
            Mail::End(id)
        })?;
        Ok(NativePages { asked })
    }

    /// What the clock of tests was asked to wait.
    #[napi]
    pub fn waits(&self) -> Vec<u32> {
        self.clock.as_ref().map(|clock| clock.waits_ms()).unwrap_or_default()
    }
}

/// The pages of a list, which end when this is forgotten.
#[napi]
pub struct NativePages {
    asked: Arc<Semaphore>,
}

#[napi]
impl NativePages {
    /// Asks for so many more pages.
    #[napi]
    pub fn more(&self, pages: u32) {
        self.asked.add_permits(usize::try_from(pages).unwrap_or(1));
    }
}

impl Drop for NativePages {
    fn drop(&mut self) {
        self.asked.close();
    }
}
