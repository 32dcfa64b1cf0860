/// An entity in the role of an identity provider.
/// - SeeAlso: Metadata §2.4.3.
public struct IDPSSODescriptor: Hashable, Sendable {
    /// The properties common to all roles.
    public let role: RoleDescriptor
    /// Whether it accepts only signed requests; false when absent.
    public let wantAuthnRequestsSigned: Bool
    /// The endpoints that receive requests.
    public let singleSignOnServices: [Endpoint]
    /// The attributes that it can release.
    public let attributes: [Attribute]
    /// The domains of its scoped attributes, for example a pairwise-id. Patterns are ignored.
    /// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.5; Shibboleth's `shibmd:Scope`.
    @Exact public private(set) var scopes: [String]

    /// Creates the role of an identity provider.
    public init(
        role: RoleDescriptor, wantAuthnRequestsSigned: Bool = true, singleSignOnServices: [Endpoint],
        attributes: [Attribute] = [], scopes: [String] = []
    ) {
        self.role = role
        self.wantAuthnRequestsSigned = wantAuthnRequestsSigned
        self.singleSignOnServices = singleSignOnServices
        self.attributes = attributes
        self.scopes = scopes
    }
}
