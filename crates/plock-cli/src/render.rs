//! Renders results as table, JSON, JSON lines or CSV. Values are copied as text, so that all digits are kept.

use std::borrow::Cow;
use std::io::{self, Write};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use plock::meta::{Field, Object, Place, Type};
use serde::Serialize;
use serde_json::value::RawValue;
use unicode_width::UnicodeWidthStr;

use crate::error::{CliError, note, printable};
use crate::rows::Entries;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Format::Table, Format::Json, Format::Jsonl, Format::Csv]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }))
    }
}

const COLUMN_GAP: usize = 2;
/// Longer text is truncated in tables. Ids, amounts and times are not.
const MAX_TEXT_CHARS: usize = 40;

/// Writes the rows of a list page by page, in constant memory.
pub(crate) struct Rows {
    format: Format,
    columns: Vec<Column>,
    /// The width of the terminal, if there is one.
    terminal: Option<usize>,
    started: bool,
}

struct Column {
    name: String,
    wire: String,
    is_right_aligned: bool,
    is_text: bool,
    is_hidden: bool,
    width: usize,
}

impl Rows {
    pub(crate) fn new(format: Format, object: Option<&'static Object>, terminal: Option<usize>) -> Self {
        let fields = object.map_or(&[][..], |object| object.fields);
        let mut columns: Vec<Column> = match format {
            Format::Table => fields.iter().filter(|field| is_table_column(field)).map(Column::new).collect(),
            _ => fields.iter().map(Column::new).collect(),
        };
        columns.sort_by_key(|column| column.name != "id");
        Rows { format, columns, terminal, started: false }
    }

    /// Writes one page. The first page determines the widths of table columns.
    pub(crate) fn page<T: Serialize>(&mut self, sink: &mut impl Write, items: &[T]) -> Result<(), CliError> {
        match self.format {
            Format::Jsonl => {
                for item in items {
                    json_line(sink, item)?;
                }
            }
            Format::Json => {
                for item in items {
                    sink.write_all(if self.started { b",\n" } else { b"[\n" })?;
                    self.started = true;
                    serde_json::to_writer(&mut *sink, item)?;
                }
            }
            Format::Csv => {
                let rows = self.cells(items)?;
                let mut writer = csv::Writer::from_writer(sink);
                if !self.started && !self.columns.is_empty() {
                    self.started = true;
                    writer.write_record(self.columns.iter().map(|column| &column.name))?;
                }
                for row in rows {
                    writer.write_record(&row)?;
                }
                writer.flush()?;
            }
            Format::Table => {
                let rows = self.cells(items)?;
                if !self.started {
                    self.started = true;
                    return self.table_start(sink, rows);
                }
                for row in rows {
                    self.table_row(sink, row.iter().map(String::as_str))?;
                }
            }
        }
        Ok(())
    }

    /// Ends the list. Without rows, it writes the header or brackets.
    pub(crate) fn end(&mut self, sink: &mut impl Write) -> Result<(), CliError> {
        match (self.format, self.started) {
            (Format::Json, true) => sink.write_all(b"\n]\n")?,
            (Format::Json, false) => sink.write_all(b"[]\n")?,
            (Format::Csv | Format::Table, false) => self.page::<()>(sink, &[])?,
            _ => {}
        }
        Ok(())
    }

