import Foundation
import HTTPTypes

/// The proxies in front of a listener that are trusted to name their clients.
package struct TrustedProxies: Hashable, Sendable {
    /// The header field in which they name the client. Only one of the two is read: a client could have written the
    /// other.
    package enum Source: String, CaseIterable, Sendable {
        /// RFC 7239.
        case forwarded = "Forwarded"
        /// The custom before RFC 7239: a list of addresses. The last one is the client of the last proxy.
        case xForwardedFor = "X-Forwarded-For"
    }

    private let ranges: [AddressRange]
    /// Nil when the proxies use no header field: a PROXY header names the client.
    let source: Source?
    /// Enough for about twenty nodes of `Forwarded`, in all lines together.
    private static let maximumOctets = 1024
    private static let blanks = CharacterSet(charactersIn: " \t")

    package init(_ ranges: [AddressRange], source: Source?) {
        self.ranges = ranges
        self.source = source
    }

    /// Returns whether a connection comes from one of the proxies.
    ///
    /// - Parameter address: of the other end, without its port; empty when it has none, as for a Unix socket.
    func trusts(_ address: String) -> Bool {
        NetworkAddress(address).map(trusts) ?? false
    }

    /// Returns the address of a trusted proxy's client: the last address in the field that is not a trusted proxy's.
    ///
    /// The values before it were written by a client that is not trusted. At most the last 1,024 octets are read.
    /// - Returns: nil when the field does not name the client: it is absent, hides the address, cannot be read, or
    ///   names only trusted proxies in the octets that are read.
    /// - SeeAlso: RFC 7239 §5.2, §6 and §8.1.
    func client(in fields: HTTPFields) -> String? {
        guard let source else { return nil }
        var octetsLeft = Self.maximumOctets
        for line in fields[values: source.name].reversed() {
            guard let end = Self.end(of: line, octets: octetsLeft) else { return nil }
            for node in nodes(in: end, of: source).reversed() {
                guard let node, let address = address(of: node, source) else { return nil }
                if !trusts(address) { return address.text }
            }
            octetsLeft -= line.utf8.count
            guard octetsLeft > 0 else { return nil }
        }
        return nil
    }

    /// Returns the elements of a line that lie within its last octets; nil when none begins there.
    ///
    /// A long line may be cut at a comma within a quoted string of `Forwarded`. The string then ends where the proxy's
    /// own element would begin, the line cannot be read, and it names no client.
    private static func end(of line: String, octets: Int) -> String? {
        guard line.utf8.count > octets else { return line }
        let end = line.utf8.suffix(octets)
        return end.firstIndex(of: UInt8(ascii: ",")).map { String(line[line.utf8.index(after: $0)...]) }
    }

    func trusts(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Returns the nodes of one line, in order; nil for each element that names none.
    private func nodes(in line: String, of source: Source) -> [String?] {
        switch source {
        case .forwarded: ForwardedField.nodes(in: line)
        case .xForwardedFor:
            // Split by scalars: U+0600, written by a client, would combine with the comma after it into one Character.
            line.unicodeScalars.split(separator: ",").map { String($0).trimmingCharacters(in: Self.blanks) }
                .filter { !$0.isEmpty }
        }
    }

    private func address(of node: String, _ source: Source) -> NetworkAddress? {
        switch source {
        case .forwarded: ForwardedField.address(of: node)
        // Usually without a port; some proxies write a port, as in RFC 7239.
        case .xForwardedFor: NetworkAddress(node) ?? ForwardedField.address(of: node)
        }
    }
}

extension TrustedProxies.Source {
    fileprivate var name: HTTPField.Name {
        switch self {
        case .forwarded: HTTPField.Name("Forwarded")!
        case .xForwardedFor: HTTPField.Name("X-Forwarded-For")!
        }
    }
}
