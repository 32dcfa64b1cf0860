import Citizens
import Foundation
import Testing

@Suite struct PINLimitsTests {
    @Test(arguments: [
        (RateLimit.Event.pinRequest, RateLimit.Scope.claim, 1, Duration.seconds(30)),
        (.pinRequest, .claim, 5, .seconds(3600)), (.pinRequest, .claim, 10, .seconds(86_400)),
        (.wrongCode, .claim, 10, .seconds(86_400)), (.pinRequest, .documentFromAddress, 5, .seconds(3600)),
        (.pinRequest, .documentFromAddress, 10, .seconds(86_400)), (.pinRequest, .clientAddress, 30, .seconds(3600)),
        (.pinRequest, .everything, 600, .seconds(60)),
    ])
    func `has the limits of the method`(
        _ event: RateLimit.Event, _ scope: RateLimit.Scope, _ maximum: Int, _ window: Duration
    ) {
        let limit = RateLimit(event, per: scope, maximum: maximum, in: window)
        #expect(PINLimits.standard.beforeRequest.contains(limit))
    }

    @Test func `nothing that strangers do is counted for a document alone`() {
        #expect(!PINLimits.standard.limits.contains { $0.scope == .document })
    }

    @Test func `typing a code is stopped by wrong codes alone`() {
        #expect(Set(PINLimits.standard.beforeCode.map(\.event)) == [.wrongCode])
    }
}

@Suite struct PasswordLimitsTests {
    @Test func `limits one client over all documents, and the messages of one document`() {
        let limits = PasswordLimits.standard
        #expect(Set(limits.beforePassword.map(\.scope)) == [.clientAddress, .everything])
        #expect(limits.beforePassword.allSatisfy { $0.event == .passwordAttempt })
        #expect(limits.beforeOneTimeCode.allSatisfy { $0.scope == .document && $0.event == .oneTimeCodeRequest })
        #expect(limits.beforeOneTimeCode.map(\.maximum) == [1, 5, 10])
    }
}

@Suite struct PasswordPauseTests {
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test func `pauses 1, 5, 15 and then 60 minutes from the fifth failure`() {
        var pause = PasswordPause.none
        var minutes: [Double?] = []
        var instant = now
        for _ in 1...10 {
            pause = pause.failed(at: instant)
            if case .paused(let until) = pause.state {
                minutes.append(until.timeIntervalSince(instant) / 60)
                instant = until
            } else {
                minutes.append(nil)
            }
        }
        #expect(minutes == [nil, nil, nil, nil, 1, 5, 15, 60, 60, 60])
        #expect(pause.failures == 10)
    }

    @Test func `is over at its instant and not before`() {
        let pause = PasswordPause(failures: 5, state: .paused(until: now))
        #expect(pause.state(at: now.addingTimeInterval(-0.001)) == .paused(until: now))
        #expect(pause.state(at: now) == .open)
    }

    @Test func `a right password lets everything begin anew`() {
        var pause = PasswordPause(failures: 8, state: .paused(until: now))
        pause = pause.succeeded()
        #expect(pause == .none)
        for _ in 1...4 { pause = pause.failed(at: now) }
        #expect(pause.state(at: now) == .open)
    }

    @Test func `blocks for good only where it is configured`() {
        let policy = PasswordPausePolicy(failuresBeforePause: 5, pauses: [.seconds(60)], failuresBeforeBlock: 7)
        var (blocking, standard) = (PasswordPause.none, PasswordPause.none)
        for _ in 1...6 { blocking = blocking.failed(at: now, policy: policy) }
        #expect(blocking.state == .paused(until: now.addingTimeInterval(60)))
        blocking = blocking.failed(at: now, policy: policy)
        #expect(blocking.state(at: .distantFuture) == .blocked)
        #expect(blocking.failed(at: now, policy: policy).state == .blocked)
        for _ in 1...10_000 { standard = standard.failed(at: now) }
        #expect(standard.state(at: .distantFuture) == .open)
    }
}
