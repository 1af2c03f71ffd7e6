//! Consistent reads of a list by page numbers: which rows are new, and whether a round of pages was the whole list at one moment.
//!
//! A round is one read of all pages. Let `W` be the ids of a round, all of which the next round finds again, so that they were in the list
//! at each moment in between. If a page that was requested in this time states a total of exactly as many ids, `W` was the list when that
//! page was made, and no row was missed. This module sends no requests.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

/// Number of times that a list is read at most.
const ROUNDS: u32 = 3;

/// A set of ids. Numbers are kept as intervals, so dense ids take no memory; others as hashes of 128 bits.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// First and last number of each interval. Neighbours are merged.
    intervals: BTreeMap<u64, u64>,
    hashes: HashSet<u128>,
    hashers: [RandomState; 2],
    length: u64,
}

impl Ids {
    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    /// An empty set that has the same hashes.
    fn like(&self) -> Self {
        Self { hashers: self.hashers.clone(), ..Self::default() }
    }

    fn hash(&self, id: &str) -> u128 {
        self.hashers.iter().fold(0, |hash, hasher| hash << 64 | u128::from(hasher.hash_one(id)))
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        match number(id) {
            Some(number) => self.intervals.range(..=number).next_back().is_some_and(|(_, last)| number <= *last),
            None => self.hashes.contains(&self.hash(id)),
        }
    }

    /// Adds an id. Returns false if the set has it.
    pub(crate) fn insert(&mut self, id: &str) -> bool {
        let new = match number(id) {
            Some(number) => self.insert_number(number),
            None => self.hashes.insert(self.hash(id)),
        };
        self.length += u64::from(new);
        new
    }

    fn insert_number(&mut self, number: u64) -> bool {
        let before = self.intervals.range(..=number).next_back();
        let first = match before {
            Some((_, last)) if number <= *last => return false,
            Some((first, last)) if *last + 1 == number => *first,
            _ => number,
        };
        let after = number.checked_add(1).and_then(|after| self.intervals.remove(&after));
        self.intervals.insert(first, after.unwrap_or(number));
        true
    }
}

/// The number of an id, if it is written as one.
fn number(id: &str) -> Option<u64> {
    let plain = id == "0" || !id.starts_with('0') && id.bytes().all(|byte| byte.is_ascii_digit());
    if plain { id.parse().ok() } else { None }
}

/// What follows a round.
#[derive(Debug)]
pub(crate) enum Then {
    /// The list was read consistently.
    Done,
    /// The list is read again.
    Again,
    /// It changed in each round; what changed.
    Changed(String),
}

/// The rounds of a read.
#[derive(Debug)]
pub(crate) struct Rounds {
    /// Whether pages are read again, which is of no use where each page follows from the one before.
    repeats: bool,
    round: u32,
    delivered: Ids,
    /// Ids of the round before.
    before: Ids,
    /// Ids of this round, and how many of them the round before has.
    seen: Ids,
    again: u64,
    /// Whether the round before is the whole list, if all of its rows are found again.
    whole: bool,
    pages: u64,
    /// Totals of the first and the last page of the round.
    totals: (u64, u64),
    /// Whether no other page was in flight when the last page was requested, so that it is the newest.
    alone: bool,
}

impl Rounds {
    pub(crate) fn new(repeats: bool) -> Self {
        let delivered = Ids::default();
        let (before, seen) = (delivered.like(), delivered.like());
        Self {
            repeats,
            round: 1,
            delivered,
            before,
            seen,
            again: 0,
            whole: false,
            pages: 0,
            totals: (0, 0),
            alone: false,
        }
    }

    /// Continues after the first `pages` pages, from which these ids were delivered. `pages`: 0 if it begins again.
    pub(crate) fn resume(&mut self, pages: u64, ids: impl Iterator<Item = String>) {
        for id in ids {
            self.delivered.insert(&id);
            if pages > 0 {
                self.seen.insert(&id);
            }
        }
        self.pages = pages;
    }

    /// Whether totals are compared.
    pub(crate) fn repeats(&self) -> bool {
        self.repeats
    }

    /// Total of the newest page.
    pub(crate) fn total(&self) -> u64 {
        self.totals.1
    }

    pub(crate) fn is_first(&self) -> bool {
        self.round == 1
    }

    /// Number of distinct ids delivered.
    pub(crate) fn delivered(&self) -> u64 {
        self.delivered.len()
    }

    /// Reads a page and returns which of its rows are new. `alone`: no other page was in flight when it was requested.
    pub(crate) fn read(&mut self, ids: &[String], total: u64, alone: bool) -> Vec<bool> {
        let mut more = 0;
        let new = ids.iter().map(|id| {
            if self.repeats && self.seen.insert(id) {
                let known = self.before.contains(id);
                self.again += u64::from(known);
                more += u64::from(!known);
            }
            self.delivered.insert(id)
        });
        let new = new.collect();
        if self.pages == 0 {
            self.totals.0 = total;
            // Rows that were added in front after the round before began are on its first page.
            self.whole |= self.before.len() + more == total;
        }
        (self.totals.1, self.alone) = (total, alone);
        self.pages += 1;
        new
    }

