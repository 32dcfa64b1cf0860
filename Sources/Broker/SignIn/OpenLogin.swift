package import Federation
package import Secrets

/// A login in the hands of the browser that began it: whoever holds one has shown the login's cookie.
package struct OpenLogin: Sendable {
    /// The login as it was read.
    package let login: Login

    /// The bytes of what it began with, which each state that is stored carries along.
    let beginning: [UInt8]

    /// The cookie's secret; the answer is kept under a key made from it.
    package let handle: Handle

    /// What the browser says of a session, whether there is one or not.
    package let sessionHandle: Handle?

    /// Which state of the row this is: a change is stored only over the state that it was made from.
    let version: Int64

    init(login: Login, beginning: [UInt8], handle: Handle, sessionHandle: Handle? = nil, version: Int64) {
        self.sessionHandle = sessionHandle
        self.login = login
        self.beginning = beginning
        self.handle = handle
        self.version = version
    }

    /// The same with another state of the login, which is not stored.
    func moved(to login: Login) -> OpenLogin {
        OpenLogin(
            login: login, beginning: beginning, handle: handle, sessionHandle: sessionHandle, version: version)
    }
}
