import SAML

extension ServiceProvider {
    /// The addresses for answers that only development may have: without TLS, or on the reader's own machine.
    package var developmentAddresses: [String] {
        role.assertionConsumerServices.map(\.location).filter { location in
            guard location.hasPrefix("https://") else { return true }
            return Self.isLoopback(Self.host(of: location))
        }
    }

    private static func host(of location: String) -> String {
        let authority = location.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" }.lowercased()
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" })
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || isLoopbackIPv4(host) || host == "[::1]"
    }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
