import Foundation
import SAML
import TestFederation
import Testing
import XMLSecurity

@testable import ExampleServiceProvider

struct MetadataTests {
    private let now = TestClock().now

    @Test func `the office's metadata is valid, signed and complete for the broker`() throws {
        let document = try TestOffice().ownMetadata
        let schema = try Judge.schema(document)
        #expect(schema.isContent, "\(schema.words)")
        let signature = try Judge.signature(
            of: "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", in: document,
            certificatePEM: TestKey.serviceProvider.certificatePEM)
        #expect(signature.isContent, "\(signature.words)")
        let entity = try EntityDescriptor(decoding: document)
        let service = try #require(entity.serviceProvider)
        #expect(entity.warnings.isEmpty)
        #expect(service.authnRequestsSigned && service.wantAssertionsSigned)
        #expect(service.defaultAssertionConsumerService?.location == "https://oficina.example/acs")
        #expect(service.role.nameIDFormats == [.persistent, .transient])
        #expect(service.role.uiInfo?.logos.first?.url.hasPrefix("data:image/svg+xml;base64,") == true)
        #expect(service.role.uiInfo?.displayNames.map(\.language) == ["es", "en"])
        let attributes = service.defaultAttributeConsumingService?.requestedAttributes ?? []
        #expect(
            attributes.map(\.friendlyName) == [
                "PersonIdentifier", "FirstName", "FamilyName", "DateOfBirth", "FirstSurname",
            ])
    }

    @Test func `with a pin, metadata must be signed with that key, and no other key is trusted`() throws {
        let pin = TestKey.identityProvider.trusted.fingerprint
        let signed = try TestIdentityProvider().metadata(signed: true, otherKeys: [TestKey.attacker.trusted])
        let everything = try IdentityProvider(metadata: signed, pinnedTo: [], at: now)
        #expect(everything.keys == [TestKey.identityProvider.trusted, TestKey.attacker.trusted])
        let pinned = try IdentityProvider(metadata: signed, pinnedTo: [pin], at: now)
        #expect(pinned.keys == [TestKey.identityProvider.trusted])

        let unsigned = try TestIdentityProvider().metadata()
        #expect(throws: Failure.self) { try IdentityProvider(metadata: unsigned, pinnedTo: [pin], at: now) }
        let another = TestKey.ellipticCurve.trusted.fingerprint
        #expect(throws: Failure.self) { try IdentityProvider(metadata: signed, pinnedTo: [another], at: now) }
    }

    @Test func `refuses metadata that has expired or describes no identity provider`() throws {
        #expect(throws: Failure.self) {
            try IdentityProvider(
                metadata: try TestIdentityProvider().metadata(validUntil: now), pinnedTo: [], at: now)
        }
        #expect(throws: Failure.self) {
            try IdentityProvider(metadata: try TestOffice().ownMetadata, pinnedTo: [], at: now)
        }
    }

    @Test func `plain http from another machine needs a pin`() throws {
        let pin = String(repeating: "a", count: 64)
        #expect(throws: Failure.self) { try MetadataSource("http://idp.example/saml/metadata", pinnedTo: []) }
        _ = try MetadataSource("http://idp.example/saml/metadata", pinnedTo: [pin])
        _ = try MetadataSource("https://idp.example/saml/metadata", pinnedTo: [])
        _ = try MetadataSource("http://aldaba.localhost:8080/saml/metadata", pinnedTo: [])
        #expect(throws: Failure.self) { try MetadataSource("http://localhost.example/", pinnedTo: []) }
    }

    @Test func `reads a fingerprint in the formats of other programs`() throws {
        let plain = TestKey.identityProvider.trusted.fingerprint
        var printed = ""
        for (position, digit) in plain.uppercased().enumerated() {
            printed += (position > 0 && position % 2 == 0 ? ":" : "") + String(digit)
        }
        #expect(try MetadataSource.normalised(fingerprint: printed) == plain)
        #expect(throws: Failure.self) { try MetadataSource.normalised(fingerprint: "abc") }
    }
}
