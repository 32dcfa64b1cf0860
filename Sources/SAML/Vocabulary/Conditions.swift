public import Foundation
public import XML

/// When, by which services and how often an assertion may be used.
/// - SeeAlso: Core §2.5.1.
public struct Conditions: Hashable, Sendable {
    /// Restricts the issue of new assertions based on this one. Core §2.5.1.6.
    public struct ProxyRestriction: Hashable, Sendable {
        /// The number of further steps; nil for no limit.
        public let count: Int?
        /// The audiences of new assertions; empty for no limit.
        public let audiences: [EntityID]

        /// Creates a restriction.
        public init(count: Int?, audiences: [EntityID] = []) {
            self.count = count
            self.audiences = audiences
        }
    }

    /// The time from which the assertion is valid.
    public let notBefore: Date?
    /// The time from which the assertion is no longer valid.
    public let notOnOrAfter: Date?
    /// Each restriction must name the recipient as one of its audiences. Core §2.5.1.4.
    public let audienceRestrictions: [[EntityID]]
    /// Whether the assertion must be used immediately and not stored. Core §2.5.1.5.
    public let isOneTimeUse: Bool
    /// The proxy restriction.
    public let proxyRestriction: ProxyRestriction?
    /// The names of unknown conditions. An assertion with one cannot be valid (Core §2.5.1.1).
    public let unknownConditions: [XMLName]

    /// Creates conditions.
    public init(
        notBefore: Date? = nil, notOnOrAfter: Date? = nil, audienceRestrictions: [[EntityID]] = [],
        isOneTimeUse: Bool = false, proxyRestriction: ProxyRestriction? = nil
    ) {
        self.notBefore = notBefore
        self.notOnOrAfter = notOnOrAfter
        self.audienceRestrictions = audienceRestrictions
        self.isOneTimeUse = isOneTimeUse
        self.proxyRestriction = proxyRestriction
        unknownConditions = []
    }

    static let elementName = XMLName(.saml, "Conditions")
    private static let audienceRestriction = XMLName(.saml, "AudienceRestriction")
    private static let audience = XMLName(.saml, "Audience")
    private static let oneTimeUse = XMLName(.saml, "OneTimeUse")
    private static let proxy = XMLName(.saml, "ProxyRestriction")

    /// Reads a `saml:Conditions`. Its children may be in any order.
    /// - Throws: `DecodingFailure` for an AudienceRestriction without Audience, a second OneTimeUse or
    ///   ProxyRestriction, and invalid values.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        let reader = try ElementReader(element, as: Self.elementName)
        notBefore = try reader.instant("NotBefore")
        notOnOrAfter = try reader.instant("NotOnOrAfter")
        var restrictions: [[EntityID]] = []
        var proxyRestriction: ProxyRestriction?
        var isOneTimeUse = false
        var unknown: [XMLName] = []
        for child in element.elements {
            switch child.name {
            case Self.audienceRestriction:
                restrictions.append(try Self.audiences(of: child, atLeastOne: true))
            case Self.oneTimeUse where !isOneTimeUse:
                isOneTimeUse = true
            case Self.proxy where proxyRestriction == nil:
                proxyRestriction = ProxyRestriction(
                    count: try ElementReader(attributesOf: child).count("Count"),
                    audiences: try Self.audiences(of: child, atLeastOne: false))
            case Self.oneTimeUse, Self.proxy:
                throw DecodingFailure(element, expected: "at most one \(child.name)", received: "a second one")
            default:
                unknown.append(child.name)
            }
        }
        audienceRestrictions = restrictions
        self.proxyRestriction = proxyRestriction
        self.isOneTimeUse = isOneTimeUse
        unknownConditions = unknown
    }

    private static func audiences(
        of element: XMLElement, atLeastOne: Bool
    ) throws(DecodingFailure) -> [EntityID] {
        var reader = try ElementReader(element, as: element.name)
        let first = atLeastOne ? [try reader.required(audience)] : []
        let audiences = try (first + reader.all(audience)).map { (child) throws(DecodingFailure) in
            EntityID(rawValue: try child.uriContent())
        }
        try reader.finish()
        return audiences
    }

    /// The conditions as a `saml:Conditions`, without the unknown ones.
    public var xml: XMLElement {
        func audience(_ entity: EntityID) -> XMLElement { XMLElement(.saml, "Audience", text: entity.rawValue) }
        let restrictions = audienceRestrictions.map {
            XMLElement(.saml, "AudienceRestriction", children: $0.map(audience))
        }
        return XMLElement(
            .saml, "Conditions",
            [
                "NotBefore": notBefore.map(SAMLInstant.format),
                "NotOnOrAfter": notOnOrAfter.map(SAMLInstant.format),
            ],
            children: restrictions + [
                isOneTimeUse ? XMLElement(.saml, "OneTimeUse") : nil,
                proxyRestriction.map {
                    XMLElement(
                        .saml, "ProxyRestriction", ["Count": $0.count.map { "\($0)" }],
                        children: $0.audiences.map(audience))
                },
            ])
    }
}
