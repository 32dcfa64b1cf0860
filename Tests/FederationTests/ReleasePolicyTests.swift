import SAML
import TestFederation
import Testing

@testable import Federation

struct ReleasePolicyTests {
    static let category = "http://macedir.org/entity-category"
    static let basicName = ReleasePolicy.Item(
        .currentGivenName, as: "givenName", format: .basic, friendlyName: "Nombre")

    private func request(_ attributes: RequestedAttribute...) throws -> AcceptedRequest {
        var service = TestServiceProvider()
        service.attributeConsumingServices = [
            AttributeConsumingService(
                index: 0, isDefault: true, names: [LocalizedText("Oficina", language: "es")],
                requestedAttributes: attributes)
        ]
        return try Example.request(of: service)
    }

    private func released(
        _ recipients: ReleasePolicy.Recipients, _ occasion: ReleasePolicy.Occasion,
        _ item: ReleasePolicy.Item = basicName, for request: AcceptedRequest, entityAttributes: [Attribute] = []
    ) -> [String] {
        ReleasePolicy(rules: [.init(to: recipients, occasion, release: [item])])
            .disclosures(for: request, entityAttributes: entityAttributes).map(\.name)
    }

    @Test func `releases nothing that no rule names`() throws {
        let request = try request(RequestedAttribute(name: CitizenAttribute.personIdentifier.name, isRequired: true))
        #expect(ReleasePolicy(rules: []).disclosures(for: request).isEmpty)
        #expect(released(.everybody, .always, for: request) == ["givenName"])
    }

    @Test func `a rule for named services applies only to exactly these entityIDs`() throws {
        let request = try request()
        let name = request.issuer.rawValue
        #expect(released(.services([request.issuer]), .always, for: request) == ["givenName"])
        for other in [name + "/", name.uppercased(), "https://otra.example"] {
            #expect(released(.services([EntityID(rawValue: other)]), .always, for: request).isEmpty, "\(other)")
        }
    }

    @Test func `a rule for a category applies to services whose metadata has it`() throws {
        let request = try request()
        let recipients = ReleasePolicy.Recipients.having(entityAttribute: Self.category, value: "urn:research")
        func released(_ name: String, _ values: String...) -> [String] {
            self.released(
                recipients, .always, for: request,
                entityAttributes: [Attribute(name: name, values: values.map { AttributeValue($0) })])
        }
        #expect(released(Self.category, "urn:x", "urn:research") == ["givenName"])
        #expect(released(Self.category, "urn:x").isEmpty)
        #expect(released("urn:other", "urn:research").isEmpty)
        #expect(self.released(recipients, .always, for: request).isEmpty)
    }

    @Test func `names and values are compared by their octets`() throws {
        let (composed, decomposed) = ("urn:\u{E9}", "urn:e\u{301}")
        let item = ReleasePolicy.Item(.currentGivenName, as: composed)
        let wanted = try request(RequestedAttribute(name: composed))
        let other = try request(RequestedAttribute(name: decomposed))
        #expect(released(.everybody, .requested, item, for: wanted).count == 1)
        #expect(released(.everybody, .requested, item, for: other).isEmpty)

        func having(_ name: String, _ value: String) -> Int {
            released(
                .having(entityAttribute: composed, value: composed), .always, for: wanted,
                entityAttributes: [Attribute(name: name, values: [AttributeValue(value)])]
            ).count
        }
        #expect(having(composed, composed) == 1)
        #expect(having(decomposed, composed) == 0)
        #expect(having(composed, decomposed) == 0)
        #expect(
            ReleasePolicy.Recipients.having(entityAttribute: composed, value: "x")
                != .having(entityAttribute: decomposed, value: "x"))
        #expect(ReleasedContent.values([composed]) != .values([decomposed]))

