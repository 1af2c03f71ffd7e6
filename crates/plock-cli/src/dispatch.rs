//! Generated: from an operation and its arguments to the typed call.
#![allow(unreachable_pub)]

use crate::args::Args;
use crate::error::CliError as Failure;
use crate::output::Output;

include!(concat!(env!("OUT_DIR"), "/dispatch.rs"));
