// swift-tools-version: 6.2
import PackageDescription

// `ALDABA_LAYER=core` leaves out everything that needs a package from elsewhere: what remains builds in seconds, for
// quick tests and for the sanitizers. `ALDABA_LAYER=storage` adds the databases and the pages, still without a server.
enum Layer: Int {
    case core, storage, all

    init() {
        switch Context.environment["ALDABA_LAYER"] {
        case "core": self = .core
        case "storage": self = .storage
        default: self = .all
        }
    }

    func includes(_ other: Layer) -> Bool { other.rawValue <= rawValue }
}

let layer = Layer()

// Debian builds xmlsec with an unsigned int for xmlSecSize and without run-time loading of its cryptography: the same
// definitions belong in every file that includes its headers. SwiftPM drops those of the .pc file.
let xmlsecDefines: [CSetting] = [
    .define("XMLSEC_CRYPTO_OPENSSL"), .define("XMLSEC_NO_SIZE_T"), .define("XMLSEC_NO_CRYPTO_DYNAMIC_LOADING"),
    .define("XMLSEC_NO_GOST"), .define("XMLSEC_NO_GOST2012"), .define("XMLSEC_OPENSSL3_ENGINES", to: "1"),
]

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "Logging", package: "swift-log"),
]

var targets: [Target] = [
    .systemLibrary(
        name: "CXMLSecSystem", pkgConfig: "xmlsec1-openssl", providers: [.apt(["libxmlsec1-dev", "libssl-dev"])]),
    .target(
        name: "CXMLSec", dependencies: ["CXMLSecSystem"],
        cSettings: xmlsecDefines + [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("z")]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    library("Octets", []),
    .target(name: "CLargePages", cSettings: [.treatAllWarnings(as: .error)]),
    library("XML", ["CXMLSec"]),
    library("XMLSecurity", ["Octets", "XML", "CXMLSec"]),
    library("SAML", ["Octets", "XML", "XMLSecurity"]),
    library("Secrets", ["CSodium", "CLargePages", "CXMLSec", "Octets"]),
    library("Certificates", ["Octets", "CXMLSec"]),
    library("Citizens", ["Certificates", "Octets", "Secrets"]),
    library("Federation", ["SAML", "Citizens", "Octets", "Secrets"]),
    .target(
        name: "TestFederation", dependencies: ["Octets", "SAML", "XML", "XMLSecurity", "Federation"],
        path: "Tests/TestFederation", swiftSettings: swiftSettings),
    tests("OctetsTests", ["Octets"]),
    tests("XMLTests", ["XML", "TestFederation", "TestAgents"]),
    tests("SAMLTests", ["SAML", "Octets", "XML", "XMLSecurity", "TestFederation"]),
    tests("XMLSecurityTests", ["XMLSecurity", "Octets", "XML", "TestFederation", "TestAgents"]),
    .target(name: "TestAgents", path: "Tests/TestAgents", swiftSettings: swiftSettings),
    tests("TestAgentsTests", ["TestAgents"]),
    tests("CertificatesTests", ["Certificates", "Citizens", "TestFederation"]),
    tests("InteroperabilityTests", ["TestAgents", "TestFederation", "SAML", "XML"]),
    .target(
        name: "TestRandomSource", dependencies: ["Secrets"], path: "Tests/TestRandomSource",
        swiftSettings: swiftSettings),
    tests("SecretsTests", ["Secrets", "CSodium", "Octets", "TestRandomSource"]),
    tests("CitizensTests", ["Citizens", "Secrets", "TestRandomSource"]),
    tests("FederationTests", ["Federation", "Octets", "Citizens", "SAML", "XML", "XMLSecurity", "TestFederation"]),
    tests("ArchitectureTests", []),
]

// `make fuzz`: libFuzzer has a main function of its own, which would be one too many in any other build.
if Context.environment["ALDABA_FUZZING"] != nil {
    targets += [
        .executableTarget(
            name: "Fuzzing",
            dependencies: ["XML", "XMLSecurity", "SAML", "Certificates", "Citizens", "Federation", "TestFederation"],
            path: "Tests/Fuzzing", swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])])
    ]
}

var dependencies: [Package.Dependency] = []

