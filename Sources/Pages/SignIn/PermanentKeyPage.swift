/// The permanent key: document and password.
package struct PermanentKeyPage: Page {
    package static let template = "permanent-key"

    package let frame: Frame
    /// Where the form posts `document` and `password`.
    package let action: String
    package let cancelAction: String
    /// By GET: the selection page; `nil` when there is no other method.
    package let backAddress: String?
    /// As typed before, or empty. The password is never shown again.
    package let document: String
    /// A code by SMS will follow the password.
    package let needsOneTimeCode: Bool
    /// Where a forgotten password is renewed; `nil` leaves the link out.
    package let forgottenAddress: String?
    /// Where one learns how to register; `nil` leaves the help out.
    package let registrationHelp: String?

    package init(
        frame: Frame, action: String, cancelAction: String, backAddress: String?, document: String = "",
        needsOneTimeCode: Bool = false, forgottenAddress: String? = nil, registrationHelp: String? = nil
    ) {
        self.frame = frame
        self.action = action
        self.cancelAction = cancelAction
        self.backAddress = backAddress
        self.document = document
        self.needsOneTimeCode = needsOneTimeCode
        self.forgottenAddress = forgottenAddress
        self.registrationHelp = registrationHelp
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("action", action)
        values.set("cancelAction", cancelAction)
        values.set("backAddress", backAddress)
        values.set("document", document)
        values.set("documentProblem", frame.problem(of: .document, in: wording))
        values.set("passwordProblem", frame.problem(of: .password, in: wording))
        values.set("needsOneTimeCode", needsOneTimeCode)
        values.set("forgottenAddress", forgottenAddress)
        values.set("registrationHelp", registrationHelp)
        return values
    }
}
