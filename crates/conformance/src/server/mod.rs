//! The server of a case. It records all requests.

pub mod behavior;
pub mod http;
mod http2;
pub mod proxy;
pub mod response;
pub mod tls;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use self::behavior::{Action, Behavior};
use self::http::{Connection, Disconnected, ReceivedRequest, Stream};
use self::response::AfterResponse;

/// Maximum number of bytes that a trace shows of one message.
const MAX_TRACED: usize = 4096;

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// A connection, as seen by the server.
#[derive(Debug, Clone, Default)]
pub struct ConnectionLog {
    pub requests: usize,
    /// A request was read and its response is not sent yet.
    pub busy: bool,
    pub closed_at_ms: Option<u64>,
}

#[derive(Default)]
pub struct State {
    pub seen: Vec<ReceivedRequest>,
    pub connections: Vec<ConnectionLog>,
    pub at_once: usize,
    pub most_at_once: usize,
    pub trace: String,
}

struct Shared {
    base: String,
    started: Instant,
    play: Mutex<Behavior>,
    state: Mutex<State>,
    tls: Option<TlsAcceptor>,
    http2: Http2Limits,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a server allows on a connection of HTTP/2.
#[derive(Debug, Clone, Copy, Default)]
pub struct Http2Limits {
    /// Number of requests after which it goes away.
    pub requests: Option<usize>,
    /// Number of streams at the same time, announced when the connection opens.
    pub streams: Option<u32>,
    /// Bytes that a request may send before the server reads them, announced after the first request.
    pub window: Option<u32>,
}

/// A server that runs until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    pub base: String,
    shared: Arc<Shared>,
    /// Number of requests in its script.
    pub length: Option<usize>,
    _tasks: JoinSet<()>,
}

/// A bound port. Its address is known before the server starts, as responses may contain it.
pub struct Listener {
    listener: TcpListener,
    pub address: SocketAddr,
    pub base: String,
}

impl Listener {
    /// `host`: the host name for clients.
    pub async fn bind(scheme: &str, host: &str) -> Result<Self, String> {
        let bound = async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let address = listener.local_addr()?;
            Ok::<_, std::io::Error>((listener, address))
        };
        let (listener, address) = bound.await.map_err(|error| format!("no port can be listened on: {error}"))?;
        Ok(Listener { listener, address, base: format!("{scheme}://{host}:{}", address.port()) })
    }

    pub fn serve(self, play: Behavior, tls: Option<TlsAcceptor>, http2: Http2Limits) -> Server {
        let length = play.length();
        let shared = Arc::new(Shared {
            base: self.base.clone(),
            started: Instant::now(),
            play: Mutex::new(play),
            state: Mutex::default(),
            tls,
            http2,
        });
        let mut tasks = JoinSet::new();
        let (listener, inner) = (self.listener, shared.clone());
        tasks.spawn(async move {
            // Dropped with the server.
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let Ok((stream, _)) = accepted else { continue };
                        connections.spawn(inner.clone().accept(stream));
                    }
                    Some(_) = connections.join_next() => {}
                }
            }
        });
        Server { address: self.address, base: self.base, shared, length, _tasks: tasks }
    }
}

impl Server {
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.shared.state)
    }

    /// Whether a request is being responded on any connection.
    pub fn is_busy(&self) -> bool {
        self.state().connections.iter().any(|connection| connection.busy && connection.closed_at_ms.is_none())
    }
}

