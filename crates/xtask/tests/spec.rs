//! Tests of the program `spec`, on the API document.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed one")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Whether it succeeded, and what it printed.
fn diff(args: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_spec")).arg("diff").args(args).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn the_overlay_follows_a_removed_operation() {
    let folder = std::env::temp_dir().join(format!("plock-spec-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let openapi = Path::new("../../openapi");
    let old = openapi.join("plock.json");
    let mut spec: Value = serde_json::from_str(&fs::read_to_string(&old).unwrap()).unwrap();
    spec["paths"].as_object_mut().unwrap().remove("/api/c1/product-usage").unwrap();
    let (new, overlay) = (folder.join("new.json"), folder.join("overlay.yaml"));
    fs::write(&new, spec.to_string()).unwrap();
    fs::copy(openapi.join("overlay.yaml"), &overlay).unwrap();
    let published = openapi.join("overlay.yaml");
    let paths = [&old, &new, &published, &overlay].map(|path| path.to_str().unwrap());
    let args = [paths[0], paths[1], "--old-overlay", paths[2], "--new-overlay", paths[3]];

    let (success, output) = diff(&args);
    assert!(!success && output.contains("matches nothing") && output.contains("--prune"), "{output}");
    let (success, output) = diff(&[&args[..], &["--prune"]].concat());
    assert!(success && output.contains(".post\": removable from"), "{output}");
    assert_eq!(fs::read(&overlay).unwrap(), fs::read(&published).unwrap(), "it only lists them");
    let (success, output) = diff(&[&args[..], &["--prune", "--write"]].concat());
    assert!(success && output.contains(".post\": removed from"), "{output}");

    let (success, output) = diff(&[&args[..], &["--json"]].concat());
    assert!(success, "{output}");
    let result: Value = serde_json::from_str(&output).unwrap();
    let first = &result["changes"][0];
    assert_eq!((&first["class"], &first["what"]), (&Value::from("breaking"), &Value::from("removed")), "{output}");
    assert_eq!(first["names"]["node"], "productUsages.addLegacy");
    assert_eq!(result["step"], if env!("CARGO_PKG_VERSION").starts_with("0.") { "minor" } else { "major" });
    fs::remove_dir_all(folder).unwrap();
}
