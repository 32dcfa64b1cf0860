/// Where a page is written to, octet by octet in UTF-8.
package protocol PageOutput {
    /// Makes room for that many more octets.
    mutating func reserve(_ count: Int)
    mutating func append(octets: UnsafeRawBufferPointer)
}

extension [UInt8]: PageOutput {
    package mutating func reserve(_ count: Int) { reserveCapacity(self.count + count) }
    package mutating func append(octets: UnsafeRawBufferPointer) { append(contentsOf: octets) }
}
