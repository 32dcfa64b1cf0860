import CSodium
import Octets
import TestRandomSource
import Testing

@testable import Secrets

@Suite struct SealTests {
    /// Content as the broker has it: one string of octets.
    struct Note: Sealable, Hashable {
        static let sealKind = "note"
        var octets: [UInt8]

        init(_ octets: [UInt8]) { self.octets = octets }

        func write(to fields: inout FieldWriter) { fields.write(string: octets) }
        init(from fields: inout FieldReader) throws { octets = try fields.string() }
        init(release15 octets: [UInt8]) { self.octets = octets }
    }

    /// The same as another kind.
    struct Letter: Sealable {
        static let sealKind = "letter"
        func write(to fields: inout FieldWriter) {}
        init(from fields: inout FieldReader) throws { _ = try fields.string() }
    }

    /// The same kind in a later release, with one more field.
    struct LaterNote: Sealable, Hashable {
        static let sealKind = "note"
        static let sealVersion: UInt8 = 2
        var octets: [UInt8]
        var isRead: Bool

        init(_ octets: [UInt8], isRead: Bool) {
            self.octets = octets
            self.isRead = isRead
        }

        func write(to fields: inout FieldWriter) {
            fields.write(string: octets)
            fields.write(isRead)
        }

        init(from fields: inout FieldReader) throws {
            octets = try fields.string()
            isRead = fields.version >= 2 ? try fields.read() : false
        }
    }

    let keys: KeyRing
    let seal: Seal
    let note = Note(Array("<Response>the answer</Response>".utf8))

    init() throws {
        keys = try KeyRing(masterText: KeyRingTests.masterText)
        seal = Seal(keys: keys)
    }

    @Test(arguments: [0, 1, 31, 32, 127, 128, 5000])
    func `opens a sealed value`(_ length: Int) throws {
        let note = Note(RandomSource.seeded(UInt64(length)).bytes(length))
        let sealed = try seal.close(note, of: "42", random: .system)
        #expect(sealed.count == length + (length < 128 ? 45 : 46))
        #expect(try seal.open(sealed, of: "42") == note)
    }

    @Test func `two seals of one content differ, and neither shows it`() throws {
        let first = try seal.close(note, of: "42", random: .system)
        let second = try seal.close(note, of: "42", random: .system)
        #expect(first != second)
        #expect(!first.indices.dropLast(7).contains { Array(first[$0..<($0 + 8)]) == Array(note.octets.prefix(8)) })
    }

