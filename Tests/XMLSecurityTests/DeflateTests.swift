import Testing

@testable import XMLSecurity

@Suite struct DeflateTests {
    @Test func `inflates deflated data to the original`() throws {
        for length in [0, 1, 100, 5_000, 100_000] {
            let octets = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
            let deflated = try #require(Deflate.deflate(octets))
            #expect(Deflate.inflate(deflated, maximumBytes: max(1, length)) == octets)
        }
    }

    @Test func `refuses more than the limit`() throws {
        let bomb = try #require(Deflate.deflate([UInt8](repeating: 0, count: 50_000_000)))
        #expect(bomb.count < 60_000)
        #expect(Deflate.inflate(bomb, maximumBytes: 262_144) == nil)
        let small = try #require(Deflate.deflate([1, 2, 3]))
        #expect(Deflate.inflate(small, maximumBytes: 3) == [1, 2, 3])
        #expect(Deflate.inflate(small, maximumBytes: 2) == nil)
    }

    @Test func `refuses data that is damaged, incomplete or followed by octets`() throws {
        let deflated = try #require(Deflate.deflate(Array("<samlp:AuthnRequest/>".utf8)))
        #expect(Deflate.inflate(deflated, maximumBytes: 100) != nil)
        #expect(Deflate.inflate(deflated + [0], maximumBytes: 100) == nil)
        #expect(Deflate.inflate(Array(deflated.dropLast()), maximumBytes: 100) == nil)
        #expect(Deflate.inflate([0x78, 0x9C] + deflated, maximumBytes: 100) == nil)
        #expect(Deflate.inflate([], maximumBytes: 100) == nil)
        #expect(Deflate.inflate([0xFF], maximumBytes: 100) == nil)
        #expect(Deflate.inflate(deflated, maximumBytes: 0) == nil)
    }
}
