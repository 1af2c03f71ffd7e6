//! Tables as text and as Markdown.

use std::fmt::Write as _;

use crate::lines::COLUMNS;
use crate::peers::{CLIENTS, Client, Language, Work};
use crate::report::{Spread, median, number, values};
use crate::rounds::Results;

#[derive(Debug, Default)]
pub struct Table {
    /// The first row has the titles.
    rows: Vec<Vec<String>>,
    /// Columns that are aligned to the right.
    right: Vec<usize>,
}

impl Table {
    pub fn new(titles: &[&str], right: &[usize]) -> Self {
        let titles = titles.iter().map(|&title| title.to_owned()).collect();
        Self { rows: vec![titles], right: right.to_vec() }
    }

    pub fn push(&mut self, row: impl Into<Vec<String>>) {
        self.rows.push(row.into());
    }

    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// Removes empty columns.
    pub fn without_empty_columns(mut self) -> Self {
        let filled = |column: &usize| self.rows.iter().skip(1).any(|row| !row[*column].is_empty());
        let kept: Vec<_> = (0..self.columns()).filter(filled).collect();
        self.right = (0..kept.len()).filter(|&at| self.right.contains(&kept[at])).collect();
        for row in &mut self.rows {
            *row = kept.iter().map(|&column| std::mem::take(&mut row[column])).collect();
        }
        self
    }

    pub fn text(&self) -> String {
        let width = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<_> = (0..self.columns()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let padded: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            let _ = writeln!(text, "{}", padded.join("  ").trim_end());
        }
        text
    }

    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (at, row) in self.rows.iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if at == 0 {
                let rules = (0..self.columns()).map(|column| if self.right.contains(&column) { "---:" } else { "---" });
                let _ = writeln!(text, "| {} |", rules.collect::<Vec<_>>().join(" | "));
            }
        }
        text
    }
}

/// The clients of a language: the values of the reference in the first row, ratios to them in the others.
pub fn clients(results: &Results, language: Language) -> Table {
    let titles: Vec<_> = std::iter::once(language.name()).chain(COLUMNS.iter().map(|column| column.title)).collect();
    let mut table = Table::new(&titles, &(1..titles.len()).collect::<Vec<_>>());
    let mut reference = vec!["hand-written, Rust".to_owned()];
    for column in COLUMNS {
        let (name, metric) = (column.reference, column.metric);
        let used = CLIENTS.iter().filter(|client| client.language == language);
        let used = used.into_iter().any(|client| cell(results, client, column.works).is_some());
        let count = results.runs.get(name).and_then(|run| run.first()).map_or(1, |measure| measure.count);
        let values = values(results, name, "", metric).filter(|_| used);
        reference.push(values.map(|values| metric.show(median(values.into_iter()), name, count)).unwrap_or_default());
    }
    for client in CLIENTS.iter().filter(|client| client.language == language && !client.bare()) {
        let mut row = vec![client.title.to_owned()];
        for column in COLUMNS {
            let shown = cell(results, client, column.works).and_then(|run| {
                if column.reference.is_empty() {
                    let bare = CLIENTS.iter().find(|bare| bare.language == language && bare.bare())?;
                    let over = values(results, &run, &bare.run(Work::Import), column.metric)?;
                    return Some(column.metric.show(median(over.into_iter()), &run, 1));
                }
                let theirs = values(results, column.reference, "", column.metric)?;
                let ratios: Vec<_> = values(results, &run, "", column.metric)?;
                let ratios: Vec<_> = ratios.iter().zip(&theirs).map(|(value, theirs)| value / theirs).collect();
                Some(number(Spread::of(&ratios).median))
            });
            row.push(shown.unwrap_or_default());
        }
        if row.iter().skip(1).any(|cell| !cell.is_empty()) {
            table.push(row);
        }
    }
    if !table.is_empty() {
        table.rows.insert(1, reference);
    }
    table.without_empty_columns()
}

/// The run of a cell.
fn cell(results: &Results, client: &Client, works: &[Work]) -> Option<String> {
    let mut runs = works.iter().filter(|work| client.works.contains(work)).map(|&work| client.run(work));
    runs.find(|run| results.runs.contains_key(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_are_left_out() {
        let mut table = Table::new(&["a", "b", "c"], &[1, 2]);
        assert!(table.is_empty());
        table.push(["1".to_owned(), String::new(), "3".to_owned()]);
        let table = table.without_empty_columns();
        assert_eq!(table.markdown(), "| a | c |\n| --- | ---: |\n| 1 | 3 |\n");
        assert_eq!(table.text(), "a  c\n1  3\n");
    }
}
