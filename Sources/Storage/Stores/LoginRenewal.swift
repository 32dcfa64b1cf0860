package import Foundation

/// Another cookie for a login, from the moment when something is proved.
package struct LoginRenewal: Sendable, Hashable {
    /// SHA-256 of the cookie that opens the login from now on.
    package let cookieHash: [UInt8]
    /// SHA-256 of the cookie before, which opens nothing any more.
    package let replacedHash: [UInt8]
    /// The new cookie, sealed for a browser that has the old one and sends the same proof again; nil for none.
    package let sealedHandle: [UInt8]?
    /// The time from which the sealed cookie is not given out any more.
    package let until: Date
    /// How often it may be asked for.
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
