/// The permanent key: document and password.
package struct PermanentKeyPage: Page {
    package static let template = "permanent-key"
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .text("cancelAction") { $0.cancelAction },
        .text("backAddress") { $0.backAddress },
        .never("otherWayAddress"),
        .text("document") { $0.document },
        .words("documentProblem") { $0.frame.problem(of: .document, in: $1) },
        .words("passwordProblem") { $0.frame.problem(of: .password, in: $1) },
        .flag("needsOneTimeCode") { $0.needsOneTimeCode },
        .text("forgottenAddress") { $0.forgottenAddress },
        .text("registrationHelp") { $0.registrationHelp },
    ]

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
}
