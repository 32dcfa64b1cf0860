import Foundation
import HTTPTypes

/// The proxies in front of a listener that are believed when they say for whom they come.
package struct TrustedProxies: Hashable, Sendable {
    /// Where they write it. Only one of the two is read: the other would be whatever a client wrote.
    package enum Source: String, CaseIterable, Sendable {
        /// RFC 7239.
        case forwarded = "Forwarded"
        /// The custom that it was made from: addresses, the last one that of whoever came to the last proxy.
        case xForwardedFor = "X-Forwarded-For"
    }

    private let ranges: [AddressRange]
    /// Nil where they write it in none: a PROXY header says it.
    let source: Source?
    /// Some twenty nodes of `Forwarded`, in all lines together.
    private static let maximumOctets = 1024
    private static let blanks = CharacterSet(charactersIn: " \t")

    package init(_ ranges: [AddressRange], source: Source?) {
        self.ranges = ranges
        self.source = source
    }

    /// Whether a connection comes from one of them.
    ///
    /// - Parameter address: of the other end, without its port; empty when it has none, as that of a socket file.
    func trusts(_ address: String) -> Bool {
        NetworkAddress(address).map(trusts) ?? false
    }

    /// The address of the client for whom a trusted proxy comes: the last one in the field that is not a trusted
    /// proxy's.
    ///
    /// What stands to its left was written by a client that is not trusted. No more than the last 1,024 octets are
    /// read.
    /// - Returns: nil when the field does not say it: it is absent, hides the address, cannot be read, or has trusted
    ///   proxies alone, as far as it is read.
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

    /// The elements of a line that lie within its last octets; nil when none begins there.
    ///
    /// The comma at which a long line is cut may lie within a quoted string of `Forwarded`. Then the string ends where
    /// the proxy's own element would begin, the line cannot be read, and it names nobody.
    private static func end(of line: String, octets: Int) -> String? {
        guard line.utf8.count > octets else { return line }
        let end = line.utf8.suffix(octets)
        return end.firstIndex(of: UInt8(ascii: ",")).map { String(line[line.utf8.index(after: $0)...]) }
    }

    func trusts(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Whom one line names, in order; nil for each that does not say it.
    private func nodes(in line: String, of source: Source) -> [String?] {
        switch source {
        case .forwarded: ForwardedField.nodes(in: line)
        case .xForwardedFor:
            // Split by scalars: U+0600, written by a client, would join the comma after it into one Character.
            line.unicodeScalars.split(separator: ",").map { String($0).trimmingCharacters(in: Self.blanks) }
                .filter { !$0.isEmpty }
        }
    }

    private func address(of node: String, _ source: Source) -> NetworkAddress? {
        switch source {
        case .forwarded: ForwardedField.address(of: node)
        // Bare as a rule; some proxies write ports, as RFC 7239 has them.
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
