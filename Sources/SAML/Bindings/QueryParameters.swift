/// The parameters of a query that contain a message, as raw octets.
///
/// A signature covers exactly these octets: `%2f` differs from `%2F`, and `+` from `%20`.
/// - SeeAlso: Bindings §3.4.4.1.
struct QueryParameters {
    private var raw: [String: [UInt8]] = [:]

    /// - Parameters:
    ///   - query: the raw query, between `?` and `#`.
    ///   - names: the names to read. All others are ignored.
    /// - Throws: `BindingFailure` when there are too many parameters, or a name occurs twice or percent-encoded.
    init(_ query: String, names: Set<String> = MessageParameter.names) throws(BindingFailure) {
        let octets = Array(query.utf8)
        // Counts before decoding: counting costs a thousandth of decoding.
        guard octets.count(where: { $0 == UInt8(ascii: "&") }) < MessageLimits.maximumParameters else {
            throw .tooManyParameters(maximum: MessageLimits.maximumParameters)
        }
        for pair in octets.split(separator: UInt8(ascii: "&")) {
            let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = String(decoding: pair[..<end], as: UTF8.self)
            guard names.contains(name) else {
                if let plain = Self.decode(pair[..<end]).map({ String(decoding: $0, as: UTF8.self) }),
                    names.contains(plain)
                {
                    throw .encodedName(parameter: plain)
                }
                continue
            }
            guard raw[name] == nil else { throw .duplicate(parameter: name) }
            raw[name] = end == pair.endIndex ? [] : Array(pair[pair.index(after: end)...])
        }
    }

    /// Returns whether the parameter is present, even with an empty value.
    func has(_ name: String) -> Bool { raw[name] != nil }

    /// Returns the decoded octets of the value; nil when the parameter is absent.
    /// - Throws: `BindingFailure.percentEncoding`.
    func value(_ name: String) throws(BindingFailure) -> [UInt8]? {
        guard let octets = raw[name] else { return nil }
        guard let value = Self.decode(octets) else { throw .percentEncoding(parameter: name) }
        return value
    }

    /// Returns the octets that a signature covers: message, RelayState and SigAlg, in this order, undecoded.
    func signedOctets(_ message: MessageParameter) -> [UInt8] {
        var octets: [UInt8] = []
        for name in [message.rawValue, "RelayState", "SigAlg"] {
            guard let value = raw[name] else { continue }
            if !octets.isEmpty { octets.append(UInt8(ascii: "&")) }
            octets += Array(name.utf8) + [UInt8(ascii: "=")] + value
        }
        return octets
    }

    /// Decodes a form value: `+` is a space, `%` and two hexadecimal digits are an octet. Nil when `%` has no two
    /// digits.
    private static func decode(_ octets: some Collection<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(octets.count)
        var iterator = octets.makeIterator()
        while let octet = iterator.next() {
            switch octet {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default: decoded.append(octet)
            }
        }
        return decoded
    }

    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }

    /// Percent-encodes a text as a parameter's value: all characters except letters, digits, `-`, `.`, `_` and `~`.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for octet in text.utf8 {
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: encoded.append(octet)
            default: encoded += [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
