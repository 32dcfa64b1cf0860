package import Foundation

/// PIN, second step: the PIN that came by SMS. The citizen's own four characters stand before it already.
///
/// The page is the same whether an SMS went out or not.
package struct PINEntryPage: Page {
    package static let template = "pin-entry"

    package let frame: Frame
    /// Where the form posts `accessCode`.
    package let action: String
    /// Where «send another one» posts.
    package let resendAction: String
    package let cancelAction: String
    /// By GET: the first step, with the data to review.
    package let backAddress: String?
    /// One's own four characters, as a reminder.
    package let code: String
    package let pin: Shape
    package let validUntil: Date
    /// From when another one can be asked for; in the past when it already can.
    package let resendFrom: Date
    package let now: Date

    /// What a PIN looks like, so that a telephone shows the right keyboard.
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

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("action", action)
        values.set("resendAction", resendAction)
        values.set("cancelAction", cancelAction)
        values.set("backAddress", backAddress)
        values.set("code", code)
        values.set("pinLength", String(pin.length))
        values.set("isNumeric", pin.isNumeric)
        values.set("validUntil", wording.time(validUntil))
        let wait = Int(resendFrom.timeIntervalSince(now).rounded(.up))
        values.set("resendSeconds", wait > 0 ? String(wait) : nil)
        values.set("accessCodeProblem", frame.problem(of: .accessCode, in: wording))
        return values
    }
}
