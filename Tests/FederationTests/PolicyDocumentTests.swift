import Foundation
import SAML
import Testing

@testable import Federation

struct PolicyDocumentTests {
    /// A policy with a value other than the standard one in each field.
    private static let full = ServicePolicy(
        minimumLevel: .substantial, signing: .assertion, allowsUnsignedRequests: true,
        classes: ["urn:example:strong": .high], maximumSessionAge: .seconds(300),
        release: .replacing([
            .init(
                to: .everybody, .requested,
                release: [.init(.personIdentifier), .init(.pairwiseID), .init(.values(["a", ""]), as: "urn:x")]),
            .init(
                to: .services(["urn:b", "urn:a"]), .always,
                release: [.init(.dateOfBirth, as: "born", format: .basic, friendlyName: "Born")]),
            .init(to: .having(entityAttribute: "urn:category", value: "v"), .required, release: [.init(.subjectID)]),
        ]), nameIDFormat: .persistent, qualifiesNames: false, sessionLifetime: .seconds(1_800),
        backdating: .seconds(5), takesUnsolicited: true, asksConsent: true)

    /// The document of `full`. It never changes: databases contain documents of version 1.
    private static let version1 =
        #"{"allows-unsigned-requests":true,"assertion-backdating-seconds":5,"#
        + #""classes":[{"class":"urn:example:strong","level":"high"}],"consent":true,"#
        + #""maximum-session-age-seconds":300,"minimum-level":"substantial","#
        + #""name-id-format":"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent","name-qualifiers":false,"#
        + #""release":{"replacing":[{"items":[{"content":{"attribute":"personIdentifier"},"#
        + #""format":"urn:oasis:names:tc:SAML:2.0:attrname-format:uri","friendly-name":"PersonIdentifier","#
        + #""name":"http://eidas.europa.eu/attributes/naturalperson/PersonIdentifier"},"#
        + #"{"content":{"identifier":"urn:oasis:names:tc:SAML:attribute:pairwise-id"},"#
        + #""format":"urn:oasis:names:tc:SAML:2.0:attrname-format:uri","friendly-name":"pairwise-id","#
        + #""name":"urn:oasis:names:tc:SAML:attribute:pairwise-id"},"#
        + #"{"content":{"values":["a",""]},"format":"urn:oasis:names:tc:SAML:2.0:attrname-format:uri","#
        + #""friendly-name":null,"name":"urn:x"}],"occasion":"requested","recipients":"everybody"},"#
        + #"{"items":[{"content":{"attribute":"dateOfBirth"},"#
        + #""format":"urn:oasis:names:tc:SAML:2.0:attrname-format:basic","friendly-name":"Born","name":"born"}],"#
        + #""occasion":"always","recipients":{"services":["urn:a","urn:b"]}},"#
        + #"{"items":[{"content":{"identifier":"urn:oasis:names:tc:SAML:attribute:subject-id"},"#
        + #""format":"urn:oasis:names:tc:SAML:2.0:attrname-format:uri","friendly-name":"subject-id","#
        + #""name":"urn:oasis:names:tc:SAML:attribute:subject-id"}],"occasion":"required","#
        + #""recipients":{"entity-attribute":{"name":"urn:category","value":"v"}}}]},"#
        + #""session-seconds":1800,"signing":"assertion","unsolicited":true,"version":1}"#

    @Test func `version 1 is always readable, and is what this release writes`() throws {
        #expect(try ServicePolicy(document: Self.version1) == Self.full)
        #expect(try Self.full.document() == Self.version1)
        let spaced = "\n" + Self.version1.replacing(",\"", with: ",\n  \"")
        #expect(try ServicePolicy(document: spaced) == Self.full)
    }

