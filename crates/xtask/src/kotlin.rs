//! The Kotlin package: its jar, and what is tested with it.

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
    Step { name: "Kotlin: what is made of other specs", run: other_specs },
];

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn folder() -> PathBuf {
    tree::root().join("bindings/kotlin")
}

/// Where the libraries and programs are that Maven built.
fn lib() -> PathBuf {
    tree::root().join("tests/kotlin/target/lib")
}

fn maven() -> Command {
    let mut maven = Command::new(if cfg!(windows) { "mvn.cmd" } else { "mvn" });
    maven.args(["--quiet", "--batch-mode"]).current_dir(tree::root().join("tests/kotlin"));
    maven
}

/// Glue and library, where the jar takes them from.
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

/// The folder in which JNA looks for the library.
fn platform() -> Result<String> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    match std::env::consts::ARCH {
        "x86_64" => Ok(format!("{system}-x86-64")),
        "aarch64" => Ok(format!("{system}-aarch64")),
        other => Err(format!("no jar is made on {other}")),
    }
}

/// `build kotlin`: the jar, and the programs that use it.
pub fn build() -> Result<()> {
    prepare()?;
    run(maven().args(["package", "-DskipTests"]))
}

/// The same, unless it is done already.
pub fn built() -> Result<()> {
    if lib().join(format!("plock-conformance-{VERSION}.jar")).exists() { Ok(()) } else { build() }
}

/// The programs of the bench, with all that they need.
pub fn bench() -> Result<PathBuf> {
    prepare()?;
    run(maven().args(["package", "-DskipTests", "--activate-profiles", "bench"]))?;
    Ok(tree::root().join("tests/kotlin/target/bench"))
}

/// The command line is the sandbox of the tests.
fn sandbox() -> Result<Sandbox> {
    run(cargo().args(["build", "--quiet", "-p", "plock-cli", "--all-features", "--bin", "plock"]))?;
    Sandbox::start(&tree::built("plock"))
}

/// Builds all, and runs the tests of it.
fn tests() -> Result<()> {
    prepare()?;
    run(sandbox()?.tell(maven().arg("package")))
}

/// Little memory, several class loaders, blocked pools. The program ends itself after 75 s.
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

/// The libraries one by one, as the program makes class loaders of them.
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
    let told = read(sandbox()?.tell(java("InvoicesKt").arg("5001")))?;
    print!("{told}");
    if told.contains("total ") { Ok(()) } else { Err("expected the account's invoices".to_owned()) }
}

/// The program of the demo.
pub fn demo() -> Result<Command> {
    built()?;
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

/// What the generator makes of the odd specs of its own tests, with what is written by hand around it.
fn other_specs() -> Result<()> {
    prepare()?;
    for spec in tree::ODD_SPECS {
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

/// The README's program in a project that has nothing but the jar.
fn quickstart() -> Result<()> {
    let outside = tree::outside("kotlin")?;
    let repository = outside.join("repository");
    built()?;
    self::repository(&repository)?;
    // Maven keeps what it once took from a repository, and would not look again.
    if let Some(home) = std::env::var_os("HOME") {
        let _ = std::fs::remove_dir_all(PathBuf::from(home).join(".m2/repository/io/plock"));
    }
    let own = tree::read(&folder().join("pom.xml"))?;
    let kotlin = own.split("<kotlin.version>").nth(1).and_then(|rest| rest.split('<').next());
    let pom = POM.replace("REPOSITORY", &repository.display().to_string()).replace("VERSION", VERSION);
    let pom = pom.replace("KOTLIN", kotlin.ok_or("bindings/kotlin/pom.xml: expected a version of Kotlin")?);
    tree::write(&outside.join("pom.xml"), pom.as_bytes())?;
    let text = tree::read(&folder().join("README.md"))?;
    tree::write(&outside.join("Main.kt"), readme::code(&text, "quickstart")?.as_bytes())?;
    run(maven().arg("compile").current_dir(&outside))?;
    let path = [outside.join("target/classes"), outside.join("target/dependency/*")];
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    let told = read(sandbox()?.tell(Command::new("java").arg("-cp").arg(path).arg("MainKt")))?;
    print!("{told}");
    if told.contains("recorded") { Ok(()) } else { Err("expected the quickstart to record".to_owned()) }
}
