//! Clients in other languages: their jobs and how to start them.

use std::fmt;
use std::process::Command;
use std::str::FromStr;

use serde_json::json;

use crate::data::{PAGE_SIZE, SINGLES};
use crate::jobs::{IN_FLIGHT, WARM_UP_CALLS, warm_up_page};
use crate::{Failure, Settings};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Rust,
    Python,
    Node,
    Kotlin,
    Swift,
}

pub const LANGUAGES: [Language; 5] =
    [Language::Rust, Language::Python, Language::Node, Language::Kotlin, Language::Swift];

impl Language {
    /// Name in titles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Python => "Python",
            Self::Node => "Node",
            Self::Kotlin => "Kotlin",
            Self::Swift => "Swift",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().to_lowercase())
    }
}

impl FromStr for Language {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        let found = LANGUAGES.into_iter().find(|language| language.to_string() == name);
        let known = LANGUAGES.map(|language| language.to_string()).join(", ");
        found.ok_or_else(|| format!("no language named {name}: expected one of {known}").into())
    }
}

/// A job of a program in another language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Reads the amount of each row.
    List,
    /// Reads every field of every row.
    Every,
    /// Collects all rows before reading their amounts.
    Hold,
    /// Makes a table of all fields, with typed columns.
    Table,
    /// Reads a table page by page. Its peak memory is what it adds to that of the warm-up.
    Stream,
    Get,
    Add,
    AddMany,
    /// Starts sandboxes of the testing kit.
    Kit,
    /// Loads the library and creates a client.
    Import,
}

impl Work {
    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Every => "every",
            Self::Hold => "hold",
            Self::Table => "table",
            Self::Stream => "stream",
            Self::Get => "get",
            Self::Add => "add",
            Self::AddMany => "add-many",
            Self::Kit => "kit",
            Self::Import => "import",
        }
    }
}

/// A client with its jobs.
#[derive(Debug)]
pub struct Client {
    pub language: Language,
    /// Module in `benches/peers/`.
    pub name: &'static str,
    /// Name in the table.
    pub title: &'static str,
    pub works: &'static [Work],
    /// Adds and tables are so slow that fewer are enough.
    pub slow: bool,
}

use Language::{Kotlin, Node, Python, Swift};
use Work::{Add, AddMany, Every, Get, Hold, Import, Kit, List, Stream, Table};

const fn client(language: Language, name: &'static str, title: &'static str, works: &'static [Work]) -> Client {
    Client { language, name, title, works, slow: false }
}

const fn slow(client: Client) -> Client {
    Client { slow: true, ..client }
}

/// All clients, in the order of the table.
pub static CLIENTS: &[Client] = &[
    client(Python, "plock", "plock", &[List, Hold, Table, Stream, Get, AddMany, Import]),
    client(Python, "plock_async", "plock, asyncio", &[List, Get, Add]),
    client(Python, "aiohttp_msgspec", "aiohttp + msgspec", &[List, Hold, Get, Add]),
    client(Python, "urllib3_orjson", "urllib3 + orjson, untyped", &[List, Get]),
    slow(client(Python, "httpx_pydantic", "httpx + pydantic", &[List, Get, Add, Import])),
    slow(client(Python, "stainless", "Stainless' shape (orb-billing)", &[List, Get, Add])),
    client(Python, "pyarrow_json", "urllib3 + pyarrow.json", &[Table]),
    client(Python, "json_polars", "urllib3 + json + polars", &[Table]),
    client(Python, "httpx_pandas", "httpx + pandas", &[Table]),
    slow(client(Python, "dlt_rest", "dlt, REST source into duckdb", &[Table])),
    client(Python, "stripe", "stripe", &[Import]),
    client(Python, BARE, "bare Python", &[Import]),
    client(Node, "plock", "plock", &[List, Every, Get, Add, AddMany, Import]),
    client(Node, "undici", "undici, request", &[List, Every, Get, Add, Import]),
    client(Node, "fetch", "fetch, built in", &[List, Every, Get, Add]),
    client(Node, "axios", "axios", &[List, Get, Add, Import]),
    client(Node, "openapi_fetch", "openapi-fetch", &[List, Get, Add]),
    client(Node, "stainless", "Stainless' shape (openai)", &[List, Get, Add, Import]),
    client(Node, BARE, "bare Node", &[Import]),
    client(Kotlin, "plock", "plock", &[List, Get, Add, Kit]),
    client(Kotlin, "jdk", "java.net.http + kotlinx.serialization", &[List, Get, Add]),
    client(Kotlin, "okhttp", "okhttp + kotlinx.serialization", &[List, Get, Add]),
    client(Swift, "plock", "plock", &[List, Get, Add, Kit]),
    client(Swift, "urlsession", "URLSession + Codable", &[List, Get, Add]),
];

/// The program without an import.
const BARE: &str = "bare";

impl Client {
    pub fn ours(&self) -> bool {
        self.name.starts_with("plock")
    }

    pub fn bare(&self) -> bool {
        self.name == BARE
    }

    /// The name of a run.
    pub fn run(&self, work: Work) -> String {
        format!("{} {} {}", self.language, work.name(), self.name)
    }
}

/// Script that runs a program with the Swift runtime. Relative to the repository, where `cargo xtask bench` runs.
const SWIFT_RUN: &str = "tests/swift/toolchain/run.sh";

impl Client {
    /// The command that does this job `count` times and prints its measurements.
    pub fn command(&self, settings: &Settings, work: Work, url: &str, count: u64) -> Result<Command, Failure> {
        let language = self.language;
        let folder = settings.folders.iter().find(|(of, _)| *of == language).map(|(_, folder)| folder);
        let folder = folder.ok_or_else(|| {
            format!("--programs {language}=FOLDER is required; `cargo xtask bench` creates the folder")
        })?;
        let mut command = match language {
            Language::Rust => return Err("expected a client in another language, got Rust".into()),
            Python => Command::new(folder.join(".venv/bin/python")),
            Node => Command::new("node"),
            Kotlin => Command::new("java"),
            Swift => Command::new(SWIFT_RUN),
        };
        match (language, work) {
            (Python, Import) => command.arg(folder.join("imports.py")),
            (Python, _) => command.arg(folder.join("bench.py")),
            (_, Import) => command.arg(folder.join("imports.cjs")),
            (Kotlin, _) => command.arg("-cp").arg(folder.join("*")).arg("BenchKt"),
            (Swift, _) => command.arg(folder.join("plock-bench-peers")),
            _ => command.arg(folder.join("bench.mjs")),
        };
        command.arg(self.name);
        if work != Import {
            let settings = json!({
                "url": url,
                "count": count,
                "page_size": PAGE_SIZE,
                "singles": SINGLES,
                "warm_up_page": warm_up_page(count),
                "warm_up_calls": WARM_UP_CALLS,
                "in_flight": IN_FLIGHT,
            });
            command.args([work.name(), &settings.to_string()]);
        }
        Ok(command)
    }
}