    @Test func `names every attribute, identifier, occasion, level and signed part as in version 1`() {
        #expect(
            CitizenAttribute.allCases.map(\.rawValue) == [
                "personIdentifier", "currentGivenName", "currentFamilyName", "firstSurname", "dateOfBirth",
                "selectedIdP",
            ])
        #expect(SubjectIdentifier.Kind.allCases.map(\.rawValue).allSatisfy { $0.hasPrefix("urn:oasis:names:tc:SAML:") })
        #expect(ReleasePolicy.Occasion.allCases.map(\.rawValue) == ["always", "listed", "requested", "required"])
        #expect(LevelOfAssurance.allCases.map(\.description) == ["low", "substantial", "high"])
        #expect(ResponseBuilder.Signing.allCases.map(\.rawValue) == ["assertion", "response", "both"])
    }

    // MARK: Round trips

    @Test func `is read as it was written, for every case of every field`() throws {
        for policy in PolicySamples.all {
            let document = try policy.document()
            #expect(try ServicePolicy(document: document) == policy, "\(document)")
            #expect(!document.contains("\0"), "PostgreSQL cannot store U+0000")
        }
    }

    @Test func `the samples set every field of a policy`() {
        let standard = Array(Mirror(reflecting: ServicePolicy.standard).children)
        let samples = PolicySamples.all.map { Array(Mirror(reflecting: $0).children) }
        for (index, field) in standard.enumerated() {
            let values = Set(samples.map { "\($0[index].value)" })
            #expect(values.subtracting(["\(field.value)"]).count >= 1, "\(field.label ?? "")")
        }
        #expect(standard.count == 12)
    }

    @Test func `is read as it was written, with several fields set`() throws {
        for policy in PolicySamples.mixed { #expect(try ServicePolicy(document: policy.document()) == policy) }
    }

    @Test func `classes that differ in how an accent is written are two`() throws {
        let policy = ServicePolicy(classes: ["urn:\u{E9}": .low, "urn:e\u{301}": .high])
        let read = try ServicePolicy(document: policy.document())
        #expect(read.classes.count == 2)
        #expect(read == policy)
    }

    @Test(arguments: [Duration.milliseconds(1_500), .seconds(-1), .nanoseconds(1)])
    func `is not written with a duration that it cannot contain`(_ duration: Duration) {
        #expect(throws: PolicyDocumentError.self) { try ServicePolicy(maximumSessionAge: duration).document() }
        #expect(throws: PolicyDocumentError.self) { try ServicePolicy(sessionLifetime: duration).document() }
        #expect(throws: PolicyDocumentError.self) { try ServicePolicy(backdating: duration).document() }
    }

    // MARK: Refusals

    @Test(arguments: [Int64(2), 3, .max])
    func `a newer version is refused, also with fields that version 1 does not have`(_ version: Int64) throws {
        let newer = PolicyDocumentError.newer(version: version, known: 1)
        for document in [
            #"{"version":\#(version)}"#, #"{"version":\#(version),"colour":"red"}"#,
            Self.version1.replacing(#""version":1"#, with: #""version":\#(version)"#),
        ] {
            #expect(throws: newer) { try ServicePolicy(document: document) }
        }
        #expect(newer.description == "decisions of version \(version), this broker reads up to 1")
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":1,\"colour\":\"red\"", "colour"),
        ("\"level\":\"high\"", "\"level\":\"high\",\"colour\":1", "classes[0].colour"),
        ("{\"replacing\"", "{\"colour\"", "release.colour"),
        ("\"occasion\":\"always\"", "\"occasion\":\"always\",\"colour\":1", "release.replacing[1].colour"),
        ("\"name\":\"born\"", "\"name\":\"born\",\"colour\":1", "release.replacing[1].items[0].colour"),
        ("{\"attribute\":\"date", "{\"colour\":\"date", "release.replacing[1].items[0].content.colour"),
        ("{\"services\"", "{\"colour\"", "release.replacing[1].recipients.colour"),
        ("\"value\":\"v\"", "\"value\":\"v\",\"colour\":1", "release.replacing[2].recipients.entity-attribute.colour"),
    ])
    func `an unknown field is refused by its name`(_ old: String, _ new: String, _ place: String) throws {
        let document = Self.version1.replacing(old, with: new)
        #expect(throws: PolicyDocumentError.unknownField(place)) { try ServicePolicy(document: document) }
    }

    @Test func `a missing field is refused by its name, also one that can be null`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(Self.version1.utf8))
        let fields = try #require(object as? [String: Any])
        for name in fields.keys {
            let document = try JSONSerialization.data(withJSONObject: fields.filter { $0.key != name })
            #expect(throws: PolicyDocumentError.missingField(name)) {
                try ServicePolicy(document: String(decoding: document, as: UTF8.self))
            }
        }
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":0", "version expects a number from 1 to 1, not 0"),
        ("\"version\":1", "\"version\":\"1\"", "version expects a number from 1 to 1, not «1»"),
        ("\"substantial\"", "\"highest\"", "minimum-level expects one of low, substantial, high, not «highest»"),
        ("\"substantial\"", "null", "minimum-level expects a text, not null"),
        (
            "\"signing\":\"assertion\"", "\"signing\":\"none\"",
            "signing expects one of assertion, response, both, not «none»"
        ),
        ("\"consent\":true", "\"consent\":1", "consent expects true or false, not 1"),
        ("\"unsolicited\":true", "\"unsolicited\":null", "unsolicited expects true or false, not null"),
        ("\"session-seconds\":1800", "\"session-seconds\":-1", "session-seconds expects a number of seconds, not -1"),
        (
            "\"session-seconds\":1800", "\"session-seconds\":true",
            "session-seconds expects a number of seconds, not true"
        ),
        (
            "[{\"class\"",
            "[{\"class\":\"urn:a\",\"level\":\"low\"},{\"class\":\"urn:a\",\"level\":\"high\"},{\"class\"",
            "classes[1].class expects each class once, not «urn:a»"
        ),
        (
            "\"everybody\"", "\"nobody\"",
            "release.replacing[0].recipients expects an object with one of the fields services, entity-attribute, not «nobody»"
        ),
        (
            "\"always\"", "\"often\"",
            "release.replacing[1].occasion expects one of always, listed, requested, required, not «often»"
        ),
        ("[\"a\",\"\"]", "[\"a\",1]", "release.replacing[0].items[2].content.values[1] expects a text, not 1"),
        (
            "{\"replacing\"", "{\"adding\":[],\"replacing\"",
            "release expects an object with one of the fields adding, replacing, not an object"
        ),
    ])
    func `an invalid value is refused by the name of its field`(_ old: String, _ new: String, _ message: String) throws
    {
        #expect(Self.version1.contains(old))
        let document = Self.version1.replacing(old, with: new)
        let error = #expect(throws: PolicyDocumentError.self) { try ServicePolicy(document: document) }
        #expect(error?.description == message)
    }

    @Test(arguments: ["", "minimum-level: high", "{", "[", "{\"version\":1.5}"])
    func `a text that is not JSON with integers is refused`(_ text: String) {
        #expect(throws: PolicyDocumentError.notJSON) { try ServicePolicy(document: text) }
    }

    @Test(arguments: ["null", "[]", "1", "\"version\""])
    func `JSON that is not an object is refused`(_ text: String) {
        #expect(throws: PolicyDocumentError.self) { try ServicePolicy(document: text) }
    }
}
