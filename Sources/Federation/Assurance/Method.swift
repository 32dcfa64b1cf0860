package import Octets

/// A method by which a citizen can prove their identity.
package enum Method: Hashable, Sendable {
    /// A PIN by SMS, completed with four characters that the citizen chooses; for occasional use.
    case pin
    /// A permanent password, with a code by SMS when the level requires it.
    case permanentKey
    /// A certificate in the browser, or the DNIe.
    case certificate
    /// Another identity provider, to which the broker sends a request. No release offers one yet.
    case upstream(UpstreamID)

    /// The methods whose proof the broker itself checks, in the order of the chooser.
    package static let own: [Method] = [.pin, .permanentKey, .certificate]
}

/// The short name that the configuration gives to an upstream identity provider.
package struct UpstreamID: Hashable, RawRepresentable, Sendable {
    package let rawValue: String

    /// Returns nil unless the name has 1 to 32 characters, each a lowercase letter a–z, a digit or a hyphen.
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
    /// `upstream:` followed by the provider's short name.
    package var name: String {
        switch self {
        case .pin: "pin"
        case .permanentKey: "permanent-key"
        case .certificate: "certificate"
        case .upstream(let id): Self.upstreamPrefix + id.rawValue
        }
    }

    /// The method with this name; nil for any other text.
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

/// Reads the JSON that the release with 15 migrations wrote.
extension Method: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let method = Method(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the name of a method")
        }
        self = method
    }
}
