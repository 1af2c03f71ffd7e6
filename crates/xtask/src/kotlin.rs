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

/// The folder of Maven's builds.
fn lib() -> PathBuf {
    tree::root().join("tests/kotlin/target/lib")
}

fn maven() -> Command {
    let mut maven = Command::new(if cfg!(windows) { "mvn.cmd" } else { "mvn" });
    maven.args(["--quiet", "--batch-mode"]).current_dir(tree::root().join("tests/kotlin"));
    maven
}

/// Writes the uniffi bindings and the native library to the folders that Maven packages.
fn prepare() -> Result<()> {
    static PREPARED: OnceLock<Result<()>> = OnceLock::new();
    PREPARED
        .get_or_init(|| {
            native::build()?;
            native::glue("kotlin", &folder().join("native/glue"))?;
            let library = native::library();
            let into = folder().join("native/resources").join(platform()?);
            tree::create(&into)?;
            tree::copy(&library, &into.join(library.file_name().unwrap_or_default()))
        })
        .clone()
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
    run(maven().args(["package", "-DskipTests", "--activate-profiles", "bench"]))?;
    Ok(tree::root().join("tests/kotlin/target/bench"))
}

/// The sandbox of the tests, which is part of the command line.
fn sandbox() -> Result<Sandbox> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Sandbox::start(&tree::built("plock"))
}

/// Builds and runs the tests.
fn tests() -> Result<()> {
    prepare()?;
    run(sandbox()?.configure(maven().arg("package")))
}

/// Little memory, several class loaders, blocked pools. The program exits after 75 s.
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

/// `dist kotlin`: a Maven repository with the jar.
pub fn dist(folder: &Path) -> Result<Vec<PathBuf>> {
    build()?;
    repository(folder)
}

fn repository(folder: &Path) -> Result<Vec<PathBuf>> {
    let into = folder.join("io/plock/plock").join(VERSION);
    tree::create(&into)?;
    let jar = into.join(format!("plock-{VERSION}.jar"));
    tree::copy(&self::folder().join(format!("target/plock-{VERSION}.jar")), &jar)?;
    let pom = into.join(format!("plock-{VERSION}.pom"));
    tree::copy(&self::folder().join("pom.xml"), &pom)?;
    Ok(vec![jar, pom])
}

/// Compiles the generated files of the test specs with the hand-written ones.
fn other_specs() -> Result<()> {
    prepare()?;
    for spec in tree::TEST_SPECS {
        let golden = tree::golden(spec);
        let (resources, types) = (tree::read(&golden.join("Resources.kt"))?, tree::read(&golden.join("Types.kt"))?);
        let own =
            [("src/main/kotlin/io/plock/Resources.kt", &*resources), ("src/main/kotlin/io/plock/Types.kt", &*types)];
        let project = tree::outside(&format!("kotlin-{spec}"))?;
        tree::mirror(&folder(), &project, &["pom.xml", "src", "native/glue"], &own)?;
        run(maven().arg("compile").current_dir(&project))?;
    }
    Ok(())
}

const POM: &str = r#"<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>user</artifactId>
  <version>1</version>
  <repositories><repository><id>dist</id><url>file://REPOSITORY</url></repository></repositories>
  <dependencies>
    <dependency><groupId>io.plock</groupId><artifactId>plock</artifactId><version>VERSION</version></dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.jetbrains.kotlin</groupId>
        <artifactId>kotlin-maven-plugin</artifactId>
        <version>KOTLIN</version>
        <executions><execution><goals><goal>compile</goal></goals></execution></executions>
        <configuration><sourceDirs><sourceDir>.</sourceDir></sourceDirs></configuration>
      </plugin>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>3.8.1</version>
        <executions><execution><phase>compile</phase><goals><goal>copy-dependencies</goal></goals></execution></executions>
      </plugin>
    </plugins>
  </build>
</project>
"#;

/// Runs the programs of the README in a project with only the jar.
fn quickstart() -> Result<()> {
    let outside = tree::outside("kotlin")?;
    let repository = outside.join("repository");
    built()?;
    self::repository(&repository)?;
    // Maven would use its cached copy.
    if let Some(home) = std::env::var_os("HOME") {
        let _ = std::fs::remove_dir_all(PathBuf::from(home).join(".m2/repository/io/plock"));
    }
    let own = tree::read(&folder().join("pom.xml"))?;
    let kotlin = own.split("<kotlin.version>").nth(1).and_then(|rest| rest.split('<').next());
    let pom = POM.replace("REPOSITORY", &repository.display().to_string()).replace("VERSION", VERSION);
    let pom = pom.replace("KOTLIN", kotlin.ok_or("bindings/kotlin/pom.xml: expected a version of Kotlin")?);
    tree::write(&outside.join("pom.xml"), pom.as_bytes())?;
    let text = tree::read(&folder().join("README.md"))?;
    for (program, _) in PROGRAMS {
        // Each has a `main`.
        let code = format!("package {program}\n\n{}", readme::code(&text, program)?);
        tree::write(&outside.join(format!("{program}/Main.kt")), code.as_bytes())?;
    }
    run(maven().arg("compile").current_dir(&outside))?;
    let path = [outside.join("target/classes"), outside.join("target/dependency/*")];
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    let sandbox = sandbox()?;
    for (program, expected) in PROGRAMS {
        let class = format!("{program}.MainKt");
        let output = read(sandbox.configure(Command::new("java").arg("-cp").arg(&path).arg(class)))?;
        print!("{output}");
        if !output.contains(expected) {
            return Err(format!("expected {expected:?} in the output of the program {program}"));
        }
    }
    Ok(())
}

/// Programs of the README, and what each prints.
const PROGRAMS: [(&str, &str); 2] = [("quickstart", "recorded"), ("billing", "EUR")];
