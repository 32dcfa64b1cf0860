package import Foundation

/// The charges of each login, so that they can be taken back, and the documents that signed in from each network.
///
/// `LimitStore` counts charges. The rows here only record what a login did.
package struct ChargeStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// One attempt of a login.
    package struct Charge: Sendable, Hashable {
        package let kind: String
        /// The charged accounts, each as a keyed hash: networks with the narrowest first, or the lane of a known
        /// browser.
        package let accounts: [[UInt8]]
        package let isLane: Bool
        package let document: [UInt8]
        package let login: String

        package init(kind: String, accounts: [[UInt8]], isLane: Bool = false, document: [UInt8], login: String) {
            self.kind = kind
            self.accounts = accounts
            self.isLane = isLane
            self.document = document
            self.login = login
        }
    }

    /// A charge that was taken back from one account.
    package struct Forgiven: Sendable, Hashable {
        package let kind: String
        package let account: [UInt8]
        /// 0 for the narrowest network, -1 for a lane.
        package let breadth: Int
        package let occurredAt: Date
    }

    /// A credit that a network received.
    package struct Credit: Sendable, Hashable {
        package let network: [UInt8]
        /// The time of the same document's previous credit, which this one replaces; nil for the first.
        package let replacing: Date?
    }

    /// Stores the charge, once for each account, in one statement.
    package func add(_ charge: Charge, at now: Date) throws {
        let values = charge.accounts.enumerated().map { number, account -> Statement in
            "(\(account), \(charge.isLane ? -1 : number), \(charge.kind), \(charge.document), \(charge.login), \(now))"
        }
        guard let list = Statement.list(values, by: ", ") else { return }
        try connection.execute(
            """
            INSERT INTO charges (network, breadth, kind, document_key, login_id, occurred_at) VALUES \(sql: list)
            """)
    }

    /// Takes back the charges of a login for a document.
    package func forgive(_ document: [UInt8], in login: String) throws -> [Forgiven] {
        try connection.rows(
            """
            DELETE FROM charges WHERE login_id = \(login) AND document_key = \(document)
            RETURNING kind, network, breadth, occurred_at
            """
        ).map { row in
            Forgiven(
                kind: try row["kind"], account: try row["network"], breadth: try row["breadth"],
                occurredAt: try row["occurred_at"])
        }
    }

    /// Gives each network a credit for a document that signed in from it, in one statement. A document has one credit
    /// for each network, however often it signs in: a new credit replaces the older one.
    package func credit(_ document: [UInt8], to networks: [[UInt8]], at now: Date) throws -> [Credit] {
        let values = networks.map { network -> Statement in "(\(network), \(document), \(now))" }
        guard let list = Statement.list(values, by: ", ") else { return [] }
        return try connection.rows(
            """
            INSERT INTO credits (network, document_key, given_at) VALUES \(sql: list)
            ON CONFLICT (network, document_key) DO UPDATE SET
                previous_at = credits.given_at, given_at = excluded.given_at
            RETURNING network, previous_at
            """
        ).map { Credit(network: try $0["network"], replacing: try $0["previous_at"]) }
    }

    /// Deletes at most `limit` charges from before that time.
    ///
    /// - Returns: the number of deleted rows.
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

    /// Deletes at most `limit` credits from before that time.
    ///
    /// - Returns: the number of deleted rows.
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
}
