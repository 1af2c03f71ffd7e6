//! Another library of Rust in the same app. It uses what every such library has: memory, threads, and a panic that is caught.

use std::collections::BTreeMap;

/// The sum of the numbers up to `end`, made by threads. -1: one of them panicked.
#[unsafe(no_mangle)]
pub extern "C" fn other_sum(end: i64) -> i64 {
    let result = std::panic::catch_unwind(|| {
        let threads: Vec<_> = (1..=end).map(|number| std::thread::spawn(move || (number, number))).collect();
        let numbers: BTreeMap<i64, i64> = threads.into_iter().filter_map(|thread| thread.join().ok()).collect();
        assert_eq!(numbers.len() as i64, end, "expected a number from 0");
        numbers.values().sum()
    });
    result.unwrap_or(-1)
}
