/// At most so many events of a kind, for one subject, in a sliding window of time.
package struct RateLimit: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable, Codable {
        /// A PIN was asked for, whether or not one was sent.
        case pinRequest
        /// A one-time code was asked for after a right password.
        case oneTimeCodeRequest
    }

    package let event: Event
    package let window: Duration
    package let maximum: Int

    package init(_ event: Event, maximum: Int, in window: Duration) {
        precondition(maximum > 0 && window > .zero, "a limit lets something through")
        self.event = event
        self.window = window
        self.maximum = maximum
    }
}
