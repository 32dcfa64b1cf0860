package import Federation

/// Chooses, changes or restarts the method with which the citizen proves their identity.
package struct MethodChoice: Sendable {
    private let signIn: SignIn

    package init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// Continues with that method.
    ///
    /// - Throws: `SignInError`.
    package func choose(_ method: Method, in open: OpenLogin) async throws -> OpenLogin {
        let now = signIn.time.now()
        return try await signIn.move(open) { login throws(ImpossibleMove) in try login.choose(method, at: now) }
    }

    /// Returns to the choice of methods.
    ///
    /// - Throws: `SignInError`.
    package func reconsider(_ open: OpenLogin) async throws -> OpenLogin {
        let now = signIn.time.now()
        return try await signIn.move(open) { login throws(ImpossibleMove) in try login.reconsider(at: now) }
    }

    /// Restarts the current method, for example after a code is used up.
    ///
    /// - Throws: `SignInError`.
    package func restart(_ open: OpenLogin) async throws -> OpenLogin {
        let now = signIn.time.now()
        return try await signIn.move(open) { login throws(ImpossibleMove) in try login.restartMethod(at: now) }
    }
}
