//! JSON as text: a strict scan that hands out each value in the digits that it has, and builds no tree.

mod fault;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
mod raw;
mod scan;

pub use self::fault::Fault;
pub use self::raw::{Kind, Raw};
pub(crate) use self::scan::Scanner;
