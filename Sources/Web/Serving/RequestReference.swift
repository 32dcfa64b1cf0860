import Synchronization

/// Ten random characters under which page and log speak of a request, made when the first of them asks.
///
/// Most requests are neither logged nor refused, and need none.
final class RequestReference: Sendable, CustomStringConvertible {
    private let made = Mutex<String?>(nil)

    /// The same each time.
    var text: String {
        made.withLock { made in
            if let made { return made }
            let new = Self.random()
            made = new
            return new
        }
    }

    var description: String { text }

    /// 32 letters and digits that are not mistaken for each other.
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
