//! Runs cases against a client, several at a time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use plock_sandbox::{Options, Sandbox};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::case::Case;
use crate::client::{ClientError, Pool, Process};
use crate::judge::{self, Evidence};
use crate::server::behavior::{Behavior, Pages};
use crate::server::proxy::Proxy;
use crate::server::tls::Authority;
use crate::server::{Http2Limits, Listener, Server};
use crate::shape;
use plock_sandbox::json::Json;

/// Default time limit of a case.
pub const LIMIT: Duration = Duration::from_secs(10);
/// Time for requests that a client sends after its reply.
const SETTLE: Duration = Duration::from_millis(25);
/// Additional wait for a connection to close, to report how late it is.
const TOLERANCE: Duration = Duration::from_millis(400);
/// Maximum number of cases that measure time, run at the same time.
const MAX_TIMED: usize = 2;

/// Result of a case.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    pub id: String,
    pub group: String,
    pub why: String,
    /// Differences from what was expected. Empty: the case passed.
    pub failures: Vec<String>,
    pub trace: String,
    pub ms: u64,
}

/// How to run cases against one client.
pub struct Setup<'a> {
    pub authority: &'a Authority,
    pub command: Vec<String>,
    pub camel_case: bool,
    /// Maximum number of cases at the same time.
    pub jobs: usize,
    pub limit: Duration,
}

struct Context<'a> {
    authority: &'a Authority,
    camel_case: bool,
    pool: Pool,
    limit: Duration,
}

/// Runs the cases against one client.
pub async fn run(cases: &[Case], setup: &Setup<'_>) -> Vec<Verdict> {
    let roots = Roots::write(setup.authority);
    let env = roots.0.iter().map(|file| ("SSL_CERT_FILE".to_owned(), file.display().to_string())).collect();
    let pool = Pool::new(setup.command.clone(), env);
    let context = Context { authority: setup.authority, camel_case: setup.camel_case, pool, limit: setup.limit };
    let (timed, others): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.is_timed());
    let mut verdicts = Vec::new();
    for (cases, jobs) in [(others, setup.jobs.max(1)), (timed, setup.jobs.clamp(1, MAX_TIMED))] {
        let mut running = stream::iter(cases).map(|case| run_case(case, &context)).buffer_unordered(jobs);
        while let Some(verdict) = running.next().await {
            verdicts.push(verdict);
        }
    }
    let position = |id: &str| cases.iter().position(|case| case.id == id);
    verdicts.sort_by_key(|verdict| position(&verdict.id));
    verdicts
}

/// A file that replaces the root certificates of the system with an unrelated authority.
struct Roots(Option<PathBuf>);

impl Roots {
    fn write(authority: &Authority) -> Self {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("conformance-roots-{}-{run}.pem", std::process::id()));
        Roots(std::fs::write(&file, &authority.unrelated_pem).is_ok().then_some(file))
    }
}

impl Drop for Roots {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            let _ = std::fs::remove_file(file);
        }
    }
}

async fn run_case(case: &Case, context: &Context<'_>) -> Verdict {
    let started = Instant::now();
    let mut trace = String::new();
    let failures = match attempt(case, context, &mut trace).await {
        Ok(failures) => failures,
        Err(error) => vec![error],
    };
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let Case { id, group, why, .. } = case.clone();
    Verdict { id, group, why, failures, trace, ms }
}

async fn attempt(case: &Case, context: &Context<'_>, trace: &mut String) -> Result<Vec<String>, String> {
    let pool = &context.pool;
    if case.env().is_empty() {
        let process = pool.shared().await.map_err(|error| error.to_string())?;
        match in_process(case, context, Client::Shared(&process), trace).await? {
            Ok(failures) => return Ok(failures),
            // Any of the cases in progress may be the cause: each is repeated in a process of its own.
            Err(_) => pool.replace(&process).await,
        }
        trace.clear();
    }
    match in_process(case, context, Client::Dedicated(pool), trace).await? {
        Ok(failures) => Ok(failures),
        Err(error) => Err(error.to_string()),
    }
}

