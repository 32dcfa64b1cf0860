/// A request of which is known how far it can be trusted.
public enum AuthenticRequest: Hashable, Sendable {
    /// The service's signature covers it.
    case signed(Verified<AuthnRequest>)
    /// Nobody's does, and the service may do that.
    case unsigned(UnsignedRequest)

    /// The request.
    public var message: AuthnRequest {
        switch self {
        case .signed(let verified): verified.message
        case .unsigned(let unsigned): unsigned.message
        }
    }

    /// What the service wants back with the answer; nil when absent, which is not the same as empty.
    public var relayState: String? {
        switch self {
        case .signed(let verified): verified.relayState
        case .unsigned(let unsigned): unsigned.relayState
        }
    }

    /// Whether a signature covers it.
    public var isSigned: Bool {
        switch self {
        case .signed: true
        case .unsigned: false
        }
    }
}
