/// The eIDAS attribute PersonIdentifier: the Member State that issued it, the one that receives it, and an identifier
/// that is unique in the first, as in `ES/DE/12345678Z`.
///
/// - SeeAlso: eIDAS SAML Attribute Profile 1.2 §2.2.3.
public struct PersonIdentifier: Hashable, Sendable {
    /// At most 256 printable ASCII characters.
    public let rawValue: String

    /// Nil unless the text has two country codes of two capital letters and an identifier, each after a slash.
    public init?(rawValue: String) {
        let octets = Array(rawValue.utf8)
        guard (7...256).contains(octets.count), octets.allSatisfy({ (0x21...0x7E).contains($0) }),
            octets[2] == UInt8(ascii: "/"), octets[5] == UInt8(ascii: "/"),
            [0, 1, 3, 4].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octets[$0]) })
        else { return nil }
        self.rawValue = rawValue
    }
}
