//! A sandbox with a plain HTTP client beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use plock_sandbox::{Api, Options, Sandbox};
use serde_json::Value;
use tokio::runtime::Runtime;

pub(crate) const LISTS: &str = "application/vnd.api+json";
pub(crate) const PLAIN: &str = "application/json";

pub(crate) struct Local {
    runtime: Runtime,
    pub(crate) sandbox: Sandbox,
    agent: ureq::Agent,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let data = json["data"].as_array().unwrap_or_else(|| panic!("no list in {json}"));
        data.iter().map(|object| object["id"].as_str().expect("an id is a string").to_owned()).collect()
    }
}

impl Local {
    pub(crate) fn new(options: Options) -> Local {
        Local::of(Api::plock(), options)
    }

    pub(crate) fn of(api: Api, options: Options) -> Local {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let sandbox = runtime.block_on(Sandbox::of(api, options)).expect("the sandbox starts");
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .accept(ureq::config::AutoHeaderValue::None)
            .build()
            .into();
        Local { runtime, sandbox, agent }
    }

    pub(crate) fn stop(self) {
        self.runtime.block_on(self.sandbox.stop());
    }

    /// Any request; `headers` come after the usual ones and replace them.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, ureq::Error> {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.sandbox.url()) };
        let key = format!("Bearer {}", self.sandbox.key());
        let accept = if method == "GET" || method == "DELETE" { LISTS } else { PLAIN };
        let mut all = vec![("accept", accept), ("content-type", PLAIN), ("authorization", key.as_str())];
        all.retain(|(name, _)| headers.iter().all(|(other, _)| other != name));
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in all.iter().chain(headers).filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body.to_owned()).unwrap())?;
        let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), text })
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").expect("an answer")
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        self.send("POST", path, &[], body).expect("an answer")
    }

    pub(crate) fn count(&self, resource: &str) -> u64 {
        self.sandbox.count(resource).expect("a known resource")
    }
}
