import Secrets
import Testing

/// Tests that all octets are compared, in texts of any length.
@Suite struct ConstantTimeTests {
    private static let value = [UInt8](1...32)

    @Test func `equal octets are equal`() {
        #expect(ConstantTime.equal(Self.value, Self.value))
        #expect(ConstantTime.equal([], []))
    }

    @Test(arguments: 0..<32, [UInt8(0x01), 0x80])
    func `a difference in one bit at any position is found`(_ index: Int, _ bit: UInt8) {
        var other = Self.value
        other[index] ^= bit
        #expect(!ConstantTime.equal(Self.value, other))
        #expect(!ConstantTime.equal(other, Self.value))
    }

    @Test(arguments: 0..<32) func `a prefix is not equal`(_ count: Int) {
        let beginning = Array(Self.value.prefix(count))
        #expect(!ConstantTime.equal(beginning, Self.value))
        #expect(!ConstantTime.equal(Self.value, beginning))
    }
}