    @Test func `does not open when any bit was changed`() throws {
        let sealed = try seal.close(note, of: "42", random: .seeded(11))
        for position in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[position] ^= 1 << UInt8(bit)
                #expect(throws: SealError.self) { try seal.open(changed, as: Note.self, of: "42") }
            }
        }
    }

    @Test func `does not open when cut or lengthened`() throws {
        let sealed = try seal.close(note, of: "42", random: .seeded(12))
        for length in 0..<sealed.count {
            #expect(throws: SealError.self) { try seal.open(Array(sealed.prefix(length)), as: Note.self, of: "42") }
        }
        #expect(throws: SealError.self) { try seal.open(sealed + [0], as: Note.self, of: "42") }
    }

    @Test func `does not open for another owner, nor as another kind`() throws {
        let sealed = try seal.close(note, of: "42", random: .seeded(13))
        #expect(throws: SealError.unopenable) { try seal.open(sealed, as: Note.self, of: "43") }
        #expect(throws: SealError.unopenable) { try seal.open(sealed, as: Note.self, of: "") }
        #expect(throws: SealError.unopenable) { try seal.open(sealed, as: Letter.self, of: "42") }
    }

    @Test func `does not open under another master secret`() throws {
        let sealed = try seal.close(note, of: "42", random: .seeded(14))
        let other = Seal(keys: try KeyRing(masterText: KeyRing.newMasterText(random: .seeded(1))))
        #expect(throws: SealError.unopenable) { try other.open(sealed, as: Note.self, of: "42") }
    }

    @Test func `names the key that a ring does not have`() throws {
        var sealed = try seal.close(note, of: "42", random: .seeded(16))
        (sealed[1], sealed[2]) = (0x01, 0x02)
        #expect(throws: SealError.unknownKey(KeyID(rawValue: 258))) {
            try seal.open(sealed, as: Note.self, of: "42")
        }
    }

    @Test func `a later release reads an older version, and an older release refuses a newer one by name`() throws {
        let old = try seal.close(note, of: "42", random: .system)
        #expect(try seal.open(old, of: "42") == LaterNote(note.octets, isRead: false))
        let new = try seal.close(LaterNote(note.octets, isRead: true), of: "42", random: .system)
        #expect(try seal.open(new, of: "42") == LaterNote(note.octets, isRead: true))
        #expect(throws: SealError.newer("note", version: 2, known: 1)) {
            try seal.open(new, as: Note.self, of: "42")
        }
    }

    @Test func `an envelope does not open as one of another form`() throws {
        let sealed = try seal.close(note, of: "42", random: .system)
        #expect(throws: SealError.unopenable) {
            try seal.open([1] + Array(sealed[3...]), as: Note.self, of: "42")
        }
        let (nonce, place) = (RandomSource.seeded(18).bytes(24), Array("note 42".utf8))
        var ciphertext = [UInt8](repeating: 0, count: note.octets.count + 16)
        _ = keys.sealing.secret.withBytes { key in
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                &ciphertext, nil, note.octets, UInt64(note.octets.count), place, UInt64(place.count), nil, nonce, key)
        }
        #expect(throws: SealError.unopenable) {
            try seal.open([2, 0, 1] + nonce + ciphertext, as: Note.self, of: "42")
        }
    }

    @Test func `no content has the version 0`() throws {
        struct Unversioned: Sealable {
            static let sealKind = "note"
            static let sealVersion: UInt8 = 0
            func write(to fields: inout FieldWriter) { fields.write("text") }
            init() {}
            init(from fields: inout FieldReader) {}
        }
        let sealed = try seal.close(Unversioned(), of: "42", random: .system)
        #expect(throws: SealError.malformed(.malformed("a version"))) {
            try seal.open(sealed, as: Note.self, of: "42")
        }
    }

    @Test func `a newer envelope is refused by name`() throws {
        var sealed = try seal.close(note, of: "42", random: .system)
        sealed[0] = 3
        #expect(throws: SealError.newer("envelope", version: 3, known: 2)) {
            try seal.open(sealed, as: Note.self, of: "42")
        }
    }

    @Test func `content with more fields than its version has is malformed`() throws {
        struct LongNote: Sealable {
            static let sealKind = "note"
            func write(to fields: inout FieldWriter) {
                fields.write("text")
                fields.write(true)
            }
            init() {}
            init(from fields: inout FieldReader) {}
        }
        let sealed = try seal.close(LongNote(), of: "42", random: .system)
        #expect(throws: SealError.malformed(.excess(1))) { try seal.open(sealed, as: Note.self, of: "42") }
    }

    @Test func `opens the form of the release with 15 migrations`() throws {
        let (nonce, place) = (RandomSource.seeded(17).bytes(24), Array("note 42".utf8))
        var ciphertext = [UInt8](repeating: 0, count: note.octets.count + 16)
        _ = keys.sealing.secret.withBytes { key in
            crypto_aead_xchacha20poly1305_ietf_encrypt(
                &ciphertext, nil, note.octets, UInt64(note.octets.count), place, UInt64(place.count), nil, nonce, key)
        }
        #expect(try seal.open([1] + nonce + ciphertext, of: "42") == note)
        #expect(throws: SealError.unopenable) { try seal.open([1] + nonce + ciphertext, as: Note.self, of: "43") }
    }

    @Test func `a value sealed with a browser's handle opens only with that handle`() throws {
        let random = RandomSource.seeded(15)
        let (mine, other) = (Handle(random: random), Handle(random: random))
        let sealed = try Seal(handle: mine, keys: keys).close(note, of: "42", random: random)
        let again = try #require(Handle(mine.text))
        #expect(try Seal(handle: again, keys: keys).open(sealed, of: "42") == note)
        #expect(throws: SealError.unopenable) {
            try Seal(handle: other, keys: keys).open(sealed, as: Note.self, of: "42")
        }
        let otherKeys = try KeyRing(masterText: KeyRing.newMasterText(random: random))
        #expect(throws: SealError.unopenable) {
            try Seal(handle: mine, keys: otherKeys).open(sealed, as: Note.self, of: "42")
        }
        #expect(throws: SealError.unopenable) { try seal.open(sealed, as: Note.self, of: "42") }
    }
}
