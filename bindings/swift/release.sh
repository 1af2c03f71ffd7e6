#!/bin/bash
# NOT RUN by this project's tests: needs a Mac with Xcode. Builds the XCFrameworks of the client and of the testing kit, for iOS, its simulator
# and macOS, and prints their checksums for Package.swift. `cargo xtask dist swift` makes the release for Linux.
set -eu
cd "$(dirname "$0")/../.."
out=target/xcframework
rm -rf "$out" && mkdir -p "$out"
cargo build -p plock-ffi --features bindgen
target/debug/plock-bindgen swift target/debug/libplock_ffi.dylib bindings/swift/native/PlockNative

# Builds one framework: framework NAME CRATE HEADER MODULEMAP
framework() {
    local name=$1 crate=$2 header=$3 map=$4 library=lib${2//-/_}.a
    local include=$out/$name/include
    mkdir -p "$include"
    cp "$header" "$include/"
    cp "$map" "$include/module.modulemap"
    for target in aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios aarch64-apple-darwin x86_64-apple-darwin; do
        rustup target add "$target"
        cargo rustc --release -p "$crate" --lib --crate-type staticlib --target "$target"
        mkdir -p "$out/$name/$target"
        bindings/swift/localize.sh "target/$target/release/$library" "$header" "$out/$name/$target/$library"
    done
    mkdir -p "$out/$name/sim" "$out/$name/mac"
    lipo -create "$out/$name"/{aarch64-apple-ios-sim,x86_64-apple-ios}/"$library" -output "$out/$name/sim/$library"
    lipo -create "$out/$name"/{aarch64,x86_64}-apple-darwin/"$library" -output "$out/$name/mac/$library"
    xcodebuild -create-xcframework \
        -library "$out/$name/aarch64-apple-ios/$library" -headers "$include" \
        -library "$out/$name/sim/$library" -headers "$include" \
        -library "$out/$name/mac/$library" -headers "$include" \
        -output "$out/$name.xcframework"
    (cd "$out" && zip -qr "$name.xcframework.zip" "$name.xcframework")
    echo "$name: $(swift package compute-checksum "$out/$name.xcframework.zip")"
}

glue=bindings/swift/native/PlockNative
framework PlockFFI plock-ffi "$glue/PlockFFI.h" "$glue/PlockFFI.modulemap"
framework PlockTestingFFI plock-testing-native bindings/swift/Sources/PlockTestingFFI/{plock_testing.h,module.modulemap}
rm "$glue"/PlockFFI.{h,modulemap}
echo "The tag of the release must contain bindings/swift/native/PlockNative/PlockNative.swift: add it with git add -f."
