//! Messages of a Singer tap: <https://hub.meltano.com/singer/spec>. Decimals are text, which no target reads as floats.

use std::io::Write;

use plock::dynamic::{JsonNames, Rows};
use plock::meta::{Object, Operation, Type};
use serde_json::{Map, Value, json};

use crate::commands::export_name;
use crate::error::CliError;

/// The stream of a list.
pub(crate) struct Stream {
    name: String,
    object: &'static Object,
    has_id: bool,
}

impl Stream {
    pub(crate) fn new(list: &'static Operation, object: &'static Object) -> Self {
        Self { name: export_name(list).replace('-', "_"), object, has_id: list.lists_ids() }
    }

    /// Writes the schema, which comes before all rows.
    pub(crate) fn begin(&self, sink: &mut impl Write) -> Result<(), CliError> {
        let mut row = properties(self.object, &mut Vec::new());
        row["type"] = "object".into();
        let schema = json!({
            "type": "SCHEMA",
            "stream": self.name,
            "schema": row,
            "key_properties": self.has_id.then_some("id").as_slice(),
        });
        Ok(writeln!(sink, "{schema}")?)
    }

    pub(crate) fn rows(&self, sink: &mut impl Write, rows: &Rows) -> Result<(), CliError> {
        for row in (0..rows.len()).map(|at| rows.row(at)) {
            let (stream, record) = (Value::from(&*self.name), row.to_json(JsonNames::Wire));
            writeln!(sink, "{{\"type\":\"RECORD\",\"stream\":{stream},\"record\":{record}}}")?;
        }
        Ok(())
    }
}

/// The JSON schema of an object. `within`: the objects around it, which it may contain again.
fn properties(object: &'static Object, within: &mut Vec<usize>) -> Value {
    within.push(object.index);
    let fields = object.fields.iter().map(|field| (JsonNames::Wire.of(field).to_owned(), schema(&field.ty, within)));
    let fields: Map<_, _> = fields.collect();
    within.pop();
    json!({"type": ["null", "object"], "properties": fields})
}

fn schema(ty: &'static Type, within: &mut Vec<usize>) -> Value {
    match ty {
        Type::String | Type::Id { .. } | Type::Enum(_) | Type::DateOrDateTime => json!({"type": ["null", "string"]}),
        Type::Decimal => json!({"type": ["null", "string"], "format": "singer.decimal"}),
        Type::Date => json!({"type": ["null", "string"], "format": "date"}),
        Type::DateTime => json!({"type": ["null", "string"], "format": "date-time"}),
        Type::Integer | Type::UnixTime => json!({"type": ["null", "integer"]}),
        Type::Boolean => json!({"type": ["null", "boolean"]}),
        Type::Array(item) | Type::Pair(item) => json!({"type": ["null", "array"], "items": schema(item, within)}),
        Type::Map(item) => json!({"type": ["null", "object"], "additionalProperties": schema(item, within)}),
        Type::Nullable(item) => schema(item, within),
        Type::Object(object) if !within.contains(&object.index) => properties(object, within),
        Type::Object(_) => json!({"type": ["null", "object"]}),
        _ => json!({}),
    }
}
