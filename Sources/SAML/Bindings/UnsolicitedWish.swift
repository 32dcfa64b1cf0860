/// The wish of whoever follows a link that a service be told of them without having asked: nobody's word, and judged as
/// that.
///
///     /saml/unsolicited?entity=https%3A%2F%2Fservice.example%2Fsaml&RelayState=…
public struct UnsolicitedWish: Hashable, Sendable {
    /// The service's name; empty when none stands there.
    public let service: EntityID
    /// What goes with the answer; nil when absent. At most 80 octets.
    public let relayState: String?

    private static let entity = "entity"
    private static let relayState = "RelayState"

    /// Reads a query: `entity` and, where it is there, `RelayState`; all else is passed over.
    /// - Parameter query: what stands between `?` and `#`, undecoded.
    /// - Throws: `BindingFailure` when a value is too long or no text, or a name stands there twice or in disguise.
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
