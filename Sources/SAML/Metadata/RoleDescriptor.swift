public import Foundation
public import XMLSecurity

/// What all roles of an entity say of themselves.
/// - SeeAlso: Metadata §2.4.1, §2.4.2.
public struct RoleDescriptor: Hashable, Sendable {
    /// The URIs of the protocols spoken; SAML 2.0 is among them in every role that is read.
    @Exact public private(set) var protocols: [String]
    /// Not usable from then on.
    public let validUntil: Date?
    /// Where a person with a problem can be sent.
    @Exact public private(set) var errorURL: String?
    /// The keys, in document order.
    public let keyDescriptors: [KeyDescriptor]
    /// How the role shows itself.
    public let uiInfo: UIInfo?
    /// Who answers for the role, when it says so itself.
    public let organization: Organization?
    /// Whom to write to about the role.
    public let contacts: [ContactPerson]
    /// Where logout messages go.
    public let singleLogoutServices: [Endpoint]
    /// The kinds of name supported, the preferred first.
    public let nameIDFormats: [NameIDFormat]

    /// The protocol of SAML 2.0.
    public static let samlProtocol = "urn:oasis:names:tc:SAML:2.0:protocol"

    /// Describes a role.
    public init(
        protocols: [String] = [RoleDescriptor.samlProtocol], validUntil: Date? = nil, errorURL: String? = nil,
        keyDescriptors: [KeyDescriptor] = [], uiInfo: UIInfo? = nil, organization: Organization? = nil,
        contacts: [ContactPerson] = [], singleLogoutServices: [Endpoint] = [], nameIDFormats: [NameIDFormat] = []
    ) {
        self.protocols = protocols
        self.validUntil = validUntil
        self.errorURL = errorURL
        self.keyDescriptors = keyDescriptors
        self.uiInfo = uiInfo
        self.organization = organization
        self.contacts = contacts
        self.singleLogoutServices = singleLogoutServices
        self.nameIDFormats = nameIDFormats
    }

    /// The keys that may verify the role's signatures: all of them are tried.
    public var signingKeys: [TrustedKey] { keyDescriptors.filter(\.isForSigning).flatMap(\.keys) }

    /// The keys with which one encrypts towards the role.
    public var encryptionKeys: [TrustedKey] { keyDescriptors.filter(\.isForEncryption).flatMap(\.keys) }
}
