//! What a power cut undoes: the changes that no sync came after. The log is written by `undo.h`.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

pub(crate) const FILE: &str = "undo";
/// Disks write sectors whole.
const SECTOR: usize = 512;

/// Which of the changes that were not synced are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drop {
    All,
    /// A random subset, the same for the same seed. Of a write, some sectors may be lost.
    Random(u64),
}

#[derive(Debug)]
enum Kind {
    Write { offset: u64, length: u64 },
    Truncate { to: u64 },
    Create,
    Unlink,
    Rename { to: PathBuf, replaced: bool },
}

#[derive(Debug)]
struct Change {
    kind: Kind,
    file: usize,
    path: PathBuf,
    /// Size of the file before the change.
    size: u64,
    /// What it replaced.
    old: Vec<u8>,
    synced: bool,
}

/// Takes back what was not synced, as a power cut does to the files in `folder`. The process must have ended. Returns how many of the
/// changes were lost, at least in part. The next power cut only undoes what happens from now on.
///
/// A sync of a file keeps its content and its name; a sync of a folder keeps what was created, removed and renamed in it. `*-shm` files of
/// SQLite are removed. Changes by `mmap` and by calls that are no points are kept.
///
/// # Errors
/// If a file cannot be read or changed.
pub fn power_cut(folder: &Path, log: &Path, drop: Drop) -> io::Result<usize> {
    let changes = unsynced(&fs::read(log.join(FILE))?);
    let mut new = Vec::new();
    for change in changes.iter().rev() {
        new.push(undo(change)?);
    }
    let mut lost = changes.len();
    if let Drop::Random(seed) = drop {
        let mut random = fastrand::Rng::with_seed(seed);
        for (change, new) in changes.iter().zip(new.iter().rev()) {
            match random.u8(0..3) {
                0 => redo(change, new, || true).map(|()| lost -= 1)?,
                1 => redo(change, new, || random.bool())?,
                _ => {}
            }
        }
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("-shm") {
            fs::remove_file(path)?;
        }
    }
    fs::write(log.join(FILE), "")?;
    Ok(lost)
}

/// The changes of a log that no sync came after.
fn unsynced(mut log: &[u8]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut files: HashMap<u64, usize> = HashMap::new();
    let mut next = 0;
    while let Some((record, rest)) = Record::parse(log) {
        log = rest;
        // An inode may be used again.
        if record.kind == CREATED || !files.contains_key(&record.inode) {
            next += 1;
            files.insert(record.inode, next);
        }
        let file = files.get(&record.inode).copied().unwrap_or_default();
        match record.change(file) {
            Some(change) => changes.push(change),
            None => sync(&mut changes, file, &record.path),
        }
        changes.retain(|change| !change.synced);
    }
    changes
}

