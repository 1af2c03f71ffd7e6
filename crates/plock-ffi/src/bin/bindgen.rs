//! Generates the uniffi bindings of one language: `plock-bindgen kotlin|swift LIBRARY FOLDER`.

use std::process::ExitCode;

use camino::Utf8PathBuf;
use uniffi::{GenerateOptions, TargetLanguage};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [language, library, folder] = &args[..] else {
        eprintln!("error: expected kotlin or swift, the native library, and a folder");
        return ExitCode::FAILURE;
    };
    let language = match &**language {
        "kotlin" => TargetLanguage::Kotlin,
        "swift" => TargetLanguage::Swift,
        other => {
            eprintln!("error: expected kotlin or swift, got {other:?}");
            return ExitCode::FAILURE;
        }
    };
    let config = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/uniffi.toml"));
    let options = GenerateOptions {
        languages: vec![language],
        source: library.into(),
        out_dir: folder.into(),
        config_override: Some(config),
        metadata_no_deps: true,
        ..GenerateOptions::default()
    };
    match uniffi::generate(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
