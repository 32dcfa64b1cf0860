import Foundation
import Testing

@testable import Federation

/// Which moves bring a proof, and with it another cookie.
struct NewProofTests {
    private static func sent(_ password: Login.ShownPassword?) throws -> Login.State {
        var code = try Example.code()
        code = Login.SentCode(
            challenge: code.challenge, document: code.document, sentAt: code.sentAt, validUntil: code.validUntil,
            password: password, isGenuine: true)
        return .proving(.codeSent(code))
    }

    @Test func `a proof that is accepted, whether it reaches the level or falls short`() throws {
        let proved = Login.State.proved(try Example.authentication())
        let short = Login.State.choosing(
            after: Login.Shortfall(method: .pin, reached: .low, registration: .basic))
        for step in [Login.Proving.pin, .pinSent(try Example.code()), .permanentKey, .certificate] {
            #expect(proved.hasNewProof(since: .proving(step)))
            #expect(short.hasNewProof(since: .proving(step)))
        }
        #expect(!proved.hasNewProof(since: proved))
    }

    @Test func `a password whose code was sent, and no further code for the same password`() throws {
        let shown = Login.ShownPassword(shownAt: Example.now)
        let later = Login.ShownPassword(shownAt: Example.now.addingTimeInterval(1))
        #expect(try Self.sent(shown).hasNewProof(since: .proving(.permanentKey)))
        #expect(try !Self.sent(shown).hasNewProof(since: Self.sent(shown)))
        #expect(try Self.sent(later).hasNewProof(since: Self.sent(shown)))
    }

    @Test func `not the password of a session, whose own cookie stands for it`() throws {
        let shown = Login.ShownPassword(shownAt: Example.now, session: "s1")
        #expect(try !Self.sent(shown).hasNewProof(since: .proving(.permanentKey)))
    }

    @Test func `no move that only asks, and no answer`() throws {
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
