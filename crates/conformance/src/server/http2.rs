//! A connection that speaks HTTP/2, and what can go wrong with one.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_rustls::server::TlsStream;

use super::behavior::Action;
use super::http::{Disconnected, parse_head};
use super::response::{Fault, Response, UNEXPECTED_REQUEST};
use super::{Http2Limits, Shared, lock, relay};

/// Time for a client to read what was sent before the connection closes.
const READ: Duration = Duration::from_millis(20);

/// What a fault of a request does to its connection.
enum End {
    /// Sends a `GOAWAY` with the last stream that may have been processed, and closes.
    GoAway(u32, Reason),
    Close,
    /// Neither reads nor writes any more.
    Freeze,
}

/// Shared with `h2`, so that frames that it does not offer can be written between its own.
#[derive(Clone)]
struct Io(Arc<Mutex<TlsStream<TcpStream>>>);

impl AsyncRead for Io {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *lock(&self.0)).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Io {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut *lock(&self.0)).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *lock(&self.0)).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *lock(&self.0)).poll_shutdown(cx)
    }
}

impl Io {
    async fn go_away(&mut self, last: u32, reason: Reason) {
        let mut frame = vec![0, 0, 8, 7, 0, 0, 0, 0, 0];
        frame.extend_from_slice(&last.to_be_bytes());
        frame.extend_from_slice(&u32::from(reason).to_be_bytes());
        let _ = self.write_all(&frame).await;
        let _ = self.flush().await;
    }
}

impl Shared {
    /// Serves a connection.
    pub(super) async fn serve_http2(self: &Arc<Self>, stream: TlsStream<TcpStream>, number: usize) {
        let Http2Limits { requests: most, streams: at_once, window } = self.http2;
        let mut io = Io(Arc::new(Mutex::new(stream)));
        let mut builder = h2::server::Builder::new();
        if let Some(at_once) = at_once {
            builder.max_concurrent_streams(at_once);
        }
        let Ok(mut connection) = builder.handshake(io.clone()).await else { return };
        let (ends, mut ended) = mpsc::unbounded_channel();
        let (mut streams, mut accepted) = (JoinSet::new(), 0);
        let end = loop {
            tokio::select! {
                biased;
                Some(end) = ended.recv() => break Some(end),
                Some(_) = streams.join_next() => {
                    if streams.is_empty() && most.is_some_and(|most| accepted >= most) {
                        // Polled once more, to send the last response.
                        let _ = tokio::time::timeout(READ, connection.accept()).await;
                        break None;
                    }
                }
                next = connection.accept() => match next {
                    Some(Ok((request, respond))) => {
                        accepted += 1;
                        if let Some(window) = window.filter(|_| accepted == 1) {
                            let _ = connection.set_initial_window_size(window);
                        }
                        if most.is_some_and(|most| accepted > most) {
                            // Beyond the last stream: never answered.
                            std::mem::forget(respond);
                            continue;
                        }
                        let stream = u32::from(respond.stream_id());
                        let (shared, ends) = (self.clone(), ends.clone());
                        streams.spawn(async move { shared.stream(request, respond, number, &ends).await });
                        if most == Some(accepted) {
                            io.go_away(stream, Reason::NO_ERROR).await;
                        }
                    }
                    _ => break None,
                }
            }
        };
        match end {
            Some(End::Freeze) => std::future::pending().await,
            Some(End::GoAway(last, reason)) => io.go_away(last, reason).await,
            Some(End::Close) | None => {}
        }
        tokio::time::sleep(READ).await;
        let _ = io.shutdown().await;
    }

    async fn stream(
        &self,
        request: http::Request<RecvStream>,
        respond: SendResponse<bytes::Bytes>,
        number: usize,
        ends: &mpsc::UnboundedSender<End>,
    ) {
        let (parts, mut body) = request.into_parts();
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut head = format!("{} {target} HTTP/2", parts.method);
        for (name, value) in &parts.headers {
            head.push_str(&format!("\r\n{name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
        let Some(mut seen) = parse_head(&head) else { return };
        while let Some(Ok(chunk)) = body.data().await {
            let _ = body.flow_control().release_capacity(chunk.len());
            seen.body.extend_from_slice(&chunk);
        }
        seen.connection = number;
        self.note(number, ">", &[head.as_bytes(), b"\r\n\r\n", &seen.body].concat());
        let response = match self.begin(&seen, number) {
            Action::Respond(response) => response,
            Action::Relay(address) => Response::parse(&relay(address, &seen, &seen.target).await)
                .unwrap_or(Response::empty(UNEXPECTED_REQUEST)),
        };
        tokio::time::sleep(response.delay).await;
        self.note(number, "<", format!("{} {:?}", response.status, response.fault).as_bytes());
        self.responded(number);
        let _ = send(&response, respond, ends).await;
    }
}

async fn send(
    response: &Response,
    mut respond: SendResponse<bytes::Bytes>,
    ends: &mpsc::UnboundedSender<End>,
) -> Result<(), Disconnected> {
    let stream = u32::from(respond.stream_id());
    let end = |end| {
        let _ = ends.send(end);
    };
    match response.fault {
        Some(Fault::GoAwayBefore) => end(End::GoAway(stream.saturating_sub(2), Reason::NO_ERROR)),
        Some(Fault::GoAwayAt) => end(End::GoAway(stream, Reason::NO_ERROR)),
        Some(Fault::Calm) => end(End::GoAway(stream.saturating_sub(2), Reason::ENHANCE_YOUR_CALM)),
        Some(Fault::Refused) => respond.send_reset(Reason::REFUSED_STREAM),
        Some(Fault::ResetAfterRead) => respond.send_reset(Reason::INTERNAL_ERROR),
        Some(Fault::Freeze) => end(End::Freeze),
        Some(Fault::Stall) => std::future::pending().await,
        Some(Fault::ResetMidBody | Fault::RefusedMidBody) => {
            let half = &response.body()[..response.body().len() / 2];
            let mut body = head(response, &mut respond, false)?;
            let _ = body.send_data(half.to_vec().into(), false);
            tokio::time::sleep(READ).await;
            let refused = response.fault == Some(Fault::RefusedMidBody);
            body.send_reset(if refused { Reason::REFUSED_STREAM } else { Reason::INTERNAL_ERROR });
        }
        Some(_) => end(End::Close),
        None => {
            let mut body = head(response, &mut respond, response.body().is_empty())?;
            if !response.body().is_empty() {
                let _ = body.send_data(response.body().to_vec().into(), true);
            }
        }
    }
    Ok(())
}

fn head(
    response: &Response,
    respond: &mut SendResponse<bytes::Bytes>,
    end: bool,
) -> Result<SendStream<bytes::Bytes>, Disconnected> {
    let mut head = http::Response::builder().status(response.status);
    let of_connection = ["connection", "transfer-encoding", "keep-alive"];
    for (name, value) in response.headers() {
        if !of_connection.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            head = head.header(name, value);
        }
    }
    let head = head.body(()).map_err(|_| Disconnected)?;
    respond.send_response(head, end).map_err(|_| Disconnected)
}
