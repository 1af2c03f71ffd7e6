//! `plock sandbox` without options and without the rest of the command line: quick to build, for `cargo xtask demo`.

use plock_sandbox::{Options, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), plock_sandbox::Error> {
    let sandbox = Sandbox::start(Options::default()).await?;
    println!("{}", serde_json::json!({"url": sandbox.url(), "key": sandbox.key()}));
    std::future::pending().await
}
