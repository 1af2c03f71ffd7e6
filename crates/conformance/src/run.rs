//! One case from start to verdict, and many at a time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use plock_sandbox::{Options, Sandbox};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::case::Case;
use crate::client::{Pool, Process, Trouble};
use crate::judge::{self, Evidence};
use crate::server::play::{Pages, Play};
use crate::server::proxy::Proxy;
use crate::server::tls::Authority;
use crate::server::{Listener, Server};
use crate::shape;
use crate::value::Value;

/// A case that takes longer is lost, unless it is told otherwise.
pub const LIMIT: Duration = Duration::from_secs(10);
/// What a client still sends after its answer comes within this.
const SETTLE: Duration = Duration::from_millis(25);
/// A connection that is to be closed is waited for this much longer than it may take, to tell how late it is.
const LATE: Duration = Duration::from_millis(400);
/// Cases that measure time, at the same time.
const TIMED: usize = 2;

/// What became of a case.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    pub id: String,
    pub group: String,
    pub why: String,
    /// What was not as expected; empty: it passed.
    pub failures: Vec<String>,
    pub trace: String,
    pub ms: u64,
}

/// How cases are run against one client.
pub struct Setup<'a> {
    pub authority: &'a Authority,
    pub command: Vec<String>,
    /// How many at the same time.
    pub jobs: usize,
    pub limit: Duration,
}

/// What every case of a run has.
struct Common<'a> {
    authority: &'a Authority,
    pool: Pool,
    limit: Duration,
}

/// Runs the cases against one client.
pub async fn run(cases: &[Case], setup: &Setup<'_>) -> Vec<Verdict> {
    let roots = Roots::write(setup.authority);
    let env = roots.0.iter().map(|file| ("SSL_CERT_FILE".to_owned(), file.display().to_string())).collect();
    let pool = Pool::new(setup.command.clone(), env);
    let common = Common { authority: setup.authority, pool, limit: setup.limit };
    let (timed, others): (Vec<_>, Vec<_>) = cases.iter().partition(|case| case.is_timed());
    let mut verdicts = Vec::new();
    for (cases, jobs) in [(others, setup.jobs.max(1)), (timed, setup.jobs.clamp(1, TIMED))] {
        let mut running = stream::iter(cases).map(|case| one(case, &common)).buffer_unordered(jobs);
        while let Some(verdict) = running.next().await {
            verdicts.push(verdict);
        }
    }
    let place = |id: &str| cases.iter().position(|case| case.id == id);
    verdicts.sort_by_key(|verdict| place(&verdict.id));
    verdicts
}

/// The roots of the system are one authority that issued nothing: no case hangs on what a machine trusts.
struct Roots(Option<PathBuf>);

impl Roots {
    fn write(authority: &Authority) -> Self {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("conformance-roots-{}-{run}.pem", std::process::id()));
        Roots(std::fs::write(&file, &authority.stranger_pem).is_ok().then_some(file))
    }
}

impl Drop for Roots {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            let _ = std::fs::remove_file(file);
        }
    }
}

async fn one(case: &Case, common: &Common<'_>) -> Verdict {
    let started = Instant::now();
    let mut trace = String::new();
    let failures = match attempt(case, common, &mut trace).await {
        Ok(failures) => failures,
        Err(error) => vec![error],
    };
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let Case { id, group, why, .. } = case.clone();
    Verdict { id, group, why, failures, trace, ms }
}

async fn attempt(case: &Case, common: &Common<'_>, trace: &mut String) -> Result<Vec<String>, String> {
    let pool = &common.pool;
    let said = |trouble: Trouble| trouble.text();
    if case.env().is_empty() {
        let process = pool.shared().await.map_err(said)?;
        match in_process(case, common, Client::Running(&process), trace).await? {
            Ok(failures) => return Ok(failures),
            // Whose fault it was shows when each of the cases that were under way has a process of its own.
            Err(_) => pool.replace(&process).await,
        }
        trace.clear();
    }
    match in_process(case, common, Client::Own(pool), trace).await? {
        Ok(failures) => Ok(failures),
        Err(trouble) => Err(trouble.text()),
    }
}

