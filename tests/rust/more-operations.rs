//! Uses the operations and types that `more-operations.json` adds to the spec.

use plock::types::{CreditNote, CreditNoteInput, CreditNoteLine, CreditNoteLineInput, CreditNoteReason};
use plock::{Date, Decimal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plock = plock::Client::from_env()?;
    let notes: Vec<CreditNote> = plock.credit_notes().list().page_size(1).collect().await?;
    let note: CreditNote = plock.credit_notes().get(7).await?;
    println!("{note:?}");

    assert_eq!(notes.len(), 2);
    assert_eq!(notes[0], note);
    assert_eq!(notes[1].reason, Some(CreditNoteReason::Duplicate));
    let refunded: Option<Date> = notes[1].refunded_on;
    assert_eq!(refunded.map(|day| day.to_string()).as_deref(), Some("2025-06-30"));

    let amount: Option<Decimal> = note.amount;
    assert_eq!(amount.map(|amount| amount.to_string()).as_deref(), Some("0.300"));
    assert_eq!(note.refunded_on, None);
    assert_eq!(note.reason.map(|reason| reason.to_string()).as_deref(), Some("settled-in-court"));
    let lines: Vec<CreditNoteLine> = note.lines.ok_or("no lines")?;
    let parts = lines[0].parts.as_deref().ok_or("no parts")?;
    assert_eq!(lines[0].text.as_deref(), Some("Two seats"));
    assert_eq!(parts.iter().filter_map(|part| part.product_id.as_deref()).collect::<Vec<_>>(), ["7", "8"]);
    let shares: Vec<_> = parts.iter().filter_map(|part| part.share).map(|share| share.to_string()).collect();
    assert_eq!(shares, ["0.10", "0.9"]);

    // A schema of both requests and responses has two types.
    let line = CreditNoteLineInput::new().text("One seat").quantity("1.50".parse::<Decimal>()?);
    let sent = CreditNoteInput::new("9").amount("1.250".parse::<Decimal>()?).reason("goodwill").lines([line]);
    // Ids are strings or integers, and sent with the type in the spec.
    let wrong = sent.clone().invoice_id("INV-1");
    assert!(plock.credit_notes().create(wrong).await.is_err_and(|error| error.field() == Some("invoice_id")));
    let sent = sent.invoice_id("42").usage_ids([1.into(), "2".into()]);
    let made: CreditNote = plock.credit_notes().create(sent).await?;
    assert_eq!(made.invoice_id.as_deref(), Some("42"));
    assert_eq!(made.usage_ids.as_deref(), Some(&["1".to_owned(), "2".to_owned()][..]));
    assert_eq!(made.amount.map(|amount| amount.to_string()).as_deref(), Some("1.250"));
    let lines: Vec<CreditNoteLine> = made.lines.ok_or("no lines")?;
    assert_eq!(lines[0].quantity.map(|quantity| quantity.to_string()).as_deref(), Some("1.50"));
    Ok(())
}
