package import Octets

/// A way in which a citizen can prove who they are.
package enum Method: Hashable, Sendable {
    /// A PIN by SMS, completed with four characters of the citizen's own; for occasional use.
    case pin
    /// A lasting password, reinforced with a code by SMS when the level needs it.
    case permanentKey
    /// A certificate in the browser, or the DNIe.
    case certificate
    /// Another identity provider, which the broker asks. No release offers one yet.
    case upstream(UpstreamID)

    /// The methods in which the broker itself judges the proof, in the order of the chooser.
    package static let own: [Method] = [.pin, .permanentKey, .certificate]
}

/// The short name that the configuration gives to an upstream identity provider.
package struct UpstreamID: Hashable, RawRepresentable, Sendable {
    package let rawValue: String

    /// Nil unless the name has 1 to 32 characters, each a small letter a–z, a digit or a hyphen.
    package init?(rawValue: String) {
        let isAllowed = rawValue.utf8.allSatisfy { octet in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) || octet == UInt8(ascii: "-")
        }
        guard isAllowed, (1...32).contains(rawValue.utf8.count) else { return nil }
        self.rawValue = rawValue
    }
}

extension Method {
    /// The name in configuration, forms, metrics and the audit trail: `pin`, `permanent-key`, `certificate`, or
    /// `upstream:` and the provider's.
    package var name: String {
        switch self {
        case .pin: "pin"
        case .permanentKey: "permanent-key"
        case .certificate: "certificate"
        case .upstream(let id): Self.upstreamPrefix + id.rawValue
        }
    }

    /// The method of that name; nil for any other text.
    package init?(name: String) {
        if let own = Self.own.first(where: { $0.name == name }) {
            self = own
        } else if name.hasPrefix(Self.upstreamPrefix),
            let id = UpstreamID(rawValue: String(name.dropFirst(Self.upstreamPrefix.count)))
        {
            self = .upstream(id)
        } else {
            return nil
        }
    }

    private static let upstreamPrefix = "upstream:"
}

extension Method: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(name) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let method = Method(name: try fields.read()) else { throw .malformed("Method") }
        self = method
    }
}

/// The JSON that the release with 15 migrations wrote.
extension Method: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let method = Method(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the name of a method")
        }
        self = method
    }
}
