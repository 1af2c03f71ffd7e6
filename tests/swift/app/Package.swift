// swift-tools-version: 6.0
import PackageDescription

// `cargo xtask test swift` copies this app beside the package of a release, and builds libother.a from other.rs.
let package = Package(
    name: "app",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../swift-dist/plock")],
    targets: [
        .systemLibrary(name: "Other"),
        .executableTarget(
            name: "App",
            dependencies: [
                "Other",
                .product(name: "Plock", package: "plock"),
                .product(name: "PlockTesting", package: "plock"),
            ],
            swiftSettings: [.unsafeFlags(["-warnings-as-errors"])],
            linkerSettings: [.unsafeFlags(["-L."])]
        ),
    ],
    swiftLanguageModes: [.v6]
)
