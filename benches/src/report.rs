//! Results of the comparisons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::Failure;
use crate::jobs::Measure;
use crate::lines::{LINES, Line, Metric};
use crate::peers::{CLIENTS, Language};
use crate::rounds::Results;
use crate::tables::{self, Table};

const TITLE: &str = "\
# Benchmark results

Written by `cargo xtask bench --readme`. Every client is measured in one run, in turns, each time in a new process, against the same
local server. Figures are medians over the rounds; a ratio compares two measurements of the same round, and below a client's name
stands its ratio to the client that is written by hand in Rust with `reqwest` and `serde`.

";

/// A comparison with its values.
#[derive(Debug, Serialize)]
pub struct Figure {
    #[serde(serialize_with = "shown")]
    language: Language,
    row: &'static str,
    metric: &'static str,
    /// Medians over the rounds.
    ours: String,
    other: String,
    beside: String,
    /// Ratios of ours to the other's in the same round; none if the limit is of our own value.
    ratio: Option<Spread>,
    limit: String,
    kept: bool,
}

fn shown<S: serde::Serializer>(value: &Language, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Statistics of the rounds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    pub median: f64,
    pub least: f64,
    pub greatest: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Self {
        Self {
            median: median(values.iter().copied()),
            least: values.iter().copied().fold(f64::INFINITY, f64::min),
            greatest: values.iter().copied().fold(0.0, f64::max),
        }
    }
}

/// The report.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    figures: Vec<Figure>,
    results: &'a Results,
    #[serde(skip)]
    languages: &'a [Language],
}

impl<'a> Report<'a> {
    pub fn new(results: &'a Results, languages: &'a [Language]) -> Result<Self, Failure> {
        same(&results.runs)?;
        let mut figures = Vec::new();
        for line in LINES.iter().filter(|line| languages.contains(&line.language)) {
            figures.extend(figure(line, results)?);
        }
        Ok(Self { figures, results, languages })
    }

    /// The comparisons that exceed their limits.
    pub fn over(&self) -> Vec<String> {
        self.figures.iter().filter(|figure| !figure.kept).map(Figure::description).collect()
    }

    fn of(&self, language: Language) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.language == language)
    }

    /// The comparisons of a language, with their limits.
    fn limits(&self, language: Language) -> Table {
        let rust = language == Language::Rust;
        let titles = if rust { ["What", "", "", "hand-written"] } else { ["What", "", "beside", ""] };
        let titles = [&titles[..], &["plock", "ratio", "limit", ""]].concat();
        let mut table = Table::new(&titles, &[3, 4, 5]);
        for figure in self.of(language) {
            let verdict = match (figure.limit.is_empty(), figure.kept) {
                (true, _) => "",
                (false, true) => "ok",
                (false, false) => "OVER",
            };
            let ratio = figure.ratio.map(|ratio| ratio.text()).unwrap_or_default();
            let beside = if rust { String::new() } else { figure.beside.clone() };
            table.push([
                figure.row.to_owned(),
                figure.metric.to_owned(),
                beside,
                figure.other.clone(),
                figure.ours.clone(),
                ratio,
                figure.limit.clone(),
                verdict.to_owned(),
            ]);
        }
        table.without_empty_columns()
    }

    fn circumstances(&self) -> String {
        let Results { rounds, cores, system, runs, .. } = self.results;
        let others: Vec<_> = runs.values().flatten().filter_map(|measure| measure.others).collect();
        let others = if others.is_empty() {
            "an unknown part".to_owned()
        } else {
            let most = others.iter().copied().fold(0.0, f64::max) * 100.0;
            format!("{:.1} % (in the worst measurement {most:.1} %)", median(others.into_iter()) * 100.0)
        };
        let count = |name: &str| runs.get(name).and_then(|run| run.first()).map(|measure| measure.count);
        let mut jobs = Vec::new();
        if let Some(rows) = count("list, reference") {
            let slow = count("slow list, reference");
            let slow = slow.map(|rows| format!(" ({rows} where the server takes 20 ms)")).unwrap_or_default();
            jobs.push(format!("Lists: {rows} rows{slow}, 100 a page"));
        }
        jobs.extend(count("get, reference").map(|gets| format!("{gets} gets one after the other")));
        jobs.extend(count("add, reference").map(|adds| format!("{adds} adds, 32 in flight")));
        format!(
            "{rounds} rounds on {cores} cores ({system}), of whose time others took {others}. {}. Ratios: median of the rounds \
             (least to greatest).",
            jobs.join("; ")
        )
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        for &language in self.languages {
            for table in [tables::clients(self.results, language), self.limits(language)] {
                if !table.is_empty() {
                    let _ = writeln!(text, "{}", table.text());
                }
            }
        }
        text + &self.circumstances() + "\n"
    }

    /// The comparisons of Rust, or the clients of another language with the result of the limits.
    pub fn markdown(&self) -> String {
        let mut text = TITLE.to_owned();
        for &language in self.languages {
            let clients = tables::clients(self.results, language);
            let table = if language == Language::Rust { self.limits(language) } else { clients };
            if table.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{}", table.markdown());
            let limited: Vec<_> = self.of(language).filter(|figure| !figure.limit.is_empty()).collect();
            if language != Language::Rust && !limited.is_empty() {
                let over: Vec<_> =
                    limited.iter().filter(|figure| !figure.kept).map(|figure| figure.description()).collect();
                let kept = limited.len() - over.len();
                let over = if over.is_empty() { String::new() } else { format!("; over: {}", over.join("; ")) };
                let _ = writeln!(text, "{}: {kept} of {} limits kept{over}.\n", language.name(), limited.len());
            }
        }
        text + &self.circumstances() + "\n"
    }

    pub fn json(&self) -> Result<String, Failure> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Figure {
    fn description(&self) -> String {
        let beside = if self.beside.is_empty() { String::new() } else { format!(" beside {}", self.beside) };
        let value = self.ratio.map_or_else(|| self.ours.clone(), |ratio| number(ratio.median));
        format!("{}: {}{beside} {value}, {}", self.row, self.metric, self.limit)
    }
}

