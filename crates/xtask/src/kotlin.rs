//! The Kotlin package: builds and tests the jar.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::process::{Result, cargo, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{native, readme, tree};

pub const STEPS: &[Step] = &[
    Step { name: "Kotlin: the native library", run: || native::build().and_then(|()| native::size()) },
    Step { name: "Kotlin: tests", run: tests },
    Step { name: "Kotlin: stress", run: stress },
    Step { name: "Kotlin: example", run: example },
    Step { name: "Kotlin: README, from an empty project", run: quickstart },
    Step { name: "Kotlin: generated code of test specs", run: other_specs },
];

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn folder() -> PathBuf {
    tree::root().join("bindings/kotlin")
}

/// The testing kit.
fn kit() -> PathBuf {
    tree::root().join("bindings/kotlin-testing")
}

/// The folder of Maven's builds.
fn lib() -> PathBuf {
    tree::root().join("tests/kotlin/target/lib")
}

pub(crate) fn maven() -> Command {
    let mut maven = Command::new(if cfg!(windows) { "mvn.cmd" } else { "mvn" });
    maven.args(["--quiet", "--batch-mode"]).current_dir(tree::root().join("tests/kotlin"));
    // Cargo's: JNA would load the libraries of the last build, with whatever features, instead of those in the jars.
    maven.env_remove("LD_LIBRARY_PATH").env_remove("DYLD_FALLBACK_LIBRARY_PATH");
    if std::env::var_os("MAVEN_OPTS").is_none() {
        // A run is too short for the optimising compiler: half the CPU time.
        maven.env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }
    maven
}

/// Writes the uniffi bindings and the native library to the folders that Maven packages.
fn prepare() -> Result<()> {
    static PREPARED: OnceLock<Result<()>> = OnceLock::new();
    PREPARED
        .get_or_init(|| {
            native::build()?;
            native::glue("kotlin", &folder().join("native/glue"))?;
            package(&folder(), &native::library())?;
            package(&kit(), &native::kit(("dev", "debug"))?)
        })
        .clone()
}

/// Copies a native library to where Maven packages it.
fn package(folder: &Path, library: &Path) -> Result<()> {
    let into = folder.join("native/resources").join(platform()?);
    tree::create(&into)?;
    tree::copy(library, &into.join(library.file_name().unwrap_or_default()))
}

/// The folder of the native library in the jar, as JNA names it.
fn platform() -> Result<String> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    match std::env::consts::ARCH {
        "x86_64" => Ok(format!("{system}-x86-64")),
        "aarch64" => Ok(format!("{system}-aarch64")),
        other => Err(format!("unsupported platform for the jar: {other}")),
    }
}

/// `build kotlin`: the jar and the programs that use it.
pub fn build() -> Result<()> {
    prepare()?;
    run(maven().args(["package", "-DskipTests"]))
}

/// Builds unless it has been built.
pub fn built() -> Result<()> {
    if lib().join(format!("plock-conformance-{VERSION}.jar")).exists() { Ok(()) } else { build() }
}

/// The benchmark programs with their dependencies.
pub fn bench() -> Result<PathBuf> {
    prepare()?;
    package(&kit(), &native::kit(("testing", "testing"))?)?;
    run(maven().args(["package", "-DskipTests", "--activate-profiles", "bench"]))?;
    Ok(tree::root().join("tests/kotlin/target/bench"))
}

/// The sandbox of the tests, which is part of the command line.
pub(crate) fn sandbox() -> Result<Sandbox> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Sandbox::start(&tree::built("plock"))
}

/// Builds and runs the tests.
fn tests() -> Result<()> {
    prepare()?;
    run(sandbox()?.configure(maven().arg("package")))
}

/// Little memory, several class loaders, blocked pools. The program exits after 5 minutes.
fn stress() -> Result<()> {
    built()?;
    let classes = tree::root().join("tests/kotlin/idiom/target/test-classes");
    let path = jars()?.into_iter().chain([classes]);
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    let folder = folder().join("native/resources").join(platform()?);
    let mut java = Command::new("java");
    java.args(["-Xmx64m", "-XX:+UseSerialGC"]).args([
        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1",
        "-Dkotlinx.coroutines.scheduler.core.pool.size=2",
        "-Dkotlinx.coroutines.scheduler.max.pool.size=2",
    ]);
    java.arg(format!("-Dplock.library.folder={}", folder.display()));
    run(java.arg("-cp").arg(path).arg("io.plock.tests.StressKt"))
}

/// A sample of the crash sweep of outboxes, with a program of this language: a JVM takes seconds to start.
pub fn sweep() -> Result<()> {
    built()?;
    let path = [lib().join("*"), tree::root().join("tests/kotlin/idiom/target/test-classes")];
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    let java = "java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp";
    let subject = format!("{java} {} io.plock.tests.OutboxSubjectKt", path.display());
    crate::test::sweep(&subject, 4)
}

