//! Seeds a new database with the examples of the spec and synthetic objects that are modelled after them.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::{ToSpan, civil};
use plock::meta::{Field, Object, Place, Type, Union};
use rusqlite::Transaction;

use crate::Error;
use crate::json::{Json, quoted};
use crate::model::{Api, Reference, has_attributes, place_of, target_of};
use crate::store::Inserter;

const HOPS: u8 = 4;
/// Most days between two dates of an object that are in order.
const LONGEST: u64 = 45;

/// The ids of a resource: the example's, then the synthetic ones.
struct Series {
    example: Option<String>,
    first: i64,
    count: u64,
}

impl Series {
    fn len(&self) -> u64 {
        self.count + u64::from(self.example.is_some())
    }
}

/// A part of the template of synthetic objects: fixed text, or a generated value.
enum Part {
    Fixed(String),
    Id,
    Amount,
    Count(u64),
    Date(Order),
    DateTime(Order),
    DateOrDateTime(Order),
    UnixTime,
    Boolean,
    OneOf(Vec<String>),
    /// The id of an object of `target`, or its unique text: the text of the example, and the prefix of the others.
    Reference {
        resource: &'static str,
        target: &'static str,
        texts: Option<(String, String)>,
    },
}

/// The names of the dates that an object has in order, up to this one: each is some days after the one before it.
type Order = Vec<u64>;

/// What a new database holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeding {
    /// Number of synthetic objects of each resource.
    pub(crate) objects: u64,
    pub(crate) seed: u64,
    /// Whether it has the examples of the spec.
    pub(crate) examples: bool,
}

pub(crate) fn seed(api: Api, transaction: &Transaction<'_>, seeding: Seeding) -> Result<(), Error> {
    let mut all = HashMap::new();
    for resource in api.resources() {
        let (numbered, named): (Vec<_>, Vec<_>) = api.examples(resource).into_iter().partition(is_numbered);
        let examples: Vec<Json> = numbered.into_iter().chain(named).collect();
        let mut inserter = Inserter::new(transaction, resource)?;
        let mut highest = 0;
        for example in examples.iter().filter(|_| seeding.examples) {
            let Some(id) = example.get("id").map(Json::to_text) else { continue };
            highest = inserter.insert(transaction, &id, &example.to_string())?.max(highest);
        }
        let example = examples.into_iter().next();
        let id = example.as_ref().filter(|_| seeding.examples).and_then(|example| example.get("id"));
        let id = id.map(|id| id.to_text().into_owned());
        all.insert(resource, (example, Series { example: id, first: highest + 1, count: seeding.objects }));
    }
    if seeding.objects == 0 {
        return Ok(());
    }
    let generator = Generator {
        api,
        references: api.references().collect(),
        series: all.iter().map(|(resource, (_, series))| (*resource, series)).collect(),
        examples: all.iter().filter_map(|(resource, (example, _))| Some((*resource, example.as_ref()?))).collect(),
        targets: api.resources().into_iter().map(|resource| (resource, targets(api, resource))).collect(),
        seed: seeding.seed,
        texts: texts(),
    };
    for resource in api.resources() {
        let (Some(model), Some((example, series))) = (api.model(resource), all.get(resource)) else { continue };
        let template = generator.template(resource, model, example.as_ref());
        let mut inserter = Inserter::new(transaction, resource)?;
        let mut document = String::new();
        for index in 0..series.count {
            let id = series.first + i64::try_from(index).map_err(|_| Error::new("too many objects requested"))?;
            document.clear();
            generator.fill(&template, &mut document, &id.to_string(), generator.object_seed(resource, index));
            inserter.insert_number(id, &document)?;
        }
    }
    Ok(())
}

fn is_numbered(example: &Json) -> bool {
    example.get("id").is_some_and(|id| id.to_text().parse::<i64>().is_ok())
}

struct Generator<'a> {
    api: Api,
    references: Vec<Reference>,
    series: HashMap<&'static str, &'a Series>,
    examples: HashMap<&'static str, &'a Json>,
    /// The resources that the objects of a resource refer to by id, and the fields.
    targets: HashMap<&'static str, Vec<(&'static str, &'static Field)>>,
    seed: u64,
    texts: &'static Texts,
}

