//! Calls: operations, validation, request bodies, decoding; lists and batch writes.

#[allow(dead_code, reason = "generated code may not use all of it")]
pub(crate) mod check;
mod client;
mod consistent;
mod cursor;
#[allow(dead_code, reason = "generated code may not use all of it")]
pub(crate) mod decode;
#[allow(dead_code, reason = "generated code may not use all of it")]
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
