//! The generated dispatch from operation ids to typed calls.
#![allow(unreachable_pub)]

use crate::args::Args;
use crate::output::Output;
use crate::reply::Failure;

include!(concat!(env!("OUT_DIR"), "/dispatch.rs"));
