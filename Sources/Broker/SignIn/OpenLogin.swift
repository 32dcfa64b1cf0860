package import Federation
package import Secrets

/// A login of a browser that has shown the login's cookie.
package struct OpenLogin: Sendable {
    /// The login as it was read.
    package let login: Login

    /// The sealed beginning, for a row that lacks it: one of the release with 15 migrations. Nil for every other row.
    let missingBeginning: [UInt8]?

    /// The cookie's secret: another one after each proof.
    package let handle: Handle

    /// What the browser says of a session, whether there is one or not.
    package let sessionHandle: Handle?

    /// Which state of the row this is: a change is stored only over the state that it was made from.
    let version: Int64

    /// The secret under which an answer is sealed, and which opens the login from the answer on. It is the cookie's
    /// secret; where a session answers, it is derived from the cookies of login and session together.
    package private(set) var answerHandle: Handle

    /// What the browser shows in this request; nil in a step that proves nothing.
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

    /// The same with another state of the login, which is not stored.
    func moved(to login: Login) -> OpenLogin {
        var open = OpenLogin(
            login: login, missingBeginning: missingBeginning, handle: handle, sessionHandle: sessionHandle,
            version: version)
        open.answerHandle = answerHandle
        open.proof = proof
        return open
    }

    /// The same in a request that shows a proof: whoever sends it again within half a minute is given the cookie that
    /// the proof brings.
    package func showing(_ proof: TypedProof) -> OpenLogin {
        var open = self
        open.proof = proof
        return open
    }

    /// The same, to be answered for a browser that has both cookies.
    func answering(with handle: Handle) -> OpenLogin {
        var open = self
        open.answerHandle = handle
        return open
    }
}
