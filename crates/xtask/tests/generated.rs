//! Tests of the program `generate`.

use std::process::Command;

fn generate(args: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_generate")).args(args).output();
    let (success, text) = output.map_or((false, Vec::new()), |output| (output.status.success(), output.stderr));
    (success, String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn generated_files_are_fresh() {
    assert_eq!(generate(&["--check", "--root", "../.."]), (true, String::new()));
}

#[test]
fn a_stale_file_is_named_with_the_command() {
    let root = std::env::temp_dir().join(format!("plock-generated-{}", std::process::id()));
    let openapi = root.join("openapi");
    std::fs::create_dir_all(&openapi).unwrap();
    let own = std::path::Path::new("../../openapi");
    for name in ["plock.json", "overlay.yaml"] {
        std::fs::copy(own.join(name), openapi.join(name)).unwrap();
    }
    let root_text = root.to_str().unwrap();
    let (fresh, output) = generate(&["--check", "--root", root_text]);
    assert!(!fresh && output.contains("openapi/surface.txt") && output.contains("cargo xtask generate"), "{output}");
    assert!(generate(&["--root", root_text]).0);
    assert_eq!(generate(&["--check", "--root", root_text]), (true, String::new()));
    std::fs::remove_dir_all(root).unwrap();
}
