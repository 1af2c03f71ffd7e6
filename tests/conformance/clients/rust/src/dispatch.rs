//! From an operation of the spec to the typed call of it.
#![allow(unreachable_pub)]

use crate::answer::Failure;
use crate::args::Args;
use crate::output::Output;

include!(concat!(env!("OUT_DIR"), "/dispatch.rs"));
