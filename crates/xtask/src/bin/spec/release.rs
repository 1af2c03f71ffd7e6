//! Whether the version and the changelog agree with what changed since the last release.

use std::path::Path;
use std::process::Command;

use plock_codegen::diff::{Class, Step};

use super::{Result, dotted, is_stable, read, rule, version};

const SURFACE: &str = "openapi/surface.txt";

/// Compares with the last tag of a release, such as `v1.2.3`, if there is one.
pub fn check(root: &Path) -> Result<String> {
    let current = env!("CARGO_PKG_VERSION");
    has_section(&read(&root.join("CHANGELOG.md"))?, current)?;
    let Some(tag) = git(root, &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]) else {
        return Ok(format!(
            "CHANGELOG.md has a section for {current}; no tag of a release, so no surface to compare with"
        ));
    };
    let tag = tag.trim();
    let Some(released) = git(root, &["show", &format!("{tag}:./{SURFACE}")]) else {
        return Ok(format!("CHANGELOG.md has a section for {current}; {tag} has no {SURFACE} to compare with"));
    };
    agree(&released, &read(&root.join(SURFACE))?, tag.trim_start_matches('v'), current)
}

/// The output of git, if there is a repository and what is asked for.
fn git(root: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(root).args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn has_section(changelog: &str, current: &str) -> Result<()> {
    let headings = ["## [Unreleased]".to_owned(), format!("## [{current}]")];
    match changelog.lines().any(|line| headings.iter().any(|heading| line.starts_with(heading))) {
        true => Ok(()),
        false => Err(format!("CHANGELOG.md: expected a section `{}` or `{}`", headings[0], headings[1])),
    }
}

/// Checks that the step from the released version to the current one is as large as the change of the surface demands.
fn agree(released: &str, surface: &str, since: &str, current: &str) -> Result<String> {
    let (before, after) = (version(since)?, version(current)?);
    let Some((class, line)) = change(released, surface) else {
        return Ok(format!("{SURFACE} is that of {since}"));
    };
    let step = Step::of(class, is_stable(before));
    let least = step.next(before);
    if after < least {
        let (class, least) = (class.label(), dotted(least));
        let what = format!("the version is {current}, but the surface has changed since {since} ({class}: `{line}`)");
        return Err(format!("{what}: set at least {least} in Cargo.toml ({})", rule(before)));
    }
    Ok(format!("{current} is a {} step or more from {since}, as {SURFACE} demands", step.label()))
}

/// The largest change between two surfaces, with a line of it. Coarser than the comparison of documents, but it has what the generator
/// does in another way than before.
fn change<'a>(old: &'a str, new: &'a str) -> Option<(Class, &'a str)> {
    let (old, new) = (lines(old), lines(new));
    let gone = old.iter().find(|(_, known)| !new.iter().any(|(_, line)| line == known));
    if let Some((line, _)) = gone {
        return Some((Class::Breaking, line));
    }
    let is_known = |block: &str| old.iter().any(|(_, known)| known.starts_with(block));
    let added: Vec<_> = new.iter().filter(|(_, line)| !old.iter().any(|(_, known)| known == line)).collect();
    let asks = added.iter().find(|(line, place)| {
        let block = place.split('\n').next().unwrap_or_default();
        let is_asked_for = line.trim_start().starts_with("parameter") || block.contains(" object (sent)");
        is_asked_for && line.contains(" required ") && !line.contains(" constant ") && is_known(block)
    });
    let first = added.first().map(|(line, _)| (Class::Addition, *line));
    asks.map(|(line, _)| (Class::Breaking, *line)).or(first)
}

/// The lines that name something, each after the operation or type that it belongs to. Methods, paths and headers are left out.
fn lines(surface: &str) -> Vec<(&str, String)> {
    let mut block = String::new();
    let mut found = Vec::new();
    for line in surface.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if ["  header ", "  idempotency "].iter().any(|wire| line.starts_with(wire)) {
            continue;
        }
        if !line.starts_with(' ') {
            block = match (line.split(' ').nth(1), line.split_once(" -> ")) {
                (Some(id), Some((_, rest))) => format!("operation {id} {rest}"),
                _ => line.to_owned(),
            };
            found.push((line, block.clone()));
        } else {
            found.push((line, format!("{block}\n{line}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# Small 1\n\noperation getThing GET /things/{id} -> Thing | rust=things.get\n  header Accept: */*\n  parameter id path required id | rust=id\n\ntype Thing object | rust=Thing\n  field name optional string | rust=name\n\ntype NewThing object (sent) | rust=NewThing\n  field name optional string | rust=name\n";

    fn with(old: &str, new: &str) -> String {
        assert!(OLD.contains(old));
        OLD.replacen(old, new, 1)
    }

    #[test]
    fn a_version_that_is_too_small_is_refused() {
        let removed = with("  field name optional string | rust=name\n\n", "\n");
        let error = agree(OLD, &removed, "1.2.3", "1.3.0").unwrap_err();
        assert!(error.contains("at least 2.0.0") && error.contains("field name"), "{error}");
        assert!(agree(OLD, &removed, "1.2.3", "2.0.0").is_ok());
        assert!(agree(OLD, &removed, "0.1.0", "0.1.1").unwrap_err().contains("at least 0.2.0"));
        assert!(agree(OLD, &removed, "0.1.0", "0.2.0").is_ok());
        let added = with("rust=Thing\n", "rust=Thing\n  field note optional string | rust=note\n");
        assert!(agree(OLD, &added, "1.2.3", "1.2.4").unwrap_err().contains("at least 1.3.0"));
        assert!(agree(OLD, &added, "0.1.0", "0.1.0").unwrap_err().contains("at least 0.1.1"));
        assert!(agree(OLD, &added, "0.1.0", "0.1.1").is_ok());
    }

    #[test]
    fn changes_of_the_surface_are_classed() {
        let class = |new: &str| change(OLD, new).map(|(class, _)| class);
        assert_eq!(class(OLD), None);
        for wire in [
            with("# Small 1", "# Small 2"),
            with("Accept: */*", "Accept: text/plain"),
            with("GET /things", "GET /v2/things"),
        ] {
            assert_eq!(class(&wire), None, "{wire}");
        }
        let asked = "rust=NewThing\n  field size required integer | rust=size\n";
        assert_eq!(class(&with("rust=NewThing\n", asked)), Some(Class::Breaking));
        assert_eq!(class(&with("rust=NewThing\n", &asked.replace("required", "optional"))), Some(Class::Addition));
        assert_eq!(
            class(&format!(
                "{OLD}\ntype Other object (sent) | rust=Other\n  field size required integer | rust=size\n"
            )),
            Some(Class::Addition)
        );
        assert_eq!(class(&with("-> Thing", "-> Other")), Some(Class::Breaking));
    }

    #[test]
    fn the_changelog_needs_a_section() {
        assert!(has_section("# Changelog\n\n## [Unreleased]\n", "1.2.3").is_ok());
        assert!(has_section("## [1.2.3] - 2030-01-01\n", "1.2.3").is_ok());
        assert!(has_section("## [1.2.2]\n", "1.2.3").unwrap_err().contains("## [1.2.3]"));
    }
}
