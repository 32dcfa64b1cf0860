import XML

/// A text of the protocol that is the same only as itself, octet for octet.
///
/// Swift compares a String by what its characters mean to Unicode: the sign for Kelvin equals the letter K. Names and
/// addresses of a federation must not.
/// - SeeAlso: Core §1.3.1: comparisons are exact, binary.
public protocol ExactText: RawRepresentable, ExpressibleByStringLiteral, Hashable, Sendable, Codable
where RawValue == String {
    /// Names one by its text.
    init(rawValue: String)
}

extension ExactText {
    /// Whether both have the same octets.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue.isExactly(right.rawValue) }

    /// Names one by a text that stands in the source.
    public init(stringLiteral text: String) { self.init(rawValue: text) }

    /// Feeds the octets, as equality compares them.
    public func hash(into hasher: inout Hasher) { rawValue.hashExactly(into: &hasher) }
}
