public import Foundation

/// An entity's metadata: its name, its keys and its addresses.
/// - SeeAlso: Metadata §2.3.2.
public struct EntityDescriptor: Hashable, Sendable {
    /// The entity's name.
    public let entityID: EntityID
    /// Not usable from then on; roles may say an earlier instant.
    public let validUntil: Date?
    /// After how long a copy should be fetched anew.
    public let cacheDuration: Duration?
    /// What others certify about the entity.
    public let attributes: [Attribute]
    /// The URI of who registered the entity.
    @Exact public private(set) var registrationAuthority: String?
    /// Its role as a service provider.
    public let serviceProvider: SPSSODescriptor?
    /// Its role as an identity provider.
    public let identityProvider: IDPSSODescriptor?
    /// Who answers for it.
    public let organization: Organization?
    /// Whom to write to about it.
    public let contacts: [ContactPerson]
    /// What was passed over while reading, for the owner to mend.
    public let warnings: [MetadataError]

    /// Describes an entity.
    public init(
        entityID: EntityID, validUntil: Date? = nil, cacheDuration: Duration? = nil, attributes: [Attribute] = [],
        registrationAuthority: String? = nil, serviceProvider: SPSSODescriptor? = nil,
        identityProvider: IDPSSODescriptor? = nil, organization: Organization? = nil,
        contacts: [ContactPerson] = [], warnings: [MetadataError] = []
    ) {
        self.entityID = entityID
        self.validUntil = validUntil
        self.cacheDuration = cacheDuration
        self.attributes = attributes
        self.registrationAuthority = registrationAuthority
        self.serviceProvider = serviceProvider
        self.identityProvider = identityProvider
        self.organization = organization
        self.contacts = contacts
        self.warnings = warnings
    }
}
