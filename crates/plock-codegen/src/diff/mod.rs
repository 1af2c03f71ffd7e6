//! What differs between two descriptions of the API, and the step of the version that it demands.

mod items;
mod types;

use std::collections::HashMap;
use std::fmt;

use serde::Serialize;

use crate::ir::Api;
use crate::names::Spelled;

/// What a change means for code that uses a library. The strictest language decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Only documentation.
    Docs,
    /// Only what is sent and received; no name or type.
    Wire,
    /// More is possible than before.
    Addition,
    /// Code may fail to compile, or fail when it runs.
    Breaking,
}

impl Class {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Wire => "wire",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        }
    }
}

/// One difference.
#[derive(Debug, Serialize)]
pub struct Change {
    pub class: Class,
    /// `operation getAccounts parameter sort`
    pub at: String,
    pub what: String,
    /// What it is called in each language, if it has a name.
    pub names: Option<Spelled>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}  {}: {}", self.class.label(), self.at, self.what)?;
        self.names.as_ref().map_or(Ok(()), |names| write!(f, " | {names}"))
    }
}

/// A step of the version, as Semantic Versioning has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Patch,
    Minor,
    Major,
}

impl Step {
    /// The step that a change demands. `stable`: the version is at least 1.0; below, as in Cargo, the minor version is for what breaks.
    pub const fn of(class: Class, stable: bool) -> Self {
        match (class, stable) {
            (Class::Breaking, true) => Self::Major,
            (Class::Breaking, false) | (Class::Addition, true) => Self::Minor,
            _ => Self::Patch,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The version after `[major, minor, patch]`.
    pub const fn next(self, [major, minor, patch]: [u64; 3]) -> [u64; 3] {
        match self {
            Self::Patch => [major, minor, patch + 1],
            Self::Minor => [major, minor + 1, 0],
            Self::Major => [major + 1, 0, 0],
        }
    }
}

/// Every difference, those that break first.
pub fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let (old, new) = (items::api(old), items::api(new));
    let mut differences = Differences::default();
    let renamed = pairs(&old.parts, &new.parts).into_iter().filter(|(old, new)| old.label != new.label);
    let renamed =
        renamed.filter_map(|(old, new)| Some((old.label.strip_prefix("type ")?, new.label.strip_prefix("type ")?)));
    differences.renamed = renamed.map(|(old, new)| (old.to_owned(), new.to_owned())).collect();
    differences.compare(&old, &new, "");
    differences.changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    differences.changes
}

/// A part of the surface.
#[derive(Default)]
struct Item {
    /// What it is matched by. If the first is gone, the others find what was renamed or moved.
    keys: Vec<String>,
    label: String,
    names: Option<Spelled>,
    /// Kinds that have nothing in common, such as an enum and an object.
    kind: &'static str,
    /// In a few words, for what is added.
    summary: String,
    facts: Vec<Fact>,
    parts: Vec<Item>,
    /// Whether the order of its parts is that of arguments.
    is_ordered: bool,
    added: Option<Class>,
}

/// Something that is said about an item. Empty: it is not.
struct Fact {
    what: &'static str,
    value: String,
    rule: Rule,
}

/// Which class the change of a fact has.
#[derive(Clone, Copy)]
enum Rule {
    Always(Class),
    /// As `Always(Breaking)`, for a type in words. A type with another name is not another type.
    Type,
    /// How values of the type are written: only on the wire, and part of any change of the type.
    Form,
    /// If it was not said before, if it no longer is, if it is another.
    Set(Class, Class, Class),
    /// A lower limit, which breaks if it rises.
    AtLeast,
    /// An upper limit, which breaks if it falls.
    AtMost,
}

impl Rule {
    fn class(self, old: &str, new: &str) -> Class {
        let tighter = |is_tighter: bool| if is_tighter { Class::Breaking } else { Class::Addition };
        let number = |text: &str| text.parse::<i128>().ok();
        match self {
            Self::Always(class) => class,
            Self::Type => Class::Breaking,
            Self::Form => Class::Wire,
            Self::Set(set, ..) if old.is_empty() => set,
            Self::Set(_, unset, _) if new.is_empty() => unset,
            Self::Set(_, _, other) => other,
            Self::AtLeast => tighter(number(new) > number(old)),
            Self::AtMost => tighter(number(new).is_some_and(|new| number(old).is_none_or(|old| new < old))),
        }
    }
}

/// Items with a common key. Each item is in one pair at most.
fn pairs<'a>(old: &'a [Item], new: &'a [Item]) -> Vec<(&'a Item, &'a Item)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let keys = old.iter().chain(new).map(|item| item.keys.len()).max().unwrap_or_default();
    for key in 0..keys {
        for (at, item) in new.iter().enumerate() {
            let Some(wanted) = item.keys.get(key).filter(|_| found.iter().all(|(_, new)| *new != at)) else { continue };
            let free = |place: &usize| found.iter().all(|(old, _)| old != place);
            let mut same = (0..old.len()).filter(|place| old[*place].keys.get(key) == Some(wanted)).filter(free);
            if let Some(place) = same.next() {
                found.push((place, at));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(place, at)| (&old[place], &new[at])).collect()
}

#[derive(Default)]
struct Differences {
    /// Names of types, before and after.
    renamed: HashMap<String, String>,
    changes: Vec<Change>,
}

impl Differences {
    fn add(&mut self, class: Class, at: &str, what: String, names: Option<&Spelled>) {
        let at = if at.trim().is_empty() { "document" } else { at.trim_start() };
        self.changes.push(Change { class, at: at.to_owned(), what, names: names.cloned() });
    }

    fn compare(&mut self, old: &Item, new: &Item, within: &str) {
        let at = format!("{within} {}", new.label);
        let names = new.names.as_ref();
        if old.kind != new.kind {
            let what = format!("{} -> {}", old.kind, new.kind);
            return self.add(Class::Breaking, &at, what, names);
        }
        if let (Some(before), Some(after)) = (&old.names, &new.names)
            && before != after
        {
            let differ = before.labelled().zip(after.labelled()).filter(|(before, after)| before != after);
            let differ: Vec<_> = differ.map(|((language, name), _)| format!("{language}={name}")).collect();
            self.add(Class::Breaking, &at, format!("renamed, from {}", differ.join(" ")), names);
        }
        let mut is_other_type = false;
        for fact in &new.facts {
            let Some(before) = old.facts.iter().find(|known| known.what == fact.what) else { continue };
            let value = match fact.rule {
                Rule::Type => self.with_new_names(&before.value),
                _ => before.value.clone(),
            };
            let is_told = matches!(fact.rule, Rule::Form) && is_other_type;
            if value != fact.value && !is_told {
                is_other_type |= matches!(fact.rule, Rule::Type);
                let class = fact.rule.class(&before.value, &fact.value);
                self.add(class, &at, change_of(fact.what, &before.value, &fact.value, class), names);
            }
        }
        self.compare_parts(old, new, &at);
    }

    fn compare_parts(&mut self, old: &Item, new: &Item, at: &str) {
        let pairs = pairs(&old.parts, &new.parts);
        let is_in = |item: &Item, side: fn(&(&Item, &Item)) -> *const Item| {
            pairs.iter().any(|pair| std::ptr::eq(side(pair), item))
        };
        for gone in old.parts.iter().filter(|item| !is_in(item, |pair| pair.0)) {
            self.add(Class::Breaking, &format!("{at} {}", gone.label), "removed".to_owned(), gone.names.as_ref());
        }
        for added in new.parts.iter().filter(|item| !is_in(item, |pair| pair.1)) {
            let comma = if added.summary.is_empty() { "" } else { ", " };
            let what = format!("added{comma}{}", added.summary);
            let class = added.added.unwrap_or(Class::Addition);
            self.add(class, &format!("{at} {}", added.label), what, added.names.as_ref());
        }
        let before = self.changes.len();
        for (old, new) in &pairs {
            self.compare(old, new, at);
        }
        let breaks = self.changes[before..].iter().any(|change| change.class == Class::Breaking);
        let place = |item: &Item| new.parts.iter().position(|part| std::ptr::eq(part, item));
        if new.is_ordered && !breaks && !pairs.is_sorted_by_key(|(_, new)| place(new)) {
            let order = pairs.iter().map(|(_, new)| new.label.split_whitespace().last().unwrap_or_default());
            let what = format!("order of arguments, which was {}", order.collect::<Vec<_>>().join(", "));
            self.add(Class::Breaking, at, what, new.names.as_ref());
        }
    }

    fn with_new_names(&self, words: &str) -> String {
        let word = |word| self.renamed.get(word).map_or(word, String::as_str);
        words.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }
}

/// The change in words. Texts and long values are not repeated.
fn change_of(what: &str, old: &str, new: &str, class: Class) -> String {
    const LONG: usize = 80;
    if class == Class::Docs || old.len().max(new.len()) > LONG {
        return format!("{what} changed");
    }
    let empty = if [old, new].contains(&"yes") { "no" } else { "none" };
    let [old, new] = [old, new].map(|value| if value.is_empty() { empty } else { value });
    format!("{what}: {old} -> {new}")
}
