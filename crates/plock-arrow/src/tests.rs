use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::DataType;
use plock::dynamic::{JsonNames, Rows};
use plock::meta::{Field, OBJECTS, Object, Place, Type, Union, Variant};

use super::{Builder, Columns, Decimals, Names, Options, Reader, Schema};

static PAID: Union = Union {
    name: "Paid",
    tag: None,
    variants: &[Variant { ty: Type::String, tags: &[] }, Variant { ty: Type::Boolean, tags: &[] }],
};
static FEES: Object = Object {
    index: 1,
    name: "Fees",
    description: "",
    fields: &[
        Field { wire: "oneTime", ..Field::named("one_time", Type::Array(&Type::Nullable(&Type::Decimal))) },
        Field::named("within", Type::Object(&EVERY)),
    ],
};
static NOTHING: Object = Object { index: 2, name: "Nothing", description: "", fields: &[] };
const fn attribute(name: &'static str, ty: Type) -> Field {
    Field { place: Place::Attributes, ..Field::named(name, ty) }
}
static EVERY: Object = Object {
    index: 0,
    name: "Every",
    description: "",
    fields: &[
        Field::named("type", Type::String),
        Field { required: true, ..Field::named("id", Type::Id { number: false }) },
        Field { wire: "accountId", ..attribute("account_id", Type::Id { number: true }) },
        attribute("state", Type::Enum(&["on", "off"])),
        attribute("count", Type::Integer),
        attribute("amount", Type::Decimal),
        attribute("active", Type::Boolean),
        attribute("day", Type::Date),
        attribute("created", Type::DateTime),
        attribute("seen", Type::UnixTime),
        attribute("due", Type::DateOrDateTime),
        attribute("due_at", Type::String),
        attribute("extra", Type::String),
        attribute("fees", Type::Object(&FEES)),
        attribute("parts", Type::Array(&Type::Object(&FEES))),
        attribute("range", Type::Pair(&Type::DateOrDateTime)),
        attribute("tags", Type::Map(&Type::Nullable(&Type::Integer))),
        attribute("any", Type::Json),
        attribute("paid", Type::OneOf(&PAID)),
        attribute("nothing", Type::Object(&NOTHING)),
        Field::named("links", Type::Object(&NOTHING)),
    ],
};

fn rows(text: &str) -> Rows {
    Rows::from_json(&EVERY, text, JsonNames::Wire).unwrap()
}

fn all() -> Options {
    Options { columns: Columns::All, ..Options::default() }
}

fn named(names: &[&str]) -> Options {
    Options { columns: Columns::Named(names.iter().map(ToString::to_string).collect()), ..Options::default() }
}

fn batch(options: &Options, texts: &[&str]) -> super::Result<RecordBatch> {
    let mut builder = Builder::new(&Schema::new(&EVERY, options)?);
    texts.iter().try_for_each(|text| builder.append(&rows(text)))?;
    builder.finish()
}

/// The column as text, one line for each value.
fn shown(batch: &RecordBatch, name: &str) -> String {
    text(batch.column_by_name(name).unwrap()).join(" | ")
}

fn text(array: &dyn Array) -> Vec<String> {
    let one = |at: usize| match array.data_type() {
        _ if array.is_null(at) => "-".to_owned(),
        DataType::Utf8 => array.as_string::<i32>().value(at).to_owned(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(at).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(at).to_string(),
        DataType::Boolean => array.as_boolean().value(at).to_string(),
        DataType::Date32 => array.as_primitive::<Date32Type>().value(at).to_string(),
        DataType::Decimal128(..) => array.as_primitive::<Decimal128Type>().value_as_string(at),
        DataType::Timestamp(..) => array.as_primitive::<TimestampMicrosecondType>().value(at).to_string(),
        DataType::List(_) => format!("{:?}", text(&array.as_list::<i32>().value(at))),
        DataType::Map(..) => {
            let entries = array.as_map().value(at);
            format!("{:?}={:?}", text(entries.column(0)), text(entries.column(1)))
        }
        DataType::Struct(fields) => {
            let of = array.as_struct();
            let columns = fields.iter().zip(of.columns());
            let values = columns.map(|(field, column)| format!("{}={}", field.name(), text(column)[at]));
            values.collect::<Vec<_>>().join(",")
        }
        other => unreachable!("{other}"),
    };
    (0..array.len()).map(one).collect()
}

const FULL: &str = r#"{
    "type": "every", "id": 7, "new": [1.50], "links": {"self": "/x"},
    "attributes": {
        "accountId": 9007199254740993, "state": "other", "count": 5.0, "amount": "-12.50", "active": true, "day": "2025-06-26",
        "created": "2025-06-26T07:35:49.748001Z", "seen": 1750923349, "due": "2025-06-26T23:35:49-01:00", "due_at": "x", "extra": "y\n\ud83d",
        "fees": {"oneTime": [1.5, null, "0.25"], "within": {"id": 8, "a": 1}, "other": {"b": 2.50}},
        "parts": [{"oneTime": [1]}, {}], "range": ["2025-01-01", "2025-01-02T00:00:00Z"], "tags": {"b": null, "a": 1, "b": 2},
        "any": {"n": 1.50}, "paid": true, "nothing": {}
    }
}"#;
const EMPTY: &str = r#"{"id": "a"}"#;

