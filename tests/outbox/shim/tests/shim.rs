//! The library ends a process exactly where it says, and a power cut drops exactly what was not synced.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use outbox_shim::{Drop, End, Errno, Run, When, points, power_cut};

type Files = BTreeMap<String, String>;

/// What `subject` calls, and the files after each call: in the cache, and on the disk.
const CALLS: [(&str, &str); 31] = [
    ("open", "a"),
    ("write", "a"),
    ("fsync", "a"),
    ("pwrite", "a"),
    ("fdatasync", "a"),
    ("send", ""),
    ("recv", ""),
    ("pwrite", "a"),
    ("ftruncate", "a"),
    ("write", "a"),
    ("send", ""),
    ("recv", ""),
    ("rename", "a"),
    ("write", "old"),
    ("unlink", "gone"),
    ("open", "old"),
    ("fsync", "."),
    ("fsync", "b"),
    ("open", "last"),
    ("write", "last"),
    ("pwrite", "b"),
    ("open", "new"),
    ("write", "new"),
    ("pwrite", "new"),
    ("rename", "new"),
    ("write", "old"),
    ("unlink", "old"),
    ("fsync", "."),
    ("open", "old"),
    ("write", "old"),
    ("fsync", "old"),
];

fn cached(calls: usize) -> Files {
    let a = match calls {
        0 => None,
        1 => Some(""),
        2..4 => Some("one"),
        4..8 => Some("onetwo"),
        8 => Some("oXYtwo"),
        9 => Some("oXYt"),
        10..21 => Some("oXY!!?"),
        21..25 => Some("QXY!!?"),
        _ => Some("m"),
    };
    let old = match calls {
        0..14 => Some("old"),
        14..16 => Some("old+"),
        26 => Some("-"),
        27 | 28 => None,
        30.. => Some("w"),
        _ => Some(""),
    };
    let new = match calls {
        22 => Some(""),
        23 => Some("n"),
        24 => Some("m"),
        _ => None,
    };
    let last = (calls > 18).then(|| "z".repeat(if calls > 19 { 2048 } else { 0 }));
    let gone = (calls < 15).then_some("gone");
    files([
        (if calls < 13 { "a" } else { "b" }, a),
        ("old", old),
        ("gone", gone),
        ("last", last.as_deref()),
        ("new", new),
    ])
}

fn on_disk(calls: usize) -> Files {
    let a = match calls {
        0..3 => None,
        3..5 => Some("one"),
        5..18 => Some("onetwo"),
        18..28 => Some("oXY!!?"),
        _ => Some(""),
    };
    let (a_name, gone) = if calls < 17 { ("a", Some("gone")) } else { ("b", None) };
    let old = match calls {
        0..28 => Some("old"),
        28..31 => None,
        _ => Some("w"),
    };
    let last = (calls > 27).then_some("");
    files([(a_name, a), ("old", old), ("gone", gone), ("last", last), ("new", None)])
}

fn files(files: [(&str, Option<&str>); 5]) -> Files {
    files.into_iter().filter_map(|(name, content)| Some((name.to_owned(), content?.to_owned()))).collect()
}

struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        for name in ["old", "gone"] {
            fs::write(folder.path().join("data").join(name), name).unwrap();
        }
        World { folder }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Runs the subject against a server; also returns how many bytes that has received.
    fn run(&self, program: &str, change: impl FnOnce(Run) -> Run) -> (End, usize) {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = server.local_addr().unwrap().to_string();
        let received = std::thread::spawn(move || {
            let (mut socket, _) = server.accept().unwrap();
            let mut received = 0;
            let mut bytes = [0; 4];
            while let Ok(length @ 1..) = socket.read(&mut bytes) {
                received += length;
                let _ = socket.write_all(&bytes);
            }
            received
        });
        let subject = env!("CARGO_BIN_EXE_subject");
        let run = Run::new(program).files(self.data()).log(self.log());
        let run = run.with(|command| {
            if program == "sh" {
                command.args(["-c", "$FIRST \"$0\" \"$@\"; exit 0", subject]);
            }
            command.arg(self.data()).arg(address);
        });
        let end = change(run).start().unwrap();
        (end, received.join().unwrap())
    }

    fn restore(&self, files: &Files) {
        fs::remove_dir_all(self.data()).unwrap();
        fs::create_dir(self.data()).unwrap();
        files.iter().for_each(|(name, content)| fs::write(self.data().join(name), content).unwrap());
    }

    fn files(&self) -> Files {
        let entries = fs::read_dir(self.data()).unwrap().map(|entry| entry.unwrap());
        let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
        entries.map(|entry| (name(&entry), fs::read_to_string(entry.path()).unwrap())).collect()
    }
}

const SUBJECT: &str = env!("CARGO_BIN_EXE_subject");

