import Foundation
import SAML
import XMLSecurity

/// The identity provider from its metadata: entityID, endpoints and signing keys.
struct IdentityProvider: Sendable {
    let entityID: EntityID
    /// The keys that verify its answers. They come only from metadata. A certificate inside a message proves nothing,
    /// because any sender can include one.
    let keys: [TrustedKey]
    /// The location for requests by HTTP-Redirect.
    let redirectLocation: String?
    /// The location for requests by HTTP-POST.
    let postLocation: String?
    /// The time from which this metadata must not be used.
    let validUntil: Date?
    let warnings: [String]

    /// - Parameters:
    ///   - document: The metadata.
    ///   - pins: The fingerprints of the trusted signing certificates. Empty trusts all certificates in the metadata.
    /// - Throws: `Failure` when the metadata cannot be used.
    init(metadata document: [UInt8], pinnedTo pins: Set<String>, at now: Date) throws {
        let entity = try Self.entity(document, pins)
        guard let role = entity.identityProvider else {
            throw Failure("«\(entity.entityID)» is not an identity provider: its metadata has no IDPSSODescriptor")
        }
        entityID = entity.entityID
        validUntil = [entity.validUntil, role.role.validUntil].compactMap { $0 }.min()
        if let validUntil, validUntil <= now {
            throw Failure(
                "the metadata of «\(entityID)» was valid until \(SAMLInstant.format(validUntil)): download it again")
        }
        keys = role.role.signingKeys.filter { pins.isEmpty || pins.contains($0.fingerprint) }
        func location(_ binding: Binding) -> String? {
            role.singleSignOnServices.first { $0.binding == binding }?.location
        }
        redirectLocation = location(.httpRedirect)
        postLocation = location(.httpPOST)
        guard redirectLocation != nil || postLocation != nil else {
            throw Failure("«\(entityID)» accepts requests neither by HTTP-Redirect nor by HTTP-POST")
        }
        warnings = entity.warnings.map(\.description)
    }

    /// Reads the document. With pins, it must be signed with a pinned key, so that its URLs are also trusted: a forged
    /// URL would lead citizens to a page that imitates the provider.
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
            throw Failure("no signing certificate of «\(entity.entityID)» is pinned; it has \(fingerprints)")
        }
        do {
            return try EntityDescriptor(decoding: document, signedBy: pinned)
        } catch {
            throw Failure(
                "the metadata of «\(entity.entityID)» is not signed with a pinned certificate's key: \(error)")
        }
    }
}
