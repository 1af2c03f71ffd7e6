//! Checks the generated Python and Node files of the generator's test specs with type checkers. (The generator's tests parse Rust; the
//! parts of Kotlin and Swift compile theirs.)

use std::path::Path;
use std::process::Command;

use crate::process::{Result, run};
use crate::tree;

/// Compiles the files of each spec, in a copy of the package, and checks them with mypy.
pub fn python(python: impl Fn() -> Command) -> Result<()> {
    for spec in tree::TEST_SPECS {
        let (golden, copy) = (tree::golden(spec), tree::target().join("python/specs").join(spec));
        let read = |name: &str| tree::read(&golden.join(name));
        let (resources, types, calls) = (read("_resources.py")?, read("types.pyi")?, read("every_call.py")?);
        let recorders = read("_recorders.py")?;
        let own = [("_resources.py", &*resources), ("_recorders.py", &*recorders), ("types.pyi", &*types)];
        tree::mirror(&tree::root().join("bindings/python/plock"), &copy.join("plock"), &[""], &own)?;
        let objects = read("_objects.py")?;
        let own = [("_objects.py", &*objects)];
        tree::mirror(
            &tree::root().join("bindings/python-testing/plock_testing"),
            &copy.join("plock_testing"),
            &[""],
            &own,
        )?;
        tree::write(&copy.join("every_call.py"), calls.as_bytes())?;
        println!("--- {spec}");
        let compile =
            "import sys\nfor name in sys.argv[1:]: compile(open(name, encoding='utf-8').read(), name, 'exec')";
        let files = [
            "plock/_resources.py",
            "plock/_recorders.py",
            "plock/types.pyi",
            "plock_testing/_objects.py",
            "every_call.py",
        ];
        run(python().args(["-c", compile]).args(files).current_dir(&copy))?;
        let cache = tree::target().join("python/mypy-specs");
        // Only the generated files: the package is checked separately.
        let mypy = ["-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir"];
        run(python().args(mypy).arg(cache).args(["every_call.py", "plock_testing/_objects.py"]).current_dir(&copy))?;
    }
    Ok(())
}

/// Checks the files of each spec with `tsc`. TypeScript is installed in `user`.
pub fn node(user: &Path, node: impl Fn() -> Command) -> Result<()> {
    for spec in tree::TEST_SPECS {
        let (golden, copy) = (tree::golden(spec), user.join("specs").join(spec));
        let read = |name: &str| tree::read(&golden.join(name));
        let (code, types, calls) = (read("node.js")?, read("node.d.ts")?, read("node.exercise.ts")?);
        let own = [("generated.js", &*code), ("generated.d.ts", &*types)];
        tree::mirror(&tree::root().join("bindings/node"), &copy.join("plock"), &["index.d.ts"], &own)?;
        let (code, types) = (read("node.objects.js")?, read("node.objects.d.ts")?);
        let own = [("objects.js", &*code), ("objects.d.ts", &*types)];
        tree::mirror(&tree::root().join("bindings/node-testing"), &copy.join("kit"), &["index.d.ts"], &own)?;
        tree::write(&copy.join("every.ts"), calls.as_bytes())?;
        let config = "{ \"extends\": \"../../tests/types/tsconfig.json\", \"files\": [\"every.ts\", \"kit/index.d.ts\"],\n  \
                      \"compilerOptions\": { \"paths\": { \"plock\": [\"./plock/index.d.ts\"] } } }\n";
        tree::write(&copy.join("tsconfig.json"), config.as_bytes())?;
        println!("--- {spec}");
        for code in ["plock/generated.js", "kit/objects.js"] {
            run(node().arg("--check").arg(copy.join(code)))?;
        }
        run(node().arg(user.join("node_modules/typescript/bin/tsc")).arg("-p").arg(&copy))?;
    }
    Ok(())
}
