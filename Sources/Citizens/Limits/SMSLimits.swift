/// The limits of messages to one person. They are counted for each claim: a document and the datum typed with it.
///
/// A PIN is counted for the document and the contrast datum, a code for the document whose password was right. Only one
/// claim of a document is right, so these limits protect the person's telephone, and wrong data use up only claims that
/// the holder does not need. A browser in which the person has proved more than a password is counted separately.
package struct SMSLimits: Hashable, Sendable {
    /// The reason for a message. Each reason is counted separately.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        /// A request for a PIN, whether or not a PIN was sent.
        case pinRequest
        /// A request for a one-time code, after a right password.
        case oneTimeCodeRequest
    }

    /// The limits of each event.
    package let windows: [SlidingWindow]

    package init(windows: [SlidingWindow]) {
        self.windows = windows
    }

    /// One in 30 seconds, five an hour, ten a day.
    package static let standard = SMSLimits(
        windows: [
            SlidingWindow(1, in: .seconds(30)), SlidingWindow(5, in: .seconds(3600)),
            SlidingWindow(10, in: .seconds(86_400)),
        ])
}
