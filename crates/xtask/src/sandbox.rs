//! A local Plock, as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::process::{Result, unstarted};

/// A running `plock sandbox`; it ends with this value, whatever happens.
pub struct Sandbox {
    process: Child,
    url: String,
    key: String,
}

impl Sandbox {
    pub fn start(plock: &Path) -> Result<Self> {
        let mut command = Command::new(plock);
        command.arg("sandbox").stdin(Stdio::null()).stdout(Stdio::piped());
        let process = command.spawn().map_err(|error| unstarted(&command, &error))?;
        let mut sandbox = Sandbox { process, url: String::new(), key: String::new() };
        let stdout = sandbox.process.stdout.take().ok_or("the sandbox has no standard output")?;
        let (sender, line) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let _ = BufReader::new(stdout).read_line(&mut line);
            let _ = sender.send(line);
        });
        let line = line.recv_timeout(Duration::from_secs(30)).map_err(|_| "the sandbox did not start within 30 s")?;
        let told: Value = serde_json::from_str(&line).map_err(|_| format!("the sandbox said {line:?}, not JSON"))?;
        let member = |name: &str| {
            told[name].as_str().map(str::to_owned).ok_or_else(|| format!("the sandbox did not tell its {name}: {line}"))
        };
        (sandbox.url, sandbox.key) = (member("url")?, member("key")?);
        Ok(sandbox)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Lets a program of any language find it.
    pub fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("PLOCK_BASE_URL", &self.url).env("PLOCK_API_KEY", &self.key)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
