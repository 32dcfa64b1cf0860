package import Foundation

/// The permanent key's second factor: eight digits by SMS.
///
/// It is shown only after the right password: an SMS has been sent.
package struct OneTimeCodeEntryPage: Page {
    package static let template = "one-time-code-entry"
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .flag("isProved") { _ in true },
        .text("resendAction") { $0.resendAction },
        .text("cancelAction") { $0.cancelAction },
        .never("backAddress"),
        .text("otherWayAddress") { $0.otherWayAddress },
        .localized("validUntil") { $1.time($0.validUntil) },
        .text("resendSeconds") { $0.resendSeconds },
        .localized("oneTimeCodeProblem") { $0.frame.problem(of: .oneTimeCode, in: $1) },
    ]

    package let frame: Frame
    /// The address to which the form posts `oneTimeCode`.
    package let action: String
    /// The address to which «send another one» posts.
    package let resendAction: String
    package let cancelAction: String
    /// The address (GET) of the method selection; `nil` when there is no other method. The page does not link back to
    /// the password, which was right.
    package let otherWayAddress: String?
    package let validUntil: Date
    /// The time from which another code can be requested; in the past when it already can.
    package let resendFrom: Date
    package let now: Date

    package init(
        frame: Frame, action: String, resendAction: String, cancelAction: String, otherWayAddress: String?,
        validUntil: Date, resendFrom: Date, now: Date
    ) {
        self.frame = frame
        self.action = action
        self.resendAction = resendAction
        self.cancelAction = cancelAction
        self.otherWayAddress = otherWayAddress
        self.validUntil = validUntil
        self.resendFrom = resendFrom
        self.now = now
    }

    /// The whole seconds until another code can be requested; nil when it already can.
    private var resendSeconds: String? {
        let wait = Int(resendFrom.timeIntervalSince(now).rounded(.up))
        return wait > 0 ? String(wait) : nil
    }
}
