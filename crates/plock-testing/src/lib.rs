//! Tests of code that uses [`plock`]: a local Plock in the process of the test.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod server;

#[doc(hidden)]
pub use server::Server;
