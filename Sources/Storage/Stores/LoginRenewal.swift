package import Foundation

/// The replacement of a login's cookie after a proof.
package struct LoginRenewal: Sendable, Hashable {
    /// SHA-256 of the new cookie, the only one that opens the login.
    package let cookieHash: [UInt8]
    /// SHA-256 of the replaced cookie, which does not open the login any more.
    package let replacedHash: [UInt8]
    /// The new cookie, sealed for a browser that has the replaced one and sends the same proof again. Nil when the new
    /// cookie is never sent again.
    package let sealedHandle: [UInt8]?
    /// The time from which the sealed cookie is not sent any more.
    package let until: Date
    /// The number of requests that may try to get the sealed cookie.
    package let maximumTries: Int

    package init(
        cookieHash: [UInt8], replacedHash: [UInt8], sealedHandle: [UInt8]?, until: Date, maximumTries: Int
    ) {
        self.cookieHash = cookieHash
        self.replacedHash = replacedHash
        self.sealedHandle = sealedHandle
        self.until = until
        self.maximumTries = maximumTries
    }
}
