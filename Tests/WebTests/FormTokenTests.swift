import Federation
import Secrets
import Testing

@testable import Web

/// Tests that a form token is only valid for its browser and its purpose.
struct FormTokenTests {
    private let tokens: FormToken
    private let keys: KeyRing
    private let login: LoginID
    private let handle = Handle(random: .system)

    init() throws {
        keys = try KeyRing(masterText: KeyRing.newMasterText(random: .system))
        tokens = FormToken(keys: keys)
        login = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
    }

    @Test func `its own token is accepted`() {
        #expect(tokens.accepts(tokens.token(for: login, handle: handle), for: login, handle: handle))
        #expect(tokens.accepts(tokens.token(forSession: handle), forSession: handle))
    }

    @Test func `the token of another cookie, another login or a session is refused`() throws {
        let other = try #require(LoginID(rawValue: "BBBBBBBBBBBBBBBBBBBBBB"))
        let unrelated = Handle(random: .system)
        for token in [
            tokens.token(for: login, handle: unrelated), tokens.token(for: other, handle: handle),
            tokens.token(forSession: handle),
        ] {
            #expect(!tokens.accepts(token, for: login, handle: handle))
        }
        for token in [tokens.token(forSession: unrelated), tokens.token(for: login, handle: handle)] {
            #expect(!tokens.accepts(token, forSession: handle))
        }
    }

    @Test func `an empty, shortened, extended or malformed token is refused`() {
        for token in [tokens.token(for: login, handle: handle), tokens.token(forSession: handle)] {
            for wrong in ["", String(token.prefix(4)), String(token.prefix(42)), token + "A", token + token, "ñ", "%"] {
                #expect(!tokens.accepts(wrong, for: login, handle: handle), "\(wrong)")
                #expect(!tokens.accepts(wrong, forSession: handle), "\(wrong)")
            }
        }
    }

    /// Each key has one purpose: a value signed with another key is not a form token.
    @Test func `it is made with the key for forms`() {
        for key in [keys.codes, keys.pseudonyms, keys.sealing, keys.handles, keys.identifiers] {
            let forged = key.hash("form", Array(login.rawValue.utf8), handle.bytes).text
            #expect(!tokens.accepts(forged, for: login, handle: handle))
        }
        let right = keys.forms.hash("form", Array(login.rawValue.utf8), handle.bytes).text
        #expect(tokens.accepts(right, for: login, handle: handle))
    }
}
