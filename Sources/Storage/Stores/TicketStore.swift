package import Foundation

/// The passage to the certificate's origin and back: a ticket carries the citizen there, a code brings the evidence
/// back into the login that the ticket was issued for. Both are here as hashes, the evidence sealed.
package struct TicketStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// What the certificate's origin may know of a ticket's login.
    package struct Ticket: Sendable, Hashable {
        package let login: String
        /// The entityID of the service that asks.
        package let serviceProvider: String
        package let expiresAt: Date
    }

    /// Issues the ticket of a login. The one before, and what was laid down under it, are of no use from then on.
    package func issue(_ ticketHash: [UInt8], login: String, until expiry: Date) throws {
        try connection.execute(
            """
            INSERT INTO tickets (ticket_hash, login_id, expires_at) VALUES (\(ticketHash), \(login), \(expiry))
            ON CONFLICT (login_id) DO UPDATE SET
                ticket_hash = excluded.ticket_hash, expires_at = excluded.expires_at,
                replaced_hash = tickets.ticket_hash, judged_at = NULL, evidence = NULL, code_hash = NULL,
                code_expires_at = NULL, consumed_at = NULL
            """)
    }

    /// A ticket that is neither used nor too old.
    package func find(_ ticketHash: [UInt8], at now: Date) throws -> Ticket? {
        try connection.row(
            """
            SELECT tickets.login_id AS login_id, logins.service_provider AS service_provider,
                tickets.expires_at AS expires_at
            FROM tickets JOIN logins ON logins.id = tickets.login_id
            WHERE tickets.ticket_hash = \(ticketHash) AND tickets.judged_at IS NULL AND tickets.expires_at > \(now)
            """
        ).map {
            Ticket(
                login: try $0["login_id"], serviceProvider: try $0["service_provider"], expiresAt: try $0["expires_at"])
        }
    }

    /// The login of a ticket, be it used, too old, or replaced by the one that is there now; nil when it never was one,
    /// or is forgotten.
    package func login(of ticketHash: [UInt8]) throws -> String? {
        try connection.row(
            "SELECT login_id FROM tickets WHERE ticket_hash = \(ticketHash) OR replaced_hash = \(ticketHash)"
        )?["login_id"]
    }

    /// Lays down what was judged, once.
    ///
    /// - Returns: false when the ticket was used, is too old, or was never there.
    package func deposit(
        _ evidence: [UInt8], under ticketHash: [UInt8], codeHash: [UInt8], codeUntil: Date, at now: Date
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE tickets SET judged_at = \(now), evidence = \(evidence), code_hash = \(codeHash),
                code_expires_at = \(codeUntil)
            WHERE ticket_hash = \(ticketHash) AND judged_at IS NULL AND expires_at > \(now)
            """) == 1
    }

    /// Takes the evidence up, once, into the login that it was made for.
    ///
    /// - Returns: nil when the code was used, is too old, belongs to another login, or was never there.
    package func consume(codeHash: [UInt8], login: String, at now: Date) throws -> [UInt8]? {
        try connection.row(
            """
            UPDATE tickets SET consumed_at = \(now)
            WHERE code_hash = \(codeHash) AND login_id = \(login) AND consumed_at IS NULL
                AND code_expires_at > \(now)
            RETURNING evidence
            """)?["evidence"]
    }

    /// Deletes tickets that can be used no more, and the evidence with them, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purge(before now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT ticket_hash FROM tickets
                WHERE expires_at < \(now) AND (code_expires_at IS NULL OR code_expires_at < \(now))
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM tickets WHERE ticket_hash IN (SELECT ticket_hash FROM old)
            """)
    }
}
