//! `src/` has floors: a file imports only from its own floor and from those below.

use std::path::{Path, PathBuf};

/// Folders and files of `src/`, from the lowest floor to the highest. One line is one floor.
const FLOORS: &[&[&str]] = &[
    &["meta"],
    &["json"],
    &["values"],
    &["http"],
    &["call"],
    &["generated"],
    &["client", "builder", "blocking"],
    &["dynamic"],
    &["lib"],
];

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

/// The names after `crate::` in code. A name that the crate exports (`crate::Json`) belongs to the highest floor.
fn imports(source: &str) -> impl Iterator<Item = &str> {
    let code = source.lines().filter_map(|line| line.split("//").next());
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn imports_point_downward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    files(&root, &mut sources);
    assert!(sources.len() > 20, "{sources:?}");
    for path in sources {
        let name = path.strip_prefix(&root).unwrap();
        let first = name.iter().next().and_then(|first| Path::new(first).file_stem()?.to_str()).unwrap();
        let (name, source) = (name.display(), std::fs::read_to_string(&path).unwrap());
        let Some(own) = floor(first) else {
            problems.push(format!("src/{name} has no floor"));
            continue;
        };
        for import in imports(&source) {
            if floor(import).unwrap_or(FLOORS.len() - 1) > own {
                problems.push(format!("src/{name} imports `crate::{import}`, which is not below"));
            }
        }
        if source.contains("super::super") {
            problems.push(format!("src/{name}: write `crate::…` instead of `super::super`"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
