//! Renders results as table, JSON, JSON lines or CSV. Values are copied as text, so that all digits are kept.

use std::io::{self, Write};

use clap::builder::PossibleValue;
use clap::{ArgMatches, ValueEnum};
use plock::dynamic::{self, JsonNames};
use plock::meta::{Field, Object, Place, Type};
use plock_sandbox::json::Json;
use unicode_width::UnicodeWidthStr;

use crate::error::{CliError, note, printable};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// A format that only `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    Arrow,
    Parquet,
    Singer,
}

/// A value of `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnyFormat {
    Print(Format),
    Export(ExportFormat),
}

impl AnyFormat {
    /// The given format of what is printed.
    pub(crate) fn printed(matches: &ArgMatches) -> Result<Option<Format>, CliError> {
        match matches.try_get_one("format").ok().flatten() {
            Some(AnyFormat::Print(format)) => Ok(Some(*format)),
            Some(AnyFormat::Export(_)) => {
                Err(CliError::usage("--format: expected table, json, jsonl or csv; plock export writes others"))
            }
            None => Ok(None),
        }
    }
}

impl ValueEnum for AnyFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            AnyFormat::Print(Format::Table),
            AnyFormat::Print(Format::Json),
            AnyFormat::Print(Format::Jsonl),
            AnyFormat::Print(Format::Csv),
            AnyFormat::Export(ExportFormat::Arrow),
            AnyFormat::Export(ExportFormat::Parquet),
            AnyFormat::Export(ExportFormat::Singer),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let hidden = matches!(self, AnyFormat::Export(_));
        let value = PossibleValue::new(match self {
            AnyFormat::Print(Format::Table) => "table",
            AnyFormat::Print(Format::Json) => "json",
            AnyFormat::Print(Format::Jsonl) => "jsonl",
            AnyFormat::Print(Format::Csv) => "csv",
            AnyFormat::Export(ExportFormat::Arrow) => "arrow",
            AnyFormat::Export(ExportFormat::Parquet) => "parquet",
            AnyFormat::Export(ExportFormat::Singer) => "singer",
        });
        Some(value.hide(hidden))
    }
}

const COLUMN_GAP: usize = 2;
/// Longer text is truncated in tables. Ids, amounts and times are not.
const MAX_TEXT_CHARS: usize = 40;

/// Writes the rows of a list page by page, in constant memory.
pub(crate) struct Rows {
    format: Format,
    /// Whether CSV cells are protected against being read as formulas.
    is_safe: bool,
    columns: Vec<Column>,
    /// The width of the terminal, if there is one.
    terminal: Option<usize>,
    started: bool,
}

struct Column {
    /// Index of the field.
    slot: usize,
    name: &'static str,
    wire: &'static str,
    /// For an amount: the `wire` of the column of its currency.
    currency: Option<&'static str>,
    is_right_aligned: bool,
    is_text: bool,
    is_hidden: bool,
    width: usize,
}

impl Rows {
    pub(crate) fn new(format: Format, is_safe: bool, object: Option<&'static Object>, terminal: Option<usize>) -> Self {
        let fields = object.map_or(&[][..], |object| object.fields).iter().enumerate();
        let shown = fields.filter(|(_, field)| format != Format::Table || is_table_column(field));
        let mut columns: Vec<Column> = shown.map(|(slot, field)| Column::new(slot, field)).collect();
        columns.sort_by_key(|column| column.name != "id");
        Rows { format, is_safe, columns, terminal, started: false }
    }

