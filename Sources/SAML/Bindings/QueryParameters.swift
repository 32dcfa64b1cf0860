import Octets

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
        for (encodedName, value) in URLEncodedForm.pairs(of: octets) {
            let name = String(decoding: encodedName, as: UTF8.self)
            guard names.contains(name) else {
                if let plain = URLEncodedForm.decode(encodedName).map({ String(decoding: $0, as: UTF8.self) }),
                    names.contains(plain)
                {
                    throw .encodedName(parameter: plain)
                }
                continue
            }
            guard raw[name] == nil else { throw .duplicate(parameter: name) }
            raw[name] = value.map(Array.init) ?? []
        }
    }

    /// Returns whether the parameter is present, even with an empty value.
    func has(_ name: String) -> Bool { raw[name] != nil }

    /// Returns the decoded octets of the value; nil when the parameter is absent.
    /// - Throws: `BindingFailure.percentEncoding`.
    func value(_ name: String) throws(BindingFailure) -> [UInt8]? {
        guard let octets = raw[name] else { return nil }
        guard let value = URLEncodedForm.decode(octets[...]) else { throw .percentEncoding(parameter: name) }
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
}
