/// The scheme, host and port of an absolute http or https URL. All code that checks whether a URL is secure, or which
/// host it has, uses this type.
///
/// A URL that two parsers could interpret differently is refused: one with a user, a backslash, blanks or control
/// characters, or with letters outside ASCII in the host.
/// - SeeAlso: RFC 3986 §3; WHATWG URL Standard §4.
public struct WebAddress: Hashable, Sendable {
    /// The scheme of a URL.
    public enum Scheme: String, Hashable, Sendable {
        /// Without TLS.
        case http
        /// With TLS.
        case https
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host.
    public let host: WebHost
    /// The port as written; nil for the scheme's default port.
    public let port: UInt16?

    /// Parses a URL; nil when it is not absolute, or not http or https.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }),
            let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: text[..<colon].lowercased()),
            text[colon...].hasPrefix("://")
        else { return nil }
        let authority = text[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let (host, port) = Self.parts(authority), let host = WebHost(host) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// Returns the host's text and the port; nil when there is a user or an invalid port.
    private static func parts(_ authority: Substring) -> (Substring, UInt16?)? {
        guard !authority.contains("@") else { return nil }
        let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
        let rest = authority[(end ?? authority.startIndex)...]
        guard let colon = rest.firstIndex(of: ":") else {
            return end == nil || rest.isEmpty ? (authority, nil) : nil
        }
        guard end == nil || colon == end else { return nil }
        let digits = rest[rest.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { return nil }
        return (authority[..<colon], port)
    }

    /// Whether connections to it use TLS.
    public var isSecure: Bool { scheme == .https }

    /// The origin: scheme, host and port, as browsers compare them, with the port as written.
    public var origin: String { "\(scheme.rawValue)://\(host)" + (port.map { ":\($0)" } ?? "") }
}
