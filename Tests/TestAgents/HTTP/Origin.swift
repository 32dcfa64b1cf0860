package import Foundation

/// Scheme, host and port: what a browser compares to tell one site's pages from another's.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let scheme: String
    package let host: String
    package let port: Int

    package init(_ url: URL) {
        scheme = url.scheme?.lowercased() ?? ""
        host = url.host?.lowercased() ?? ""
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }

    /// The origin as the Origin field spells it.
    package var description: String {
        let isDefault = port == (scheme == "https" ? 443 : 80)
        return isDefault ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    /// Whether cookies that are SameSite are shared: one scheme and one registrable domain, whatever the port. Of a
    /// name under `localhost` the last two labels count, as in a browser.
    package func isSameSite(as other: Origin) -> Bool {
        scheme == other.scheme && site == other.site
    }

    /// Whether it is this machine: always 127.0.0.1, without asking any resolver.
    var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "127.0.0.1"
    }

    private var site: String {
        guard host.hasSuffix(".localhost") || host.contains(where: \.isLetter) else { return host }
        return host.split(separator: ".").suffix(2).joined(separator: ".")
    }
}
