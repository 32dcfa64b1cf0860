/// The permanent key: document and password.
package struct PermanentKeyPage: Page {
    package static let template = "permanent-key"
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .text("cancelAction") { $0.cancelAction },
        .text("backAddress") { $0.backAddress },
        .never("otherWayAddress"),
        .text("document") { $0.document },
        .localized("documentProblem") { $0.frame.problem(of: .document, in: $1) },
        .localized("passwordProblem") { $0.frame.problem(of: .password, in: $1) },
        .flag("needsOneTimeCode") { $0.needsOneTimeCode },
        .text("forgottenAddress") { $0.forgottenAddress },
        .text("registrationHelp") { $0.registrationHelp },
    ]

    package let frame: Frame
    /// The address to which the form posts `document` and `password`.
    package let action: String
    package let cancelAction: String
    /// The address (GET) of the method selection; `nil` when there is no other method.
    package let backAddress: String?
    /// The document as typed before, or empty. The password is never shown again.
    package let document: String
    /// Whether a code by SMS follows the password.
    package let needsOneTimeCode: Bool
    /// The address where a forgotten password is renewed; `nil` omits the link.
    package let forgottenAddress: String?
    /// The address of the help about registration; `nil` omits it.
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
