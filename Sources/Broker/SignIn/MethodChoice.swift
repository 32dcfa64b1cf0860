package import Federation

/// Chooses, changes or restarts the method with which the citizen proves their identity.
package struct MethodChoice: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// Continues with that method.
    ///
    /// - Throws: `SignInError`.
    package func choose(_ method: Method, in open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.choose(method, at: now) }
    }

    /// Returns to the choice of methods.
    ///
    /// - Throws: `SignInError`.
    package func reconsider(_ open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.reconsider(at: now) }
    }

    /// Restarts the current method, for example after a code is used up.
    ///
    /// - Throws: `SignInError`.
    package func restart(_ open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.restartMethod(at: now) }
    }
}
