//! `cargo xtask bench`: runs the measured comparisons; `--readme` puts their table into README.md.

use crate::process::{self, Result, cargo};
use crate::{readme, tree};

fn measure(args: &[&str]) -> Result<()> {
    process::run(cargo().args(["run", "--release", "-p", "plock-bench", "--"]).args(args))
}

pub fn run(args: &[&str]) -> Result<()> {
    let (readme, mut args): (Vec<&str>, Vec<&str>) = args.iter().partition(|arg| **arg == "--readme");
    if readme.is_empty() {
        return measure(&args);
    }
    if args.contains(&"--quick") {
        return Err("the README shows a full run: give --readme without --quick".to_owned());
    }
    let table = match args.iter().position(|arg| *arg == "--markdown") {
        Some(index) => tree::root().join(args.get(index + 1).ok_or("--markdown: expected a file")?),
        None => tree::target().join("bench.md"),
    };
    let path = table.display().to_string();
    if !args.contains(&"--markdown") {
        args.extend(["--markdown", &path]);
    }
    measure(&args)?;
    let file = tree::root().join("README.md");
    let text = readme::replaced(&tree::read(&file)?, "bench", tree::read(&table)?.trim())?;
    tree::write(&file, text.as_bytes())
}
