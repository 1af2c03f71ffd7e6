#!/bin/sh
# NOT RUN by this project's tests: needs the Android NDK and cargo-ndk. Builds the native library for each ABI into native/jniLibs,
# of which `cargo xtask dist android` makes the AAR.
set -eu
cd "$(dirname "$0")/../.."
for abi in arm64-v8a armeabi-v7a x86_64; do
    # Devices with 16 KiB pages require this alignment.
    RUSTFLAGS="-C link-arg=-Wl,-z,max-page-size=16384" \
        cargo ndk --target "$abi" --platform 24 --output-dir bindings/kotlin/native/jniLibs build --release -p plock-ffi
done
