public import XML

/// The requested strength of an authentication: a comparison, and the contexts to compare with.
/// - SeeAlso: Core §3.3.2.2.1.
public struct RequestedAuthnContext: Hashable, Sendable, Codable {
    /// How the context of the authentication is compared with those listed.
    public enum Comparison: String, Hashable, Sendable, Codable, CaseIterable {
        /// One of those listed. An absent Comparison means this.
        case exact
        /// At least as strong as one of those listed.
        case minimum
        /// As strong as possible without exceeding the strength of at least one of those listed.
        case maximum
        /// Stronger than all of those listed.
        case better
    }

    /// The listed classes or declarations, never both, in order of preference, never empty.
    public enum References: Hashable, Sendable, Codable {
        /// `AuthnContextClassRef` elements.
        case classes([AuthnContextClass])
        /// The URIs of `AuthnContextDeclRef` elements.
        case declarations([String])

        /// Whether both list the same URIs, octet by octet.
        public static func == (left: References, right: References) -> Bool {
            switch (left, right) {
            case (.classes(let left), .classes(let right)): left == right
            case (.declarations(let left), .declarations(let right)): left.isExactly(right)
            case (.classes, _), (.declarations, _): false
            }
        }

        /// Hashes the values that equality compares.
        public func hash(into hasher: inout Hasher) {
            switch self {
            case .classes(let classes): hasher.combine(classes)
            case .declarations(let declarations): declarations.hashExactly(into: &hasher)
            }
        }
    }

    /// The comparison.
    public let comparison: Comparison
    /// The contexts to compare with.
    public let references: References

    /// Creates a request for contexts.
    public init(comparison: Comparison = .exact, references: References) {
        self.comparison = comparison
        self.references = references
    }

    /// Creates a request for classes.
    public init(comparison: Comparison = .exact, classes: [AuthnContextClass]) {
        self.init(comparison: comparison, references: .classes(classes))
    }

    /// The listed classes; empty when declarations are listed.
    public var classReferences: [AuthnContextClass] {
        if case .classes(let classes) = references { classes } else { [] }
    }

    /// The listed declarations; empty when classes are listed.
    public var declarationReferences: [String] {
        if case .declarations(let declarations) = references { declarations } else { [] }
    }

    static let elementName = XMLName(.samlp, "RequestedAuthnContext")
    private static let classReference = XMLName(.saml, "AuthnContextClassRef")
    private static let declarationReference = XMLName(.saml, "AuthnContextDeclRef")

    /// Reads a `samlp:RequestedAuthnContext`.
    /// - Throws: `DecodingFailure` when no context is listed, both kinds are listed, or the comparison is unknown.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        if let text = try reader.string("Comparison") {
            guard let known = Comparison(rawValue: text) else {
                throw DecodingFailure(
                    element, attribute: "Comparison", expected: "exact, minimum, maximum or better",
                    received: "“\(text)”")
            }
            comparison = known
        } else {
            comparison = .exact
        }
        let classes = reader.all(Self.classReference)
        if classes.isEmpty {
            let first = try reader.required(Self.declarationReference)
            references = .declarations(
                try ([first] + reader.all(Self.declarationReference)).map { (child) throws(DecodingFailure) in
                    try child.uriContent()
                })
        } else {
            references = .classes(
                try classes.map { (child) throws(DecodingFailure) in
                    AuthnContextClass(rawValue: try child.uriContent())
                })
        }
        try reader.finish()
    }

    /// The request as a `samlp:RequestedAuthnContext`.
    public var xml: XMLElement {
        let children =
            switch references {
            case .classes(let classes):
                classes.map { XMLElement(.saml, "AuthnContextClassRef", text: $0.rawValue) }
            case .declarations(let declarations):
                declarations.map { XMLElement(.saml, "AuthnContextDeclRef", text: $0) }
            }
        return XMLElement(
            .samlp, "RequestedAuthnContext", ["Comparison": comparison.rawValue], children: children)
    }
}
