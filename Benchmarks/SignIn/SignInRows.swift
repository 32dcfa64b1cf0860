import Broker
import Foundation
import Storage
import TestFederation
import XMLSecurity

/// Whole sign-ins over HTTP, broker and browser in this process: from the service's request through every page and form
/// to the page with the Response.
struct SignInRows {
    private let report: Report
    private var baseline = Baseline()

    private static let rounds = 7

    /// The number of sign-ins in a round: below the limits of production for a minute.
    private static let round = 24

    init(_ report: Report) {
        self.report = report
    }

    mutating func run() async throws {
        report.heading("Sign in by PIN over HTTP", note: "broker and browser together, two signatures")
        try await measure(.pin, .identityProvider, on: .onDisk(), goal: .time(2e-3), isExplained: true)
        try await measure(.pin, .identityProvider, on: .inMemory(), goal: .time(2e-3))
        try await measure(.pin, .ellipticCurve, on: .onDisk(), goal: .time(2e-3))
        report.heading("Sign in with the permanent key over HTTP", note: "password alone, one Argon2id")
        try await measure(.permanentKey, .identityProvider, on: .onDisk())
        report.heading("Single sign-on over HTTP", note: "a signed request by Redirect, answered from a session")
        try await measure(.session, .identityProvider, on: .onDisk())
        try await measure(.session, .ellipticCurve, on: .onDisk())
        report.heading("The same on PostgreSQL", note: "without the server's own processor time")
        for journey in Journey.allCases {
            guard let storage = await MeasuredStorage.postgres() else {
                report.line("PostgreSQL is not installed")
                break
            }
            try await measure(journey, .ellipticCurve, on: storage)
        }
        try baseline.compare(report)
    }

    private mutating func measure(
        _ journey: Journey, _ key: TestKey, on storage: MeasuredStorage, goal: Report.Goal? = nil,
        isExplained: Bool = false
    ) async throws {
        let world = try await SignInWorld(storage.driver, key: key)
        let rounds = Self.rounds + 1
        let visitors = (0..<rounds * Self.round).map(Visitor.init(number:))
        try await world.register(visitors)
        if journey == .permanentKey { try await world.givePassword(SignInBrowser.password, to: visitors) }
        let report = report
        let row = "\(journey.rawValue), \(key.trusted.kind.name), \(storage.name)"
        let counts = try await world.serving { port in
            let figures = try await OwnThread.run {
                try SignInRounds(
                    world: world, storage: storage, port: port, journey: journey, visitors: visitors, rounds: rounds
                ).measure()
            }
            report.row(row, figures.whole, goal: goal)
            report.line("    \(figures.counts)")
            if isExplained { try await SignInParts(report: report, world: world).explain(figures) }
            return figures.counts
        }
        baseline.note(row, counts)
        await world.signIn.database.close()
    }
}
