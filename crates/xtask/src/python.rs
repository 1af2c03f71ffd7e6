//! The Python package: builds and tests the wheel.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{golden, readme, tree};

pub const STEPS: &[Step] = &[
    Step { name: "Python: the wheel", run: || build().and_then(|()| sizes()) },
    Step { name: "Python: tests", run: tests },
    Step { name: "Python: stress, on every CPython", run: stress },
    Step { name: "Python: types", run: types },
    Step { name: "Python: generated code of test specs", run: other_specs },
    Step { name: "Python: README", run: quickstart },
    Step { name: "Python: both distributions, installed", run: elsewhere },
];

pub const FRAMEWORKS: Step = Step { name: "Python: frameworks and type checkers", run: frameworks };

pub const TABLES: Step = Step { name: "Python: tables in libraries of a year ago", run: tables };

pub const EXAMPLES: Step = Step { name: "Python: examples", run: examples };

pub const SPARK: Step = Step { name: "Python: Spark", run: spark };

const REQUIREMENTS: &str = "tests/python/requirements.txt";

const OWN: &str = "bindings/python/README.md";
const KIT: &str = "bindings/python-testing/README.md";
/// READMEs and the markers of their programs.
const PROGRAMS: &[(&str, &str)] = &[
    ("README.md", "python"),
    (OWN, "quickstart"),
    (OWN, "billing"),
    (OWN, "asyncio"),
    (OWN, "errors"),
    (OWN, "outbox"),
    (OWN, "testing"),
];
/// Programs that use libraries of tests, which are not installed everywhere.
const WITH_LIBRARIES: &[(&str, &str)] = &[(OWN, "tables")];
/// Type checkers that are not Python packages.
const PYRIGHT: &str = "pyright@1.1.414";

/// File name of the native library in the package.
pub const NATIVE: &str = if cfg!(windows) { "_native.pyd" } else { "_native.abi3.so" };

/// Maximum size of a wheel and of its native library, in bytes.
const WHEEL: u64 = 3_000_000;
const LIBRARY: u64 = 6_000_000;

fn folder() -> PathBuf {
    tree::target().join("python")
}

/// Python 3.10 or later; the environment variable `PYTHON` overrides it.
pub fn system() -> Command {
    Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| if cfg!(windows) { "python" } else { "python3" }.into()))
}

/// A program of a virtual environment.
pub fn program(environment: &Path, name: &str) -> Command {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    Command::new(environment.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

fn environment() -> PathBuf {
    folder().join("venv")
}

fn python(environment: &Path) -> Command {
    let mut python = program(environment, "python");
    // Nothing is imported from the repository, or written to it.
    python.env_remove("PYTHONPATH").env("PYTHONDONTWRITEBYTECODE", "1");
    // The workers of Spark.
    let interpreter = python.get_program().to_owned();
    python.env("PYSPARK_PYTHON", interpreter);
    python
}

fn create(environment: &Path) -> Result<()> {
    if !environment.join("pyvenv.cfg").exists() {
        run(system().args(["-m", "venv"]).arg(environment))?;
    }
    Ok(())
}

fn pip(environment: &Path) -> Command {
    let mut pip = python(environment);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip
}

/// A folder with what a package contains, without its dependencies.
pub fn unpacked(package: &str) -> Result<PathBuf> {
    let folder = tree::target().join("python").join(package);
    let (environment, files) = (folder.join("venv"), folder.join("files"));
    if !files.exists() {
        create(&environment)?;
        run(pip(&environment).args(["--no-deps", "--target"]).arg(&files).arg(package))?;
    }
    Ok(files)
}

/// The virtual environment for builds and tests, with their dependencies.
fn prepared() -> Result<PathBuf> {
    with_requirements(environment(), REQUIREMENTS)
}

fn with_requirements(environment: PathBuf, file: &str) -> Result<PathBuf> {
    create(&environment)?;
    let file = tree::root().join(file);
    let (wanted, marker) = (tree::read(&file)?, environment.join("installed.txt"));
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(environment);
    }
    run(pip(&environment).arg("-r").arg(file))?;
    tree::write(&marker, wanted.as_bytes())?;
    Ok(environment)
}

fn maturin(environment: &Path, into: &Path, source: &Path, args: &[&str]) -> Result<()> {
    let mut maturin = program(environment, "maturin");
    maturin.args(args).arg("--out").arg(into).current_dir(source).env("CARGO_TARGET_DIR", tree::target());
    // maturin must call the cargo that runs this program.
    if let Some(folder) = Path::new(cargo().get_program()).parent().filter(|folder| folder.is_absolute()) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
        maturin.env("PATH", std::env::join_paths(paths).map_err(|error| error.to_string())?);
    }
    run(&mut maturin)
}