enum Client<'a> {
    Running(&'a Arc<Process>),
    Own(&'a Pool),
}

async fn in_process(
    case: &Case,
    common: &Common<'_>,
    client: Client<'_>,
    trace: &mut String,
) -> Result<Result<Vec<String>, Trouble>, String> {
    let stage = Stage::set(case, common.authority).await?;
    let request = stage.request(case, common.authority);
    let process = match client {
        Client::Running(process) => process.clone(),
        Client::Own(pool) => {
            let env = case
                .env()
                .iter()
                .map(|(name, value)| (name.clone(), stage.filled(value).text().unwrap_or_default().to_owned()));
            match pool.own(&env.collect::<Vec<_>>()).await {
                Ok(process) => process,
                Err(trouble) => return Ok(Err(trouble)),
            }
        }
    };
    trace.push_str(&format!("      to the client    {request}\n"));
    let (line, answer) = match process.ask(&request, common.limit).await {
        Ok(answer) => answer,
        Err(trouble) => {
            stage.traced(trace);
            return Ok(Err(trouble));
        }
    };
    let evidence = stage.evidence(case, line, answer).await?;
    stage.traced(trace);
    let shown: String = evidence.line.chars().take(4000).collect();
    trace.push_str(&format!("      from the client  {shown}\n"));
    let mut filled = case.clone();
    filled.expect = stage.filled(&case.expect);
    Ok(Ok(judge::judge(&filled, &evidence)))
}

/// The servers of one case.
struct Stage {
    server: Option<Server>,
    other: Server,
    proxy: Option<Proxy>,
    sandbox: Option<(Sandbox, Vec<(String, u64)>)>,
    base: String,
    /// What keeps a port busy without serving on it.
    _held: Held,
}

#[derive(Default)]
struct Held {
    _socket: Option<TcpSocket>,
    _listener: Option<TcpListener>,
    _streams: Vec<TcpStream>,
}

impl Stage {
    async fn set(case: &Case, authority: &Authority) -> Result<Self, String> {
        let operation = shape::operation(case.operation()).ok_or("there is no such operation")?;
        let tls = case.server.at("tls").at("host").str();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let host = if tls.is_some() { "localhost" } else { "127.0.0.1" };
        let listener = Listener::bind(scheme, host).await?;
        let other = Listener::bind("http", "localhost").await?;
        let proxy = Proxy::start(listener.address).await?;
        let mut base = listener.base.clone();
        let fill = Fill { own: base.clone(), other: other.base.clone(), proxy: proxy.url.clone() };
        let script = fill.value(&case.server);
        let (mut sandbox, mut held) = (None, Held::default());
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
            Some(Play::Relay(address))
        } else if script.has("pages") {
            Some(Play::Pages(Box::new(Pages::new(script.at("pages"), operation)?)))
        } else if script.has("script") {
            Some(Play::script(&script, operation)?)
        } else {
            None
        };
        let acceptor = tls.map(|host| authority.acceptor(host));
        let server = match play {
            Some(play) => Some(listener.serve(play, acceptor)),
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
            Some(script) => Play::script(script, operation)?,
            None => Play::example(operation)?,
        };
        let uses_proxy =
            case.client.has("proxy") || case.env().iter().any(|(_, value)| value.text() == Some("${proxy}"));
        let (other, proxy) = (other.serve(play, None), uses_proxy.then_some(proxy));
        Ok(Stage { server, other, proxy, sandbox, base, _held: held })
    }

    fn filled(&self, value: &Value) -> Value {
        let proxy = self.proxy.as_ref().map(|proxy| proxy.url.clone()).unwrap_or_default();
        Fill { own: self.base.clone(), other: self.other.base.clone(), proxy }.value(value)
    }

    /// What the client is told.
    fn request(&self, case: &Case, authority: &Authority) -> Value {
        let mut client = self.filled(&case.client);
        let mut call = self.filled(&case.call);
        client.remove("env");
        if !client.has("api_key") && !client.has("token_provider") {
            client.set("api_key", Value::string(crate::case::DEFAULT_KEY));
        }
        if client.at("api_key").is_null() {
            client.remove("api_key");
        }
        let path = client.remove("base_path").and_then(|path| path.text().map(str::to_owned)).unwrap_or_default();
        let named = client.has("environment") || case.env().iter().any(|(name, _)| name == "PLOCK_BASE_URL");
        if !client.has("base_url") && !named {
            client.set("base_url", Value::string(format!("{}{path}", self.base)));
        }
        if client.at("base_url").is_null() {
            client.remove("base_url");
        }
        if client.remove("trust_ca").is_some_and(|trust| trust.is_true()) {
            client.set("ca_pem", Value::string(&authority.pem));
        }
        match (client.remove("proxy"), &self.proxy) {
            (Some(Value::Bool(true)), Some(proxy)) => client.set("proxy_url", Value::string(&proxy.url)),
            (Some(Value::String(url)), _) => client.set("proxy_url", Value::String(url)),
            _ => {}
        }
        if !call.has("args") {
            call.set("args", Value::object());
        }
        Value::Object(vec![("client".to_owned(), client), ("call".to_owned(), call)])
    }

    async fn evidence(&self, case: &Case, line: String, answer: Value) -> Result<Evidence, String> {
        let call = &case.call;
        if let Some(limit) = case.expect.at("closed_within_ms").u64() {
            let until = Instant::now() + Duration::from_millis(limit) + LATE;
            while self.server.as_ref().is_some_and(Server::is_busy) && Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        if call.has("list") || call.has("job") || call.has("cancel_after_ms") || answer.has("error") {
            tokio::time::sleep(SETTLE).await;
        }
        let mut evidence = Evidence { line, answer, ..Evidence::default() };
        if let Some(server) = &self.server {
            let state = server.state();
            evidence.seen = state.seen.clone();
            evidence.links = state.links.clone();
            evidence.most_at_once = state.most_at_once;
            evidence.script = server.length;
        }
        evidence.other = self.other.state().seen.clone();
        evidence.proxied = self.proxy.as_ref().map_or(0, Proxy::used);
        if let Some((sandbox, before)) = &self.sandbox {
            // A request that lost its connection may still be under way in there.
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

    fn traced(&self, trace: &mut String) {
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

/// How many objects the sandbox holds of each resource that the case asks about.
fn recorded(sandbox: &Sandbox, expect: &Value) -> Result<Vec<(String, u64)>, String> {
    let count = |name: &str| Ok((name.to_owned(), sandbox.count(name).map_err(|error| error.to_string())?));
    let names = expect.at("recorded").members().iter().map(|(name, _)| name.as_str());
    names.chain(expect.at("job").at("rows").str()).map(count).collect()
}

struct Fill {
    own: String,
    other: String,
    proxy: String,
}

impl Fill {
    fn value(&self, value: &Value) -> Value {
        value.map_strings(&|text| {
            text.replace("${self}", &self.own).replace("${other}", &self.other).replace("${proxy}", &self.proxy)
        })
    }
}

fn local(error: std::io::Error) -> String {
    format!("no port can be had: {error}")
}

fn bound() -> Result<(String, TcpSocket), String> {
    let socket = TcpSocket::new_v4().map_err(local)?;
    socket.bind(([127, 0, 0, 1], 0).into()).map_err(local)?;
    let address = socket.local_addr().map_err(local)?;
    Ok((format!("http://{address}"), socket))
}

/// A port that is taken, so that nobody else gets it, and on which nobody listens.
fn refusing() -> Result<(String, Held), String> {
    let (base, socket) = bound()?;
    Ok((base, Held { _socket: Some(socket), ..Held::default() }))
}

/// A port whose queue of connections is full: who connects gets no answer.
async fn unreachable() -> Result<(String, Held), String> {
    let (base, socket) = bound()?;
    let listener = socket.listen(1).map_err(local)?;
    let address = listener.local_addr().map_err(local)?;
    let mut streams = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(40), TcpStream::connect(address)).await {
        streams.push(stream);
        if streams.len() > 16 {
            return Err("this system takes connections without end".to_owned());
        }
    }
    Ok((base, Held { _listener: Some(listener), _streams: streams, _socket: None }))
}