fn sync(changes: &mut [Change], file: usize, path: &Path) {
    let is_in = |name: &Path| name == path || name.parent() == Some(path);
    for index in 0..changes.len() {
        let (earlier, rest) = changes.split_at_mut(index);
        let Some(change) = rest.first_mut() else { continue };
        change.synced |= change.file == file
            || match &change.kind {
                Kind::Write { .. } | Kind::Truncate { .. } => false,
                Kind::Create | Kind::Unlink => is_in(&change.path),
                Kind::Rename { to, .. } => is_in(&change.path) || is_in(to),
            };
        match &change.kind {
            Kind::Unlink if change.synced => {
                earlier.iter_mut().filter(|other| other.file == change.file).for_each(|other| other.synced = true);
            }
            Kind::Rename { to, .. } if change.synced => {
                for other in earlier {
                    // What was there before is gone, and what came before the new name is now in the file of this name.
                    other.synced |= other.path == *to && other.file != change.file;
                    if other.file == change.file && other.path == change.path {
                        other.path.clone_from(to);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Undoes a change, the last of its file, and returns what it had written.
fn undo(change: &Change) -> io::Result<Vec<u8>> {
    let mut new = Vec::new();
    let file = || OpenOptions::new().read(true).write(true).open(&change.path);
    let result = match &change.kind {
        Kind::Write { offset, length } => file().and_then(|file| {
            let end = file.metadata()?.len().min(offset + length);
            new.resize(usize::try_from(end.saturating_sub(*offset)).unwrap_or_default(), 0);
            file.read_exact_at(&mut new, *offset)?;
            file.write_all_at(&change.old, *offset)?;
            file.set_len(change.size)
        }),
        Kind::Truncate { to } => file().and_then(|file| {
            file.set_len(change.size)?;
            file.write_all_at(&change.old, *to)
        }),
        Kind::Create => fs::remove_file(&change.path),
        Kind::Unlink => fs::write(&change.path, &change.old),
        Kind::Rename { to, replaced } => {
            fs::rename(to, &change.path).and_then(|()| if *replaced { fs::write(to, &change.old) } else { Ok(()) })
        }
    };
    is_there(result).map(|()| new)
}

/// Makes a change again, or the sectors of it that are kept.
fn redo(change: &Change, new: &[u8], mut keeps: impl FnMut() -> bool) -> io::Result<()> {
    let file = || OpenOptions::new().write(true).open(&change.path);
    if let Kind::Write { offset, .. } = change.kind {
        return is_there(file().and_then(|file| write_sectors(&file, offset, new, keeps)));
    }
    if !keeps() {
        return Ok(());
    }
    is_there(match &change.kind {
        Kind::Truncate { to } => file().and_then(|file| file.set_len(*to)),
        Kind::Unlink => fs::remove_file(&change.path),
        Kind::Rename { to, .. } => fs::rename(&change.path, to),
        _ => File::create_new(&change.path).map(drop),
    })
}

fn write_sectors(file: &File, mut offset: u64, mut new: &[u8], mut keeps: impl FnMut() -> bool) -> io::Result<()> {
    while !new.is_empty() {
        let sector = SECTOR - usize::try_from(offset).unwrap_or_default() % SECTOR;
        let (part, rest) = new.split_at(sector.min(new.len()));
        if keeps() {
            file.write_all_at(part, offset)?;
        }
        (offset, new) = (offset + part.len() as u64, rest);
    }
    Ok(())
}

/// A file that is not there needs no change.
pub(crate) fn is_there(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

const CREATED: u32 = 3;

/// A record as `undo.h` writes it: a `struct record`, then its path, target and data.
struct Record {
    kind: u32,
    existed: bool,
    inode: u64,
    offset: u64,
    length: u64,
    size: u64,
    path: PathBuf,
    target: PathBuf,
    data: Vec<u8>,
}

impl Record {
    /// The first record and the rest, if it is whole.
    fn parse(log: &[u8]) -> Option<(Record, &[u8])> {
        let (head, mut rest) = log.split_at_checked(56)?;
        let small = |at: usize| Some(u32::from_ne_bytes(head.get(at..at + 4)?.try_into().ok()?));
        let large = |at: usize| Some(u64::from_ne_bytes(head.get(at..at + 8)?.try_into().ok()?));
        let mut take = |length: u64| {
            let (part, others) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            rest = others;
            Some(part)
        };
        let path = |bytes: &[u8]| PathBuf::from(OsStr::from_bytes(bytes));
        let record = Record {
            path: path(take(small(4)?.into())?),
            target: path(take(small(8)?.into())?),
            data: take(large(48)?)?.to_vec(),
            kind: small(0)?,
            existed: small(12)? != 0,
            inode: large(16)?,
            offset: large(24)?,
            length: large(32)?,
            size: large(40)?,
        };
        Some((record, rest))
    }

    /// The change; a sync is none.
    fn change(&self, file: usize) -> Option<Change> {
        let kind = match self.kind {
            1 => Kind::Write { offset: self.offset, length: self.length },
            2 => Kind::Truncate { to: self.offset },
            CREATED => Kind::Create,
            4 => Kind::Unlink,
            5 => Kind::Rename { to: self.target.clone(), replaced: self.existed },
            _ => return None,
        };
        Some(Change { kind, file, path: self.path.clone(), size: self.size, old: self.data.clone(), synced: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inode_that_is_used_again_is_another_file_and_half_a_record_is_none() {
        let record = |kind: u32, path: &str| {
            let numbers = [kind, path.len() as u32, 0, 0].map(u32::to_ne_bytes).concat();
            [&numbers[..], &[7, 0, 0, 0, 0, 0, 0, 0].repeat(5), path.as_bytes(), b"content"].concat()
        };
        let (write, sync) = (1, 6);
        let log =
            [record(write, "/a/x"), record(CREATED, "/a/y"), record(write, "/a/y"), record(sync, "/a/y")].concat();
        let unsynced = unsynced(&[&log, &record(write, "/a/z")[..40]].concat());
        assert_eq!(unsynced.iter().map(|change| change.path.to_str()).collect::<Vec<_>>(), [Some("/a/x")]);
    }
}
