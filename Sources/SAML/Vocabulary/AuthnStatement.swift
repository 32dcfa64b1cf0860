public import Foundation
public import XML

/// An authentication of a person: its time, its strength and the end of the session.
/// - SeeAlso: Core §2.7.2.
public struct AuthnStatement: Hashable, Sendable {
    /// The time of the authentication.
    public let authnInstant: Date
    /// The identifier of the session at the identity provider, for this service.
    @Exact public private(set) var sessionIndex: String?
    /// The time when the service must end its session.
    public let sessionNotOnOrAfter: Date?
    /// The strength of the authentication; nil when there is only a declaration.
    public let authnContextClass: AuthnContextClass?
    /// The URI of a declaration, if any.
    @Exact public private(set) var authnContextDeclaration: String?
    /// The identity providers that took part, beginning with the one that authenticated the person. Core §2.7.2.2.
    public let authenticatingAuthorities: [EntityID]

    /// Creates a statement.
    public init(
        authnInstant: Date, sessionIndex: String? = nil, sessionNotOnOrAfter: Date? = nil,
        authnContextClass: AuthnContextClass, authenticatingAuthorities: [EntityID] = []
    ) {
        self.authnInstant = authnInstant
        self.sessionIndex = sessionIndex
        self.sessionNotOnOrAfter = sessionNotOnOrAfter
        self.authnContextClass = authnContextClass
        authnContextDeclaration = nil
        self.authenticatingAuthorities = authenticatingAuthorities
    }

    static let elementName = XMLName(.saml, "AuthnStatement")
    private static let locality = XMLName(.saml, "SubjectLocality")
    private static let context = XMLName(.saml, "AuthnContext")
    private static let classReference = XMLName(.saml, "AuthnContextClassRef")
    private static let declaration = XMLName(.saml, "AuthnContextDecl")
    private static let declarationReference = XMLName(.saml, "AuthnContextDeclRef")
    private static let authority = XMLName(.saml, "AuthenticatingAuthority")

    /// Reads a `saml:AuthnStatement`. Ignores SubjectLocality and AuthnContextDecl.
    /// - Throws: `DecodingFailure` when AuthnInstant or AuthnContext is missing, or an element is misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        authnInstant = try reader.requiredInstant("AuthnInstant")
        sessionIndex = try reader.string("SessionIndex")
        sessionNotOnOrAfter = try reader.instant("SessionNotOnOrAfter")
        _ = reader.optional(Self.locality)
        var context = try ElementReader(try reader.required(Self.context), as: Self.context)
        try reader.finish()
        authnContextClass = try context.optional(Self.classReference).map { (child) throws(DecodingFailure) in
            AuthnContextClass(rawValue: try child.uriContent())
        }
        if context.optional(Self.declaration) == nil {
            authnContextDeclaration = try context.optional(Self.declarationReference)?.uriContent()
        } else {
            authnContextDeclaration = nil
        }
        authenticatingAuthorities = try context.all(Self.authority).map { (child) throws(DecodingFailure) in
            EntityID(rawValue: try child.uriContent())
        }
        try context.finish()
    }

    /// The statement as a `saml:AuthnStatement`.
    public var xml: XMLElement {
        let context: [XMLElement?] = [
            authnContextClass.map { XMLElement(.saml, "AuthnContextClassRef", text: $0.rawValue) },
            authnContextDeclaration.map { XMLElement(.saml, "AuthnContextDeclRef", text: $0) },
        ]
        return XMLElement(
            .saml, "AuthnStatement",
            [
                "AuthnInstant": SAMLInstant.format(authnInstant), "SessionIndex": sessionIndex,
                "SessionNotOnOrAfter": sessionNotOnOrAfter.map(SAMLInstant.format),
            ],
            children: [
                XMLElement(
                    .saml, "AuthnContext",
                    children: context
                        + authenticatingAuthorities.map {
                            XMLElement(.saml, "AuthenticatingAuthority", text: $0.rawValue)
                        })
            ])
    }
}
