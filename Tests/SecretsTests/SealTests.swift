import Secrets
import TestRandomSource
import Testing

@Suite struct SealTests {
    let keys: PurposeKeys
    let seal: Seal
    let place = Array("logins/42".utf8)
    let plain = Array("<Response>the answer</Response>".utf8)

    init() throws {
        keys = try PurposeKeys(masterText: PurposeKeysTests.masterText)
        seal = Seal(key: keys.sealing)
    }

    @Test(arguments: [0, 1, 31, 32, 5000])
    func `opens what it closed`(_ length: Int) throws {
        let plain = RandomSource.seeded(UInt64(length)).bytes(length)
        let sealed = seal.close(plain, for: place, random: .system)
        #expect(sealed.count == length + 41)
        #expect(try seal.open(sealed, for: place) == plain)
    }

    @Test func `two seals of one text differ, and neither shows it`() {
        let (first, second) = (
            seal.close(plain, for: place, random: .system), seal.close(plain, for: place, random: .system)
        )
        #expect(first != second)
        #expect(!first.indices.dropLast(7).contains { Array(first[$0..<($0 + 8)]) == Array(plain.prefix(8)) })
    }

    @Test func `does not open when any bit was changed`() {
        let sealed = seal.close(plain, for: place, random: .seeded(11))
        for position in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[position] ^= 1 << UInt8(bit)
                #expect(throws: SealError.self) { try seal.open(changed, for: place) }
            }
        }
    }

    @Test func `does not open when cut or lengthened`() {
        let sealed = seal.close(plain, for: place, random: .seeded(12))
        for length in 0..<sealed.count {
            #expect(throws: SealError.self) { try seal.open(Array(sealed.prefix(length)), for: place) }
        }
        #expect(throws: SealError.self) { try seal.open(sealed + [0], for: place) }
    }

    @Test func `does not open in another place`() {
        let sealed = seal.close(plain, for: place, random: .seeded(13))
        #expect(throws: SealError.self) { try seal.open(sealed, for: Array("logins/43".utf8)) }
        #expect(throws: SealError.self) { try seal.open(sealed, for: []) }
    }

    @Test func `does not open under another key`() {
        let sealed = seal.close(plain, for: place, random: .seeded(14))
        #expect(throws: SealError.self) { try Seal(key: keys.forms).open(sealed, for: place) }
    }

    @Test func `what one browser's handle sealed opens for that browser alone`() throws {
        let random = RandomSource.seeded(15)
        let (mine, other) = (Handle(random: random), Handle(random: random))
        let sealed = Seal(handle: mine, key: keys.handles).close(plain, for: place, random: random)
        let again = try #require(Handle(mine.text))
        #expect(try Seal(handle: again, key: keys.handles).open(sealed, for: place) == plain)
        #expect(throws: SealError.self) { try Seal(handle: other, key: keys.handles).open(sealed, for: place) }
        #expect(throws: SealError.self) { try Seal(handle: mine, key: keys.sealing).open(sealed, for: place) }
    }
}
