import Foundation
import Testing
import XML

@testable import SAML

/// Names and identifiers in messages and metadata are compared by octets.
struct ExactTests {
    /// One text to a reader and to Swift, but two sequences of octets.
    static let composed = "https://sp.example.org/\u{E9}"
    static let decomposed = "https://sp.example.org/e\u{301}"

    /// Two values of each type with text. They differ in the encoding of one accent.
    private static var pairs: [(AnyHashable, AnyHashable)] {
        func pair<Value: Hashable>(_ make: (String) -> Value) -> (AnyHashable, AnyHashable) {
            (AnyHashable(make(composed)), AnyHashable(make(decomposed)))
        }
        return [
            pair { NameID($0) }, pair { NameID("x", format: NameIDFormat(rawValue: $0)) },
            pair { NameID("x", nameQualifier: $0) }, pair { NameID("x", spNameQualifier: $0) },
            pair { NameID("x", spProvidedID: $0) }, pair { NameIDPolicy(spNameQualifier: $0) },
            pair { Issuer(EntityID(rawValue: $0)) }, pair { Attribute(name: $0, values: []) },
            pair { Attribute(name: "x", nameFormat: AttributeNameFormat(rawValue: $0), values: []) },
            pair { Attribute(name: "x", friendlyName: $0, values: []) }, pair { AttributeValue($0) },
            pair { RequestedAttribute(name: $0) }, pair { RequestedAttribute(name: "x", values: ["y", $0]) },
            pair { Endpoint(binding: .httpPOST, location: $0) },
            pair { Endpoint(binding: .httpPOST, location: "x", responseLocation: $0) },
            pair { AssertionConsumerService(location: $0, index: nil) },
            pair { SessionParticipation(service: "s", nameID: NameID("x"), sessionIndex: $0) },
            pair { SessionParticipation(service: "s", nameID: NameID($0), sessionIndex: nil) },
            pair { RequestedAuthnContext(classes: [AuthnContextClass(rawValue: $0)]) },
            pair { RequestedAuthnContext(references: .declarations(["x", $0])) },
            pair { LocalizedText($0, language: "es") }, pair { MessageID(rawValue: $0) },
            pair { StatusCode(rawValue: $0) },
        ]
    }

    @Test func `two spellings of one accent are two values, in sets and dictionaries too`() {
        #expect(Self.composed == Self.decomposed, "Swift's String takes them for the same")
        for (left, right) in Self.pairs {
            #expect(left != right, "\(left)")
            #expect(left == left)
            #expect(Set([left, right, left]).count == 2, "\(left)")
        }
    }

    @Test func `distinguishes lists and absent texts`() {
        func hash(_ value: some Hashable) -> Int { value.hashValue }
        #expect(Exact(wrappedValue: ["a", "b"]) != Exact(wrappedValue: ["ab"]))
        #expect(hash(Exact(wrappedValue: ["a", "b"])) != hash(Exact(wrappedValue: ["ab", ""])))
        #expect(Exact<String?>(wrappedValue: nil) != Exact<String?>(wrappedValue: ""))
        #expect(hash(Exact<String?>(wrappedValue: nil)) != hash(Exact<String?>(wrappedValue: "")))
        #expect(Exact(wrappedValue: ["a"]) == Exact(wrappedValue: ["a"]))
        #expect(Exact(wrappedValue: ["a"]) != Exact(wrappedValue: ["a", "b"]))
        #expect(Exact(wrappedValue: ["a", "b"]) != Exact(wrappedValue: ["a"]))
    }

    @Test func `encodes a wrapped text as a text and omits an absent one`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let name = NameID(Self.decomposed, nameQualifier: "q")
        let stored = try encoder.encode(name)
        #expect(Array(stored) == Array(#"{"nameQualifier":"q","value":"\#(Self.decomposed)"}"#.utf8))
        #expect(try JSONDecoder().decode(NameID.self, from: stored) == name)
        let endpoint = try JSONDecoder().decode(
            Endpoint.self, from: Data(#"{"binding":"b","location":"l","responseLocation":null}"#.utf8))
        #expect(endpoint == Endpoint(binding: "b", location: "l"))
        let requested = RequestedAttribute(name: "n", values: ["a", "b"])
        #expect(try JSONDecoder().decode(RequestedAttribute.self, from: encoder.encode(requested)) == requested)
    }

    @Test func `a NameIDPolicy may only name the namespace of its own service`() {
        let service = EntityID(rawValue: Self.composed)
        func format(_ qualifier: String) throws(NameIDPolicyRules.Violation) -> NameIDFormat {
            try NameIDPolicyRules.format(
                for: NameIDPolicy(spNameQualifier: qualifier), of: service, formats: [.persistent])
        }
        #expect(throws: Never.self) { try format(Self.composed) }
        #expect(throws: NameIDPolicyRules.Violation.self) { try format(Self.decomposed) }
    }
}
