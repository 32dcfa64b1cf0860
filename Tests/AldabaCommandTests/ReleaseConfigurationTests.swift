import Foundation
import SAML
import TestAgents
import Testing

@testable import AldabaCommand
@testable import Federation

/// Tests of the release rules in the configuration.
@Suite(.startsProcesses) struct ReleaseConfigurationTests {
    private static let place = "\nsign-in:\n"

    /// Reads the example configuration with a text before its section `sign-in`.
    private func read(_ added: String, entityID: String? = nil) async throws -> Result<
        Configuration, InvalidConfiguration
    > {
        let installation = try await IdleInstallation()
        try installation.configure(Self.place, as: "\n" + added + Self.place)
        var environment = ["ALDABA_PUBLIC_ORIGIN": "http://aldaba.localhost:8080"]
        environment["ALDABA_ENTITY_ID"] = entityID
        do {
            return try withExtendedLifetime(installation) {
                .success(try Configuration.read(file: installation.configuration, environment: environment))
            }
        } catch let invalid as InvalidConfiguration {
            return .failure(invalid)
        }
    }

    @Test func `without rules the defaults apply`() async throws {
        #expect(try await read("").get().release == .standard)
    }

    @Test func `the default rules are those in a comment of the example`() async throws {
        let example = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../examples/configuration/aldaba.yaml"), encoding: .utf8)
        let rules = try #require(example.components(separatedBy: "\n# release:\n").last)
            .split(separator: "\n").prefix { $0.hasPrefix("#   - ") }.map { $0.dropFirst(2) }
        #expect(rules.count == 3)
        let read = try await read("release:\n" + rules.joined(separator: "\n")).get()
        #expect(read.release == .standard)
    }

    @Test func `a rule applies to all services, to some by name, or by an entity attribute`() async throws {
        let read = try await read(
            """
            release:
              - { to: everybody, when: listed, tell: [given-name] }
              - { to: { services: ["https://a.example", "urn:b"] }, when: always, tell: [method] }
              - to: { entity-attribute: "http://macedir.org/entity-category", value: "urn:cat" }
                when: required
                tell: [family-name]
            """
        ).get()
        let names = ["https://a.example", "urn:b"].map(EntityID.init(rawValue:))
        #expect(
            read.release
                == ReleasePolicy(rules: [
                    .init(to: .everybody, .listed, release: [.init(.currentGivenName)]),
                    .init(to: .services(Set(names)), .always, release: [.init(.selectedIdP)]),
                    .init(
                        to: .having(entityAttribute: "http://macedir.org/entity-category", value: "urn:cat"), .required,
                        release: [.init(.currentFamilyName)]),
                ]))
    }

    @Test func `reports all problems with key and line`() async throws {
        let result = try await read(
            """
            release:
              - { to: nobody, when: always, tell: [method] }
              - { when: seldom, tell: [shoe-size] }
              - { to: { services: [] }, when: always, tell: [method] }
            """)
        guard case .failure(let invalid) = result else {
            Issue.record("no problem was reported")
            return
        }
        #expect(invalid.problems.map(\.key) == Array(repeating: "release", count: 4))
        let lines = invalid.problems.compactMap(\.line)
        #expect(lines.count == 4 && Set(lines).count == 3)
        let messages = invalid.problems.map(\.message)
        #expect(messages.contains { $0.hasPrefix("to expects everybody, { services: [entityID] }") })
        #expect(
            messages.contains { $0.contains("when expects one of always, listed, requested, required, not seldom") })
        #expect(messages.contains { $0.contains("no such attribute shoe-size") })
    }

    @Test func `the scope is a domain: the configured one, or the host of the entityID`() async throws {
        #expect(try await read("").get().subjectIdentifierScope == "aldaba.localhost")
        #expect(try await read("", entityID: "urn:x:aldaba").get().subjectIdentifierScope == "aldaba.localhost")
        #expect(
            try await read("", entityID: "https://id.example.org/saml").get().subjectIdentifierScope == "id.example.org"
        )
        guard case .failure(let invalid) = try await read("", entityID: "https://[::1]/saml") else {
            Issue.record("an IP address was accepted as a domain")
            return
        }
        #expect(invalid.problems.map(\.key) == ["saml.subject-identifier-scope"])
    }
}
