package import Secrets
import Synchronization

/// The values of a random source, so that a test can check whether a value comes from it.
package final class RecordedRandomSource: Sendable {
    private let drawn = Mutex<Set<[UInt8]>>([])

    package init() {}

    /// Returns a random source that records each value of `random`.
    package func recording(_ random: RandomSource) -> RandomSource {
        RandomSource { [self] count in
            let bytes = random.bytes(count)
            drawn.withLock { _ = $0.insert(bytes) }
            return bytes
        }
    }

    /// Whether the text is an underscore and the 40 hexadecimal digits of 20 octets of one call.
    package func gave(_ id: String) -> Bool {
        let digits = Array(id.utf8.dropFirst())
        guard id.hasPrefix("_"), digits.count == 40 else { return false }
        let octets = stride(from: 0, to: 40, by: 2).compactMap { index in
            UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)
        }
        return drawn.withLock { $0.contains(octets) }
    }
}
