package import Federation

/// The citizen chooses how to prove who they are, or changes their mind.
package struct MethodChoice: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// Goes on with that method.
    ///
    /// - Throws: `SignInError`.
    package func choose(_ method: Method, in open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.choose(method, at: now) }
    }

    /// Goes back to the chooser.
    ///
    /// - Throws: `SignInError`.
    package func reconsider(_ open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.reconsider(at: now) }
    }

    /// Begins the method that is under way anew, as after a code that is used up.
    ///
    /// - Throws: `SignInError`.
    package func restart(_ open: OpenLogin) async throws -> OpenLogin {
        let now = broker.time.now()
        return try await broker.move(open) { login throws(ImpossibleMove) in try login.restartMethod(at: now) }
    }
}
