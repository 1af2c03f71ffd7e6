//! Checks the outcomes of a job: they agree with its summary and with what the server recorded.

use super::wire::judge_range;
use super::{Evidence, differs};
use crate::case::Case;
use plock_sandbox::json::Json;

/// Additional time for a busy machine, in milliseconds.
const TOLERANCE: usize = 300;
const OUTCOMES: [(&str, &str); 4] =
    [("recorded", "recorded"), ("refused", "refused"), ("unknown", "unknown"), ("not sent", "not_sent")];

pub fn judge(case: &Case, evidence: &Evidence, failures: &mut Vec<String>) {
    let (expect, reply) = (case.expect.at("job"), &evidence.reply);
    if !case.call.has("job") || !reply.has("result") {
        return;
    }
    let (outcomes, job) = (reply.at("result").items(), reply.at("job"));
    for (at, outcome) in outcomes.iter().enumerate() {
        if outcome.at("index").usize() != Some(at) {
            failures.push(differs(&format!("result[{at}].index"), at, outcome.at("index")));
        }
    }
    for (outcome, name) in OUTCOMES {
        let count = outcomes.iter().filter(|reported| reported.at("outcome").str() == Some(outcome)).count();
        let counted = job.at("summary").at(name);
        if counted.usize() != Some(count) {
            failures.push(differs(&format!("summary.{name}, compared with the outcomes"), count, counted));
        }
        judge_range(&format!("summary.{name}"), expect.at("summary").at(name), count, failures);
    }
    if let Some(interrupted) = expect.get("interrupted")
        && interrupted != job.at("interrupted")
    {
        failures.push(differs("interrupted", interrupted, job.at("interrupted")));
    }
    if case.call.at("job").at("again").is_true() {
        let summarize = |of: &Json| -> Vec<_> {
            of.items().iter().map(|outcome| (outcome.at("index").clone(), outcome.at("outcome").clone())).collect()
        };
        if summarize(reply.at("result")) != summarize(job.at("again")) {
            failures.push(differs("outcomes, read again", reply.at("result"), job.at("again")));
        }
    }
    if let Some(limit) = expect.at("told_within_ms").usize() {
        for (at, after) in outcomes.iter().map(|outcome| outcome.at("after_ms")).enumerate() {
            if after.usize().is_none_or(|after| after > limit + TOLERANCE) {
                failures.push(differs(&format!("result[{at}].after_ms"), format!("at most {limit}"), after));
            }
        }
    }
    if let Some(resource) = expect.at("rows").str() {
        let rows = evidence.recorded.iter().find(|(name, _)| name == resource).map_or(-1, |(_, more)| *more);
        let count =
            |name: &str| outcomes.iter().filter(|outcome| outcome.at("outcome").str() == Some(name)).count() as i128;
        let (least, most) = (count("recorded"), count("recorded") + count("unknown"));
        if rows < least || rows > most {
            failures.push(differs("rows that were recorded", format!("{least} to {most}"), rows));
        }
    }
}
