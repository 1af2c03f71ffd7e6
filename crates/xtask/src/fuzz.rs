//! `cargo xtask fuzz`: runs the fuzz targets under libFuzzer, a bounded number of times.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{Result, cargo, read, run};
use crate::tree;

/// The same as `plock_fuzz::TARGETS`, which is not linked here as it contains the generator.
pub const TARGETS: [&str; 5] = ["scanner", "rows", "arguments", "generator", "files"];

/// The flags of cargo-fuzz on a stable compiler: branch counters. No sanitizer, as the fuzzed code has no `unsafe`.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table";
/// Operands of comparisons. The generator edits specs by number, so it gains nothing from them, and is half as fast.
const COMPARISONS: &str = " -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Default: all targets.
pub fn start(named: Option<&str>, runs: u64) -> Result<()> {
    TARGETS
        .iter()
        .filter(|target| named.is_none_or(|named| named == **target))
        .try_for_each(|target| fuzz(target, runs))
}

/// Builds one target. Dependencies are shared.
fn build(target: &str) -> Result<PathBuf> {
    let host = host()?;
    let folder = tree::target().join("fuzz");
    let mut build = cargo();
    // With `--target`, the flags do not apply to build scripts.
    build.args(["build", "--quiet", "-p", "plock-fuzz", "--profile", "fuzz", "--target", &host, "--target-dir"]);
    let flags = if target == "generator" { FLAGS.to_owned() } else { FLAGS.to_owned() + COMPARISONS };
    run(build.arg(&folder).env("RUSTFLAGS", flags).env("RUSTC_BOOTSTRAP", "1").env("FUZZ_TARGET", target))?;
    let built = folder.join(&host).join("fuzz").join(format!("plock-fuzz{}", std::env::consts::EXE_SUFFIX));
    let own = folder.join("bin").join(format!("{target}{}", std::env::consts::EXE_SUFFIX));
    tree::create(&folder.join("bin"))?;
    tree::copy(&built, &own)?;
    Ok(own)
}

fn host() -> Result<String> {
    let output = read(Command::new("rustc").arg("-vV"))?;
    let host = output.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "`rustc -vV` printed no host".to_owned())
}

/// New inputs are added to `target/fuzz/corpus`. A failing input is written to `target/fuzz/failures`; add it to `tests/fuzz` with the
/// fix.
fn fuzz(target: &str, runs: u64) -> Result<()> {
    let program = build(target)?;
    let folder = tree::target().join("fuzz");
    let (corpus, failures) = (folder.join("corpus").join(target), folder.join("failures"));
    tree::create(&corpus)?;
    tree::create(&failures)?;
    let mut fuzz = Command::new(program);
    fuzz.arg(format!("-runs={runs}")).args([
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=4096",
        "-print_final_stats=1",
    ]);
    fuzz.arg(format!("-artifact_prefix={}/{target}-", failures.display()));
    run(fuzz.arg(corpus).arg(tree::root().join("tests/fuzz").join(target)))
}