fn targets(api: Api, resource: &str) -> Vec<(&'static str, &'static Field)> {
    let fields = api.model(resource).map_or(&[][..], |model| model.fields);
    fields.iter().filter_map(|field| Some((target_of(api, field)?, field))).collect()
}

/// Texts that are made once, as formatting is slow.
struct Texts {
    days: Vec<String>,
    times: Vec<String>,
    units: Vec<String>,
    cents: Vec<String>,
}

fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    TEXTS.get_or_init(|| Texts {
        days: days(),
        times: (0..9973).map(time).collect(),
        units: (0..10_000).map(|unit| unit.to_string()).collect(),
        cents: (0..100).map(|cents| format!(".{cents:02}")).collect(),
    })
}

/// A synthetic object without references.
pub(crate) fn object(api: Api, resource: &'static str, id: &str, seed: u64) -> Result<Json, Error> {
    let Some(model) = api.model(resource) else { return Ok(Json::object()) };
    let examples = api.examples(resource);
    let references = api.references().collect();
    let (series, examples_of, targets) = (HashMap::new(), HashMap::new(), HashMap::new());
    let generator = Generator { api, references, series, examples: examples_of, targets, seed, texts: texts() };
    let mut document = String::new();
    let template = generator.template(resource, model, examples.first());
    generator.fill(&template, &mut document, &escaped(id), seed ^ hash(resource) ^ hash(id));
    Json::parse(&document).map_err(Error::new)
}

