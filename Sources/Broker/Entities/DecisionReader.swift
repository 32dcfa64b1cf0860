package import Federation
package import Storage

/// Reads the decisions about a service from the register.
package struct DecisionReader: Sendable {
    private let read: @Sendable (String) throws -> ServicePolicy

    /// - Parameter read: Reads decisions of the release before, which stored only the operator's text. It throws for an
    ///   unknown word, with an error whose description names the word.
    package init(_ read: @escaping @Sendable (String) throws -> ServicePolicy) {
        self.read = read
    }

    /// Returns the policy of a service: the standard policy when the operator has decided nothing.
    ///
    /// The text is read only if there is no document.
    /// - Throws: `PolicyDocumentError`, or the error of reading the text.
    package func policy(_ decisions: StoredDecisions?) throws -> ServicePolicy {
        switch decisions {
        case .document(let document, _): try ServicePolicy(document: document)
        case .text(let text): try read(text)
        case nil: .standard
        }
    }
}
