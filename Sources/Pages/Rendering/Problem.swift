/// A person's slip, said once at the top of the page and once beside the field.
package struct Problem: Sendable {
    package let sentence: Sentence
    /// The field to go to, when one can be named without giving anything away.
    package let field: FormField?

    package init(_ sentence: Sentence, field: FormField? = nil) {
        self.sentence = sentence
        self.field = field
    }

    static let values: [PageValue<Self>] = [
        .words("problemText") { $1.text($0.sentence) },
        .text("problemField") { $0.field?.rawValue },
    ]
}