/// The only file in `folder` whose name ends with `end`.
fn only(folder: &Path, end: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<_> = paths.filter(|path| path.to_string_lossy().ends_with(end)).collect();
    match (found.pop(), found.pop()) {
        (Some(path), None) => Ok(path),
        _ => Err(format!("{}: expected one file that ends with {end}", folder.display())),
    }
}

fn emptied(folder: PathBuf) -> Result<PathBuf> {
    let _ = fs::remove_dir_all(&folder);
    tree::create(&folder)?;
    Ok(folder)
}

/// `dist python`: the wheel and the source distribution.
pub fn dist(folder: &Path) -> Result<Vec<PathBuf>> {
    packages(folder, "dist", tree::root(), "release")
}

/// `dist python-testing`: those of the testing kit.
pub fn dist_kit(folder: &Path) -> Result<Vec<PathBuf>> {
    kit_packages(folder, "testing")
}

fn kit_packages(folder: &Path, profile: &str) -> Result<Vec<PathBuf>> {
    packages(folder, "dist-testing", &tree::root().join("bindings/python-testing"), profile)
}

fn packages(folder: &Path, made: &str, source: &Path, profile: &str) -> Result<Vec<PathBuf>> {
    let environment = prepared()?;
    let made = emptied(self::folder().join(made))?;
    let build = ["build", "--profile", profile, "--locked", "--quiet", "--compression-level", "9"];
    maturin(&environment, &made, source, &build)?;
    maturin(&environment, &made, source, &["sdist"])?;
    let mut paths = Vec::new();
    for end in [".whl", ".tar.gz"] {
        let from = only(&made, end)?;
        let to = folder.join(from.file_name().unwrap_or_default());
        if from != to {
            tree::copy(&from, &to)?;
        }
        paths.push(to);
    }
    Ok(paths)
}

fn wheel() -> Result<PathBuf> {
    only(&folder().join("dist"), ".whl")
}

fn kit() -> Result<PathBuf> {
    only(&folder().join("dist-testing"), ".whl")
}

/// `build python`: the wheel, installed in a virtual environment for the tests and the conformance suite.
pub fn build() -> Result<()> {
    dist(&folder().join("dist"))?;
    // The other parts build most of it with this profile, too.
    kit_packages(&folder().join("dist-testing"), "dev")?;
    install(&environment(), &wheel()?)?;
    install(&environment(), &kit()?)
}

fn install(environment: &Path, wheel: &Path) -> Result<()> {
    run(pip(environment).args(["--force-reinstall", "--no-deps", "--no-index"]).arg(wheel))
}

/// Checks the sizes of the wheel and of its native library.
fn sizes() -> Result<()> {
    let wheel = wheel()?;
    let size = fs::metadata(&wheel).map_err(|error| format!("{}: {error}", wheel.display()))?.len();
    let code = "import plock._native as n, os; print(os.path.getsize(n.__file__))";
    let library = read(python(&environment()).args(["-c", code]))?;
    let library: u64 = library.trim().parse().map_err(|_| format!("expected a size, got {library:?}"))?;
    println!("the wheel has {size} bytes, the library in it {library}");
    match (size > WHEEL, library > LIBRARY) {
        (true, _) => Err(format!("wheel: expected at most {WHEEL} bytes")),
        (_, true) => Err(format!("native library: expected at most {LIBRARY} bytes")),
        _ => Ok(()),
    }
}

