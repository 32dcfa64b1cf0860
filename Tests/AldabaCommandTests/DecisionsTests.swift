import Federation
import Foundation
import SAML
import Testing

@testable import AldabaCommand

struct DecisionsTests {
    @Test func `can have every key`() throws {
        let entry = try ServicePolicy(
            yaml: """
                # stricter than for other services
                minimum-level: substantial
                signing: response
                allows-unsigned-requests: true
                classes: { urn:example:strong: high, urn:example:weak: low }
                maximum-session-age-minutes: 0
                release:
                  - when: required
                    tell:
                      - given-name
                      - { attribute: given-name, name: nombre, format: basic, friendly-name: Nombre }
                      - { attribute: date-of-birth, name: "urn:oid:1.3.6.1.4.1.25178.1.2.3" }
                      - pairwise-id
                  - when: always
                    tell: [{ values: [a, "", ñ], name: urn:x, format: "urn:example:format" }]
                release-replaces: true
                name-id-format: persistent
                name-qualifiers: false
                session-minutes: 30
                assertion-backdating-seconds: 0
                unsolicited: true
                consent: true
                """)
        #expect(
            entry
                == ServicePolicy(
                    minimumLevel: .substantial, signing: .response, allowsUnsignedRequests: true,
                    classes: ["urn:example:strong": .high, "urn:example:weak": .low], maximumSessionAge: .zero,
                    release: .replacing([
                        .init(
                            to: .everybody, .required,
                            release: [
                                .init(.currentGivenName),
                                .init(.currentGivenName, as: "nombre", format: .basic, friendlyName: "Nombre"),
                                .init(.dateOfBirth, as: "urn:oid:1.3.6.1.4.1.25178.1.2.3"), .init(.pairwiseID),
                            ]),
                        .init(
                            to: .everybody, .always,
                            release: [
                                .init(
                                    .values(["a", "", "ñ"]), as: "urn:x",
                                    format: AttributeNameFormat(rawValue: "urn:example:format"))
                            ]),
                    ]), nameIDFormat: .persistent, qualifiesNames: false, sessionLifetime: .seconds(1_800),
                    backdating: .zero, takesUnsolicited: true,
                    asksConsent: true))
        #expect(try ServicePolicy(yaml: "{}") == .standard)
    }

    @Test(arguments: [
        ("", "expects keys and values"),
        ("high", "expects keys and values"),
        ("signing: both\nminimum_level: high", "line 2: no such key minimum_level: the keys are minimum"),
        ("\nminimum-level: highest", "line 2: minimum-level expects low, substantial or high, not highest"),
        ("minimum-level:", "line 1: minimum-level expects low, substantial or high, not nothing"),
        ("minimum-level: [high]", "line 1: minimum-level expects low, substantial or high, not a list"),
        ("signing: none", "line 1: signing expects assertion, response or both, not none"),
        ("allows-unsigned-requests: perhaps", "line 1: allows-unsigned-requests expects true or false, not perhaps"),
        ("classes: high", "line 1: classes expects a table"),
        ("classes:\n  urn:a: low\n  urn:b: top", "line 3: classes: urn:b expects low, substantial or high, not top"),
        ("signing: both\n\tminimum-level: high", "line 2: not YAML"),
        ("minimum-level: high\nminimum-level: low", "written twice: minimum-level"),
        ("session-minutes: 0", "line 1: session-minutes expects a whole number from 1 to 1440, not 0"),
        ("assertion-backdating-seconds: 601", "line 1: assertion-backdating-seconds expects a whole number from 0"),
        ("name-id-format: email", "line 1: name-id-format expects persistent or transient, not email"),
        ("name-qualifiers: some", "line 1: name-qualifiers expects true or false, not some"),
        ("unsolicited: maybe", "line 1: unsolicited expects true or false, not maybe"),
        ("release-replaces: true", "line 1: release-replaces needs release"),
        ("release: all", "line 1: release: expects a list of rules"),
        ("release:\n- given-name", "line 2: release: expects { when: requested"),
        ("release:\n- when: often\n  tell: [method]", "line 2: release: when expects one of always, listed, requested"),
        ("release:\n- tell: [method]", "release: when expects one of always, listed, requested, required, not nothing"),
        ("release:\n- when: always", "release: tell expects a list of 1 to 100"),
        ("release:\n- { when: always, tell: [] }", "line 2: release: tell expects a list of 1 to 100"),
        (
            "release:\n- to: everybody\n  when: always\n  tell: [method]",
            "line 2: release: no such key to: the keys are when"
        ),
        (
            "release:\n- when: always\n  tell: [shoe-size]",
            "line 3: release: no such attribute shoe-size: the attributes are person-"
        ),
        (rule("{ attribute: method, nam: x }"), "no such key nam: the keys are attribute, values, name"),
        (rule("{ attribute: method, name: metodo }"), "name expects a URI, not metodo; for another name"),
        (rule("{ attribute: method, name: urn:x, format: long }"), "format expects uri, basic, unspecified or a URI"),
        (rule("{ attribute: method, format: basic }"), "a format or friendly-name needs a name"),
        (rule("{ attribute: pairwise-id, name: urn:x }"), "pairwise-id cannot have another name"),
        (rule("{ attribute: method, values: [x], name: urn:x }"), "attribute or values, not both"),
        (rule("{ values: [x] }"), "expects an attribute, or values and a name"),
        (rule("{ values: x, name: urn:x }"), "values expects a list of at most 100 texts"),
        (rule("{ attribute: method, name: \"urn:\\n\" }"), "name expects a text of 1 to 256 characters"),
        (
            rule("{ attribute: method, name: urn:\(String(repeating: "ñ", count: 253)) }"),
            "name expects a text of 1 to 256 characters"
        ),
        (
            "release:\n" + String(repeating: "- { when: always, tell: [method] }\n", count: 101),
            "release: expects at most 100 rules, not 101"
        ),
    ])
    func `are refused with line and key`(_ yaml: String, _ cause: String) throws {
        let failure = #expect(throws: Failure.self) { try ServicePolicy(yaml: yaml) }
        let message = try #require(failure?.message)
        #expect(message.contains(cause), "\(message)")
    }

    private static func rule(_ item: String) -> String { "release:\n- when: always\n  tell:\n  - \(item)" }

    @Test func `can have names of 256 characters of any script`() throws {
        let name = "urn:" + String(repeating: "ñ", count: 252)
        let entry = try ServicePolicy(yaml: Self.rule("{ attribute: method, name: \(name) }"))
        #expect(entry.release == .adding([.init(to: .everybody, .always, release: [.init(.selectedIdP, as: name)])]))
    }

    @Test func `are summarised in one line, and JSON has rules as they are read`() throws {
        let decisions = try Decisions(
            """
            maximum-session-age-minutes: 5
            release: [{ when: always, tell: [given-name, pairwise-id] }]
            name-id-format: persistent
            name-qualifiers: false
            session-minutes: 30
            assertion-backdating-seconds: 5
            unsolicited: true
            consent: true
            """)
        #expect(
            decisions.summary
                == "maximum-session-age-minutes: 5, session-minutes: 30, assertion-backdating-seconds: 5, release: 1 more, "
                + "name-id-format: persistent, name-qualifiers: false, unsolicited: true, consent: true")
        let json = String(decoding: try JSONEncoder().encode(decisions), as: UTF8.self)
        #expect(json.contains(#""attribute":"pairwise-id""#) && json.contains(#""session-minutes":30"#))
        let replacing = try Decisions("release-replaces: true\nrelease: [{ when: always, tell: [method] }]")
        #expect(replacing.summary == "release: 1, replacing all others")
    }

    @Test func `are summarised in one line, and encoded under the keys of the file`() throws {
        let decisions = try Decisions("classes: { urn:b: low, urn:a: high }\nminimum-level: high")
        #expect(decisions.summary == "minimum-level: high, classes: urn:a high urn:b low")
        #expect(try Decisions("signing: both").summary == "same as the defaults")
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(
            String(decoding: try encoder.encode(decisions), as: UTF8.self)
                == #"{"allows-unsigned-requests":false,"classes":{"urn:a":"high","urn:b":"low"},"consent":false,"#
                + #""minimum-level":"high","#
                + #""name-qualifiers":true,"release":[],"signing":"both","unsolicited":false}"#)
    }
}
