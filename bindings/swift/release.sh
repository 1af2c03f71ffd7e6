#!/bin/bash
# NOT RUN by this project's tests: needs a Mac with Xcode. Builds PlockFFI.xcframework.zip and prints its checksum for Package.swift.
set -eu
cd "$(dirname "$0")/../.."
out=target/xcframework
rm -rf "$out" && mkdir -p "$out/include"
cargo build -p plock-ffi --features bindgen
library() {
    for target in "$@"; do
        rustup target add "$target"
        cargo build --release -p plock-ffi --target "$target"
    done
}
library aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios aarch64-apple-darwin x86_64-apple-darwin

target/debug/plock-bindgen swift target/debug/libplock_ffi.dylib bindings/swift/native/PlockNative
mv bindings/swift/native/PlockNative/PlockFFI.h "$out/include/"
mv bindings/swift/native/PlockNative/PlockFFI.modulemap "$out/include/module.modulemap"
mkdir -p "$out/sim" "$out/mac"
lipo -create target/{aarch64-apple-ios-sim,x86_64-apple-ios}/release/libplock_ffi.a -output "$out/sim/libplock_ffi.a"
lipo -create target/{aarch64,x86_64}-apple-darwin/release/libplock_ffi.a -output "$out/mac/libplock_ffi.a"
xcodebuild -create-xcframework \
    -library target/aarch64-apple-ios/release/libplock_ffi.a -headers "$out/include" \
    -library "$out/sim/libplock_ffi.a" -headers "$out/include" \
    -library "$out/mac/libplock_ffi.a" -headers "$out/include" \
    -output "$out/PlockFFI.xcframework"
(cd "$out" && zip -qr PlockFFI.xcframework.zip PlockFFI.xcframework)
echo "checksum: $(swift package compute-checksum "$out/PlockFFI.xcframework.zip")"
echo "The tag of the release must contain bindings/swift/native/PlockNative/PlockNative.swift: add it with git add -f."
