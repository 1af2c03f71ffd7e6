//! Results as table, JSON, JSON lines and CSV. Values are copied as text, so no digit is lost on the way.

use std::borrow::Cow;
use std::io::{self, Write};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use plock::meta::{Field, Object, Place, Type};
use serde::Serialize;
use serde_json::value::RawValue;
use unicode_width::UnicodeWidthStr;

use crate::failure::{Failure, note, printable};
use crate::rows::Entries;

/// How results are written.
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

const GAP: usize = 2;
/// Free text longer than this is cut in a table. Ids, amounts and times never are.
const LONGEST_TEXT: usize = 40;

/// Writes the rows of a list as they come; memory does not grow with them.
pub(crate) struct Rows {
    format: Format,
    columns: Vec<Column>,
    /// Columns of the terminal, where there is one.
    terminal: Option<usize>,
    begun: bool,
}

struct Column {
    name: String,
    wire: String,
    right: bool,
    text: bool,
    hidden: bool,
    width: usize,
}

impl Rows {
    pub(crate) fn new(format: Format, object: Option<&'static Object>, terminal: Option<usize>) -> Self {
        let fields = object.map_or(&[][..], |object| object.fields);
        let mut columns: Vec<Column> = match format {
            Format::Table => fields.iter().filter(|field| in_table(field)).map(Column::new).collect(),
            _ => fields.iter().map(Column::new).collect(),
        };
        columns.sort_by_key(|column| column.name != "id");
        Rows { format, columns, terminal, begun: false }
    }

    /// Writes one page. The first one tells a table how wide its columns are.
    pub(crate) fn page<T: Serialize>(&mut self, sink: &mut impl Write, items: &[T]) -> Result<(), Failure> {
        match self.format {
            Format::Jsonl => {
                for item in items {
                    json_line(sink, item)?;
                }
            }
            Format::Json => {
                for item in items {
                    sink.write_all(if self.begun { b",\n" } else { b"[\n" })?;
                    self.begun = true;
                    serde_json::to_writer(&mut *sink, item)?;
                }
            }
            Format::Csv => {
                let rows = self.cells(items)?;
                let mut writer = csv::Writer::from_writer(sink);
                if !self.begun && !self.columns.is_empty() {
                    self.begun = true;
                    writer.write_record(self.columns.iter().map(|column| &column.name))?;
                }
                for row in rows {
                    writer.write_record(&row)?;
                }
                writer.flush()?;
            }
            Format::Table => {
                let rows = self.cells(items)?;
                if !self.begun {
                    self.begun = true;
                    return self.table_start(sink, rows);
                }
                for row in rows {
                    self.table_row(sink, row.iter().map(String::as_str))?;
                }
            }
        }
        Ok(())
    }

    /// Ends the list: a header or brackets are there even when no row is.
    pub(crate) fn end(&mut self, sink: &mut impl Write) -> Result<(), Failure> {
        match (self.format, self.begun) {
            (Format::Json, true) => sink.write_all(b"\n]\n")?,
            (Format::Json, false) => sink.write_all(b"[]\n")?,
            (Format::Csv | Format::Table, false) => self.page::<()>(sink, &[])?,
            _ => {}
        }
        Ok(())
    }

    fn cells<T: Serialize>(&mut self, items: &[T]) -> Result<Vec<Vec<String>>, Failure> {
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let members = members(item)?;
            if self.columns.is_empty() {
                self.columns = members.iter().map(|(name, _)| Column::named(name)).collect();
            }
            let cell = |column: &Column| {
                let member = members.iter().find(|(name, _)| *name == column.name || *name == column.wire);
                let text = member.map(|(_, raw)| plain(raw)).transpose()?.unwrap_or_default();
                Ok(if self.format == Format::Table { column.shown(&text) } else { text.into_owned() })
            };
            rows.push(self.columns.iter().map(cell).collect::<Result<Vec<_>, Failure>>()?);
        }
        Ok(rows)
    }

    fn table_start(&mut self, sink: &mut impl Write, rows: Vec<Vec<String>>) -> Result<(), Failure> {
        let mut used = 0;
        for (index, column) in self.columns.iter_mut().enumerate() {
            let widest = rows.iter().map(|row| row[index].width()).max().unwrap_or_default();
            column.width = column.name.width().max(widest);
            let wanted = if index == 0 { column.width } else { used + GAP + column.width };
            column.hidden = index > 0 && self.terminal.is_some_and(|terminal| wanted > terminal);
            used = if column.hidden { used } else { wanted };
        }
        let hidden = self.columns.iter().filter(|column| column.hidden);
        let hidden: Vec<_> = hidden.map(|column| column.name.as_str()).collect();
        if !hidden.is_empty() {
            note(&format!("note: no room for {}; --format csv or json shows them", hidden.join(", ")));
        }
        let heads: Vec<_> = self.columns.iter().map(|column| column.name.to_uppercase()).collect();
        for row in std::iter::once(heads).chain(rows) {
            self.table_row(sink, row.iter().map(String::as_str))?;
        }
        Ok(())
    }

    fn table_row<'a>(&self, sink: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut line = String::new();
        let shown = self.columns.iter().zip(cells).filter(|(column, _)| !column.hidden);
        for (index, (column, cell)) in shown.enumerate() {
            line.push_str(&" ".repeat(if index == 0 { 0 } else { GAP }));
            let fill = " ".repeat(column.width.saturating_sub(cell.width()));
            let (left, right) = if column.right { (fill.as_str(), "") } else { ("", fill.as_str()) };
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
            right: matches!(field.ty, Type::Decimal | Type::Integer),
            text: matches!(field.ty, Type::String),
            hidden: false,
            width: 0,
        }
    }

    fn named(name: &str) -> Self {
        Column { name: name.to_owned(), wire: name.to_owned(), right: false, text: false, hidden: false, width: 0 }
    }

    fn shown(&self, text: &str) -> String {
        let text = printable(text);
        if self.text && text.chars().count() > LONGEST_TEXT {
            return text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect();
        }
        text
    }
}

