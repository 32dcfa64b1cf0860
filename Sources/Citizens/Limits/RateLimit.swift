/// At most so many events of a kind, for one of something, in a span of time that moves along.
package struct RateLimit: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable, Codable {
        /// A PIN was asked for, whether or not one was sent.
        case pinRequest
        /// An access code was wrong.
        case wrongCode
        /// A password was typed, right or wrong, for a known or an unknown document.
        case passwordAttempt
        /// A one-time code was asked for after a right password.
        case oneTimeCodeRequest
    }

    /// What is counted apart.
    package enum Scope: String, Hashable, Sendable, CaseIterable, Codable {
        /// Each document, known or unknown.
        case document
        /// Each document together with the contrast datum that was typed for it, right or wrong: strangers who do not
        /// know the datum count for a claim of theirs, and never for the holder's.
        case claim
        /// Each document as one client's address asks for it, whatever else was typed.
        case documentFromAddress
        /// Each client's address.
        case clientAddress
        /// The whole installation.
        case everything
    }

    package let event: Event
    package let scope: Scope
    package let window: Duration
    package let maximum: Int

    package init(_ event: Event, per scope: Scope, maximum: Int, in window: Duration) {
        precondition(maximum > 0 && window > .zero, "a limit lets something through")
        self.event = event
        self.scope = scope
        self.window = window
        self.maximum = maximum
    }
}