    /// Writes the first `count` rows of a page. The first page determines the widths of table columns.
    pub(crate) fn page(&mut self, sink: &mut impl Write, page: &dynamic::Rows, count: usize) -> Result<(), CliError> {
        let rows = (0..count).map(|at| page.row(at));
        match self.format {
            Format::Jsonl => {
                for row in rows {
                    writeln!(sink, "{}", row.to_json(JsonNames::Wire))?;
                }
            }
            Format::Json => {
                for row in rows {
                    sink.write_all(if self.started { b",\n" } else { b"[\n" })?;
                    self.started = true;
                    sink.write_all(row.to_json(JsonNames::Wire).as_bytes())?;
                }
            }
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(sink);
                if !self.started {
                    self.started = true;
                    writer.write_record(self.columns.iter().map(|column| column.name))?;
                }
                for row in rows {
                    let cells = self.columns.iter().map(|column| column.text(&row));
                    writer.write_record(cells.map(|text| if self.is_safe { without_formula(text) } else { text }))?;
                }
                writer.flush()?;
            }
            Format::Table => {
                let cells = |row| self.columns.iter().map(|column| column.format(&column.text(&row))).collect();
                let rows: Vec<Vec<String>> = rows.map(cells).collect();
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

    /// Writes objects of the CLI's own, and ends the list.
    pub(crate) fn items(
        &mut self,
        sink: &mut impl Write,
        object: &'static Object,
        items: Vec<Json>,
    ) -> Result<(), CliError> {
        let page = dynamic::Rows::from_json_array(object, &Json::Array(items).to_string(), JsonNames::Wire)?;
        if !page.is_empty() {
            self.page(sink, &page, page.len())?;
        }
        self.end(sink)
    }

    /// Ends the list. Without rows, it writes the header or brackets.
    pub(crate) fn end(&mut self, sink: &mut impl Write) -> Result<(), CliError> {
        match (self.format, self.started) {
            (Format::Json, true) => sink.write_all(b"\n]\n")?,
            (Format::Json, false) => sink.write_all(b"[]\n")?,
            (Format::Csv | Format::Table, false) => self.page(sink, &dynamic::Rows::default(), 0)?,
            _ => {}
        }
        Ok(())
    }

    fn table_start(&mut self, sink: &mut impl Write, rows: Vec<Vec<String>>) -> Result<(), CliError> {
        for (index, column) in self.columns.iter_mut().enumerate() {
            let widest = rows.iter().map(|row| row[index].width()).max().unwrap_or_default();
            column.width = column.name.width().max(widest);
        }
        self.hide_columns();
        let hidden = self.columns.iter().filter(|column| column.is_hidden);
        let hidden: Vec<_> = hidden.map(|column| column.name).collect();
        if !hidden.is_empty() {
            note(&format!("note: the terminal is too narrow for {}; use --format csv or json", hidden.join(", ")));
        }
        let heads: Vec<_> = self.columns.iter().map(|column| column.name.to_uppercase()).collect();
        for row in std::iter::once(heads).chain(rows) {
            self.table_row(sink, row.iter().map(String::as_str))?;
        }
        Ok(())
    }

    /// Hides the columns that do not fit. An amount is shown only with its currency.
    fn hide_columns(&mut self) {
        let columns = &mut self.columns;
        let Some(terminal) = self.terminal else { return };
        let (mut total, mut decided) = (0, vec![false; columns.len()]);
        for index in 0..columns.len() {
            if decided[index] {
                continue;
            }
            let currency = columns[index].currency;
            let currency = columns.iter().position(|column| currency == Some(column.wire));
            let group = std::iter::once(index).chain(currency.filter(|at| !decided[*at])).collect::<Vec<_>>();
            let end =
                group.iter().fold(total, |end, at| end + columns[*at].width + if end == 0 { 0 } else { COLUMN_GAP });
            if index == 0 || end <= terminal && currency.is_none_or(|at| !columns[at].is_hidden) {
                total = end;
                group.iter().for_each(|at| decided[*at] = true);
            } else {
                columns[index].is_hidden = true;
            }
        }
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
    fn new(slot: usize, field: &'static Field) -> Self {
        Column {
            slot,
            name: field.name,
            wire: field.wire,
            currency: field.currency,
            is_right_aligned: matches!(field.ty, Type::Decimal | Type::Integer),
            is_text: matches!(field.ty, Type::String),
            is_hidden: false,
            width: 0,
        }
    }

    /// A scalar as text, null as an empty string, nested values as JSON.
    fn text(&self, row: &dynamic::Row) -> String {
        let json = row.field_json(self.slot, JsonNames::Wire).unwrap_or_default();
        if json.starts_with('"') { serde_json::from_str(&json).unwrap_or(json) } else { json }
    }

    fn format(&self, text: &str) -> String {
        let text = printable(text);
        if self.is_text && text.chars().count() > MAX_TEXT_CHARS {
            return text.chars().take(MAX_TEXT_CHARS - 1).chain(['…']).collect();
        }
        text
    }
}

/// The text of a cell that spreadsheets do not read as a formula. Numbers stay numbers.
fn without_formula(text: String) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && plock::parse_decimal(&text).is_err();
    if is_formula { format!("'{text}") } else { text }
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
pub(crate) fn object(
    sink: &mut impl Write,
    format: Format,
    object: Option<&'static Object>,
    item: &Json,
) -> Result<(), CliError> {
    let fields = object.map_or(&[][..], |object| object.fields);
    let members = item.members().iter().map(|(name, value)| {
        let name = fields.iter().find(|field| field.wire == name).map_or(name.as_str(), |field| field.name);
        (name, if *value == Json::Null { String::new() } else { value.to_text().into_owned() })
    });
    match format {
        Format::Json => writeln!(sink, "{}", pretty(item, 0))?,
        Format::Jsonl => writeln!(sink, "{item}")?,
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(sink);
            writer.write_record(members.clone().map(|(name, _)| name))?;
            writer.write_record(members.map(|(_, text)| text))?;
            writer.flush()?;
        }
        Format::Table => {
            let widest = members.clone().map(|(name, _)| name.width()).max().unwrap_or_default();
            for (name, text) in members {
                let fill = " ".repeat(widest.saturating_sub(name.width()) + COLUMN_GAP);
                writeln!(sink, "{}", format!("{name}{fill}{}", printable(&text)).trim_end())?;
            }
        }
    }
    Ok(())
}

/// JSON with one member or item per line.
fn pretty(json: &Json, depth: usize) -> String {
    let (indent, end) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let members = json.members().iter().map(|(name, value)| (Some(name), value));
    let items = json.items().iter().map(|value| (None, value));
    let lines: Vec<_> = members
        .chain(items)
        .map(|(name, value)| {
            let name = name.map(|name| format!("{}: ", Json::string(name))).unwrap_or_default();
            format!("{indent}{name}{}", pretty(value, depth + 1))
        })
        .collect();
    match json {
        Json::Object(_) if !lines.is_empty() => format!("{{\n{}\n{end}}}", lines.join(",\n")),
        Json::Array(_) if !lines.is_empty() => format!("[\n{}\n{end}]", lines.join(",\n")),
        _ => json.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FIELDS: [Field; 3] =
        [field("note", Type::String), field("amount", Type::Decimal), field("id", Type::Id { number: false })];
    static OBJECT: Object = Object { index: 0, name: "Thing", description: "", fields: &FIELDS };

    const fn field(name: &'static str, ty: Type) -> Field {
        Field { place: Place::Attributes, ..Field::named(name, ty) }
    }

    fn rendered(format: Format, terminal: Option<usize>, pages: &[&str]) -> String {
        let mut rows = Rows::new(format, false, Some(&OBJECT), terminal);
        let mut out = Vec::new();
        for item in pages.iter().flat_map(|page| Json::parse(page).unwrap_or_default().items().to_vec()) {
            let item = dynamic::Rows::from_json(&OBJECT, &item.to_string(), JsonNames::Wire);
            assert!(item.is_ok_and(|item| rows.page(&mut out, &item, 1).is_ok()));
        }
        assert!(rows.end(&mut out).is_ok());
        String::from_utf8_lossy(&out).into_owned()
    }

    const PAGES: [&str; 2] = [
        r#"[{"id":"1","amount":"1000.00","note":"a, \"b\""}]"#,
        r#"[{"id":"2","amount":"123456789012345.6789","note":null},{"id":"3","amount":1.50,"note":"[\"x\"]"}]"#,
    ];

    #[test]
    fn every_format_keeps_every_digit() {
        let csv = "id,note,amount\n1,\"a, \"\"b\"\"\",1000.00\n2,,123456789012345.6789\n3,\"[\"\"x\"\"]\",1.50\n";
        assert_eq!(rendered(Format::Csv, None, &PAGES), csv);
        let table =
            "ID  NOTE     AMOUNT\n1   a, \"b\"  1000.00\n2           123456789012345.6789\n3   [\"x\"]      1.50\n";
        assert_eq!(rendered(Format::Table, None, &PAGES), table);
        let json = rendered(Format::Json, None, &PAGES);
        assert_eq!(Json::parse(&json).unwrap_or_default().items().len(), 3);
        assert!(json.contains("123456789012345.6789") && json.contains(":\"1.50\""));
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

    #[test]
    fn an_amount_is_shown_with_its_currency_only() {
        static PRICED: Object = Object { fields: &PRICED_FIELDS, ..OBJECT };
        static PRICED_FIELDS: [Field; 4] = [
            field("id", Type::Id { number: false }),
            Field { currency: Some("currency"), ..field("amount", Type::Decimal) },
            field("note", Type::String),
            field("currency", Type::String),
        ];
        let page = r#"{"id":"1","amount":"1000.00","note":"1234567890","currency":"EUR"}"#;
        for (terminal, heads) in [
            (80, "ID   AMOUNT  NOTE        CURRENCY"),
            (25, "ID   AMOUNT  CURRENCY"),
            (20, "ID  NOTE"),
            (13, "ID  CURRENCY"),
        ] {
            let mut rows = Rows::new(Format::Table, false, Some(&PRICED), Some(terminal));
            let mut out = Vec::new();
            let page = dynamic::Rows::from_json(&PRICED, page, JsonNames::Wire);
            assert!(page.is_ok_and(|page| rows.page(&mut out, &page, 1).is_ok()));
            assert_eq!(String::from_utf8_lossy(&out).lines().next(), Some(heads), "{terminal}");
        }
    }

    #[test]
    fn cells_are_no_formulas() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM", "'@SUM"),
            ("-x", "'-x"),
            ("+1 2", "'+1 2"),
            ("-12.50", "-12.50"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(without_formula(text.to_owned()), safe);
        }
    }
}
