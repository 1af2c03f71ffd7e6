//! What a new database holds: the documents' own examples, and synthetic objects made after them.

use std::collections::HashMap;

use jiff::{ToSpan, civil};
use plock::meta::{Field, Object, Place, Type, Union};
use rusqlite::Transaction;

use crate::Error;
use crate::json::{Json, quoted};
use crate::model::{Api, Reference, has_attributes, place_of};
use crate::store::Inserter;
use crate::write::id_attribute;

/// The ids of a resource: that of an example, then the synthetic ones.
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

/// A synthetic object is its template with the slots filled: what does not vary is written once for all.
enum Part {
    Fixed(String),
    Id,
    Cents,
    Count(u64),
    Day,
    Moment,
    DayOrMoment,
    Unix,
    Bit,
    Pick(Vec<String>),
    /// The id of one of a resource's objects, or of a text that is unique there: that of the example, and what others have
    /// before their id. `earlier`: of an object made before this one, so that no object is its own parent.
    Refer {
        target: &'static str,
        texts: Option<(String, String)>,
        earlier: bool,
    },
}

pub(crate) fn seed(api: Api, transaction: &Transaction<'_>, objects: Option<u64>, seed: u64) -> Result<(), Error> {
    let mut all = HashMap::new();
    for resource in api.resources() {
        let (numbered, named): (Vec<_>, Vec<_>) = api.examples(resource).into_iter().partition(is_numbered);
        let examples: Vec<Json> = numbered.into_iter().chain(named).collect();
        let mut inserter = Inserter::new(transaction, resource)?;
        let mut highest = 0;
        for example in &examples {
            let Some(id) = example.get("id").map(Json::plain) else { continue };
            highest = inserter.any(transaction, &id, &example.to_string())?.max(highest);
        }
        let example = examples.into_iter().next();
        let id = example.as_ref().and_then(|example| example.get("id")).map(|id| id.plain().into_owned());
        all.insert(resource, (example, Series { example: id, first: highest + 1, count: objects.unwrap_or(0) }));
    }
    let series = all.iter().map(|(resource, (_, series))| (*resource, series)).collect();
    let world = World {
        api,
        references: api.references().collect(),
        series,
        days: days(),
        times: (0..9973).map(time).collect(),
        wholes: (0..10_000).map(|whole| whole.to_string()).collect(),
        cents: (0..100).map(|cents| format!(".{cents:02}")).collect(),
    };
    for resource in api.resources() {
        let (Some(model), Some((example, series))) = (api.model(resource), all.get(resource)) else { continue };
        let template = world.template(resource, model, example.as_ref());
        let mut inserter = Inserter::new(transaction, resource)?;
        let (mut document, own_seed) = (String::new(), seed ^ hash(resource));
        for index in 0..series.count {
            let id = series.first + i64::try_from(index).map_err(|_| Error("too many objects are asked for".into()))?;
            document.clear();
            world.fill(&template, &mut document, id, own_seed ^ mix(index));
            inserter.number(id, &document)?;
        }
    }
    Ok(())
}

fn is_numbered(example: &Json) -> bool {
    example.get("id").is_some_and(|id| id.plain().parse::<i64>().is_ok())
}

struct World<'a> {
    api: Api,
    references: Vec<Reference>,
    series: HashMap<&'static str, &'a Series>,
    days: Vec<String>,
    times: Vec<String>,
    wholes: Vec<String>,
    cents: Vec<String>,
}