    fn cells<T: Serialize>(&mut self, items: &[T]) -> Result<Vec<Vec<String>>, CliError> {
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let members = members(item)?;
            if self.columns.is_empty() {
                self.columns = members.iter().map(|(name, _)| Column::named(name)).collect();
            }
            let cell = |column: &Column| {
                let member = members.iter().find(|(name, _)| *name == column.name || *name == column.wire);
                let text = member.map(|(_, raw)| to_text(raw)).transpose()?.unwrap_or_default();
                Ok(if self.format == Format::Table { column.format(&text) } else { text.into_owned() })
            };
            rows.push(self.columns.iter().map(cell).collect::<Result<Vec<_>, CliError>>()?);
        }
        Ok(rows)
    }

    fn table_start(&mut self, sink: &mut impl Write, rows: Vec<Vec<String>>) -> Result<(), CliError> {
        let mut total_width = 0;
        for (index, column) in self.columns.iter_mut().enumerate() {
            let widest = rows.iter().map(|row| row[index].width()).max().unwrap_or_default();
            column.width = column.name.width().max(widest);
            let needed = if index == 0 { column.width } else { total_width + COLUMN_GAP + column.width };
            column.is_hidden = index > 0 && self.terminal.is_some_and(|terminal| needed > terminal);
            total_width = if column.is_hidden { total_width } else { needed };
        }
        let hidden = self.columns.iter().filter(|column| column.is_hidden);
        let hidden: Vec<_> = hidden.map(|column| column.name.as_str()).collect();
        if !hidden.is_empty() {
            note(&format!("note: the terminal is too narrow for {}; use --format csv or json", hidden.join(", ")));
        }
        let heads: Vec<_> = self.columns.iter().map(|column| column.name.to_uppercase()).collect();
        for row in std::iter::once(heads).chain(rows) {
            self.table_row(sink, row.iter().map(String::as_str))?;
        }
        Ok(())
    }

    fn table_row<'a>(&self, sink: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut line = String::new();
        let shown = self.columns.iter().zip(cells).filter(|(column, _)| !column.is_hidden);
        for (index, (column, cell)) in shown.enumerate() {
            line.push_str(&" ".repeat(if index == 0 { 0 } else { COLUMN_GAP }));
            let fill = " ".repeat(column.width.saturating_sub(cell.width()));
            let (left, right) = if column.is_right_aligned { (fill.as_str(), "") } else { ("", fill.as_str()) };
            line.extend([left, cell, right]);
        }
        writeln!(sink, "{}", line.trim_end())
    }
}

impl Column {
    fn new(field: &'static Field) -> Self {
        Column {
            name: field.name.to_owned(),
            wire: field.wire.to_owned(),
            is_right_aligned: matches!(field.ty, Type::Decimal | Type::Integer),
            is_text: matches!(field.ty, Type::String),
            is_hidden: false,
            width: 0,
        }
    }

    fn named(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            wire: name.to_owned(),
            is_right_aligned: false,
            is_text: false,
            is_hidden: false,
            width: 0,
        }
    }

    fn format(&self, text: &str) -> String {
        let text = printable(text);
        if self.is_text && text.chars().count() > MAX_TEXT_CHARS {
            return text.chars().take(MAX_TEXT_CHARS - 1).chain(['…']).collect();
        }
        text
    }
}

/// Whether a table shows the field: scalars, except for the JSON:API type, which is the same in all rows.
fn is_table_column(field: &Field) -> bool {
    use Type::{Boolean, Date, DateOrDateTime, DateTime, Decimal, Enum, Id, Integer, String, UnixTime};
    let scalar = matches!(
        field.ty,
        String | Id { .. } | Integer | Decimal | Boolean | Enum(_) | Date | DateTime | DateOrDateTime | UnixTime
    );
    scalar && !(field.place == Place::Top && field.wire == "type")
}

/// Writes one object.
pub(crate) fn object<T: Serialize>(
    sink: &mut impl Write,
    format: Format,
    object: Option<&'static Object>,
    item: &T,
) -> Result<(), CliError> {
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *sink, item)?;
            sink.write_all(b"\n")?;
        }
        Format::Jsonl => json_line(sink, item)?,
        Format::Csv => {
            let mut rows = Rows::new(format, object, None);
            rows.page(sink, std::slice::from_ref(item))?;
        }
        Format::Table => {
            let mut members = members(item)?;
            let fields = object.map_or(&[][..], |object| object.fields);
            for (name, _) in &mut members {
                if let Some(field) = fields.iter().find(|field| field.wire == name) {
                    field.name.clone_into(name);
                }
            }
            let widest = members.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
            for (name, raw) in &members {
                let fill = " ".repeat(widest.saturating_sub(name.width()) + COLUMN_GAP);
                writeln!(sink, "{}", format!("{name}{fill}{}", printable(&to_text(raw)?)).trim_end())?;
            }
        }
    }
    Ok(())
}

fn json_line<T: Serialize>(sink: &mut impl Write, item: &T) -> Result<(), CliError> {
    serde_json::to_writer(&mut *sink, item)?;
    sink.write_all(b"\n")?;
    Ok(())
}

