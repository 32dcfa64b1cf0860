import Foundation
import Testing

@testable import Federation

/// The transitions with a new proof, which replaces the cookie.
struct NewProofTests {
    private static func sent(_ password: Login.ShownPassword?) throws -> Login.State {
        var code = try Example.code()
        code = Login.SentCode(
            challenge: code.challenge, document: code.document, sentAt: code.sentAt, validUntil: code.validUntil,
            password: password, isGenuine: true)
        return .proving(.codeSent(code))
    }

    @Test func `an accepted proof is new, whether it reaches the level or falls short`() throws {
        let proved = Login.State.proved(try Example.authentication())
        let short = Login.State.choosing(
            after: Login.Shortfall(method: .pin, reached: .low, registration: .basic))
        for step in [Login.Proving.pin, .pinSent(try Example.code()), .permanentKey, .certificate] {
            #expect(proved.hasNewProof(since: .proving(step)))
            #expect(short.hasNewProof(since: .proving(step)))
        }
        #expect(!proved.hasNewProof(since: proved))
    }

    @Test func `a password whose code was sent is new, another code for the same password is not`() throws {
        let shown = Login.ShownPassword(shownAt: Example.now)
        let later = Login.ShownPassword(shownAt: Example.now.addingTimeInterval(1))
        #expect(try Self.sent(shown).hasNewProof(since: .proving(.permanentKey)))
        #expect(try !Self.sent(shown).hasNewProof(since: Self.sent(shown)))
        #expect(try Self.sent(later).hasNewProof(since: Self.sent(shown)))
    }

    @Test func `the password of a session is not new`() throws {
        let shown = Login.ShownPassword(shownAt: Example.now, session: "s1")
        #expect(try !Self.sent(shown).hasNewProof(since: .proving(.permanentKey)))
    }

    @Test func `a step that only asks is not new, and neither is an answer`() throws {
        let proved = Login.State.proved(try Example.authentication())
        let states: [Login.State] = [
            .choosing(after: nil), .proving(.pin), .proving(.pinSent(try Example.code())), .proving(.permanentKey),
            .proving(.certificate), .answered,
        ]
        for state in states {
            #expect(!state.hasNewProof(since: .choosing(after: nil)))
            #expect(!state.hasNewProof(since: proved))
        }
    }
}
