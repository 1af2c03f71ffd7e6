//! A server with scripted replies, which records requests.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The reply to a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Status, headers, body.
    Response(u16, Vec<(&'static str, String)>, String),
    /// Closes the connection after reading the request.
    Close,
    /// Sends less than its content length, and closes the connection.
    CutOff(String),
    /// Another reply, after a delay.
    After(Duration, Box<Reply>),
}

pub fn json(body: impl Into<String>) -> Reply {
    Reply::Response(200, Vec::new(), body.into())
}

pub fn status(code: u16) -> Reply {
    Reply::Response(code, Vec::new(), String::new())
}

#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub line: String,
    pub headers: String,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .lines()
            .filter_map(|l| l.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v)
    }
}

type Script = Arc<dyn Fn(usize, &Seen) -> Reply + Send + Sync>;

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    pub most_at_once: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Calls `script` for the reply to request `n`, from 0.
    pub async fn start(script: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, at_once, most) =
            (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let script: Script = Arc::new(script);
        let (state, connections) = ((seen.clone(), most.clone()), Arc::new(AtomicUsize::new(0)));
        let opened = connections.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                opened.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, script.clone(), state.0.clone(), at_once.clone(), state.1.clone()));
            }
        });
        Self { url, seen, most_at_once: most, connections, task }
    }

    /// Sends the replies in order, and repeats the last one.
    pub async fn script(replies: Vec<Reply>) -> Self {
        Self::start(move |n, _| replies[n.min(replies.len() - 1)].clone()).await
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Number of opened connections.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn client(&self) -> plock::Client {
        self.builder().build().unwrap()
    }

    pub fn builder(&self) -> plock::ClientBuilder {
        plock::Client::builder().api_key("secret-key").base_url(&self.url).clock(Arc::new(TestClock::default()))
    }
}

/// A clock that records waits instead of waiting. Its time advances by the waits alone.
#[derive(Debug, Default)]
pub struct TestClock(pub Mutex<Vec<Duration>>);

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

impl plock::Clock for TestClock {
    fn sleep(&self, time: Duration) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }

    fn jitter(&self, longest: Duration) -> Duration {
        longest
    }

    fn now(&self) -> std::time::SystemTime {
        std::time::UNIX_EPOCH + Duration::from_secs(1_750_000_000)
    }

    fn instant(&self) -> Instant {
        *STARTED + self.0.lock().unwrap().iter().sum::<Duration>()
    }
}

async fn serve(
    mut stream: TcpStream,
    script: Script,
    seen: Arc<Mutex<Vec<Seen>>>,
    at_once: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
) {
    while let Some(request) = read(&mut stream).await {
        let n = {
            let mut all = seen.lock().unwrap();
            all.push(request.clone());
            all.len() - 1
        };
        most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let mut reply = script(n, &request);
        if let Reply::After(time, inner) = reply {
            tokio::time::sleep(time).await;
            reply = *inner;
        }
        at_once.fetch_sub(1, Ordering::SeqCst);
        let text = match reply {
            Reply::Response(code, headers, body) => {
                let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
                format!("HTTP/1.1 {code} X\r\ncontent-length: {}\r\n{more}\r\n{body}", body.len())
            }
            Reply::CutOff(body) => {
                let text = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len() + 100);
                let _ = stream.write_all(text.as_bytes()).await;
                return;
            }
            Reply::Close | Reply::After(..) => return,
        };
        if stream.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => bytes.extend_from_slice(&buffer[..n]),
            _ => return None,
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
    let mut seen = Seen { line: line.to_owned(), headers: headers.to_owned(), body: String::new() };
    let length = seen.header("content-length").and_then(|v| v.parse().ok()).unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => body.extend_from_slice(&buffer[..n]),
            _ => return None,
        }
    }
    seen.body = String::from_utf8_lossy(&body).into_owned();
    Some(seen)
}

/// A page of invoices with these ids.
pub fn page(ids: impl IntoIterator<Item = u64>, current: u64, last: u64) -> String {
    let rows: Vec<_> = ids
        .into_iter()
        .map(|id| format!(r#"{{"type":"invoices","id":"{id}","attributes":{{"amount":"{id}.50"}}}}"#))
        .collect();
    format!(
        r#"{{"meta":{{"page":{{"currentPage":{current},"lastPage":{last},"perPage":2,"total":{}}}}},"data":[{}]}}"#,
        last * 2,
        rows.join(",")
    )
}

/// The requested page number.
pub fn requested_page(seen: &Seen) -> u64 {
    let query = seen.line.split(' ').nth(1).and_then(|p| p.split_once('?')).map_or("", |(_, q)| q);
    query
        .split('&')
        .filter_map(|p| p.split_once('='))
        .find(|(n, _)| n.contains("number"))
        .and_then(|(_, v)| v.parse().ok())
        .unwrap_or(1)
}
