import XML

/// A property wrapper that compares texts by octets.
///
///     @Exact public private(set) var nameQualifier: String?
///
/// The property reads and writes as without the wrapper. `==`, `Hashable`, sets and dictionaries of the enclosing type
/// compare octets, because they compare the wrapper.
/// - SeeAlso: Core §1.3.1: comparisons are exact, binary.
@propertyWrapper
public struct Exact<Value: ExactlyComparable>: Hashable, Sendable {
    /// The text.
    public var wrappedValue: Value

    /// Wraps a text.
    public init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    /// Whether both have the same octets.
    public static func == (left: Exact, right: Exact) -> Bool { left.wrappedValue.isExactly(right.wrappedValue) }

    /// Hashes the octets, as equality compares them.
    public func hash(into hasher: inout Hasher) { wrappedValue.hashExactly(into: &hasher) }
}

/// A text, an optional text or a list of texts that can be compared by octets.
public protocol ExactlyComparable: Sendable {
    /// Whether both have the same octets.
    func isExactly(_ other: Self) -> Bool
    /// Hashes the octets.
    func hashExactly(into hasher: inout Hasher)
}

extension String: ExactlyComparable {
    /// Hashes the octets and a terminator that UTF-8 never contains, so different lists of texts hash different octets.
    public func hashExactly(into hasher: inout Hasher) {
        for octet in utf8 { hasher.combine(octet) }
        hasher.combine(0xFF as UInt8)
    }
}

extension Optional: ExactlyComparable where Wrapped: ExactlyComparable {
    /// Whether both are absent, or have the same octets.
    public func isExactly(_ other: Wrapped?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let left?, let right?): left.isExactly(right)
        case (nil, _?), (_?, nil): false
        }
    }

    /// Hashes whether the text is present, and its octets.
    public func hashExactly(into hasher: inout Hasher) {
        hasher.combine(self != nil)
        self?.hashExactly(into: &hasher)
    }
}

extension Array: ExactlyComparable where Element: ExactlyComparable {
    /// Whether both have the same texts in the same order.
    public func isExactly(_ other: [Element]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.isExactly($1) }
    }

    /// Hashes the number of texts, and the octets of each.
    public func hashExactly(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { element.hashExactly(into: &hasher) }
    }
}

extension Sequence where Element == String {
    /// Returns whether the sequence contains exactly these octets.
    public func containsExactly(_ text: String) -> Bool { contains { $0.isExactly(text) } }
}
