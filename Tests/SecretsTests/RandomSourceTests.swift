import Secrets
import TestRandomSource
import Testing

@Suite struct RandomSourceTests {
    @Test(arguments: [2, 3, 10, 31, 32, 36, 200, 256])
    func `draws every number below a bound about equally often`(_ bound: Int) {
        let seed: UInt64 = 20_260_101
        let random = RandomSource.seeded(seed)
        let draws = 400 * bound
        var counts = [Int](repeating: 0, count: bound)
        for _ in 0..<draws { counts[random.number(below: bound)] += 1 }
        let expected = Double(draws) / Double(bound)
        let chiSquare = counts.map { (Double($0) - expected) * (Double($0) - expected) / expected }.reduce(0, +)
        // The mean is `bound - 1` and the variance twice that. The limit is six standard deviations above the mean.
        let limit = Double(bound - 1) + 6 * (2 * Double(bound - 1)).squareRoot()
        #expect(chiSquare < limit, "seed \(seed)")
    }

    @Test func `discards the bytes that would favour small numbers`() {
        #expect(RandomSource.loaded([255, 250, 249]).number(below: 10) == 9)
        #expect(RandomSource.loaded([252, 251]).number(below: 36) == 251 % 36)
        #expect(RandomSource.loaded([255]).number(below: 256) == 255)
    }

    @Test func `writes digits with their leading zeros`() {
        #expect(RandomSource.loaded([0]).digits(8) == "00000000")
        #expect(RandomSource.loaded([0, 1, 2, 3, 4, 5, 6, 7]).digits(8) == "01234567")
    }

    @Test func `draws all characters of the alphabet and no other`() {
        let seed: UInt64 = 7
        let text = RandomSource.seeded(seed).text(of: 5000, from: .base32)
        #expect(Set(text) == Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "seed \(seed)")
    }

    @Test func `the system's random source does not repeat itself`() {
        #expect(RandomSource.system.bytes(32) != RandomSource.system.bytes(32))
        #expect(RandomSource.system.bytes(5).count == 5)
        #expect(RandomSource.system.bytes(0).isEmpty)
    }
}
