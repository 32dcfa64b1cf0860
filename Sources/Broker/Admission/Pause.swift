package import Foundation

/// Why an attempt is not judged now, and when to come back.
package struct Pause: Hashable, Sendable {
    package let until: Date
    package let cause: Cause

    package enum Cause: Hashable, Sendable {
        /// Too many attempts for this document from this network.
        case document
        /// Too many attempts from this network, whatever the document.
        case network
        /// Messages were asked for too often.
        case messages
        /// Too many codes were wrong: the method rests for this person on devices where they have not signed in.
        case rest
    }

    package init(until: Date, cause: Cause) {
        self.until = until
        self.cause = cause
    }
}
