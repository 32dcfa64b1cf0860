import CXMLSec

/// Raw DEFLATE, as the HTTP-Redirect binding uses it.
///
/// - SeeAlso: RFC 1951; SAML Bindings 2.0 §3.4.4.1.
package enum Deflate {
    /// Inflates one whole stream.
    ///
    /// Nil when the stream is damaged, incomplete, followed by other octets, or inflates to more than `maximumBytes`.
    /// It never uses more memory than that.
    package static func inflate(_ octets: [UInt8], maximumBytes: Int) -> [UInt8]? {
        // Most messages are small. Allocating memory for the largest would cost more than inflating them.
        inflate(octets, into: min(usualBytes, maximumBytes))
            ?? (maximumBytes > usualBytes ? inflate(octets, into: maximumBytes) : nil)
    }

    private static let usualBytes = 16_384

    private static func inflate(_ octets: [UInt8], into capacity: Int) -> [UInt8]? {
        var written: Int64 = -1
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            written = aldaba_inflate(octets, octets.count, start, capacity)
            count = max(0, Int(written))
        }
        return written < 0 ? nil : output
    }

    /// Deflates octets; nil when there is not enough memory.
    package static func deflate(_ octets: [UInt8]) -> [UInt8]? {
        let capacity = aldaba_deflate_bound(octets.count)
        var written: Int64 = -1
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            written = aldaba_deflate(octets, octets.count, start, capacity)
            count = max(0, Int(written))
        }
        return written < 0 ? nil : output
    }
}
