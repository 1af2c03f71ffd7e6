//! A sandbox, the program, and files.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use plock_sandbox::{Options, Sandbox};
use tokio::runtime::Runtime;

/// A sandbox and the program pointed at it.
pub(crate) struct World {
    /// Serves the sandbox for as long as it lives.
    _runtime: Runtime,
    pub(crate) sandbox: Sandbox,
}

impl World {
    pub(crate) fn new(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        World { _runtime: runtime, sandbox }
    }

    pub(crate) fn plock(&self, args: &[&str]) -> Command {
        let mut command = plock(args);
        command.env("PLOCK_API_KEY", self.sandbox.key()).env("PLOCK_BASE_URL", self.sandbox.url());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.plock(args).output().unwrap()
    }

    /// What a run that succeeds prints.
    pub(crate) fn prints(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
        stdout(&output)
    }

    pub(crate) fn usages(&self) -> u64 {
        self.sandbox.count("product_usages").unwrap()
    }
}

pub(crate) fn plock(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plock"));
    command.args(args).stdin(Stdio::null());
    for name in ["PLOCK_API_KEY", "PLOCK_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn kill(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap().success());
}

/// A file in a folder of its own, with its journal. Removed afterwards.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = std::env::temp_dir().join(format!("plock-cli-{}-{name}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        Scratch(folder.join(name))
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    pub(crate) fn read(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }

    /// The name of its journal.
    pub(crate) fn journal(&self) -> String {
        format!("{}.plockbox", self.path())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// A folder that does not exist yet. Removed afterwards.
pub(crate) struct Folder(Scratch, String);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let scratch = Scratch::new(name, "");
        let path = format!("{}-out", scratch.path());
        Self(scratch, path)
    }

    pub(crate) fn path(&self) -> &str {
        let _ = &self.0;
        &self.1
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        PathBuf::from(&self.1).join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }
}
