//! An HTTP proxy that connects every host to the server of its case, so that a case can use real host names.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::http::{Connection, Stream};
use super::relay;

pub struct Proxy {
    pub url: String,
    used: Arc<AtomicUsize>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    pub async fn start(server: SocketAddr) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("the proxy cannot listen: {error}");
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(failed)?;
        let url = format!("http://{}", listener.local_addr().map_err(failed)?);
        let used = Arc::new(AtomicUsize::new(0));
        let mut tasks = JoinSet::new();
        let count = used.clone();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let Ok((stream, _)) = accepted else { continue };
                        connections.spawn(forward(stream, server, count.clone()));
                    }
                    Some(_) = connections.join_next() => {}
                }
            }
        });
        Ok(Proxy { url, used, _tasks: tasks })
    }

    /// Number of requests and tunnels.
    pub fn used(&self) -> usize {
        self.used.load(Ordering::SeqCst)
    }
}

async fn forward(stream: TcpStream, server: SocketAddr, used: Arc<AtomicUsize>) {
    let mut connection = Connection::new(Stream::Plain(stream));
    let Ok(request) = connection.request().await else { return };
    used.fetch_add(1, Ordering::SeqCst);
    if request.method == "CONNECT" {
        if connection.write(b"HTTP/1.1 200 Connected\r\n\r\n").await.is_err() {
            return;
        }
        if let Some(mut client) = connection.into_plain()
            && let Ok(mut server) = TcpStream::connect(server).await
        {
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
        return;
    }
    let local = match request.target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
        None => request.target.clone(),
    };
    if let Ok(response) = connection.unless_disconnected(relay(server, &request, &local)).await {
        let _ = connection.write(&response).await;
    }
    connection.close().await;
}
