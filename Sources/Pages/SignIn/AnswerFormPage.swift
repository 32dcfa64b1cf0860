/// The page that returns the Response to the service: a form that a script submits, or its button without JavaScript.
///
/// A citizen who comes here by the back button has already been at the service, which accepts a Response once. The
/// script then waits for the button, and the page links to the service.
package struct AnswerFormPage: Page {
    package static let template = "answer-form"
    package static let keys = ["answer-form.title", "answer-form.submit"]
    package static let values: [PageValue<Self>] = [
        .carried("destination") { $0.destination },
        .text("nonce") { $0.nonce },
        .localized("submit") { $1.text("answer-form.submit") },
        .text("serviceHome") { $0.frame.service?.home },
        .each("fields", Field.values) { $0.fields },
    ]

    /// A hidden field. Its value is sent unchanged.
    package struct Field: Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        static let values: [PageValue<Self>] = [
            .text("fieldName") { $0.name },
            .carried("fieldValue") { $0.value },
        ]
    }

    package let frame: Frame
    /// The AssertionConsumerService, from metadata.
    package let destination: String
    package let fields: [Field]
    /// The nonce of this page's Content-Security-Policy, in base64.
    package let nonce: String

    package init(frame: Frame, destination: String, fields: [Field], nonce: String) {
        self.frame = frame
        self.destination = destination
        self.fields = fields
        self.nonce = nonce
    }
}
