import NIOCore
import Pages

/// A page is written straight into the octets that are sent.
extension ByteBuffer: PageOutput {
    package mutating func reserve(_ count: Int) { reserveCapacity(minimumWritableBytes: count) }
    package mutating func append(octets: UnsafeRawBufferPointer) { writeBytes(octets) }
}
