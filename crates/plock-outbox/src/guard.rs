//! Where an outbox may be, who sends, and how a copy is recognized.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};

/// Files of the locks that this process holds. A lock of POSIX does not keep the same process out, and closing any descriptor of its file
/// releases it.
static HELD: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);

/// Files that are open, here or in the process that this one was forked from.
static OPEN: Mutex<Vec<Open>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Open {
    path: PathBuf,
    process: u32,
    times: u32,
    copy: CopyLock,
}

/// A file that is open in this process.
#[derive(Debug)]
pub(crate) struct OpenFile(PathBuf, u32);

impl OpenFile {
    /// To be called before SQLite opens the file. Refused is:
    ///
    /// - a file that was open when this process was forked. The child has a copy of what SQLite knows about the locks of its parent, and would
    ///   take none of its own: once the parent closes the file, it deletes the log to which the child writes.
    /// - a file that another copy of this library has open in this process. Neither copy is kept out by the locks of the other, and when one
    ///   closes the file, the locks of both are released.
    pub(crate) fn new(path: &Path) -> Result<Self> {
        let refused = |what: &str| Err(Error::new(ErrorKind::Refused, format!("{}: {what}", path.display())));
        let io = |error: std::io::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
        let (path, process) = (canonical(path).map_err(io)?, std::process::id());
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if open.iter().any(|known| known.path == path && known.process != process) {
            return refused(
                "the parent of this process had the outbox open when it was forked: open it after the fork, in each process",
            );
        }
        match open.iter_mut().find(|known| known.path == path) {
            Some(known) => known.times += 1,
            None => match CopyLock::take(&path).map_err(io)? {
                Some(copy) => open.push(Open { path: path.clone(), process, times: 1, copy }),
                None => {
                    return refused(
                        "the outbox is open in another copy of this library in this process, such as another version of the package: close it there",
                    );
                }
            },
        }
        Ok(Self(path, process))
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        // What a forked child has is of its parent.
        if self.1 != std::process::id() {
            return;
        }
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(at) = open.iter().position(|known| (&known.path, known.process) == (&self.0, self.1)) else { return };
        open[at].times -= 1;
        if open[at].times == 0 {
            open.swap_remove(at).copy.release();
        }
    }
}

/// The path, even if there is no file yet.
fn canonical(path: &Path) -> std::io::Result<PathBuf> {
    path.canonicalize().or_else(|error| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            Ok(folder.canonicalize()?.join(name))
        }
        _ => Err(error),
    })
}

/// A lock that excludes other copies of this library in this process, but no other process. A forked child inherits it, so it is released
/// explicitly.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[derive(Debug)]
struct CopyLock(File, nix::libc::flock);

#[cfg(any(target_os = "linux", target_os = "android"))]
impl CopyLock {
    /// Locks a byte that stands for this process: one of a container may have the number of one outside of it.
    fn take(path: &Path) -> std::io::Result<Option<Self>> {
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(crate::store::beside(path, "open"))?;
        let mut hash = crate::store::Hash::default();
        hash.add(&std::process::id().to_string());
        hash.add(&std::fs::read_link("/proc/self/ns/pid").unwrap_or_default().to_string_lossy());
        let bytes = region((hash.finish() & (i64::MAX >> 1), 1), nix::libc::F_WRLCK);
        // Some systems do not support these locks: other copies are not detected there.
        let unknown = |error: &std::io::Error| error.raw_os_error() == Some(nix::libc::EINVAL);
        let locked = set_lock(&file, nix::fcntl::FcntlArg::F_OFD_SETLK(&bytes));
        let locked = locked.or_else(|error| if unknown(&error) { Ok(true) } else { Err(error) })?;
        Ok(locked.then_some(Self(file, bytes)))
    }

    fn release(mut self) {
        self.1.l_type = nix::libc::F_UNLCK as _;
        let _ = set_lock(&self.0, nix::fcntl::FcntlArg::F_OFD_SETLK(&self.1));
    }
}

/// Elsewhere each process locks a file of its own. On Windows, SQLite locks handles of files, which excludes other copies as well.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
#[derive(Debug)]
struct CopyLock(Option<(File, PathBuf)>);

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl CopyLock {
    fn take(path: &Path) -> std::io::Result<Option<Self>> {
        if !cfg!(unix) {
            return Ok(Some(Self(None)));
        }
        let path = crate::store::beside(path, &format!("open-{}", std::process::id()));
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(Some((file, path))))),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn release(self) {
        if let Some((file, path)) = self.0 {
            let _ = std::fs::remove_file(path);
            let _ = file.unlock();
        }
    }
}

/// The right to send the events of a file.
#[derive(Debug)]
pub(crate) struct SenderLock {
    path: PathBuf,
    process: u32,
    _file: File,
}

