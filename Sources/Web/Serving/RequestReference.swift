import Synchronization

/// Ten random characters that identify a request on its page and in the log. They are made when first used.
///
/// Most requests are neither logged nor refused, and need none.
final class RequestReference: Sendable, CustomStringConvertible {
    private let made = Mutex<String?>(nil)

    /// The reference. It does not change.
    var text: String {
        made.withLock { made in
            if let made { return made }
            let new = Self.random()
            made = new
            return new
        }
    }

    var description: String { text }

    /// 32 letters and digits that are not easily confused.
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)

    private static func random() -> String {
        var bits = UInt64.random(in: .min ... .max)
        return String(unsafeUninitializedCapacity: 10) { characters in
            for index in 0..<10 {
                characters.initializeElement(at: index, to: alphabet[Int(bits & 31)])
                bits >>= 5
            }
            return 10
        }
    }
}
