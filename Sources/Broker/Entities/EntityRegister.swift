package import Federation
import Foundation
package import Logging
package import SAML
package import Storage
import Synchronization

/// The registered services and the operator's decisions about each. They are read from the database, kept parsed in
/// memory, and read again when the register's revision has changed.
package final class EntityRegister: Sendable {
    private let database: Database
    private let decisions: DecisionReader
    private let allowsDevelopmentAddresses: Bool
    private let log: Logger
    private let state = Mutex(State())

    private struct State {
        var revision: Int64?
        var services: [EntityID: ServiceProvider] = [:]
    }

    /// - Parameters:
    ///   - decisions: Decodes the operator's decisions about services.
    ///   - allowsDevelopmentAddresses: Whether a service may have an address without TLS or a loopback address.
    package init(
        database: Database, decisions: DecisionReader, allowsDevelopmentAddresses: Bool = false, log: Logger
    ) {
        self.database = database
        self.decisions = decisions
        self.allowsDevelopmentAddresses = allowsDevelopmentAddresses
        self.log = log
    }

    /// Returns the service with that entity ID, or nil.
    package func serviceProvider(_ entityID: EntityID) -> ServiceProvider? {
        state.withLock { $0.services[entityID] }
    }

    /// Whether every registered service signs its requests. The broker's own metadata states this.
    package var wantsEveryRequestSigned: Bool {
        state.withLock { state in !state.services.values.contains { $0.policy.allowsUnsignedRequests } }
    }

    /// Reads the register if it has changed. An entity with unreadable metadata or unreadable decisions is omitted,
    /// with the reason in the log. The other entities stay available.
    ///
    /// - Returns: Whether anything changed.
    /// - Throws: `StorageFault`; the previous entities stay in use.
    @discardableResult
    package func refresh() async throws -> Bool {
        let known = state.withLock { $0.revision }
        let rows = try await database.read(.long) { connection -> (Int64, [EntityRow])? in
            let store = EntityStore(connection)
            let revision = try store.revision()
            return revision == known ? nil : (revision, try store.list())
        }
        guard let (revision, rows) = rows else { return false }
        var services: [EntityID: ServiceProvider] = [:]
        for row in rows {
            if let service = parse(row) { services[service.entityID] = service }
        }
        state.withLock { [services] state in state = State(revision: revision, services: services) }
        log.info("register: read", metadata: ["revision": "\(revision)", "services": "\(services.count)"])
        return true
    }

    /// Refreshes every second until the task is cancelled, so that an operator's changes take effect at once.
    package func follow() async {
        await Periodically(every: .seconds(1)).run {
            try await refresh()
        } onFailure: { error in
            log.error("register: cannot be read", metadata: ["fault": "\(error)"])
        }
    }

    private func parse(_ row: EntityRow) -> ServiceProvider? {
        let descriptor: EntityDescriptor
        do throws(MetadataError) {
            descriptor = try EntityDescriptor(decoding: row.xml)
        } catch {
            return exclude(row, because: "\(error)")
        }
        let policy: ServicePolicy
        do {
            policy = try decisions.policy(row.decisions)
        } catch {
            // The decisions may be stricter than the standard policy, so the standard policy must not apply.
            return exclude(row, because: "the decisions about it cannot be read: \(error)")
        }
        guard let service = ServiceProvider(descriptor, policy: policy) else { return nil }
        if let address = service.developmentAddresses.first, !allowsDevelopmentAddresses {
            return exclude(row, because: "messages would go to \(address)")
        }
        return service
    }

    private func exclude(_ row: EntityRow, because cause: String) -> ServiceProvider? {
        log.error("register: an entity was not loaded", metadata: ["entity": "\(row.entityID)", "cause": "\(cause)"])
        return nil
    }
}
