//! The running sandboxes of this process.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plock_testing::Server;

struct Registry {
    process: u32,
    servers: Mutex<BTreeMap<u64, Arc<Server>>>,
}

static REGISTRY: AtomicPtr<Registry> = AtomicPtr::new(std::ptr::null_mut());
static LAST: AtomicU64 = AtomicU64::new(0);

/// The registry of this process. A forked child gets an empty one: it has neither the threads of its parent's sandboxes, nor anyone to
/// unlock a mutex that was locked during the fork. The parent's is leaked.
fn registry() -> &'static Registry {
    let process = std::process::id();
    loop {
        let current = REGISTRY.load(Ordering::Acquire);
        // SAFETY: a pointer in `REGISTRY` comes from `Box::into_raw` and is never freed.
        if let Some(registry) = unsafe { current.as_ref() }
            && registry.process == process
        {
            return registry;
        }
        let fresh = Box::into_raw(Box::new(Registry { process, servers: Mutex::default() }));
        if REGISTRY.compare_exchange(current, fresh, Ordering::AcqRel, Ordering::Acquire).is_err() {
            // SAFETY: no one else has this pointer.
            drop(unsafe { Box::from_raw(fresh) });
        }
    }
}

fn servers() -> MutexGuard<'static, BTreeMap<u64, Arc<Server>>> {
    registry().servers.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn insert(server: Server) -> u64 {
    let id = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    servers().insert(id, Arc::new(server));
    id
}

pub(crate) fn get(id: u64) -> Result<Arc<Server>, &'static str> {
    let server = servers().get(&id).cloned();
    server.ok_or("the sandbox is stopped, or was started by the process that this one was forked from")
}

/// Stops a sandbox. One that is not here has stopped.
pub(crate) fn remove(id: u64) {
    let server = servers().remove(&id);
    drop(server);
}