        // Swift treats the two names as equal. Both are released, and a consent to one is no consent to the other.
        let both = ReleasePolicy(rules: [
            .init(to: .everybody, .always, release: [item, .init(.currentGivenName, as: decomposed)])
        ])
        let disclosures = both.disclosures(for: wanted)
        #expect(disclosures.count == 2)
        #expect(Set(disclosures).count == 2)
        #expect(both.attributes.count == 2)
    }

    @Test func `only the values that a service wants are released, compared by octets`() throws {
        let item = ReleasePolicy.Item(.values(["\u{E9}"]), as: "urn:x")
        func values(_ wanted: String) throws -> Int {
            let request = try request(RequestedAttribute(name: "urn:x", values: [wanted]))
            return try ReleasePolicy(rules: [.init(to: .everybody, .requested, release: [item])]).disclosures(
                for: request
            )
            .compactMap { try $0.attribute(of: Example.authentication()) }.count
        }
        #expect(try values("\u{E9}") == 1)
        #expect(try values("e\u{301}") == 0)
    }

    @Test func `a requested attribute is matched by Name and NameFormat, a required one by isRequired too`()
        throws
    {
        func released(_ occasion: ReleasePolicy.Occasion, _ attribute: RequestedAttribute) throws -> Bool {
            try !self.released(.everybody, occasion, for: request(attribute)).isEmpty
        }
        let wanted = RequestedAttribute(name: "givenName", nameFormat: .basic)
        let needed = RequestedAttribute(name: "givenName", nameFormat: .basic, isRequired: true)
        #expect(try released(.requested, wanted) && released(.requested, needed))
        #expect(try !released(.required, wanted) && released(.required, needed))
        #expect(try released(.requested, RequestedAttribute(name: "givenName", nameFormat: nil)))
        #expect(try !released(.requested, RequestedAttribute(name: "givenName", nameFormat: .uri)))
        #expect(try !released(.requested, RequestedAttribute(name: "GivenName", nameFormat: .basic)))
    }

    @Test func `an attribute can have any Name and NameFormat`() throws {
        let disclosures = ReleasePolicy(rules: [
            .init(to: .everybody, .always, release: [Self.basicName, .init(.currentGivenName), Self.basicName])
        ]).disclosures(for: try request())
        let authentication = try Example.authentication()
        let written = disclosures.compactMap { $0.attribute(of: authentication) }
        #expect(written.map(\.name) == ["givenName", EIDASAttribute.currentGivenName.name])
        #expect(written.map(\.nameFormat) == [.basic, .uri])
        #expect(written.map(\.friendlyName) == ["Nombre", "FirstName"])
        #expect(written.map { $0.values.map(\.text) } == [["Ana"], ["Ana"]])
    }

    @Test func `if a request names values, only these are released`() throws {
        func written(_ values: String...) throws -> [Attribute] {
            let request = try request(RequestedAttribute(name: "givenName", nameFormat: .basic, values: values))
            let authentication = try Example.authentication()
            return ReleasePolicy(rules: [.init(to: .everybody, .requested, release: [Self.basicName])])
                .disclosures(for: request).compactMap { $0.attribute(of: authentication) }
        }
        #expect(try written("Eva", "Ana").first?.values.map(\.text) == ["Ana"])
        #expect(try written("Eva").isEmpty)
    }

    @Test func `the standard policy releases what metadata requests, under the standard names`() throws {
        let request = try request(
            RequestedAttribute(name: CitizenAttribute.dateOfBirth.name, nameFormat: .basic),
            RequestedAttribute(name: CitizenAttribute.personIdentifier.name))
        let disclosures = ReleasePolicy.standard.disclosures(for: request)
        let attributes: [CitizenAttribute] = [.personIdentifier, .dateOfBirth, .selectedIdP]
        #expect(disclosures.map(\.content) == attributes.map(ReleasedContent.attribute))
        #expect(disclosures.map(\.name) == attributes.map(\.name))
        #expect(disclosures.allSatisfy { $0.format == .uri })
        let authentication = try Example.authentication()
        #expect(
            disclosures.compactMap { $0.attribute(of: authentication) }
                == AttributeRelease.values(of: attributes, for: authentication))
    }

    @Test func `attributes in the request count as requested only if it is signed, and never as listed`() throws {
        let wish = RequestedAttribute(name: "givenName", nameFormat: .basic, isRequired: true)
        var service = TestServiceProvider()
        service.authnRequestsSigned = false
        service.attributeConsumingServices = []
        func released(_ occasion: ReleasePolicy.Occasion, isSigned: Bool) throws -> Bool {
            let request = try Example.request(of: service, isSigned: isSigned) {
                $0.extensions = EIDASExtensions(spType: .public, requestedAttributes: [wish]).xml
            }
            return !self.released(.everybody, occasion, for: request).isEmpty
        }
        for occasion in [ReleasePolicy.Occasion.requested, .required] {
            #expect(try released(occasion, isSigned: true))
            #expect(try !released(occasion, isSigned: false))
        }
        #expect(try !released(.listed, isSigned: true))
        let listing = try request(wish)
        #expect(self.released(.everybody, .listed, for: listing) == ["givenName"])
    }

    @Test func `no content is released twice under one name, and an attribute without values is left out`() throws {
        let policy = ReleasePolicy(rules: [
            .init(
                to: .everybody, .always,
                release: [
                    .init(.currentGivenName, as: "urn:name"), .init(.firstSurname, as: "urn:name"),
                    .init(.currentGivenName, as: "urn:name"), .init(.values(["a", "b"]), as: "urn:fixed"),
                    .init(.values([]), as: "urn:none"),
                ])
        ])
        let authentication = try Example.authentication()
        let written = policy.disclosures(for: try request()).compactMap { $0.attribute(of: authentication) }
        #expect(written.map(\.name) == ["urn:name", "urn:name", "urn:fixed"])
        #expect(written.map { $0.values.map(\.text) } == [["Ana"], ["Española"], ["a", "b"]])
    }

    @Test(arguments: [
        ("pairwise-id", [SubjectIdentifier.Kind.pairwiseID]), ("subject-id", [.subjectID]), ("any", [.pairwiseID]),
        ("none", []), ("neither", []),
    ])
    func `the entity attribute in metadata requests an identifier of the person`(
        _ signal: String, _ kinds: [SubjectIdentifier.Kind]
    ) throws {
        let disclosures = ReleasePolicy.standard.disclosures(
            for: try request(), entityAttributes: [Self.signal(signal)])
        #expect(disclosures.map(\.name) == kinds.map(\.rawValue) + [CitizenAttribute.selectedIdP.name])
        #expect(disclosures.allSatisfy { $0.format == .uri })
    }

    @Test(arguments: [
        ("pairwise-id", [SubjectIdentifier.Kind.pairwiseID]), ("subject-id", [.subjectID]),
        ("any", [.subjectID, .pairwiseID]), ("none", []), (nil, [.subjectID, .pairwiseID]),
    ])
    func `no rule releases an identifier that the entity attribute does not request`(
        _ signal: String?, _ kinds: [SubjectIdentifier.Kind]
    ) throws {
        let policy = ReleasePolicy(rules: [
            .init(to: .everybody, .always, release: [.init(.subjectID), .init(.pairwiseID)])
        ])
        let disclosures = policy.disclosures(
            for: try request(RequestedAttribute(name: SubjectIdentifier.Kind.subjectID.rawValue)),
            entityAttributes: signal.map { [Self.signal($0)] } ?? [])
        #expect(disclosures.map(\.name) == kinds.map(\.rawValue))
    }

    private static func signal(_ value: String) -> Attribute {
        Attribute(name: SubjectIdentifierRequirement.attributeName, values: [AttributeValue(value)])
    }

    @Test func `the rules for one service are added to the general ones, or replace them`() throws {
        let request = try request()
        let rule = ReleasePolicy.Rule(to: .everybody, .always, release: [Self.basicName])
        func released(_ change: ReleasePolicy.Change) -> [String] {
            ReleasePolicy.standard.changed(by: change).disclosures(for: request).map(\.name)
        }
        #expect(released(.adding([rule])) == [CitizenAttribute.selectedIdP.name, "givenName"])
        #expect(released(.replacing([rule])) == ["givenName"])
        #expect(released(.replacing([])).isEmpty)
    }

    @Test func `our metadata lists the attributes of rules without entityIDs, each Name and format once`() {
        let policy = ReleasePolicy(rules: [
            .init(
                to: .services([EntityID(rawValue: "https://a.example")]), .always,
                release: [.init(.values(["x"]), as: "urn:secret")]),
            .init(to: .everybody, .requested, release: [Self.basicName, .init(.firstSurname, as: "givenName")]),
            .init(to: .having(entityAttribute: "urn:a", value: "b"), .requested, release: [Self.basicName]),
        ])
        #expect(policy.attributes.map(\.name) == ["givenName", "givenName"])
        #expect(policy.attributes.map(\.nameFormat) == [.basic, .uri])
        #expect(policy.attributes.allSatisfy { $0.values.isEmpty })
    }
}