impl Generator<'_> {
    fn template(&self, resource: &'static str, model: &'static Object, example: Option<&Json>) -> Vec<Part> {
        let mut parts = Vec::new();
        let fixed = |text: &str, parts: &mut Vec<Part>| parts.push(Part::Fixed(text.to_owned()));
        if !has_attributes(Some(model)) {
            self.object(resource, model, example, Place::Top, &mut parts);
            return merged(parts);
        }
        let type_name = example
            .and_then(|json| json.get("type"))
            .map_or_else(|| resource.replace('_', "-"), |json| json.to_text().into_owned());
        fixed(&format!("{{\"type\":{},\"id\":\"", quoted(&type_name)), &mut parts);
        parts.push(Part::Id);
        fixed("\",\"attributes\":", &mut parts);
        self.object(resource, model, example.and_then(|json| json.get("attributes")), Place::Attributes, &mut parts);
        if let Some(relationships) = example.and_then(|json| json.get("relationships")) {
            fixed(&format!(",\"relationships\":{relationships}"), &mut parts);
        }
        if let Some((before, after)) = self.api.own_path(resource) {
            fixed(&format!(",\"links\":{{\"self\":\"{}", escaped(before)), &mut parts);
            parts.push(Part::Id);
            fixed(&format!("{}\"}}", escaped(after)), &mut parts);
        }
        fixed("}", &mut parts);
        merged(parts)
    }

    /// The members of the example, followed by the fields that it does not have.
    fn object(
        &self,
        resource: &'static str,
        model: &Object,
        example: Option<&Json>,
        place: Place,
        parts: &mut Vec<Part>,
    ) {
        let members = example.map_or(&[][..], Json::members);
        let mut first = true;
        let mut name = |wire: &str, parts: &mut Vec<Part>| {
            let comma = if std::mem::take(&mut first) { "{" } else { "," };
            parts.push(Part::Fixed(format!("{comma}{}:", quoted(wire))));
        };
        let field_of = |wire: &str| model.fields.iter().find(|field| field.place == place && field.wire == wire);
        for (wire, value) in members {
            name(wire, parts);
            match field_of(wire) {
                Some(field) => self.field(resource, model, field, Some(value), parts),
                None => parts.push(Part::Fixed(value.to_string())),
            }
        }
        for field in model.fields.iter().filter(|field| field.place == place) {
            if members.iter().all(|(wire, _)| wire != field.wire) {
                name(field.wire, parts);
                self.field(resource, model, field, None, parts);
            }
        }
        parts.push(Part::Fixed(if first { "{}" } else { "}" }.to_owned()));
    }

    fn field(
        &self,
        resource: &'static str,
        model: &Object,
        field: &Field,
        example: Option<&Json>,
        parts: &mut Vec<Part>,
    ) {
        let text = matches!(field.ty, Type::String | Type::Id { number: false })
            && !example.is_some_and(Json::is_number)
            || matches!(example, Some(Json::String(_)));
        let quote = || Part::Fixed(if text { "\"" } else { "" }.to_owned());
        let is = |known: &Field| std::ptr::eq(known, field);
        if field.place == Place::Top && field.wire == "id" {
            parts.extend([quote(), Part::Id, quote()]);
        } else if let Some(reference) =
            self.references.iter().find(|known| known.resource == resource && known.recorded.is_some_and(is))
        {
            let target = self.api.examples(reference.target).into_iter().next();
            let known = target
                .as_ref()
                .and_then(|json| json.get_at(&place_of(reference.attribute.place, reference.attribute.wire)));
            let texts = (known.map(Json::to_text).unwrap_or_default().into_owned(), prefix(reference.attribute, known));
            let texts = Some((escaped(&texts.0), escaped(&texts.1)));
            parts.extend([quote(), Part::Reference { resource, target: reference.target, texts }, quote()]);
        } else if let Some(target) =
            target_of(self.api, field).filter(|target| self.series.get(target).is_some_and(|series| series.len() > 0))
        {
            parts.extend([quote(), Part::Reference { resource, target, texts: None }, quote()]);
        } else if self.references.iter().any(|known| is(known.attribute)) {
            parts.extend([quote(), Part::Fixed(escaped(&prefix(field, example))), Part::Id, quote()]);
        } else {
            let first = parts.len();
            self.value(&field.ty, field.wire, example, parts);
            if let Some(Part::Date(order) | Part::DateTime(order) | Part::DateOrDateTime(order)) =
                parts.get_mut(first + 1)
            {
                let before = |field: &&Field| model.fields.iter().find(|other| Some(other.wire) == field.after);
                order.extend(std::iter::successors(before(&field), before).map(|field| hash(field.wire)));
                order.reverse();
            }
        }
    }

    fn value(&self, ty: &Type, name: &str, example: Option<&Json>, parts: &mut Vec<Part>) {
        let quote = || Part::Fixed("\"".to_owned());
        match ty {
            Type::Boolean => parts.push(Part::Boolean),
            Type::UnixTime => parts.push(Part::UnixTime),
            Type::Decimal if matches!(example, Some(Json::String(_))) => parts.extend([quote(), Part::Amount, quote()]),
            Type::Decimal => parts.push(Part::Amount),
            Type::Integer | Type::Id { number: true } => {
                let max = example.and_then(|json| json.to_text().parse().ok()).filter(|max| *max > 0);
                let count = Part::Count(max.unwrap_or(20));
                let text = matches!(example, Some(Json::String(_)));
                parts.extend(if text { vec![quote(), count, quote()] } else { vec![count] });
            }
            Type::Date => parts.extend([quote(), Part::Date(vec![hash(name)]), quote()]),
            Type::DateTime => parts.extend([quote(), Part::DateTime(vec![hash(name)]), quote()]),
            Type::DateOrDateTime => parts.extend([quote(), Part::DateOrDateTime(vec![hash(name)]), quote()]),
            Type::Enum(values) => parts.push(Part::OneOf(values.iter().map(|value| quoted(value)).collect())),
            // A single word without digits is a unit, state or currency, which must not get a suffix.
            Type::String | Type::Id { number: false } => match example {
                Some(Json::String(word)) if !word.contains(|c: char| c == ' ' || c.is_ascii_digit()) => {
                    parts.push(Part::Fixed(quoted(word)));
                }
                Some(Json::String(_)) | None => {
                    let text = example.map(Json::to_text).unwrap_or_default();
                    parts.extend([quote(), Part::Fixed(escaped(&with_separator(&text, name))), Part::Id, quote()]);
                }
                Some(other) => parts.push(Part::Fixed(other.to_string())),
            },
            Type::Object(object) => self.object("", object, example, Place::Top, parts),
            Type::Array(item) => {
                let items: Vec<Option<&Json>> = match example {
                    Some(Json::Array(items)) => items.iter().map(Some).collect(),
                    _ => vec![None, None],
                };
                for (index, example) in items.iter().enumerate() {
                    parts.push(Part::Fixed(if index == 0 { "[" } else { "," }.to_owned()));
                    self.value(item, name, *example, parts);
                }
                parts.push(Part::Fixed(if items.is_empty() { "[]" } else { "]" }.to_owned()));
            }
            Type::Map(item) => {
                let members = example.map_or(&[][..], Json::members);
                let keys = if members.is_empty() {
                    vec![(name, None)]
                } else {
                    members.iter().map(|(key, value)| (key.as_str(), Some(value))).collect()
                };
                for (index, (key, example)) in keys.into_iter().enumerate() {
                    parts.push(Part::Fixed(format!("{}{}:", if index == 0 { "{" } else { "," }, quoted(key))));
                    self.value(item, name, example, parts);
                }
                parts.push(Part::Fixed("}".to_owned()));
            }
            Type::Nullable(item) if !example.is_some_and(Json::is_null) => self.value(item, name, example, parts),
            Type::OneOf(Union { variants: [first, ..], .. }) if example.is_none() => {
                self.value(&first.ty, name, None, parts)
            }
            _ => parts.push(Part::Fixed(example.map_or_else(|| "null".to_owned(), Json::to_string))),
        }
    }

    fn fill(&self, template: &[Part], out: &mut String, id: &str, object_seed: u64) {
        let mut state = object_seed;
        for part in template {
            if let Part::Fixed(text) = part {
                out.push_str(text);
                continue;
            }
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let random = mix(state);
            match part {
                Part::Fixed(_) => {}
                Part::Id => out.push_str(id),
                Part::Amount => {
                    out.push_str(pick(&self.texts.units, random));
                    out.push_str(pick(&self.texts.cents, random >> 32));
                }
                Part::Count(max) => out.push_str(&(random % max + 1).to_string()),
                Part::UnixTime => out.push_str(&(1_577_836_800 + random % 189_000_000).to_string()),
                Part::Boolean => out.push_str(if random & 1 == 1 { "true" } else { "false" }),
                Part::OneOf(values) => out.push_str(pick(values, random)),
                Part::Reference { resource, target, texts } => {
                    self.push_reference(
                        out,
                        target,
                        texts.as_ref(),
                        self.referenced(resource, id, object_seed, target, HOPS),
                    );
                }
                Part::Date(order) | Part::DateTime(order) | Part::DateOrDateTime(order) => {
                    out.push_str(self.day(order, object_seed));
                    if matches!(part, Part::DateTime(_)) || matches!(part, Part::DateOrDateTime(_)) && random >> 62 != 0
                    {
                        out.push_str(pick(&self.texts.times, random >> 24));
                    }
                }
            }
        }
    }

    /// The day of the last of these dates: the first is in the first half of the days, each of the others 1 to `LONGEST` days later.
    fn day(&self, order: &[u64], object_seed: u64) -> &str {
        let days = &self.texts.days;
        let some = |name: &u64, most: u64| usize::try_from(mix(object_seed ^ name) % most).unwrap_or_default();
        let Some((first, later)) = order.split_first() else { return "" };
        let start = some(first, days.len() as u64 / 2);
        let day = later.iter().fold(start, |day, name| day + 1 + some(name, LONGEST));
        days.get(day.min(days.len() - 1)).map_or("", String::as_str)
    }

    fn object_seed(&self, resource: &str, index: u64) -> u64 {
        self.seed ^ hash(resource) ^ mix(index)
    }

    /// The position in its series of the object of `target` that an object refers to: the one that another object which it
    /// refers to refers to, so that an invoice of a subscription is for the subscription's account. All references of an object to a
    /// resource are to the same object, and those to its own resource to an earlier one, so that no object is its own parent.
    /// `hops`: how many objects may be between, as resources may refer to each other in a circle.
    fn referenced(&self, resource: &str, id: &str, object_seed: u64, target: &str, hops: u8) -> Option<u64> {
        let series = self.series.get(target)?;
        let refers = |from: &str, to: &str| {
            self.targets.get(from).is_some_and(|targets| targets.iter().any(|(known, _)| *known == to))
        };
        let hops = hops.checked_sub(1);
        let others = self.targets.get(resource).filter(|_| hops.is_some()).into_iter().flatten();
        let between = others.map(|(between, _)| *between).find(|between| {
            *between != target && *between != resource && refers(between, target) && !refers(target, between)
        });
        let through = between.and_then(|between| {
            let (of, hops) = (self.series.get(between)?, hops?);
            let index = self.referenced(resource, id, object_seed, between, hops)?;
            match index.checked_sub(u64::from(of.example.is_some())) {
                Some(number) => {
                    let id = of.first.saturating_add_unsigned(number).to_string();
                    self.referenced(between, &id, self.object_seed(between, number), target, hops)
                }
                None => self.referenced_by_example(between, target),
            }
        });
        let earlier =
            || id.parse().map_or(0, |id: i64| id.abs_diff(series.first) + u64::from(series.example.is_some()));
        let count = if target == resource { earlier() } else { series.len() };
        through.or_else(|| mix(object_seed ^ hash(target)).checked_rem(count))
    }

    fn referenced_by_example(&self, resource: &str, target: &str) -> Option<u64> {
        let (_, field) = self.targets.get(resource)?.iter().find(|(known, _)| *known == target)?;
        let id = self.examples.get(resource)?.get_at(&place_of(field.place, field.wire))?.to_text();
        (self.series.get(target)?.example.as_deref() == Some(&*id)).then_some(0)
    }

    fn push_reference(&self, out: &mut String, to: &str, texts: Option<&(String, String)>, index: Option<u64>) {
        let (Some(series), Some(index)) = (self.series.get(to), index) else { return out.push('0') };
        let (of_example, prefix) = texts.map_or(("", ""), |(of_example, prefix)| (of_example, prefix));
        match &series.example {
            Some(id) if index == 0 => out.push_str(if texts.is_some() { of_example } else { id }),
            example => {
                out.push_str(prefix);
                let index = index - u64::from(example.is_some());
                out.push_str(&series.first.saturating_add_unsigned(index).to_string());
            }
        }
    }
}

