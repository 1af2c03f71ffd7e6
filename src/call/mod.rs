//! A call: its operation, its checks, its body and its answer; and what is made of many, lists and jobs.

#[allow(dead_code, reason = "what generated code calls depends on the spec")]
pub(crate) mod check;
mod client;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
pub(crate) mod decode;
#[allow(dead_code, reason = "what generated code calls depends on the spec")]
pub(crate) mod encode;
mod list;
mod many;
mod operation;
mod pages;
mod request;
pub mod wire;

pub use self::client::{Async, Client, Mode};
pub use self::decode::Object;
pub use self::many::{Many, Outcome, Summary};
pub use self::operation::{ListOperation, Operation, Paging};
pub use self::pages::{ItemStream, Page, PageStream};
pub use self::request::Request;
