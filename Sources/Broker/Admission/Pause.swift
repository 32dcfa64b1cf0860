package import Foundation

/// The reason why an attempt is not judged now, and the time when the citizen may try again.
package struct Pause: Hashable, Sendable {
    package let until: Date
    package let cause: Cause

    package enum Cause: Hashable, Sendable {
        /// Too many attempts for this document from this network.
        case document
        /// Too many attempts from this network, for any document.
        case network
        /// Too many requests for messages.
        case messages
        /// Too many wrong codes: the method rests for this citizen in browsers where they have not signed in.
        case rest
    }

    package init(until: Date, cause: Cause) {
        self.until = until
        self.cause = cause
    }
}
