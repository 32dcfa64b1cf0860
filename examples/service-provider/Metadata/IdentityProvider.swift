import Foundation
import SAML
import XMLSecurity

/// The identity provider as its metadata describes it: who it is, where it is asked, and whose signatures are its own.
struct IdentityProvider: Sendable {
    let entityID: EntityID
    /// Verify its answers. They come from metadata and from nowhere else: a certificate inside a message proves nothing,
    /// since anybody can put one there.
    let keys: [TrustedKey]
    /// Where it takes requests by redirect.
    let redirectLocation: String?
    /// Where it takes requests in a form.
    let postLocation: String?
    /// From then on it must not be believed until metadata is read anew.
    let validUntil: Date?
    let warnings: [String]

    /// - Parameters:
    ///   - document: the metadata.
    ///   - pins: fingerprints of the signing certificates to believe; empty believes all that metadata lists.
    /// - Throws: `Failure` when it cannot be used.
    init(metadata document: [UInt8], pinnedTo pins: Set<String>, at now: Date) throws {
        let entity = try Self.entity(document, pins)
        guard let role = entity.identityProvider else {
            throw Failure("«\(entity.entityID)» is no identity provider: its metadata has no IDPSSODescriptor")
        }
        entityID = entity.entityID
        validUntil = [entity.validUntil, role.role.validUntil].compactMap { $0 }.min()
        if let validUntil, validUntil <= now {
            throw Failure(
                "the metadata of «\(entityID)» was valid until \(SAMLInstant.format(validUntil)): get it anew")
        }
        keys = role.role.signingKeys.filter { pins.isEmpty || pins.contains($0.fingerprint) }
        func location(_ binding: Binding) -> String? {
            role.singleSignOnServices.first { $0.binding == binding }?.location
        }
        redirectLocation = location(.httpRedirect)
        postLocation = location(.httpPOST)
        guard redirectLocation != nil || postLocation != nil else {
            throw Failure("«\(entityID)» takes requests neither by HTTP-Redirect nor by HTTP-POST")
        }
        warnings = entity.warnings.map(\.description)
    }

    /// Reads the document. With pins it must be signed with a pinned key, so that its addresses are trusted as well: a
    /// false one would lead citizens to a page that only looks like the provider's.
    private static func entity(_ document: [UInt8], _ pins: Set<String>) throws -> EntityDescriptor {
        let entity: EntityDescriptor
        do {
            entity = try EntityDescriptor(decoding: document)
        } catch {
            throw Failure("the identity provider's metadata cannot be used: \(error)")
        }
        guard !pins.isEmpty else { return entity }
        let found = entity.identityProvider?.role.signingKeys ?? []
        let pinned = found.filter { pins.contains($0.fingerprint) }
        guard !pinned.isEmpty else {
            let fingerprints = found.map(\.fingerprint).joined(separator: ", ")
            throw Failure("no signing certificate of «\(entity.entityID)» was pinned; it has \(fingerprints)")
        }
        do {
            return try EntityDescriptor(decoding: document, signedBy: pinned)
        } catch {
            throw Failure(
                "the metadata of «\(entity.entityID)» is not signed with a pinned certificate's key: \(error)")
        }
    }
}