/// The jars, of which the program creates class loaders.
fn jars() -> Result<Vec<PathBuf>> {
    let files = std::fs::read_dir(lib()).map_err(|error| format!("{}: {error}", lib().display()))?;
    let jars = files.filter_map(|file| file.ok()).map(|file| file.path());
    Ok(jars.filter(|path| path.extension().is_some_and(|extension| extension == "jar")).collect())
}

fn java(main: &str) -> Command {
    let mut java = Command::new("java");
    java.arg("-cp").arg(lib().join("*")).arg(main);
    java
}

fn example() -> Result<()> {
    built()?;
    let output = read(sandbox()?.configure(java("InvoicesKt").arg("5001")))?;
    print!("{output}");
    if output.contains("total ") { Ok(()) } else { Err("expected a total in the output of the example".to_owned()) }
}

/// The command of the demo.
pub fn demo() -> Result<Command> {
    prepare()?;
    run(maven().args(["package", "-Dmaven.test.skip=true"]))?;
    Ok(java("DemoKt"))
}

/// `dist kotlin`: a Maven repository with the jars of the library.
pub fn dist(folder: &Path) -> Result<Vec<PathBuf>> {
    prepare()?;
    run(released().args(["--projects", "../../bindings/kotlin"]))?;
    published(folder, &self::folder(), "plock")
}

/// Maven, with the archives that a registry requires.
fn released() -> Command {
    let mut maven = maven();
    maven.args(["package", "-DskipTests", "--activate-profiles", "release", "--also-make"]);
    maven
}

/// `dist kotlin-testing`: a Maven repository with those of the testing kit.
pub fn dist_kit(folder: &Path) -> Result<Vec<PathBuf>> {
    prepare()?;
    package(&kit(), &native::kit(("testing", "testing"))?)?;
    run(released().args(["--projects", "../../bindings/kotlin-testing"]))?;
    published(folder, &kit(), "plock-testing")
}

/// As [`repository`], with the sources and the documentation.
fn published(folder: &Path, project: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let mut files = repository(folder, project, name)?;
    for kind in ["-sources.jar", "-javadoc.jar"] {
        let copy = file(folder, name, kind);
        tree::copy(&project.join("target").join(copy.file_name().unwrap_or_default()), &copy)?;
        files.push(copy);
    }
    Ok(files)
}

/// Copies the jar of a project, with its POM, to a repository.
fn repository(folder: &Path, project: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let files = [".jar", ".pom"].map(|end| file(folder, name, end));
    tree::create(files[0].parent().unwrap_or(folder))?;
    tree::copy(&project.join("target").join(files[0].file_name().unwrap_or_default()), &files[0])?;
    tree::copy(&project.join("pom.xml"), &files[1])?;
    Ok(files.to_vec())
}

/// Compiles the generated files of the test specs with the hand-written ones.
fn other_specs() -> Result<()> {
    prepare()?;
    for spec in tree::TEST_SPECS {
        let golden = tree::golden(spec);
        let read = |name: &str| tree::read(&golden.join(name));
        let (resources, types, objects) = (read("Resources.kt")?, read("Types.kt")?, read("Objects.kt")?);
        let own =
            [("src/main/kotlin/io/plock/Resources.kt", &*resources), ("src/main/kotlin/io/plock/Types.kt", &*types)];
        let outside = tree::outside(&format!("kotlin-{spec}"))?;
        tree::mirror(&folder(), &outside.join("kotlin"), &["pom.xml", "src", "native/glue"], &own)?;
        let own = [("src/main/kotlin/io/plock/testing/Objects.kt", &*objects)];
        tree::mirror(&kit(), &outside.join("kotlin-testing"), &["pom.xml", "src"], &own)?;
        tree::write(&outside.join("pom.xml"), BOTH.replace("VERSION", VERSION).as_bytes())?;
        run(maven().arg("compile").current_dir(&outside))?;
    }
    Ok(())
}

/// The library and the testing kit.
const BOTH: &str = r#"<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.plock</groupId>
  <artifactId>plock-specs</artifactId>
  <version>VERSION</version>
  <packaging>pom</packaging>
  <modules><module>kotlin</module><module>kotlin-testing</module></modules>
</project>
"#;

/// A program of a README, in a package of its own, as each has a `main`.
struct Program {
    file: &'static str,
    name: &'static str,
    class: &'static str,
    /// Text in its output.
    output: &'static str,
}