enum Client<'a> {
    Shared(&'a Arc<Process>),
    Dedicated(&'a Pool),
}

async fn in_process(
    case: &Case,
    context: &Context<'_>,
    client: Client<'_>,
    trace: &mut String,
) -> Result<Result<Vec<String>, ClientError>, String> {
    let servers = TestServers::start(case, context.authority).await?;
    let request = servers.request(case, context.authority);
    let process = match client {
        Client::Shared(process) => process.clone(),
        Client::Dedicated(pool) => {
            let env = case
                .env()
                .iter()
                .map(|(name, value)| (name.clone(), servers.filled(value).text().unwrap_or_default().to_owned()));
            match pool.dedicated(&env.collect::<Vec<_>>()).await {
                Ok(process) => process,
                Err(error) => return Ok(Err(error)),
            }
        }
    };
    trace.push_str(&format!("      to the client    {request}\n"));
    let (line, reply) = match process.send(&request, context.limit).await {
        Ok(reply) => reply,
        Err(error) => {
            servers.append_trace(trace);
            return Ok(Err(error));
        }
    };
    let evidence = servers.evidence(case, line, reply).await?;
    servers.append_trace(trace);
    let shown: String = evidence.line.chars().take(4000).collect();
    trace.push_str(&format!("      from the client  {shown}\n"));
    let mut filled = case.clone();
    filled.expect = servers.filled(&case.expect).map_strings(&|text| option_name(text, context.camel_case));
    Ok(Ok(judge::judge(&filled, &evidence)))
}

/// The servers of one case.
struct TestServers {
    server: Option<Server>,
    other: Server,
    proxy: Option<Proxy>,
    sandbox: Option<(Sandbox, Vec<(String, u64)>)>,
    base: String,
    /// Keeps a port of no server bound.
    _held: HeldPort,
}

#[derive(Default)]
struct HeldPort {
    _socket: Option<TcpSocket>,
    _listener: Option<TcpListener>,
    _streams: Vec<TcpStream>,
}

impl TestServers {
    async fn start(case: &Case, authority: &Authority) -> Result<Self, String> {
        let operation = shape::operation(case.operation()).ok_or("unknown operation")?;
        let tls = case.server.at("tls").at("host").str();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let host = if tls.is_some() { "localhost" } else { "127.0.0.1" };
        let listener = Listener::bind(scheme, host).await?;
        let other = Listener::bind("http", "localhost").await?;
        let proxy = Proxy::start(listener.address).await?;
        let mut base = listener.base.clone();
        let fill = Placeholders { own: base.clone(), other: other.base.clone(), proxy: proxy.url.clone() };
        let script = fill.value(&case.server);
        let (mut sandbox, mut held) = (None, HeldPort::default());
        let play = if script.has("sandbox") {
            let settings = script.at("sandbox");
            let options = Options {
                key: Some(case.key().unwrap_or(crate::case::DEFAULT_KEY).to_owned()),
                accounts: settings.at("accounts").u64(),
                seed: settings.at("seed").u64().unwrap_or_default(),
                latency: Duration::from_millis(settings.at("latency_ms").u64().unwrap_or_default()),
                ..Options::default()
            };
            let started = Sandbox::start(options).await.map_err(|error| format!("the sandbox: {error}"))?;
            let address = started.url().trim_start_matches("http://").parse();
            let address = address.map_err(|error| format!("the sandbox: {error}"))?;
            let before = recorded(&started, &case.expect)?;
            sandbox = Some((started, before));
            Some(Behavior::Relay(address))
        } else if script.has("pages") {
            Some(Behavior::Pages(Box::new(Pages::new(script.at("pages"), operation)?)))
        } else if script.has("script") {
            Some(Behavior::script(&script, operation)?)
        } else {
            None
        };
        let http2 = case.server.at("tls").at("http").u64() == Some(2);
        let limits = case.server.at("tls");
        let number = |name| limits.at(name).u64().and_then(|number| u32::try_from(number).ok());
        let http2_limits = Http2Limits {
            requests: limits.at("requests").usize(),
            streams: number("streams"),
            window: number("window"),
        };
        let acceptor = tls.map(|host| authority.acceptor(host, http2));
        let server = match play {
            Some(play) => Some(listener.serve(play, acceptor, http2_limits)),
            None if script.has("refuse") => {
                drop(listener);
                (base, held) = refusing()?;
                None
            }
            None => {
                drop(listener);
                (base, held) = unreachable().await?;
                None
            }
        };
        let play = match script.get("other") {
            Some(script) => Behavior::script(script, operation)?,
            None => Behavior::example(operation)?,
        };
        let uses_proxy =
            case.client.has("proxy") || case.env().iter().any(|(_, value)| value.text() == Some("${proxy}"));
        let (other, proxy) = (other.serve(play, None, Http2Limits::default()), uses_proxy.then_some(proxy));
        Ok(TestServers { server, other, proxy, sandbox, base, _held: held })
    }

    fn filled(&self, value: &Json) -> Json {
        let proxy = self.proxy.as_ref().map(|proxy| proxy.url.clone()).unwrap_or_default();
        Placeholders { own: self.base.clone(), other: self.other.base.clone(), proxy }.value(value)
    }

    /// The request to the client-under-test.
    fn request(&self, case: &Case, authority: &Authority) -> Json {
        let mut client = self.filled(&case.client);
        let mut call = self.filled(&case.call);
        client.remove("env");
        if !client.has("api_key") && !client.has("token_provider") {
            client.set("api_key", Json::string(crate::case::DEFAULT_KEY));
        }
        if client.at("api_key").is_null() {
            client.remove("api_key");
        }
        let path = client.remove("base_path").and_then(|path| path.text().map(str::to_owned)).unwrap_or_default();
        let named = client.has("environment") || case.env().iter().any(|(name, _)| name == "PLOCK_BASE_URL");
        if !client.has("base_url") && !named {
            client.set("base_url", Json::string(format!("{}{path}", self.base)));
        }
        if client.at("base_url").is_null() {
            client.remove("base_url");
        }
        if client.remove("trust_ca").is_some_and(|trust| trust.is_true()) {
            let own = case.server.at("tls").at("host").str() == Some("self-signed");
            client.set("ca_pem", Json::string(if own { &authority.self_signed_pem } else { &authority.pem }));
        }
        if client.remove("client_certificate").is_some_and(|given| given.is_true()) {
            client.set("client_pem", Json::string(&authority.client_pem));
        }
        match (client.remove("proxy"), &self.proxy) {
            (Some(Json::Bool(true)), Some(proxy)) => client.set("proxy_url", Json::string(&proxy.url)),
            (Some(Json::String(url)), _) => client.set("proxy_url", Json::String(url)),
            _ => {}
        }
        if !call.has("args") {
            call.set("args", Json::object());
        }
        Json::Object(vec![("client".to_owned(), client), ("call".to_owned(), call)])
    }

    async fn evidence(&self, case: &Case, line: String, reply: Json) -> Result<Evidence, String> {
        let call = &case.call;
        if let Some(limit) = case.expect.at("closed_within_ms").u64() {
            let until = Instant::now() + Duration::from_millis(limit) + TOLERANCE;
            while self.server.as_ref().is_some_and(Server::is_busy) && Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        if call.has("list") || call.has("job") || call.has("cancel_after_ms") || reply.has("error") {
            tokio::time::sleep(SETTLE).await;
        }
        let mut evidence = Evidence { line, reply, ..Evidence::default() };
        if let Some(server) = &self.server {
            let state = server.state();
            evidence.requests = state.seen.clone();
            evidence.connections = state.connections.clone();
            evidence.most_at_once = state.most_at_once;
            evidence.script = server.length;
        }
        evidence.other = self.other.state().seen.clone();
        evidence.proxied = self.proxy.as_ref().map_or(0, Proxy::used);
        if let Some((sandbox, before)) = &self.sandbox {
            // The sandbox may still process a request whose connection was closed.
            let until = Instant::now() + Duration::from_millis(150);
            loop {
                let now = recorded(sandbox, &case.expect)?;
                let more = |((name, now), (_, before)): (&(String, u64), &(String, u64))| {
                    (name.clone(), i128::from(*now) - i128::from(*before))
                };
                evidence.recorded = now.iter().zip(before).map(more).collect();
                let expected = case.expect.at("recorded");
                let done = expected.members().iter().all(|(name, n)| {
                    evidence.recorded.iter().any(|(of, more)| of == name && n.text() == Some(&more.to_string()))
                });
                if done || Instant::now() > until {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        Ok(evidence)
    }

    fn append_trace(&self, trace: &mut String) {
        if let Some(server) = &self.server {
            trace.push_str(&server.state().trace);
        }
        let other = self.other.state();
        if !other.trace.is_empty() {
            trace.push_str("      the other server:\n");
            trace.push_str(&other.trace);
        }
    }
}

/// Number of objects of each resource in the sandbox that the case checks.
fn recorded(sandbox: &Sandbox, expect: &Json) -> Result<Vec<(String, u64)>, String> {
    let count = |name: &str| Ok((name.to_owned(), sandbox.count(name).map_err(|error| error.to_string())?));
    let names = expect.at("recorded").members().iter().map(|(name, _)| name.as_str());
    names.chain(expect.at("job").at("rows").str()).map(count).collect()
}

/// The name that a client has for an option, of `${option.name}`.
fn option_name(text: &str, camel_case: bool) -> String {
    let Some(name) = text.strip_prefix("${option.").and_then(|rest| rest.strip_suffix('}')) else {
        return text.to_owned();
    };
    if !camel_case {
        return name.to_owned();
    }
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| format!("{name}{}{}", word[..1].to_uppercase(), &word[1..]))
}

struct Placeholders {
    own: String,
    other: String,
    proxy: String,
}

impl Placeholders {
    fn value(&self, value: &Json) -> Json {
        value.map_strings(&|text| {
            text.replace("${self}", &self.own).replace("${other}", &self.other).replace("${proxy}", &self.proxy)
        })
    }
}

fn bind_error(error: std::io::Error) -> String {
    format!("failed to bind a port: {error}")
}

fn bind() -> Result<(String, TcpSocket), String> {
    let socket = TcpSocket::new_v4().map_err(bind_error)?;
    socket.bind(([127, 0, 0, 1], 0).into()).map_err(bind_error)?;
    let address = socket.local_addr().map_err(bind_error)?;
    Ok((format!("http://{address}"), socket))
}

/// A bound port without a listener: connections are refused.
fn refusing() -> Result<(String, HeldPort), String> {
    let (base, socket) = bind()?;
    Ok((base, HeldPort { _socket: Some(socket), ..HeldPort::default() }))
}

/// A port with a full connection queue: connecting times out.
async fn unreachable() -> Result<(String, HeldPort), String> {
    let (base, socket) = bind()?;
    let listener = socket.listen(1).map_err(bind_error)?;
    let address = listener.local_addr().map_err(bind_error)?;
    let mut streams = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(40), TcpStream::connect(address)).await {
        streams.push(stream);
        if streams.len() > 16 {
            return Err("this system accepts connections without limit".to_owned());
        }
    }
    Ok((base, HeldPort { _listener: Some(listener), _streams: streams, _socket: None }))
}
