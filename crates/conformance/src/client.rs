//! A client-under-test: a process that takes one JSON object a line and answers in any order.

use std::collections::{HashMap, VecDeque};
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::{Mutex as AsyncMutex, oneshot};

use crate::value::Value;

/// How long a client may take to start.
const START: Duration = Duration::from_secs(30);
/// Lines of a client's standard error that are kept.
const KEPT: usize = 30;

/// Variables of the surroundings that would change what a client does.
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

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Trouble {
    Died(String),
    Hung,
    NotStarted(String),
}

impl Trouble {
    pub fn text(&self) -> String {
        match self {
            Trouble::Died(said) => format!("the client died{}", said_last(said)),
            Trouble::Hung => "the client gave no answer in time".to_owned(),
            Trouble::NotStarted(why) => format!("the client did not start: {why}"),
        }
    }
}

fn said_last(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("; the last that it said:\n{said}") }
}

type Waiting = Arc<Mutex<Option<HashMap<u64, oneshot::Sender<(String, Value)>>>>>;
type Said = Arc<Mutex<VecDeque<String>>>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A running client. Ends when it is dropped.
pub struct Process {
    stdin: AsyncMutex<ChildStdin>,
    /// `None`: the client is gone.
    waiting: Waiting,
    said: Said,
    next: AtomicU64,
    /// What it calls itself, and its version.
    pub name: String,
    _child: Child,
}

impl Process {
    pub async fn start(command: &[String], env: &[(String, String)]) -> Result<Self, Trouble> {
        let failed = |why: String| Trouble::NotStarted(why);
        let [program, args @ ..] = command else { return Err(failed("there is no command".to_owned())) };
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
        let said = Said::default();
        tokio::spawn(keep(stderr, said.clone()));
        let mut lines = BufReader::new(stdout).lines();
        let ready = tokio::time::timeout(START, lines.next_line()).await;
        let ready = match ready {
            Ok(Ok(Some(line))) => Value::parse(&line).ok().filter(|value| value.has("ready")),
            Ok(_) => return Err(Trouble::Died(last_words(&said).await)),
            Err(_) => None,
        };
        let ready = ready.ok_or_else(|| failed("expected a line {\"ready\": LANGUAGE, \"version\": …}".to_owned()))?;
        let text = |name: &str| ready.at(name).text().unwrap_or_default().to_owned();
        let name = format!("{} {}", text("ready"), text("version"));
        let waiting: Waiting = Arc::new(Mutex::new(Some(HashMap::new())));
        let answers = waiting.clone();
        let noted = said.clone();
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = Value::parse(&line);
                let id = answer.as_ref().ok().and_then(|answer| answer.at("id").u64());
                let (Ok(answer), Some(id)) = (answer, id) else {
                    let start: String = line.chars().take(200).collect();
                    lock(&noted).push_back(format!("a line on standard output that is no answer: {start}"));
                    break;
                };
                let waiter = lock(&answers).as_mut().and_then(|waiting| waiting.remove(&id));
                if let Some(waiter) = waiter {
                    let _ = waiter.send((line, answer));
                }
            }
            lock(&answers).take();
        });
        let (stdin, next) = (AsyncMutex::new(stdin), AtomicU64::new(1));
        Ok(Process { stdin, waiting, said, next, name, _child: child })
    }

    /// Sends one case and waits for its answer, as it came and as it is read.
    pub async fn ask(&self, request: &Value, limit: Duration) -> Result<(String, Value), Trouble> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut line = Value::Object(vec![("id".to_owned(), Value::number(id))]);
        for (name, value) in request.members() {
            line.set(name, value.clone());
        }
        let (sender, answer) = oneshot::channel();
        match lock(&self.waiting).as_mut() {
            Some(waiting) => waiting.insert(id, sender),
            None => return Err(Trouble::Died(String::new())),
        };
        let asked = async {
            {
                let mut stdin = self.stdin.lock().await;
                let line = format!("{line}\n");
                if stdin.write_all(line.as_bytes()).await.is_err() || stdin.flush().await.is_err() {
                    return None;
                }
            }
            answer.await.ok()
        };
        let answer = tokio::time::timeout(limit, asked).await;
        if let Some(waiting) = lock(&self.waiting).as_mut() {
            waiting.remove(&id);
        }
        match answer {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(Trouble::Died(last_words(&self.said).await)),
            Err(_) => Err(Trouble::Hung),
        }
    }
}

/// What it said before it died: its last lines may still be under way.
async fn last_words(said: &Said) -> String {
    tokio::time::sleep(Duration::from_millis(50)).await;
    lock(said).iter().map(|line| format!("        {line}")).collect::<Vec<_>>().join("\n")
}

async fn keep(stderr: impl AsyncRead + Unpin, said: Said) {
    let mut lines = BufReader::new(stderr).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let mut said = lock(&said);
        if said.len() == KEPT {
            said.pop_front();
        }
        said.push_back(line);
    }
}

/// The process that most cases share. One that is in trouble is replaced.
pub struct Pool {
    command: Vec<String>,
    /// Variables of every process.
    env: Vec<(String, String)>,
    current: AsyncMutex<Option<Arc<Process>>>,
}

impl Pool {
    pub fn new(command: Vec<String>, env: Vec<(String, String)>) -> Self {
        Pool { command, env, current: AsyncMutex::new(None) }
    }

    pub async fn shared(&self) -> Result<Arc<Process>, Trouble> {
        let mut current = self.current.lock().await;
        if let Some(process) = &*current {
            return Ok(process.clone());
        }
        let process = Arc::new(Process::start(&self.command, &self.env).await?);
        *current = Some(process.clone());
        Ok(process)
    }

    /// One for a single case.
    pub async fn own(&self, env: &[(String, String)]) -> Result<Arc<Process>, Trouble> {
        Process::start(&self.command, &[&self.env, env].concat()).await.map(Arc::new)
    }

    /// Has a new one started for the next case, unless somebody did that already.
    pub async fn replace(&self, failed: &Arc<Process>) {
        let mut current = self.current.lock().await;
        if current.as_ref().is_some_and(|process| Arc::ptr_eq(process, failed)) {
            *current = None;
        }
    }
}
