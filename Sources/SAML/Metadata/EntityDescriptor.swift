public import Foundation

/// The metadata of an entity: its entityID, keys and endpoints.
/// - SeeAlso: Metadata §2.3.2.
public struct EntityDescriptor: Hashable, Sendable {
    /// The entityID.
    public let entityID: EntityID
    /// The time when the metadata expires. A role may expire earlier.
    public let validUntil: Date?
    /// The time after which a copy should be fetched again.
    public let cacheDuration: Duration?
    /// The entity attributes: statements of other parties about the entity.
    public let attributes: [Attribute]
    /// The URI of the party that registered the entity.
    @Exact public private(set) var registrationAuthority: String?
    /// Its role as a service provider.
    public let serviceProvider: SPSSODescriptor?
    /// Its role as an identity provider.
    public let identityProvider: IDPSSODescriptor?
    /// The organization that operates the entity.
    public let organization: Organization?
    /// The contacts of the entity.
    public let contacts: [ContactPerson]
    /// Errors that the reader ignored, for the owner to correct.
    public let warnings: [MetadataError]

    /// Creates metadata.
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
