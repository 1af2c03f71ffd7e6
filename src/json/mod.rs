//! A strict JSON scanner that returns each value as text, without building a tree.

mod error;
#[allow(dead_code, reason = "generated code may not use all of it")]
mod raw;
mod scan;

pub use self::error::DecodeError;
pub use self::raw::{Kind, Raw};
pub(crate) use self::scan::Scanner;
