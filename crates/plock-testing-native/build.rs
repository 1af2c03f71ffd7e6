fn main() {
    #[cfg(feature = "node")]
    napi_build::setup();
    // A worker that ends unloads its addons, while the threads of a sandbox still run.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-cdylib=-Wl,-z,nodelete");
    }
}
