import Citizens
import Foundation
import Testing

@Suite struct PINLimitsTests {
    let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(arguments: [
        (RateLimit.Event.pinRequest, RateLimit.Scope.document, 1, Duration.seconds(30)),
        (.pinRequest, .document, 5, .seconds(3600)), (.pinRequest, .document, 10, .seconds(86_400)),
        (.wrongCode, .document, 10, .seconds(86_400)), (.wrongContrast, .document, 5, .seconds(3600)),
    ])
    func `has the limits of the method`(
        _ event: RateLimit.Event, _ scope: RateLimit.Scope, _ maximum: Int, _ window: Duration
    ) {
        let limit = RateLimit(event, per: scope, maximum: maximum, in: window)
        #expect(PINLimits.standard.beforeRequest.contains(limit))
    }

    @Test func `limits each client's address and the whole, too`() {
        let scopes = Set(PINLimits.standard.limits.filter { $0.event == .pinRequest }.map(\.scope))
        #expect(scopes == Set(RateLimit.Scope.allCases))
        #expect(PINLimits.standard.limits.contains { $0.event == .wrongContrast && $0.scope == .clientAddress })
    }

    @Test func `typing a code is stopped by wrong codes alone`() {
        #expect(Set(PINLimits.standard.beforeCode.map(\.event)) == [.wrongCode])
    }

    /// The limits against a plain history of events: what a person who asks without pause gets in a day.
    @Test func `lets five an hour and ten a day through`() {
        let limits = PINLimits.standard.limits.filter { $0.event == .pinRequest && $0.scope == .document }
        var granted: [Date] = []
        for second in stride(from: 0, to: 100_000, by: 10) {
            let instant = now.addingTimeInterval(TimeInterval(second))
            let usages = limits.map { Self.usage(of: $0, history: granted, at: instant) }
            if case .allowed = LimitDecision(usages, at: instant) { granted.append(instant) }
        }
        let seconds = granted.map { Int($0.timeIntervalSince(now)) }
        #expect(
            seconds.prefix(12) == [
                0, 30, 60, 90, 120, 3600, 3630, 3660, 3690, 3720, 86_400, 86_430,
            ])
    }

    @Test func `says until when to wait, and for which limit`() {
        let short = RateLimit(.pinRequest, per: .document, maximum: 1, in: .seconds(30))
        let long = RateLimit(.pinRequest, per: .document, maximum: 2, in: .seconds(3600))
        let history = [now.addingTimeInterval(-100), now.addingTimeInterval(-10)]
        let usages = [short, long].map { Self.usage(of: $0, history: history, at: now) }
        #expect(LimitDecision(usages, at: now) == .wait(until: now.addingTimeInterval(3500), long))
        #expect(
            LimitDecision([usages[0]], at: now) == .wait(until: now.addingTimeInterval(20), short))
        #expect(LimitDecision([usages[0]], at: now.addingTimeInterval(20)) == .allowed)
        #expect(LimitDecision([], at: now) == .allowed)
    }

    @Test func `a count without its instants waits the whole window`() {
        let limit = RateLimit(.wrongCode, per: .document, maximum: 10, in: .seconds(86_400))
        let usage = LimitUsage(limit, count: 10, oldest: nil)
        #expect(LimitDecision([usage], at: now) == .wait(until: now.addingTimeInterval(86_400), limit))
        #expect(LimitDecision([LimitUsage(limit, count: 9, oldest: now)], at: now) == .allowed)
    }

    private static func usage(of limit: RateLimit, history: [Date], at now: Date) -> LimitUsage {
        let newest = history.filter { $0 > limit.start(at: now) }.sorted(by: >).prefix(limit.maximum)
        return LimitUsage(limit, count: newest.count, oldest: newest.last)
    }
}

@Suite struct PasswordLimitsTests {
    @Test func `limits one client over all documents, and the messages of one document`() {
        let limits = PasswordLimits.standard
        #expect(Set(limits.beforePassword.map(\.scope)) == [.clientAddress, .everything])
        #expect(limits.beforePassword.allSatisfy { $0.event == .wrongPassword })
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
