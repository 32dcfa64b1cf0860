package import Federation
package import Foundation
package import Secrets

/// A session of a browser that has shown the session's cookie.
package struct OpenSession: Sendable {
    /// The session's ID in the database. It is never sent to a browser.
    let id: String
    package let handle: Handle
    package let session: Session
    package let usedAt: Date
    /// The time when the session expires if it is not used before.
    package let expiresAt: Date
}
