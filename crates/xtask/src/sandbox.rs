//! `plock sandbox` as a child process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::process::{Result, start_error};

/// A running `plock sandbox`, killed on drop.
pub struct Sandbox {
    process: Child,
    url: String,
    key: String,
}

impl Sandbox {
    pub fn start(plock: &Path) -> Result<Self> {
        let mut command = Command::new(plock);
        command.arg("sandbox").stdin(Stdio::null()).stdout(Stdio::piped());
        let process = command.spawn().map_err(|error| start_error(&command, &error))?;
        let mut sandbox = Sandbox { process, url: String::new(), key: String::new() };
        let stdout = sandbox.process.stdout.take().ok_or("the sandbox has no standard output")?;
        let (sender, line) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let _ = BufReader::new(stdout).read_line(&mut line);
            let _ = sender.send(line);
        });
        let line = line.recv_timeout(Duration::from_secs(30)).map_err(|_| "the sandbox did not start within 30 s")?;
        let ready: Value =
            serde_json::from_str(&line).map_err(|_| format!("the sandbox: expected JSON, got {line:?}"))?;
        let member = |name: &str| {
            ready[name].as_str().map(str::to_owned).ok_or_else(|| format!("the sandbox printed no {name}: {line}"))
        };
        (sandbox.url, sandbox.key) = (member("url")?, member("key")?);
        Ok(sandbox)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    /// Sets the URL and the key of the sandbox in the environment of a command.
    pub fn configure<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("PLOCK_BASE_URL", &self.url).env("PLOCK_API_KEY", &self.key)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
