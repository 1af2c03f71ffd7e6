//! Dynamic calls have the same requests, values and errors as typed ones.

use plock::dynamic::{JsonNames, Names, Rows, call};
use plock::meta::{OPERATIONS, Operation};
use plock::types::Invoice;
use plock::{Client, ErrorKind};

use crate::server::{Server, json};

fn operation(id: &str) -> &'static Operation {
    OPERATIONS.iter().find(|operation| operation.id == id).unwrap()
}

fn client() -> Client {
    Client::builder().api_key("key").base_url("http://127.0.0.1:1").build().unwrap()
}

/// Rows with members in any order, escaped, null, duplicate, and unknown ones with similar names.
fn rows() -> Vec<String> {
    let members = [
        r#""amount":"1000.00""#,
        r#""amount":12.5e1"#,
        r#""amount":null"#,
        r#""accountId":"5001""#,
        r#""erpId":"a\"\u00e9\n""#,
        r#""currency":"SEK""#,
        r#""periodStart":"2025-06-01""#,
        r#""dueAt":"2025-06-26T09:35:49.748+02:00""#,
        r#""isParent":false"#,
        r#""somethingNew":{"a":[1,2.50]}"#,
        r#""other\u0041":"x\ty""#,
        r#""somethingNew":7"#,
        r#""am\u006funt":"7.00""#,
        r#""amounts":1"#,
        r#""amoun":2"#,
        r#""amoumt":3"#,
        r#""currenzy":4"#,
        r#""periodStarT":5"#,
        r#""":6"#,
    ];
    let mut random = fastrand::Rng::with_seed(5);
    let row = |n: u64, random: &mut fastrand::Rng| {
        let mut chosen: Vec<_> = members.iter().filter(|_| random.bool()).copied().collect();
        random.shuffle(&mut chosen);
        let links = if random.bool() { r#","links":{"self":"/x","odd":1}"# } else { "" };
        let twice = if random.u8(..4) == 0 { r#""attributes":{"currency":"EUR","gone":1},"# } else { "" };
        let top = if random.bool() { r#""atTop":true,"# } else { "" };
        format!(r#"{{{top}{twice}"attributes":{{{}}},"id":"{n}"{links}}}"#, chosen.join(","))
    };
    (0..300).map(|n| row(n, &mut random)).collect()
}

#[tokio::test]
async fn rows_are_what_typed_objects_are() {
    let rows = rows();
    let typed: Vec<String> =
        rows.iter().map(|row| serde_json::to_string(&serde_json::from_str::<Invoice>(row).unwrap()).unwrap()).collect();
    let first = r#"{"data":[{"id":"gone"}],"#;
    let body = format!(r#"{first}"data":[{}],"meta":{{"page":{{"total":300}}}},"more":[1]}}"#, rows.join(","));
    let server = Server::start(move |_, _| json(body.clone())).await;
    let request = call(&server.client(), operation("getInvoices"), "{}", Names::Snake).unwrap();
    let response = request.await.unwrap();
    assert_eq!((response.rows.len(), response.page.total), (300, Some(300)));
    assert_eq!(response.meta.get("more").map(ToString::to_string).as_deref(), Some("[1]"));
    for (at, typed) in typed.iter().enumerate() {
        let text = response.rows.row(at).to_json(JsonNames::Wire);
        assert_eq!(&text, typed, "{}", rows[at]);
        for names in [JsonNames::Wire, JsonNames::Snake, JsonNames::Camel] {
            let json = response.rows.row(at).to_json(names);
            let again = Rows::from_json(response.rows.object().unwrap(), &json, names).unwrap();
            assert_eq!(&again.row(0).to_json(JsonNames::Wire), typed);
        }
    }
}

#[test]
fn arguments_are_read_strictly_and_errors_name_them_as_the_caller_does() {
    let usage = r#""productId":7,"value":"12.5","ts":1750923349"#;
    for (id, args, field, what) in [
        ("getInvoice", "{}", "invoiceId", "expected a value, got none"),
        ("getInvoice", r#"{"invoiceId":null}"#, "invoiceId", "expected a value, got none"),
        ("getInvoice", r#"{"invoice_id":1}"#, "invoice_id", "unknown"),
        ("getInvoice", r#"{"invoiceId":[1]}"#, "invoiceId", "an integer or its text"),
        ("getInvoice", "[1]", "", "expected an object"),
        ("getProductUsages", r#"{"timestampBetween":["2025-06-01"]}"#, "timestampBetween", "two values"),
        ("getProductUsages", r#"{"timestampBetween":"2025-06-01"}"#, "timestampBetween", "an array"),
        ("addProductUsages", &format!(r#"{{"crmId":5,{usage}}}"#), "crmId", "a string"),
        ("addProductUsages", &format!(r#"{{"crmId":"a",{}}}"#, usage.replace("12.5", "x")), "value", "decimal"),
        ("addProductUsages", &format!(r#"{{"crmId":"a",{}}}"#, usage.replace("49", "49.5")), "ts", "seconds"),
    ] {
        let error = call(&client(), operation(id), args, Names::Camel).unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidRequest, Some(field)), "{args}: {error}");
        assert!(error.message().contains(what), "{args}: {error}");
    }
    let checked = call(&client(), operation("getInvoice"), r#"{"invoiceId":"x"}"#, Names::Camel).unwrap().check();
    assert_eq!(checked.unwrap_err().field(), Some("invoiceId"));
    let paged =
        call(&client(), operation("getInvoices"), "{}", Names::Camel).unwrap().paging(None, Some("0".to_owned()));
    assert_eq!(paged.check().unwrap_err().field(), Some("pageSize"));
}

#[tokio::test]
async fn writes_go_out_as_typed_ones_do() {
    let server = Server::start(|_, _| json(r#"{"success":true}"#)).await;
    let args = r#"{"crm_id":"a","product_id":7,"value":"0.10","ts":"2025-06-26T07:35:49Z"}"#;
    let request = call(&server.client(), operation("addProductUsages"), args, Names::Snake).unwrap();
    assert!(!request.await.unwrap().rows.is_empty());
    let body = &server.seen()[0].body;
    assert_eq!(body, r#"{"crm_id":"a","product_id":7,"value":0.10,"ts":1750923349}"#);
    let refused = Server::start(|_, _| json(r#"{"success":false}"#)).await;
    let request = call(&refused.client(), operation("addProductUsages"), args, Names::Snake).unwrap();
    assert_eq!(request.await.unwrap_err().kind(), ErrorKind::ApiStatus);
}

/// A setting that did not arrive would go unnoticed: the client works with the default.
#[test]
fn settings_arrive() {
    use plock::dynamic::host::Settings;

    let settings = |more: &str| {
        let json = format!(r#"{{"apiKey":"key","baseUrl":"http://127.0.0.1:1",{more}}}"#);
        serde_json::from_str::<Settings>(&json).unwrap()
    };
    let all = settings(r#""retryBudget":3,"maxResponseSize":9,"maxInFlight":2,"maxOutage":0"#);
    assert_eq!((all.retry_budget, all.max_response_size, all.max_in_flight), (Some(3), Some(9), Some(2)));
    assert_eq!(all.options.max_outage, Some(None));
    let error = settings(r#""maxInFlight":0"#).builder("plock-node").unwrap().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.message().starts_with("maxInFlight: "), "{error}");
}
