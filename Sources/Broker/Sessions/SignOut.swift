import Foundation
package import SAML
import Storage

/// The end of a session.
package struct SignOut: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// The services that were told of a session, each once, in the order in which they came.
    package func services(of session: OpenSession) async throws -> [EntityID] {
        let rows = try await broker.database.read { try SessionStore($0).services(of: session.id) }
        var seen: Set<String> = []
        return rows.map(\.serviceProvider).filter { seen.insert($0).inserted }.map(EntityID.init(rawValue:))
    }

    /// Ends it here. The services that were told of it keep sessions of their own.
    package func end(_ session: OpenSession) async throws {
        let now = broker.time.now()
        try await broker.database.write { [broker] connection in
            try SessionEnding(broker, connection).end(session.id, at: now)
        }
    }
}
