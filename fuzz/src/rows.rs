//! Decoding of responses into typed objects and into rows: both give the same values, or the same error.

use plock::Object;
use plock::dynamic::{JsonNames, Rows, fuzzing};
use plock::meta::{self, OBJECTS};
use plock::types::{
    Account, AddLegacyProductUsageResult, AddProductUsageResult, Invoice, ProductUsage, Subscription, SubscriptionItem,
};

/// The first byte selects the response: its lower half the type, its upper half a page or one object, and whether it is in `data`.
pub fn run(data: &[u8]) {
    let Some((choice, body)) = data.split_first() else { return };
    let (in_data, one) = (choice & 0x10 == 0, choice & 0x20 != 0);
    match choice & 0x0f {
        0 => compare::<Account>(body, in_data, one),
        1 => compare::<Subscription>(body, in_data, one),
        2 => compare::<SubscriptionItem>(body, in_data, one),
        3 => compare::<ProductUsage>(body, in_data, one),
        4 => compare::<AddProductUsageResult>(body, in_data, one),
        5 => compare::<AddLegacyProductUsageResult>(body, in_data, one),
        _ => compare::<Invoice>(body, in_data, one),
    }
}

fn object<T: Object>() -> &'static meta::Object {
    OBJECTS.iter().find(|object| object.name == T::NAME).expect("a type of the spec")
}

fn compare<T: Object>(body: &[u8], in_data: bool, one: bool) {
    let object = object::<T>();
    if one {
        match (fuzzing::one::<T>(body, in_data), fuzzing::row(body, object, in_data)) {
            (Ok(typed), Ok(rows)) => same(&[typed], &rows),
            (typed, rows) => assert_eq!(typed.map(|_| ()), rows.map(|_| ())),
        }
        return;
    }
    match (fuzzing::page::<T>(body, in_data), fuzzing::rows(body, object, in_data)) {
        (Ok(typed), Ok((facts, meta, rows))) => {
            let read = (typed.current_page, typed.last_page, typed.per_page, typed.total, typed.next);
            assert_eq!(read, (facts.current_page, facts.last_page, facts.per_page, facts.total, facts.next));
            assert_eq!(typed.meta, meta);
            same(&typed.items, &rows);
        }
        (typed, rows) => assert_eq!(typed.map(|_| ()), rows.map(|_| ())),
    }
}

fn same<T: Object>(typed: &[T], rows: &Rows) {
    assert_eq!(typed.len(), rows.len());
    for (at, typed) in typed.iter().enumerate() {
        let (row, typed) = (rows.row(at), serde_json::to_string(typed).expect("an object that was read"));
        assert_eq!(row.to_json(JsonNames::Wire), typed);
        // Flat JSON cannot distinguish a member `attributes` of the API from the `attributes` of JSON:API.
        if typed.contains("\"attributes\"") {
            continue;
        }
        for names in [JsonNames::Wire, JsonNames::Snake, JsonNames::Camel] {
            let json = row.to_json(names);
            let again = Rows::from_json(object::<T>(), &json, names).unwrap_or_else(|error| panic!("{json}: {error}"));
            // In other spellings, a field replaces an extra member with the same name.
            assert_eq!(again.row(0).to_json(names), json);
        }
        let again: T = serde_json::from_str(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(serde_json::to_string(&again).ok().as_deref(), Some(&*typed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails if the type of a new operation is missing above.
    #[test]
    fn every_result_is_compared() {
        let known = [
            Account::NAME,
            Subscription::NAME,
            SubscriptionItem::NAME,
            ProductUsage::NAME,
            AddProductUsageResult::NAME,
            AddLegacyProductUsageResult::NAME,
            Invoice::NAME,
        ];
        for result in meta::OPERATIONS.iter().filter_map(|operation| operation.result) {
            assert!(known.contains(&result.name), "{} is not compared", result.name);
        }
    }
}
