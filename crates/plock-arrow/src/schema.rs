//! The columns of an object.

use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields, SchemaRef, TimeUnit};
use plock::meta::{self, Object, Place, Type};

use crate::options::{Columns, DECIMAL_SCALE, Decimals, Names, Options};
use crate::{Error, Result};

/// Maximum number of digits of a `Decimal128`.
pub(crate) const PRECISION: u8 = 38;

/// The columns of an object of the API. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Schema {
    pub(crate) object: &'static Object,
    pub(crate) members: Arc<[Member]>,
    arrow: SchemaRef,
}

/// A column, or a field of a struct.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// Index of the field in its object. `None`: the members that the API document does not list.
    pub slot: Option<usize>,
    pub shape: Shape,
    pub field: FieldRef,
}

/// How a value is written.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Text,
    Id,
    Json,
    Integer,
    /// With this scale.
    Decimal(u8),
    DecimalText,
    Float,
    Boolean,
    Date,
    Time,
    UnixTime,
    /// Of a date or a time: its date.
    DateOfEither,
    /// Of a date or a time: the time.
    TimeOfEither,
    /// A date or a time as text.
    Either,
    Struct(&'static Object, Arc<[Member]>),
    List(Arc<Shape>, FieldRef),
    /// The fields `key` and `value` of its entries.
    Map(Arc<Shape>, Fields),
}

impl Schema {
    /// The columns of `object`.
    ///
    /// # Errors
    /// A column that the object does not have, or that is named twice; no column; a scale above 28. [`Error::field`] names the option.
    pub fn new(object: &'static Object, options: &Options) -> Result<Self> {
        if let Decimals::Scale(scale) = options.decimals
            && u32::from(scale) > plock::MAX_DIGITS
        {
            return Err(Error::option(
                "decimals",
                format!("expected a scale of 0 to {}, got {scale}", plock::MAX_DIGITS),
            ));
        }
        let all = members(object, options, &mut Vec::new(), true);
        let members = match &options.columns {
            Columns::All => all,
            Columns::Default => all.into_iter().filter(|member| is_default(object, member)).collect(),
            Columns::Named(names) => named(&all, names)?,
        };
        let fields: Fields = members.iter().map(|member| member.field.clone()).collect();
        Ok(Self { object, members: members.into(), arrow: Arc::new(arrow_schema::Schema::new(fields)) })
    }

    /// The object of the rows.
    pub fn object(&self) -> &'static Object {
        self.object
    }

    /// The schema of the batches.
    pub fn arrow(&self) -> &SchemaRef {
        &self.arrow
    }
}

/// Ids, attributes and `extra`, or everything of an object without attributes.
fn is_default(object: &Object, member: &Member) -> bool {
    let Some(field) = member.slot.map(|slot| &object.fields[slot]) else { return true };
    field.place == Place::Attributes
        || matches!(field.ty, Type::Id { .. })
        || object.fields.iter().all(|field| field.place == Place::Top)
}

/// The named columns, in the order of the names.
fn named(all: &[Member], names: &[String]) -> Result<Vec<Member>> {
    if names.is_empty() {
        return Err(Error::option("columns", "expected at least one column".to_owned()));
    }
    let mut found: Vec<Member> = Vec::with_capacity(names.len());
    for name in names {
        if found.iter().any(|member| member.field.name() == name) {
            return Err(Error::option("columns", format!("{name:?} is named twice")));
        }
        let Some(member) = all.iter().find(|member| member.field.name() == name) else {
            let mut known: Vec<&str> = all.iter().map(|member| member.field.name().as_str()).collect();
            known.sort_by_key(|known| distance(known, name));
            return Err(Error::option("columns", format!("no column {name:?}; the columns are {}", known.join(", "))));
        };
        found.push(member.clone());
    }
    Ok(found)
}

