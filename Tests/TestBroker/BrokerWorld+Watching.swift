package import Broker
package import Federation
package import Storage

extension BrokerWorld {
    /// Returns the audit trail of a login.
    package func trail(of login: LoginID) async throws -> [AuditEntry] {
        let id = login.rawValue
        return try await database.read { try AuditStore($0).entries(of: id) }
    }

    /// Returns a dispatcher with another gateway or another limit.
    package func dispatcher(
        maximumPerMinute: Int = 600, sending send: @escaping @Sendable (SMS) async throws -> Void
    ) -> OutboxDispatcher {
        OutboxDispatcher(
            database: database, keys: keys, random: signIn.random, gateway: SMSGateway(send: send),
            signal: signIn.delivery.signal, time: clock.source, log: log,
            measurements: measurements, maximumPerMinute: maximumPerMinute)
    }
}
