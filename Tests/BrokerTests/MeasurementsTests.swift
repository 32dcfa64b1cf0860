import Broker
import Citizens
import Federation
import Foundation
import SAML
import Storage
import Telemetry
import TestAgents
import TestBroker
import TestFederation
import Testing

/// Tests the metrics of the broker's decisions.
struct MeasurementsTests {
    private func scrape(_ world: BrokerWorld) throws -> PrometheusScrape {
        try PrometheusScrape(world.metrics.text)
    }

    @Test func `a sign-in is counted by method, level, service and outcome, and timed`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        _ = try await journey.walkByPIN(.ana)
        world.clock.turn(by: .seconds(25))
        let answer = try await journey.answer()
        let level = try #require(LevelOfAssurance(try journey.accept(answer)))
        _ = try await journey.answer()
        let scrape = try scrape(world)
        let labels = [
            "method": "pin", "level": level.description, "service": world.office.entityID.rawValue,
            "outcome": "granted",
        ]
        #expect(scrape.value("aldaba_sign_ins_total", labels) == 1)
        #expect(scrape.value("aldaba_sign_ins_total") == 1)
        #expect(scrape.value("aldaba_sign_in_duration_seconds_count", ["outcome": "granted"]) == 1)
        #expect((scrape.value("aldaba_sign_in_duration_seconds_sum", ["outcome": "granted"]) ?? 0) >= 25)
    }

    @Test func `a refusal is counted by its code; answer and audit trail have the reference`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        let answer = try await LoginCompletion(world.signIn, reference: "ABCDEFGHJK").refuse(
            journey.open(), because: .cancelled)
        #expect(try journey.refusal(in: answer)?.message == "cancelled: the citizen cancelled (reference ABCDEFGHJK)")
        let trail = try await world.trail(of: journey.id)
        #expect(trail.last?.payload.contains("\"reference\":\"ABCDEFGHJK\"") == true)
        let scrape = try scrape(world)
        #expect(scrape.value("aldaba_refusals_total", ["code": "cancelled"]) == 1)
        let labels = ["method": "certificate", "level": "none", "outcome": "refused"]
        #expect(scrape.value("aldaba_sign_ins_total", labels) == 1)
    }

    @Test func `a request that is refused at once counts as a refusal and not as a sign-in`() async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office) { $0.nameIDPolicy = NameIDPolicy(format: .emailAddress) }
        let query = try world.office.query(request, relayState: nil)
        let beginning = try await SingleSignOn(world.signIn, reference: "ABCDEFGHJK").begin(
            RedirectBinding.receive(AuthnRequest.self, query: query), from: BrokerWorld.client)
        guard case .refused(let answer) = beginning else {
            Issue.record("not refused")
            return
        }
        let message = try world.refusal(in: answer, to: request)?.message
        #expect(message?.hasSuffix(" (reference ABCDEFGHJK)") == true, "\(message ?? "")")
        #expect(try scrape(world).value("aldaba_refusals_total", ["code": "invalid-name-id-policy"]) == 1)
        #expect(try scrape(world).value("aldaba_sign_ins_total") == nil)
    }

    @Test func `messages are counted by outcome`() async throws {
        let world = try await BrokerWorld()
        func ask(_ citizen: TestCitizen) async throws {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(citizen)
        }
        func messages(_ outcome: String) throws -> Double? {
            try scrape(world).value("aldaba_sms_messages_total", ["outcome": outcome])
        }
        try await ask(.ana)
        #expect(try messages("queued") == 1)
        #expect(try messages("delivered") == 0)
        world.telephone.refuse(.temporary("busy"))
        await world.deliverMessages()
        #expect(try messages("delivered") == 0)
        world.clock.turn(by: .seconds(3))
        await world.deliverMessages()
        #expect(try messages("delivered") == 1)

        try await ask(.pablo)
        world.telephone.refuse(.permanent("no such number"))
        await world.deliverMessages()
        #expect(try messages("failed") == 1)

        // A message without a recipient counts like any other, so no graph shows which documents are registered.
        try await ask(.desconocida)
        await world.deliverMessages()
        #expect(try messages("delivered") == 2)

        try await ask(.bruno)
        world.clock.turn(by: .seconds(600))
        await world.deliverMessages()
        #expect(try messages("expired") == 1)
        #expect(try messages("queued") == 4)
        #expect(try messages("delivered") == 2)
    }

    @Test func `the outbox gauge shows the number of waiting messages`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        let gauge = OutboxGauge(database: world.database, measurements: world.measurements)
        try await gauge.measure()
        #expect(try scrape(world).value("aldaba_outbox_waiting_messages") == 1)
        await world.deliverMessages()
        try await gauge.measure()
        #expect(try scrape(world).value("aldaba_outbox_waiting_messages") == 0)
    }

    @Test func `transactions are timed by kind, and their faults are counted`() async throws {
        let world = try await BrokerWorld()
        let counted = "aldaba_database_transaction_duration_seconds_count"
        let before = try scrape(world)
        _ = try await world.database.read { try OutboxStore($0).backlog() }
        let after = try scrape(world)
        #expect(
            (after.value(counted, ["access": "reading"]) ?? 0) - (before.value(counted, ["access": "reading"]) ?? 0)
                == 1)
        #expect(after.value(counted, ["access": "writing"]) == before.value(counted, ["access": "writing"]))

        struct Slip: Error {}
        await #expect(throws: Slip.self) { try await world.database.write { _ in throw Slip() } }
        #expect(try scrape(world).value("aldaba_database_faults_total") == 0)
        await world.database.close()
        await #expect(throws: StorageFault.self) {
            try await world.database.read { try OutboxStore($0).backlog() }
        }
        #expect(try scrape(world).value("aldaba_database_faults_total", ["fault": "unavailable"]) == 1)
    }

    @Test func `metrics contain no personal data`() async throws {
        let world = try await BrokerWorld()
        _ = try await world.signInByPIN(.ana)
        let text = world.metrics.text
        #expect(!text.contains(TestCitizen.ana.document))
        #expect(!text.contains(TestCitizen.ana.phone))
    }

    @Test func `two brokers with one database count separately`() async throws {
        let world = try await BrokerWorld()
        let other = try await world.another(seed: 2)
        _ = try await world.signInByPIN(.ana)
        #expect(try scrape(other).value("aldaba_sign_ins_total") == nil)
    }
}

extension LevelOfAssurance {
    fileprivate init?(_ assertion: AcceptedAssertion) {
        guard let reference = assertion.authnStatement.authnContextClass?.rawValue,
            let level = [LevelOfAssurance.low, .substantial, .high].first(where: { $0.classReference == reference })
        else { return nil }
        self = level
    }
}
