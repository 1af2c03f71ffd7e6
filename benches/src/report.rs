//! The comparisons with their limits, and the table of what came out.

use std::fmt::Write as _;

use serde::Serialize;

use crate::Failure;
use crate::jobs::Measure;
use crate::rounds::Results;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    Wall,
    Cpu,
    Rate,
    Median,
    Tail,
    Memory,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    AtMost(f64),
    AtLeast(f64),
    /// For the reader's information.
    None,
}

/// One comparison: a run of ours with one of the reference, in one respect.
#[derive(Debug)]
pub struct Line {
    pub row: &'static str,
    pub ours: &'static str,
    pub reference: &'static str,
    pub metric: Metric,
    pub limit: Limit,
}

const fn line(row: &'static str, ours: &'static str, reference: &'static str, metric: Metric, limit: Limit) -> Line {
    Line { row, ours, reference, metric, limit }
}

use Limit::{AtLeast, AtMost};
use Metric::{Cpu, Median, Memory, Rate, Tail, Wall};

pub static LINES: &[Line] = &[
    line("list all, one page at a time", "list, one by one", "list, reference", Wall, AtMost(1.10)),
    line("list all, one page at a time", "list, one by one", "list, reference", Cpu, AtMost(1.10)),
    line("list all, one page at a time", "list, one by one", "list, reference", Memory, Limit::None),
    line("list all, pages ahead (default)", "list, ahead", "list, reference", Wall, AtMost(0.70)),
    line("list all, pages ahead (default)", "list, ahead", "list, reference", Cpu, Limit::None),
    line("list all, pages ahead (default)", "list, ahead", "list, reference", Memory, Limit::None),
    line("list all, pages ahead, server takes 20 ms", "slow list, ahead", "slow list, reference", Wall, AtMost(0.30)),
    line("get one", "get", "get, reference", Cpu, AtMost(1.10)),
    line("get one", "get", "get, reference", Median, Limit::None),
    line("get one", "get", "get, reference", Tail, Limit::None),
    line("add, 32 in flight", "add", "add, reference", Cpu, AtMost(1.10)),
    line("add_many, 32 in flight", "add_many", "add, reference", Rate, AtLeast(0.90)),
    line("add_many, 32 in flight", "add_many", "add, reference", Cpu, Limit::None),
    line("the reference beside itself (noise)", "list, reference again", "list, reference", Wall, Limit::None),
    line("the reference beside itself (noise)", "list, reference again", "list, reference", Cpu, Limit::None),
];

impl Metric {
    fn name(self) -> &'static str {
        match self {
            Self::Wall => "time",
            Self::Cpu => "CPU",
            Self::Rate => "calls a second",
            Self::Median => "median latency",
            Self::Tail => "99th percentile",
            Self::Memory => "peak memory",
        }
    }

    fn of(self, measure: &Measure) -> f64 {
        match self {
            Self::Wall => measure.wall_ns as f64,
            Self::Cpu => measure.cpu_ns as f64,
            Self::Rate => measure.count as f64 * 1e9 / measure.wall_ns as f64,
            Self::Median => measure.p50_ns.unwrap_or_default() as f64,
            Self::Tail => measure.p99_ns.unwrap_or_default() as f64,
            Self::Memory => measure.peak_kib as f64,
        }
    }

    /// `calls`: how many single calls the job made, or none where it read a list.
    fn show(self, value: f64, calls: Option<u64>) -> String {
        match (self, calls) {
            (Self::Rate, _) => format!("{value:.0}"),
            (Self::Memory, _) => format!("{:.1} MB", value * 1024.0 / 1e6),
            (Self::Median | Self::Tail, _) => format!("{:.0} µs", value / 1e3),
            (_, Some(calls)) => format!("{:.1} µs a call", value / 1e3 / calls as f64),
            (_, None) => format!("{:.0} ms", value / 1e6),
        }
    }
}

impl Limit {
    fn kept(self, ratio: f64) -> bool {
        match self {
            AtMost(limit) => ratio <= limit,
            AtLeast(limit) => ratio >= limit,
            Self::None => true,
        }
    }

    fn text(self) -> String {
        match self {
            AtMost(limit) => format!("at most {limit:.2}"),
            AtLeast(limit) => format!("at least {limit:.2}"),
            Self::None => String::new(),
        }
    }
}

/// A line with its figures.
#[derive(Debug, Serialize)]
struct Figure {
    row: &'static str,
    metric: &'static str,
    /// Medians over the rounds.
    ours: String,
    reference: String,
    /// Ours to the reference's of the same round: median, least and greatest.
    ratio: f64,
    least: f64,
    greatest: f64,
    limit: String,
    kept: bool,
}

/// What came out.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    figures: Vec<Figure>,
    results: &'a Results,
}

impl<'a> Report<'a> {
    pub fn new(results: &'a Results) -> Result<Self, Failure> {
        let mut figures = Vec::new();
        for line in LINES {
            let (Some(ours), Some(reference)) = (results.runs.get(line.ours), results.runs.get(line.reference)) else {
                continue;
            };
            figures.push(figure(line, ours, reference)?);
        }
        Ok(Self { figures, results })
    }

    /// The lines whose limit is not kept.
    pub fn over(&self) -> Vec<String> {
        let over = self.figures.iter().filter(|f| !f.kept);
        over.map(|f| format!("{}: {} {:.2}, {}", f.row, f.metric, f.ratio, f.limit)).collect()
    }

