import Foundation

/// The host of an address, read as browsers and resolvers read it: `127.1`, `0x7f.1` and `2130706433` are 127.0.0.1,
/// `LOCALHOST.` is localhost, and `[::ffff:127.0.0.1]` is 127.0.0.1.
/// - SeeAlso: WHATWG URL Standard §3.5; RFC 4291 §2.5; RFC 6761 §6.3.
public enum WebHost: Hashable, Sendable {
    /// A domain in lower case, without the dot at its end. Letters outside ASCII stand in it in the form `xn--…` alone.
    case name(String)
    /// Four octets.
    case version4([UInt8])
    /// Sixteen octets; never an IPv4 address inside IPv6, which is ``version4(_:)``.
    case version6([UInt8])

    /// Reads the host of an address, an IPv6 address in brackets; nil for what readers could understand differently:
    /// letters outside ASCII, `%`, a user, a port, an empty label, numbers that are no address.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        // Before any change of case, which makes ASCII of some other letters.
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

    /// Reads a host as it stands in `host:port` of a socket: as an address has it, or an IPv6 address without brackets.
    public init?(ofSocket text: some StringProtocol) {
        guard let host = Self.version6(text) ?? WebHost(text) else { return nil }
        self = host
    }

    /// Whether a connection to it stays on the machine that opens it: 127.0.0.0/8, `::1`, and the names that no name
    /// server may lead elsewhere.
    public var isLoopback: Bool {
        switch self {
        case .name(let name):
            ["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"].contains(name)
                || name.hasSuffix(".localhost")
        case .version4(let octets): octets[0] == 127
        case .version6(let octets): octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1
        }
    }

    /// Whether it is no address but stands for all of a machine: `0.0.0.0` or `::`. A listener there is reached from
    /// everywhere, and a connection to it leads to the machine that opens it.
    public var isUnspecified: Bool {
        switch self {
        case .name: false
        case .version4(let octets), .version6(let octets): octets.allSatisfy { $0 == 0 }
        }
    }

    /// As an address writes it: lower case, IPv6 shortened by RFC 5952 and in brackets.
    public var text: String {
        switch self {
        case .name(let name): return name
        case .version4(let octets): return octets.map(String.init).joined(separator: ".")
        case .version6(let octets):
            var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            guard inet_ntop(AF_INET6, octets, &buffer, socklen_t(buffer.count)) != nil else { return "" }
            let characters = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            return "[\(String(decoding: characters, as: UTF8.self))]"
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

    /// Whether the last label makes browsers read the host as an IPv4 address.
    private static func isNumber(_ label: String) -> Bool {
        label.utf8.allSatisfy { (0x30...0x39).contains($0) } || label.hasPrefix("0x") && number(label) != nil
    }

    /// Decimal, octal after `0`, hexadecimal after `0x`; nothing after `0x` is 0.
    private static func number(_ label: String) -> UInt64? {
        if label.hasPrefix("0x") { return label.utf8.count == 2 ? 0 : UInt64(label.dropFirst(2), radix: 16) }
        if label.utf8.count > 1, label.hasPrefix("0") { return UInt64(label.dropFirst(), radix: 8) }
        return UInt64(label)
    }

    /// One to four numbers; the last one fills the octets that are left.
    private static func version4(_ labels: [String]) -> [UInt8]? {
        let numbers = labels.compactMap(number)
        guard numbers.count == labels.count, (1...4).contains(numbers.count), let last = numbers.last,
            numbers.dropLast().allSatisfy({ $0 <= 255 }), last < UInt64(1) << (8 * (5 - UInt64(numbers.count)))
        else { return nil }
        let value = numbers.dropLast().enumerated().reduce(last) { $0 | $1.element << (8 * (3 - UInt64($1.offset))) }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// - Parameter text: without brackets; a zone makes it another kind of address.
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
    /// The text as an address writes it.
    public var description: String { text }
}
