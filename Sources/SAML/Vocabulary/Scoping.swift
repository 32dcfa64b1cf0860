public import XML

/// The identity providers that may be used, the number of proxy steps, and the requesters.
/// - SeeAlso: Core §3.4.1.2, §3.4.1.3.
public struct Scoping: Hashable, Sendable, Codable {
    /// An identity provider that the service accepts.
    public struct Entry: Hashable, Sendable, Codable {
        /// Its entityID.
        public let providerID: EntityID
        /// A display name.
        @Exact public private(set) var name: String?
        /// The URL for requests according to the requesting service. Ignored: metadata decides.
        @Exact public private(set) var location: String?

        /// Creates an entry.
        public init(providerID: EntityID, name: String? = nil, location: String? = nil) {
            self.providerID = providerID
            self.name = name
            self.location = location
        }
    }

    /// The maximum number of further proxy steps; nil for no limit, 0 for none.
    public let proxyCount: Int?
    /// The accepted identity providers; nil for any.
    public let identityProviders: [Entry]?
    /// The URL of the complete list, when `identityProviders` is only a part of it. Never fetched.
    @Exact public private(set) var getComplete: String?
    /// The entities for which the request is made, beginning with the one nearest to the person.
    public let requesterIDs: [EntityID]

    /// Creates a scoping.
    public init(
        proxyCount: Int? = nil, identityProviders: [Entry]? = nil, getComplete: String? = nil,
        requesterIDs: [EntityID] = []
    ) {
        self.proxyCount = proxyCount
        self.identityProviders = identityProviders
        self.getComplete = getComplete
        self.requesterIDs = requesterIDs
    }

    /// The maximum number of identity providers in a request. Aldaba's own limit: it bounds what a login stores.
    public static let maximumIdentityProviders = 1_000
    /// The maximum number of requesters in a request, for the same reason.
    public static let maximumRequesters = 100

    static let elementName = XMLName(.samlp, "Scoping")
    private static let list = XMLName(.samlp, "IDPList")
    private static let entry = XMLName(.samlp, "IDPEntry")
    private static let complete = XMLName(.samlp, "GetComplete")
    private static let requester = XMLName(.samlp, "RequesterID")

    /// Reads a `samlp:Scoping`.
    /// - Throws: `DecodingFailure` for an empty IDPList, an entry without ProviderID or an invalid count; also for more
    ///   entries than ``maximumIdentityProviders`` or ``maximumRequesters``, or longer names than an entityID may have.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        proxyCount = try reader.count("ProxyCount")
        if let list = reader.optional(Self.list) {
            var listReader = try ElementReader(list, as: Self.list)
            let entries = [try listReader.required(Self.entry)] + listReader.all(Self.entry)
            try Self.bound(entries, Self.maximumIdentityProviders, list)
            identityProviders = try entries.map { (child) throws(DecodingFailure) in
                let entry = try ElementReader(child, as: Self.entry)
                return Entry(
                    providerID: try Self.entityID(try entry.requiredString("ProviderID").trimmedXMLSpace, child),
                    name: try entry.string("Name"), location: try entry.uri("Loc"))
            }
            getComplete = try listReader.optional(Self.complete)?.uriContent()
            try listReader.finish()
        } else {
            identityProviders = nil
            getComplete = nil
        }
        let requesters = reader.all(Self.requester)
        try Self.bound(requesters, Self.maximumRequesters, element)
        requesterIDs = try requesters.map { (child) throws(DecodingFailure) in
            try Self.entityID(try child.uriContent(), child)
        }
        try reader.finish()
    }

    private static func bound(
        _ elements: [XMLElement], _ maximum: Int, _ parent: XMLElement
    ) throws(DecodingFailure) {
        guard elements.count > maximum else { return }
        throw DecodingFailure(
            parent, expected: "at most \(maximum) \(elements[0].name)", received: "\(elements.count)")
    }

    private static func entityID(_ text: String, _ element: XMLElement) throws(DecodingFailure) -> EntityID {
        guard text.unicodeScalars.count <= EntityID.maximumCharacters else {
            throw DecodingFailure(
                element, expected: "at most \(EntityID.maximumCharacters) characters", received: text)
        }
        return EntityID(rawValue: text)
    }

    /// The scoping as a `samlp:Scoping`.
    public var xml: XMLElement {
        let list = identityProviders.map { entries in
            XMLElement(
                .samlp, "IDPList",
                children: entries.map {
                    XMLElement(
                        .samlp, "IDPEntry",
                        ["ProviderID": $0.providerID.rawValue, "Name": $0.name, "Loc": $0.location])
                } + [getComplete.map { XMLElement(.samlp, "GetComplete", text: $0) }])
        }
        return XMLElement(
            .samlp, "Scoping", ["ProxyCount": proxyCount.map { "\($0)" }],
            children: [list] + requesterIDs.map { XMLElement(.samlp, "RequesterID", text: $0.rawValue) })
    }
}
