import Citizens
import Federation
import Foundation
import Storage
import Synchronization
import Telemetry
import TestAgents
import TestBroker
import Testing

@testable import Broker

/// Tests that messages do not wait for each other, and the limits per minute.
struct OutboxLaneTests {
    private static let phone = "+34600000001"

    /// A gateway that holds slow messages until `release()`.
    private final class Gateway: Sendable {
        private struct State {
            var started: [String] = []
            var sent: [String] = []
            var waiting: [String: CheckedContinuation<Void, Never>] = [:]
        }
        private let state = Mutex(State())
        private let isSlow: @Sendable (String) -> Bool

        init(slow isSlow: @escaping @Sendable (String) -> Bool = { _ in false }) {
            self.isSlow = isSlow
        }

        func send(_ message: SMS) async {
            state.withLock { $0.started.append(message.text) }
            if isSlow(message.text) {
                await withCheckedContinuation { continuation in
                    state.withLock { $0.waiting[message.text] = continuation }
                }
            }
            state.withLock { $0.sent.append(message.text) }
        }

        func release() {
            let waiting = state.withLock { state in
                defer { state.waiting = [:] }
                return state.waiting.values
            }
            for continuation in waiting { continuation.resume() }
        }

        var sent: [String] { state.withLock { $0.sent } }
        var held: Int { state.withLock { $0.waiting.count } }
    }

