#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use plock_sandbox::json::Json;

use crate::commands::call;

fn ok(request: &str) -> Json {
    let response = Json::parse(&call(request)).unwrap();
    response.get("ok").unwrap_or_else(|| panic!("{request}: {response}")).clone()
}

fn error(request: &str) -> (String, String) {
    let response = Json::parse(&call(request)).unwrap();
    let part = |name| response.at("error").at(name).str().unwrap_or_default().to_owned();
    (part("message"), part("field"))
}

struct Kit {
    id: u64,
    url: String,
}

impl Kit {
    fn start(options: &str) -> Kit {
        let started = ok(&format!(r#"{{"do":"start","options":{options}}}"#));
        Kit { id: started.at("sandbox").u64().unwrap(), url: started.at("url").str().unwrap().to_owned() }
    }

    fn request(&self, command: &str, members: &str) -> String {
        format!(r#"{{"do":"{command}","sandbox":{}{}{members}}}"#, self.id, if members.is_empty() { "" } else { "," })
    }

    fn ok(&self, command: &str, members: &str) -> Json {
        ok(&self.request(command, members))
    }

    fn error(&self, command: &str, members: &str) -> (String, String) {
        error(&self.request(command, members))
    }

    /// The status of a GET, or 0.
    fn get(&self, path: &str) -> u16 {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent.get(format!("{}{path}", self.url)).header("authorization", "Bearer sandbox-key");
        request.header("accept", "application/vnd.api+json").call().map_or(0, |response| response.status().as_u16())
    }

    fn post_usage(&self, crm_id: &str) -> u16 {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent.post(format!("{}/api/c1/product-usages", self.url));
        let request = request.header("authorization", "Bearer sandbox-key").header("content-type", "application/json");
        let body = format!(r#"{{"crm_id":"{crm_id}","product_id":7,"value":12.50,"ts":1750923349}}"#);
        request.send(body).map_or(0, |response| response.status().as_u16())
    }
}

#[test]
fn an_added_object_is_complete_and_is_what_a_get_returns() {
    let kit = Kit::start("{}");
    assert_eq!(kit.get("/api/c1/invoices/1"), 404);
    let account = kit.ok("add", r#""resource":"accounts","object":{"name":"Acme","crm_id":"crm-1"}"#);
    assert_eq!(account.get_at(&["attributes", "crmId"]), Some(&Json::string("crm-1")));
    let invoice = kit.ok("add", r#""resource":"invoices","object":{"id":"77","amount":"12.50"}"#);
    assert_eq!(invoice.get_at(&["attributes", "amount"]), Some(&Json::string("12.50")));
    assert_eq!(invoice.at("id"), &Json::string("77"));
    assert_eq!(invoice.get_at(&["attributes", "accountId"]).unwrap().to_text(), account.at("id").to_text());
    assert_eq!(invoice.get_at(&["attributes", "subscriptionId"]), Some(&Json::Null));
    assert!(invoice.get_at(&["attributes", "periodStart"]).unwrap().str().is_some());
    let same = kit.ok("add", &format!(r#""resource":"invoices","object":{}"#, invoice.to_string().replace("77", "78")));
    assert_eq!(same.get_at(&["attributes", "amount"]), Some(&Json::string("12.50")));
    assert_eq!((kit.get("/api/c1/invoices/77"), kit.get("/api/c1/invoices/78")), (200, 200));
    let usage = kit.ok("add", r#""resource":"product_usages","object":{"value":1}"#);
    assert_eq!(usage.get_at(&["attributes", "accountId"]).unwrap().to_text(), account.at("id").to_text());
}

#[test]
fn an_invalid_object_is_an_error_that_names_the_field() {
    let kit = Kit::start("{}");
    kit.ok("add", r#""resource":"invoices","object":{"id":"1"}"#);
    for (object, field, text) in [
        (r#"{"amonut":1}"#, "amonut", "unknown field; expected one of "),
        (r#"{"amount":"much"}"#, "amount", r#"amount: expected a number, got "much""#),
        (r#"{"periodStart":"2026-13-01"}"#, "periodStart", "expected a date"),
        (r#"{"id":"1"}"#, "id", r#"expected an unused id, got "1""#),
        (r#"{"id":1}"#, "id", r#"expected an unused id, got "1""#),
        (r#"{"account_id":"999"}"#, "account_id", r#"expected the id of one of the accounts, got "999""#),
        (r#"{"amount":1,"attributes":{"amount":1}}"#, "amount", "unknown field"),
        (r#"{"accountId":null,"account_id":null}"#, "account_id", "given twice"),
        ("[]", "object", "expected a JSON object"),
    ] {
        let (message, named) = kit.error("add", &format!(r#""resource":"invoices","object":{object}"#));
        assert!(
            named == field && message.contains(text) && message.starts_with(field),
            "{object}: {message} ({named})"
        );
    }
    let (message, field) = kit.error("add", r#""resource":"product_usages","object":{"crm_id":"x"}"#);
    assert_eq!(
        (message.as_str(), field.as_str()),
        (r#"crm_id: expected the crm_id of one of the accounts, got "x""#, "crm_id")
    );
    assert_eq!(kit.error("add", r#""resource":"things","object":{}"#).1, "resource");
}

#[test]
fn faults_wait_for_their_operation_and_are_used_up() {
    let kit = Kit::start(r#"{"examples":true}"#);
    kit.ok("next", r#""fault":"error:503","times":2,"operation":"invoices.get""#);
    kit.ok("next", r#""fault":"rate-limit:2""#);
    assert_eq!(kit.get("/api/c1/accounts"), 429);
    assert_eq!([kit.get("/api/c1/invoices/2002"), kit.get("/api/c1/accounts")], [503, 200]);
    assert_eq!([kit.get("/api/c1/invoices/2002"), kit.get("/api/c1/invoices/2002")], [503, 200]);
    assert_eq!(kit.error("next", r#""fault":"error:503","operation":"invoices.post""#).1, "operation");
    assert_eq!(kit.error("next", r#""fault":"error:200""#).1, "fault");
}

#[test]
fn what_calls_wrote_is_recorded_even_if_the_response_was_lost() {
    let kit = Kit::start("{}");
    kit.ok("add", r#""resource":"accounts","object":{"crm_id":"crm-1"}"#);
    kit.ok("next", r#""fault":"drop-after""#);
    assert_eq!([kit.post_usage("crm-1"), kit.post_usage("crm-2"), kit.post_usage("crm-1")], [0, 404, 200]);
    let recorded = kit.ok("recorded", r#""resource":"product_usages""#);
    assert_eq!(recorded.items().len(), 2);
    assert_eq!(recorded.items()[0].get_at(&["attributes", "value"]).unwrap().to_text(), "12.50");
    let requests = kit.ok("requests", "");
    let statuses: Vec<_> = requests.items().iter().map(|request| request.at("status").clone()).collect();
    assert_eq!(statuses, [Json::Null, Json::number(404), Json::number(200)]);
    assert_eq!(requests.items()[0].at("operation"), &Json::string("product_usages.add"));
    assert_eq!(requests.items()[0].get_at(&["headers", "authorization"]), Some(&Json::string("***")));
}

#[test]
fn reset_returns_to_the_start() {
    let kit = Kit::start(r#"{"accounts":3,"seed":7}"#);
    kit.ok("add", r#""resource":"invoices","object":{"id":"77"}"#);
    kit.ok("next", r#""fault":"error:500""#);
    kit.ok("reset", "");
    assert_eq!(
        [kit.get("/api/c1/invoices/77"), kit.get("/api/c1/invoices/3"), kit.get("/api/c1/invoices/4")],
        [404, 200, 404]
    );
    assert_eq!(kit.ok("requests", "").items().len(), 3);
}

#[test]
fn a_stopped_sandbox_frees_its_port_and_its_threads() {
    let (first, second) = (Kit::start("{}"), Kit::start("{}"));
    assert_ne!(first.url, second.url);
    assert_eq!([first.get("/api/c1/accounts"), second.get("/api/c1/accounts")], [200, 200]);
    first.ok("stop", "");
    first.ok("stop", "");
    assert_eq!([first.get("/api/c1/accounts"), second.get("/api/c1/accounts")], [0, 200]);
    assert_eq!(first.error("add", r#""resource":"accounts","object":{}"#).1, "sandbox");
    let port: u16 = first.url.rsplit(':').next().unwrap().parse().unwrap();
    drop(std::net::TcpListener::bind(("127.0.0.1", port)).expect("the port is free"));
}

#[test]
fn an_object_is_flat_if_its_names_are_given() {
    let kit = Kit::start("{}");
    let invoice =
        kit.ok("add", r#""resource":"invoices","names":"camel","object":{"amount":"0.10","account_id":null}"#);
    assert_eq!((invoice.at("amount"), invoice.at("accountId")), (&Json::string("0.10"), &Json::Null));
    kit.ok("add", r#""resource":"accounts","object":{"crm_id":"crm-1"}"#);
    kit.post_usage("crm-1");
    let recorded = kit.ok("recorded", r#""resource":"product_usages","names":"snake""#);
    let usage = &recorded.items()[0];
    assert_eq!((usage.at("value"), usage.at("crm_id")), (&Json::string("12.50"), &Json::string("crm-1")));
    let recorded = kit.ok("recorded", r#""resource":"product_usages","names":"wire""#);
    let usage = &recorded.items()[0];
    assert_eq!((usage.at("value"), usage.at("crmId")), (&Json::string("12.50"), &Json::string("crm-1")));
    assert_eq!(
        kit.error("recorded", r#""resource":"product_usages","names":"kebab""#).0,
        "names: expected camel, snake or wire, got \"kebab\""
    );
}

#[test]
fn nested_fields_have_any_of_their_names() {
    let kit = Kit::start("{}");
    for name in ["mrrUsageFees", "mrr_usage_fees"] {
        let object = format!(r#""resource":"accounts","object":{{"stats":{{"{name}":[0.10]}}}}"#);
        let account = kit.ok("add", &format!(r#"{object},"names":"camel""#));
        assert_eq!(account.get_at(&["stats", "mrrUsageFees"]), Some(&Json::Array(vec![Json::string("0.10")])));
    }
    let (message, field) = kit.error("add", r#""resource":"accounts","object":{"stats":{"fees":1}}"#);
    assert!(field == "stats.fees" && message.contains("unknown field; expected one of"), "{message} ({field})");
}

#[test]
fn an_invalid_option_is_an_error_that_names_it() {
    for option in ["examples", "accounts", "seed", "key"] {
        assert_eq!(error(&format!(r#"{{"do":"start","options":{{"{option}":[]}}}}"#)).1, option);
    }
}

#[test]
fn whatever_is_sent_is_answered() {
    for request in ["", "[]", "{}", "{\"do\":1}", r#"{"do":"x","sandbox":1}"#, r#"{"do":"start","options":{"x":1}}"#] {
        assert_ne!(error(request).0, "", "{request}");
    }
}
