/// PIN, first step: the document, the contrast datum, and the citizen's own code.
package struct PINRequestPage: Page {
    package static let template = "pin-request"
    package static let values: [PageValue<Self>] = [
        .text("action") { $0.action },
        .text("cancelAction") { $0.cancelAction },
        .text("backAddress") { $0.backAddress },
        .never("otherWayAddress"),
        .text("document") { $0.document },
        .localized("documentProblem") { $0.frame.problem(of: .document, in: $1) },
        .text("contrast") { $0.contrast },
        .localized("contrastProblem") { $0.frame.problem(of: .contrast, in: $1) },
        .text("code") { $0.code },
        .localized("codeProblem") { $0.frame.problem(of: .code, in: $1) },
        .text("registrationHelp") { $0.registrationHelp },
    ]

    package let frame: Frame
    /// The address to which the form posts `document`, `contrast` and `code`.
    package let action: String
    package let cancelAction: String
    /// The address (GET) of the method selection; `nil` when there is no other method.
    package let backAddress: String?
    /// The document as typed before, or empty.
    package let document: String
    package let contrast: String
    /// Four characters, proposed or the citizen's own.
    package let code: String
    /// The address of the help about registration; `nil` omits it.
    package let registrationHelp: String?

    package init(
        frame: Frame, action: String, cancelAction: String, backAddress: String?, document: String = "",
        contrast: String = "", code: String, registrationHelp: String? = nil
    ) {
        self.frame = frame
        self.action = action
        self.cancelAction = cancelAction
        self.backAddress = backAddress
        self.document = document
        self.contrast = contrast
        self.code = code
        self.registrationHelp = registrationHelp
    }
}