    @Test func `codes use the unknown lane until the browser or a password is proved`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        _ = try await journey.enterPIN(journey.receiveCode(.ana))
        let cookie = try #require(try await journey.answer().knownBrowser)
        world.clock.turn(by: .seconds(31))
        let again = try await world.begin().known(by: KnownBrowser(cookie: cookie))
        try await again.choose(.pin)
        _ = try await again.requestPIN(.ana)
        let password = try await world.begin(.substantial)
        try await password.choose(.permanentKey)
        _ = try await password.submitPassword(.ana)
        let lanes: [String] = try await world.database.read { connection in
            try connection.rows("SELECT lane FROM outbox ORDER BY id").map { try $0["lane"] }
        }
        #expect(lanes == ["stranger", "known", "known"])
    }

    /// The bug: the dispatcher waited for the whole batch, so one slow answer delayed the next citizen's message.
    @Test func `a slow exchange delays no other message`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway(slow: { $0 == "slow" })
        let dispatcher = world.dispatcher { await gateway.send($0) }
        try await world.put(["slow"], to: Self.phone, lane: .unknown)
        let work = Task { await dispatcher.run() }
        try await eventually("the slow exchange") { gateway.held == 1 ? true : nil }
        try await world.put((1...40).map(String.init), to: Self.phone, lane: .unknown)
        world.signIn.delivery.signal.raise()
        try await eventually("the other messages") { gateway.sent.count == 40 ? true : nil }
        #expect(gateway.held == 1)
        gateway.release()
        try await eventually("the slow message") { gateway.sent.last == "slow" ? true : nil }
        work.cancel()
        await work.value
    }

    @Test func `exchanges of the unknown lane that never end do not occupy the known lane`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway(slow: { $0.hasPrefix("stranger") })
        let dispatcher = world.dispatcher { await gateway.send($0) }
        try await world.put((1...40).map { "stranger \($0)" }, to: Self.phone, lane: .unknown)
        let work = Task { await dispatcher.run() }
        try await eventually("all places taken") { gateway.held == 16 ? true : nil }
        try await world.put(["known"], to: Self.phone, lane: .known)
        world.signIn.delivery.signal.raise()
        try await eventually("the known message") { gateway.sent == ["known"] ? true : nil }
        #expect(gateway.held == 16, "one exchange for each place")
        work.cancel()
        try await eventually("the end") {
            gateway.release()
            return gateway.sent.count == 17 ? true : nil
        }
        await work.value
    }

    @Test func `the unknown lane is limited per minute and does not delay the known lane`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway()
        let dispatcher = world.dispatcher(maximumPerMinute: 20) { await gateway.send($0) }
        try await world.put((1...100).map { "stranger \($0)" }, to: Self.phone, lane: .unknown)
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 20)
        #expect(try scrape(world, "stranger") == 80)
        try await world.put((1...15).map { "known \($0)" }, to: Self.phone, lane: .known)
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count { $0.hasPrefix("known") } == 15)
        #expect(gateway.sent.count == 35)
        world.clock.turn(by: .seconds(60))
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 35, "not within the 60 seconds after the last of them")
        world.clock.turn(by: .seconds(1))
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 55)
        #expect(try scrape(world, "known") == 0)
    }

    /// The bug: the oldest message was sent first, so beyond the limit each message was sent just before it expired, or
    /// never.
    @Test func `a new message is in the next batch in spite of a backlog`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway()
        let dispatcher = world.dispatcher(maximumPerMinute: 20) { await gateway.send($0) }
        try await world.put((1...1000).map { "flood \($0)" }, to: Self.phone, lane: .unknown)
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 20)
        try await world.put(["citizen"], to: Self.phone, lane: .unknown)
        world.clock.turn(by: .seconds(61))
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 40)
        #expect(gateway.sent.dropFirst(20).contains("citizen"))
    }

    @Test func `the known lane has a limit too`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway()
        let dispatcher = world.dispatcher(maximumPerMinute: 20) { await gateway.send($0) }
        try await world.put((1...30).map(String.init), to: Self.phone, lane: .known)
        await dispatcher.dispatchAll()
        #expect(gateway.sent.count == 20)
    }

    @Test func `messages without a recipient do not count towards the limit`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway()
        let dispatcher = world.dispatcher(maximumPerMinute: 20) { await gateway.send($0) }
        try await world.put((1...100).map(String.init), to: nil, lane: .unknown)
        try await world.put(["real"], to: Self.phone, lane: .unknown)
        await dispatcher.dispatchAll()
        #expect(gateway.sent == ["real"])
    }

    /// The bug: a claim of 30 s, and a gateway that could take longer: another broker sent the message again.
    @Test func `a claim outlasts the deadline of the gateway`() async throws {
        let world = try await BrokerWorld()
        let gateway = Gateway(slow: { _ in true })
        try await world.put(["once"], to: Self.phone, lane: .unknown)
        let first = world.dispatcher { await gateway.send($0) }
        let work = Task { await first.dispatchAll() }
        try await eventually("the exchange") { gateway.held == 1 ? true : nil }
        world.clock.turn(by: SMSGateway { _ in }.deadline + .seconds(49))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        gateway.release()
        await work.value
        world.clock.turn(by: .seconds(60))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        #expect(gateway.sent == ["once"])
    }

    @Test func `expired messages are deleted and counted`() async throws {
        let world = try await BrokerWorld()
        try await world.put(["1", "2", "3"], to: Self.phone, lane: .unknown)
        world.clock.turn(by: .seconds(600))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        #expect(
            try PrometheusScrape(world.metrics.text).value("aldaba_sms_messages_total", ["outcome": "expired"]) == 3)
    }

    private func scrape(_ world: BrokerWorld, _ lane: String) throws -> Double? {
        try PrometheusScrape(world.metrics.text).value("aldaba_sms_held_back_messages", ["lane": lane])
    }
}

extension BrokerWorld {
    /// Puts messages into the outbox as the broker does.
    fileprivate func put(_ texts: [String], to phone: String?, lane: OutboxLane) async throws {
        let now = clock.now
        let outbox = signIn.delivery.outbox
        let recipient = try phone.map { try PhoneNumber($0) }
        try await database.write { connection in
            for text in texts {
                try outbox.put(text, to: recipient, validUntil: now + 600, at: now, lane: lane, on: connection)
            }
        }
    }
}
