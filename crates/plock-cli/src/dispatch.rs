//! From an operation of the spec to the typed call of it.
#![allow(unreachable_pub)]

use crate::args::Args;
use crate::failure::Failure;
use crate::output::Output;

include!(concat!(env!("OUT_DIR"), "/dispatch.rs"));
