//! Why a JSON text cannot be read.

use std::fmt;

/// What did not fit, and where. Boxed: what fits is read a million times for each that does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Misfit>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Misfit {
    /// JSON pointer, made from the inside out.
    pub pointer: String,
    pub what: String,
    /// Id of the row that it is in.
    pub row: Option<String>,
}

impl Fault {
    #[cold]
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(Box::new(Misfit { what: what.into(), ..Misfit::default() }))
    }

    #[cold]
    pub(crate) fn within(mut self, segment: &str) -> Self {
        let escaped = segment.replace('~', "~0").replace('/', "~1");
        self.0.pointer.insert_str(0, &escaped);
        self.0.pointer.insert(0, '/');
        self
    }

    pub(crate) fn in_row(mut self, id: impl FnOnce(&str) -> Option<String>) -> Self {
        self.0.row = id(&self.0.pointer);
        self
    }

    pub(crate) fn into_inner(self) -> Misfit {
        *self.0
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misfit { pointer, what, row } = &*self.0;
        if !pointer.is_empty() {
            write!(f, "{pointer}: ")?;
        }
        f.write_str(what)?;
        match row {
            Some(id) => write!(f, " (in the row with id {id})"),
            None => Ok(()),
        }
    }
}
