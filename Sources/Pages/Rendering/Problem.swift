/// A mistake in the citizen's input, shown at the top of the page and beside the field.
package struct Problem: Sendable {
    package let sentence: Sentence
    /// The field to correct; nil when naming it would reveal something.
    package let field: FormField?

    package init(_ sentence: Sentence, field: FormField? = nil) {
        self.sentence = sentence
        self.field = field
    }

    static let values: [PageValue<Self>] = [
        .localized("problemText") { $1.text($0.sentence) },
        .text("problemField") { $0.field?.rawValue },
    ]
}