impl SenderLock {
    /// `None`: another outbox sends them.
    pub(crate) fn take(path: &Path) -> Result<Option<Self>> {
        let io = |error: std::io::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        let held = held.get_or_insert_default();
        // Not opened if it is held here: closing it would release the lock.
        let known = path.canonicalize().ok().filter(|path| held.contains(path));
        if known.is_some() {
            return Ok(None);
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(io)?;
        if !lock(&file).map_err(io)? {
            return Ok(None);
        }
        let path = path.canonicalize().map_err(io)?;
        held.insert(path.clone());
        Ok(Some(Self { path, process: std::process::id(), _file: file }))
    }
}

impl Drop for SenderLock {
    fn drop(&mut self) {
        // A forked child has a copy of the set, but not the lock.
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = held.as_mut().filter(|_| self.process == std::process::id()) {
            held.remove(&self.path);
        }
    }
}

/// The database, while no process has it open.
pub(crate) struct Alone {
    file: File,
}

impl Alone {
    /// `None`: it is open, here or in another process.
    pub(crate) fn take(path: &Path) -> Result<Option<Self>> {
        let io = |error: std::io::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
        let known = path.canonicalize().map_err(io)?;
        let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        // Closing a descriptor of it would release the locks of SQLite in this process. The caller has it open too.
        if open.iter().any(|other| other.path == known && other.times > 1) {
            return Ok(None);
        }
        let file = OpenOptions::new().read(true).write(true).open(path).map_err(io)?;
        Ok(lock_bytes(&file, SQLITE_LOCKS).map_err(io)?.then_some(Self { file }))
    }

    /// Whether the path still leads to this file.
    pub(crate) fn is_still(&self, path: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let inode = |file: std::io::Result<std::fs::Metadata>| file.map(|file| (file.dev(), file.ino())).ok();
            inode(self.file.metadata()) == inode(std::fs::metadata(path))
        }
        #[cfg(not(unix))]
        path.exists()
    }
}

/// The bytes that SQLite locks: each process that has a database in WAL mode open has a shared lock on some of them.
const SQLITE_LOCKS: (i64, i64) = (0x4000_0000, 512);

fn lock(file: &File) -> std::io::Result<bool> {
    lock_bytes(file, (0, 0))
}

/// Locks bytes of a file from a place on, all of them for a length of 0. Not with `flock`, which a forked child keeps.
#[cfg(unix)]
fn lock_bytes(file: &File, bytes: (i64, i64)) -> std::io::Result<bool> {
    set_lock(file, nix::fcntl::FcntlArg::F_SETLK(&region(bytes, nix::libc::F_WRLCK)))
}

#[cfg(unix)]
fn region((start, length): (i64, i64), kind: impl Into<nix::libc::c_int>) -> nix::libc::flock {
    nix::libc::flock {
        l_type: kind.into() as _,
        l_whence: nix::libc::SEEK_SET as _,
        l_start: start as _,
        l_len: length as _,
        l_pid: 0,
    }
}

/// `false`: another one has the lock.
#[cfg(unix)]
fn set_lock(file: &File, lock: nix::fcntl::FcntlArg<'_>) -> std::io::Result<bool> {
    use nix::errno::Errno;
    match nix::fcntl::fcntl(file, lock) {
        Ok(_) => Ok(true),
        Err(Errno::EACCES | Errno::EAGAIN) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn lock_bytes(file: &File, _: (i64, i64)) -> std::io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(std::fs::TryLockError::WouldBlock) => Ok(false),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Refuses file systems whose locks or syncs reach another machine or cannot be trusted.
#[cfg(target_os = "linux")]
pub(crate) fn check_file_system(path: &Path) -> Result<()> {
    const UNSUITABLE: [(i64, &str); 7] = [
        (0x6969, "NFS"),
        (0x517b, "SMB"),
        (0xff53_4d42, "CIFS"),
        (0xfe53_4d42, "SMB"),
        (0x6573_5546, "FUSE or virtiofs"),
        (0x0102_1997, "9P"),
        (0x5346_414f, "AFS"),
    ];
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let found = nix::sys::statfs::statfs(folder)
        .map_err(|error| Error::new(ErrorKind::Io, format!("{}: {error}", folder.display())))?;
    #[allow(clippy::unnecessary_cast, reason = "its type depends on the platform")]
    let magic = found.filesystem_type().0 as i64;
    match UNSUITABLE.iter().find(|(known, _)| *known == magic & 0xffff_ffff) {
        None => Ok(()),
        Some((_, name)) => {
            let message = format!("{}: expected a local file system, got {name}", folder.display());
            Err(Error::new(ErrorKind::Refused, message))
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn check_file_system(_: &Path) -> Result<()> {
    Ok(())
}

/// Differs for a copy of the file, and on another machine.
pub(crate) fn fingerprint(path: &Path) -> Result<String> {
    let mut hash = crate::store::Hash::default();
    for machine in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
        if let Ok(text) = std::fs::read_to_string(machine) {
            hash.add(text.trim());
            break;
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let file = std::fs::metadata(path);
        let file = file.map_err(|error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display())))?;
        hash.add(&file.ino().to_string());
    }
    #[cfg(not(unix))]
    hash.add(&path.display().to_string());
    Ok(format!("{:016x}", hash.finish()))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed one")]

    use super::*;

    #[test]
    fn one_copy_of_the_library_has_a_file() {
        let path = std::env::temp_dir().join(format!("plock-copies-{}", std::process::id()));
        let first = CopyLock::take(&path).unwrap().unwrap();
        assert!(CopyLock::take(&path).unwrap().is_none(), "another descriptor is as another copy");
        first.release();
        let files = [OpenFile::new(&path).unwrap(), OpenFile::new(&path).unwrap()];
        for file in files {
            assert!(CopyLock::take(&path).unwrap().is_none());
            drop(file);
        }
        CopyLock::take(&path).unwrap().unwrap().release();
        let _ = std::fs::remove_file(crate::store::beside(&path, "open"));
    }
}
