//! Mutation testing of the suite: each mutation is applied to a copy of the client, and a case must fail.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::case::{self, Case};
use crate::report::table;
use crate::run::{self, LIMIT, Setup, Verdict};
use crate::server::tls::Authority;
use crate::yaml;
use plock_sandbox::json::Json;

const LIST: &str = "tests/conformance/mutations.yaml";
const PACKAGE: &str = "conformance-client-rust";

struct Mutation {
    name: String,
    why: String,
    file: PathBuf,
    find: String,
    replace: String,
    cases: Vec<String>,
}

fn read(root: &Path) -> Result<Vec<Mutation>, String> {
    let text = fs::read_to_string(root.join(LIST)).map_err(|error| format!("{LIST}: {error}"))?;
    let list = yaml::parse(&text).map_err(|error| format!("{LIST}: {error}"))?;
    let read = |value: &Json| {
        let text = |name: &str| {
            let text = value.at(name).str().map(str::to_owned);
            text.ok_or_else(|| format!("{LIST}: {}: {name}: expected a text", value.at("name")))
        };
        let cases = match value.at("cases") {
            Json::String(one) => vec![one.clone()],
            list => list.items().iter().filter_map(|glob| glob.text().map(str::to_owned)).collect(),
        };
        let file = PathBuf::from(text("file")?);
        Ok(Mutation {
            name: text("name")?,
            why: text("why")?,
            file,
            find: text("find")?,
            replace: text("replace")?,
            cases,
        })
    };
    list.items().iter().map(read).collect()
}

/// A copy of the sources and its build folder.
struct Copy {
    tree: PathBuf,
    target: PathBuf,
    /// Runs exclude each other, as they share the tree.
    _lock: File,
}

impl Copy {
    /// Copies the files of the repository that differ, so that nothing else is rebuilt.
    fn create(root: &Path) -> Result<Self, String> {
        let folder = root.join("target/mutations");
        let place = folder.join("lock");
        let lock = fs::create_dir_all(&folder).and_then(|()| File::create(&place));
        let lock = lock.map_err(|error| format!("{}: {error}", place.display()))?;
        lock.try_lock().map_err(|_| "another run of the mutations is in progress".to_owned())?;
        let copy = Copy { tree: folder.join("tree"), target: folder.join("target"), _lock: lock };
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("git ls-files: {error}"))?;
        if !listed.status.success() {
            return Err("git ls-files failed: the mutations need a repository".to_owned());
        }
        let names = String::from_utf8_lossy(&listed.stdout);
        let names: Vec<&str> = names.split('\0').filter(|name| !name.is_empty()).collect();
        for name in &names {
            let (from, to) = (root.join(name), copy.tree.join(name));
            // Deleted, and not committed yet.
            let Ok(bytes) = fs::read(&from) else { continue };
            write(&to, &bytes)?;
        }
        copy.remove_others(&copy.tree, &names)?;
        Ok(copy)
    }

    fn remove_others(&self, folder: &Path, names: &[&str]) -> Result<(), String> {
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.strip_prefix(&self.tree).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                self.remove_others(&path, names)?;
            } else if !names.contains(&name.as_str()) && name != "Cargo.lock" {
                fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        Ok(())
    }

    fn build(&self) -> Result<Vec<String>, String> {
        let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--package", PACKAGE])
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "-Awarnings")
            .current_dir(&self.tree)
            .output()
            .map_err(|error| format!("cargo build: {error}"))?;
        if !built.status.success() {
            let stderr = String::from_utf8_lossy(&built.stderr);
            return Err(stderr.lines().filter(|line| !line.trim().is_empty()).take(12).collect::<Vec<_>>().join("\n"));
        }
        let program = self.target.join("debug").join(format!("{PACKAGE}{}", std::env::consts::EXE_SUFFIX));
        Ok(vec![program.display().to_string()])
    }
}

/// Writes a file if its content differs.
fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(file, bytes)).map_err(|error| format!("{}: {error}", file.display()))
}

fn mutated(mutation: &Mutation, source: &str) -> Result<String, String> {
    match source.matches(&mutation.find).count() {
        1 => Ok(source.replacen(&mutation.find, &mutation.replace, 1)),
        times => Err(format!("`find` stands {times} times in {}, expected once", mutation.file.display())),
    }
}

