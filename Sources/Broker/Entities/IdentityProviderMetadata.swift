import Citizens
import Federation
package import Foundation
import Octets
import SAML
package import Secrets
import Synchronization
import XML
package import XMLSecurity

/// The broker's own metadata for services. It is signed again well before it expires.
package final class IdentityProviderMetadata: Sendable {
    /// The operator's description of the installation.
    package struct Organization: Sendable {
        /// The name, the same in every language.
        package let name: String
        /// A page about the organization. If empty, the public origin is used.
        package let url: String
        /// An address without `mailto:`; nil omits the contact.
        package let supportEmail: String?
        /// An address without `mailto:`; nil omits the contact.
        package let technicalEmail: String?

        package init(name: String, url: String, supportEmail: String?, technicalEmail: String?) {
            self.name = name
            self.url = url
            self.supportEmail = supportEmail
            self.technicalEmail = technicalEmail
        }
    }

    private let settings: BrokerSettings
    private let organization: Organization
    private let key: TrustedKey
    private let writer: MetadataWriter
    private let validity: Duration
    private let random: RandomSource
    private let document = Mutex<Document?>(nil)

    private struct Document {
        let bytes: [UInt8]
        let wantsSigned: Bool
        let renewAt: Date
    }

    /// - Throws: `KeyError` when the certificate cannot be one of a service's trusted keys.
    package init(
        settings: BrokerSettings, organization: Organization, key: SigningKey, validity: Duration, random: RandomSource
    ) throws(KeyError) {
        self.settings = settings
        self.organization = organization
        self.key = try TrustedKey(certificateDER: key.certificateDER)
        writer = MetadataWriter(key: key)
        self.validity = validity
        self.random = random
    }

    /// Returns the signed document. Its octets stay the same for a quarter of its validity.
    ///
    /// - Parameter wantsSigned: Whether every service of the register signs its requests.
    /// - Throws: An encoding or signing error: a fault of the cryptographic library.
    /// - SeeAlso: SAML Metadata 2.0 §2.3.2, §2.4.3.
    package func bytes(wantsSigned: Bool, at now: Date) throws -> [UInt8] {
        try document.withLock { document in
            if let document, document.renewAt > now, document.wantsSigned == wantsSigned { return document.bytes }
            let descriptor = descriptor(wantsSigned: wantsSigned, validUntil: now + validity.timeInterval)
            let bytes = try writer.document(descriptor, id: MessageID(random: random.bytes(20))).bytes
            document = Document(
                bytes: bytes, wantsSigned: wantsSigned, renewAt: now + validity.timeInterval / 4)
            return bytes
        }
    }

    private func descriptor(wantsSigned: Bool, validUntil: Date) -> EntityDescriptor {
        let role = RoleDescriptor(
            errorURL: settings.publicOrigin + "/errors",
            keyDescriptors: [KeyDescriptor(use: .signing, keys: [key])],
            uiInfo: UIInfo(
                displayNames: languages.map { LocalizedText(organization.name, language: $0) },
                informationURLs: languages.map { LocalizedText(link, language: $0) }),
            singleLogoutServices: Endpoint.singleLogoutServices(
                at: settings.singleLogoutService, soapLocation: settings.singleLogoutServiceForServers),
            nameIDFormats: [.persistent, .transient])
        return EntityDescriptor(
            entityID: settings.entityID, validUntil: validUntil,
            identityProvider: IDPSSODescriptor(
                role: role, wantAuthnRequestsSigned: wantsSigned,
                singleSignOnServices: [Binding.httpRedirect, .httpPOST].map {
                    Endpoint(binding: $0, location: settings.singleSignOnService)
                },
                attributes: settings.release.attributes, scopes: [settings.subjectIdentifierScope]),
            organization: SAML.Organization(
                names: languages.map { LocalizedText(organization.name, language: $0) },
                displayNames: languages.map { LocalizedText(organization.name, language: $0) },
                urls: languages.map { LocalizedText(link, language: $0) }),
            contacts: contacts)
    }

    private var languages: [String] { FallbackLanguages.inOrder }

    private var link: String { organization.url.isEmpty ? settings.publicOrigin : organization.url }

    private var contacts: [ContactPerson] {
        let known = [("technical", organization.technicalEmail), ("support", organization.supportEmail)]
        return known.compactMap { type, email in
            email.map { ContactPerson(contactType: type, emailAddresses: ["mailto:\($0)"]) }
        }
    }
}
