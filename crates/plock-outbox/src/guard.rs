//! Where an outbox may be, who sends, and how a copy is recognized.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};

/// Files of the locks that this process holds. A lock of POSIX does not keep the same process out, and closing any descriptor of its file
/// releases it.
static HELD: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);

/// Files that are open, each with the process that opened it.
static OPEN: Mutex<Vec<(PathBuf, u32)>> = Mutex::new(Vec::new());

/// A file that is open in this process. A forked child has a copy of what SQLite knows about the locks of its parent, and would take none of
/// its own: once the parent closes the file, it deletes the log to which the child writes.
#[derive(Debug)]
pub(crate) struct OpenFile(PathBuf, u32);

impl OpenFile {
    pub(crate) fn new(path: &Path) -> Result<Self> {
        let io = |error: std::io::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
        let (path, process) = (path.canonicalize().map_err(io)?, std::process::id());
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).push((path.clone(), process));
        Ok(Self(path, process))
    }

    /// Refuses a file that was open when this process was forked.
    pub(crate) fn check(path: &Path) -> Result<()> {
        let Ok(path) = path.canonicalize() else { return Ok(()) };
        let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if open.iter().any(|(known, process)| *known == path && *process != std::process::id()) {
            let what = "the parent of this process had the outbox open when it was forked: open it after the fork";
            return Err(Error::new(ErrorKind::Refused, format!("{}: {what}, in each process", path.display())));
        }
        Ok(())
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(path, process)| (path, process) == (&self.0, &self.1)) {
            open.swap_remove(at);
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
        // Closing a descriptor of it would release the locks of SQLite in this process.
        if open.iter().any(|(other, process)| *other == known && *process == std::process::id()) {
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
fn lock_bytes(file: &File, (start, length): (i64, i64)) -> std::io::Result<bool> {
    use nix::errno::Errno;
    use nix::fcntl::{FcntlArg, fcntl};
    let bytes = nix::libc::flock {
        l_type: nix::libc::F_WRLCK as _,
        l_whence: nix::libc::SEEK_SET as _,
        l_start: start as _,
        l_len: length as _,
        l_pid: 0,
    };
    match fcntl(file, FcntlArg::F_SETLK(&bytes)) {
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
