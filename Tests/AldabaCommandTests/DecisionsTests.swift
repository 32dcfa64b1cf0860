import Federation
import Foundation
import SAML
import Testing

@testable import AldabaCommand

struct DecisionsTests {
    @Test func `have every key`() throws {
        let entry = try ServiceProviderEntry(
            yaml: """
                # held to more than others
                minimum-level: substantial
                signing: response
                allows-unsigned-requests: true
                classes: { urn:example:strong: high, urn:example:weak: low }
                """)
        #expect(
            entry
                == ServiceProviderEntry(
                    minimumLevel: .substantial, signing: .response, allowsUnsignedRequests: true,
                    classes: ["urn:example:strong": .high, "urn:example:weak": .low]))
        #expect(try ServiceProviderEntry(yaml: "{}") == .standard)
    }

    @Test(arguments: [
        ("", "expects keys and values"),
        ("high", "expects keys and values"),
        ("signing: both\nminimum_level: high", "line 2: no such key minimum_level: there are minimum-level"),
        ("\nminimum-level: highest", "line 2: minimum-level expects low, substantial or high, not highest"),
        ("minimum-level:", "line 1: minimum-level expects low, substantial or high, not nothing"),
        ("minimum-level: [high]", "line 1: minimum-level expects low, substantial or high, not a list"),
        ("signing: none", "line 1: signing expects assertion, response or both, not none"),
        ("allows-unsigned-requests: perhaps", "line 1: allows-unsigned-requests expects true or false, not perhaps"),
        ("classes: high", "line 1: classes expects a table"),
        ("classes:\n  urn:a: low\n  urn:b: top", "line 3: classes: urn:b expects low, substantial or high, not top"),
        ("signing: both\n\tminimum-level: high", "line 2: not YAML"),
        ("minimum-level: high\nminimum-level: low", "written twice: minimum-level"),
    ])
    func `are refused with line and key`(_ yaml: String, _ cause: String) throws {
        let failure = #expect(throws: Failure.self) { try ServiceProviderEntry(yaml: yaml) }
        let message = try #require(failure?.message)
        #expect(message.contains(cause), "\(message)")
    }

    @Test func `are told in a line, and in JSON under the keys of the file`() throws {
        let decisions = try Decisions("classes: { urn:b: low, urn:a: high }\nminimum-level: high")
        #expect(decisions.summary == "minimum-level: high, classes: urn:a high urn:b low")
        #expect(try Decisions("signing: both").summary == "nothing beyond the standard")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(decisions), as: UTF8.self)
                == #"{"allows-unsigned-requests":false,"classes":{"urn:a":"high","urn:b":"low"},"minimum-level":"high","#
                + #""signing":"both"}"#)
    }
}