/// Scalars. The type that JSON:API repeats on every object says nothing in a table of that type.
fn in_table(field: &Field) -> bool {
    use Type::{Boolean, Date, DateOrDateTime, DateTime, Decimal, Enum, Id, Integer, String, UnixTime};
    let scalar = matches!(
        field.ty,
        String | Id { .. } | Integer | Decimal | Boolean | Enum(_) | Date | DateTime | DateOrDateTime | UnixTime
    );
    scalar && !(field.place == Place::Top && field.wire == "type")
}

/// One object by itself.
pub(crate) fn one<T: Serialize>(
    sink: &mut impl Write,
    format: Format,
    object: Option<&'static Object>,
    item: &T,
) -> Result<(), Failure> {
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
                let fill = " ".repeat(widest.saturating_sub(name.width()) + GAP);
                writeln!(sink, "{}", format!("{name}{fill}{}", printable(&plain(raw)?)).trim_end())?;
            }
        }
    }
    Ok(())
}

fn json_line<T: Serialize>(sink: &mut impl Write, item: &T) -> Result<(), Failure> {
    serde_json::to_writer(&mut *sink, item)?;
    sink.write_all(b"\n")?;
    Ok(())
}

/// What is not an object counts as one with the one member `value`.
fn members<T: Serialize>(item: &T) -> Result<Vec<(String, Box<RawValue>)>, Failure> {
    let json = serde_json::value::to_raw_value(item)?;
    match serde_json::from_str::<Entries<Box<RawValue>>>(json.get()) {
        Ok(entries) => Ok(entries.0),
        Err(_) => Ok(vec![("value".to_owned(), json)]),
    }
}

/// A scalar as text, nothing for null, anything nested as JSON.
fn plain(raw: &RawValue) -> Result<Cow<'_, str>, Failure> {
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

    fn written(format: Format, terminal: Option<usize>, pages: &[&str]) -> String {
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
        assert_eq!(written(Format::Csv, None, &PAGES), csv);
        let table =
            "ID  NOTE     AMOUNT\n1   a, \"b\"  1000.00\n2           123456789012345.6789\n3   [\"x\"]      1.50\n";
        assert_eq!(written(Format::Table, None, &PAGES), table);
        let json = written(Format::Json, None, &PAGES);
        assert_eq!(items(&json).len(), 3);
        assert!(json.contains("123456789012345.6789") && json.contains(":1.50"));
        assert_eq!(written(Format::Jsonl, None, &PAGES).lines().count(), 3);
    }

    #[test]
    fn no_rows_still_have_a_header() {
        assert_eq!(written(Format::Csv, None, &[]), "id,note,amount\n");
        assert_eq!(written(Format::Table, None, &["[]"]), "ID  NOTE  AMOUNT\n");
        assert_eq!(written(Format::Json, None, &[]), "[]\n");
        assert_eq!(written(Format::Jsonl, None, &[]), "");
    }

    #[test]
    fn a_narrow_terminal_keeps_the_id() {
        let table = written(Format::Table, Some(12), &PAGES);
        assert_eq!(table.lines().next(), Some("ID  NOTE"), "{table}");
        let table = written(Format::Table, Some(1), &PAGES);
        assert_eq!(table.lines().collect::<Vec<_>>(), ["ID", "1", "2", "3"]);
    }

    #[test]
    fn tables_steer_no_terminal() {
        let table = written(Format::Table, None, &[r#"[{"id":"1","note":"\u001b[2Jx\ny"}]"#]);
        assert!(!table.contains('\u{1b}') && table.lines().count() == 2, "{table:?}");
    }
}
