/// The way home: a form that posts the Response to the service, by script, or by its button where there is none.
///
/// Whoever comes here by the back button has been at the service already, which takes an answer once: then the script
/// waits for the button, and the page leads to the service itself.
package struct AnswerFormPage: Page {
    package static let template = "answer-form"
    package static let keys = ["answer-form.title", "answer-form.submit"]

    /// A hidden field, handed on exactly.
    package struct Field: Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        var values: PageValues {
            var values = PageValues()
            values.set("fieldName", name)
            values.set("fieldValue", carried: value)
            return values
        }
    }

    package let frame: Frame
    /// The AssertionConsumerService, from metadata.
    package let destination: String
    package let fields: [Field]
    /// Of the Content-Security-Policy that this page is sent with; base64.
    package let nonce: String

    package init(frame: Frame, destination: String, fields: [Field], nonce: String) {
        self.frame = frame
        self.destination = destination
        self.fields = fields
        self.nonce = nonce
    }

    package func values(in wording: Wording) -> PageValues {
        var values = PageValues()
        values.set("destination", carried: destination)
        values.set("nonce", nonce)
        values.set("submit", wording.text("answer-form.submit"))
        values.set("serviceHome", frame.service?.home)
        values.set(
            "fields",
            each: fields.map(\.values))
        return values
    }
}