fn failing(verdicts: &[Verdict]) -> Vec<&str> {
    verdicts.iter().filter(|verdict| !verdict.failures.is_empty()).map(|verdict| verdict.id.as_str()).collect()
}

/// Runs all mutations, or those in `only`. `false`: a mutation survived or could not be run.
pub async fn run(root: &Path, cases: &[Case], only: &[String], jobs: usize) -> Result<bool, String> {
    let list = read(root)?;
    if let Some(unknown) = only.iter().find(|name| !list.iter().any(|mutation| mutation.name == **name)) {
        return Err(format!("unknown mutation {unknown:?}: expected one of {LIST}"));
    }
    let chosen: Vec<_> = list.iter().filter(|m| only.is_empty() || only.contains(&m.name)).collect();
    let copy = Copy::create(root)?;
    let authority = Authority::new()?;
    println!("building the client without mutation");
    let command = copy.build()?;
    // A case that fails without a mutation proves nothing.
    let verdicts =
        run::run(cases, &Setup { authority: &authority, command, camel_case: false, jobs, limit: LIMIT }).await;
    let fails_anyway: Vec<String> = failing(&verdicts).into_iter().map(str::to_owned).collect();
    if !fails_anyway.is_empty() {
        println!("ignored, as they fail without mutation: {}", fails_anyway.join(", "));
    }
    let cases: Vec<Case> = cases.iter().filter(|case| !fails_anyway.contains(&case.id)).cloned().collect();
    let mut rows = vec![vec!["mutation".to_owned(), "failing cases".to_owned(), "why it must be caught".to_owned()]];
    let mut survived = 0;
    for mutation in chosen {
        let caught = attempt(mutation, &copy, &cases, &authority, jobs).await;
        let (cell, text) = match caught {
            Ok(ids) if ids.is_empty() => ("SURVIVED".to_owned(), "SURVIVED".to_owned()),
            Ok(ids) => (ids.len().to_string(), ids.join(", ")),
            Err(error) => ("NOT RUN".to_owned(), error),
        };
        println!("{}: {text}", mutation.name);
        survived += usize::from(cell.parse::<usize>().is_err());
        rows.push(vec![mutation.name.clone(), cell, mutation.why.clone()]);
    }
    println!("\n{}", table(&rows));
    println!("{} caught, {survived} not", rows.len() - 1 - survived);
    Ok(survived == 0)
}

async fn attempt(
    mutation: &Mutation,
    copy: &Copy,
    cases: &[Case],
    authority: &Authority,
    jobs: usize,
) -> Result<Vec<String>, String> {
    let like =
        |case: &&Case| mutation.cases.is_empty() || mutation.cases.iter().any(|glob| case::matches(glob, &case.id));
    let chosen: Vec<Case> = cases.iter().filter(like).cloned().collect();
    if chosen.is_empty() {
        return Err(format!("no passing case matches {}", mutation.cases.join(", ")));
    }
    let file = copy.tree.join(&mutation.file);
    let source = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    write(&file, mutated(mutation, &source)?.as_bytes())?;
    let built = copy.build();
    let verdicts = match built {
        Ok(command) => {
            Ok(run::run(&chosen, &Setup { authority, command, camel_case: false, jobs, limit: LIMIT }).await)
        }
        Err(error) => Err(format!("failed to build:\n{error}")),
    };
    write(&file, source.as_bytes())?;
    Ok(failing(&verdicts?).into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_replaced_text_occurs_once() {
        let mutation = |find: &str| Mutation {
            name: "m".to_owned(),
            why: String::new(),
            file: PathBuf::from("f"),
            find: find.to_owned(),
            replace: "x".to_owned(),
            cases: Vec::new(),
        };
        assert_eq!(mutated(&mutation("b"), "abc").as_deref(), Ok("axc"));
        assert!(mutated(&mutation("b"), "abcb").is_err_and(|error| error.contains("2 times")));
        assert!(mutated(&mutation("d"), "abc").is_err_and(|error| error.contains("0 times")));
    }
}