/// The command line, which contains the sandbox.
pub fn sandbox() -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Ok(tree::built("plock"))
}

/// Runs the test of the testing kit's README with pytest.
fn kit_example(environment: &Path) -> Result<()> {
    let test = emptied(folder().join("kit"))?.join("test_readme.py");
    tree::write(&test, readme::code(&tree::read(&tree::root().join(KIT))?, "testing")?.as_bytes())?;
    run(python(environment).args(["-W", "error", "-m", "pytest", "-p", "no:cacheprovider"]).arg(test))
}

/// The Python with the wheel.
pub fn installed_program() -> PathBuf {
    python(&environment()).get_program().into()
}

/// A sample of the crash sweep of outboxes, with a program of this language.
pub fn sweep() -> Result<()> {
    built()?;
    let subject = tree::root().join("tests/outbox/subjects/outbox.py");
    crate::test::sweep(&format!("{} {}", installed_program().display(), subject.display()), 11)
}

/// Builds the wheel unless it is installed.
pub fn built() -> Result<()> {
    if python(&environment())
        .args(["-c", "import plock, plock_testing"])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        return Ok(());
    }
    build()
}

fn tests() -> Result<()> {
    built()?;
    let folder = tree::root().join("tests/python");
    let mut pytest = python(&environment());
    pytest.args(["-m", "pytest", "-p", "no:cacheprovider"]).current_dir(folder);
    run(&mut pytest)
}

/// Runs the stress tests on each installed CPython that the package supports.
fn stress() -> Result<()> {
    built()?;
    let (program, sandbox) = (tree::root().join("tests/python/stress.py"), sandbox()?);
    let package = read(python(&environment()).args(["-c", "import plock; print(plock.__path__[0])"]))?;
    let mut pythons = vec![python(&environment()).get_program().into()];
    pythons.extend(installed());
    for interpreter in pythons {
        let mut stress = Command::new(interpreter);
        stress.args(["-X", "dev", "-W", "error"]).arg(&program).arg(package.trim()).arg(&sandbox);
        run(stress.env_remove("PYTHONPATH").env("PYTHONDONTWRITEBYTECODE", "1"))?;
    }
    Ok(())
}

/// Python versions of pyenv, 3.10 or later.
fn installed() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let root = std::env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let versions = fs::read_dir(root.join("versions")).into_iter().flatten().flatten().map(|entry| entry.path());
    let supported = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut parts = name.split('.').map(str::parse::<u32>);
        matches!((parts.next(), parts.next()), (Some(Ok(3)), Some(Ok(minor))) if minor >= 10)
    };
    let mut found: Vec<_> = versions.filter(supported).map(|path| path.join("bin/python3")).collect();
    found.sort();
    found
}

/// Checks the types of the installed package with several type checkers, and its stubs with stubtest.
fn types() -> Result<()> {
    built()?;
    let (environment, checks) = (environment(), tree::root().join("tests/python/typed"));
    let mut mypy = python(&environment);
    run(mypy.args(["-m", "mypy", "--strict", "--cache-dir"]).arg(folder().join("mypy")).arg(".").current_dir(&checks))?;
    let strict = ["-m", "mypy", "--strict", "-p", "plock_testing", "--cache-dir"];
    run(python(&environment).args(strict).arg(folder().join("mypy")).current_dir(&checks))?;
    run(python(&environment)
        .args(["-m", "mypy.stubtest", "plock", "plock_testing", "--allowlist", "stubtest.txt"])
        .current_dir(&checks))?;
    run(pyright(&environment)?.current_dir(&checks))
}

/// pyright with the packages of an environment.
fn pyright(environment: &Path) -> Result<Command> {
    let pyright = folder().join("pyright");
    tree::create(&pyright)?;
    let program = pyright.join("node_modules/pyright/index.js");
    if !program.exists() {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(Command::new(npm)
            .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
            .arg(&pyright)
            .arg(PYRIGHT))?;
    }
    let mut node = Command::new("node");
    node.arg(program).arg("--pythonpath").arg(python(environment).get_program());
    Ok(node)
}

