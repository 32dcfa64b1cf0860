package import Federation
package import Secrets

/// A login of a browser that has shown the login's cookie.
package struct OpenLogin: Sendable {
    package let login: Login

    /// The sealed beginning, for a row of the release with 15 migrations, which lacks it. Nil for every other row.
    let missingBeginning: [UInt8]?

    /// The cookie's secret. It changes after each proof.
    package let handle: Handle

    /// The secret of the session cookie that the browser sent. The session may not exist.
    package let sessionHandle: Handle?

    /// The version of the row. A change is stored only over the version from which it was made.
    let version: Int64

    /// The secret that seals the answer, and that opens the login after the answer. It is the cookie's secret. When a
    /// session answers, it is derived from the cookies of the login and the session.
    package private(set) var answerHandle: Handle

    /// The proof in this request; nil in a step that proves nothing.
    private(set) var proof: TypedProof?

    init(
        login: Login, missingBeginning: [UInt8]? = nil, handle: Handle, sessionHandle: Handle? = nil, version: Int64
    ) {
        self.sessionHandle = sessionHandle
        self.login = login
        self.missingBeginning = missingBeginning
        self.handle = handle
        self.version = version
        answerHandle = handle
    }

    /// Returns a copy with another state of the login. The copy is not stored.
    func moved(to login: Login) -> OpenLogin {
        var open = OpenLogin(
            login: login, missingBeginning: missingBeginning, handle: handle, sessionHandle: sessionHandle,
            version: version)
        open.answerHandle = answerHandle
        open.proof = proof
        return open
    }

    /// Returns a copy for a request that shows a proof. A browser that sends the same proof again within 30 seconds
    /// gets the same new cookie.
    package func showing(_ proof: TypedProof) -> OpenLogin {
        var open = self
        open.proof = proof
        return open
    }

    /// Returns a copy whose answer is for a browser with both cookies.
    func answering(with handle: Handle) -> OpenLogin {
        var open = self
        open.answerHandle = handle
        return open
    }
}
