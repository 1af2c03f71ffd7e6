//! Checks that paths, names and links in the documentation for contributors exist.
//!
//! A path is a code span that begins with a file or folder of the repository's root. Names in parentheses after the path of a file,
//! as in `` `src/call/list.rs` (`List::read`) ``, must be in that file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed one")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A code span with one of these endings is a path, even without a folder.
const SOURCES: [&str; 10] = [".rs", ".py", ".pyi", ".js", ".mjs", ".ts", ".kt", ".swift", ".yaml", ".json"];
/// Folders of build outputs.
const BUILT: [&str; 3] = ["target", "bindings/swift/native", "bindings/kotlin/native"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("CONTRIBUTING.md")];
    markdown(&root().join("docs"), &mut pages);
    pages.sort();
    assert!(pages.len() > 5, "expected the pages of docs/, found {pages:?}");
    pages
}

/// The text without code blocks, which show commands and output.
fn prose(text: &str) -> String {
    let mut code = false;
    let mut kept = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// The path in a code span, if any.
fn path<'a>(span: &'a str, top: &HashSet<String>) -> Option<&'a str> {
    if span.contains(char::is_whitespace) || span.starts_with(['/', '.', '-', '@']) && !span.starts_with(".ci/") {
        return None;
    }
    // `tests/conformance/cases/<group>/*.yaml`: the part before the first placeholder.
    let fixed = match span.find(['<', '*', '{', '$']) {
        Some(at) => span[..at].rsplit_once('/')?.0,
        None => span,
    };
    let first = fixed.split('/').next().unwrap_or_default();
    let folder = fixed.contains('/') && (top.contains(first) || SOURCES.iter().any(|ending| span.ends_with(ending)));
    let built = BUILT.iter().any(|built| fixed == *built || fixed.starts_with(&format!("{built}/")));
    ((folder || top.contains(fixed)) && !built).then_some(fixed)
}

/// Paths, names and relative links that do not exist.
fn missing(text: &str, page: &Path, root: &Path) -> Vec<String> {
    let top: HashSet<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    let prose = prose(text);
    let parts: Vec<_> = prose.split('`').collect();
    let mut missing = Vec::new();
    // Names in parentheses must be in this file.
    let mut file: Option<(&str, String)> = None;
    for (at, span) in parts.iter().enumerate().skip(1).step_by(2) {
        let before = parts[at - 1];
        let named = match before {
            " (" | "\n(" => true,
            before => matches!(before.trim(), "," | "and" | ", and" | "or"),
        };
        if let Some((name, content)) = file.as_ref().filter(|_| named) {
            let word = span.rsplit("::").next().unwrap_or_default().trim_end_matches("()");
            if !content.split(|c: char| !c.is_alphanumeric() && c != '_').any(|known| known == word) {
                missing.push(format!("`{span}` in `{name}`"));
            }
            continue;
        }
        file = None;
        if let Some(path) = path(span, &top) {
            let place = root.join(path);
            if !place.exists() {
                missing.push(format!("`{path}`"));
            } else if place.is_file() && parts.get(at + 1).is_some_and(|after| matches!(*after, " (" | "\n(")) {
                file = Some((path, fs::read_to_string(&place).unwrap()));
            }
        }
    }
    for (_, rest) in prose.match_indices("](").map(|(at, _)| prose.split_at(at + 2)) {
        let target = rest.split([')', '#']).next().unwrap_or_default();
        let elsewhere = target.is_empty() || target.contains("://") || target.contains('\n');
        if !elsewhere && !page.parent().unwrap_or(root).join(target).exists() {
            missing.push(format!("the link to {target}"));
        }
    }
    missing
}

#[test]
fn what_the_documentation_names_exists() {
    let root = root();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let name = page.strip_prefix(&root).unwrap().display().to_string();
        wrong.extend(missing(&text, &page, &root).into_iter().map(|what| format!("{name}: {what} does not exist")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_decision_is_in_the_index() {
    let folder = root().join("docs/decisions");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut records = Vec::new();
    markdown(&folder, &mut records);
    for record in records {
        let name = record.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name == "README.md" || index.contains(&format!("]({name})")), "docs/decisions/README.md: add {name}");
    }
}

#[test]
fn what_is_missing_is_found() {
    let root = root();
    let page = root.join("docs/architecture.md");
    let check = |text: &str| missing(text, &page, &root);
    let fine =
        "`src/lib.rs`, `src/call/list.rs` (`List::read`, `List::end`) and `GET /api/x`, `target/fuzz`, `client.get()`";
    assert_eq!(check(fine), Vec::<String>::new());
    assert_eq!(check("`tests/conformance/cases/<group>/*.yaml` [a](../README.md#b) [c](https://plock.io)").len(), 0);
    assert_eq!(check("```\n`src/none.rs`\n```"), Vec::<String>::new());
    assert_eq!(check("`src/none.rs`"), ["`src/none.rs`"]);
    assert_eq!(check("`emit/rust.rs`"), ["`emit/rust.rs`"]);
    assert_eq!(
        check("`src/call/list.rs` (`List::read`, `List::unheard_of`)"),
        ["`List::unheard_of` in `src/call/list.rs`"]
    );
    assert_eq!(check("[a](none.md)"), ["the link to none.md"]);
}