/// Tests objects in frameworks, and checks the programs of the READMEs with each type checker.
fn frameworks() -> Result<()> {
    dist_is_there()?;
    let environment = with_requirements(folder().join("frameworks"), "tests/python/frameworks.txt")?;
    install(&environment, &wheel()?)?;
    install(&environment, &kit()?)?;
    kit_example(&environment)?;
    run(python(&environment)
        .args(["-W", "error::UserWarning", "-m", "pytest", "-p", "no:cacheprovider", "frameworks.py"])
        .current_dir(tree::root().join("tests/python")))?;
    let programs = emptied(folder().join("readme"))?;
    for (number, (file, name)) in PROGRAMS.iter().chain(&[(KIT, "testing")]).enumerate() {
        let text = tree::read(&tree::root().join(file))?;
        tree::write(&programs.join(format!("{name}_{number}.py")), readme::code(&text, name)?.as_bytes())?;
    }
    let interpreter = python(&environment);
    let interpreter = interpreter.get_program();
    let (mut mypy, mut ty, mut pyrefly) =
        (python(&environment), program(&environment, "ty"), program(&environment, "pyrefly"));
    run(mypy.args(["-m", "mypy", "--strict", "--cache-dir"]).arg(folder().join("mypy")).arg(&programs))?;
    run(pyright(&environment)?.arg(&programs))?;
    run(ty.args(["check", "--python"]).arg(&environment).arg(&programs))?;
    // target/ is in .gitignore.
    run(pyrefly
        .args(["check", "--use-ignore-files=false", "--python-interpreter-path"])
        .arg(interpreter)
        .arg(&programs))
}

/// Tests tables with older versions of the libraries that read them.
fn tables() -> Result<()> {
    with_libraries("tables", "test_arrow.py").map(drop)
}

/// Runs tests in an environment of their own, `target/python/NAME`, with the packages in `tests/python/NAME.txt`.
fn with_libraries(name: &str, tests: &str) -> Result<PathBuf> {
    dist_is_there()?;
    let environment = with_requirements(folder().join(name), &format!("tests/python/{name}.txt"))?;
    install(&environment, &wheel()?)?;
    install(&environment, &kit()?)?;
    let mut pytest = python(&environment);
    pytest.args(["-m", "pytest", "-p", "no:cacheprovider", tests]);
    run(pytest.env("PLOCK_PROGRAM", sandbox()?).current_dir(tree::root().join("tests/python")))?;
    Ok(environment)
}

/// Runs the programs in `examples/python`, and programs that read what the command line exports.
fn examples() -> Result<()> {
    with_libraries("examples", "examples.py").map(drop)
}

/// Tests the data source of Spark, which needs a JDK, and the program of the README.
fn spark() -> Result<()> {
    let environment = with_libraries("spark", "spark.py")?;
    programs(&environment, &[(OWN, "spark")])?;
    let program = emptied(folder().join("spark-program"))?.join("program.py");
    tree::write(&program, readme::code(&tree::read(&tree::root().join(OWN))?, "spark")?.as_bytes())?;
    let strict = ["-m", "mypy", "--strict", "--cache-dir"];
    let modules = ["-p", "plock.spark", "-p", "plock._spark", "-p", "plock._spark_outbox"];
    run(python(&environment).args(strict).arg(folder().join("mypy")).args(modules))?;
    run(python(&environment).args(strict).arg(folder().join("mypy")).arg(&program))?;
    let code = "import plock; print(plock.__path__[0])";
    let package = PathBuf::from(read(python(&environment).args(["-c", code]))?.trim());
    let modules = ["spark.py", "_spark.py", "_spark_outbox.py"].map(|name| package.join(name));
    // Paths are relative, or pyright passes them over.
    let files = modules.iter().chain([&program]).map(|path| path.strip_prefix(folder()));
    let files: Vec<_> = files.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    // Nothing is excluded: the modules are in a virtual environment.
    let config = serde_json::json!({"typeCheckingMode": "strict", "include": files, "exclude": []});
    let project = folder().join("spark.json");
    tree::write(&project, config.to_string().as_bytes())?;
    run(pyright(&environment)?.arg("--project").arg(project))
}