if layer.includes(.storage) {
    dependencies += [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.7.0"),
    ]
    targets += [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        library("Storage", ["Federation", "Citizens", "Secrets", "CSQLite"]),
        library("StoragePostgres", ["Storage", "CLibPQ"]),
        .target(
            name: "TestDatabases", dependencies: ["Storage", "StoragePostgres", "TestAgents"],
            path: "Tests/TestDatabases", exclude: ["Releases"], swiftSettings: swiftSettings),
        tests("StorageTests", ["Storage", "StoragePostgres", "TestAgents", "TestDatabases"]),
        .target(
            name: "Pages", dependencies: ["Octets"], resources: [.copy("Resources")], swiftSettings: swiftSettings),
        tests("PagesTests", ["Pages", "Octets"]),
        library(
            "Telemetry",
            [
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "TelemetryTests",
            [
                "Telemetry", "TestAgents", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        library(
            "Broker",
            [
                "Octets", "SAML", "Federation", "Citizens", "Certificates", "Secrets", "Storage", "Telemetry",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "TestBroker",
            dependencies: [
                "Broker", "SAML", "XML", "XMLSecurity", "Federation", "Citizens", "Certificates", "Secrets", "Storage",
                "Telemetry", "TestFederation", "TestDatabases", "TestRandomSource",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestBroker", swiftSettings: swiftSettings),
        tests(
            "BrokerTests",
            [
                "Broker", "Octets", "SAML", "XML", "XMLSecurity", "Federation", "Citizens", "Certificates", "Secrets",
                "Storage", "Telemetry", "TestAgents", "TestBroker", "TestFederation", "TestDatabases",
                "TestRandomSource",
                .product(name: "Logging", package: "swift-log"),
            ]),
    ]
}

if layer.includes(.all) {
    dependencies += [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ]
    targets += [
        library(
            "Messaging", ["Broker", .product(name: "AsyncHTTPClient", package: "async-http-client")] + nio),
        tests(
            "MessagingTests",
            ["Messaging", "Broker", "Citizens", "TestAgents", .product(name: "Logging", package: "swift-log")]),
        library(
            "Web",
            [
                "Broker", "Octets", "Secrets", "Pages", "Telemetry",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ] + nio),
        tests(
            "WebTests",
            [
                "Web", "Broker", "Federation", "Pages", "SAML", "Secrets", "Telemetry", "TestAgents", "TestBroker",
                "TestFederation", "Storage", "XML", "XMLSecurity",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ] + nio),
        .executableTarget(
            name: "AldabaCommand",
            dependencies: [
                "Web", "Messaging", "StoragePostgres", "Storage", "Broker", "Certificates", "Citizens", "Federation",
                "Secrets", "SAML", "XMLSecurity", "XML", "Octets", "Pages", "Telemetry",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ] + nio,
            swiftSettings: swiftSettings),
        // What integrators copy: it sees the public interface of SAML alone, as another package would.
        .executableTarget(
            name: "ExampleServiceProvider",
            dependencies: [
                "SAML", "XMLSecurity", "XML", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ] + nio,
            path: "examples/service-provider", exclude: ["README.md"], packageAccess: false,
            swiftSettings: swiftSettings),
        // Measures the rooms below in the process, and `aldaba` as it is built beside it.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Web", "Broker", "Storage", "StoragePostgres", "Federation", "Citizens", "Secrets", "Octets", "Pages",
                "SAML", "XMLSecurity", "XML", "CXMLSec", "Telemetry", "TestFederation", "TestDatabases",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Benchmarks", exclude: ["README.md", "baseline.json"], swiftSettings: swiftSettings),
        // Runs the program as it is built, too.
        tests(
            "AldabaCommandTests",
            [
                "AldabaCommand", "Broker", "Certificates", "Federation", "SAML", "Storage", "XML", "XMLSecurity",
                "TestAgents", "TestFederation", .product(name: "Logging", package: "swift-log"),
            ]),
        // Runs the built executables as subprocesses, so it does not depend on their targets.
        tests("EndToEndTests", ["TestAgents", "HostileClient", "TestDatabases", "StoragePostgres"]),
        .target(
            name: "HostileClient", dependencies: ["TestAgents"], path: "Tests/HostileClient",
            swiftSettings: swiftSettings),
        // Both run the built executables as subprocesses, so they do not depend on their targets.
        tests("BrowserTests", ["TestAgents", "TestFederation", "SAML", "XML", "XMLSecurity"]),
        tests(
            "ExampleServiceProviderTests",
            [
                "ExampleServiceProvider", "Octets", "SAML", "XMLSecurity", "XML", "TestFederation",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + nio),
    ]
}

// `ALDABA_TESTS="WebTests BrokerTests"` leaves out the other test targets: less to build while one part is worked on.
if let wanted = Context.environment["ALDABA_TESTS"]?.split(separator: " ").map(String.init) {
    targets.removeAll { $0.type == .test && !wanted.contains($0.name) }
}

// `make sanitize`: a program with the faults that a sanitizer must report, to know that it does. ThreadSanitizer does
// not see the lock in the standard library's Mutex on Linux. SanitizedLocks has one that it sees;
// scripts/run-sanitizers writes its name into the imports of a copy.
if Context.environment["ALDABA_SANITIZER"] != nil {
    targets.append(
        .executableTarget(name: "SanitizerControl", path: "Tests/SanitizerControl", swiftSettings: swiftSettings))
}
if Context.environment["ALDABA_SANITIZER"] == "thread" {
    for target in targets where target.swiftSettings != nil { target.dependencies.append("SanitizedLocks") }
    targets.append(.target(name: "SanitizedLocks", path: "Tests/SanitizedLocks", swiftSettings: swiftSettings))
}

let package = Package(
    name: "Aldaba",
    products: [.library(name: "SAML", targets: ["SAML", "XMLSecurity", "XML"])],
    dependencies: dependencies,
    targets: targets,
    swiftLanguageModes: [.v6]
)

if layer.includes(.all) {
    package.products.append(.executable(name: "aldaba", targets: ["AldabaCommand"]))
}
