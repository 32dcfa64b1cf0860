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

    /// The address of the client for whom a trusted proxy comes: the last one in the field that is not a trusted proxy's.
    ///
    /// What stands to its left was written by whoever is not trusted, and is not even read.
    /// - Returns: nil when the field does not say it: it is absent, hides the address, cannot be read, or has trusted
    ///   proxies alone.
    /// - SeeAlso: RFC 7239 §5.2, §6 and §8.1.
    func client(in fields: HTTPFields) -> String? {
        guard let source else { return nil }
        for line in fields[values: source.name].reversed() {
            for node in nodes(in: line, of: source).reversed() {
                guard let node, let address = address(of: node, source) else { return nil }
                if !trusts(address) { return address.text }
            }
        }
        return nil
    }

    func trusts(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// Whom one line names, in order; nil for each that does not say it.
    private func nodes(in line: String, of source: Source) -> [String?] {
        switch source {
        case .forwarded: ForwardedField.nodes(in: line)
        case .xForwardedFor:
            line.split(separator: ",").map { $0.trimmingCharacters(in: Self.blanks) }.filter { !$0.isEmpty }
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
