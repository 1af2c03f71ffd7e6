//! A client that crashes, hangs or babbles fails the case that made it do so, and no other.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::PathBuf;
use std::time::Duration;

use conformance::case::Case;
use conformance::run::{Setup, Verdict, run};
use conformance::server::tls::Authority;
use conformance::yaml;
use plock::meta::{Kind, OPERATIONS};

fn case(id: &str, says: &str) -> Case {
    let operation = OPERATIONS.iter().find(|operation| operation.kind == Kind::Get).unwrap();
    let yaml = format!(
        "{{id: {id}, why: '', call: {{operation: {}, args: {{{}: {says}}}}}, server: {{script: []}}, expect: {{result: null}}}}",
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
    run(cases, &Setup { authority: &authority, command, jobs, limit: Duration::from_millis(600) }).await
}

#[tokio::test]
async fn only_the_case_that_breaks_the_client_fails() {
    let says = ["fine", "crash", "slow", "hang", "slow", "babble", "fine", "leak", "fine"];
    let cases: Vec<_> = says.iter().enumerate().map(|(at, says)| case(&format!("{at}-{says}"), says)).collect();
    for jobs in [1, 4] {
        let verdicts = verdicts(&cases, jobs).await;
        assert_eq!(verdicts.len(), cases.len());
        for (verdict, says) in verdicts.iter().zip(says) {
            let told = verdict.failures.join("\n");
            match says {
                "crash" => assert!(told.contains("died") && told.contains("the last word"), "{told}"),
                "hang" => assert!(told.contains("no answer in time"), "{told}"),
                "babble" => assert!(told.contains("no answer: no JSON"), "{told}"),
                "leak" => assert!(told.contains("API key"), "{told}"),
                _ => assert_eq!(told, "", "{}", verdict.id),
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_does_not_start_fails_every_case() {
    let authority = Authority::new().unwrap();
    let command = vec!["there-is-no-such-program".to_owned()];
    let setup = Setup { authority: &authority, command, jobs: 1, limit: Duration::from_secs(1) };
    let verdicts = run(&[case("a", "fine")], &setup).await;
    assert!(verdicts[0].failures[0].contains("did not start"), "{:?}", verdicts[0].failures);
}
