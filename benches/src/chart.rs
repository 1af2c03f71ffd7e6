//! The chart: time of each client to list all rows, relative to plock in the same language.

use std::fmt::Write as _;

use crate::lines::Metric;
use crate::peers::{CLIENTS, Language, Work};
use crate::report::{Spread, number, values};
use crate::rounds::Results;

const ROW: f64 = 24.0;
const LABELS: f64 = 270.0;
const BARS: f64 = 420.0;
/// Maximum length of a bar. A longer one is cut and labelled.
const LONGEST: f64 = 8.0;

/// Colours for light and dark pages.
const STYLE: &str = "
text { font: 13px system-ui, sans-serif; fill: #1f2328; dominant-baseline: middle }
.title { font-weight: 600 }
.plock { fill: #2f81f7 }
.other { fill: #8b949e }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
";

/// A client's name, and its time divided by that of plock in the same round.
type Bar = (&'static str, f64);

pub fn svg(results: &Results, languages: &[Language]) -> String {
    let (mut body, mut y) = (String::new(), ROW);
    for &language in languages {
        let bars = bars(results, language);
        if bars.is_empty() {
            continue;
        }
        let _ = writeln!(body, r#"<text class="title" x="0" y="{y}">{}</text>"#, language.name());
        for (at, (title, ratio)) in bars.iter().enumerate() {
            let width = ratio.min(LONGEST) / LONGEST * BARS;
            let class = if at == 0 { "plock" } else { "other" };
            let more = if *ratio > LONGEST { " →" } else { "" };
            y += ROW;
            let top = y - ROW / 2.0 + 4.0;
            let _ = writeln!(body, r#"<text x="12" y="{y}">{}</text>"#, escaped(title));
            let _ = writeln!(
                body,
                r#"<rect class="{class}" x="{LABELS}" y="{top}" width="{width:.1}" height="{:.1}" rx="2"/>"#,
                ROW - 8.0
            );
            let _ =
                writeln!(body, r#"<text x="{:.1}" y="{y}">{} ×{more}</text>"#, LABELS + width + 8.0, number(*ratio));
        }
        y += ROW * 1.5;
    }
    let width = LABELS + BARS + 90.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {y}\" width=\"{width}\" height=\"{y}\" role=\"img\" \
         aria-label=\"Time to list all rows, relative to plock\">\n<style>{STYLE}</style>\n{body}</svg>\n"
    )
}

/// First plock, then the other clients of the language, the fastest first.
fn bars(results: &Results, language: Language) -> Vec<Bar> {
    let (ours, others) = if language == Language::Rust {
        ("list, ahead".to_owned(), vec![("reqwest + serde, hand-written", "list, reference".to_owned())])
    } else {
        let clients = CLIENTS.iter().filter(|client| client.language == language && client.works.contains(&Work::List));
        let (ours, others): (Vec<_>, Vec<_>) = clients.partition(|client| client.ours());
        let Some(ours) = ours.first() else { return Vec::new() };
        (ours.run(Work::List), others.iter().map(|client| (client.title, client.run(Work::List))).collect())
    };
    let times = |run: &str| values(results, run, "", Metric::Wall);
    let Some(own) = times(&ours) else { return Vec::new() };
    let ratio = |run: &str| {
        let ratios: Vec<_> = times(run)?.iter().zip(&own).map(|(theirs, own)| theirs / own).collect();
        Some(Spread::of(&ratios).median)
    };
    let mut bars: Vec<Bar> = others.iter().filter_map(|(title, run)| Some((*title, ratio(run)?))).collect();
    bars.sort_by(|one, other| one.1.total_cmp(&other.1));
    if !bars.is_empty() {
        bars.insert(0, ("plock", 1.0));
    }
    bars
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::jobs::Measure;

    fn measures(walls: [u64; 3]) -> Vec<Measure> {
        let measure = |wall_ns| Measure {
            wall_ns,
            cpu_ns: wall_ns,
            process_ns: wall_ns,
            peak_kib: 1,
            count: 10,
            checksum: String::new(),
            dates: None,
            p50_ns: None,
            p99_ns: None,
            resident_kib: 0,
            others: None,
        };
        walls.map(measure).to_vec()
    }

    #[test]
    fn bars_are_relative_to_plock_and_long_ones_are_cut() {
        let runs = [
            ("node list plock", [100, 200, 100]),
            ("node list axios", [1_000, 2_000, 1_000]),
            ("node list undici", [300, 600, 400]),
        ];
        let runs: BTreeMap<_, _> = runs.map(|(name, walls)| (name.to_owned(), measures(walls))).into();
        let results = Results { rounds: 3, cores: 2, system: String::new(), runs, sizes: BTreeMap::new() };
        let bars = bars(&results, Language::Node);
        assert_eq!(bars, [("plock", 1.0), ("undici, request", 3.0), ("axios", 10.0)]);
        let svg = svg(&results, &[Language::Rust, Language::Node]);
        assert!(svg.contains("10.0 × →") && svg.contains(">3.00 ×<") && !svg.contains(">Rust<"), "{svg}");
    }
}
