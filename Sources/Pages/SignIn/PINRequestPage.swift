/// PIN, first step: the document, the datum that goes with it, and the citizen's own code.
package struct PINRequestPage: Page {
    package static let template = "pin-request"

    package let frame: Frame
    /// Where the form posts `document`, `contrast` and `code`.
    package let action: String
    package let cancelAction: String
    /// By GET: the selection page; `nil` when there is no other method.
    package let backAddress: String?
    /// As typed before, or empty.
    package let document: String
    package let contrast: String
    /// Four characters, proposed or the citizen's own.
    package let code: String
    /// Where one learns how to register; `nil` leaves the help out.
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

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("action", action)
        values.set("cancelAction", cancelAction)
        values.set("backAddress", backAddress)
        values.set("document", document)
        values.set("documentProblem", frame.problem(of: .document, in: wording))
        values.set("contrast", contrast)
        values.set("contrastProblem", frame.problem(of: .contrast, in: wording))
        values.set("code", code)
        values.set("registrationHelp", registrationHelp)
        values.set("codeProblem", frame.problem(of: .code, in: wording))
        return values
    }
}
