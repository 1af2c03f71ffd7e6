//! Builds one column of the JSON of its values.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, PrimitiveBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, ArrowPrimitiveType, ListArray, MapArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, FieldRef, Fields};
use plock::dynamic::{DecodeError, Raw, Rows, epoch_day};
use plock::meta::Object;
use plock::{DateOrDateTime, Decimal, Timestamp};

use crate::schema::{Member, PRECISION, Shape, entries};

/// A value that does not fit.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// Index of the value among those that are appended.
    pub at: usize,
    /// Names of the fields of structs that lead to it.
    pub path: Vec<String>,
    pub message: String,
}

/// A column that grows.
pub(crate) enum Column {
    Text(StringBuilder, fn(Raw<'_>) -> Result<Cow<'_, str>, String>),
    Integer(Int64Builder),
    Exact(Decimal128Builder, u32),
    Float(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder, fn(Raw<'_>) -> Result<plock::Date, DecodeError>),
    Time(TimestampMicrosecondBuilder, fn(Raw<'_>) -> Result<Option<i64>, String>),
    Struct { object: &'static Object, columns: Vec<MemberColumn>, present: NullBufferBuilder },
    List { lists: Lists, item: FieldRef, items: Box<Column> },
    Map { lists: Lists, fields: Fields, keys: StringBuilder, values: Box<Column> },
}

/// A column of an object's field, or of its extra members.
pub(crate) struct MemberColumn {
    pub slot: Option<usize>,
    pub field: FieldRef,
    pub column: Column,
}

/// Where each list ends, and whether it is present.
pub(crate) struct Lists {
    offsets: Vec<i32>,
    present: NullBufferBuilder,
}

type Appended = Result<(), Misfit>;

impl MemberColumn {
    pub(crate) fn all(members: &[Member]) -> Vec<Self> {
        let column = |member: &Member| Self {
            slot: member.slot,
            field: member.field.clone(),
            column: Column::new(&member.shape),
        };
        members.iter().map(column).collect()
    }
}

impl Column {
    fn new(shape: &Shape) -> Self {
        let text = |read| Self::Text(StringBuilder::new(), read);
        let time = |read| Self::Time(TimestampMicrosecondBuilder::new().with_data_type(shape.data_type()), read);
        match shape {
            Shape::Text => text(|raw| match raw.text() {
                Some(text) => Ok(text),
                None => raw.string().map(Cow::Owned).map_err(|error| error.to_string()),
            }),
            Shape::Id => text(|raw| raw.id().map_err(|error| error.to_string())),
            Shape::Json => text(|raw| Ok(Cow::Borrowed(raw.as_str()))),
            Shape::Either => text(|raw| as_text(raw.date_or_date_time())),
            Shape::DecimalText => text(|raw| as_text(raw.decimal())),
            Shape::Float => Self::Float(Float64Builder::new()),
            Shape::Decimal(scale) => {
                Self::Exact(Decimal128Builder::new().with_data_type(shape.data_type()), u32::from(*scale))
            }
            Shape::Integer => Self::Integer(Int64Builder::new()),
            Shape::Boolean => Self::Boolean(BooleanBuilder::new()),
            Shape::Date => Self::Date(Date32Builder::new(), |raw| raw.date()),
            Shape::DateOfEither => {
                Self::Date(Date32Builder::new(), |raw| raw.date_or_date_time().map(|value| value.date()))
            }
            Shape::Time => time(|raw| {
                let time = raw.date_time().map_err(|error| error.to_string())?;
                microseconds(time).map(Some)
            }),
            Shape::TimeOfEither => time(|raw| match raw.date_or_date_time().map_err(|error| error.to_string())? {
                DateOrDateTime::DateTime(time) => microseconds(time).map(Some),
                DateOrDateTime::Date(_) => Ok(None),
            }),
            Shape::UnixTime => time(|raw| {
                let time = Timestamp::try_from(raw.unix_time().map_err(|error| error.to_string())?);
                time.map_err(|error| format!("{error}, got {}", raw.as_str())).and_then(microseconds).map(Some)
            }),
            Shape::Struct(object, members) => {
                Self::Struct { object, columns: MemberColumn::all(members), present: NullBufferBuilder::new(0) }
            }
            Shape::List(item, field) => {
                Self::List { lists: Lists::new(), item: field.clone(), items: Box::new(Self::new(item)) }
            }
            Shape::Map(item, fields) => Self::Map {
                lists: Lists::new(),
                fields: fields.clone(),
                keys: StringBuilder::new(),
                values: Box::new(Self::new(item)),
            },
        }
    }

    /// Appends values of fields of `owner`, or of objects in them. `None`: absent or null.
    pub(crate) fn append(&mut self, owner: &Rows, values: &[Option<Raw<'_>>]) -> Appended {
        match self {
            Self::Text(builder, read) => each(values, |raw| {
                match raw {
                    Some(raw) => push(builder, &read(raw)?)?,
                    None => builder.append_null(),
                }
                Ok(())
            }),
            Self::Integer(builder) => numbers(builder, values, |raw| as_is(raw.integer()).map(Some)),
            Self::Exact(builder, scale) => {
                numbers(builder, values, |raw| exact(as_is(raw.decimal())?, *scale).map(Some))
            }
            Self::Float(builder) => numbers(builder, values, |raw| float(as_is(raw.decimal())?).map(Some)),
            Self::Date(builder, read) => numbers(builder, values, |raw| as_is(read(raw)).map(epoch_day).map(Some)),
            Self::Time(builder, read) => numbers(builder, values, *read),
            Self::Boolean(builder) => each(values, |raw| {
                builder.append_option(raw.map(|raw| as_is(raw.boolean())).transpose()?);
                Ok(())
            }),
            Self::Struct { object, columns, present } => {
                values.iter().for_each(|value| present.append(value.is_some()));
                let rows = owner.nested_all(values.iter().flatten().copied(), object);
                let mut next = 0..rows.len();
                let indexes: Vec<_> = values.iter().map(|value| value.and_then(|_| next.next())).collect();
                members(columns, &rows, &indexes)
            }
            Self::List { lists, items: column, .. } => {
                let (mut items, first) = (Vec::new(), lists.offsets.len() - 1);
                each(values, |raw| {
                    items.extend(raw.map(Raw::items).unwrap_or_default().into_iter().map(non_null));
                    lists.push(raw.is_some(), items.len(), first)
                })?;
                column.append(owner, &items).map_err(|misfit| lists.misfit(first, misfit))
            }
            Self::Map { lists, keys, values: column, .. } => {
                let (mut items, first) = (Vec::new(), lists.offsets.len() - 1);
                each(values, |raw| {
                    // The last of duplicate names counts.
                    let map: BTreeMap<_, _> = raw.map(Raw::members).unwrap_or_default().into_iter().collect();
                    for (name, value) in map {
                        push(keys, &name)?;
                        items.push(non_null(value));
                    }
                    lists.push(raw.is_some(), items.len(), first)
                })?;
                column.append(owner, &items).map_err(|misfit| lists.misfit(first, misfit))
            }
        }
    }

    /// The values as an array. The column is empty afterwards.
    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(builder, _) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Exact(builder, _) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Date(builder, _) => Arc::new(builder.finish()),
            Self::Time(builder, _) => Arc::new(builder.finish()),
            Self::Struct { columns, present, .. } => {
                let fields: Fields = columns.iter().map(|member| member.field.clone()).collect();
                let arrays = columns.iter_mut().map(|member| member.column.finish()).collect::<Result<_, _>>()?;
                Arc::new(StructArray::try_new(fields, arrays, present.finish())?)
            }
            Self::List { lists, item, items } => {
                let (offsets, present) = lists.finish();
                Arc::new(ListArray::try_new(item.clone(), offsets, items.finish()?, present)?)
            }
            Self::Map { lists, fields, keys, values } => {
                let (offsets, present) = lists.finish();
                let arrays: Vec<ArrayRef> = vec![Arc::new(keys.finish()), values.finish()?];
                let pairs = StructArray::try_new(fields.clone(), arrays, None)?;
                Arc::new(MapArray::try_new(entries(fields.clone()), offsets, pairs, present, false)?)
            }
        })
    }
}

/// Appends the rows with these indexes to the columns of their object. `None`: a null.
pub(crate) fn members(columns: &mut [MemberColumn], rows: &Rows, indexes: &[Option<usize>]) -> Appended {
    let mut values = Vec::with_capacity(indexes.len());
    for MemberColumn { slot, field, column } in columns {
        let appended = match *slot {
            Some(slot) => {
                values.clear();
                values.extend(indexes.iter().map(|row| rows.get((*row)?, slot)));
                column.append(rows, &values)
            }
            None => {
                let texts: Vec<_> = indexes.iter().map(|row| rows.extra_json((*row)?)).collect();
                let values: Vec<_> = texts.iter().map(|text| text.as_deref().map(Raw::new)).collect();
                column.append(rows, &values)
            }
        };
        appended.map_err(|mut misfit| {
            misfit.path.insert(0, field.name().clone());
            misfit
        })?;
    }
    Ok(())
}

impl Lists {
    fn new() -> Self {
        Self { offsets: vec![0], present: NullBufferBuilder::new(0) }
    }

    /// Ends a list. `items`: the number of items since the list with the index `first`.
    fn push(&mut self, present: bool, items: usize, first: usize) -> Result<(), String> {
        let end = i32::try_from(items).ok().and_then(|items| self.offsets[first].checked_add(items));
        self.offsets.push(end.ok_or_else(too_large)?);
        self.present.append(present);
        Ok(())
    }

    /// A misfit of an item as one of its list.
    fn misfit(&self, first: usize, misfit: Misfit) -> Misfit {
        let item = i32::try_from(misfit.at).unwrap_or(i32::MAX).saturating_add(self.offsets[first]);
        Misfit { at: self.offsets[first + 1..].partition_point(|end| *end <= item), ..misfit }
    }

    fn finish(&mut self) -> (OffsetBuffer<i32>, Option<arrow_buffer::NullBuffer>) {
        let offsets = std::mem::replace(&mut self.offsets, vec![0]);
        (OffsetBuffer::new(ScalarBuffer::from(offsets)), self.present.finish())
    }
}

/// Calls `append` for each value, and adds its index to an error.
fn each<'a>(values: &[Option<Raw<'a>>], mut append: impl FnMut(Option<Raw<'a>>) -> Result<(), String>) -> Appended {
    for (at, raw) in values.iter().enumerate() {
        append(*raw).map_err(|message| Misfit { at, path: Vec::new(), message })?;
    }
    Ok(())
}

fn numbers<'a, T: ArrowPrimitiveType>(
    builder: &mut PrimitiveBuilder<T>,
    values: &[Option<Raw<'a>>],
    read: impl Fn(Raw<'a>) -> Result<Option<T::Native>, String>,
) -> Appended {
    each(values, |raw| {
        builder.append_option(raw.map(&read).transpose()?.flatten());
        Ok(())
    })
}

fn push(builder: &mut StringBuilder, text: &str) -> Result<(), String> {
    // The builder panics where an offset does not fit.
    if builder.values_slice().len() + text.len() > i32::MAX as usize {
        return Err(too_large());
    }
    builder.append_value(text);
    Ok(())
}

#[cold]
fn too_large() -> String {
    "more than 2 GiB in one batch; read smaller pages".to_owned()
}

/// Rows were validated when they were read, so this should not fail.
fn as_is<T>(read: Result<T, DecodeError>) -> Result<T, String> {
    read.map_err(|error| error.to_string())
}

fn as_text<'a>(read: Result<impl ToString, DecodeError>) -> Result<Cow<'a, str>, String> {
    as_is(read).map(|value| Cow::Owned(value.to_string()))
}

/// A null item is absent, as a null field is.
fn non_null(raw: Raw<'_>) -> Option<Raw<'_>> {
    (raw.as_str() != "null").then_some(raw)
}

/// The decimal with `scale` decimal places, as an integer.
fn exact(value: Decimal, scale: u32) -> Result<i128, String> {
    const END: u128 = 10_u128.pow(PRECISION as u32);
    let (digits, places) = (value.mantissa(), value.scale());
    let scaled = match places.checked_sub(scale) {
        None | Some(0) => digits.checked_mul(10_i128.pow(scale - places)),
        Some(more) => {
            let unit = 10_i128.pow(more);
            (digits % unit == 0).then(|| digits / unit)
        }
    };
    scaled.filter(|scaled| scaled.unsigned_abs() < END).ok_or_else(|| {
        let value = value.normalize();
        let whole = value.trunc().mantissa().unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
        let needed = if value.scale() > scale { value.scale() } else { u32::from(PRECISION) - whole };
        let (most, hint) = (u32::from(PRECISION) - scale, if value.scale() > scale { "at least" } else { "at most" });
        format!(
            "expected a decimal of at most {scale} decimal places and {most} digits before the point, got {value}; read decimals as \
             strings, or with a scale of {hint} {needed}"
        )
    })
}

/// The nearest float.
fn float(value: Decimal) -> Result<f64, String> {
    value.to_string().parse().map_err(|_| format!("expected a decimal, got {value}"))
}

fn microseconds(time: Timestamp) -> Result<i64, String> {
    let nanoseconds = time.subsec_nanosecond();
    if !nanoseconds.is_multiple_of(1000) {
        return Err(format!(
            "expected a time with at most 6 decimal places of a second, got {time}; leave this column out"
        ));
    }
    Ok(time.as_second() * 1_000_000 + i64::from(nanoseconds / 1000))
}
