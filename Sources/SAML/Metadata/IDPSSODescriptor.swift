/// An entity in the role of an identity provider.
/// - SeeAlso: Metadata §2.4.3.
public struct IDPSSODescriptor: Hashable, Sendable {
    /// What it has in common with other roles.
    public let role: RoleDescriptor
    /// Whether it takes signed requests only; absent means no.
    public let wantAuthnRequestsSigned: Bool
    /// Where it takes requests.
    public let singleSignOnServices: [Endpoint]
    /// The attributes that it can tell.
    public let attributes: [Attribute]

    /// Describes an identity provider.
    public init(
        role: RoleDescriptor, wantAuthnRequestsSigned: Bool = true, singleSignOnServices: [Endpoint],
        attributes: [Attribute] = []
    ) {
        self.role = role
        self.wantAuthnRequestsSigned = wantAuthnRequestsSigned
        self.singleSignOnServices = singleSignOnServices
        self.attributes = attributes
    }
}
