//! The native classes that the JavaScript of the package uses. Private to the package.

use std::sync::Arc;

use napi::bindgen_prelude::{Env, JsValue, ObjectFinalize, Uint8Array, Unknown};
use napi::{Error, Result};
use napi_derive::napi;
use plock::dynamic::host::{CallOptions, RecordingClock};
use plock::dynamic::{self, Call, ManyJob, Names};
use plock::{Request, meta};
use tokio::sync::Semaphore;

use crate::columns::Block;
use crate::events::{self, Event, EventQueue};
use crate::many::NativeMany;
use crate::options::Settings;
use crate::outbox::NativeOutbox;
use crate::tables::TableWriter;
use crate::{columns, error, runtime, tables};

#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Throws if the package's files and this addon come from different builds.
#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn check_build(files: String) -> Result<()> {
    plock::dynamic::check_build(&files).map_err(Error::from_reason)
}

/// What an operation is, as JSON, for the events of its calls.
#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn describe(operation: u32) -> Result<String> {
    let meta::Operation { id, method, path, .. } = find(operation)?;
    Ok(serde_json::json!({"operation": id, "method": method, "path": path}).to_string())
}

/// The number of the objects of an operation. None: it returns none.
#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn result_of(operation: u32) -> Result<Option<u32>> {
    Ok(find(operation)?.result.and_then(|object| u32::try_from(object.index).ok()))
}

/// The columns of a table of objects: the bytes of an IPC stream without rows. `options` are JSON.
#[napi]
#[allow(dead_code, reason = "built as a test, nothing registers it")]
pub fn table_schema(object: Option<u32>, options: String) -> Result<Uint8Array> {
    tables::schema(object, &options).map(Uint8Array::new).map_err(Error::from_reason)
}

/// The connection between a loaded module and the runtime.
#[napi(custom_finalize)]
pub struct Bridge {
    queue: Arc<EventQueue>,
}

impl ObjectFinalize for Bridge {
    fn finalize(self, env: Env) -> Result<()> {
        self.queue.release(env.raw());
        Ok(())
    }
}

fn json<T: serde::de::DeserializeOwned + Default>(text: Option<String>) -> Result<T> {
    let read = text.map_or_else(|| Ok(T::default()), |text| serde_json::from_str(&text));
    read.map_err(|error| error::to_napi(&plock::Error::invalid("options", &format!("invalid options: {error}"))))
}

fn closed() -> napi::Error {
    error::to_napi(&dynamic::configuration("the client is closed"))
}

pub(crate) fn find(operation: u32) -> Result<&'static meta::Operation> {
    let operation = usize::try_from(operation).ok().and_then(|index| meta::OPERATIONS.get(index));
    operation.ok_or_else(|| Error::from_reason("no such operation"))
}

