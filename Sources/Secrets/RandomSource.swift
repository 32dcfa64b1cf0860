import CSodium

/// A source of random bytes, and what is drawn from it.
///
/// The system's in a broker, a seeded one in tests: randomness is one of the three things that tests substitute.
package struct RandomSource: Sendable {
    /// As many independent, uniformly distributed bytes as asked for.
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

    /// A uniform number in `0 ..< bound`, for bounds of 1 to 256.
    ///
    /// Bytes beyond the largest multiple of the bound are thrown away: a remainder would favour the first numbers.
    package func number(below bound: Int) -> Int {
        precondition((1...256).contains(bound), "one byte is drawn at a time")
        let fair = 256 - 256 % bound
        while true {
            for byte in bytes(1) where Int(byte) < fair { return Int(byte) % bound }
        }
    }

    /// A text of `count` characters, each drawn uniformly from the alphabet.
    package func text(of count: Int, from alphabet: Alphabet) -> String {
        String((0..<count).map { _ in alphabet.characters[number(below: alphabet.characters.count)] })
    }

    /// A text of `count` decimal digits, leading zeros included.
    package func digits(_ count: Int) -> String {
        text(of: count, from: .decimal)
    }
}
