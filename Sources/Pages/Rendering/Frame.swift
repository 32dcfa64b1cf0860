/// The parts of a page that do not belong to its own content.
package struct Frame: Sendable {
    /// The requesting service; `nil` outside a login.
    package let service: ServiceDescription?
    /// The address (GET) of the page, for the links to other languages; `nil` when the page cannot be requested again.
    package let address: String?
    /// The value that every form sends back in `FormField.token`; `nil` on pages without forms.
    package let formToken: String?
    /// The input that the citizen has to correct. Shown at the top, and beside the field.
    package let problems: [Problem]
    /// A success, or useful information.
    package let notice: Sentence?
    /// The reference that the log has too, for a citizen who asks for help.
    package let reference: String?

    package init(
        service: ServiceDescription? = nil, address: String? = nil, formToken: String? = nil, problems: [Problem] = [],
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
