//! Runs the examples of README.md, which are between markers.

use std::process::Command;

use crate::process::{Result, read, run};
use crate::sandbox::Sandbox;
use crate::tree;

/// The text between `<!-- name -->` and `<!-- /name -->`.
pub fn between<'a>(text: &'a str, name: &str) -> Result<&'a str> {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    text.split_once(&open)
        .and_then(|(_, rest)| rest.split_once(&close))
        .map(|(inner, _)| inner.trim())
        .ok_or_else(|| format!("README.md: expected the markers {open} and {close}"))
}

/// The code of the one fenced block between the markers.
pub fn code<'a>(text: &'a str, name: &str) -> Result<&'a str> {
    let block = between(text, name)?;
    let code = block.strip_prefix("```").and_then(|rest| rest.strip_suffix("```"));
    let code = code.and_then(|rest| rest.split_once('\n'));
    code.map(|(_, code)| code).ok_or_else(|| format!("README.md: expected one block of code at the marker {name}"))
}

/// Runs the Rust program and the commands of README.md against a sandbox.
pub fn check() -> Result<()> {
    let text = tree::read(&tree::root().join("README.md"))?;
    let plock = tree::built("plock");
    let sandbox = Sandbox::start(&plock)?;
    run(sandbox.configure(&mut Command::new(tree::built("examples/quickstart"))))?;
    for line in code(&text, "commands")?.lines().filter(|line| !line.trim().is_empty()) {
        println!("$ {line}");
        let mut words = line.split_whitespace();
        if words.next() != Some("plock") {
            return Err(format!("README.md: expected commands of plock between the markers, got {line:?}"));
        }
        let output = read(sandbox.configure(&mut Command::new(&plock)).args(words))?;
        print!("{output}");
        if output.trim().is_empty() {
            return Err(format!("README.md: `{line}` prints nothing"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickstart_is_the_example() {
        let readme = tree::read(&tree::root().join("README.md")).unwrap();
        let example = tree::read(&tree::root().join("examples/quickstart.rs")).unwrap();
        assert_eq!(code(&readme, "quickstart").unwrap(), example, "README.md must show examples/quickstart.rs");
    }
}
