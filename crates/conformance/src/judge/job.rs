//! Many writes as a job: the outcomes add up, and agree with what the server recorded.

use super::wire::judge_range;
use super::{Evidence, differs};
use crate::case::Case;
use crate::value::Value;

/// A busy machine may be this much later, in milliseconds.
const LATE: usize = 300;
const OUTCOMES: [(&str, &str); 4] =
    [("recorded", "recorded"), ("refused", "refused"), ("unknown", "unknown"), ("not sent", "not_sent")];

pub fn judge(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let (expect, answer) = (case.expect.at("job"), &evidence.answer);
    if !case.call.has("job") || !answer.has("result") {
        return;
    }
    let (outcomes, job) = (answer.at("result").items(), answer.at("job"));
    for (at, outcome) in outcomes.iter().enumerate() {
        if outcome.at("index").usize() != Some(at) {
            failures.push(differs(&format!("result[{at}].index"), at, outcome.at("index")));
        }
    }
    for (outcome, name) in OUTCOMES {
        let told = outcomes.iter().filter(|told| told.at("outcome").str() == Some(outcome)).count();
        let counted = job.at("summary").at(name);
        if counted.usize() != Some(told) {
            failures.push(differs(&format!("summary.{name}, beside the outcomes"), told, counted));
        }
        judge_range(&format!("summary.{name}"), expect.at("summary").at(name), told, failures);
    }
    if let Some(interrupted) = expect.get("interrupted")
        && interrupted != job.at("interrupted")
    {
        failures.push(differs("interrupted", interrupted, job.at("interrupted")));
    }
    if case.call.at("job").at("again").is_true() {
        let short = |of: &Value| -> Vec<_> {
            of.items().iter().map(|told| (told.at("index").clone(), told.at("outcome").clone())).collect()
        };
        if short(answer.at("result")) != short(job.at("again")) {
            failures.push(differs("outcomes, read again", answer.at("result"), job.at("again")));
        }
    }
    if let Some(limit) = expect.at("told_within_ms").usize() {
        for (at, after) in outcomes.iter().map(|told| told.at("after_ms")).enumerate() {
            if after.usize().is_none_or(|after| after > limit + LATE) {
                failures.push(differs(&format!("result[{at}].after_ms"), format!("at most {limit}"), after));
            }
        }
    }
    if let Some(resource) = expect.at("rows").str() {
        let rows = evidence.recorded.iter().find(|(name, _)| name == resource).map_or(-1, |(_, more)| *more);
        let count = |name: &str| outcomes.iter().filter(|told| told.at("outcome").str() == Some(name)).count() as i128;
        let (least, most) = (count("recorded"), count("recorded") + count("unknown"));
        if rows < least || rows > most {
            failures.push(differs("rows that were recorded", format!("{least} to {most}"), rows));
        }
    }
}
