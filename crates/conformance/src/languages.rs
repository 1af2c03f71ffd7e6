//! The languages: the folders of `tests/conformance/clients` that contain a `client.yaml`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::yaml;
use plock_sandbox::json::Json;

#[derive(Debug, Clone)]
pub struct Language {
    pub name: String,
    /// Whether its options are `apiKey` instead of `api_key`, also in messages.
    pub camel_case: bool,
    build: Vec<String>,
    run: Vec<String>,
}

fn words(value: &Json) -> Vec<String> {
    value.items().iter().filter_map(|word| word.text().map(str::to_owned)).collect()
}

/// All languages, sorted by name.
pub fn all(root: &Path) -> Result<Vec<Language>, String> {
    let folder = root.join("tests/conformance/clients");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut languages = Vec::new();
    for folder in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join("client.yaml").is_file())
    {
        let file = folder.join("client.yaml");
        let failed = |error: String| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| failed(error.to_string()))?;
        let value = yaml::parse(&text).map_err(failed)?;
        let (build, run) = (words(value.at("build")), words(value.at("run")));
        if run.is_empty() {
            return Err(failed("run: expected a list of words".to_owned()));
        }
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let camel_case = value.at("camel_case").is_true();
        languages.push(Language { name, camel_case, build, run });
    }
    languages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(languages)
}

/// The folder of the runner, and of all other programs of its cargo profile.
fn programs() -> Result<PathBuf, String> {
    let runner = std::env::current_exe().map_err(|error| format!("failed to locate the runner: {error}"))?;
    Ok(runner.parent().unwrap_or(&runner).to_owned())
}

/// Expands `${name:-default}` to the environment variable `CONFORMANCE_NAME`, or else the default. It selects another build of a client.
fn chosen(word: &str) -> String {
    let choice = word.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).and_then(|rest| rest.split_once(":-"));
    let Some((name, default)) = choice else { return word.to_owned() };
    std::env::var(format!("CONFORMANCE_{}", name.to_uppercase())).unwrap_or_else(|_| default.to_owned())
}

impl Language {
    /// Builds the client if `build` is set. Returns the command that starts it.
    pub fn prepare(&self, root: &Path, build: bool) -> Result<Vec<String>, String> {
        let programs = programs()?;
        let profile = if programs.ends_with("release") { "release" } else { "dev" };
        let filled = |words: &[String]| -> Vec<String> {
            let programs = programs.display().to_string();
            let root = root.display().to_string();
            let fill = |word: &String| {
                let word = chosen(word);
                word.replace("${programs}", &programs).replace("${profile}", profile).replace("${root}", &root)
            };
            words.iter().map(fill).collect()
        };
        if let [program, args @ ..] = &filled(&self.build)[..]
            && build
        {
            let status = Command::new(program).args(args).current_dir(root).status();
            let status = status.map_err(|error| format!("{program}: {error}"))?;
            if !status.success() {
                return Err(format!("failed to build the client of {}", self.name));
            }
        }
        Ok(filled(&self.run))
    }
}
