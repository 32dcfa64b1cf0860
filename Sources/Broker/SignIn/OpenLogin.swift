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

    /// Which state of the row this is: a change is stored only over the state that it was made from.
    let version: Int64

    init(login: Login, beginning: [UInt8], handle: Handle, version: Int64) {
        self.login = login
        self.beginning = beginning
        self.handle = handle
        self.version = version
    }
}
