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
        let written = text[colon...].dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let authority = Authority(written) else { return nil }
        self.scheme = scheme
        host = authority.host
        port = authority.port
    }

    /// Whether connections to it use TLS.
    public var isSecure: Bool { scheme == .https }

    /// The origin: scheme, host and port, as browsers compare them, with the port as written.
    public var origin: String { "\(scheme.rawValue)://\(host)" + (port.map { ":\($0)" } ?? "") }
}
