import Foundation
import StoragePostgres
import TestAgents
import TestDatabases
import Testing

/// Tests of the real program with its data in PostgreSQL.
@Suite(.startsProcesses) struct PostgresSignInTests {
    @Test func `signs in with PIN at a foreign service, and keeps everything in PostgreSQL`() async throws {
        let server = try await PostgresServer.shared
        let database = try await server.makeDatabase()
        let broker = try await RunningBroker.start([
            "ALDABA_STORAGE_ENGINE": "postgresql", "ALDABA_STORAGE_CONNECTION": database.connection,
        ])
        let phone = try await broker.addCitizen()
        let service = try await ForeignServiceProvider.start(.pysaml2, at: broker, level: EIDAS.substantial)

        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        let selection = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
        let page = try await signIn.choose("pin", on: selection)
        let answer = try await signIn.pin("12345678Z", validUntil: "01/01/2035", phone: phone, on: page)
        let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
        #expect(outcome.isAccepted, "\(outcome)\n\(service.log)")

        let name = try #require(database.connection.firstMatch(of: /dbname=(\w+)/)?.output.1)
        for table in ["citizens", "entities", "logins", "replays", "name_ids", "audit"] {
            try await server.sql(
                "DO $$ BEGIN ASSERT EXISTS (SELECT FROM \(table)), 'nothing in \(table)'; END $$", in: String(name))
        }
    }

    @Test func `a server that stops during a sign-in causes a page with status 503, and nothing is lost`()
        async throws
    {
        let server = try await PostgresServer()
        let broker = try await RunningBroker.start([
            "ALDABA_STORAGE_ENGINE": "postgresql",
            "ALDABA_STORAGE_CONNECTION": try await server.makeDatabase().connection,
        ])
        let phone = try await broker.addCitizen()
        let service = try await ForeignServiceProvider.start(.pysaml2, at: broker, level: EIDAS.substantial)
        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        let selection = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))
        let page = try await signIn.choose("pin", on: selection)

        try await server.stop()
        let fault = try await signIn.agent.get(page.url.absoluteString)
        #expect(fault.status == 503)
        #expect(fault.header("Retry-After") != nil)
        #expect(try await signIn.agent.get(broker.administration + "/health/ready").status == 503)
        #expect(try await signIn.agent.get(broker.administration + "/health/live").status == 200)

        try await server.start()
        try await eventually("the broker to be ready again") {
            try await signIn.agent.get(broker.administration + "/health/ready").status == 200 ? true : nil
        }
        let answer = try await signIn.pin("12345678Z", validUntil: "01/01/2035", phone: phone, on: page)
        let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
        #expect(outcome.isAccepted, "\(outcome)\n\(service.log)")
        try await broker.stop()
    }
}
