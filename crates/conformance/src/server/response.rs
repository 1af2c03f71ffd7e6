//! Responses and faults of the server.

use std::io::Write;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use plock::meta::Operation;

use super::http::{Connection, Disconnected};
use crate::shape;
use plock_sandbox::json::Json;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    CloseBeforeRead,
    CloseAfterRead,
    ResetAfterRead,
    ResetMidBody,
    Stall,
    StallMidBody,
    Trickle,
    Truncated,
    LyingShort,
    Garbage,
    GoAwayBefore,
    GoAwayAt,
    Calm,
    Refused,
    RefusedMidBody,
    Freeze,
}

impl Fault {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "close-before-read" => Self::CloseBeforeRead,
            "close-after-read" => Self::CloseAfterRead,
            "reset-after-read" => Self::ResetAfterRead,
            "reset-mid-body" => Self::ResetMidBody,
            "stall" => Self::Stall,
            "stall-mid-body" => Self::StallMidBody,
            "trickle" => Self::Trickle,
            "truncated" => Self::Truncated,
            "lying-short" => Self::LyingShort,
            "garbage" => Self::Garbage,
            "goaway-before" => Self::GoAwayBefore,
            "goaway-at" => Self::GoAwayAt,
            "calm" => Self::Calm,
            "refused-stream" => Self::Refused,
            "refused-mid-body" => Self::RefusedMidBody,
            "freeze" => Self::Freeze,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone)]
pub struct Response {
    pub status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    chunked: bool,
    close: bool,
    pub delay: Duration,
    pub fault: Option<Fault>,
    after: Option<usize>,
    per_byte: Duration,
}

/// What happens to the connection after a response.
pub enum AfterResponse {
    KeepAlive,
    Close,
    Reset,
}

/// Status of the response to an unexpected request.
pub const UNEXPECTED_REQUEST: u16 = 599;

impl Response {
    /// A response as a case describes it, to a call of `operation`.
    pub fn new(value: &Json, operation: &Operation) -> Result<Self, String> {
        let mut media_type = Some(operation.media_type);
        let body = if let Some(json) = value.get("json") {
            json.to_string().into_bytes()
        } else if let Some(rows) = value.at("rows").u64() {
            shape::only_page(operation, rows).to_string().into_bytes()
        } else if value.at("example").is_true() {
            shape::example(operation).to_string().into_bytes()
        } else {
            media_type = None;
            plain_body(value)?
        };
        let millis = |name: &str| value.at(name).u64().map(Duration::from_millis);
        let status = value.at("status").text().and_then(|status| status.parse().ok()).unwrap_or(200);
        let mut response = Response {
            status,
            headers: Vec::new(),
            body,
            chunked: value.at("chunked").is_true(),
            close: value.at("close").is_true(),
            delay: millis("delay_ms").unwrap_or_default(),
            fault: value.at("fault").str().and_then(Fault::named),
            after: value.at("after").usize(),
            per_byte: millis("ms").unwrap_or(Duration::from_millis(5)),
        };
        for (name, value) in value.at("headers").members() {
            response.headers.push((name.clone(), value.text().unwrap_or_default().to_owned()));
        }
        if let Some(media_type) = media_type.filter(|_| !response.has("content-type")) {
            response.headers.push(("content-type".to_owned(), media_type.to_owned()));
        }
        if let Some(encoding) = value.at("encoding").str() {
            response.body = encode(encoding, &response.body)?;
            response.headers.push(("content-encoding".to_owned(), encoding.to_owned()));
        }
        Ok(response)
    }

    pub fn json(value: &Json, operation: &Operation) -> Result<Self, String> {
        Self::new(&Json::Object(vec![("json".to_owned(), value.clone())]), operation)
    }

    pub fn empty(status: u16) -> Self {
        let (headers, body, delay) = (Vec::new(), Vec::new(), Duration::ZERO);
        let (chunked, close, fault, after) = (false, true, None, None);
        Response { status, headers, body, chunked, close, delay, fault, after, per_byte: delay }
    }

