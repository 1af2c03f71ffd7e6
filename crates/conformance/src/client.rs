//! A client-under-test: a process that reads one JSON object per line and replies in any order.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::{Mutex as AsyncMutex, oneshot};

use plock_sandbox::json::Json;

/// Time limit for the start of a client.
const START_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum number of lines that are kept of a client's standard error.
const MAX_LINES: usize = 30;

/// Environment variables that would change what a client does.
const CLEARED: [&str; 11] = [
    "PLOCK_API_KEY",
    "PLOCK_BASE_URL",
    "SSL_CERT_DIR",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
];

/// Why a client did not reply.
#[derive(Debug, Clone)]
pub enum ClientError {
    /// With the end of its standard error.
    Exited(String),
    TimedOut,
    NotStarted(String),
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(stderr) if stderr.is_empty() => f.write_str("the client exited"),
            Self::Exited(stderr) => write!(f, "the client exited; standard error:\n{stderr}"),
            Self::TimedOut => f.write_str("timed out waiting for the client's reply"),
            Self::NotStarted(reason) => write!(f, "the client did not start: {reason}"),
        }
    }
}

type PendingReplies = Arc<Mutex<Option<HashMap<u64, oneshot::Sender<(String, Json)>>>>>;
type StderrLines = Arc<Mutex<VecDeque<String>>>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running client. Killed on drop.
pub struct Process {
    stdin: AsyncMutex<ChildStdin>,
    /// `None`: the client has exited.
    pending: PendingReplies,
    stderr: StderrLines,
    next_id: AtomicU64,
    /// Its language and version.
    pub name: String,
    _child: Child,
}

impl Process {
    pub async fn start(command: &[String], env: &[(String, String)]) -> Result<Self, ClientError> {
        let failed = ClientError::NotStarted;
        let [program, args @ ..] = command else { return Err(failed("no command".to_owned())) };
        let mut process = Command::new(program);
        process.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        for name in CLEARED {
            process.env_remove(name);
        }
        process.envs(env.iter().map(|(name, value)| (name, value)));
        let mut child = process.spawn().map_err(|error| failed(format!("{program}: {error}")))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(failed("it has no pipes".to_owned()));
        };
        let stderr_lines = StderrLines::default();
        tokio::spawn(collect_lines(stderr, stderr_lines.clone()));
        let mut lines = BufReader::new(stdout).lines();
        let ready = tokio::time::timeout(START_TIMEOUT, lines.next_line()).await;
        let ready = match ready {
            Ok(Ok(Some(line))) => Json::parse(&line).ok().filter(|value| value.has("ready")),
            Ok(_) => return Err(ClientError::Exited(stderr_tail(&stderr_lines).await)),
            Err(_) => None,
        };
        let ready = ready.ok_or_else(|| failed("expected a line {\"ready\": LANGUAGE, \"version\": …}".to_owned()))?;
        let text = |name: &str| ready.at(name).text().unwrap_or_default().to_owned();
        let name = format!("{} {}", text("ready"), text("version"));
        let pending: PendingReplies = Arc::new(Mutex::new(Some(HashMap::new())));
        let replies = pending.clone();
        let lines_of_stderr = stderr_lines.clone();
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let reply = Json::parse(&line);
                let id = reply.as_ref().ok().and_then(|reply| reply.at("id").u64());
                let (Ok(reply), Some(id)) = (reply, id) else {
                    let start: String = line.chars().take(200).collect();
                    lock(&lines_of_stderr).push_back(format!("invalid reply on standard output: {start}"));
                    break;
                };
                let sender = lock(&replies).as_mut().and_then(|pending| pending.remove(&id));
                if let Some(sender) = sender {
                    let _ = sender.send((line, reply));
                }
            }
            lock(&replies).take();
        });
        let (stdin, next_id) = (AsyncMutex::new(stdin), AtomicU64::new(1));
        Ok(Process { stdin, pending, stderr: stderr_lines, next_id, name, _child: child })
    }

    /// Sends one case and waits for its reply. Returns the line and its parsed value.
    pub async fn send(&self, request: &Json, limit: Duration) -> Result<(String, Json), ClientError> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let mut line = Json::Object(vec![("id".to_owned(), Json::number(id))]);
        for (name, value) in request.members() {
            line.set(name, value.clone());
        }
        let (sender, reply) = oneshot::channel();
        match lock(&self.pending).as_mut() {
            Some(pending) => pending.insert(id, sender),
            None => return Err(ClientError::Exited(String::new())),
        };
        let exchange = async {
            {
                let mut stdin = self.stdin.lock().await;
                let line = format!("{line}\n");
                if stdin.write_all(line.as_bytes()).await.is_err() || stdin.flush().await.is_err() {
                    return None;
                }
            }
            reply.await.ok()
        };
        let reply = tokio::time::timeout(limit, exchange).await;
        if let Some(pending) = lock(&self.pending).as_mut() {
            pending.remove(&id);
        }
        match reply {
            Ok(Some(reply)) => Ok(reply),
            Ok(None) => Err(ClientError::Exited(stderr_tail(&self.stderr).await)),
            Err(_) => Err(ClientError::TimedOut),
        }
    }
}

/// The end of standard error, after a short wait for its last lines.
async fn stderr_tail(stderr: &StderrLines) -> String {
    tokio::time::sleep(Duration::from_millis(50)).await;
    lock(stderr).iter().map(|line| format!("        {line}")).collect::<Vec<_>>().join("\n")
}

async fn collect_lines(stderr: impl AsyncRead + Unpin, kept: StderrLines) {
    let mut lines = BufReader::new(stderr).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let mut kept = lock(&kept);
        if kept.len() == MAX_LINES {
            kept.pop_front();
        }
        kept.push_back(line);
    }
}

/// The process that most cases share. It is replaced after an error.
pub struct Pool {
    command: Vec<String>,
    /// Environment variables of every process.
    env: Vec<(String, String)>,
    current: AsyncMutex<Option<Arc<Process>>>,
}

impl Pool {
    pub fn new(command: Vec<String>, env: Vec<(String, String)>) -> Self {
        Pool { command, env, current: AsyncMutex::new(None) }
    }

    pub async fn shared(&self) -> Result<Arc<Process>, ClientError> {
        let mut current = self.current.lock().await;
        if let Some(process) = &*current {
            return Ok(process.clone());
        }
        let process = Arc::new(Process::start(&self.command, &self.env).await?);
        *current = Some(process.clone());
        Ok(process)
    }

    /// Starts a process for a single case.
    pub async fn dedicated(&self, env: &[(String, String)]) -> Result<Arc<Process>, ClientError> {
        Process::start(&self.command, &[&self.env, env].concat()).await.map(Arc::new)
    }

    /// Makes the next case start a new process, unless `failed` was replaced already.
    pub async fn replace(&self, failed: &Arc<Process>) {
        let mut current = self.current.lock().await;
        if current.as_ref().is_some_and(|process| Arc::ptr_eq(process, failed)) {
            *current = None;
        }
    }
}
