import Citizens
import SAML
import TestFederation
import Testing

@testable import Federation

struct ReleaseTests {
    private func service(requesting names: [String]) -> TestServiceProvider {
        var service = TestServiceProvider()
        service.attributeConsumingServices = [
            AttributeConsumingService(
                index: 0, isDefault: true, names: [LocalizedText("Oficina", language: "es")],
                requestedAttributes: names.map { RequestedAttribute(name: $0) })
        ]
        return service
    }

    @Test(arguments: CitizenAttribute.allCases)
    func `releases what metadata requests, and the method`(_ attribute: CitizenAttribute) throws {
        let request = try Example.request(of: service(requesting: [attribute.name]))
        #expect(released(request) == [attribute, .selectedIdP])
    }

    @Test func `releases what the signed request asks for, in addition to metadata`() throws {
        let listed = service(requesting: [CitizenAttribute.firstSurname.name])
        let request = try Example.request(of: listed) { draft in
            draft.extensions =
                EIDASExtensions(
                    requestedAttributes: [CitizenAttribute.dateOfBirth.name, "http://es.minhafp.clave/AEATIdP"]
                        .map { RequestedAttribute(name: $0) }
                ).xml
        }
        #expect(released(request) == [.dateOfBirth, .firstSurname, .selectedIdP])
    }

    private func released(_ request: AcceptedRequest) -> Set<CitizenAttribute> {
        Set(
            ReleasePolicy.standard.disclosures(for: request).compactMap {
                if case .attribute(let attribute) = $0.content { attribute } else { nil }
            })
    }

    @Test func `recognises a requested attribute only by its Name`() throws {
        let request = try Example.request(of: service(requesting: ["PersonIdentifier", "FirstName", "urn:x"]))
        #expect(released(request) == [.selectedIdP])
    }

    @Test(arguments: [
        (
            CitizenAttribute.personIdentifier, "http://eidas.europa.eu/attributes/naturalperson/PersonIdentifier",
            "PersonIdentifier", "ES/ES/12345678Z"
        ),
        (.currentGivenName, "http://eidas.europa.eu/attributes/naturalperson/CurrentGivenName", "FirstName", "Ana"),
        (
            .currentFamilyName, "http://eidas.europa.eu/attributes/naturalperson/CurrentFamilyName", "FamilyName",
            "Española del Test"
        ),
        (.dateOfBirth, "http://eidas.europa.eu/attributes/naturalperson/DateOfBirth", "DateOfBirth", "1980-02-29"),
        (.firstSurname, "http://es.minhafp.clave/FirstSurname", "FirstSurname", "Española"),
        (.selectedIdP, "http://es.minhafp.clave/SelectedIdP", "SelectedIdP", "PIN24H"),
    ])
    func `writes each attribute as services expect it`(
        _ attribute: CitizenAttribute, _ name: String, _ friendlyName: String, _ value: String
    ) throws {
        let values = AttributeRelease.values(of: [attribute], for: try Example.authentication())
        let written = try #require(values.first)
        #expect(written.name == name && written.friendlyName == friendlyName)
        #expect(written.nameFormat == .uri)
        #expect(written.values.map(\.text) == [value])
        #expect(attribute.name == name)
        #expect(ReleasePolicy.standard.attributes.contains { $0.name == name && $0.values.isEmpty })
    }

    @Test func `leaves out an attribute without a known value`() throws {
        let unknown = NaturalPerson(
            principal: .national(try NationalIdentifier("X1234567L")), givenName: "Nora", firstSurname: "Fjell",
            secondSurname: nil, dateOfBirth: nil)
        let authentication = Authentication(
            person: unknown, proof: .softwareCertificate, registration: .none, instant: Example.now)
        let values = AttributeRelease.values(of: CitizenAttribute.allCases, for: authentication)
        #expect(!values.contains { $0.name == EIDASAttribute.dateOfBirth.name })
        #expect(values.first { $0.name == EIDASAttribute.currentFamilyName.name }?.values.map(\.text) == ["Fjell"])
        #expect(values.last?.values.map(\.text) == ["AFIRMA"])
    }

    @Test(arguments: [("AEATIdP", Method.pin), ("GISSIdP", .permanentKey), ("AFirmaIdP", .certificate)])
    func `reads which method a request excludes`(_ name: String, _ method: Method) throws {
        let request = try Example.request { draft in
            draft.extensions =
                EIDASExtensions(
                    requestedAttributes: [RequestedAttribute(name: "http://es.minhafp.clave/" + name)]
                ).xml
        }
        #expect(MethodExclusion.methods(of: request) == [method])
    }

    @Test func `excludes no method for other attributes`() throws {
        let request = try Example.request { draft in
            draft.extensions =
                EIDASExtensions(
                    requestedAttributes: [
                        "http://es.minhafp.clave/EIDASIdP", "AEATIdP", "http://es.minhafp.clave/aeatidp",
                    ]
                    .map { RequestedAttribute(name: $0) }
                ).xml
        }
        #expect(MethodExclusion.methods(of: request) == [])
        #expect(MethodExclusion.methods(of: try Example.request()) == [])
    }
}
