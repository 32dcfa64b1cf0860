extension String {
    /// Returns whether both strings are the same sequence of octets.
    ///
    /// XML compares code points. Swift's `==` compares by canonical equivalence: the Kelvin sign equals K, so a name
    /// spelt with it would pass for the name that it imitates.
    public func isExactly(_ other: String) -> Bool {
        let fast = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                guard left.count == right.count else { return false }
                return left.baseAddress == right.baseAddress || Self.equal(left, right)
            }
        }
        if case .some(.some(let result)) = fast { return result }
        return utf8.elementsEqual(other.utf8)
    }

    /// Compares eight octets at a time.
    private static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let left = UnsafeRawBufferPointer(left)
        let right = UnsafeRawBufferPointer(right)
        var index = 0
        while index + 8 <= left.count {
            let word = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard word == right.loadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
            index += 8
        }
        while index < left.count {
            guard left[index] == right[index] else { return false }
            index += 1
        }
        return true
    }
}