    fn cells(&self) -> Vec<[String; 7]> {
        let mut cells = vec![["What", "", "hand-written", "plock", "ratio", "limit", ""].map(str::to_owned)];
        cells.extend(self.figures.iter().map(|f| {
            let verdict = match (f.limit.is_empty(), f.kept) {
                (true, _) => "",
                (false, true) => "ok",
                (false, false) => "OVER",
            };
            let ratio = format!("{:.2} ({:.2} to {:.2})", f.ratio, f.least, f.greatest);
            [
                f.row.to_owned(),
                f.metric.to_owned(),
                f.reference.clone(),
                f.ours.clone(),
                ratio,
                f.limit.clone(),
                verdict.to_owned(),
            ]
        }));
        cells
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
        let count = |name: &str| runs.get(name).and_then(|run| run.first()).map_or(0, |measure| measure.count);
        format!(
            "{rounds} rounds on {cores} cores ({system}), of whose time others took {others}. Lists: {} rows ({} where the server \
             takes 20 ms), 100 a page; {} gets one after the other; {} adds. Ratios: median of the rounds (least to greatest).",
            count("list, reference"),
            count("slow list, reference"),
            count("get"),
            count("add"),
        )
    }

    pub fn text(&self) -> String {
        let cells = self.cells();
        let widths: Vec<_> = (0..7)
            .map(|column| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default())
            .collect();
        let mut text = String::new();
        for row in &cells {
            let padded: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            let _ = writeln!(text, "{}", padded.join("  ").trim_end());
        }
        let _ = writeln!(text, "\n{}", self.circumstances());
        text
    }

    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (at, row) in self.cells().iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if at == 0 {
                let _ = writeln!(text, "| --- | --- | ---: | ---: | ---: | --- | --- |");
            }
        }
        let _ = writeln!(text, "\n{}", self.circumstances());
        text
    }

    pub fn json(&self) -> Result<String, Failure> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

fn figure(line: &Line, ours: &[Measure], reference: &[Measure]) -> Result<Figure, Failure> {
    for (ours, reference) in ours.iter().zip(reference) {
        if ours.checksum != reference.checksum {
            return Err(format!(
                "{}: the two did not read the same: {} and {}",
                line.row, ours.checksum, reference.checksum
            )
            .into());
        }
    }
    let metric = line.metric;
    let ratios: Vec<_> = ours.iter().zip(reference).map(|(o, r)| metric.of(o) / metric.of(r)).collect();
    let calls = (!line.ours.contains("list")).then(|| ours.first().map_or(1, |m| m.count));
    let shown = |measures: &[Measure]| metric.show(median(measures.iter().map(|m| metric.of(m))), calls);
    let ratio = median(ratios.iter().copied());
    Ok(Figure {
        row: line.row,
        metric: metric.name(),
        ours: shown(ours),
        reference: shown(reference),
        ratio,
        least: ratios.iter().copied().fold(f64::INFINITY, f64::min),
        greatest: ratios.iter().copied().fold(0.0, f64::max),
        limit: line.limit.text(),
        kept: line.limit.kept(ratio),
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
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
    use std::collections::BTreeMap;

    use super::*;
    use crate::rounds::RUNS;

    fn measure(wall_ns: u64, checksum: &str) -> Measure {
        Measure {
            wall_ns,
            cpu_ns: wall_ns,
            process_ns: wall_ns,
            peak_kib: 1,
            count: 10,
            checksum: checksum.to_owned(),
            p50_ns: None,
            p99_ns: None,
            others: None,
        }
    }

    fn results(ours: [u64; 3], checksum: &str) -> Results {
        let reference = [100, 200, 100].map(|wall| measure(wall, "same")).to_vec();
        let ours = ours.map(|wall| measure(wall, checksum)).to_vec();
        let runs = BTreeMap::from([("list, reference", reference), ("list, ahead", ours)]);
        Results { rounds: 3, cores: 2, system: String::new(), runs }
    }

    #[test]
    fn ratios_are_of_the_same_round() -> Result<(), Failure> {
        let results = results([70, 100, 90], "same");
        let report = Report::new(&results)?;
        let wall = &report.figures[0];
        assert_eq!((wall.ratio, wall.least, wall.greatest), (0.7, 0.5, 0.9));
        assert!(report.over().is_empty(), "{:?}", report.over());
        Ok(())
    }

    #[test]
    fn a_limit_that_is_not_kept_is_told() -> Result<(), Failure> {
        let results = results([71, 142, 71], "same");
        let report = Report::new(&results)?;
        assert_eq!(report.over(), ["list all, pages ahead (default): time 0.71, at most 0.70"]);
        assert!(report.markdown().contains("OVER"));
        Ok(())
    }

    #[test]
    fn different_results_are_no_comparison() {
        assert!(Report::new(&results([70, 100, 90], "other")).is_err());
    }

    #[test]
    fn a_rate_has_a_floor() {
        assert!(AtLeast(0.9).kept(0.9) && !AtLeast(0.9).kept(0.89));
        assert!(AtMost(1.1).kept(1.1) && !AtMost(1.1).kept(1.11));
    }

    #[test]
    fn every_line_names_runs() {
        for line in LINES {
            for name in [line.ours, line.reference] {
                assert!(RUNS.iter().any(|run| run.name == name), "{name}");
            }
        }
    }
}
