import Secrets
import Testing

/// Comparison of all octets, whatever their number.
@Suite struct ConstantTimeTests {
    private static let value = [UInt8](1...32)

    @Test func `the same octets are equal`() {
        #expect(ConstantTime.equal(Self.value, Self.value))
        #expect(ConstantTime.equal([], []))
    }

    @Test(arguments: 0..<32, [UInt8(0x01), 0x80])
    func `one bit at any place makes them differ`(_ index: Int, _ bit: UInt8) {
        var other = Self.value
        other[index] ^= bit
        #expect(!ConstantTime.equal(Self.value, other))
        #expect(!ConstantTime.equal(other, Self.value))
    }

    @Test(arguments: 0..<32) func `a beginning is not the whole`(_ count: Int) {
        let beginning = Array(Self.value.prefix(count))
        #expect(!ConstantTime.equal(beginning, Self.value))
        #expect(!ConstantTime.equal(Self.value, beginning))
    }
}
