/// A host with an optional port: the authority of a URL without a user, or the address of a listener.
///
/// - SeeAlso: RFC 3986 §3.2; WHATWG URL Standard §3.5.
public struct Authority: Hashable, Sendable {
    /// The host.
    public let host: WebHost
    /// The port; nil when none is written.
    public let port: UInt16?

    /// Parses `host`, `host:port`, `[IPv6]` or `[IPv6]:port`. Nil for any other text: with a user, an invalid host, or
    /// an empty or invalid port.
    public init?(_ text: some StringProtocol) {
        guard let (host, port) = Self.split(text), let host = WebHost(host) else { return nil }
        self.host = host
        self.port = port
    }

    /// Splits `host:port`, the address of a listener, without parsing the host. The port is required. Nil when it is
    /// missing or invalid, or the host is empty.
    ///
    /// - Returns: the host as a socket takes it: without the brackets of an IPv6 address. It may have a zone.
    package static func listener(_ text: some StringProtocol) -> (host: String, port: UInt16)? {
        guard let (host, port) = split(text), let port else { return nil }
        let socketHost = host.hasPrefix("[") ? host.dropFirst().dropLast() : host
        return socketHost.isEmpty ? nil : (String(socketHost), port)
    }

    /// Splits at the colon after the brackets, or at the last colon. `WebHost` refuses a host with another colon.
    private static func split(_ text: some StringProtocol) -> (host: Substring, port: UInt16?)? {
        let text = Substring(text)
        var colon = text.lastIndex(of: ":")
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]").map(text.index(after:)) else { return nil }
            guard end == text.endIndex || text[end] == ":" else { return nil }
            colon = end == text.endIndex ? nil : end
        }
        guard let colon else { return (text, nil) }
        let digits = text[text.index(after: colon)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { return nil }
        return (text[..<colon], port)
    }
}
