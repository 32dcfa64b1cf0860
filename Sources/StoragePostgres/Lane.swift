import Storage

/// One thread's connection, opened when it is needed and replaced when it was lost. Stays on its thread.
final class Lane {
    private let configuration: PostgresConfiguration
    private var session: PostgresSession?

    init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
    }

    /// Runs a transaction. One that is interrupted is undone by the server: nothing is committed by halves.
    func transaction<Value>(
        _ access: Access, _ body: (@escaping StatementRunner) throws -> Value
    ) throws -> Value {
        let session = try begin(access)
        let value: Value
        do {
            value = try body { statement throws(StorageFault) in try session.run(statement) }
        } catch {
            session.rollBack()
            drop(unlessUsable: session)
            throw error
        }
        defer { drop(unlessUsable: session) }
        switch access {
        // What was read was read.
        case .reading: try? session.commit()
        case .writing: try session.commit()
        }
        return value
    }

    /// A connection that died while it was idle shows only now; its transaction has done nothing, so a fresh one
    /// serves as well.
    private func begin(_ access: Access) throws(StorageFault) -> PostgresSession {
        if let session {
            do {
                try session.begin(access)
                return session
            } catch {
                self.session = nil
                guard session.isLost else { throw error }
            }
        }
        let fresh = try PostgresSession(configuration)
        try fresh.begin(access)
        session = fresh
        return fresh
    }

    private func drop(unlessUsable session: PostgresSession) {
        if !session.isUsable { self.session = nil }
    }
}
