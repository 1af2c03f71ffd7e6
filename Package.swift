// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The native libraries of a release, as XCFrameworks. The checksums change with each release: bindings/swift/release.sh prints them.
let release = "https://github.com/plock-io/plock-client/releases/download/v0.1.0/"
let checksums = [
    "PlockFFI": "0000000000000000000000000000000000000000000000000000000000000000",
    "PlockTestingFFI": "0000000000000000000000000000000000000000000000000000000000000000",
]

// What `cargo xtask build swift` makes of the repository: the libraries for this machine, and the glue that uniffi writes.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
let libraries = root + "/bindings/swift/native/lib"
let built = FileManager.default.fileExists(atPath: libraries + "/libplock_ffi.a")
let search: [LinkerSetting] = built ? [.unsafeFlags(["-L\(libraries)"])] : []

func native(_ name: String, _ path: String) -> Target {
    built ? .systemLibrary(name: name, path: path) : .binaryTarget(name: name, url: "\(release)\(name).xcframework.zip", checksum: checksums[name]!)
}

var package = Package(
    name: "plock",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [
        .library(name: "Plock", targets: ["Plock"]),
        .library(name: "PlockTesting", targets: ["PlockTesting"]),
    ],
    targets: [
        native("PlockFFI", "bindings/swift/native/PlockFFI"),
        native("PlockTestingFFI", "bindings/swift/Sources/PlockTestingFFI"),
        .target(name: "PlockNative", dependencies: ["PlockFFI"], path: "bindings/swift/native/PlockNative"),
        .target(
            name: "Plock",
            dependencies: ["PlockNative"],
            path: "bindings/swift/Sources/Plock",
            resources: [.copy("PrivacyInfo.xcprivacy")],
            linkerSettings: search + [
                // Certificates and the proxies of the system.
                .linkedFramework("Security", .when(platforms: [.macOS, .iOS])),
                .linkedFramework("SystemConfiguration", .when(platforms: [.macOS])),
            ]
        ),
        .target(
            name: "PlockTesting",
            dependencies: ["Plock", "PlockTestingFFI"],
            path: "bindings/swift/Sources/PlockTesting",
            linkerSettings: search
        ),
    ],
    swiftLanguageModes: [.v6]
)

// What is tested, shown and measured with it, in a checkout where it is built.
if built, FileManager.default.fileExists(atPath: root + "/tests/swift") {
    package.targets += [
        .executableTarget(
            name: "plock-conformance", dependencies: ["Plock"], path: "tests/conformance/clients/swift", exclude: ["client.yaml"]),
        .executableTarget(name: "plock-bench-peers", dependencies: ["Plock", "PlockTesting"], path: "benches/peers/swift"),
        .executableTarget(name: "plock-demo", dependencies: ["Plock"], path: "examples/swift/Demo"),
        .executableTarget(name: "plock-invoices", dependencies: ["Plock"], path: "examples/swift/Invoices"),
        .executableTarget(name: "plock-outbox", dependencies: ["Plock"], path: "tests/outbox/subjects/swift"),
        .executableTarget(name: "plock-stress", dependencies: ["Plock"], path: "tests/swift/stress"),
        .testTarget(
            name: "PlockTests", dependencies: ["Plock", "PlockTesting"], path: "tests/swift", exclude: ["app", "specs", "stress", "toolchain"]),
    ]
}
