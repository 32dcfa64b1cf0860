/// Writes values as a sequence of octets that a `FieldReader` reads in the same order.
///
/// The encoding has no names and no types. Writer and reader agree on the order, and the version of the content
/// identifies the order. A length is an unsigned LEB128 number. Text and octet strings are a length followed by their
/// octets.
package struct FieldWriter: Sendable {
    package private(set) var octets: [UInt8] = []

    /// - Parameter capacity: the number of octets for which memory is reserved.
    package init(reserving capacity: Int = 256) {
        octets.reserveCapacity(capacity)
    }

    /// Writes values in this order.
    package mutating func write<each Value: FieldCodable>(_ value: repeat each Value) {
        repeat (each value).write(to: &self)
    }

    /// Appends octets as they are, without a length.
    package mutating func append(_ more: some Collection<UInt8>) {
        octets.append(contentsOf: more)
    }

    /// Writes an octet string. The encoding is the same as for `[UInt8]`, without a call for each octet.
    package mutating func write(string octets: some Collection<UInt8>) {
        append(length: octets.count)
        append(octets)
    }

    package mutating func append(octet: UInt8) {
        octets.append(octet)
    }

    /// Appends a non-negative number: seven bits in each octet, the lowest first.
    package mutating func append(length: Int) {
        var rest = UInt(length)
        while rest >= 0x80 {
            octets.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        octets.append(UInt8(rest))
    }
}
