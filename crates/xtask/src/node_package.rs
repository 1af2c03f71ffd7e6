//! Packs the Node packages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::node::{self, KIT, SOURCES, addon, build, emptied, files, manifest, npm, platform};
use crate::process::{Result, read};
use crate::tree;

/// The file that `require` loads.
const ENTRY: &str = "index.js";
/// The file that loads the native part.
const NATIVE: &str = "native.js";
/// Entry points that are not part of the bundle: they need packages that are optional.
const ALONE: &[&str] = &["otel.js", "testing.js"];
const TEXTS: &[&str] = &["CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];

/// `dist node`: the package and that of this platform.
pub fn dist(folder: &Path) -> Result<Vec<PathBuf>> {
    build()?;
    let manifest = manifest("package.json")?;
    let stage = emptied(node::folder().join("stage"))?;
    let main = stage.join("main");
    for (name, file) in sources()? {
        if [".mjs", ".d.ts", ".d.mts"].iter().any(|end| name.ends_with(end)) || ALONE.contains(&name.as_str()) {
            tree::write(&main.join(SOURCES).join(name), tree::read(&file)?.as_bytes())?;
        }
    }
    tree::write(&main.join(SOURCES).join(ENTRY), DOOR.as_bytes())?;
    tree::write(&main.join(SOURCES).join("bundle.js"), bundle()?.as_bytes())?;
    tree::write(&main.join("package.json"), format!("{manifest:#}\n").as_bytes())?;
    tree::copy(&tree::root().join(SOURCES).join("README.md"), &main.join("README.md"))?;
    pack(folder, [main, native(&stage, &manifest, &addon()?)?])
}

/// `dist node-testing`: the testing kit and its package for this platform.
pub fn dist_kit(folder: &Path) -> Result<Vec<PathBuf>> {
    kit(folder, ("testing", "testing"))
}

/// `profile`: of cargo, and its folder in `target/`.
pub(crate) fn kit(folder: &Path, profile: (&str, &str)) -> Result<Vec<PathBuf>> {
    let (manifest, stage) = (manifest(&format!("{KIT}/package.json"))?, emptied(node::folder().join("stage-testing"))?);
    let main = stage.join("main");
    tree::mirror(&tree::root().join(KIT), &main, &[""], &[])?;
    pack(folder, [main, native(&stage, &manifest, &node::kit_addon(profile)?)?])
}

/// The package with the addon for this platform.
fn native(stage: &Path, manifest: &Value, addon: &Path) -> Result<PathBuf> {
    let (native, platform) = (stage.join("native"), platform()?);
    let product = manifest["name"].as_str().unwrap_or_default();
    let (name, file) = (format!("{product}-{}", platform.name), format!("{product}.node"));
    tree::create(&native)?;
    tree::copy(addon, &native.join(&file))?;
    let mut own = json!({
        "name": name,
        "version": manifest["version"],
        "description": format!("Native addon of {product} for {}", platform.name),
        "license": manifest["license"],
        "homepage": manifest["homepage"],
        "repository": manifest["repository"],
        "main": file,
        "files": [file],
        "os": [platform.os],
        "cpu": [platform.cpu],
        "engines": manifest["engines"],
    });
    if let Some(libc) = platform.libc {
        own["libc"] = json!([libc]);
    }
    tree::write(&native.join("package.json"), format!("{own:#}\n").as_bytes())?;
    let about = format!(
        "# {name}\n\nThe native addon of `{product}` for {}. Install `{product}`, which depends on it.\n",
        platform.name
    );
    tree::write(&native.join("README.md"), about.as_bytes())?;
    Ok(native)
}

fn pack(folder: &Path, packages: [PathBuf; 2]) -> Result<Vec<PathBuf>> {
    let mut made = Vec::new();
    for package in packages {
        for text in TEXTS {
            tree::copy(&tree::root().join(text), &package.join(text))?;
        }
        let output = read(npm().args(["pack", "--json", "--pack-destination"]).arg(folder).arg(&package))?;
        made.push(folder.join(packed(&output)?));
    }
    Ok(made)
}

/// The entry point. Node scans every CommonJS file that an ES module imports for names, which takes 30 ms for the whole bundle.
const DOOR: &str = "\
'use strict';

// The bundle is a separate file, so that `import` does not scan it for names.
const plock = require('./bundle.js');

module.exports = plock;
";

/// All modules in one file: resolving and reading a dozen files would take most of the load time. Bundlers only follow literal names, so
/// modules of Node have one each, and the module that loads the native part sees the `require` of the file.
fn bundle() -> Result<String> {
    let mut text = "'use strict';\n\nconst modules = {\n".to_owned();
    let mut builtins = BTreeSet::new();
    for (name, file) in sources()? {
        if !name.ends_with(".js") || ALONE.contains(&name.as_str()) {
            continue;
        }
        let code = tree::read(&file)?;
        builtins
            .extend(code.split("require('node:").skip(1).filter_map(|rest| Some(rest.split_once('\'')?.0.to_owned())));
        let require = if name == NATIVE { "" } else { ", require" };
        text += &format!("'./{name}'(module{require}) {{\n{code}}},\n");
    }
    text += "};\nconst builtins = {\n";
    for name in builtins {
        text += &format!("  'node:{name}': () => require('node:{name}'),\n");
    }
    text += "};\nconst loaded = {};\nfunction load(name) {\n  if (Object.hasOwn(builtins, name)) return builtins[name]();\n";
    text += "  if (!Object.hasOwn(loaded, name)) modules[name]((loaded[name] = { exports: {} }), load);\n";
    text += &format!("  return loaded[name].exports;\n}}\n\nmodule.exports = load('./{ENTRY}');\n");
    Ok(text)
}

/// The files of the package, by name.
fn sources() -> Result<Vec<(String, PathBuf)>> {
    let files = files(&tree::root().join(SOURCES))?;
    Ok(files
        .into_iter()
        .map(|file| (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), file))
        .collect())
}

/// The file name in the output of `npm pack --json`: an array in older versions, an object in newer ones.
fn packed(output: &str) -> Result<String> {
    let value: Value =
        serde_json::from_str(output.trim()).map_err(|_| format!("npm pack: expected JSON, got {output:?}"))?;
    let first = value.as_array().and_then(|list| list.first()).or_else(|| value.as_object()?.values().next());
    let name = first.and_then(|package| package["filename"].as_str());
    name.map(str::to_owned).ok_or_else(|| format!("npm pack: no file name in {output}"))
}
