import CXMLSec

/// Raw DEFLATE, as the HTTP-Redirect binding uses it.
///
/// - SeeAlso: RFC 1951; SAML Bindings 2.0 §3.4.4.1.
package enum Deflate {
    /// The inflated octets of one whole stream.
    ///
    /// Nil when it is damaged, unfinished, followed by anything, or larger than `maximumBytes`: no more memory is touched
    /// than that.
    package static func inflate(_ octets: [UInt8], maximumBytes: Int) -> [UInt8]? {
        // Most messages fit into little; the memory for the largest costs more than inflating them does.
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

    /// The deflated octets; nil when memory runs out.
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
