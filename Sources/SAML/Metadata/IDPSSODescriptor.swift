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
    /// The domains for which it may vouch in scoped attributes, such as a pairwise-id; patterns are passed over.
    /// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.5; Shibboleth's `shibmd:Scope`.
    @Exact public private(set) var scopes: [String]

    /// Describes an identity provider.
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
