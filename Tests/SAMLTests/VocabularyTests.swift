import Foundation
import SAML
import TestFederation
import Testing
import XML

@Suite struct VocabularyTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let samlp = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:protocol", prefix: "p")
    static let saml = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:assertion", prefix: "a")

    /// Returns the element after writing and parsing.
    func travelled(_ element: XMLElement) throws -> XMLElement {
        try XMLParser.parse(try XMLWriter.canonical(element).bytes, limits: .message)
    }

    func parsed(_ content: String) throws -> XMLElement {
        let document =
            "<p:R xmlns:p=\"\(Self.samlp.uri)\" xmlns:a=\"\(Self.saml.uri)\""
            + " xmlns:x=\"urn:x\">\(content)</p:R>"
        let root = try XMLParser.parse(Array(document.utf8), limits: .message)
        return try #require(root.elements.first)
    }

    func request(_ attributes: String = "", _ content: String = "") throws -> XMLElement {
        try parsed(
            "<p:AuthnRequest ID=\"_1\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\" \(attributes)>"
                + "\(content)</p:AuthnRequest>")
    }

    func failure(_ element: XMLElement) -> DecodingFailure? {
        do throws(DecodingFailure) {
            _ = try AuthnRequest(decoding: element)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Round trips

    @Test func `a full request comes back the same and is valid against the schema`() throws {
        var draft = RequestDraft(
            issuer: EntityID(rawValue: "https://sp.example"), destination: "https://idp.example", at: Self.now)
        draft.extensions =
            EIDASExtensions(
                spType: .public,
                requestedAttributes: [RequestedAttribute(name: "urn:a", isRequired: true, values: ["v"])]
            ).xml
        draft.subject = Subject(
            nameID: NameID("n", format: .persistent, nameQualifier: "q", spNameQualifier: "s", spProvidedID: "i"))
        draft.nameIDPolicy = NameIDPolicy(format: .persistent, spNameQualifier: "urn:g", allowCreate: false)
        draft.conditions = Conditions(
            notBefore: Self.now, notOnOrAfter: Self.now.addingTimeInterval(1),
            audienceRestrictions: [[EntityID(rawValue: "urn:b")]], isOneTimeUse: true,
            proxyRestriction: Conditions.ProxyRestriction(count: 1, audiences: [EntityID(rawValue: "urn:c")]))
        draft.requestedAuthnContext = RequestedAuthnContext(comparison: .better, classes: [.eidasLow, .x509])
        draft.scoping = Scoping(
            proxyCount: 0, identityProviders: [Scoping.Entry(providerID: EntityID(rawValue: "urn:d"), name: "D")],
            getComplete: "https://x.example", requesterIDs: [EntityID(rawValue: "urn:e")])
        draft.forceAuthn = true
        draft.isPassive = false
        draft.replyTo = AuthnRequest.ReplyTo(url: "https://sp.example/acs", protocolBinding: .httpPOST)
        draft.attributeConsumingServiceIndex = 65_535
        draft.providerName = "P"
        let element = try travelled(draft.message.xml)
        #expect(try AuthnRequest(decoding: element) == draft.message)
        let schema = try Judge.schema(try XMLWriter.canonical(draft.message.xml).bytes)
        #expect(schema.isContent, "\(schema.words)")
    }

    @Test func `a request with declarations, nothing or everything absent comes back the same`() throws {
        var draft = RequestDraft(
            issuer: EntityID(rawValue: "https://sp.example"), destination: "https://idp.example", at: Self.now)
        draft.nameIDPolicy = nil
        draft.destination = nil
        draft.requestedAuthnContext = RequestedAuthnContext(references: .declarations(["urn:d1", "urn:d2"]))
        #expect(try AuthnRequest(decoding: try travelled(draft.message.xml)) == draft.message)
    }

    /// IIP-G02: any string of 256 characters, in every position that accepts text.
    @Test(arguments: [
        String(repeating: "a", count: 256), String(repeating: "😀", count: 256),
        String(repeating: "ñ\u{301}", count: 128), String(repeating: "<&>\"'", count: 51) + "x",
        "x" + String(repeating: " \t\r\n", count: 63) + "x", String(repeating: "\u{202E}\u{200B}א", count: 85),
        "x" + String(repeating: "\u{85}\u{2028}", count: 127) + "x",
        String(repeating: "\u{D7FF}\u{E000}\u{FFFD}", count: 85),
        String(repeating: "]]>", count: 85),
    ])
    func `accepts any string of 256 characters`(_ text: String) throws {
        let assertion = Assertion(
            id: MessageID(rawValue: "_a"), issueInstant: Self.now, issuer: Issuer(EntityID(rawValue: "urn:i")),
            subject: Subject(nameID: NameID(text, nameQualifier: text, spNameQualifier: text)),
            conditions: nil,
            authnStatement: AuthnStatement(
                authnInstant: Self.now, sessionIndex: text, authnContextClass: .eidasHigh,
                authenticatingAuthorities: [EntityID(rawValue: "urn:x")]),
            attributes: [Attribute(name: text, friendlyName: text, values: [AttributeValue(text)])])
        let response = Response(
            id: MessageID(rawValue: "_r"), issueInstant: Self.now, destination: nil, inResponseTo: nil,
            issuer: Issuer(EntityID(rawValue: "urn:i")), status: Status(.responder, .authnFailed, message: text),
            assertions: [assertion])
        #expect(try Response(decoding: try travelled(response.xml)) == response)
        var draft = RequestDraft(issuer: EntityID(rawValue: "urn:i"), destination: "urn:d", at: Self.now)
        draft.providerName = text
        #expect(try AuthnRequest(decoding: try travelled(draft.message.xml)).providerName == text)
    }

    @Test func `reads attribute values of any form and never their xsi type`() throws {
        let attribute = try Attribute(
            decoding: try parsed(
                """
                <a:Attribute Name="urn:a" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
                <a:AttributeValue i:type="undeclared:T">text</a:AttributeValue><a:AttributeValue/>
                <a:AttributeValue><a:NameID>n</a:NameID></a:AttributeValue></a:Attribute>
                """))
        #expect(attribute.values.map(\.text) == ["text", "", ""])
        #expect(attribute.values.map(\.type) == [nil, nil, nil])
        #expect(attribute.values[2].elements.map(\.text) == ["n"])
    }

    // MARK: Strictness

    @Test func `tolerates other prefixes, unknown attributes and unknown extensions`() throws {
        let element = try request(
            "x:y=\"1\" Unknown=\"2\" ForceAuthn=\" 1 \"",
            "<a:Issuer>\n urn:i </a:Issuer><p:Extensions><x:a><x:b/></x:a></p:Extensions><p:NameIDPolicy/>")
        let request = try AuthnRequest(decoding: element)
        #expect(request.issuer?.entityID == EntityID(rawValue: "urn:i"))
        #expect(request.forceAuthn == true)
        #expect(request.extensions.map(\.name.localName) == ["a"])
        #expect(request.nameIDPolicy == NameIDPolicy())
    }

    @Test(arguments: [
        ("", "<p:NameIDPolicy/><a:Issuer>urn:i</a:Issuer>", "p:AuthnRequest", "no further element", "a:Issuer"),
        ("", "<a:Issuer>i</a:Issuer><a:Issuer>i</a:Issuer>", "p:AuthnRequest", "no further element", "a:Issuer"),
        ("", "<x:Issuer>urn:i</x:Issuer>", "p:AuthnRequest", "no further element", "x:Issuer"),
        ("", "text", "p:AuthnRequest", "elements only", "the text “text”"),
        ("", "<a:Issuer> </a:Issuer>", "a:Issuer", "text that is not blank", "“ ”"),
        ("", "<a:Issuer><x:y/></a:Issuer>", "a:Issuer", "text only", "x:y"),
        ("IsPassive=\"yes\"", "", "p:AuthnRequest/@IsPassive", "true, false, 1 or 0", "“yes”"),
        ("ProviderName=\"\"", "", "p:AuthnRequest/@ProviderName", "a value that is not blank", "“”"),
        (
            "AssertionConsumerServiceIndex=\"-1\"", "", "p:AuthnRequest/@AssertionConsumerServiceIndex",
            "a number from 0 to 65535", "“-1”"
        ),
        (
            "", "<p:RequestedAuthnContext/>", "p:RequestedAuthnContext", "saml:AuthnContextDeclRef",
            "the end of the element"
        ),
        (
            "", "<p:RequestedAuthnContext Comparison=\"most\"/>", "p:RequestedAuthnContext/@Comparison",
            "exact, minimum, maximum or better", "“most”"
        ),
        ("", "<p:Scoping><p:IDPList/></p:Scoping>", "p:IDPList", "samlp:IDPEntry", "the end of the element"),
    ])
    func `reports the element, what was expected and what was received`(
        _ attributes: String, _ content: String, _ element: String, _ expected: String, _ received: String
    ) throws {
        let failure = try #require(failure(try request(attributes, content)))
        #expect(failure.element == element)
        #expect(failure.expected == expected)
        #expect(failure.received == received)
        #expect(failure.line == 1)
    }

    @Test(arguments: ["", "1a", "a:b", "a b", "#x"])
    func `an ID is an NCName`(_ id: String) throws {
        let element = try parsed(
            "<p:AuthnRequest ID=\"\(id)\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\"/>")
        #expect(failure(element)?.element == "p:AuthnRequest/@ID")
    }

    @Test(arguments: ["ID", "Version", "IssueInstant"])
    func `refuses a request without a required attribute`(_ name: String) throws {
        let attributes = ["ID": "_1", "Version": "2.0", "IssueInstant": "2026-01-01T00:00:00Z"]
            .filter { $0.key != name }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: " ")
        let failure = failure(try parsed("<p:AuthnRequest \(attributes)/>"))
        #expect(failure?.element == "p:AuthnRequest/@\(name)")
        #expect(failure?.received == "no such attribute")
    }

    @Test func `keeps unknown conditions, for the rules to refuse`() throws {
        let conditions = try Conditions(
            decoding: try parsed("<a:Conditions><x:OnlyOnSundays/><a:OneTimeUse/></a:Conditions>"))
        #expect(conditions.unknownConditions.map(\.localName) == ["OnlyOnSundays"])
        #expect(conditions.isOneTimeUse)
    }

    @Test func `a generated message ID has 160 random bits`() {
        let id = MessageID(random: Array(0..<20))
        #expect(id.rawValue == "_000102030405060708090a0b0c0d0e0f10111213")
    }

    @Test func `an ID has at most 1,024 bytes`() throws {
        func failure(_ bytes: Int) throws -> DecodingFailure? {
            let id = String(repeating: "a", count: bytes)
            return self.failure(
                try parsed("<p:AuthnRequest ID=\"\(id)\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\"/>"))
        }
        #expect(try failure(1_024) == nil)
        #expect(try failure(1_025)?.expected == "at most 1024 bytes")
    }

    // MARK: eIDAS and Cl@ve

    @Test func `has the attribute names that clients expect`() {
        #expect(
            EIDASAttribute.allCases.map(\.friendlyName) == [
                "PersonIdentifier", "FamilyName", "FirstName", "DateOfBirth", "BirthName", "PlaceOfBirth",
                "CurrentAddress", "Gender",
            ])
        #expect(
            EIDASAttribute.currentGivenName.name == "http://eidas.europa.eu/attributes/naturalperson/CurrentGivenName")
        #expect(EIDASAttribute(name: EIDASAttribute.gender.name) == .gender)
        #expect(EIDASAttribute(name: "Gender") == nil)
        #expect(ClaveAttribute.selectedIdP.name == "http://es.minhafp.clave/SelectedIdP")
        #expect(ClaveAttribute(name: "http://es.minhafp.clave/FirstSurname") == .firstSurname)
    }

    @Test func `ignores unknown extensions and refuses malformed eIDAS ones`() throws {
        let list = try parsed(
            """
            <p:Extensions xmlns:e="http://eidas.europa.eu/saml-extensions"><x:y/><e:SPType>public</e:SPType>
            <e:RequestedAttributes><e:RequestedAttribute Name="urn:a" NameFormat="urn:f" isRequired="true">
            <e:AttributeValue>dummyvalue</e:AttributeValue></e:RequestedAttribute></e:RequestedAttributes>
            </p:Extensions>
            """)
        let extensions = try EIDASExtensions(among: list.elements)
        #expect(extensions.spType == .public)
        #expect(extensions.requestedAttributes.map(\.name) == ["urn:a"])
        #expect(extensions.requestedAttributes[0].values == ["dummyvalue"])
        let wrong = try parsed(
            "<p:Extensions xmlns:e=\"http://eidas.europa.eu/saml-extensions\"><e:SPType>state</e:SPType></p:Extensions>"
        )
        #expect(throws: DecodingFailure.self) { try EIDASExtensions(among: wrong.elements) }
    }

    // MARK: Bounds

    @Test func `a Scoping is bounded, in numbers and in each name`() throws {
        func failure(_ requesters: Int, _ providers: Int, _ length: Int = 20) throws -> DecodingFailure? {
            let name = EntityID(rawValue: "urn:" + String(repeating: "x", count: length - 4))
            let scoping = Scoping(
                identityProviders: Array(repeating: Scoping.Entry(providerID: name), count: providers),
                requesterIDs: Array(repeating: name, count: requesters))
            do throws(DecodingFailure) {
                #expect(try Scoping(decoding: scoping.xml) == scoping)
                return nil
            } catch {
                return error
            }
        }
        #expect(try failure(100, 1_000) == nil)
        #expect(try failure(101, 1)?.expected == "at most 100 samlp:RequesterID")
        #expect(try failure(1, 1_001)?.expected == "at most 1000 samlp:IDPEntry")
        #expect(try failure(1, 1, 1_024) == nil)
        #expect(try failure(1, 1, 1_025)?.expected == "at most 1024 characters")
    }

    /// 256 code points, as federation profiles require.
    @Test(arguments: ["x", "\u{F1}", "\u{6C34}", "\u{1F512}", "\u{301}", "\u{202E}", "\u{200D}", "&<>\"'"])
    func `preserves strings of any script in a request`(_ piece: String) throws {
        let text = String(
            String.UnicodeScalarView(repeatElement(piece.unicodeScalars, count: 256).joined().prefix(256)))
        var draft = RequestDraft(
            issuer: EntityID(rawValue: "https://sp.example"), destination: "https://idp.example", at: Self.now)
        draft.providerName = text
        draft.subject = Subject(nameID: NameID(text, format: .persistent))
        draft.nameIDPolicy = NameIDPolicy(spNameQualifier: text)
        draft.scoping = Scoping(identityProviders: [
            Scoping.Entry(providerID: EntityID(rawValue: "urn:x"), name: text)
        ])
        let read = try AuthnRequest(decoding: try travelled(draft.message.xml))
        #expect(read.providerName.map { Array($0.utf8) } == Array(text.utf8))
        #expect(read.subject?.nameID.map { Array($0.value.utf8) } == Array(text.utf8))
        #expect(read.nameIDPolicy?.spNameQualifier.map { Array($0.utf8) } == Array(text.utf8))
        #expect(read.scoping?.identityProviders?.first?.name.map { Array($0.utf8) } == Array(text.utf8))
    }

    // MARK: NameIDPolicy

    static let service = EntityID(rawValue: "urn:sp")

    struct Wish: Sendable {
        let policy: NameIDPolicy?
        let formats: [NameIDFormat]
        let expected: NameIDFormat
    }

    @Test(arguments: [
        Wish(policy: nil, formats: [], expected: .transient),
        Wish(policy: NameIDPolicy(), formats: [.emailAddress, .persistent, .transient], expected: .persistent),
        Wish(policy: NameIDPolicy(format: .unspecified), formats: [.transient, .persistent], expected: .transient),
        Wish(policy: NameIDPolicy(format: .persistent), formats: [.transient], expected: .persistent),
        Wish(policy: NameIDPolicy(spNameQualifier: "urn:sp"), formats: [.emailAddress], expected: .transient),
    ])
    func `chooses the NameID format`(_ wish: Wish) throws {
        let format = try NameIDPolicyRules.format(for: wish.policy, of: Self.service, formats: wish.formats)
        #expect(format == wish.expected)
    }

    @Test func `uses only the NameID format of the request's Subject`() throws {
        let named = NameID("n", format: .persistent)
        func format(_ policy: NameIDPolicy?) throws -> NameIDFormat {
            try NameIDPolicyRules.format(for: policy, naming: named, of: Self.service, formats: [.transient])
        }
        for policy in [nil, NameIDPolicy(), NameIDPolicy(format: .unspecified), NameIDPolicy(format: .persistent)] {
            #expect(try format(policy) == .persistent)
        }
        #expect(throws: NameIDPolicyRules.Violation.format(expected: [.persistent], received: .transient)) {
            try format(NameIDPolicy(format: .transient))
        }
    }

    @Test func `refuses an unsupported NameID format`() {
        #expect(
            throws: NameIDPolicyRules.Violation.format(expected: [.persistent, .transient], received: .emailAddress)
        ) {
            try NameIDPolicyRules.format(
                for: NameIDPolicy(format: .emailAddress), of: Self.service, formats: [.persistent])
        }
        #expect(throws: NameIDPolicyRules.Violation.spNameQualifier(expected: Self.service, received: "urn:other")) {
            try NameIDPolicyRules.format(
                for: NameIDPolicy(spNameQualifier: "urn:other"), of: Self.service, formats: [])
        }
    }
}
