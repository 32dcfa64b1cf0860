package import Foundation

/// An origin: scheme, host and port, which browsers compare to distinguish sites.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let scheme: String
    package let host: String
    package let port: Int

    package init(_ url: URL) {
        scheme = url.scheme?.lowercased() ?? ""
        host = url.host?.lowercased() ?? ""
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }

    /// The origin in the form of the field Origin.
    package var description: String {
        let isDefault = port == (scheme == "https" ? 443 : 80)
        return isDefault ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    /// Returns whether two origins share SameSite cookies: the same scheme and registrable domain, with any port. For a
    /// name under `localhost`, the last two labels are compared, as in browsers.
    package func isSameSite(as other: Origin) -> Bool {
        scheme == other.scheme && site == other.site
    }

    /// Whether the host is this machine. Such names always mean 127.0.0.1, without a resolver.
    var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "127.0.0.1"
    }

    private var site: String {
        guard host.hasSuffix(".localhost") || host.contains(where: \.isLetter) else { return host }
        return host.split(separator: ".").suffix(2).joined(separator: ".")
    }
}
