//! Rows of a `.csv` or `.jsonl` file: written as JSON lines, they read as the same rows. Sending failed rows again relies on that.

use std::io::Cursor;

use plock::meta::{OPERATIONS, Operation};

use crate::error::CliError;
use crate::rows_of_files::{FileFormat, Row, read};

/// The lower bits of the first byte select the operation, the highest the format.
pub fn run(data: &[u8]) {
    let Some((choice, content)) = data.split_first() else { return };
    let operation = &OPERATIONS[usize::from(choice & 0x7f) % OPERATIONS.len()];
    let format = if choice & 0x80 == 0 { FileFormat::Jsonl } else { FileFormat::Csv };
    let rows = rows(operation, format, content.to_vec());
    let lines: String = rows.iter().map(|row| format!("{}\n", row.json)).collect();
    let again = self::rows(operation, FileFormat::Jsonl, lines.clone().into_bytes());
    assert_eq!(rows.len(), again.len(), "{lines}");
    for (row, again) in rows.iter().zip(&again) {
        assert_eq!(row.values, again.values, "{lines}");
    }
}

/// The rows that were read. The error of any other row has a line number.
fn rows(operation: &'static Operation, format: FileFormat, content: Vec<u8>) -> Vec<Row> {
    let check_message = |error: CliError| match error {
        CliError::Usage { message, .. } => assert!(message.starts_with("line "), "{message}"),
        other => panic!("{other:?}"),
    };
    let Ok(rows) = read(operation, format, "fuzz", Box::new(Cursor::new(content))).map_err(check_message) else {
        return Vec::new();
    };
    let mut last = 0;
    let rows = rows.filter_map(|row| row.map_err(check_message).ok());
    rows.inspect(|row| {
        // In CSV, a lone CR ends a row but not a line.
        assert!(row.line >= last, "line {} after line {last}", row.line);
        last = row.line;
    })
    .collect()
}
