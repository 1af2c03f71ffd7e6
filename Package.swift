// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The native library of a release, as an XCFramework. Both lines change with each release: bindings/swift/release.sh says to what.
let release = "https://github.com/plock-io/plock-client/releases/download/v0.1.0/PlockFFI.xcframework.zip"
let checksum = "0000000000000000000000000000000000000000000000000000000000000000"

// What `cargo xtask build swift` makes of the repository: the library for this machine, and the glue that uniffi writes.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
let library = root + "/bindings/swift/native/lib"
let built = FileManager.default.fileExists(atPath: library + "/libplock_ffi.a")

let native: Target =
    built
    ? .systemLibrary(name: "PlockFFI", path: "bindings/swift/native/PlockFFI")
    : .binaryTarget(name: "PlockFFI", url: release, checksum: checksum)

var package = Package(
    name: "plock",
    platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9)],
    products: [.library(name: "Plock", targets: ["Plock"])],
    targets: [
        native,
        .target(name: "PlockNative", dependencies: ["PlockFFI"], path: "bindings/swift/native/PlockNative"),
        .target(
            name: "Plock",
            dependencies: ["PlockNative"],
            path: "bindings/swift/Sources/Plock",
            linkerSettings: built ? [.unsafeFlags(["-L\(library)"])] : []
        ),
    ],
    swiftLanguageModes: [.v6]
)

// What is tested, shown and measured with it, where it is built.
if built {
    package.targets += [
        .executableTarget(
            name: "plock-conformance", dependencies: ["Plock"], path: "tests/conformance/clients/swift", exclude: ["client.yaml"]),
        .executableTarget(name: "plock-bench-peers", dependencies: ["Plock"], path: "benches/peers/swift"),
        .executableTarget(name: "plock-demo", dependencies: ["Plock"], path: "examples/swift/Demo"),
        .executableTarget(name: "plock-invoices", dependencies: ["Plock"], path: "examples/swift/Invoices"),
        .executableTarget(name: "plock-stress", dependencies: ["Plock"], path: "tests/swift/stress"),
        .testTarget(
            name: "PlockTests", dependencies: ["Plock"], path: "tests/swift", exclude: ["specs", "stress", "toolchain"]),
    ]
}
