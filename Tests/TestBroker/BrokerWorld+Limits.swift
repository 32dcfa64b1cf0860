import Broker
import Citizens
import Foundation
import Storage

extension BrokerWorld {
    /// Returns the number of events of one kind in the limits of all subjects.
    package func counted(_ kind: String) async throws -> Int {
        try await database.read { connection in
            try connection.rows("SELECT tally FROM limits WHERE kind = \(kind)").reduce(0) { sum, row in
                sum + (try row["tally"] as Tally).dates(atMost: 1000).count
            }
        }
    }

    /// Counts `count` more wrong codes for the only claim with a wrong code.
    package func addGuesses(_ count: Int) async throws {
        try await database.write { [now = clock.now] connection in
            let row = try connection.row("SELECT subject FROM limits WHERE kind = 'guess'")
            guard let key: [UInt8] = try row?["subject"] else { throw Trouble.unexpected("no wrong code") }
            let subject = LimitStore.Subject("guess", key)
            let store = LimitStore(connection)
            guard let read = try store.read([subject])[subject] else { throw Trouble.unexpected("no wrong code") }
            var tally = read.tally
            for _ in 0..<count { tally.add(at: now, windows: [GuessBudget.month]) }
            _ = try store.replace([.init(subject, tally, longest: GuessBudget.month, over: read)], at: now)
        }
    }
}
