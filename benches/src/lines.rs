//! The comparisons and their limits.

use serde::Serialize;

use crate::jobs::Measure;
use crate::peers::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Wall,
    Cpu,
    Rate,
    Median,
    Tail,
    Memory,
    /// Resident memory after an import.
    Resident,
    /// Size of a file or a folder.
    Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Limit {
    AtMost(f64),
    AtLeast(f64),
    /// Limit of our own value, not of a ratio.
    Megabytes(f64),
    /// Limit of our own time, not of a ratio.
    Milliseconds(f64),
    /// Limit of our own rate, not of a ratio.
    PerSecond(f64),
    /// No limit.
    None,
}

/// One comparison of a run of ours with another run, by one metric.
#[derive(Debug)]
pub struct Line {
    pub language: Language,
    pub row: &'static str,
    /// Name of a run or of a size.
    pub ours: &'static str,
    /// Empty if the limit is of our own value.
    pub other: &'static str,
    /// The run that is subtracted from both.
    pub bare: &'static str,
    pub metric: Metric,
    pub limit: Limit,
}

const fn line(
    language: Language,
    row: &'static str,
    ours: &'static str,
    other: &'static str,
    metric: Metric,
    limit: Limit,
) -> Line {
    Line { language, row, ours, other, bare: "", metric, limit }
}

const fn over(bare: &'static str, line: Line) -> Line {
    Line { bare, ..line }
}

const fn rust(row: &'static str, ours: &'static str, other: &'static str, metric: Metric, limit: Limit) -> Line {
    line(Language::Rust, row, ours, other, metric, limit)
}

const fn python(row: &'static str, ours: &'static str, other: &'static str, metric: Metric, limit: Limit) -> Line {
    line(Language::Python, row, ours, other, metric, limit)
}

const fn node(row: &'static str, ours: &'static str, other: &'static str, metric: Metric, limit: Limit) -> Line {
    line(Language::Node, row, ours, other, metric, limit)
}

const fn kotlin(row: &'static str, ours: &'static str, other: &'static str, metric: Metric, limit: Limit) -> Line {
    line(Language::Kotlin, row, ours, other, metric, limit)
}

const fn swift(row: &'static str, ours: &'static str, other: &'static str, metric: Metric, limit: Limit) -> Line {
    line(Language::Swift, row, ours, other, metric, limit)
}

use Limit::{AtLeast, AtMost, Megabytes, Milliseconds, PerSecond};
use Metric::{Cpu, Median, Memory, Rate, Resident, Size, Tail, Wall};