#[test]
fn points_name_each_call() {
    let world = World::new();
    let (end, received) = world.run(SUBJECT, |run| run);
    assert!(end.output.status.success() && end.output.stdout.is_empty(), "{end:?}");
    assert_eq!((world.files(), received), (cached(31), 8));
    let folder = fs::canonicalize(world.data()).unwrap();
    let target = |name: &str| match name {
        "" => "socket".to_owned(),
        "." => folder.display().to_string(),
        name => folder.join(name).display().to_string(),
    };
    let expected: Vec<_> =
        (1..).zip(CALLS).map(|(number, (name, path))| (number, name.to_owned(), target(path))).collect();
    let found: Vec<_> = points(&world.log()).unwrap().into_iter().map(|p| (p.number, p.name, p.target)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_process_ends_before_and_after_each_call_and_a_power_cut_drops_what_was_not_synced() {
    for number in 1..=CALLS.len() {
        for (when, calls) in [(When::Before, number - 1), (When::After, number)] {
            let world = World::new();
            let (end, received) = world.run(SUBJECT, |run| run.point(number as u64, when));
            assert!(end.killed, "{when:?} {number}: {end:?}");
            assert_eq!(points(&world.log()).unwrap().len(), number, "{when:?}");
            let sent = CALLS.iter().take(calls).filter(|(name, _)| *name == "send").count();
            assert_eq!((world.files(), received), (cached(calls), 4 * sent), "{when:?} {number}");
            power_cut(&world.data(), &world.log(), Drop::All).unwrap();
            assert_eq!(world.files(), on_disk(calls), "power cut {when:?} {number}");
            assert_eq!(power_cut(&world.data(), &world.log(), Drop::All).unwrap(), 0, "the log is new");
        }
    }
    let world = World::new();
    assert!(!world.run(SUBJECT, |run| run.point(32, When::Before)).0.killed);
}

#[test]
fn a_random_power_cut_keeps_some_of_what_was_not_synced() {
    let world = World::new();
    world.run(SUBJECT, |run| run.point(20, When::After));
    let undo = fs::read(world.log().join("undo")).unwrap();
    let mut seen = BTreeSet::new();
    for seed in 0..150 {
        let cut = || {
            world.restore(&cached(20));
            fs::write(world.log().join("undo"), &undo).unwrap();
            power_cut(&world.data(), &world.log(), Drop::Random(seed)).unwrap();
            world.files()
        };
        let files = cut();
        assert_eq!((files.get("b").map(String::as_str), files.contains_key("gone")), (Some("oXY!!?"), false));
        let last = files.get("last").map(|content| match (content.contains('z'), content.contains('\0')) {
            (true, true) => "torn",
            (true, false) if content.len() < 2048 => "torn",
            (true, false) => "whole",
            _ => "empty",
        });
        seen.insert((files["old"].clone(), last));
        assert!(seed > 2 || cut() == files, "another result for the same seed");
    }
    for old in ["old", "old+", ""] {
        for last in [None, Some("empty"), Some("torn"), Some("whole")] {
            assert!(seen.contains(&(old.to_owned(), last)), "never seen: {old:?} with {last:?}");
        }
    }
    assert_eq!(seen.len(), 12);
}

#[test]
fn a_power_cut_undoes_what_earlier_processes_have_not_synced_and_removes_shared_memory() {
    let world = World::new();
    world.run(SUBJECT, |run| run.point(4, When::After));
    assert_eq!(world.files(), cached(4));
    world.run(SUBJECT, |run| run.point(2, When::Before));
    fs::write(world.data().join("db-shm"), "").unwrap();
    power_cut(&world.data(), &world.log(), Drop::All).unwrap();
    assert_eq!(world.files(), on_disk(4));
}

#[test]
fn a_call_fails_alone_or_with_all_later_ones() {
    let failed = |number, errno, later| {
        let world = World::new();
        let (end, _) = world.run(SUBJECT, |run| run.fail(number, errno, later));
        assert!(end.output.status.success(), "{end:?}");
        (String::from_utf8(end.output.stdout).unwrap().replace('\n', ", "), world.files())
    };
    let (output, files) = failed(21, Errno::Eio, false);
    assert_eq!((output.as_str(), files), ("pwrite: 5, ", cached(31)));
    assert_eq!(failed(3, Errno::Eio, false).0, "fsync: 5, ");
    let (output, files) = failed(4, Errno::Enospc, true);
    let before = "pwrite: 28, pwrite: 28, ftruncate: 28, writev: 28, write: 28, open: 28, write: 28, ";
    assert_eq!(output, format!("{before}pwrite: 28, pwrite: 28, rename: 2, write: 28, fsync: 28, "));
    assert_eq!((files["b"].as_str(), files.len()), ("one", 1));
    let (output, _) = failed(28, Errno::Eio, true);
    assert_eq!(output, "fsync: 5, fsync: 5, ");
}

#[test]
fn only_the_first_program_counts_also_if_a_shell_becomes_it() {
    let world = World::new();
    let (end, _) = world.run("sh", |run| run.point(4, When::Before).with(|command| _ = command.env("FIRST", "exec")));
    assert!(end.killed && points(&world.log()).unwrap().len() == 4, "{end:?}");
    let world = World::new();
    let (end, _) = world.run("sh", |run| run.point(4, When::Before));
    assert!(!end.killed && points(&world.log()).unwrap().is_empty(), "{end:?}");
    assert_eq!(world.files(), cached(31));
    power_cut(&world.data(), &world.log(), Drop::All).unwrap();
    assert_eq!(world.files(), on_disk(31), "but a power cut is for all");
}

#[test]
fn a_child_goes_on_when_its_parent_is_killed() {
    let world = World::new();
    let script = "(sleep 0.2; echo y > y; echo done) & echo x > x";
    let run = Run::new("sh").files(world.data()).log(world.log()).point(1, When::Before);
    let run = run.with(|command| _ = command.args(["-c", script]).current_dir(world.data()));
    let (sender, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(run.start()));
    let end = ended.recv_timeout(Duration::from_secs(60)).expect("the child waits for a lock of its parent").unwrap();
    assert_eq!((end.killed, String::from_utf8(end.output.stdout).unwrap().as_str()), (true, "done\n"));
    assert_eq!(world.files()["y"], "y\n");
    power_cut(&world.data(), &world.log(), Drop::All).unwrap();
    assert_eq!(world.files(), on_disk(0));
}
