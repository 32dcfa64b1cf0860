import XML

/// A property whose text is equal to another only when both have the same octets.
///
///     @Exact public private(set) var nameQualifier: String?
///
/// The property reads and writes as before. `==`, `Hashable`, sets and dictionaries of the type around it compare octets,
/// because they compare the wrapper.
/// - SeeAlso: Core §1.3.1: comparisons are exact, binary.
@propertyWrapper
public struct Exact<Value: ExactlyComparable>: Hashable, Sendable {
    /// The text itself.
    public var wrappedValue: Value

    /// Wraps a text.
    public init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    /// Whether both have the same octets.
    public static func == (left: Exact, right: Exact) -> Bool { left.wrappedValue.isExactly(right.wrappedValue) }

    /// Feeds the octets, as equality compares them.
    public func hash(into hasher: inout Hasher) { wrappedValue.hashExactly(into: &hasher) }
}

/// Text, absent text or a list of texts, compared by octets.
public protocol ExactlyComparable: Sendable {
    /// Whether both have the same octets.
    func isExactly(_ other: Self) -> Bool
    /// Feeds the octets.
    func hashExactly(into hasher: inout Hasher)
}

extension String: ExactlyComparable {
    /// Feeds the octets, and an end that no UTF-8 has, so that no two lists of texts feed the same.
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

    /// Feeds whether it is there, and its octets.
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

    /// Feeds the number of texts, and the octets of each.
    public func hashExactly(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { element.hashExactly(into: &hasher) }
    }
}

extension Sequence where Element == String {
    /// Whether one of them has the octets of that text.
    public func containsExactly(_ text: String) -> Bool { contains { $0.isExactly(text) } }
}
