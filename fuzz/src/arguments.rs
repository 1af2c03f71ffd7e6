//! Arguments as JSON: errors name a field, and accepted arguments are accepted in every spelling.

use std::sync::OnceLock;

use plock::dynamic::{Call, Names, call, fuzzing};
use plock::meta::{OPERATIONS, Operation};
use plock::{Client, ErrorKind, Request, Result};
use serde_json::value::{RawValue, to_raw_value};

use crate::json::Members;

fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    CLIENT.get_or_init(|| {
        let client = Client::builder().api_key("key").base_url("http://127.0.0.1:1").build();
        client.expect("a client without a network")
    })
}

/// The first byte selects the operation, the second the spelling of names.
pub fn run(data: &[u8]) {
    let [operation, names, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let operation = &OPERATIONS[usize::from(*operation) % OPERATIONS.len()];
    let (names, other) = if names & 1 == 0 { (Names::Snake, Names::Camel) } else { (Names::Camel, Names::Snake) };
    let taken = call(client(), operation, text, names);
    let Ok(Members(members)) = serde_json::from_str(text) else {
        // A lone surrogate is U+FFFD in plock and an error in serde_json.
        return assert!(taken.is_err() || text.contains("\\u"), "{text}");
    };
    for new in [names, other] {
        let renamed = members.iter().map(|(name, value)| Some((spelled(operation, name, names, new)?, *value)));
        let Some(renamed) = renamed.collect::<Option<Vec<_>>>() else {
            return refused(&taken.err().unwrap_or_else(|| panic!("expected an error for an unknown name: {text}")));
        };
        let Some(again) = written(renamed.into_iter()) else { continue };
        same(&taken, &call(client(), operation, &again, new), &again);
    }
}

/// Converts a name to another spelling. `None`: not an argument.
fn spelled(operation: &Operation, name: &str, from: Names, to: Names) -> Option<String> {
    let pick = |names, python, camel| if names == Names::Snake { python } else { camel };
    let parameters = operation.parameters.iter().map(|p| (p.python, p.camel));
    let fields = operation.body.into_iter().flat_map(|body| body.fields).map(|f| (f.python, f.camel));
    let known = parameters.chain(fields).find(|(python, camel)| pick(from, *python, *camel) == name);
    known.map(|(python, camel)| pick(to, python, camel).to_owned())
}

/// The members as one line of JSON, as `serde_json` writes it. `None`: nested too deep for it, or a lone surrogate.
fn written<'a>(members: impl Iterator<Item = (String, &'a RawValue)>) -> Option<String> {
    let mut out = String::new();
    for (name, value) in members {
        out.push(if out.is_empty() { '{' } else { ',' });
        out.push_str(to_raw_value(&name).ok()?.get());
        out.push(':');
        // Numbers keep their digits.
        let value = value.get();
        match value.as_bytes().first() {
            Some(b'"') => out.push_str(to_raw_value(&serde_json::from_str::<String>(value).ok()?).ok()?.get()),
            _ => out.push_str(value),
        }
    }
    if out.is_empty() {
        out.push('{');
    }
    out.push('}');
    Some(out)
}

fn same(taken: &Result<Request<Call>>, again: &Result<Request<Call>>, text: &str) {
    match (taken, again) {
        (Ok(taken), Ok(again)) => {
            assert_eq!(fuzzing::shown(taken), fuzzing::shown(again), "{text}");
            match (taken.check(), again.check()) {
                (Ok(()), Ok(())) => {}
                (Err(error), Err(_)) => refused(&error),
                (taken, again) => panic!("{taken:?}, {again:?}: {text}"),
            }
        }
        (Err(error), Err(_)) => refused(error),
        (taken, again) => panic!("{:?}, {:?}: {text}", taken.as_ref().err(), again.as_ref().err()),
    }
}

fn refused(error: &plock::Error) {
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    assert!(error.field().is_some(), "{error}");
}