/// Returns a function that prepares requests for the call `id` from arguments as JSON.
fn prepare(
    client: &plock::Client,
    id: u32,
    operation: u32,
    options: Option<String>,
) -> Result<impl Fn(&str) -> plock::Result<Request<Call>> + Send + use<>> {
    let operation = find(operation)?;
    let options: Option<CallOptions> = options.map(|options| json(Some(options))).transpose()?;
    let client = client.clone();
    Ok(move |args: &str| {
        let request = dynamic::call(&client, operation, args, Names::Camel)?.tag(id.into());
        Ok(match &options {
            None => request,
            Some(options) => options.apply(request),
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
    prepare(client, id, operation, options)?(args).map_err(|error| error::to_napi(&error))
}

#[napi]
impl Bridge {
    /// `receive` is called with a flat array of events, `deliver::VALUES` values each. It must live as long as this object.
    #[napi(constructor)]
    pub fn new(env: Env, receive: Unknown<'_>) -> Result<Self> {
        Ok(Self { queue: EventQueue::open(env.raw(), receive.value().value)? })
    }

    /// Keeps the event loop alive, or allows the process to exit.
    #[napi]
    pub fn keep_alive(&self, env: Env, alive: bool) {
        self.queue.keep_alive(env.raw(), alive);
    }

    /// Requests log events from all clients, or only from those with a logger.
    #[napi]
    pub fn observe(&self, all: bool) {
        self.queue.observe(all);
    }

    #[napi]
    pub fn client(&self, settings: String) -> Result<NativeClient> {
        let settings: Settings = json(Some(settings))?;
        let clock = settings.clock.then(Arc::<RecordingClock>::default);
        let client = settings.client(&self.queue, clock.clone()).map_err(|error| error::to_napi(&error))?;
        Ok(NativeClient {
            base_url: client.base_url().to_owned(),
            client: Some(client),
            queue: self.queue.clone(),
            clock,
        })
    }

    /// Opens an outbox that sends nothing, as the call `id`.
    #[napi]
    pub fn open_outbox(&self, id: u32, settings: String) -> Result<NativeOutbox> {
        NativeOutbox::open(&self.queue, id, &settings, None)
    }

    /// Writes objects as a table, as the call `id`. `rows`: as `Rows::from_pairs`; `options`: JSON.
    #[napi]
    pub fn table(&self, id: u32, object: u32, rows: String, options: String) -> Result<()> {
        self.queue.spawn(id, false, async move {
            match tables::of_pairs(object, &rows, &options) {
                Ok(bytes) => Event::Rows(id, Block::of(bytes)),
                Err(error) => Event::Failed(id, error),
            }
        })
    }

    /// Aborts a call.
    #[napi]
    pub fn cancel(&self, id: u32) {
        self.queue.cancel(id);
    }

    /// Resolves a token request. None: the token provider threw.
    #[napi]
    pub fn token(&self, request: u32, token: Option<String>) {
        self.queue.resolve_token(request, token);
    }
}

#[napi]
pub struct NativeClient {
    /// `None` once it is closed.
    client: Option<plock::Client>,
    base_url: String,
    queue: Arc<EventQueue>,
    clock: Option<Arc<RecordingClock>>,
}

#[napi]
impl NativeClient {
    #[napi(getter)]
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    fn client(&self) -> Result<&plock::Client> {
        self.client.as_ref().ok_or_else(closed)
    }

    /// Refuses new calls. Connections close when the calls that use them have ended.
    #[napi]
    pub fn close(&mut self) {
        self.client = None;
    }

    /// Starts the call `id`.
    #[napi]
    pub fn call(&self, id: u32, operation: u32, args: String, options: Option<String>) -> Result<()> {
        let request = request(self.client()?, id, operation, &args, options)?;
        let write = find(operation)?.method != "GET";
        self.queue.spawn(id, write, async move {
            events::call_result(id, request.await.map(|response| columns::encode(&response)))
        })
    }

    /// Starts a job of many writes as the call `id`.
    #[napi]
    pub fn many(&self, id: u32, operation: u32, options: Option<String>, concurrency: u32) -> Result<NativeMany> {
        let client = self.client()?;
        let prepare = prepare(client, id, operation, options)?;
        let concurrency = usize::try_from(concurrency).unwrap_or(usize::MAX);
        let job = ManyJob::new(client, concurrency, runtime()?.handle()).map_err(|error| error::to_napi(&error))?;
        NativeMany::start(id, job, Box::new(prepare), self.queue.clone())
    }

    /// The pages of a list, each an event of the call `id`. Sends nothing before the first `request`. `table`: options of an Arrow table, as
    /// JSON; the events are the parts of its stream.
    #[napi]
    pub fn pages(
        &self,
        id: u32,
        operation: u32,
        args: String,
        options: Option<String>,
        table: Option<String>,
    ) -> Result<NativePages> {
        let request = request(self.client()?, id, operation, &args, options)?;
        let operation = find(operation)?;
        let table = table.map(|options| TableWriter::new(operation.result, &options)).transpose();
        let mut table = table.map_err(|error| error::to_napi(&error))?;
        let demand = Arc::new(Semaphore::new(0));
        let (queue, requested) = (self.queue.clone(), demand.clone());
        self.queue.spawn(id, false, async move {
            let mut pages = request.pages();
            // One task for all pages: waking one for each takes longer than decoding the page.
            while let Ok(permit) = requested.acquire().await {
                permit.forget();
                let block = match (pages.next().await, &mut table) {
                    (Some(Ok(page)), None) => Ok(columns::encode(&page)),
                    (Some(Ok(page)), Some(table)) => table.page(&page.rows).map(Block::of),
                    (Some(Err(error)), _) => Err(error::json(&error)),
                    (None, _) => break,
                };
                match block {
                    Ok(block) => queue.push(Event::Page(id, block)),
                    Err(error) => return Event::Failed(id, error),
                }
            }
            match table.map(TableWriter::end).transpose() {
                Ok(end) => end.into_iter().for_each(|bytes| queue.push(Event::Page(id, Block::of(bytes)))),
                Err(error) => return Event::Failed(id, error),
            }
            Event::End(id)
        })?;
        Ok(NativePages { demand })
    }

    /// Opens an outbox as the call `id`. Its requests belong to the stream `tag`.
    #[napi]
    pub fn open_outbox(&self, id: u32, settings: String, tag: u32) -> Result<NativeOutbox> {
        NativeOutbox::open(&self.queue, id, &settings, Some(self.client()?.clone().tagged(tag.into())))
    }

    /// The sleeps that the test clock recorded, in milliseconds.
    #[napi]
    pub fn waits(&self) -> Vec<f64> {
        self.clock.iter().flat_map(|clock| clock.sleeps_ms()).map(|ms| ms as f64).collect()
    }
}

/// The pages of a list. Ends on drop.
#[napi]
pub struct NativePages {
    demand: Arc<Semaphore>,
}

#[napi]
impl NativePages {
    /// Requests more pages.
    #[napi]
    pub fn request(&self, pages: u32) {
        self.demand.add_permits(usize::try_from(pages).unwrap_or(1));
    }
}

impl Drop for NativePages {
    fn drop(&mut self) {
        self.demand.close();
    }
}
