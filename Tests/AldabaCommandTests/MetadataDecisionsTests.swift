import Foundation
import SAML
import TestAgents
import TestFederation
import Testing
import XML

/// Tests of decisions about services with the commands of `aldaba metadata`.
@Suite(.startsProcesses) struct MetadataDecisionsTests {
    private let service = TestServiceProvider()
    private var name: String { service.entityID.rawValue }

    private func installation() async throws -> (IdleInstallation, metadata: String) {
        let installation = try await IdleInstallation(["ALDABA_SIGN_IN_METHODS": "pin,permanent-key"])
        return (installation, try installation.write(Self.metadata(of: service), to: "service.xml"))
    }

    private static func metadata(of service: TestServiceProvider) throws -> String {
        String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self)
    }

    private struct Listed: Decodable {
        struct Decisions: Decodable {
            let minimumLevel: String
            let signing: String

            enum CodingKeys: String, CodingKey {
                case minimumLevel = "minimum-level"
                case signing
            }
        }
        let decisions: Decisions?
        let problem: String?
    }

    private func listed(_ installation: IdleInstallation) async throws -> Listed {
        let (status, output) = try await installation.aldaba("metadata", "list", "--json")
        #expect(status == 0, "\(output)")
        return try #require(JSONDecoder().decode([Listed].self, from: Data(output.utf8)).first)
    }

    @Test func `are stored with the entity, and shown`() async throws {
        let (installation, metadata) = try await installation()
        let words = "# agreed by telephone\nminimum-level: high\n"
        let decisions = try installation.write(words, to: "decisions.yaml")
        let (status, output) = try await installation.aldaba("metadata", "add", metadata, "--decisions", decisions)
        #expect(status == 0)
        #expect(output == "added \(name) (decisions: minimum-level: high)\n")
        #expect(try await installation.aldaba("metadata", "show", "--decisions", name).output == words)
        let shown = try await installation.aldaba("metadata", "show", name).output
        #expect(shown.contains("EntityDescriptor"))
        #expect(shown.contains("\(name): decisions: minimum-level: high"))
        #expect(try await listed(installation).decisions?.minimumLevel == "high")
        #expect(try await installation.aldaba("metadata", "list").output.contains("minimum-level: high"))
    }

    @Test func `are kept when the metadata is added again, and replaced completely by new ones`() async throws {
        let (installation, metadata) = try await installation()
        let high = try installation.write("minimum-level: high\n", to: "high.yaml")
        let assertion = try installation.write("signing: assertion\n", to: "assertion.yaml")
        _ = try await installation.aldaba("metadata", "add", metadata, "--decisions", high)
        let again = try await installation.aldaba("metadata", "add", metadata)
        #expect(again.output == "added \(name) (decisions: minimum-level: high)\n")
        #expect(try await listed(installation).decisions?.minimumLevel == "high")
        _ = try await installation.aldaba("metadata", "add", metadata, "--decisions", assertion)
        let replaced = try await listed(installation).decisions
        #expect(replaced?.minimumLevel == "low")
        #expect(replaced?.signing == "assertion")
    }

    @Test func `are changed and removed separately, and removed with the entity`() async throws {
        let (installation, metadata) = try await installation()
        let high = try installation.write("minimum-level: high\n", to: "high.yaml")
        _ = try await installation.aldaba("metadata", "add", metadata)
        #expect(try await listed(installation).decisions == nil)
        let decided = try await installation.aldaba("metadata", "decide", name, "--decisions", high)
        #expect(decided.output == "decisions about \(name): minimum-level: high\n")
        #expect(try await listed(installation).decisions?.minimumLevel == "high")
        let dropped = try await installation.aldaba("metadata", "decide", name, "--none")
        #expect(dropped.output == "decisions about \(name): none, the defaults apply\n")
        #expect(try await listed(installation).decisions == nil)

        _ = try await installation.aldaba("metadata", "decide", name, "--decisions", high)
        _ = try await installation.aldaba("metadata", "remove", name)
        _ = try await installation.aldaba("metadata", "add", metadata)
        #expect(try await listed(installation).decisions == nil)
    }

    @Test func `change nothing when they cannot be read`() async throws {
        let (installation, metadata) = try await installation()
        let wrong = try installation.write("signing: both\nminimum-level: highest\n", to: "wrong.yaml")
        let refused = try await installation.aldaba("metadata", "add", metadata, "--decisions", wrong)
        #expect(refused.status == 1)
        #expect(
            refused.output
                == "aldaba: \(wrong): line 2: minimum-level expects low, substantial or high, not highest\n")
        #expect(try await installation.aldaba("metadata", "list").output.isEmpty)
        let absent = try await installation.aldaba("metadata", "add", metadata, "--decisions", wrong + "-not")
        #expect(absent.status == 1)
        #expect(absent.output.contains("cannot be read"))

        _ = try await installation.aldaba("metadata", "add", metadata)
        #expect(try await installation.aldaba("metadata", "decide", name, "--decisions", wrong).status == 1)
        #expect(try await listed(installation).decisions == nil)
    }

    @Test func `need a known entity, and either a file or --none`() async throws {
        let (installation, _) = try await installation()
        let high = try installation.write("minimum-level: high\n", to: "high.yaml")
        let unknown = try await installation.aldaba("metadata", "decide", name, "--decisions", high)
        #expect(unknown.status == 1)
        #expect(unknown.output.contains("no entity has the entityID \(name)"))
        #expect(try await installation.aldaba("metadata", "decide", name).status == 2)
        #expect(try await installation.aldaba("metadata", "decide", name, "--none", "--decisions", high).status == 2)
    }
}