/// The members of an object. Any other value is an object with one member `value`.
fn members<T: Serialize>(item: &T) -> Result<Vec<(String, Box<RawValue>)>, CliError> {
    let json = serde_json::value::to_raw_value(item)?;
    match serde_json::from_str::<Entries<Box<RawValue>>>(json.get()) {
        Ok(entries) => Ok(entries.0),
        Err(_) => Ok(vec![("value".to_owned(), json)]),
    }
}

/// A scalar as text, null as an empty string, nested values as JSON.
fn to_text(raw: &RawValue) -> Result<Cow<'_, str>, CliError> {
    match raw.get() {
        "null" => Ok(Cow::Borrowed("")),
        text if text.starts_with('"') => Ok(Cow::Owned(serde_json::from_str(text)?)),
        text => Ok(Cow::Borrowed(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FIELDS: [Field; 3] =
        [field("note", Type::String), field("amount", Type::Decimal), field("id", Type::Id { number: false })];
    static OBJECT: Object = Object { index: 0, name: "Thing", description: "", fields: &FIELDS };

    const fn field(name: &'static str, ty: Type) -> Field {
        let (place, description) = (Place::Attributes, "");
        Field {
            name,
            python: name,
            camel: name,
            wire: name,
            place,
            required: false,
            ty,
            description,
            records: None,
            references: None,
        }
    }

    fn items(json: &str) -> Vec<Box<RawValue>> {
        serde_json::from_str(json).unwrap_or_default()
    }

    fn rendered(format: Format, terminal: Option<usize>, pages: &[&str]) -> String {
        let mut rows = Rows::new(format, Some(&OBJECT), terminal);
        let mut out = Vec::new();
        for page in pages {
            assert!(rows.page(&mut out, &items(page)).is_ok());
        }
        assert!(rows.end(&mut out).is_ok());
        String::from_utf8_lossy(&out).into_owned()
    }

    const PAGES: [&str; 2] = [
        r#"[{"id":"1","amount":"1000.00","note":"a, \"b\""}]"#,
        r#"[{"id":"2","amount":"123456789012345.6789","note":null},{"id":"3","amount":1.50,"note":["x"]}]"#,
    ];

    #[test]
    fn every_format_keeps_every_digit() {
        let csv = "id,note,amount\n1,\"a, \"\"b\"\"\",1000.00\n2,,123456789012345.6789\n3,\"[\"\"x\"\"]\",1.50\n";
        assert_eq!(rendered(Format::Csv, None, &PAGES), csv);
        let table =
            "ID  NOTE     AMOUNT\n1   a, \"b\"  1000.00\n2           123456789012345.6789\n3   [\"x\"]      1.50\n";
        assert_eq!(rendered(Format::Table, None, &PAGES), table);
        let json = rendered(Format::Json, None, &PAGES);
        assert_eq!(items(&json).len(), 3);
        assert!(json.contains("123456789012345.6789") && json.contains(":1.50"));
        assert_eq!(rendered(Format::Jsonl, None, &PAGES).lines().count(), 3);
    }

    #[test]
    fn no_rows_still_have_a_header() {
        assert_eq!(rendered(Format::Csv, None, &[]), "id,note,amount\n");
        assert_eq!(rendered(Format::Table, None, &["[]"]), "ID  NOTE  AMOUNT\n");
        assert_eq!(rendered(Format::Json, None, &[]), "[]\n");
        assert_eq!(rendered(Format::Jsonl, None, &[]), "");
    }

    #[test]
    fn a_narrow_terminal_keeps_the_id() {
        let table = rendered(Format::Table, Some(12), &PAGES);
        assert_eq!(table.lines().next(), Some("ID  NOTE"), "{table}");
        let table = rendered(Format::Table, Some(1), &PAGES);
        assert_eq!(table.lines().collect::<Vec<_>>(), ["ID", "1", "2", "3"]);
    }

    #[test]
    fn tables_have_no_control_characters() {
        let table = rendered(Format::Table, None, &[r#"[{"id":"1","note":"\u001b[2Jx\ny"}]"#]);
        assert!(!table.contains('\u{1b}') && table.lines().count() == 2, "{table:?}");
    }
}
