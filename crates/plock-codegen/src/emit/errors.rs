//! The kinds of errors of the Rust crate.

use super::line;
use crate::errors::{ERROR_KINDS, ErrorKind};
use crate::ir::Api;
use crate::problem::Result;

/// Rust source of `plock::ErrorKind`.
pub fn emit(_: &Api) -> Result<String> {
    let mut out = String::new();
    line!(out, "/// Kind of an [`Error`]. The names are the same in every language of this library.");
    line!(out, "#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\n#[non_exhaustive]\npub enum ErrorKind {{");
    for kind in ERROR_KINDS {
        line!(out, "    /// {}\n    {},", kind.description, kind.short());
    }
    line!(out, "}}\n\nimpl ErrorKind {{");
    let all: Vec<_> = ERROR_KINDS.iter().map(|kind| format!("Self::{}", kind.short())).collect();
    line!(out, "    /// All kinds.\n    pub const ALL: &'static [Self] = &[{}];\n", all.join(", "));
    line!(out, "    /// Name in every language: `NotFoundError`.");
    matched(&mut out, "name", |kind| kind.name);
    line!(out, "    /// When it is raised and what to do, in one line.");
    matched(&mut out, "description", |kind| kind.description);
    line!(out, "    pub(crate) const fn of_status(status: u16) -> Self {{\n        match status {{");
    for kind in ERROR_KINDS.iter().filter(|kind| kind.is_status()) {
        line!(out, "            {}..={} => Self::{},", kind.statuses.start(), kind.statuses.end(), kind.short());
    }
    line!(out, "            _ => Self::ApiStatus,\n        }}\n    }}\n}}");
    Ok(out)
}

fn matched(out: &mut String, name: &str, of: fn(&ErrorKind) -> &'static str) {
    line!(out, "    pub const fn {name}(self) -> &'static str {{\n        match self {{");
    for kind in ERROR_KINDS {
        line!(out, "            Self::{} => {:?},", kind.short(), of(kind));
    }
    line!(out, "        }}\n    }}\n");
}
