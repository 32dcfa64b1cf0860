import NIOCore
import Pages

/// A page is rendered directly into the buffer that is sent.
extension ByteBuffer: PageOutput {
    package mutating func reserve(_ count: Int) { reserveCapacity(minimumWritableBytes: count) }
    package mutating func append(octets: UnsafeRawBufferPointer) { writeBytes(octets) }
}
