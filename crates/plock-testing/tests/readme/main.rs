//! The example of the README, as a test.

mod example;

#[test]
fn the_readme_shows_the_example() {
    let shown = format!("```rust\n{}```\n", include_str!("example.rs"));
    assert!(include_str!("../../README.md").contains(&shown), "README.md must show tests/readme/example.rs");
}
