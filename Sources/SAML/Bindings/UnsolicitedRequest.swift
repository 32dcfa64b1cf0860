/// A request to start unsolicited SSO, read from the query of a link. Unauthenticated: validate it before use.
///
///     /saml/unsolicited?entity=https%3A%2F%2Fservice.example%2Fsaml&RelayState=…
public struct UnsolicitedRequest: Hashable, Sendable {
    /// The entityID of the service provider. Empty when the query has none.
    public let service: EntityID
    /// The RelayState to send with the Response, at most 80 octets. Nil when the query has none.
    public let relayState: String?

    private static let entity = "entity"
    private static let relayState = "RelayState"

    /// Reads the parameters `entity` and `RelayState`. Ignores all others.
    /// - Parameter query: the raw query, between `?` and `#`.
    /// - Throws: `BindingFailure` when a value is too long or not UTF-8, or a name occurs twice or percent-encoded.
    public init(query: String) throws(BindingFailure) {
        let parameters = try QueryParameters(query, names: [Self.entity, Self.relayState])
        let octets = try parameters.value(Self.entity) ?? []
        guard octets.count <= 4 * EntityID.maximumCharacters else {
            throw .tooLarge(maximumBytes: 4 * EntityID.maximumCharacters)
        }
        service = EntityID(rawValue: String(decoding: octets, as: UTF8.self))
        relayState = try parameters.value(Self.relayState).map { (octets) throws(BindingFailure) in
            try RelayState.text(octets, maximumBytes: RelayState.maximumOwnBytes)
        }
    }
}
