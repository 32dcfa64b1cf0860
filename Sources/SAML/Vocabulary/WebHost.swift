import Foundation

/// The host of a URL, parsed as browsers and resolvers parse it: `127.1`, `0x7f.1` and `2130706433` are 127.0.0.1,
/// `LOCALHOST.` is localhost, and `[::ffff:127.0.0.1]` is 127.0.0.1.
/// - SeeAlso: WHATWG URL Standard §3.5; RFC 4291 §2.5; RFC 6761 §6.3.
public enum WebHost: Hashable, Sendable {
    /// A domain in lower case, without the final dot. Letters outside ASCII must be written in the form `xn--…`.
    case name(String)
    /// An IPv4 address of four octets.
    case version4([UInt8])
    /// An IPv6 address of sixteen octets. An IPv4-mapped address is ``version4(_:)``.
    case version6([UInt8])

    /// Parses the host of a URL, with an IPv6 address in brackets. Nil for a text that parsers could interpret
    /// differently: with letters outside ASCII, `%`, a user, a port, an empty label or an invalid number.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        // Checked before lower-casing, which turns some other letters into ASCII.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let host = Self.version6(text.dropFirst().dropLast()) else { return nil }
            self = host
            return
        }
        var labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        guard labels.allSatisfy(Self.isLabel) else { return nil }
        if let last = labels.last, Self.isNumber(last) {
            guard let octets = Self.version4(labels) else { return nil }
            self = .version4(octets)
            return
        }
        let name = labels.joined(separator: ".")
        guard name.utf8.count <= 253 else { return nil }
        self = .name(name)
    }

    /// Parses the host of a socket's `host:port`: as in a URL, or an IPv6 address without brackets.
    public init?(ofSocket text: some StringProtocol) {
        guard let host = Self.version6(text) ?? WebHost(text) else { return nil }
        self = host
    }

    /// Whether a connection to it stays on the same machine: 127.0.0.0/8, `::1`, and the names that no name server may
    /// resolve to another address.
    public var isLoopback: Bool {
        switch self {
        case .name(let name):
            ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"].contains(name)
                || name.hasSuffix(".localhost")
        case .version4(let octets): octets[0] == 127
        case .version6(let octets): octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1
        }
    }

    /// Whether it is the unspecified address `0.0.0.0` or `::`. A listener there is reachable from every network. A
    /// connection to it leads to the machine that opens it.
    public var isUnspecified: Bool {
        switch self {
        case .name: false
        case .version4(let octets), .version6(let octets): octets.allSatisfy { $0 == 0 }
        }
    }

    /// The text as in a URL: lower case, IPv6 shortened by RFC 5952 and in brackets.
    public var text: String {
        if case .version6 = self { "[\(socketText)]" } else { socketText }
    }

    /// The text as a socket takes it: like ``text``, but an IPv6 address has no brackets.
    public var socketText: String {
        switch self {
        case .name(let name): return name
        case .version4(let octets): return octets.map(String.init).joined(separator: ".")
        case .version6(let octets):
            var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            guard inet_ntop(AF_INET6, octets, &buffer, socklen_t(buffer.count)) != nil else { return "" }
            let characters = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            return String(decoding: characters, as: UTF8.self)
        }
    }

    private static func isLabel(_ label: String) -> Bool {
        (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    // MARK: Numbers

    /// Returns whether browsers parse a host with this last label as an IPv4 address.
    private static func isNumber(_ label: String) -> Bool {
        label.utf8.allSatisfy { (0x30...0x39).contains($0) } || label.hasPrefix("0x") && number(label) != nil
    }

    /// Parses decimal, octal after `0`, hexadecimal after `0x`. `0x` alone is 0.
    private static func number(_ label: String) -> UInt64? {
        if label.hasPrefix("0x") { return label.utf8.count == 2 ? 0 : UInt64(label.dropFirst(2), radix: 16) }
        if label.utf8.count > 1, label.hasPrefix("0") { return UInt64(label.dropFirst(), radix: 8) }
        return UInt64(label)
    }

    /// Parses one to four numbers. The last one fills the remaining octets.
    private static func version4(_ labels: [String]) -> [UInt8]? {
        let numbers = labels.compactMap(number)
        guard numbers.count == labels.count, (1...4).contains(numbers.count), let last = numbers.last,
            numbers.dropLast().allSatisfy({ $0 <= 255 }), last < UInt64(1) << (8 * (5 - UInt64(numbers.count)))
        else { return nil }
        let value = numbers.dropLast().enumerated().reduce(last) { $0 | $1.element << (8 * (3 - UInt64($1.offset))) }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// - Parameter text: an address without brackets. A zone is not accepted.
    private static func version6(_ text: some StringProtocol) -> WebHost? {
        guard text.contains(":") else { return nil }
        var address = in6_addr()
        guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
        let octets = withUnsafeBytes(of: address) { Array($0) }
        let isMapped = octets.prefix(10).allSatisfy { $0 == 0 } && octets[10] == 0xFF && octets[11] == 0xFF
        return isMapped ? .version4(Array(octets.suffix(4))) : .version6(octets)
    }
}

extension WebHost: CustomStringConvertible {
    /// The text as in a URL.
    public var description: String { text }
}
