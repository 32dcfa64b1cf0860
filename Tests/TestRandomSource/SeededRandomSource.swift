package import Secrets
import Synchronization

extension RandomSource {
    /// Returns the octets of SplitMix64 from this seed: the same in every run, and uniform enough to test uniformity.
    package static func seeded(_ seed: UInt64) -> RandomSource {
        let generator = Generator(seed)
        return RandomSource { count in generator.bytes(count) }
    }

    /// Returns these octets in order, repeatedly.
    package static func loaded(_ bytes: [UInt8]) -> RandomSource {
        let position = Position()
        return RandomSource { count in (0..<count).map { _ in bytes[position.next() % bytes.count] } }
    }

    private final class Position: Sendable {
        private let value = Atomic<Int>(0)

        func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
    }

    private final class Generator: Sendable {
        private let state: Mutex<UInt64>

        init(_ seed: UInt64) { state = Mutex(seed) }

        func bytes(_ count: Int) -> [UInt8] {
            state.withLock { state in
                (0..<count).map { _ in
                    state &+= 0x9E37_79B9_7F4A_7C15
                    var z = state
                    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
                    return UInt8(truncatingIfNeeded: z ^ (z >> 31))
                }
            }
        }
    }
}