fn other_specs() -> Result<()> {
    let environment = prepared()?;
    golden::python(|| python(&environment))
}

/// Runs the programs of the README with the installed package.
fn quickstart() -> Result<()> {
    built()?;
    programs(&environment(), PROGRAMS)?;
    programs(&environment(), WITH_LIBRARIES)?;
    kit_example(&environment())
}

fn programs(environment: &Path, programs: &[(&str, &str)]) -> Result<()> {
    let sandbox = Sandbox::start(&self::sandbox()?)?;
    // The program of the outbox writes a file.
    let here = emptied(folder().join("programs"))?;
    for (file, name) in programs {
        let text = tree::read(&tree::root().join(file))?;
        println!("--- {file}: {name}");
        let code = readme::code(&text, name)?;
        let output = read(sandbox.configure(python(environment).args(["-W", "error", "-c", code]).current_dir(&here)))?;
        print!("{output}");
        if output.trim().is_empty() {
            return Err(format!("{file}: the program at the marker {name} prints nothing"));
        }
    }
    Ok(())
}

/// Tests the wheel, and one built from the source distribution, each in an empty environment outside of the repository; and the testing
/// kit, built from its source distribution.
fn elsewhere() -> Result<()> {
    dist_is_there()?;
    let outside = tree::outside("python")?;
    let rebuilt = from_source(&outside.join("source"), "dist", "release")?;
    let kit = from_source(&outside.join("source-testing"), "dist-testing", "dev")?;
    run(cargo().args(["build", "--workspace", "--all-features", "--bins", "--quiet"]))?;
    let user = outside.join("venv");
    for wheel in [wheel()?, rebuilt] {
        println!("--- {}", wheel.display());
        let _ = fs::remove_dir_all(&user);
        create(&user)?;
        install(&user, &wheel)?;
        programs(&user, PROGRAMS)?;
        for language in ["python", "python-async"] {
            let mut runner = Command::new(tree::built("conformance"));
            runner.args(["--no-build", "--language", language]);
            run(runner.env("CONFORMANCE_PYTHON", python(&user).get_program()))?;
        }
    }
    println!("--- {}", kit.display());
    install(&user, &kit)?;
    run(python(&user).args(["-c", KIT_PROGRAM]).current_dir(&outside))
}

const KIT_PROGRAM: &str = r#"
from plock_testing import Sandbox

with Sandbox() as sandbox, sandbox.client() as client:
    sandbox.accounts.add(name="Acme")
    assert [account.name for account in client.accounts.list()] == ["Acme"]
"#;

/// Unpacks a source distribution into `folder`, and builds its wheel.
fn from_source(folder: &Path, distribution: &str, profile: &str) -> Result<PathBuf> {
    let source = emptied(folder.join("unpacked"))?;
    let archive = only(&self::folder().join(distribution), ".tar.gz")?;
    run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&source))?;
    let made = emptied(folder.join("dist"))?;
    maturin(&prepared()?, &made, &only(&source, "")?, &["build", "--profile", profile, "--quiet"])?;
    only(&made, ".whl")
}

fn dist_is_there() -> Result<()> {
    match wheel().and_then(|_| kit()) {
        Ok(_) => Ok(()),
        Err(_) => build(),
    }
}

/// The command of the demo.
pub fn demo() -> Result<Command> {
    read(system().arg("--version"))?;
    let (profile, built) = tree::profile();
    run(cargo().args(["build", "--profile", profile, "--quiet", "-p", "plock-python"]))?;
    let package = folder().join("demo/plock");
    tree::mirror(&tree::root().join("bindings/python/plock"), &package, &[""], &[])?;
    let (before, after) = if cfg!(windows) { ("", ".dll") } else { ("lib", std::env::consts::DLL_SUFFIX) };
    tree::copy(&built.join(format!("{before}plock_python{after}")), &package.join(NATIVE))?;
    let mut command = system();
    command.arg(tree::root().join("examples/demo.py")).env("PYTHONPATH", folder().join("demo"));
    Ok(command)
}
