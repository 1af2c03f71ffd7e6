//! Reports of a run: a matrix, the failures, and JSON.

use std::collections::BTreeMap;

use crate::run::Verdict;
use plock_sandbox::json::Json;

/// One language's verdicts.
pub struct Column {
    pub language: String,
    pub verdicts: Vec<Verdict>,
    pub known_failing: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    KnownFailing,
    /// It passed although it is listed as failing.
    WronglyListed,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::KnownFailing => "known-failing",
            Outcome::WronglyListed => "passed-though-listed-as-failing",
        }
    }

    fn is_failure(self) -> bool {
        matches!(self, Outcome::Failed | Outcome::WronglyListed)
    }
}

impl Column {
    pub fn outcome(&self, verdict: &Verdict) -> Outcome {
        match (verdict.failures.is_empty(), self.known_failing.contains_key(&verdict.id)) {
            (true, false) => Outcome::Passed,
            (false, false) => Outcome::Failed,
            (false, true) => Outcome::KnownFailing,
            (true, true) => Outcome::WronglyListed,
        }
    }

    fn count(&self, group: Option<&str>, outcome: impl Fn(Outcome) -> bool) -> usize {
        let chosen = self.verdicts.iter().filter(|verdict| group.is_none_or(|group| verdict.group == group));
        chosen.filter(|verdict| outcome(self.outcome(verdict))).count()
    }

    pub fn failed(&self) -> usize {
        self.count(None, Outcome::is_failure)
    }

    pub fn passed(&self) -> usize {
        self.verdicts.len() - self.failed()
    }

    fn cell(&self, group: Option<&str>) -> String {
        let passed = self.count(group, |outcome| outcome == Outcome::Passed);
        let known = self.count(group, |outcome| outcome == Outcome::KnownFailing);
        let failed = self.count(group, Outcome::is_failure);
        let mut cell = format!("{passed} passed");
        if failed > 0 {
            cell.push_str(&format!(", {failed} FAILED"));
        }
        if known > 0 {
            cell.push_str(&format!(", {known} known"));
        }
        cell
    }
}

/// A table of groups and languages.
pub fn matrix(columns: &[Column]) -> String {
    let mut groups: Vec<&str> = Vec::new();
    for verdict in columns.iter().flat_map(|column| &column.verdicts) {
        if !groups.contains(&verdict.group.as_str()) {
            groups.push(&verdict.group);
        }
    }
    let mut rows = vec![vec![String::new()]];
    rows[0].extend(columns.iter().map(|column| column.language.clone()));
    for group in groups.iter().map(|group| Some(*group)).chain([None]) {
        let mut row = vec![group.unwrap_or("all").to_owned()];
        row.extend(columns.iter().map(|column| column.cell(group)));
        rows.push(row);
    }
    table(&rows)
}

pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Describes a failed case. With `trace`, describes any case and adds its exchanges.
pub fn failure(column: &Column, verdict: &Verdict, trace: bool) -> Option<String> {
    let outcome = column.outcome(verdict);
    if !outcome.is_failure() && !trace {
        return None;
    }
    let mut text =
        format!("{} {} ({}, {} ms)\n    {}\n", outcome.name(), verdict.id, column.language, verdict.ms, verdict.why);
    if outcome == Outcome::WronglyListed {
        text.push_str("      it is listed as failing, but passes: remove it from the list\n");
    }
    for failure in &verdict.failures {
        text.push_str(&format!("      {failure}\n"));
    }
    if trace {
        text.push_str(&verdict.trace);
    }
    Some(text)
}

/// The whole run as JSON.
pub fn json(columns: &[Column]) -> Json {
    let languages = columns.iter().map(|column| {
        let cases = column.verdicts.iter().map(|verdict| {
            let texts = |texts: &[String]| Json::Array(texts.iter().map(Json::string).collect());
            let mut case = vec![
                ("id".to_owned(), Json::string(&verdict.id)),
                ("outcome".to_owned(), Json::string(column.outcome(verdict).name())),
                ("ms".to_owned(), Json::number(verdict.ms)),
                ("failures".to_owned(), texts(&verdict.failures)),
            ];
            if let Some(reason) = column.known_failing.get(&verdict.id) {
                case.push(("reason".to_owned(), Json::string(reason)));
            }
            Json::Object(case)
        });
        let known = column.count(None, |outcome| outcome == Outcome::KnownFailing);
        let facts = vec![
            ("passed".to_owned(), Json::number(column.count(None, |outcome| outcome == Outcome::Passed))),
            ("failed".to_owned(), Json::number(column.failed())),
            ("known_failing".to_owned(), Json::number(known)),
            ("cases".to_owned(), Json::Array(cases.collect())),
        ];
        (column.language.clone(), Json::Object(facts))
    });
    Json::Object(vec![
        ("version".to_owned(), Json::number(1)),
        ("languages".to_owned(), Json::Object(languages.collect())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(passes: bool, listed: bool) -> Column {
        let failures = if passes { Vec::new() } else { vec!["wrong".to_owned()] };
        let verdict = Verdict { id: "g/a".to_owned(), group: "g".to_owned(), failures, ..Verdict::default() };
        let known_failing = listed.then(|| ("g/a".to_owned(), "reason".to_owned())).into_iter().collect();
        Column { language: "x".to_owned(), verdicts: vec![verdict], known_failing }
    }

    #[test]
    fn a_listed_case_that_passes_fails_the_run() {
        for (passes, listed, failed) in [(true, false, 0), (false, false, 1), (false, true, 0), (true, true, 1)] {
            assert_eq!(column(passes, listed).failed(), failed, "{passes} {listed}");
        }
        assert!(matrix(&[column(false, false)]).contains("1 FAILED"));
    }
}
