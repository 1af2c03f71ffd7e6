//! The fuzz targets under libFuzzer, a bounded number of runs each.

use std::path::PathBuf;
use std::process::Command;

use crate::process::{Result, cargo, read, run};
use crate::tree;

/// As `plock_fuzz::TARGETS`, which is not linked here: the generator is large.
pub const TARGETS: [&str; 5] = ["scanner", "rows", "arguments", "generator", "files"];

/// What cargo-fuzz gives to a stable compiler: counters of branches and the operands of comparisons, no sanitizer, as there is no
/// unsafe code to watch.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Default: all targets.
pub fn start(named: Option<&str>, runs: u64) -> Result<()> {
    TARGETS
        .iter()
        .filter(|target| named.is_none_or(|named| named == **target))
        .try_for_each(|target| fuzz(target, runs))
}

/// Builds one target; what links it is made once for all.
fn build(target: &str) -> Result<PathBuf> {
    let host = host()?;
    let folder = tree::target().join("fuzz");
    let mut build = cargo();
    // With `--target`, the flags are for the target alone and build scripts stay as they are.
    build.args(["build", "--quiet", "-p", "plock-fuzz", "--profile", "fuzz", "--target", &host, "--target-dir"]);
    run(build.arg(&folder).env("RUSTFLAGS", FLAGS).env("RUSTC_BOOTSTRAP", "1").env("FUZZ_TARGET", target))?;
    let built = folder.join(&host).join("fuzz").join(format!("plock-fuzz{}", std::env::consts::EXE_SUFFIX));
    let own = folder.join("bin").join(format!("{target}{}", std::env::consts::EXE_SUFFIX));
    tree::create(&folder.join("bin"))?;
    tree::copy(&built, &own)?;
    Ok(own)
}

fn host() -> Result<String> {
    let told = read(Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc: expected it to name its host".to_owned())
}

/// New inputs go to `target/fuzz/corpus`; one that fails goes to `target/fuzz/failures` and belongs into `tests/fuzz` once it is mended.
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