fn pick(values: &[String], random: u64) -> &str {
    let count = u64::try_from(values.len()).unwrap_or(1).max(1);
    usize::try_from(random % count).ok().and_then(|index| values.get(index)).map_or("", String::as_str)
}

/// The prefix of a unique attribute of synthetic objects, which precedes the id.
fn prefix(field: &Field, example: Option<&Json>) -> String {
    match field.ty {
        Type::String | Type::Id { number: false } => {
            with_separator(&example.map(Json::to_text).unwrap_or_default(), field.wire)
        }
        _ => String::new(),
    }
}

fn with_separator(example: &str, name: &str) -> String {
    let base = if example.is_empty() { name } else { example };
    format!("{base}{}", if base.contains(' ') { ' ' } else { '-' })
}

/// Escapes a text for a JSON string, without quotes.
fn escaped(text: &str) -> String {
    let text = quoted(text);
    text.get(1..text.len() - 1).unwrap_or_default().to_owned()
}

fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::new();
    for part in parts {
        match (merged.last_mut(), part) {
            (Some(Part::Fixed(before)), Part::Fixed(text)) => before.push_str(&text),
            (_, part) => merged.push(part),
        }
    }
    merged
}

/// The days of six years.
fn days() -> Vec<String> {
    let first = civil::date(2020, 1, 1);
    (0..2192).filter_map(|day| first.checked_add(day.days()).ok()).map(|date| date.to_string()).collect()
}

/// The time of day after a date.
fn time(number: u64) -> String {
    let random = mix(number);
    let (hour, minute, second, fraction) = (random % 24, random / 24 % 60, random / 1440 % 60, random / 86_400 % 1000);
    format!("T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
}

/// The mixing step of SplitMix64.
fn mix(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