pub static LINES: &[Line] = &[
    rust("list all, one page at a time", "list, one by one", "list, reference", Wall, AtMost(1.10)),
    rust("list all, one page at a time", "list, one by one", "list, reference", Cpu, AtMost(1.10)),
    rust("list all, one page at a time", "list, one by one", "list, reference", Memory, Limit::None),
    rust("list all, pages ahead (default)", "list, ahead", "list, reference", Wall, AtMost(0.70)),
    rust("list all, pages ahead (default)", "list, ahead", "list, reference", Cpu, Limit::None),
    rust("list all, pages ahead (default)", "list, ahead", "list, reference", Memory, Limit::None),
    rust("list all, pages ahead, server takes 20 ms", "slow list, ahead", "slow list, reference", Wall, AtMost(0.30)),
    rust("get one", "get", "get, reference", Cpu, AtMost(1.10)),
    rust("get one", "get", "get, reference", Median, Limit::None),
    rust("get one", "get", "get, reference", Tail, Limit::None),
    rust("add, 32 in flight", "add", "add, reference", Cpu, AtMost(1.10)),
    rust("add_many, 32 in flight", "add_many", "add, reference", Rate, AtLeast(0.90)),
    rust("add_many, 32 in flight", "add_many", "add, reference", Cpu, Limit::None),
    rust("start of the testing kit", "kit", "", Median, Milliseconds(50.0)),
    rust("outbox: record, beside one fdatasync", "record", "fdatasync", Median, AtMost(2.0)),
    rust("outbox: record, 32 callers", "record, 32 callers", "", Rate, PerSecond(10_000.0)),
    rust("outbox: record_many, 1,000 a call", "record_many", "", Rate, PerSecond(50_000.0)),
    rust("outbox: delivery, beside add_many", "outbox", "add_many", Rate, AtLeast(0.80)),
    rust("the reference beside itself (noise)", "list, reference again", "list, reference", Wall, Limit::None),
    rust("the reference beside itself (noise)", "list, reference again", "list, reference", Cpu, Limit::None),
    //
    python("list all", "python list plock", "list, reference", Wall, AtMost(0.65)),
    python("list all", "python list plock", "list, reference", Cpu, AtMost(1.30)),
    python("list all", "python list plock", "python list aiohttp_msgspec", Rate, AtLeast(2.0)),
    python("list all", "python list plock", "python list httpx_pydantic", Rate, AtLeast(14.0)),
    python("list all", "python list plock", "python list stainless", Rate, AtLeast(16.0)),
    python("list all, held", "python hold plock", "list, reference held", Memory, AtMost(1.60)),
    python("table of all fields", "python table plock", "python table httpx_pandas", Cpu, AtMost(1.0 / 8.0)),
    python("table of all fields", "python table plock", "python table json_polars", Cpu, Limit::None),
    python("table of all fields", "python table plock", "python table pyarrow_json", Cpu, Limit::None),
    python("table of all fields", "python table plock", "python table dlt_rest", Cpu, Limit::None),
    python("table, streamed: memory that grows", "python stream plock", "", Memory, Megabytes(25.0)),
    python("get one", "python get plock", "get, reference", Cpu, AtMost(2.0)),
    python("get one", "python get plock", "python get aiohttp_msgspec", Tail, AtMost(1.0)),
    python("get one", "python get plock", "python get httpx_pydantic", Tail, AtMost(1.0)),
    python("get one", "python get plock", "python get stainless", Tail, AtMost(1.0)),
    python("add_many, 32 in flight", "python add-many plock", "add_many", Rate, AtLeast(0.80)),
    python("add, gathered, 32 in flight", "python add plock_async", "python add aiohttp_msgspec", Rate, AtLeast(1.5)),
    over("python import bare", python("import", PYTHON_IMPORT, "python import stripe", Cpu, AtMost(1.0 / 15.0))),
    over("python import bare", python("import", PYTHON_IMPORT, "", Resident, Megabytes(6.0))),
    python("wheel", "wheel", "", Size, Megabytes(3.0)),
    python("extension", "extension", "", Size, Megabytes(5.0)),
    //
    node("list all", "node list plock", "list, reference", Wall, AtMost(0.70)),
    node("list all", "node list plock", "list, reference", Cpu, AtMost(1.40)),
    node("list all", "node list plock", "node list fetch", Rate, AtLeast(4.0)),
    node("list all", "node list plock", "node list undici", Rate, AtLeast(2.5)),
    node("list all", "node list plock", "node list stainless", Rate, AtLeast(4.5)),
    node("list all, every field read", "node every plock", "list, reference", Wall, AtMost(1.60)),
    node("get one", "node get plock", "get, reference", Cpu, AtMost(3.0)),
    node("addMany, 32 in flight", "node add-many plock", "add_many", Rate, AtLeast(0.60)),
    node("addMany, 32 in flight", "node add-many plock", "node add undici", Rate, AtLeast(2.0)),
    node("addMany, 32 in flight", "node add-many plock", "node add fetch", Rate, AtLeast(15.0)),
    over("node import bare", node("require", NODE_IMPORT, "node import axios", Cpu, AtMost(1.0 / 8.0))),
    over("node import bare", node("require", NODE_IMPORT, "", Resident, Limit::None)),
    node("platform package, unpacked", "platform package", "", Size, Megabytes(5.0)),
    //
    kotlin("list all", "kotlin list plock", "kotlin list jdk", Rate, AtLeast(2.0)),
    kotlin("list all", "kotlin list plock", "kotlin list okhttp", Rate, AtLeast(2.0)),
    kotlin("get one", "kotlin get plock", "kotlin get jdk", Cpu, AtMost(1.5)),
    kotlin("get one", "kotlin get plock", "kotlin get okhttp", Cpu, AtMost(1.5)),
    kotlin("add, 32 in flight", "kotlin add plock", "kotlin add jdk", Rate, Limit::None),
    kotlin("add, 32 in flight", "kotlin add plock", "kotlin add okhttp", Rate, Limit::None),
    kotlin("start of the testing kit", "kotlin kit plock", "", Median, Milliseconds(50.0)),
    kotlin("native library", "native library", "", Size, Megabytes(4.0)),
    //
    swift("list all", "swift list plock", "swift list urlsession", Rate, AtLeast(2.0)),
    swift("get one", "swift get plock", "swift get urlsession", Cpu, AtMost(1.5)),
    swift("add, 32 in flight", "swift add plock", "swift add urlsession", Rate, Limit::None),
    swift("start of the testing kit", "swift kit plock", "", Median, Milliseconds(50.0)),
];

const PYTHON_IMPORT: &str = "python import plock";
const NODE_IMPORT: &str = "node import plock";

impl Line {
    /// The runs that it compares.
    pub fn runs(&self) -> impl Iterator<Item = &'static str> {
        let ours = (self.metric != Size).then_some(self.ours);
        ours.into_iter().chain([self.other, self.bare]).filter(|name| !name.is_empty())
    }
}

