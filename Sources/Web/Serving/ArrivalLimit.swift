import Broker
import Foundation
import Synchronization

/// Limits how many SAML requests one client may bring. The counts are those of this process alone.
///
/// Each client has an allowance of one minute's requests, which refills evenly. A burst from an office in the morning
/// passes; a flood is cut to the rate. The limit uses no database, so that refusing a request costs less than sending
/// it. Each broker process counts for itself.
final class ArrivalLimit: Sendable {
    enum Verdict: Hashable, Sendable {
        case admitted
        /// - Parameter isFirst: whether the client was not refused within the last minute. It keeps a flood from
        ///   filling the log.
        case refused(retryAfter: Duration, isFirst: Bool)
    }

    let perMinute: Int
    private let maximumClients: Int
    private let table = Mutex(Table())

    private struct Table {
        var clients: [ClientNetwork: Client] = [:]
        var sweptAt = Date.distantPast
    }

    private struct Client {
        /// How much of the allowance was used at that time.
        var spent: Double
        var instant: Date
        var refusedAt: Date?
    }

    /// - Parameter maximumClients: how many clients are counted at once. Requests of further clients pass uncounted: a
    ///   large number of clients must not lock out others.
    init(perMinute: Int, maximumClients: Int = 50_000) {
        precondition(perMinute > 0 && maximumClients > 0, "a limit must be greater than 0")
        self.perMinute = perMinute
        self.maximumClients = maximumClients
    }

    func admit(_ network: ClientNetwork, at now: Date) -> Verdict {
        table.withLock { table in
            guard var client = table.clients[network] else {
                if table.clients.count >= maximumClients { sweep(&table, at: now) }
                if table.clients.count < maximumClients {
                    table.clients[network] = Client(spent: 1, instant: now, refusedAt: nil)
                }
                return .admitted
            }
            defer { table.clients[network] = client }
            client.spent = spent(client, at: now)
            client.instant = now
            guard client.spent + 1 > Double(perMinute) else {
                client.spent += 1
                return .admitted
            }
            let wait = (client.spent + 1 - Double(perMinute)) * 60 / Double(perMinute)
            let isFirst = client.refusedAt.map { now.timeIntervalSince($0) >= 60 } ?? true
            if isFirst { client.refusedAt = now }
            return .refused(retryAfter: .seconds(wait), isFirst: isFirst)
        }
    }

    /// A clock that is set back neither refills the allowance nor reduces it.
    private func spent(_ client: Client, at now: Date) -> Double {
        let regained = max(0, now.timeIntervalSince(client.instant)) * Double(perMinute) / 60
        return max(0, client.spent - regained)
    }

    /// Removes the clients that have their whole allowance again. It looks at every client, so it runs once a second at
    /// most.
    private func sweep(_ table: inout Table, at now: Date) {
        guard abs(now.timeIntervalSince(table.sweptAt)) >= 1 else { return }
        table.sweptAt = now
        table.clients = table.clients.filter { spent($0.value, at: now) > 0 }
    }
}
