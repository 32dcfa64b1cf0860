public import Foundation
public import XMLSecurity

/// The properties common to all roles of an entity.
/// - SeeAlso: Metadata §2.4.1, §2.4.2.
public struct RoleDescriptor: Hashable, Sendable {
    /// The URIs of the supported protocols. Always includes SAML 2.0 after reading.
    @Exact public private(set) var protocols: [String]
    /// The time when the role expires.
    public let validUntil: Date?
    /// The URL of a page for users with a problem.
    @Exact public private(set) var errorURL: String?
    /// The keys, in document order.
    public let keyDescriptors: [KeyDescriptor]
    /// The names, logos and texts shown to people.
    public let uiInfo: UIInfo?
    /// The organization that operates the role, when the role names one.
    public let organization: Organization?
    /// The contacts of the role.
    public let contacts: [ContactPerson]
    /// The endpoints for logout messages.
    public let singleLogoutServices: [Endpoint]
    /// The supported NameID formats, in order of preference.
    public let nameIDFormats: [NameIDFormat]

    /// The URI of the SAML 2.0 protocol.
    public static let samlProtocol = "urn:oasis:names:tc:SAML:2.0:protocol"

    /// Creates the properties of a role.
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

    /// The keys for verifying the role's signatures. All of them are tried.
    public var signingKeys: [TrustedKey] { keyDescriptors.filter(\.isForSigning).flatMap(\.keys) }

    /// The keys for encrypting data for the role.
    public var encryptionKeys: [TrustedKey] { keyDescriptors.filter(\.isForEncryption).flatMap(\.keys) }
}