impl Spread {
    fn text(self) -> String {
        format!("{} ({} to {})", number(self.median), number(self.least), number(self.greatest))
    }
}

/// Formats a ratio with the relevant digits.
pub fn number(ratio: f64) -> String {
    match ratio {
        ratio if ratio >= 10.0 => format!("{ratio:.1}"),
        ratio if ratio < 0.1 => format!("{ratio:.3}"),
        ratio => format!("{ratio:.2}"),
    }
}

/// Checks that all clients that read the same number of rows read the same values.
fn same(runs: &BTreeMap<String, Vec<Measure>>) -> Result<(), Failure> {
    let mut known: BTreeMap<(bool, u64), (&str, &Measure)> = BTreeMap::new();
    for (name, measure) in runs.iter().flat_map(|(name, measures)| measures.iter().map(move |measure| (name, measure)))
    {
        if measure.checksum.is_empty() {
            continue;
        }
        // Adds have no sum.
        let (first, other) = known.entry((name.contains("add"), measure.count)).or_insert((name, measure));
        let dates = other.dates.zip(measure.dates).is_none_or(|(one, other)| one == other);
        if other.checksum != measure.checksum || !dates {
            let sums = [*other, measure].map(|m| format!("{} {:?}", m.checksum, m.dates));
            return Err(format!("{first} and {name} did not read the same: {}", sums.join(" and ")).into());
        }
    }
    Ok(())
}

/// The value of each round, minus that of the bare program.
pub fn values(results: &Results, name: &str, bare: &str, metric: Metric) -> Option<Vec<f64>> {
    let of = |name: &str| Some(results.runs.get(name)?.iter().map(|measure| metric.of(measure)));
    let values = of(name)?;
    if bare.is_empty() {
        return Some(values.collect());
    }
    Some(values.zip(of(bare)?).map(|(value, bare)| value - bare).collect())
}

/// `None` if something was not measured.
fn figure(line: &Line, results: &Results) -> Result<Option<Figure>, Failure> {
    let metric = line.metric;
    let ours = if metric == Metric::Size {
        results.sizes.get(line.ours).map(|&bytes| vec![bytes as f64])
    } else {
        values(results, line.ours, line.bare, metric)
    };
    let other = if line.other.is_empty() { Some(Vec::new()) } else { values(results, line.other, line.bare, metric) };
    let Some((ours, other)) = ours.zip(other) else { return Ok(None) };
    let ratios: Vec<_> = ours.iter().zip(&other).map(|(ours, other)| ours / other).collect();
    let ratio = (!ratios.is_empty()).then(|| Spread::of(&ratios));
    let middle = median(ours.iter().copied());
    let compared = ratio.as_ref().map_or(middle, |ratio| ratio.median);
    if compared.is_nan() {
        return Err(format!("{}: {} is not a number", line.row, metric.name()).into());
    }
    let count = |name: &str| results.runs.get(name).and_then(|run| run.first()).map_or(1, |measure| measure.count);
    Ok(Some(Figure {
        language: line.language,
        row: line.row,
        metric: metric.name(),
        ours: metric.show(middle, line.ours, count(line.ours)),
        other: if other.is_empty() {
            String::new()
        } else {
            metric.show(median(other.into_iter()), line.other, count(line.other))
        },
        beside: beside(line.other).to_owned(),
        ratio,
        limit: line.limit.text(),
        kept: line.limit.kept(compared),
    }))
}

