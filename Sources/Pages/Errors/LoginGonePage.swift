/// There is no login to go on with: it ran out, was answered, or is not known to this browser.
package struct LoginGonePage: Page {
    package static let template = "login-gone"
    package static let values: [PageValue<Self>] = [
        .flag("isExpired") { $0.cause == .expired },
        .flag("isAnswered") { $0.cause == .answered },
        .flag("isUnknown") { $0.cause == .unknown },
        .text("returnAction") { $0.returnAction },
    ]

    package enum Cause: Sendable {
        /// It ran out of time.
        case expired
        /// It was answered already: the back button, a second tab.
        case answered
        /// A bookmark, another browser, or cookies that were deleted.
        case unknown
    }

    package let frame: Frame
    package let cause: Cause
    /// Where «go back to the service» posts, when the service can still be told; `nil` otherwise.
    package let returnAction: String?

    package init(frame: Frame, cause: Cause, returnAction: String? = nil) {
        self.frame = frame
        self.cause = cause
        self.returnAction = returnAction
    }
}
