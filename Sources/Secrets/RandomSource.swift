import CSodium

/// A source of random bytes, numbers and texts.
///
/// The broker uses the system's source, tests a seeded one. Tests substitute only randomness, time and the telephone.
package struct RandomSource: Sendable {
    /// Returns `count` independent, uniformly distributed bytes.
    package let bytes: @Sendable (_ count: Int) -> [UInt8]

    package init(bytes: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The operating system's generator, through libsodium.
    package static let system = RandomSource { count in
        Sodium.ready
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// Returns a uniformly distributed number in `0 ..< bound`, for bounds of 1 to 256.
    ///
    /// Discards bytes beyond the largest multiple of the bound: their remainder would favour small numbers.
    package func number(below bound: Int) -> Int {
        precondition((1...256).contains(bound), "one byte is drawn at a time")
        let fair = 256 - 256 % bound
        while true {
            for byte in bytes(1) where Int(byte) < fair { return Int(byte) % bound }
        }
    }

    /// Returns a text of `count` characters, each drawn uniformly from the alphabet.
    package func text(of count: Int, from alphabet: Alphabet) -> String {
        String((0..<count).map { _ in alphabet.characters[number(below: alphabet.characters.count)] })
    }

    /// Returns a text of `count` decimal digits, with leading zeros.
    package func digits(_ count: Int) -> String {
        text(of: count, from: .decimal)
    }
}
