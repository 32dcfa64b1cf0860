import Broker
import Foundation
import Storage
import TestDatabases
import TestFederation
import XMLSecurity

/// Sign-ins at `aldaba serve`, a process of its own, from eight clients at once: the processor time of the broker alone.
///
/// The service wants one signature. The limit is the cryptography of a single sign-on, measured in this process: the
/// verification of the service's signature, and the broker's own.
struct ServedRows {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    /// A row of the table.
    private struct Row {
        let journey: Journey
        let key: TestKey
        /// The kind of the broker's key, as `aldaba keys generate` names it.
        let kind: String
        let storage: Storage
        let count: Int
        /// In milliseconds.
        let goal: Double

        var name: String {
            "\(journey.rawValue), \(key.trusted.kind.name), \(storage == .sqlite ? "SQLite" : "PostgreSQL")"
        }
    }

    private enum Storage { case sqlite, postgres }

    private static let rows = [
        Row(journey: .session, key: .identityProvider, kind: "rsa-2048", storage: .sqlite, count: 16_000, goal: 1.3),
        Row(journey: .session, key: .ellipticCurve, kind: "p-256", storage: .sqlite, count: 4_000, goal: 0.8),
        Row(journey: .pin, key: .identityProvider, kind: "rsa-2048", storage: .sqlite, count: 800, goal: 3.0),
        Row(journey: .permanentKey, key: .identityProvider, kind: "rsa-2048", storage: .sqlite, count: 400, goal: 18),
        Row(journey: .session, key: .identityProvider, kind: "rsa-2048", storage: .postgres, count: 4_000, goal: 2.5),
        Row(journey: .pin, key: .identityProvider, kind: "rsa-2048", storage: .postgres, count: 800, goal: 6.0),
    ]

    func run() async throws {
        report.text("\nSign in at a broker of its own process, eight clients, one signature")
        report.line("processor time of the broker for one sign-in; with PostgreSQL, of its processes too")
        for key in [TestKey.identityProvider, .ellipticCurve] {
            let limit = try SignatureLimit.seconds(of: key) * 1e3
            report.line(
                String(format: "limit, \(key.trusted.kind.name): %.2f ms (one verification, one signature)", limit))
        }
        let chosen = ProcessInfo.processInfo.environment["ROWS"] ?? ""
        for row in Self.rows where row.name.hasPrefix(chosen) {
            do {
                try await measure(row)
            } catch let failure as ServedBroker.Failure {
                report.line("not measured: \(failure)")
            }
        }
    }

    private func measure(_ row: Row) async throws {
        let server = row.storage == .postgres ? try? await ServedDatabase.start() : nil
        if row.storage == .postgres, server == nil { return report.line("PostgreSQL is not installed") }
        let service = Subject.office(signingWith: row.key)
        let broker = try ServedBroker(
            services: [(service.descriptor, "signing: assertion\n")], key: row.kind,
            settings: Self.settings.merging(server?.settings ?? [:]) { $1 })
        defer { broker.stop() }
        try broker.waitUntilReady()
        let load = ServedLoad(
            port: broker.port, spool: broker.spool, service: service, journey: row.journey,
            count: row.count)
        let database = try server?.database ?? Database(driver: SQLiteDriver(path: broker.databaseFile))
        let visitors = try await load.register(on: database)
        // The broker loads its metadata folder shortly after it listens.
        try await Task.sleep(for: .seconds(2))
        let clients = try await load.clients(visitors)
        // The connections of the pool are open now.
        let meters = [ProcessMeter(identifier: broker.identifier)] + (server?.meters ?? [])
        let (before, idle, start) = (meters.processorTime, meters[0].resident, ContinuousClock.now)
        try await load.run(clients)
        let wall = (ContinuousClock.now - start) / .seconds(1)
        // The dispatcher's remaining work belongs to the sign-ins.
        try await Task.sleep(for: .seconds(1))
        line(row, 1e3 * (meters.processorTime - before) / Double(row.count))
        report.line(
            String(
                format:
                    "    %.0f a second, with the clients on the same machine; resident %.1f MB before, %.1f MB after",
                Double(row.count) / wall, megabytes(idle), megabytes(meters[0].resident)))
        await database.close()
    }

    /// No limit refuses the eight clients.
    private static let settings = [
        "ALDABA_LIMITS_LOGINS_PER_ADDRESS_AND_MINUTE": "10000000", "ALDABA_SMS_MAXIMUM_PER_MINUTE": "1000000",
    ]

    private func line(_ row: Row, _ milliseconds: Double) {
        report.line(
            row.name.padding(toLength: 44, withPad: " ", startingAt: 0)
                + String(format: "%8.2f ms   goal %4.1f: ", milliseconds, row.goal)
                + (milliseconds <= row.goal ? "reached" : "missed"))
    }

    private func megabytes(_ kibibytes: Int) -> Double { Double(kibibytes) * 1024 / 1e6 }
}

extension [ProcessMeter] {
    /// The processor time of all of them, in seconds.
    fileprivate var processorTime: Double { map(\.processorTime).reduce(0, +) }
}