impl Shared {
    async fn accept(self: Arc<Self>, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let stream = match &self.tls {
            None => Stream::Plain(stream),
            Some(acceptor) => match acceptor.accept(stream).await {
                Ok(stream) => Stream::Tls(Box::new(stream)),
                Err(error) => {
                    self.note(0, "handshake failed", error.to_string().as_bytes());
                    return;
                }
            },
        };
        let number = {
            let mut state = lock(&self.state);
            state.connections.push(ConnectionLog::default());
            state.connections.len() - 1
        };
        let stream = match stream {
            Stream::Tls(stream) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => {
                self.serve_http2(*stream, number).await;
                lock(&self.state).connections[number].closed_at_ms = Some(now_ms());
                return self.note(number, "closed", b"");
            }
            stream => stream,
        };
        let mut connection = Connection::new(stream);
        let then = loop {
            match self.exchange(&mut connection, number).await {
                Ok(AfterResponse::KeepAlive) => {}
                Ok(then) => break then,
                Err(Disconnected) => break AfterResponse::Close,
            }
        };
        {
            let mut state = lock(&self.state);
            let connection = &mut state.connections[number];
            connection.closed_at_ms = Some(now_ms());
            let was_busy = connection.busy;
            state.at_once -= usize::from(was_busy);
        }
        self.note(number, "closed", b"");
        match then {
            AfterResponse::Reset => connection.reset(),
            _ => connection.close().await,
        }
    }

    /// One request and its response.
    async fn exchange(&self, connection: &mut Connection, number: usize) -> Result<AfterResponse, Disconnected> {
        connection.readable().await?;
        {
            let mut state = lock(&self.state);
            if lock(&self.play).closes_before_reading(state.seen.len()) {
                state.seen.push(ReceivedRequest { connection: number, unread: true, ..ReceivedRequest::default() });
                state.connections[number].requests += 1;
                return Ok(AfterResponse::Close);
            }
        }
        connection.read.clear();
        let request = connection.request().await;
        self.note(number, ">", &std::mem::take(&mut connection.read));
        let mut seen = request?;
        seen.connection = number;
        match self.begin(&seen, number) {
            Action::Respond(response) => {
                connection.wait(response.delay).await?;
                // Marked first: the next request may arrive before `send` returns.
                if response.fault.is_none() {
                    self.responded(number);
                }
                let mut trace = Vec::new();
                let then = response.send(connection, seen.closes(), &mut trace).await;
                self.note(number, "<", &trace);
                if matches!(then, Ok(AfterResponse::KeepAlive)) && response.fault.is_some() {
                    self.responded(number);
                }
                then
            }
            Action::Relay(address) => {
                let response = connection.unless_disconnected(relay(address, &seen, &seen.target)).await?;
                self.responded(number);
                self.note(number, "<", &response);
                connection.write(&response).await?;
                Ok(AfterResponse::Close)
            }
        }
    }

    /// Records a request and returns what to do with it.
    fn begin(&self, seen: &ReceivedRequest, number: usize) -> Action {
        let mut state = lock(&self.state);
        let at = state.seen.len();
        state.seen.push(seen.clone());
        state.at_once += 1;
        state.most_at_once = state.most_at_once.max(state.at_once);
        state.connections[number].requests += 1;
        state.connections[number].busy = true;
        lock(&self.play).plan(at, seen, &self.base)
    }

    fn responded(&self, number: usize) {
        let mut state = lock(&self.state);
        state.at_once -= 1;
        state.connections[number].busy = false;
    }

    fn note(&self, connection: usize, what: &str, bytes: &[u8]) {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_TRACED)]).escape_debug().to_string();
        let shown = shown.replace("\\r\\n", "\\r\\n\n        ").replace("\\\"", "\"").replace("\\'", "'");
        let more = if bytes.len() > MAX_TRACED { format!("… {} bytes in total", bytes.len()) } else { String::new() };
        let at = self.started.elapsed().as_millis();
        let line = format!("      {at:>5} ms  connection {connection} {what} {}{more}\n", shown.trim_end());
        lock(&self.state).trace.push_str(&line);
    }
}

/// Forwards a request and reads the whole response.
pub async fn relay(address: SocketAddr, seen: &ReceivedRequest, target: &str) -> Vec<u8> {
    let mut response = Vec::new();
    if let Ok(mut stream) = TcpStream::connect(address).await
        && stream.write_all(&seen.last_on_connection(target)).await.is_ok()
    {
        let _ = stream.read_to_end(&mut response).await;
    }
    response
}