const PROGRAMS: [Program; 6] = [
    Program { file: "README.md", name: "quickstart", class: "MainKt", output: "recorded" },
    Program { file: "README.md", name: "billing", class: "MainKt", output: "EUR" },
    Program { file: "README.md", name: "outbox", class: "MainKt", output: "1 delivered" },
    Program { file: "JAVA.md", name: "quickstart-java", class: "Main", output: "recorded" },
    Program { file: "JAVA.md", name: "billing-java", class: "Main", output: "EUR" },
    Program { file: "JAVA.md", name: "outbox-java", class: "Main", output: "1 delivered" },
];

/// A project outside of the repository that uses the packages of `dist`.
fn user(name: &str) -> Result<PathBuf> {
    let outside = tree::outside(name)?;
    let repository = outside.join("repository");
    packages(&repository)?;
    let pom = tree::read(&tree::root().join("tests/kotlin/user/pom.xml"))?;
    let readmes = [folder().join("README.md"), kit().join("README.md")].map(|path| tree::read(&path));
    let [library, kit] = readmes.map(|text| text.and_then(|text| readme::code(&text, "maven").map(str::to_owned)));
    let pom = pom.replace("<!-- those of the READMEs -->", &(library? + &kit?));
    tree::write(&outside.join("pom.xml"), pom.as_bytes())?;
    let _ = std::fs::remove_dir_all(outside.join("src"));
    Ok(outside)
}

/// A Maven repository with the packages.
pub(crate) fn packages(repository: &Path) -> Result<()> {
    built()?;
    self::repository(repository, &folder(), "plock")?;
    self::repository(repository, &kit(), "plock-testing")?;
    // Maven would use its cached copy.
    if let Some(home) = std::env::var_os("HOME") {
        let _ = std::fs::remove_dir_all(PathBuf::from(home).join(".m2/repository/io/plock"));
    }
    Ok(())
}

/// A file of a package in a repository: `name-VERSION` and this end.
pub(crate) fn file(repository: &Path, name: &str, end: &str) -> PathBuf {
    repository.join("io/plock").join(name).join(VERSION).join(format!("{name}-{VERSION}{end}"))
}

/// Runs the programs of the READMEs, and the tests of the testing kit's, in a project with only the packages.
fn quickstart() -> Result<()> {
    let outside = user("kotlin")?;
    for Program { file, name, class, .. } in PROGRAMS {
        let (language, file_name, end) = match class.strip_suffix("Kt") {
            Some(class) => ("kotlin", format!("{class}.kt"), ""),
            None => ("java", format!("{class}.java"), ";"),
        };
        let text = tree::read(&folder().join(file))?;
        let package = name.replace('-', "_");
        let code = format!("package {package}{end}\n\n{}", readme::code(&text, name)?);
        tree::write(&outside.join(format!("src/main/{language}/{package}/{file_name}")), code.as_bytes())?;
    }
    let text = tree::read(&kit().join("README.md"))?;
    for (name, file) in [
        ("testing", "kotlin/BillingTest.kt"),
        ("testing-java", "java/InvoiceTest.java"),
        ("mocks-java", "java/MockedTest.java"),
    ] {
        tree::write(&outside.join("src/test").join(file), readme::code(&text, name)?.as_bytes())?;
    }
    let repository = format!("-Dplock.repository={}", outside.join("repository").display());
    run(maven().args(["test", &repository]).current_dir(&outside))?;
    for test in ["BillingTest", "InvoiceTest", "MockedTest"] {
        let report = tree::read(&outside.join(format!("target/surefire-reports/{test}.txt")))?;
        print!("{report}");
    }
    let path = [outside.join("target/classes"), outside.join("target/dependency/*")];
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    let sandbox = sandbox()?;
    for Program { name, class, output: expected, .. } in PROGRAMS {
        let class = format!("{}.{class}", name.replace('-', "_"));
        // The outbox of a program is in a folder of its own, and belongs to the API of this run.
        let own = outside.join("target").join(name);
        let _ = std::fs::remove_dir_all(&own);
        tree::create(&own)?;
        let mut java = Command::new("java");
        let output = read(sandbox.configure(java.arg("-cp").arg(&path).arg(class).current_dir(own)))?;
        print!("{output}");
        if !output.contains(expected) {
            return Err(format!("expected {expected:?} in the output of the program {name}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradle_and_maven_install_the_same() {
        for (path, name) in [
            (folder().join("README.md"), "plock"),
            (folder().join("JAVA.md"), "plock"),
            (kit().join("README.md"), "plock-testing"),
        ] {
            let text = tree::read(&path).unwrap();
            assert!(
                text.contains(&format!("mplementation(\"io.plock:{name}:{VERSION}\") // Gradle")),
                "{}",
                path.display()
            );
            let maven = readme::code(&text, "maven").unwrap();
            for (tag, value) in [("groupId", "io.plock"), ("artifactId", name), ("version", VERSION)] {
                assert!(maven.contains(&format!("<{tag}>{value}</{tag}>")), "{}: {tag}", path.display());
            }
        }
    }
}
