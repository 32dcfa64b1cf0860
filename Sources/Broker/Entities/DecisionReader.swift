package import Federation

/// Reads what an operator decided about a service, in the words in which the register keeps it.
package struct DecisionReader: Sendable {
    private let read: @Sendable (String) throws -> ServicePolicy

    /// - Parameter read: throws for words that it does not know, with an error whose description names them.
    package init(_ read: @escaping @Sendable (String) throws -> ServicePolicy) {
        self.read = read
    }

    /// What holds for a service: the standard one where nothing was decided.
    func policy(_ decisions: String?) throws -> ServicePolicy {
        try decisions.map(read) ?? .standard
    }
}
