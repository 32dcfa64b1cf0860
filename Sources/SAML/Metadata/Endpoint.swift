/// Where an entity takes messages, and how.
/// - SeeAlso: Metadata §2.2.2.
public struct Endpoint: Hashable, Sendable, Codable {
    /// How.
    public let binding: Binding
    /// Where: an absolute http or https address.
    public let location: String
    /// Where answers go, when elsewhere.
    public let responseLocation: String?

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
        let lower = location.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix), !location.utf8.contains(0x23) else {
            return false
        }
        let authority = location.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
        return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@")
    }
}
