//! A sandbox on a thread of its own, for callers with and without an async runtime.

use std::io;
use std::sync::mpsc;
use std::thread::JoinHandle;

use plock_sandbox::{Error, Options, Sandbox};
use tokio::sync::oneshot;

/// A running sandbox. Dropping it closes its connections, frees the port and ends its threads.
pub struct Server {
    sandbox: Sandbox,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a sandbox and waits until it accepts connections.
    ///
    /// # Errors
    /// [`Error`] if no thread or port is available.
    pub fn start(options: Options) -> Result<Server, Error> {
        let (started, starting) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let run = move || {
            let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return drop(started.send(Err(error.into()))),
            };
            runtime.block_on(async {
                if started.send(Sandbox::start(options).await).is_ok() {
                    let _ = stopped.await;
                }
            });
        };
        let thread = std::thread::Builder::new().name("plock-sandbox".to_owned()).spawn(run)?;
        let ended = || Error::from(io::Error::other("its thread ended"));
        let sandbox = starting.recv().unwrap_or_else(|_| Err(ended()))?;
        Ok(Server { sandbox, stop: Some(stop), thread: Some(thread) })
    }
}

impl std::ops::Deref for Server {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
