package import Foundation

/// The tickets for the origin for certificates.
///
/// A ticket takes the browser to that origin. A code brings the evidence back to the login for which the ticket was
/// issued. The table has hashes of tickets and codes, and sealed evidence.
package struct TicketStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The data of a login that the origin for certificates may read.
    package struct Ticket: Sendable, Hashable {
        package let login: String
        /// The entityID of the service provider that sent the request.
        package let serviceProvider: String
        package let expiresAt: Date
    }

    /// Stores the ticket of a login. It replaces the previous ticket, and deletes the evidence of that ticket.
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

    /// Returns a ticket that is neither used nor expired.
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

    /// Returns the login of a ticket that is valid, used, expired, or replaced by the current one; nil for any other
    /// ticket.
    package func login(of ticketHash: [UInt8]) throws -> String? {
        try connection.row(
            "SELECT login_id FROM tickets WHERE ticket_hash = \(ticketHash) OR replaced_hash = \(ticketHash)"
        )?["login_id"]
    }

    /// Stores the evidence for a ticket, once.
    ///
    /// - Returns: false when the ticket was used, has expired, or does not exist.
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

    /// Returns the evidence for a code, once, to the login of its ticket.
    ///
    /// - Returns: nil when the code was used, has expired, belongs to another login, or does not exist.
    package func consume(codeHash: [UInt8], login: String, at now: Date) throws -> [UInt8]? {
        try connection.row(
            """
            UPDATE tickets SET consumed_at = \(now)
            WHERE code_hash = \(codeHash) AND login_id = \(login) AND consumed_at IS NULL
                AND code_expires_at > \(now)
            RETURNING evidence
            """)?["evidence"]
    }

    /// Deletes the expired tickets and their evidence, `limit` at most.
    ///
    /// - Returns: the number of deleted tickets.
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
