/// A buffer to which a page is written, in UTF-8.
package protocol PageOutput {
    /// Reserves capacity for that many more octets.
    mutating func reserve(_ count: Int)
    mutating func append(octets: UnsafeRawBufferPointer)
}

extension [UInt8]: PageOutput {
    package mutating func reserve(_ count: Int) { reserveCapacity(self.count + count) }
    package mutating func append(octets: UnsafeRawBufferPointer) { append(contentsOf: octets) }
}
