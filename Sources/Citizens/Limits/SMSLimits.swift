/// How many messages one person is sent: counted for a claim, which is the document and what was typed with it.
///
/// A PIN is counted for the document and its contrast datum, a code for the document whose password was right. Only one
/// claim of a document is right, so these are limits of the person's telephone; wrong data use up claims that the
/// holder does not need. A browser in which the person has proved more than a password is counted by itself.
package struct SMSLimits: Hashable, Sendable {
    /// What a message is asked for. Each is counted apart.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        /// A PIN was asked for, whether or not one was sent.
        case pinRequest
        /// A one-time code was asked for after a right password.
        case oneTimeCodeRequest
    }

    /// For each event.
    package let windows: [SlidingWindow]

    package init(windows: [SlidingWindow]) {
        self.windows = windows
    }

    /// 30 s between two, five an hour, ten a day.
    package static let standard = SMSLimits(
        windows: [
            SlidingWindow(1, in: .seconds(30)), SlidingWindow(5, in: .seconds(3600)),
            SlidingWindow(10, in: .seconds(86_400)),
        ])
}