/// Name of the client of a run.
fn beside(run: &str) -> &'static str {
    let client = CLIENTS.iter().find(|client| client.works.iter().any(|&work| client.run(work) == run));
    match (client, run) {
        (Some(client), _) => client.title,
        (None, "") => "",
        (None, "fdatasync") => "the disk",
        (None, run) if run.contains("reference") => "hand-written, Rust",
        (None, _) => "plock, Rust",
    }
}

pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        len if len % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(wall_ns: u64, checksum: &str) -> Measure {
        Measure {
            wall_ns,
            cpu_ns: wall_ns,
            process_ns: wall_ns,
            peak_kib: 1,
            count: 10,
            checksum: checksum.to_owned(),
            dates: None,
            p50_ns: None,
            p99_ns: None,
            resident_kib: 0,
            others: None,
        }
    }

    fn results(ours: &'static str, walls: [u64; 3], checksum: &str) -> Results {
        let reference = [100, 200, 100].map(|wall| measure(wall, "same")).to_vec();
        let measures = walls.map(|wall| measure(wall, checksum)).to_vec();
        let runs = BTreeMap::from([("list, reference".to_owned(), reference), (ours.to_owned(), measures)]);
        Results { rounds: 3, cores: 2, system: String::new(), runs, sizes: BTreeMap::new() }
    }

    #[test]
    fn ratios_are_of_the_same_round() -> Result<(), Failure> {
        let results = results("list, ahead", [70, 100, 90], "same");
        let report = Report::new(&results, &[Language::Rust])?;
        let wall = report.figures[0].ratio;
        assert_eq!(wall, Some(Spread { median: 0.7, least: 0.5, greatest: 0.9 }));
        assert!(report.over().is_empty(), "{:?}", report.over());
        Ok(())
    }

    #[test]
    fn an_exceeded_limit_is_reported() -> Result<(), Failure> {
        let rust = results("list, ahead", [71, 142, 71], "same");
        let report = Report::new(&rust, &[Language::Rust])?;
        assert_eq!(
            report.over(),
            ["list all, pages ahead (default): time beside hand-written, Rust 0.71, at most 0.70"]
        );
        assert!(report.markdown().contains("OVER"));
        let python = results("python list plock", [66, 132, 66], "same");
        let report = Report::new(&python, &[Language::Python])?;
        assert_eq!(report.over(), ["list all: time beside hand-written, Rust 0.66, at most 0.65"]);
        assert!(report.markdown().contains("1 of 2 limits kept; over: list all"), "{}", report.markdown());
        Ok(())
    }

    #[test]
    fn sizes_have_limits_of_their_own() -> Result<(), Failure> {
        let mut results = results("python list plock", [60, 120, 60], "same");
        results.sizes = BTreeMap::from([("wheel".to_owned(), 3_000_001), ("extension".to_owned(), 5_000_000)]);
        let report = Report::new(&results, &[Language::Python])?;
        assert_eq!(report.over(), ["wheel: size 3.0 MB, at most 3.0 MB"]);
        Ok(())
    }

    #[test]
    fn an_import_is_what_it_takes_more_than_the_bare_program() -> Result<(), Failure> {
        let mut results = results("python list plock", [60, 120, 60], "same");
        for (name, wall) in [("bare", 20_000_000), ("plock", 24_000_000), ("stripe", 220_000_000)] {
            let measures = vec![Measure { count: 1, ..measure(wall, "") }; 3];
            results.runs.insert(format!("python import {name}"), measures);
        }
        let report = Report::new(&results, &[Language::Python])?;
        let import = report.figures.iter().find(|figure| figure.row == "import").ok_or("no line")?;
        assert_eq!((import.ours.as_str(), import.ratio.map(|ratio| ratio.median)), ("4.0 ms", Some(0.02)));
        Ok(())
    }

    #[test]
    fn different_results_are_no_comparison() {
        let results = results("list, ahead", [70, 100, 90], "other");
        assert!(Report::new(&results, &[Language::Rust]).is_err());
    }
}
