/// The page for a login that cannot continue: it has expired, was answered, or is unknown to this browser.
package struct LoginGonePage: Page {
    package static let template = "login-gone"
    package static let values: [PageValue<Self>] = [
        .flag("isExpired") { $0.cause == .expired },
        .flag("isAnswered") { $0.cause == .answered },
        .flag("isUnknown") { $0.cause == .unknown },
        .text("returnAction") { $0.returnAction },
    ]

    package enum Cause: Sendable {
        /// The login has expired.
        case expired
        /// The login was already answered: the back button, a second tab.
        case answered
        /// A bookmark, another browser, or deleted cookies.
        case unknown
    }

    package let frame: Frame
    package let cause: Cause
    /// The address to which «go back to the service» posts; `nil` when no answer to the service is possible.
    package let returnAction: String?

    package init(frame: Frame, cause: Cause, returnAction: String? = nil) {
        self.frame = frame
        self.cause = cause
        self.returnAction = returnAction
    }
}
