import CSodium

/// A comparison whose duration depends only on the lengths.
package enum ConstantTime {
    /// Returns whether two byte strings are equal. Different lengths return at once: a length is never secret here.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return sodium_memcmp(left, right, left.count) == 0
    }
}
