import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

struct SignedMetadataTests {
    private let entity = TestServiceProvider().descriptor

    private func document(signedWith key: TestKey) throws -> [UInt8] {
        try MetadataWriter(key: key.signing).document(entity, id: MessageID(rawValue: "_metadata")).bytes
    }

    @Test func `reads metadata signed with a trusted key`() throws {
        let read = try EntityDescriptor(
            decoding: try document(signedWith: .identityProvider), signedBy: [TestKey.identityProvider.trusted])
        #expect(read.entityID == entity.entityID)
        #expect(read.serviceProvider?.assertionConsumerServices == entity.serviceProvider?.assertionConsumerServices)
    }

    @Test func `refuses metadata signed with another key, even with its certificate in the document`() throws {
        let document = try document(signedWith: .serviceProvider)
        #expect(throws: SignedMetadataFailure.signature(.mismatch)) {
            try EntityDescriptor(decoding: document, signedBy: [TestKey.attacker.trusted])
        }
    }

    @Test func `refuses unsigned metadata`() throws {
        let document = try XMLWriter.canonical(entity.xml).bytes
        #expect(throws: SignedMetadataFailure.self) {
            try EntityDescriptor(decoding: document, signedBy: [TestKey.identityProvider.trusted])
        }
    }

    @Test func `refuses metadata changed after signing`() throws {
        let text = String(decoding: try document(signedWith: .identityProvider), as: UTF8.self)
        let changed = Array(
            text.replacingOccurrences(of: "oficina.example/saml/acs", with: "oficina.exampel/saml/acs").utf8)
        #expect(changed != Array(text.utf8))
        #expect(throws: SignedMetadataFailure.signature(.mismatch)) {
            try EntityDescriptor(decoding: changed, signedBy: [TestKey.identityProvider.trusted])
        }
    }
}
