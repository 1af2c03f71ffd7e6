//! A connection and its requests.

use std::io;
use std::pin::Pin;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// Maximum size of a request in bytes: a broken client must not exhaust the memory.
const MAX_REQUEST: usize = 64 << 20;

/// A request as received.
#[derive(Debug, Clone, Default)]
pub struct ReceivedRequest {
    pub method: String,
    pub target: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub connection: usize,
    /// The server closed the connection without reading the request.
    pub unread: bool,
}

impl ReceivedRequest {
    /// All values of a header, joined with `, `.
    pub fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let values: Vec<_> = values.map(|(_, value)| value.as_str()).collect();
        if values.is_empty() { None } else { Some(values.join(", ")) }
    }

    pub fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    /// The bytes of the request with `Connection: close`.
    pub fn last_on_connection(&self, target: &str) -> Vec<u8> {
        let mut bytes = format!("{} {target} HTTP/1.1\r\n", self.method).into_bytes();
        let kept = |name: &str| {
            !["connection", "proxy-connection", "transfer-encoding", "content-length"]
                .iter()
                .any(|other| name.eq_ignore_ascii_case(other))
        };
        for (name, value) in self.headers.iter().filter(|(name, _)| kept(name)) {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        if !self.body.is_empty() || self.method != "GET" {
            bytes.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"connection: close\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

pub enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

pub struct Connection {
    stream: Stream,
    buffer: Vec<u8>,
    /// Bytes that were read, for the trace.
    pub read: Vec<u8>,
}

/// The client has closed the connection.
#[derive(Debug)]
pub struct Disconnected;

impl Connection {
    pub fn new(stream: Stream) -> Self {
        Connection { stream, buffer: Vec::new(), read: Vec::new() }
    }

    async fn read_more(&mut self) -> Result<(), Disconnected> {
        let mut chunk = [0; 16 * 1024];
        let read = match &mut self.stream {
            Stream::Plain(stream) => stream.read(&mut chunk).await,
            Stream::Tls(stream) => stream.read(&mut chunk).await,
        };
        match read {
            Ok(length) if length > 0 && self.buffer.len() < MAX_REQUEST => {
                self.buffer.extend_from_slice(&chunk[..length]);
                self.read.extend_from_slice(&chunk[..length]);
                Ok(())
            }
            _ => Err(Disconnected),
        }
    }

    /// Waits for the first bytes of a request without reading them.
    pub async fn readable(&mut self) -> Result<(), Disconnected> {
        if !self.buffer.is_empty() {
            return Ok(());
        }
        match &self.stream {
            Stream::Plain(stream) => match stream.peek(&mut [0]).await {
                Ok(length) if length > 0 => Ok(()),
                _ => Err(Disconnected),
            },
            Stream::Tls(_) => self.read_more().await,
        }
    }

    /// Waits, unless the client disconnects.
    pub async fn wait(&mut self, time: Duration) -> Result<(), Disconnected> {
        if time.is_zero() {
            return Ok(());
        }
        let over = tokio::time::sleep(time);
        let mut over = std::pin::pin!(over);
        loop {
            tokio::select! {
                () = &mut over => return Ok(()),
                more = self.read_more() => more?,
            }
        }
    }

    /// Waits until the client disconnects.
    pub async fn stalled(&mut self) {
        while self.read_more().await.is_ok() {}
    }

    /// Runs `work`, unless the client disconnects.
    pub async fn unless_disconnected<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Disconnected> {
        let mut work: Pin<&mut _> = std::pin::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(done),
                more = self.read_more() => more?,
            }
        }
    }

    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Disconnected> {
        let written = match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => match stream.write_all(bytes).await {
                Ok(()) => stream.flush().await,
                Err(error) => Err(error),
            },
        };
        written.map_err(|_| Disconnected)
    }

    pub async fn close(mut self) {
        let _: io::Result<()> = match &mut self.stream {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
        };
    }

    /// Closes the connection with RST instead of FIN.
    pub fn reset(self) {
        if let Stream::Plain(stream) = &self.stream {
            let _ = stream.set_zero_linger();
        }
    }

    /// The stream after a `CONNECT`.
    pub fn into_plain(self) -> Option<TcpStream> {
        match self.stream {
            Stream::Plain(stream) => Some(stream),
            Stream::Tls(_) => None,
        }
    }

    pub async fn request(&mut self) -> Result<ReceivedRequest, Disconnected> {
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            self.read_more().await?;
        };
        let rest = self.buffer.split_off(end + 4);
        let head = std::mem::replace(&mut self.buffer, rest);
        let mut seen = parse_head(&String::from_utf8_lossy(&head[..end])).ok_or(Disconnected)?;
        if seen.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
            seen.body = self.chunked_body().await?;
        } else {
            let length = seen.header("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
            seen.body = self.exactly(length).await?;
        }
        Ok(seen)
    }

    async fn exactly(&mut self, length: usize) -> Result<Vec<u8>, Disconnected> {
        while self.buffer.len() < length {
            self.read_more().await?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    async fn line(&mut self) -> Result<String, Disconnected> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|window| window == b"\r\n") {
                let line = self.exactly(end + 2).await?;
                return Ok(String::from_utf8_lossy(&line[..end]).into_owned());
            }
            self.read_more().await?;
        }
    }

    async fn chunked_body(&mut self) -> Result<Vec<u8>, Disconnected> {
        let mut body = Vec::new();
        loop {
            let line = self.line().await?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(|_| Disconnected)?;
            if size == 0 {
                while !self.line().await?.is_empty() {}
                return Ok(body);
            }
            body.extend_from_slice(&self.exactly(size).await?);
            self.line().await?;
        }
    }
}

pub(super) fn parse_head(head: &str) -> Option<ReceivedRequest> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect();
    // A proxy receives the absolute form.
    let local =
        target.split_once("://").map_or(target.as_str(), |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let (path, query) = local.split_once('?').unwrap_or((local, ""));
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
    });
    Some(ReceivedRequest {
        method,
        path: decoded(path),
        query: pairs.collect(),
        headers,
        target,
        ..ReceivedRequest::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_as_they_are_sent() {
        let seen =
            parse_head("GET /a%2Fb/%C3%B6?page%5Bnumber%5D=2&x=a+b&x HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a: 2").unwrap();
        assert_eq!((seen.method.as_str(), seen.path.as_str()), ("GET", "/a/b/ö"));
        let pairs: Vec<_> = seen.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("page[number]", "2"), ("x", "a b"), ("x", "")]);
        assert_eq!(seen.header("X-a").as_deref(), Some("1, 2"));
    }

    #[test]
    fn the_absolute_form_has_the_same_path() {
        let seen = parse_head("GET http://host:80/p?q=1 HTTP/1.1").unwrap();
        assert_eq!((seen.path.as_str(), seen.target.as_str()), ("/p", "http://host:80/p?q=1"));
    }
}