#[test]
fn every_type_has_its_column() {
    let batch = batch(&all(), &[FULL, EMPTY, FULL]).unwrap();
    let columns = [
        ("type", "Utf8", "every"),
        ("id", "Utf8", "7"),
        ("account_id", "Utf8", "9007199254740993"),
        ("state", "Utf8", "other"),
        ("count", "Int64", "5"),
        ("amount", "Decimal128(38, 18)", "-12.500000000000000000"),
        ("active", "Boolean", "true"),
        ("day", "Date32", "20265"),
        ("created", "Timestamp(µs, \"UTC\")", "1750923349748001"),
        ("seen", "Timestamp(µs, \"UTC\")", "1750923349000000"),
        ("due", "Date32", "20266"),
        ("due_at_", "Timestamp(µs, \"UTC\")", "1750984549000000"),
        ("due_at", "Utf8", "x"),
        ("extra", "Utf8", "y\n\u{fffd}"),
        (
            "fees",
            "",
            r#"one_time=["1.500000000000000000", "-", "0.250000000000000000"],within={"id": 8, "a": 1},extra={"other":{"b": 2.50}}"#,
        ),
        ("parts", "", r#"["one_time=[\"1.000000000000000000\"],within=-,extra=-", "one_time=-,within=-,extra=-"]"#),
        ("range", "List(Utf8)", r#"["2025-01-01", "2025-01-02T00:00:00Z"]"#),
        ("tags", "", r#"["a", "b"]=["1", "2"]"#),
        ("any", "Utf8", r#"{"n": 1.50}"#),
        ("paid", "Utf8", "true"),
        ("nothing", "Struct(\"extra\": Utf8)", "extra=-"),
        ("links", "Struct(\"extra\": Utf8)", r#"extra={"self":"/x"}"#),
        ("extra_", "Utf8", r#"{"new":[1.50]}"#),
    ];
    let names: Vec<_> = batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, columns.map(|(name, ..)| name));
    for (name, ty, value) in columns {
        let field = batch.schema_ref().field_with_name(name).unwrap();
        assert_eq!(field.is_nullable(), name != "id", "{name}");
        if !ty.is_empty() {
            assert_eq!(field.data_type().to_string(), ty, "{name}");
        }
        let middle = if name == "id" { "a" } else { "-" };
        assert_eq!(shown(&batch, name), format!("{value} | {middle} | {value}"), "{name}");
    }
}

#[test]
fn a_table_has_the_columns_that_are_asked_for() {
    let names = |options: &Options| -> Vec<String> {
        let schema = Schema::new(&EVERY, options).unwrap();
        schema.arrow().fields().iter().map(|field| field.name().clone()).collect()
    };
    let default = names(&Options::default());
    assert!(!default.contains(&"type".to_owned()) && !default.contains(&"links".to_owned()));
    assert_eq!((default[0].as_str(), default.last().unwrap().as_str()), ("id", "extra_"));
    assert_eq!(names(&named(&["due_at_", "id"])), ["due_at_", "id"]);
    let wire = names(&Options { names: Names::Wire, ..named(&["accountId", "fees"]) });
    assert_eq!(wire, ["accountId", "fees"]);
    // Without attributes, nothing is left out.
    let schema = Schema::new(&FEES, &Options::default()).unwrap();
    assert_eq!(schema.arrow().fields().len(), 3);
    for object in OBJECTS {
        Schema::new(object, &all()).unwrap();
    }
}

/// The tables of specs that only the tests of the generator have.
mod unseen {
    macro_rules! spec {
        ($name:ident, $file:literal) => {
            #[allow(dead_code, reason = "generated")]
            pub mod $name {
                use plock::meta::*;
                include!(concat!("../../plock-codegen/tests/golden/", $file, "/meta.rs"));
            }
        };
    }
    spec!(obstacles, "obstacles");
    spec!(shapes, "shapes");
}

#[test]
fn an_unseen_spec_has_tables() {
    for object in unseen::obstacles::OBJECTS.iter().chain(unseen::shapes::OBJECTS) {
        for names in [Names::Snake, Names::Wire] {
            let schema = Schema::new(object, &Options { names, ..all() }).unwrap();
            let mut columns: Vec<_> = schema.arrow().fields().iter().map(|field| field.name().as_str()).collect();
            assert!(columns.len() > object.fields.len(), "{}", object.name);
            columns.sort_unstable();
            assert!(columns.windows(2).all(|two| two[0] != two[1]), "{}: {columns:?}", object.name);
            assert_eq!(Builder::new(&schema).finish().unwrap().schema_ref(), schema.arrow());
        }
    }
}

#[test]
fn wrong_options_name_what_there_is() {
    let error = |options: &Options| Schema::new(&EVERY, options).unwrap_err().to_string();
    assert!(error(&named(&["amuont"])).starts_with("columns: no column \"amuont\"; the columns are amount, "));
    assert_eq!(error(&named(&["id", "id"])), "columns: \"id\" is named twice");
    assert_eq!(error(&named(&[])), "columns: expected at least one column");
    let options = Options { decimals: Decimals::Scale(29), ..Options::default() };
    assert_eq!(error(&options), "decimals: expected a scale of 0 to 28, got 29");
}

#[test]
fn decimals_are_exact_or_refused() {
    let amount = |decimals, value: &str| {
        let options = Options { decimals, ..named(&["amount"]) };
        let batch = batch(&options, &[&format!(r#"{{"id":"1","attributes":{{"amount":{value}}}}}"#)]);
        batch.map(|batch| shown(&batch, "amount")).map_err(|error| error.to_string())
    };
    let exact = Decimals::Scale;
    for (decimals, value, shown) in [
        (exact(18), "12345678901234567890.12345678", "12345678901234567890.123456780000000000"),
        (exact(18), "99999999999999999999", "99999999999999999999.000000000000000000"),
        (exact(18), "0.1000000000000000000000000", "0.100000000000000000"),
        (exact(28), "-9999999999.9999999999999999", "-9999999999.9999999999999999000000000000"),
        (exact(28), "0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        (exact(0), "9999999999999999999999999999", "9999999999999999999999999999"),
        (exact(0), "1.000", "1"),
        (Decimals::Exact, "12.50", "12.500000000000000000"),
        (Decimals::String, "12.50", "12.50"),
        (Decimals::String, "1e3", "1000"),
        (Decimals::Float, "0.1", "0.1"),
    ] {
        assert_eq!(amount(decimals, value).as_deref(), Ok(shown), "{value}");
    }
    let error = amount(exact(18), "0.1234567890123456789").unwrap_err();
    let expected = "row 1 (id 1), amount: expected a decimal of at most 18 decimal places and 20 digits before the point, got \
                    0.1234567890123456789; read decimals as strings, or with a scale of at least 19";
    assert_eq!(error, expected);
    let error = amount(exact(18), "123456789012345678901").unwrap_err();
    assert!(error.ends_with("or with a scale of at most 17"), "{error}");
    assert!(amount(exact(17), "123456789012345678901").is_ok());
    assert!(amount(exact(19), "0.1234567890123456789").is_ok());
    assert!(amount(exact(0), "0.5").is_err());
}

#[test]
fn a_field_has_the_scale_of_its_document_unless_the_caller_has_another() {
    static PRICE: Object = Object {
        index: usize::MAX,
        name: "Price",
        description: "",
        fields: &[
            Field { scale: Some(2), ..Field::named("amount", Type::Decimal) },
            Field { scale: Some(4), ..Field::named("steps", Type::Array(&Type::Nullable(&Type::Decimal))) },
            Field::named("rate", Type::Decimal),
        ],
    };
    let types = |decimals| {
        let schema = Schema::new(&PRICE, &Options { decimals, ..Options::default() }).unwrap();
        schema.arrow().fields().iter().take(3).map(|field| field.data_type().to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(types(Decimals::Exact), "Decimal128(38, 2) List(Decimal128(38, 4)) Decimal128(38, 18)");
    assert_eq!(types(Decimals::Scale(6)), "Decimal128(38, 6) List(Decimal128(38, 6)) Decimal128(38, 6)");
    assert_eq!(types(Decimals::String), "Utf8 List(Utf8) Utf8");
}

#[test]
fn a_misfit_names_its_row_and_field() {
    let mut builder = Builder::new(&Schema::new(&EVERY, &all()).unwrap());
    builder.append(&rows(EMPTY)).unwrap();
    builder.finish().unwrap();
    builder.append(&rows(FULL)).unwrap();
    let wrong = r#"{"id":"w","attributes":{"parts":[{"oneTime":[]},{"oneTime":[1,0.1234567890123456789]}]}}"#;
    let error = builder.append(&rows(wrong)).unwrap_err();
    assert_eq!((error.row(), error.row_id(), error.field()), (Some(3), Some("w"), "parts.one_time"));
    // The columns have no parts of the row.
    assert!(builder.is_empty());
    builder.append(&rows(EMPTY)).unwrap();
    assert_eq!(builder.finish().unwrap().num_rows(), 1);
    let error = |value: &str| {
        let text = format!(r#"{{"id":"w","attributes":{value}}}"#);
        batch(&Options::default(), &[&text]).unwrap_err().to_string()
    };
    assert!(error(r#"{"created":"2025-06-26T07:35:49.1234567Z"}"#).contains("created: expected a time with at most 6"));
    assert!(error(r#"{"seen":99999999999999}"#).contains("seen: expected a point in time"));
}

#[test]
fn rows_of_another_object_are_refused() {
    let mut builder = Builder::new(&Schema::new(&FEES, &all()).unwrap());
    assert_eq!(builder.append(&rows(EMPTY)).unwrap_err().to_string(), "rows: expected rows of Fees, got Every");
    builder.append(&Rows::default()).unwrap();
    assert_eq!(builder.finish().unwrap().num_rows(), 0);
}

#[test]
fn a_reader_takes_a_page_when_its_batch_is_read() {
    let schema = Schema::new(&EVERY, &Options::default()).unwrap();
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let pages = [Ok(rows(FULL)), Ok(Rows::default()), Ok(rows(EMPTY)), Err("page 4 failed"), Ok(rows(FULL))];
    let pages = pages.into_iter().inspect(move |_| _ = count.fetch_add(1, Ordering::Relaxed));
    let mut reader = Reader::new(&schema, pages);
    assert_eq!((reader.schema(), taken.load(Ordering::Relaxed)), (schema.arrow().clone(), 0));
    assert_eq!(reader.next().unwrap().unwrap().num_rows(), 1);
    assert_eq!(taken.load(Ordering::Relaxed), 1);
    assert_eq!(reader.next().unwrap().unwrap().num_rows(), 1);
    assert!(reader.next().unwrap().unwrap_err().to_string().contains("page 4 failed"));
    // The pages were dropped with the error.
    assert_eq!((taken.load(Ordering::Relaxed), Arc::strong_count(&taken)), (4, 1));
    assert!(reader.next().is_none());
}

#[test]
fn a_panic_is_an_error() {
    let schema = Schema::new(&EVERY, &Options::default()).unwrap();
    let pages = std::iter::from_fn(|| -> Option<Result<Rows, String>> { panic!("in a page") });
    let mut reader = Reader::new(&schema, pages);
    assert!(reader.next().unwrap().unwrap_err().to_string().contains("internal error in plock"));
    assert!(reader.next().is_none());
}

#[cfg(feature = "ffi")]
#[test]
fn a_stream_is_read_from_another_thread() {
    use arrow_array::ffi_stream::RecordBatchStreamReader;

    let schema = Schema::new(&EVERY, &all()).unwrap();
    let pages = [Ok::<_, String>(rows(FULL)), Err("page 2 failed".to_owned())];
    let stream = super::ffi::stream(Reader::new(&schema, pages.into_iter()));
    let read = std::thread::spawn(move || RecordBatchStreamReader::try_new(stream).unwrap().collect::<Vec<_>>());
    let mut read = read.join().unwrap();
    assert!(read.pop().unwrap().unwrap_err().to_string().contains("page 2 failed"));
    assert_eq!(read.pop().unwrap().unwrap(), batch(&all(), &[FULL]).unwrap());
    let exported = super::ffi::schema(&schema).unwrap();
    assert_eq!(arrow_schema::Schema::try_from(&exported).unwrap(), **schema.arrow());
}
