import Broker
import Federation
import Foundation
import SAML
import Secrets
import Storage
import TestFederation

/// Prints the parts of a sign-in's time, measured separately in the same process.
struct SignInParts: Sendable {
    let report: Report
    let world: SignInWorld

    /// The number of times that a sign-in opens its login (each of its eight requests except the first), and writes it
    /// (each change of state, including the first).
    private static let openings = 7
    private static let writings = 5

    func explain(_ figures: SignInFigures) async throws {
        let storage = figures.storage
        let codec = try self.codec()
        let commits = try await commit()
        let pages = try PageRows(report).total()
        let (request, response) = try messages()
        report.parts(
            of: figures.whole,
            [
                ("the browser's own thread", figures.browser),
                ("verifying the request", request),
                ("issuing the Response", response),
                ("\(storage.statements) statements", storage.seconds),
                (
                    "\(storage.writings) transactions that write, \(storage.readings) that read",
                    Double(storage.writings) * commits.writing + Double(storage.readings) * commits.reading
                ),
                ("opening the sealed login \(Self.openings) times", Double(Self.openings) * codec.opening),
                ("sealing it \(Self.writings) times", Double(Self.writings) * codec.sealing),
                ("rendering four pages", pages),
            ])
        report.line(
            "    (\(SignInBrowser.requests) requests to nothing, browser and server: "
                + String(format: "%.1f", figures.exchanges * 1e6) + " µs)")
    }

    /// Measures sealing and opening of a login in the database, on a broker that has opened it before.
    private func codec() throws -> (sealing: Double, opening: Double) {
        let now = Date()
        let request = world.office.request(to: Subject.location, at: now)
        let accepted = try Subject.accept(
            world.office.query(request, relayState: "ticket-1234"), from: world.office.descriptor, at: now)
        guard let id = LoginID(rawValue: Base64URL.encode(RandomSource.system.bytes(16))) else { return (0, 0) }
        let requirement = try AssuranceRequirement(nil, classes: [:], floor: .low)
        let login = Login.started(
            id, by: accepted, requiring: requirement, offering: world.signIn.policy.methods(meeting: requirement),
            releasing: ReleasePolicy.standard.disclosures(for: accepted), at: now, lasting: .seconds(1200))
        let codec = LoginCodec(keys: world.signIn.keys, random: .system)
        let row = LoginRow(
            id: id.rawValue, cookieHash: [], serviceProvider: accepted.issuer.rawValue, phase: "choosing",
            beginning: try codec.encode(login.beginning), payload: try codec.encode(login.state, of: id),
            startedAt: now, expiresAt: login.expiresAt)
        let measured = try Measurement.sideBySide([
            { _ = try codec.encode(login.state, of: login.id) },
            { _ = try codec.decode(row, id: id, known: login.beginning) },
        ])
        return (measured[0].median, measured[1].median)
    }

    private func messages() throws -> (request: Double, response: Double) {
        let now = Date()
        let request = world.office.request(to: Subject.location, at: now)
        let query = try world.office.query(request, relayState: "ticket-1234")
        let entity = world.office.descriptor
        let issuance = try Issuance(Subject(world.key), signing: .both)
        let measured = try Measurement.sideBySide([
            { _ = try Subject.accept(query, from: entity, at: now) }, { _ = try issuance.response() },
        ])
        return (measured[0].median, measured[1].median)
    }

    /// Measures minimal transactions: thread switches, file writes and waiting.
    private func commit() async throws -> (writing: Double, reading: Double) {
        let database = world.signIn.database
        let writing = try await Measurement.of(times: 50) {
            _ = try await database.write { connection in
                try AuditStore(connection).append("benchmark", login: nil, payload: "{}", at: Date())
            }
        }
        _ = world.meter.take()
        _ = try await database.write { try AuditStore($0).append("benchmark", login: nil, payload: "{}", at: Date()) }
        let statements = world.meter.take().seconds
        let reading = try await Measurement.of(times: 50) {
            _ = try await database.read { _ in 0 }
        }
        return (max(0, writing.median - statements), reading.median)
    }
}
