//! Runs the target `FUZZ_TARGET` (set at build time) under libFuzzer. Without `--cfg fuzzing`, runs a target on files:
//! `plock-fuzz TARGET FILE...`.
#![cfg_attr(fuzzing, no_main)]

// A constant, so that other targets are not linked and libFuzzer has fewer counters.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| match option_env!("FUZZ_TARGET") {
    Some("scanner") => plock_fuzz::scanner(data),
    Some("rows") => plock_fuzz::rows(data),
    Some("arguments") => plock_fuzz::arguments(data),
    Some("generator") => plock_fuzz::generator(data),
    Some("files") => plock_fuzz::files(data),
    other => panic!("FUZZ_TARGET: expected the name of a target, got {other:?}"),
});

#[cfg(not(fuzzing))]
fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let known = plock_fuzz::TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = known.ok_or_else(|| format!("TARGET: expected the name of a target, got {name:?}"))?;
    for file in args {
        target(&std::fs::read(&file).map_err(|error| format!("{file}: {error}"))?);
        println!("{file}: ok");
    }
    Ok(())
}
