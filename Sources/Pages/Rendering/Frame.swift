/// What every page has around its own content.
package struct Frame: Sendable {
    /// Who asks to know the citizen; `nil` outside a login.
    package let service: AskingService?
    /// The page's own address, by GET, for the links that change its language; `nil` where there is none to go back to.
    package let address: String?
    /// The value that every form sends back in `FormField.token`; `nil` on pages without forms.
    package let formToken: String?
    /// What the citizen has to correct; shown at the top, and beside the field concerned.
    package let problems: [Problem]
    /// Something that went well, or that is good to know.
    package let notice: Sentence?
    /// The reference that the log has too, for whoever asks for help.
    package let reference: String?

    package init(
        service: AskingService? = nil, address: String? = nil, formToken: String? = nil, problems: [Problem] = [],
        notice: Sentence? = nil, reference: String? = nil
    ) {
        self.service = service
        self.address = address
        self.formToken = formToken
        self.problems = problems
        self.notice = notice
        self.reference = reference
    }

    func problem(of field: FormField, in wording: Wording) -> String? {
        problems.first { $0.field == field }.map { wording.text($0.sentence) }
    }
}
