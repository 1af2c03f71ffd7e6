//! `plock sandbox`.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::world::{json, kill, plock, stderr, stdout};

#[test]
#[cfg(unix)]
fn the_sandbox_serves_until_it_is_stopped() {
    let mut child = plock(&["sandbox", "--accounts", "3"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let address = json(&line);
    let (url, key) = (address["url"].as_str().unwrap(), address["key"].as_str().unwrap());
    let output = plock(&["accounts", "list", "--base-url", url, "--api-key", key]).output().unwrap();
    kill("TERM", &child);
    assert!(child.wait().unwrap().success());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(self::stdout(&output).lines().count(), 4);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line and nothing else");
}
