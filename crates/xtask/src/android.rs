//! The package for Android: builds the AAR, without Gradle, and tests it with Robolectric.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Result, read, run};
use crate::steps::Step;
use crate::{kotlin, native, tree};

pub const TESTS: Step = Step { name: "Android: an app with the AAR, under Robolectric", run: tests };

/// The ABIs of a release, and the machine in the ELF header of their libraries.
const ABIS: [(&str, u16); 3] = [("arm64-v8a", 183), ("armeabi-v7a", 40), ("x86_64", 62)];

const METADATA: &str = "META-INF/com/android/build/gradle/aar-metadata.properties";

/// `dist android`: a Maven repository with the AAR, and with the jar for unit tests on the developer's machine.
pub fn dist(folder: &Path) -> Result<Vec<PathBuf>> {
    let libraries = tree::root().join("bindings/kotlin/native/jniLibs");
    for (abi, machine) in ABIS {
        let path = libraries.join(abi).join("libplock_ffi.so");
        let built = fs::read(&path).map_err(|error| format!("{error}: build it with bindings/kotlin/android.sh"));
        built.and_then(|library| fits(&library, machine)).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let mut files = kotlin::dist(folder)?;
    files.extend(aar(folder, &libraries)?);
    for kind in ["sources", "javadoc"] {
        let copy = kotlin::file(folder, "plock-android", &format!("-{kind}.jar"));
        tree::copy(&kotlin::file(folder, "plock", &format!("-{kind}.jar")), &copy)?;
        files.push(copy);
    }
    Ok(files)
}

/// Checks that a library is for a machine, and for devices with pages of 16 KiB.
fn fits(library: &[u8], machine: u16) -> Result<()> {
    let number = |at: usize, bytes: usize| -> Result<u64> {
        let field = library.get(at..at + bytes).ok_or("not a library of Android")?;
        Ok(field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    };
    if !library.starts_with(b"\x7fELF") || number(18, 2)? != u64::from(machine) {
        return Err(format!("expected an ELF library for the machine {machine}"));
    }
    // Devices of 32 bits have no such pages.
    if number(4, 1)? == 2 {
        let (headers, size, count) = (number(32, 8)? as usize, number(54, 2)? as usize, number(56, 2)? as usize);
        for header in (0..count).map(|index| headers + index * size) {
            if number(header, 4)? == 1 && number(header + 48, 8)? < 0x4000 {
                return Err("expected segments that are aligned to 16 KiB".to_owned());
            }
        }
    }
    Ok(())
}

/// Adds the AAR, of the classes of the jar and of these native libraries, to a repository with the jar. Returns it and its POM.
fn aar(repository: &Path, libraries: &Path) -> Result<[PathBuf; 2]> {
    let own = tree::root().join("bindings/kotlin");
    let work = tree::target().join("aar");
    let _ = fs::remove_dir_all(&work);
    let (jar, classes, parts) = (work.join("jar"), work.join("classes"), work.join("parts"));
    tree::create(&jar)?;
    run(Command::new("jar").arg("-xf").arg(kotlin::file(repository, "plock", ".jar")).current_dir(&jar))?;
    let kept = ["io", "META-INF/plock.kotlin_module", "META-INF/LICENSE-MIT", "META-INF/LICENSE-APACHE"];
    tree::mirror(&jar, &classes, &kept, &[])?;
    let text = |path: &str| tree::read(&own.join(path));
    for (name, content) in [
        ("AndroidManifest.xml", text("android/AndroidManifest.xml")?),
        (METADATA, text("android/aar-metadata.properties")?),
        ("proguard.txt", text("src/main/resources/META-INF/proguard/plock.pro")?),
        ("R.txt", String::new()),
    ] {
        tree::write(&parts.join(name), content.as_bytes())?;
    }
    tree::mirror(libraries, &parts.join("jni"), &[""], &[])?;
    let zip =
        |folder: &Path, file: &Path| run(Command::new("jar").arg("-cfM").arg(file).arg("-C").arg(folder).arg("."));
    zip(&classes, &parts.join("classes.jar"))?;
    let [file, pom] = [".aar", ".pom"].map(|end| kotlin::file(repository, "plock-android", end));
    tree::write(&pom, project()?.as_bytes())?;
    zip(&parts, &file)?;
    Ok([file, pom])
}

/// The POM of the AAR: that of the jar, with JNA for Android.
fn project() -> Result<String> {
    let mut pom = tree::read(&tree::root().join("bindings/kotlin/pom.xml"))?;
    for (old, new) in [
        ("<artifactId>plock</artifactId>", "<artifactId>plock-android</artifactId>\n  <packaging>aar</packaging>"),
        ("<artifactId>jna</artifactId>", "<artifactId>jna</artifactId>\n      <type>aar</type>"),
    ] {
        if pom.matches(old).count() != 1 {
            return Err(format!("bindings/kotlin/pom.xml: expected {old} once"));
        }
        pom = pom.replace(old, new);
    }
    Ok(pom)
}

/// The files of an archive.
fn list(archive: &Path) -> Result<Vec<String>> {
    let listed = read(Command::new("jar").arg("-tf").arg(archive))?;
    let mut files: Vec<_> = listed.lines().filter(|name| !name.ends_with('/')).map(str::to_owned).collect();
    files.sort();
    Ok(files)
}

/// Unpacks the AAR as Gradle does, and runs an app with it.
fn tests() -> Result<()> {
    let outside = tree::outside("android")?;
    let (repository, libraries) = (outside.join("repository"), outside.join("jniLibs"));
    kotlin::packages(&repository)?;
    // That of this machine, as it runs the tests: Robolectric has the API of Android in a JVM.
    tree::create(&libraries.join("x86_64"))?;
    tree::copy(&native::library(), &libraries.join("x86_64/libplock_ffi.so"))?;
    let [aar, _] = aar(&repository, &libraries)?;
    let files = ["AndroidManifest.xml", METADATA, "R.txt", "classes.jar", "jni/x86_64/libplock_ffi.so", "proguard.txt"];
    if list(&aar)? != files {
        return Err(format!("{}: expected {files:?}, got {:?}", aar.display(), list(&aar)?));
    }
    let unpacked = outside.join("aar");
    let _ = fs::remove_dir_all(&unpacked);
    tree::create(&unpacked)?;
    run(Command::new("jar").arg("-xf").arg(&aar).current_dir(&unpacked))?;

    let project = outside.join("app");
    tree::mirror(&tree::root().join("tests/kotlin/android"), &project, &["pom.xml", "src"], &[])?;
    let folder = |name: &str, path: &Path| format!("-D{name}={}", path.display());
    let folders = [folder("plock.repository", &repository), folder("plock.aar", &unpacked)];
    run(kotlin::maven().arg("test").args(folders).current_dir(&project))?;
    print!("{}", tree::read(&project.join("target/surefire-reports/AppTest.txt"))?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_library_for_another_machine_or_page_size_is_refused() {
        let mut library = vec![0; 64 + 56];
        library[..5].copy_from_slice(b"\x7fELF\x02");
        (library[18], library[32], library[54], library[56], library[64]) = (183, 64, 56, 1, 1);
        library[64 + 49] = 0x40;
        assert_eq!(fits(&library, 183), Ok(()));
        assert!(fits(&library, 62).is_err());
        assert!(fits(&library[..80], 183).is_err());
        library[64 + 49] = 0x10;
        assert!(fits(&library, 183).unwrap_err().contains("16 KiB"));
    }
}
