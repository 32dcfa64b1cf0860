package import Broker
package import Federation
package import Storage

extension BrokerWorld {
    /// What was written down of a login.
    package func trail(of login: LoginID) async throws -> [AuditEntry] {
        let id = login.rawValue
        return try await broker.database.read { try AuditStore($0).entries(of: id) }
    }

    /// A dispatcher with another gateway, or with another cap.
    package func dispatcher(
        maximumPerMinute: Int = 600, sending send: @escaping @Sendable (SMS) async throws -> Void
    ) -> OutboxDispatcher {
        OutboxDispatcher(
            database: broker.database, keys: broker.keys, random: broker.random, gateway: SMSGateway(send: send),
            signal: broker.outbox, time: clock.source, log: broker.log,
            measurements: broker.measurements, maximumPerMinute: maximumPerMinute)
    }
}
