package import Foundation

/// What attempts cost the networks that they come from, and what successes give back.
///
/// A charge is written before the attempt is judged. The row is inserted first and counted afterwards without a lock,
/// so that nobody waits for others in the same network: of transactions that run at the same time each may miss the
/// charges of the others, never more than there are database connections.
package struct ChargeStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The networks of one attempt, each as a keyed hash; the narrowest comes first.
    package struct Charge: Sendable, Hashable {
        package let kind: String
        package let networks: [[UInt8]]
        package let document: [UInt8]
        package let login: String

        package init(kind: String, networks: [[UInt8]], document: [UInt8], login: String) {
            self.kind = kind
            self.networks = networks
            self.document = document
            self.login = login
        }
    }

    /// Writes the charge down, once for each network.
    package func add(_ charge: Charge, at now: Date) throws {
        for (breadth, network) in charge.networks.enumerated() {
            try connection.execute(
                """
                INSERT INTO charges (network, breadth, kind, document_key, login_id, occurred_at)
                VALUES (\(network), \(breadth), \(charge.kind), \(charge.document), \(charge.login), \(now))
                """)
        }
    }

    /// The time from which a network has room again for one more charge; nil when it has room now.
    ///
    /// - Parameter maximum: how many charges the window takes.
    package func fullUntil(
        network: [UInt8], maximum: Int, window: Duration, at now: Date
    ) throws -> Date? {
        try until(
            connection.row(
                """
                SELECT occurred_at FROM charges WHERE network = \(network)
                ORDER BY occurred_at DESC LIMIT 1 OFFSET \(maximum - 1)
                """), window, at: now)
    }

    /// The same for charges of one kind that name one document.
    package func fullUntil(
        network: [UInt8], document: [UInt8], kind: String, maximum: Int, window: Duration, at now: Date
    ) throws -> Date? {
        try until(
            connection.row(
                """
                SELECT occurred_at FROM charges
                WHERE network = \(network) AND document_key = \(document) AND kind = \(kind)
                ORDER BY occurred_at DESC LIMIT 1 OFFSET \(maximum - 1)
                """), window, at: now)
    }

    /// Whether at least so many charges of that kind name the document since then, from whichever network.
    package func hasAtLeast(_ count: Int, kind: String, document: [UInt8], since: Date) throws -> Bool {
        try connection.row(
            """
            SELECT id FROM charges
            WHERE document_key = \(document) AND occurred_at > \(since) AND kind = \(kind) AND breadth = 0
            LIMIT 1 OFFSET \(count - 1)
            """) != nil
    }

    /// The document was proved in that login: its charges there are gone, and each network has a credit.
    package func forgive(_ document: [UInt8], in login: String, networks: [[UInt8]], at now: Date) throws {
        try connection.execute("DELETE FROM charges WHERE login_id = \(login) AND document_key = \(document)")
        for network in networks {
            try connection.execute(
                """
                INSERT INTO credits (network, document_key, given_at) VALUES (\(network), \(document), \(now))
                ON CONFLICT (network, document_key) DO UPDATE SET given_at = excluded.given_at
                """)
        }
    }

    /// How many documents signed in from the network since then; `maximum` at most.
    package func credits(of network: [UInt8], since: Date, maximum: Int) throws -> Int {
        let row = try connection.row(
            """
            SELECT count(*) AS credits FROM (
                SELECT 1 FROM credits WHERE network = \(network) AND given_at > \(since) LIMIT \(maximum)
            ) AS counted
            """)
        return try row?["credits"] ?? 0
    }

    /// Deletes charges from before then, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purge(before: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM charges WHERE occurred_at < \(before) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM charges WHERE id IN (SELECT id FROM old)
            """)
    }

    /// Deletes credits from before then, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purgeCredits(before: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT network, document_key FROM credits WHERE given_at < \(before)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM credits WHERE (network, document_key) IN (SELECT network, document_key FROM old)
            """)
    }

    private func until(_ row: Row?, _ window: Duration, at now: Date) throws -> Date? {
        guard let row else { return nil }
        let until = (try row["occurred_at"] as Date).addingTimeInterval(window / .seconds(1))
        return until > now ? until : nil
    }
}
