//! Replays the inputs in `tests/fuzz`: seeds, and failures that were found by fuzzing.

use std::fs;
use std::path::Path;

use plock_fuzz::TARGETS;

/// Also checks that the small spec of the target `generator` has no problem.
#[test]
fn inputs_that_matter() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz");
    for (name, target) in TARGETS {
        let files =
            fs::read_dir(folder.join(name)).expect("a folder of inputs").map(|file| file.expect("a file").path());
        let mut files: Vec<_> = files.collect();
        files.sort();
        assert!(files.len() >= 3, "{name}: expected some inputs in tests/fuzz/{name}, found {}", files.len());
        for file in files {
            println!("{}", file.display());
            target(&fs::read(&file).expect("a file"));
        }
    }
}
