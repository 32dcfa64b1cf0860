package import Foundation

/// PIN, second step: the PIN that came by SMS. It follows the citizen's own four characters, which the page shows.
///
/// The page is the same whether an SMS was sent or not.
package struct PINEntryPage: Page {
    package static let template = "pin-entry"
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .flag("isProved") { _ in false },
        .text("resendAction") { $0.resendAction },
        .text("cancelAction") { $0.cancelAction },
        .text("backAddress") { $0.backAddress },
        .never("otherWayAddress"),
        .text("code") { $0.code },
        .text("pinLength") { String($0.pin.length) },
        .flag("isNumeric") { $0.pin.isNumeric },
        .localized("validUntil") { $1.time($0.validUntil) },
        .text("resendSeconds") { $0.resendSeconds },
        .localized("accessCodeProblem") { $0.frame.problem(of: .accessCode, in: $1) },
    ]

    package let frame: Frame
    /// The address to which the form posts `accessCode`.
    package let action: String
    /// The address to which «send another one» posts.
    package let resendAction: String
    package let cancelAction: String
    /// The address (GET) of the first step, with the data to review.
    package let backAddress: String?
    /// The citizen's own four characters, as a reminder.
    package let code: String
    package let pin: Shape
    package let validUntil: Date
    /// The time from which another PIN can be requested; in the past when it already can.
    package let resendFrom: Date
    package let now: Date

    /// The length and character set of a PIN, so that a telephone shows the right keyboard.
    package struct Shape: Hashable, Sendable {
        package let length: Int
        package let isNumeric: Bool

        package init(length: Int, isNumeric: Bool) {
            self.length = length
            self.isNumeric = isNumeric
        }
    }

    package init(
        frame: Frame, action: String, resendAction: String, cancelAction: String, backAddress: String?, code: String,
        pin: Shape, validUntil: Date, resendFrom: Date, now: Date
    ) {
        self.frame = frame
        self.action = action
        self.resendAction = resendAction
        self.cancelAction = cancelAction
        self.backAddress = backAddress
        self.code = code
        self.pin = pin
        self.validUntil = validUntil
        self.resendFrom = resendFrom
        self.now = now
    }

    /// The whole seconds until another PIN can be requested; nil when it already can.
    private var resendSeconds: String? {
        let wait = Int(resendFrom.timeIntervalSince(now).rounded(.up))
        return wait > 0 ? String(wait) : nil
    }
}
