/// A request whose authentication was checked.
public enum AuthenticRequest: Hashable, Sendable {
    /// The service's signature covers the request.
    case signed(Verified<AuthnRequest>)
    /// The request has no signature, and the service may send unsigned requests.
    case unsigned(UnsignedRequest)

    /// The request.
    public var message: AuthnRequest {
        switch self {
        case .signed(let verified): verified.message
        case .unsigned(let unsigned): unsigned.message
        }
    }

    /// The value that the service wants back with the response. Nil when absent; empty is a different value.
    public var relayState: String? {
        switch self {
        case .signed(let verified): verified.relayState
        case .unsigned(let unsigned): unsigned.relayState
        }
    }

    /// Whether a signature covers the request.
    public var isSigned: Bool {
        switch self {
        case .signed: true
        case .unsigned: false
        }
    }
}
