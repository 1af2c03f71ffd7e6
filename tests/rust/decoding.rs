//! Decoding of responses: both forms where the API documents disagree, and invalid values.

use plock::{DateOrDateTime, ErrorKind, Json};

use crate::server::{Server, json};

async fn invoice(attributes: &str) -> plock::Result<plock::types::Invoice> {
    let body = format!(r#"{{"data":{{"type":"invoices","id":"2002","attributes":{{{attributes}}}}}}}"#);
    Server::script(vec![json(body)]).await.client().invoices().get(2002).await
}

async fn usage(attributes: &str) -> plock::types::ProductUsage {
    let body = format!(r#"{{"meta":{{"page":{{"lastPage":1}}}},"data":[{{"id":1,"attributes":{{{attributes}}}}}]}}"#);
    Server::script(vec![json(body)]).await.client().product_usages().list().first().await.unwrap().unwrap()
}

#[tokio::test]
async fn amounts_keep_their_digits_as_string_and_as_number() {
    for (sent, printed) in [
        (r#""1000.00""#, "1000.00"),
        ("1000.00", "1000.00"),
        ("1e3", "1000"),
        ("1234567890123456789.012345678", "1234567890123456789.012345678"),
        (r#""9999999999999999999999999999""#, "9999999999999999999999999999"),
        ("0.1000000000000000055511151231", "0.1000000000000000055511151231"),
        ("-0.00", "0.00"),
    ] {
        let amount = invoice(&format!(r#""amount":{sent}"#)).await.unwrap().amount.unwrap();
        assert_eq!(amount.to_string(), printed, "{sent}");
    }
}

#[tokio::test]
async fn an_amount_that_would_be_rounded_is_an_error_with_its_place() {
    let error = invoice(r#""amount":12345678901234567890123456789"#).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.pointer(), Some("/data/attributes/amount"));
    assert!(error.message().contains("28 digits"), "{error}");
}

#[tokio::test]
async fn ids_decode_alike_in_every_notation() {
    for sent in ["5001", r#""5001""#, "5001.0", "5.001e3"] {
        let invoice = invoice(&format!(r#""accountId":{sent},"subscriptionId":{sent}"#)).await.unwrap();
        let ids = [invoice.account_id, invoice.subscription_id].map(Option::unwrap_or_default);
        assert_eq!(ids, ["5001", "5001"], "{sent}");
    }
    for sent in ["7", r#""7""#, "7.0"] {
        let usage = usage(&format!(r#""accountId":{sent},"productId":{sent}"#)).await;
        assert_eq!([usage.account_id, usage.product_id].map(Option::unwrap_or_default), ["7", "7"], "{sent}");
        assert_eq!(usage.id, "1");
    }
}

#[tokio::test]
async fn a_timestamp_is_a_date_or_a_point_in_time_as_sent() {
    let date: plock::Date = "2025-06-26".parse().unwrap();
    let time: plock::Timestamp = "2025-06-26T07:35:49Z".parse().unwrap();
    assert_eq!(usage(r#""timestamp":"2025-06-26""#).await.timestamp, Some(DateOrDateTime::Date(date)));
    for sent in
        [r#""2025-06-26T07:35:49Z""#, r#""2025-06-26T09:35:49+02:00""#, r#""2025-06-26 07:35:49""#, "1750923349"]
    {
        assert_eq!(
            usage(&format!(r#""timestamp":{sent}"#)).await.timestamp,
            Some(DateOrDateTime::DateTime(time)),
            "{sent}"
        );
    }
}

#[tokio::test]
async fn dates_and_date_times_stand_in_for_each_other() {
    let invoice = invoice(r#""periodStart":"2025-06-26T07:35:49.748Z","createdAt":"2025-06-26""#).await.unwrap();
    assert_eq!(invoice.period_start.unwrap().to_string(), "2025-06-26");
    assert_eq!(invoice.created_at.unwrap().to_string(), "2025-06-26T00:00:00Z");
}

#[tokio::test]
async fn absent_and_null_are_both_none_and_an_empty_array_is_no_object() {
    let found = invoice(r#""amount":null,"erpId":null"#).await.unwrap();
    assert_eq!((found.amount, found.erp_id, found.currency), (None, None, None));
    let body = r#"{"data":{"id":"1","attributes":{"stats":[]},"relationships":[],"links":[]}}"#;
    let account = Server::script(vec![json(body)]).await.client().accounts().get(1).await.unwrap();
    assert_eq!((account.stats, account.links), (None, None));
    assert_eq!(account.relationships.unwrap().as_str(), "[]");
}

#[tokio::test]
async fn statistics_are_exact_too() {
    let body = r#"{"data":{"id":"1","attributes":{"stats":{"mrr_committed_fees":[100.5,"200.30",0.10]}}}}"#;
    let account = Server::script(vec![json(body)]).await.client().accounts().get(1).await.unwrap();
    let fees: Vec<_> = account.stats.unwrap().mrr_committed_fees.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(fees, ["100.5", "200.30", "0.10"]);
}

#[tokio::test]
async fn what_the_spec_does_not_name_is_kept_to_the_digit() {
    let found = invoice(r#""amount":"1.00","discount":0.10,"nested":{"a":[1,2.50]}"#).await.unwrap();
    assert_eq!(found.extra.get("discount").unwrap().decimal().unwrap().to_string(), "0.10");
    assert_eq!(found.extra.get("nested").map(Json::as_str), Some(r#"{"a":[1,2.50]}"#));
}

#[tokio::test]
async fn objects_become_flat_json_and_come_back() {
    let found =
        invoice(r#""amount":1000.00,"accountId":"5001","createdAt":"2025-06-26T07:35:49.748Z","discount":0.10"#)
            .await
            .unwrap();
    let text = serde_json::to_string(&found).unwrap();
    assert!(text.contains(r#""amount":"1000.00""#) && text.contains(r#""discount":0.10"#), "{text}");
    assert_eq!(serde_json::from_str::<plock::types::Invoice>(&text).unwrap(), found);
}

#[tokio::test]
async fn an_odd_row_names_its_place_and_its_id() {
    let body = r#"{"data":[{"id":"1","attributes":{"amount":"1"}},{"attributes":{"amount":"many"},"id":"17"}]}"#;
    let error = Server::script(vec![json(body)]).await.client().invoices().list().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.pointer(), error.row_id()),
        (ErrorKind::Decode, Some("/data/1/attributes/amount"), Some("17"))
    );
    let text = error.to_string();
    assert!(text.contains("/data/1/attributes/amount") && text.contains("17") && text.contains("a decimal"), "{text}");
}

#[tokio::test]
async fn a_row_without_an_id_is_no_row() {
    let error = Server::script(vec![json(r#"{"data":[{"attributes":{}}]}"#)])
        .await
        .client()
        .invoices()
        .list()
        .await
        .unwrap_err();
    assert_eq!(error.pointer(), Some("/data/0"));
    assert!(error.message().contains("`id`"), "{error}");
}

#[tokio::test]
async fn bodies_that_are_no_document_are_decode_errors() {
    for (body, message) in [
        ("", "malformed"),
        ("<html>", "malformed"),
        ("{}", "/data"),
        (r#"{"data":null}"#, "/data"),
        (r#"{"data":{}}"#, "/data"),
        (r#"{"data":[]} trailing"#, "malformed"),
        (r#"{"data":[null]}"#, "/data/0"),
    ] {
        let error = Server::script(vec![json(body)]).await.client().invoices().list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(error.message().contains(message), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_escapes_and_repeated_names_do_no_harm() {
    let body =
        "\u{feff}{\"data\":{\"id\":\"1\",\"attributes\":{\"currency\":\"SEK\",\"curr\\u0065ncy\":\"EUR\\u00e9\"}}}";
    let found = Server::script(vec![json(body)]).await.client().invoices().get(1).await.unwrap();
    assert_eq!(found.currency.as_deref(), Some("EURé"));
}
