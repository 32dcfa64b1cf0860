/// Where an entity takes messages, and how.
/// - SeeAlso: Metadata §2.2.2.
public struct Endpoint: Hashable, Sendable, Codable {
    /// How.
    public let binding: Binding
    /// Where: an absolute http or https address.
    @Exact public private(set) var location: String
    /// Where answers go, when elsewhere.
    @Exact public private(set) var responseLocation: String?

    /// Names an endpoint.
    public init(binding: Binding, location: String, responseLocation: String? = nil) {
        self.binding = binding
        self.location = location
        self.responseLocation = responseLocation
    }

    /// Whether the text can be an endpoint's address: http or https, a host, no user, no fragment, and only the
    /// characters of a URI. So `javascript:` never becomes a form's target.
    static func isAcceptable(location: String) -> Bool {
        guard location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }) else {
            return false
        }
        return WebAddress(location) != nil && !location.utf8.contains(UInt8(ascii: "#"))
    }
}