impl World<'_> {
    fn template(&self, resource: &'static str, model: &'static Object, example: Option<&Json>) -> Vec<Part> {
        let mut parts = Vec::new();
        let fixed = |text: &str, parts: &mut Vec<Part>| parts.push(Part::Fixed(text.to_owned()));
        if !has_attributes(Some(model)) {
            self.object(resource, model, example, Place::Top, &mut parts);
            return joined(parts);
        }
        let type_name = example
            .and_then(|json| json.get("type"))
            .map_or_else(|| resource.replace('_', "-"), |json| json.plain().into_owned());
        fixed(&format!("{{\"type\":{},\"id\":\"", quoted(&type_name)), &mut parts);
        parts.push(Part::Id);
        fixed("\",\"attributes\":", &mut parts);
        self.object(resource, model, example.and_then(|json| json.get("attributes")), Place::Attributes, &mut parts);
        if let Some(relationships) = example.and_then(|json| json.get("relationships")) {
            fixed(&format!(",\"relationships\":{relationships}"), &mut parts);
        }
        if let Some((before, after)) = self.api.own_path(resource) {
            fixed(&format!(",\"links\":{{\"self\":\"{}", inner(before)), &mut parts);
            parts.push(Part::Id);
            fixed(&format!("{}\"}}", inner(after)), &mut parts);
        }
        fixed("}", &mut parts);
        joined(parts)
    }

    /// The members of the example in their order, then the fields that it lacks.
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
                Some(field) => self.field(resource, field, Some(value), parts),
                None => parts.push(Part::Fixed(value.to_string())),
            }
        }
        for field in model.fields.iter().filter(|field| field.place == place) {
            if members.iter().all(|(wire, _)| wire != field.wire) {
                name(field.wire, parts);
                self.field(resource, field, None, parts);
            }
        }
        parts.push(Part::Fixed(if first { "{}" } else { "}" }.to_owned()));
    }

    fn field(&self, resource: &'static str, field: &Field, example: Option<&Json>, parts: &mut Vec<Part>) {
        let text = matches!(field.ty, Type::String | Type::Id { number: false })
            && !example.is_some_and(Json::is_number)
            || matches!(example, Some(Json::Text(_)));
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
                .and_then(|json| json.at(&place_of(reference.attribute.place, reference.attribute.wire)));
            let texts = (known.map(Json::plain).unwrap_or_default().into_owned(), stem(reference.attribute, known));
            let texts = Some((inner(&texts.0), inner(&texts.1)));
            parts.extend([quote(), Part::Refer { target: reference.target, texts, earlier: false }, quote()]);
        } else if let Some(target) = self.target(field) {
            parts.extend([quote(), Part::Refer { target, texts: None, earlier: target == resource }, quote()]);
        } else if self.references.iter().any(|known| is(known.attribute)) {
            parts.extend([quote(), Part::Fixed(inner(&stem(field, example))), Part::Id, quote()]);
        } else {
            self.value(&field.ty, field.wire, example, parts);
        }
    }

    /// The resource that an attribute such as `accountId` or `parentAccountId` refers to.
    fn target(&self, field: &Field) -> Option<&'static str> {
        if !matches!(field.ty, Type::Integer | Type::Id { .. } | Type::String) {
            return None;
        }
        let named = |resource: &&'static str| {
            let Some(model) = self.api.model(resource) else { return false };
            field.wire == id_attribute(model.name) || field.wire.ends_with(&format!("{}Id", model.name))
        };
        let filled = |resource: &&'static str| self.series.get(resource).is_some_and(|series| series.len() > 0);
        self.series.keys().copied().filter(named).filter(filled).max_by_key(|resource| (resource.len(), *resource))
    }

    fn value(&self, ty: &Type, name: &str, example: Option<&Json>, parts: &mut Vec<Part>) {
        let quote = || Part::Fixed("\"".to_owned());
        match ty {
            Type::Boolean => parts.push(Part::Bit),
            Type::UnixTime => parts.push(Part::Unix),
            Type::Decimal if matches!(example, Some(Json::Text(_))) => parts.extend([quote(), Part::Cents, quote()]),
            Type::Decimal => parts.push(Part::Cents),
            Type::Integer | Type::Id { number: true } => {
                let most = example.and_then(|json| json.plain().parse().ok()).filter(|most| *most > 0);
                let count = Part::Count(most.unwrap_or(20));
                let text = matches!(example, Some(Json::Text(_)));
                parts.extend(if text { vec![quote(), count, quote()] } else { vec![count] });
            }
            Type::Date => parts.extend([quote(), Part::Day, quote()]),
            Type::DateTime => parts.extend([quote(), Part::Moment, quote()]),
            Type::DateOrDateTime => parts.extend([quote(), Part::DayOrMoment, quote()]),
            Type::Enum(values) => parts.push(Part::Pick(values.iter().map(|value| quoted(value)).collect())),
            // One word without a digit is a unit, a state or a currency: one of a few, which a suffix would make another.
            Type::String | Type::Id { number: false } => match example {
                Some(Json::Text(word)) if !word.contains(|c: char| c == ' ' || c.is_ascii_digit()) => {
                    parts.push(Part::Fixed(quoted(word)));
                }
                Some(Json::Text(_)) | None => {
                    let given = example.map(Json::plain).unwrap_or_default();
                    parts.extend([quote(), Part::Fixed(inner(&with_joiner(&given, name))), Part::Id, quote()]);
                }
                Some(other) => parts.push(Part::Fixed(other.to_string())),
            },
            Type::Object(object) => self.object("", object, example, Place::Top, parts),
            Type::Array(item) => {
                let items: Vec<Option<&Json>> = match example {
                    Some(Json::Array(items)) => items.iter().map(Some).collect(),
                    _ => vec![None, None],
                };
                for (place, example) in items.iter().enumerate() {
                    parts.push(Part::Fixed(if place == 0 { "[" } else { "," }.to_owned()));
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
                for (place, (key, example)) in keys.into_iter().enumerate() {
                    parts.push(Part::Fixed(format!("{}{}:", if place == 0 { "{" } else { "," }, quoted(key))));
                    self.value(item, name, example, parts);
                }
                parts.push(Part::Fixed("}".to_owned()));
            }
            Type::OneOf(Union { variants: [first, ..], .. }) if example.is_none() => {
                self.value(&first.ty, name, None, parts)
            }
            _ => parts.push(Part::Fixed(example.map_or_else(|| "null".to_owned(), Json::to_string))),
        }
    }

    fn fill(&self, template: &[Part], out: &mut String, id: i64, own: u64) {
        let own_id = id.to_string();
        let mut state = own;
        for part in template {
            if let Part::Fixed(text) = part {
                out.push_str(text);
                continue;
            }
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let random = mix(state);
            match part {
                Part::Fixed(_) => {}
                Part::Id => out.push_str(&own_id),
                Part::Cents => {
                    out.push_str(one_of(&self.wholes, random));
                    out.push_str(one_of(&self.cents, random >> 32));
                }
                Part::Count(most) => out.push_str(&(random % most + 1).to_string()),
                Part::Unix => out.push_str(&(1_577_836_800 + random % 189_000_000).to_string()),
                Part::Bit => out.push_str(if random & 1 == 1 { "true" } else { "false" }),
                Part::Pick(values) => out.push_str(one_of(values, random)),
                // One object refers to the same object of a resource everywhere, by id or by another attribute.
                Part::Refer { target, texts, earlier } => {
                    let before = if *earlier { Some(id) } else { None };
                    self.refer(out, target, texts.as_ref(), before, mix(own ^ hash(target)));
                }
                Part::Day | Part::Moment | Part::DayOrMoment => {
                    out.push_str(one_of(&self.days, random));
                    if matches!(part, Part::Moment) || matches!(part, Part::DayOrMoment) && random >> 62 != 0 {
                        out.push_str(one_of(&self.times, random >> 24));
                    }
                }
            }
        }
    }

    fn refer(&self, out: &mut String, to: &str, texts: Option<&(String, String)>, before: Option<i64>, random: u64) {
        let Some(series) = self.series.get(to) else { return };
        let made = |id: i64| id.abs_diff(series.first) + u64::from(series.example.is_some());
        let Some(index) = random.checked_rem(before.map_or(series.len(), made)) else { return out.push('0') };
        let (of_example, stem) = texts.map_or(("", ""), |(of_example, stem)| (of_example, stem));
        match &series.example {
            Some(id) if index == 0 => out.push_str(if texts.is_some() { of_example } else { id }),
            example => {
                out.push_str(stem);
                let place = index - u64::from(example.is_some());
                out.push_str(&series.first.saturating_add_unsigned(place).to_string());
            }
        }
    }
}

