//! Values that belong to one process.

use std::mem::ManuallyDrop;

/// A value that is used and dropped only by the process that created it. A forked child must not touch its parent's value: its locks may
/// be held by threads that do not exist in the child, and its connections are the parent's.
pub(crate) struct ProcessLocal<T> {
    process: u32,
    value: ManuallyDrop<T>,
}

impl<T> ProcessLocal<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { process: std::process::id(), value: ManuallyDrop::new(value) }
    }

    /// `None` in a forked child.
    pub(crate) fn get(&self) -> Option<&T> {
        (self.process == std::process::id()).then_some(&*self.value)
    }
}

impl<T> Drop for ProcessLocal<T> {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            // SAFETY: it is dropped here and nowhere else, and not used again.
            unsafe { ManuallyDrop::drop(&mut self.value) };
        }
    }
}