/// Number of characters to insert, remove or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The fields of an object and `extra`. `within`: the objects around it.
fn members(object: &'static Object, options: &Options, within: &mut Vec<&'static Object>, top: bool) -> Vec<Member> {
    within.push(object);
    let name = |field: &meta::Field| match options.names {
        Names::Snake => field.name,
        Names::Wire => field.wire,
    };
    let mut taken: Vec<String> = Vec::with_capacity(object.fields.len() + 1);
    // Fields first: they keep their names, and `x_at` and `extra` get others.
    for field in object.fields {
        let free = free(&taken, name(field));
        taken.push(free);
    }
    let mut members = Vec::with_capacity(taken.len() + 1);
    for (slot, field) in object.fields.iter().enumerate() {
        let column = taken[slot].clone();
        let nullable = !(top && field.required && matches!(field.ty, Type::Id { .. }));
        let shape = match unwrapped(&field.ty) {
            Type::DateOrDateTime => Shape::DateOfEither,
            ty => Shape::new(ty, field.scale, options, within),
        };
        let is_either = matches!(shape, Shape::DateOfEither);
        members.push(Member::new(Some(slot), column.clone(), shape, nullable));
        if is_either {
            let at = free(&taken, &(column + "_at"));
            taken.push(at.clone());
            members.push(Member::new(Some(slot), at, Shape::TimeOfEither, true));
        }
    }
    members.push(Member::new(None, free(&taken, "extra"), Shape::Json, true));
    within.pop();
    members
}

/// The name, with a `_` at its end while it is taken.
fn free(taken: &[String], name: &str) -> String {
    let mut name = name.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

fn unwrapped(ty: &'static Type) -> &'static Type {
    match ty {
        Type::Nullable(item) => unwrapped(item),
        ty => ty,
    }
}

impl Member {
    fn new(slot: Option<usize>, name: String, shape: Shape, nullable: bool) -> Self {
        let field = Arc::new(Field::new(name, shape.data_type(), nullable));
        Self { slot, shape, field }
    }
}

impl Shape {
    /// `scale`: that of the field, if its decimals have one.
    fn new(ty: &'static Type, scale: Option<u8>, options: &Options, within: &mut Vec<&'static Object>) -> Self {
        match ty {
            Type::String | Type::Enum(_) => Self::Text,
            Type::Id { .. } => Self::Id,
            Type::Integer => Self::Integer,
            Type::Decimal => match options.decimals {
                Decimals::Exact => Self::Decimal(scale.unwrap_or(DECIMAL_SCALE)),
                Decimals::Scale(scale) => Self::Decimal(scale),
                Decimals::String => Self::DecimalText,
                Decimals::Float => Self::Float,
            },
            Type::Boolean => Self::Boolean,
            Type::Date => Self::Date,
            Type::DateTime => Self::Time,
            Type::UnixTime => Self::UnixTime,
            Type::DateOrDateTime => Self::Either,
            Type::Nullable(item) => Self::new(item, scale, options, within),
            Type::Object(object) if !within.iter().any(|outer| std::ptr::eq(*outer, *object)) => {
                Self::Struct(object, members(object, options, within, false).into())
            }
            Type::Array(item) | Type::Pair(item) => {
                let item = Self::new(item, scale, options, within);
                let field = Arc::new(Field::new("item", item.data_type(), true));
                Self::List(Arc::new(item), field)
            }
            Type::Map(item) => {
                let item = Self::new(item, scale, options, within);
                let fields = [Field::new("key", DataType::Utf8, false), Field::new("value", item.data_type(), true)];
                Self::Map(Arc::new(item), fields.into_iter().collect())
            }
            // A type of a later version of the spec: its JSON.
            _ => Self::Json,
        }
    }

    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Self::Text | Self::Id | Self::Json | Self::Either | Self::DecimalText => DataType::Utf8,
            Self::Integer => DataType::Int64,
            Self::Decimal(scale) => DataType::Decimal128(PRECISION, scale.cast_signed()),
            Self::Float => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Date | Self::DateOfEither => DataType::Date32,
            Self::Time | Self::UnixTime | Self::TimeOfEither => {
                DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
            }
            Self::Struct(_, members) => DataType::Struct(members.iter().map(|member| member.field.clone()).collect()),
            Self::List(_, item) => DataType::List(item.clone()),
            Self::Map(_, fields) => DataType::Map(entries(fields.clone()), false),
        }
    }
}

/// The field of the entries of a map.
pub(crate) fn entries(fields: Fields) -> FieldRef {
    Arc::new(Field::new("entries", DataType::Struct(fields), false))
}