fn one_of(values: &[String], random: u64) -> &str {
    let count = u64::try_from(values.len()).unwrap_or(1).max(1);
    usize::try_from(random % count).ok().and_then(|place| values.get(place)).map_or("", String::as_str)
}

/// The text that a unique attribute of a synthetic object has before its id.
fn stem(field: &Field, example: Option<&Json>) -> String {
    match field.ty {
        Type::String | Type::Id { number: false } => {
            with_joiner(&example.map(Json::plain).unwrap_or_default(), field.wire)
        }
        _ => String::new(),
    }
}

fn with_joiner(example: &str, name: &str) -> String {
    let base = if example.is_empty() { name } else { example };
    format!("{base}{}", if base.contains(' ') { ' ' } else { '-' })
}

/// A text as it stands between the quotes of a JSON string.
fn inner(text: &str) -> String {
    let text = quoted(text);
    text.get(1..text.len() - 1).unwrap_or_default().to_owned()
}

fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Part::Fixed(before)), Part::Fixed(text)) => before.push_str(&text),
            (_, part) => joined.push(part),
        }
    }
    joined
}

/// Every day of six years, as text.
fn days() -> Vec<String> {
    let first = civil::date(2020, 1, 1);
    (0..2192).filter_map(|day| first.checked_add(day.days()).ok()).map(|date| date.to_string()).collect()
}

/// One of some times of a day, as the text after a date.
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
