/// An endpoint at which an entity receives messages.
/// - SeeAlso: Metadata §2.2.2.
public struct Endpoint: Hashable, Sendable, Codable {
    /// The binding of the messages.
    public let binding: Binding
    /// The URL: absolute http or https.
    @Exact public private(set) var location: String
    /// The URL for responses, when it differs from `location`.
    @Exact public private(set) var responseLocation: String?

    /// Creates an endpoint.
    public init(binding: Binding, location: String, responseLocation: String? = nil) {
        self.binding = binding
        self.location = location
        self.responseLocation = responseLocation
    }

    /// Returns whether the text is an acceptable endpoint URL: http or https, a host, no user, no fragment, and only
    /// the characters of a URI. A `javascript:` URL can therefore never become the target of a form.
    static func isAcceptable(location: String) -> Bool {
        guard location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }) else {
            return false
        }
        return WebAddress(location) != nil && !location.utf8.contains(UInt8(ascii: "#"))
    }
}
