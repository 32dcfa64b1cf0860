import Foundation
import Testing

/// Tests of the allowed imports of each target. The compiler's check misses transitive imports and incremental builds,
/// so these tests read every `import` line.
struct ImportTests {
    /// The modules of the Swift toolchain.
    static let system: Set<String> = ["Foundation", "Synchronization", "Dispatch"]

    /// The targets and third-party libraries that each target may import. A missing target may import nothing.
    static let allowed: [String: Set<String>] = [
        "CXMLSec": [], "CXMLSecSystem": [], "CLibPQ": [], "CSodium": [], "CSQLite": [], "CLargePages": [],
        "Octets": [],
        "XML": ["CXMLSec"],
        "XMLSecurity": ["Octets", "XML", "CXMLSec"],
        "SAML": ["Octets", "XML", "XMLSecurity"],
        "Secrets": ["CSodium", "CXMLSec", "Octets"],
        "Certificates": ["Octets", "CXMLSec"],
        "Citizens": ["Certificates", "Octets", "Secrets"],
        "Federation": ["Octets", "SAML", "XML", "XMLSecurity", "Citizens", "Certificates", "Secrets"],
        "Storage": ["Federation", "Citizens", "Secrets", "CSQLite"],
        "StoragePostgres": ["Storage", "CLibPQ"],
        "Telemetry": ["CoreMetrics", "Logging"],
        "Broker": [
            "Octets", "XML", "XMLSecurity", "SAML", "Federation", "Citizens", "Certificates", "Secrets", "Storage",
            "Telemetry", "Logging",
        ],
        "Messaging": ["Broker", "Citizens", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "Logging"],
        "Pages": ["Octets"],
        "Web": [
            "Broker", "Octets", "Pages", "SAML", "XML", "Federation", "Citizens", "Certificates", "Secrets", "Storage",
            "Telemetry", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "NIOCore", "NIOPosix",
            "NIOSSL", "NIOTLS",
            "NIOHTTP1", "NIOHTTPTypes", "ServiceLifecycle", "Logging",
        ],
        "AldabaCommand": [
            "Web", "Messaging", "StoragePostgres", "Storage", "Broker", "Pages", "Federation", "Citizens",
            "Certificates", "Secrets", "SAML", "XMLSecurity", "XML", "Octets", "Telemetry", "ArgumentParser", "Yams",
            "ServiceLifecycle",
            "UnixSignals", "NIOCore", "NIOPosix", "NIOSSL", "Logging",
        ],
        // Integrators copy this target, so it uses only the public interface of SAML, and no code of the broker.
        "ExampleServiceProvider": [
            "SAML", "XMLSecurity", "XML", "Hummingbird", "HTTPTypes", "AsyncHTTPClient", "ArgumentParser",
            "ServiceLifecycle", "NIOCore", "NIOHTTP1", "Logging",
        ],
    ]

    /// Modules that only these targets may import. Checks the table above.
    static let confined: [String: Set<String>] = [
        "CSQLite": ["Storage"], "CLibPQ": ["StoragePostgres"], "CSodium": ["Secrets"],
        "CXMLSec": ["XML", "XMLSecurity", "Secrets", "Certificates"],
        "Hummingbird": ["Web", "ExampleServiceProvider"],
        "CoreMetrics": ["Telemetry"],
        "AsyncHTTPClient": ["Messaging", "ExampleServiceProvider"],
    ]

    private static func folders() throws -> [(target: String, folder: String)] {
        try SourceTree.targets().map { ($0, "Sources/\($0)") }
            + [("ExampleServiceProvider", "examples/service-provider")]
    }

    @Test func `every target imports only modules that it may import`() throws {
        var count = 0
        for (target, folder) in try Self.folders() {
            let allowed = try #require(Self.allowed[target], "\(target) is not in the table")
            for file in try SourceTree.files(in: folder) {
                for (line, module) in SourceTree.imports(of: file) {
                    count += 1
                    guard Self.system.contains(module) || allowed.contains(module) else {
                        Issue.record("\(file.path):\(line): \(target) imports \(module)")
                        continue
                    }
                }
            }
        }
        #expect(count > 300, "the imports were not found")
    }

    @Test func `the table confines third-party libraries to their targets`() {
        for (module, owners) in Self.confined {
            for (target, allowed) in Self.allowed where allowed.contains(module) {
                #expect(owners.contains(target), "\(target) may import \(module)")
            }
        }
    }

    @Test func `the imports have no cycle`() {
        var reached: [String: Set<String>] = [:]
        func below(_ target: String, _ path: [String]) -> Set<String> {
            if let known = reached[target] { return known }
            #expect(!path.contains(target), "\(path + [target])")
            guard !path.contains(target), let direct = Self.allowed[target] else { return [] }
            let all = direct.reduce(into: direct) { $0.formUnion(below($1, path + [target])) }
            reached[target] = all
            return all
        }
        for target in Self.allowed.keys { #expect(!below(target, []).contains(target), "\(target)") }
    }

    @Test(arguments: ["XML", "XMLSecurity", "SAML", "Certificates", "Citizens", "Federation"])
    func `the pure targets do not await, and read no clock, environment or file`(_ target: String) throws {
        let forbidden = [
            "await ", "Date()", "Date.now", "UUID()", "ProcessInfo", "FileManager", "Data(contentsOf",
            "String(contentsOf",
        ]
        for file in try SourceTree.files(in: "Sources/\(target)") {
            for (number, line) in file.lines.enumerated() {
                guard let word = forbidden.first(where: line.contains), !line.isComment else { continue }
                Issue.record("\(file.path):\(number + 1): \(word)")
            }
        }
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespaces) }
    var isComment: Bool { drop { $0 == " " }.hasPrefix("//") }
}
