//! A client that crashes, hangs or writes invalid replies fails only the case that causes it.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::PathBuf;
use std::time::Duration;

use conformance::case::Case;
use conformance::run::{Setup, Verdict, run};
use conformance::server::tls::Authority;
use conformance::yaml;
use plock::meta::{Kind, OPERATIONS};

fn case(id: &str, behavior: &str) -> Case {
    let operation = OPERATIONS.iter().find(|operation| operation.kind == Kind::Get).unwrap();
    let yaml = format!(
        "{{id: {id}, why: '', call: {{operation: {}, args: {{{}: {behavior}}}}}, server: {{script: []}}, expect: {{result: null}}}}",
        operation.id, operation.parameters[0].name
    );
    Case::new("broken", &yaml::parse(&yaml).unwrap())
}

fn broken_client() -> String {
    let tests = std::env::current_exe().unwrap();
    let profile: PathBuf = tests.ancestors().nth(2).unwrap().to_owned();
    profile.join(format!("examples/broken-client{}", std::env::consts::EXE_SUFFIX)).display().to_string()
}

async fn verdicts(cases: &[Case], jobs: usize) -> Vec<Verdict> {
    let authority = Authority::new().unwrap();
    let command = vec![broken_client()];
    run(cases, &Setup { authority: &authority, command, camel_case: false, jobs, limit: Duration::from_millis(600) })
        .await
}

#[tokio::test]
async fn only_the_case_that_breaks_the_client_fails() {
    let behaviors = ["fine", "crash", "slow", "hang", "slow", "invalid", "fine", "leak", "fine"];
    let cases: Vec<_> =
        behaviors.iter().enumerate().map(|(at, behavior)| case(&format!("{at}-{behavior}"), behavior)).collect();
    for jobs in [1, 4] {
        let verdicts = verdicts(&cases, jobs).await;
        assert_eq!(verdicts.len(), cases.len());
        for (verdict, behavior) in verdicts.iter().zip(behaviors) {
            let failures = verdict.failures.join("\n");
            match behavior {
                "crash" => assert!(failures.contains("exited") && failures.contains("last line"), "{failures}"),
                "hang" => assert!(failures.contains("timed out"), "{failures}"),
                "invalid" => assert!(failures.contains("invalid reply on standard output: not JSON"), "{failures}"),
                "leak" => assert!(failures.contains("API key"), "{failures}"),
                _ => assert_eq!(failures, "", "{}", verdict.id),
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_does_not_start_fails_every_case() {
    let authority = Authority::new().unwrap();
    let command = vec!["there-is-no-such-program".to_owned()];
    let setup = Setup { authority: &authority, command, camel_case: false, jobs: 1, limit: Duration::from_secs(1) };
    let verdicts = run(&[case("a", "fine")], &setup).await;
    assert!(verdicts[0].failures[0].contains("did not start"), "{:?}", verdicts[0].failures);
}