impl Metric {
    pub fn name(self) -> &'static str {
        match self {
            Self::Wall => "time",
            Self::Cpu => "CPU",
            Self::Rate => "a second",
            Self::Median => "median latency",
            Self::Tail => "99th percentile",
            Self::Memory => "peak memory",
            Self::Resident => "memory",
            Self::Size => "size",
        }
    }

    /// Times and rates are per row or call, as slow clients make fewer of them.
    pub fn of(self, measure: &Measure) -> f64 {
        let count = measure.count.max(1) as f64;
        match self {
            Self::Wall => measure.wall_ns as f64 / count,
            Self::Cpu => measure.cpu_ns as f64 / count,
            Self::Rate => count * 1e9 / measure.wall_ns as f64,
            Self::Median => measure.p50_ns.unwrap_or_default() as f64,
            Self::Tail => measure.p99_ns.unwrap_or_default() as f64,
            Self::Memory => measure.peak_kib as f64 * 1024.0,
            Self::Resident => measure.resident_kib as f64 * 1024.0,
            Self::Size => 0.0,
        }
    }

    /// Formats a value. The name of `run` implies rows, imports or calls; `count` is their number.
    pub fn show(self, value: f64, run: &str, count: u64) -> String {
        let total = value * count as f64;
        match self {
            Self::Rate => format!("{value:.0}"),
            Self::Memory | Self::Resident | Self::Size => format!("{:.1} MB", value / 1e6),
            Self::Median | Self::Tail => format!("{:.0} µs", value / 1e3),
            Self::Wall | Self::Cpu if run.contains("import") => format!("{:.1} ms", value / 1e6),
            Self::Wall | Self::Cpu
                if ["list", "hold", "table", "stream", "every"].iter().any(|list| run.contains(list)) =>
            {
                format!("{:.0} ms", total / 1e6)
            }
            Self::Wall | Self::Cpu => format!("{:.1} µs a call", value / 1e3),
        }
    }
}

impl Limit {
    pub fn kept(self, value: f64) -> bool {
        match self {
            AtMost(limit) => value <= limit,
            AtLeast(limit) | PerSecond(limit) => value >= limit,
            Megabytes(limit) | Milliseconds(limit) => value <= limit * 1e6,
            Self::None => true,
        }
    }

    pub fn text(self) -> String {
        match self {
            AtMost(limit) if limit < 0.1 => format!("at most {limit:.3}"),
            AtMost(limit) => format!("at most {limit:.2}"),
            AtLeast(limit) => format!("at least {limit:.2}"),
            Megabytes(limit) => format!("at most {limit:.1} MB"),
            Milliseconds(limit) => format!("at most {limit:.0} ms"),
            PerSecond(limit) => format!("at least {limit:.0} a second"),
            Self::None => String::new(),
        }
    }
}

/// A column of the table of a language.
#[derive(Debug)]
pub struct Column {
    pub title: &'static str,
    /// The works to measure: the first that the client has.
    pub works: &'static [Work],
    /// Empty if the reference has no such run: then the value itself is shown, minus that of the bare program.
    pub reference: &'static str,
    pub metric: Metric,
}

use crate::peers::Work;

pub static COLUMNS: &[Column] = &[
    Column { title: "list all: time", works: &[Work::List], reference: "list, reference", metric: Wall },
    Column { title: "CPU", works: &[Work::List], reference: "list, reference", metric: Cpu },
    Column { title: "every field: time", works: &[Work::Every], reference: "list, reference", metric: Wall },
    Column { title: "held: memory", works: &[Work::Hold], reference: "list, reference held", metric: Memory },
    Column { title: "table: CPU", works: &[Work::Table], reference: "list, reference", metric: Cpu },
    Column { title: "get one: CPU", works: &[Work::Get], reference: "get, reference", metric: Cpu },
    Column { title: "99th percentile", works: &[Work::Get], reference: "get, reference", metric: Tail },
    Column { title: "adds a second", works: &[Work::AddMany, Work::Add], reference: "add, reference", metric: Rate },
    Column { title: "import: CPU", works: &[Work::Import], reference: "", metric: Cpu },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds;

    #[test]
    fn a_rate_has_a_floor() {
        assert!(AtLeast(0.9).kept(0.9) && !AtLeast(0.9).kept(0.89));
        assert!(AtMost(1.1).kept(1.1) && !AtMost(1.1).kept(1.11));
        assert!(Megabytes(3.0).kept(3e6) && !Megabytes(3.0).kept(3_000_001.0));
    }

    #[test]
    fn every_name_is_of_a_run() {
        let runs = rounds::all();
        let columns = COLUMNS.iter().map(|column| column.reference).filter(|name| !name.is_empty());
        for name in LINES.iter().flat_map(Line::runs).chain(columns) {
            assert!(runs.iter().any(|run| run.name == name), "{name}");
        }
    }
}