    /// A response of HTTP/1.1 as its bytes, without chunks.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.split("\r\n");
        let mut response = Self::empty(lines.next()?.split(' ').nth(1)?.parse().ok()?);
        let headers = lines.filter_map(|line| line.split_once(": "));
        response.headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        response.body = bytes[end + 4..].to_vec();
        Some(response)
    }

    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(header, _)| header.eq_ignore_ascii_case(name))
    }

    fn head(&self, length: usize, close: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.chunked {
            head.push_str("transfer-encoding: chunked\r\n");
        } else if !self.has("content-length") && !matches!(self.status, 100..=199 | 204 | 304) {
            head.push_str(&format!("content-length: {length}\r\n"));
        }
        if close {
            head.push_str("connection: close\r\n");
        }
        head.push_str("\r\n");
        head.into_bytes()
    }

    /// Sends the response. `last`: the client asked for the connection to be closed.
    pub async fn send(
        &self,
        connection: &mut Connection,
        last: bool,
        trace: &mut Vec<u8>,
    ) -> Result<AfterResponse, Disconnected> {
        let close = self.close || last;
        let length = self.body.len();
        let half = self.after.unwrap_or(length / 2).min(length);
        let mut out = TracedOutput { connection, trace };
        match self.fault {
            Some(Fault::CloseBeforeRead | Fault::CloseAfterRead) => Ok(AfterResponse::Close),
            // Of HTTP/2 alone; the schema excludes them here.
            Some(
                Fault::GoAwayBefore
                | Fault::GoAwayAt
                | Fault::Calm
                | Fault::Refused
                | Fault::RefusedMidBody
                | Fault::Freeze,
            ) => Ok(AfterResponse::Close),
            Some(Fault::ResetAfterRead) => Ok(AfterResponse::Reset),
            Some(Fault::Garbage) => {
                out.write(b"\x00\x01\x02 this is not HTTP \xff\xfe\r\n\r\n").await?;
                Ok(AfterResponse::Close)
            }
            Some(Fault::Stall) => {
                out.connection.stalled().await;
                Ok(AfterResponse::Close)
            }
            Some(Fault::StallMidBody) => {
                out.write(&self.head(length, close)).await?;
                out.body(&self.body[..half], self.chunked).await?;
                out.connection.stalled().await;
                Ok(AfterResponse::Close)
            }
            Some(Fault::ResetMidBody) => {
                out.write(&self.head(length, close)).await?;
                out.body(&self.body[..half], self.chunked).await?;
                // Let the client read the data before the reset discards it.
                out.connection.wait(Duration::from_millis(20)).await?;
                Ok(AfterResponse::Reset)
            }
            Some(Fault::Truncated) => {
                out.write(&self.head(length, close)).await?;
                out.body(&self.body[..half], self.chunked).await?;
                Ok(AfterResponse::Close)
            }
            Some(Fault::LyingShort) => {
                // Kept open: a client could take the rest for its next response.
                out.write(&self.head(half, close)).await?;
                out.write(&self.body).await?;
                Ok(if close { AfterResponse::Close } else { AfterResponse::KeepAlive })
            }
            Some(Fault::Trickle) => {
                out.write(&self.head(length, close)).await?;
                for byte in self.body.chunks(1) {
                    out.body(byte, self.chunked).await?;
                    out.connection.wait(self.per_byte).await?;
                }
                out.end(self.chunked).await?;
                Ok(if close { AfterResponse::Close } else { AfterResponse::KeepAlive })
            }
            None => {
                let mut bytes = self.head(length, close);
                if self.chunked {
                    out.write(&bytes).await?;
                    for part in self.body.chunks(length.div_ceil(3).max(1)) {
                        out.body(part, true).await?;
                    }
                    out.end(true).await?;
                } else {
                    if self.status != 204 {
                        bytes.extend_from_slice(&self.body);
                    }
                    out.write(&bytes).await?;
                }
                Ok(if close { AfterResponse::Close } else { AfterResponse::KeepAlive })
            }
        }
    }
}

struct TracedOutput<'a> {
    connection: &'a mut Connection,
    trace: &'a mut Vec<u8>,
}

impl TracedOutput<'_> {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), Disconnected> {
        self.trace.extend_from_slice(bytes);
        self.connection.write(bytes).await
    }

    async fn body(&mut self, bytes: &[u8], chunked: bool) -> Result<(), Disconnected> {
        if !chunked {
            return self.write(bytes).await;
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
        chunk.extend_from_slice(bytes);
        chunk.extend_from_slice(b"\r\n");
        self.write(&chunk).await
    }

    async fn end(&mut self, chunked: bool) -> Result<(), Disconnected> {
        if chunked { self.write(b"0\r\n\r\n").await } else { Ok(()) }
    }
}

fn plain_body(value: &Json) -> Result<Vec<u8>, String> {
    if let Some(text) = value.at("text").str() {
        return Ok(text.as_bytes().to_vec());
    }
    if let Some(text) = value.at("base64").str() {
        return STANDARD.decode(text.trim()).map_err(|error| format!("base64: {error}"));
    }
    let repeat = value.at("repeat");
    let part = |name: &str| repeat.at(name).text().unwrap_or_default();
    let times = repeat.at("times").usize().unwrap_or_default();
    Ok([part("before"), &part("text").repeat(times), part("after")].concat().into_bytes())
}

fn encode(encoding: &str, body: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("{encoding}: {error}");
    match encoding {
        "gzip" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(body).and_then(|()| encoder.finish()).map_err(failed)
        }
        "br" => {
            let mut encoded = Vec::new();
            let mut encoder = brotli::CompressorWriter::new(&mut encoded, 4096, 3, 20);
            encoder.write_all(body).map_err(failed)?;
            drop(encoder);
            Ok(encoded)
        }
        "zstd" => zstd::stream::encode_all(body, 3).map_err(failed),
        other => Err(format!("unknown encoding {other:?}")),
    }
}