    /// Ends a round.
    pub(crate) fn end(&mut self) -> Then {
        let whole = self.alone && self.seen.len() == self.totals.1;
        let confirmed = self.round > 1 && self.whole && self.again == self.before.len();
        // One page is the list at one moment.
        if !self.repeats || confirmed || whole && self.pages == 1 {
            return Then::Done;
        }
        if self.round == ROUNDS {
            let (seen, gone, (first, last)) = (self.seen.len(), self.before.len() - self.again, self.totals);
            return Then::Changed(format!(
                "the list changed in each of {ROUNDS} rounds: the last round had {seen} distinct ids, {gone} ids of the round \
                 before were gone, and the total was {first} at its start and {last} at its end"
            ));
        }
        let empty = self.seen.like();
        self.before = std::mem::replace(&mut self.seen, empty);
        (self.whole, self.again, self.pages) = (whole, 0, 0);
        self.round += 1;
        Then::Again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_intervals_or_hashes() {
        let mut ids = Ids::default();
        for (id, new) in
            [("5", true), ("7", true), ("6", true), ("6", false), ("4", true), ("18446744073709551615", true)]
        {
            assert_eq!(ids.insert(id), new, "{id}");
        }
        assert_eq!(ids.intervals, BTreeMap::from([(4, 7), (u64::MAX, u64::MAX)]));
        // Not the same text, so not the same id.
        for id in ["07", "+7", "", "a", "18446744073709551616", "٧"] {
            assert!(!ids.contains(id) && ids.insert(id) && !ids.insert(id) && ids.contains(id), "{id}");
        }
        assert_eq!((ids.len(), ids.hashes.len()), (11, 6));
        let mut rng = fastrand::Rng::with_seed(1);
        let (mut ids, mut expected) = (Ids::default(), HashSet::new());
        for _ in 0..5000 {
            let id = rng.u64(..3000);
            assert_eq!(ids.contains(&id.to_string()), expected.contains(&id));
            assert_eq!(ids.insert(&id.to_string()), expected.insert(id));
        }
        assert_eq!(ids.len(), expected.len() as u64);
        assert!(
            ids.intervals.iter().zip(ids.intervals.iter().skip(1)).all(|((_, last), (first, _))| last + 1 < *first)
        );
    }

    fn round(rounds: &mut Rounds, pages: &[(&[u64], u64)]) -> (Vec<u64>, Then) {
        let mut delivered = Vec::new();
        for (ids, total) in pages {
            let texts: Vec<_> = ids.iter().map(u64::to_string).collect();
            let new = rounds.read(&texts, *total, true);
            delivered.extend(ids.iter().zip(new).filter(|(_, new)| *new).map(|(id, _)| *id));
        }
        (delivered, rounds.end())
    }

    #[test]
    fn one_page_is_consistent_and_more_are_read_again() {
        let mut rounds = Rounds::new(true);
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 2)]), (rows, Then::Done) if rows == [1, 2]));
        let mut rounds = Rounds::new(true);
        let pages: &[(&[u64], u64)] = &[(&[1, 2], 3), (&[3], 3)];
        assert!(matches!(round(&mut rounds, pages), (rows, Then::Again) if rows == [1, 2, 3]));
        assert!(matches!(round(&mut rounds, pages), (rows, Then::Done) if rows.is_empty()));
    }

    #[test]
    fn a_deletion_that_an_insertion_hides_is_found() {
        let mut rounds = Rounds::new(true);
        // 1 was deleted and 5 added between the pages: 3 was missed, and ids and totals agree.
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 4), (&[4, 5], 4)]).1, Then::Again));
        let now: &[(&[u64], u64)] = &[(&[2, 3], 4), (&[4, 5], 4)];
        assert!(matches!(round(&mut rounds, now), (rows, Then::Again) if rows == [3]));
        assert!(matches!(round(&mut rounds, now).1, Then::Done));
    }

    #[test]
    fn a_list_that_only_grows_is_consistent() {
        let mut rounds = Rounds::new(true);
        // At the end.
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 3), (&[3, 4], 4)]).1, Then::Again));
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 5), (&[3, 4], 5), (&[5, 6], 6)]).1, Then::Done));
        // In front.
        let mut rounds = Rounds::new(true);
        assert!(matches!(round(&mut rounds, &[(&[3, 2], 3), (&[2, 1], 4)]).1, Then::Again));
        assert!(
            matches!(round(&mut rounds, &[(&[4, 3], 4), (&[3, 2], 5), (&[1], 5)]), (rows, Then::Done) if rows == [4])
        );
    }

    #[test]
    fn a_resumed_read_is_no_proof_by_itself() {
        let ids = || [1, 2].iter().map(u64::to_string);
        let mut rounds = Rounds::new(true);
        rounds.resume(1, ids());
        // All ids that the total has, but some of them were read long ago.
        assert!(matches!(round(&mut rounds, &[(&[3], 3)]), (rows, Then::Again) if rows == [3]));
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 3), (&[3], 3)]), (rows, Then::Done) if rows.is_empty()));
        // Begun again, it delivers no row twice.
        let mut rounds = Rounds::new(true);
        rounds.resume(0, ids());
        assert!(matches!(round(&mut rounds, &[(&[1, 4], 3), (&[3], 3)]), (rows, Then::Again) if rows == [4, 3]));
        assert_eq!(rounds.delivered(), 4);
    }

    #[test]
    fn a_list_that_changes_in_each_round_is_an_error() {
        let mut rounds = Rounds::new(true);
        assert!(matches!(round(&mut rounds, &[(&[1, 2], 4), (&[4], 3)]).1, Then::Again));
        assert!(matches!(round(&mut rounds, &[(&[2, 3], 3), (&[], 2)]).1, Then::Again));
        let (_, Then::Changed(message)) = round(&mut rounds, &[(&[3, 4], 2), (&[5], 3)]) else { panic!("consistent") };
        assert!(message.contains("3 distinct ids, 1 ids of the round before were gone"), "{message}");
        assert!(message.contains("the total was 2 at its start and 3 at its end"), "{message}");
    }
}
