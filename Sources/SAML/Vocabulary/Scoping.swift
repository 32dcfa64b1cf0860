public import XML

/// Which identity providers may be asked, through how many steps, and for whom.
/// - SeeAlso: Core §3.4.1.2, §3.4.1.3.
public struct Scoping: Hashable, Sendable, Codable {
    /// An identity provider that the service would accept.
    public struct Entry: Hashable, Sendable, Codable {
        /// Its entityID.
        public let providerID: EntityID
        /// A name to show.
        @Exact public private(set) var name: String?
        /// Where to send a request, in the asking service's opinion; metadata decides.
        @Exact public private(set) var location: String?

        /// Names an identity provider.
        public init(providerID: EntityID, name: String? = nil, location: String? = nil) {
            self.providerID = providerID
            self.name = name
            self.location = location
        }
    }

    /// How many more steps a request may be handed on; nil is no limit, 0 forbids it.
    public let proxyCount: Int?
    /// The identity providers accepted; nil when any is.
    public let identityProviders: [Entry]?
    /// Where the whole list can be fetched, when `identityProviders` is only a part of it. Never fetched here.
    @Exact public private(set) var getComplete: String?
    /// For whom the request is made, the entity nearest to the person first.
    public let requesterIDs: [EntityID]

    /// Makes a scoping.
    public init(
        proxyCount: Int? = nil, identityProviders: [Entry]? = nil, getComplete: String? = nil,
        requesterIDs: [EntityID] = []
    ) {
        self.proxyCount = proxyCount
        self.identityProviders = identityProviders
        self.getComplete = getComplete
        self.requesterIDs = requesterIDs
    }

    /// The most identity providers that a request may list: our own limit, so that what is kept with a login is bounded.
    public static let maximumIdentityProviders = 1_000
    /// The most requesters that a request may list, likewise.
    public static let maximumRequesters = 100

    static let elementName = XMLName(.samlp, "Scoping")
    private static let list = XMLName(.samlp, "IDPList")
    private static let entry = XMLName(.samlp, "IDPEntry")
    private static let complete = XMLName(.samlp, "GetComplete")
    private static let requester = XMLName(.samlp, "RequesterID")

    /// Reads a `samlp:Scoping`.
    /// - Throws: `DecodingFailure` for an empty IDPList, an entry without ProviderID, a count that is none, and more or
    ///   longer names than ``maximumIdentityProviders``, ``maximumRequesters`` and an entityID may be.
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
