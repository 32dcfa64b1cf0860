import XML

/// A text of the protocol that is compared by octets.
///
/// Swift compares strings by canonical equivalence: the Kelvin sign equals the letter K. Names and URLs of a federation
/// must not be equal in this way.
/// - SeeAlso: Core §1.3.1: comparisons are exact, binary.
public protocol ExactText: RawRepresentable, ExpressibleByStringLiteral, Hashable, Sendable, Codable
where RawValue == String {
    /// Creates a value.
    init(rawValue: String)
}

extension ExactText {
    /// Whether both have the same octets.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue.isExactly(right.rawValue) }

    /// Creates a value from a string literal.
    public init(stringLiteral text: String) { self.init(rawValue: text) }

    /// Hashes the octets, as equality compares them.
    public func hash(into hasher: inout Hasher) { rawValue.hashExactly(into: &hasher) }
}
