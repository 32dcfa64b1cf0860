import Broker
import Federation
import Foundation
import SAML
import Secrets
import Storage
import TestFederation

/// The cost of complete sign-ins with a PIN over HTTP, with broker and browser in this process: from the service's
/// request to the page with the Response.
struct SignInRows {
    private let report: Report

    private static let rounds = 7

    /// The number of sign-ins in a round: below the limits of production for a minute.
    private static let round = 24

    init(_ report: Report) {
        self.report = report
    }

    func run() async throws {
        report.heading("Sign in by PIN over HTTP", note: "broker and browser together, two signatures")
        let folder = try TemporaryFolder.url(for: "benchmark")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "rsa.sqlite").path
        try await measure(
            "RSA-2048, SQLite on disk", try SQLiteDriver(path: file), .identityProvider, isExplained: true)
        try await measure("RSA-2048, SQLite in memory", try SQLiteDriver(), .identityProvider)
        let other = folder.appending(path: "p256.sqlite").path
        try await measure("P-256, SQLite on disk", try SQLiteDriver(path: other), .ellipticCurve)
    }

    private func measure(
        _ label: String, _ storage: any DatabaseDriver, _ key: TestKey, isExplained: Bool = false
    ) async throws {
        let world = try await SignInWorld(storage, key: key)
        let rounds = Self.rounds + 1
        let visitors = (0..<rounds * Self.round).map(Visitor.init(number:))
        try await world.register(visitors)
        let report = report
        try await world.serving { port in
            let figures = try await OwnThread.run {
                try SignInRounds(world: world, port: port, visitors: visitors, rounds: rounds).measure()
            }
            report.row(label, figures.whole, goal: .time(2e-3))
            if isExplained { try await SignInParts(report: report, world: world).explain(figures) }
        }
        await world.broker.database.close()
    }
}

/// The results of rounds of sign-ins.
struct SignInFigures: Sendable {
    /// The cost of one sign-in.
    let whole: Measurement
    /// The time of the browser's thread for one sign-in, in seconds.
    let browser: Double
    /// The time of the same number of requests to a page that is not found, for browser and server, in seconds.
    let exchanges: Double
    /// The use of the database by one sign-in.
    let storage: StorageMeter.Reading
}

/// Measures sequential sign-ins on a separate thread.
struct SignInRounds {
    let world: SignInWorld
    let port: Int
    let visitors: [Visitor]
    let rounds: Int

    struct Wrong: Error {}

    func measure() throws -> SignInFigures {
        let browser = SignInBrowser(port: port, telephone: world.telephone)
        let size = visitors.count / rounds
        var whole: [Double] = []
        var client: [Double] = []
        var storage = StorageMeter.Reading()
        for round in 0..<rounds {
            let visitors = visitors[round * size..<(round + 1) * size]
            // Services create their requests on other machines, so this is not measured.
            let queries = try visitors.map { _ in try query() }
            settle()
            _ = world.meter.take()
            let (start, startOfThread) = (CPUClock.process, CPUClock.thread)
            for (visitor, query) in zip(visitors, queries) {
                let answer = try browser.signIn(visitor, query: query)
                if round == 0 { try check(answer) }
            }
            let spentByThread = CPUClock.thread - startOfThread
            settle()
            guard round > 0 else { continue }
            whole.append((CPUClock.process - start) / Double(size))
            client.append(spentByThread / Double(size))
            storage = world.meter.take()
        }
        storage.seconds /= Double(size)
        storage.readings /= size
        storage.writings /= size
        storage.statements /= size
        return SignInFigures(
            whole: Measurement(rounds: whole), browser: Measurement(rounds: client).median,
            exchanges: try exchanges(), storage: storage)
    }

    /// Measures the minimum cost of the same number of requests: to a path that is not found.
    private func exchanges() throws -> Double {
        let connection = try HTTPConnection(port: port, from: Visitor(number: 0).address)
        let request = SignInBrowser.get("/static/0/nothing", cookie: nil)
        return try Measurement.of {
            for _ in 0..<SignInBrowser.requests { _ = try connection.send(request) }
        }.median
    }

    private func query() throws -> String {
        let request = world.office.request(to: world.broker.settings.singleSignOnService, at: Date()) { draft in
            draft.requestedAuthnContext = RequestedAuthnContext(comparison: .minimum, classes: [.eidasLow])
        }
        return try world.office.query(request, relayState: "ticket-1234")
    }

    /// Checks that the measured operation was a sign-in: the answer contains an assertion, and the broker's signature
    /// covers it.
    private func check(_ answer: String) throws {
        let authentic = try PostBinding.receive(Response.self, samlMessage: answer, relayState: nil)
            .authentic(trusting: [world.key.trusted])
        guard authentic.response.status.isSuccess, authentic.response.assertions.count == 1 else { throw Wrong() }
    }

    /// Waits until the dispatcher has finished, because its work is part of the sign-in's cost. Waiting uses no
    /// processor time.
    private func settle() {
        Thread.sleep(forTimeInterval: 0.03)
    }
}
