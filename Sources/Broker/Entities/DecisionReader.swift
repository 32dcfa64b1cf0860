package import Federation

/// Reads what an operator decided about a service, in the words in which the register keeps it.
package struct DecisionReader: Sendable {
    private let read: @Sendable (String) throws -> ServiceProviderEntry

    /// - Parameter read: throws for words that it does not know, with an error whose description names them.
    package init(_ read: @escaping @Sendable (String) throws -> ServiceProviderEntry) {
        self.read = read
    }

    /// What holds for a service: the standard one where nothing was decided.
    func entry(_ decisions: String?) throws -> ServiceProviderEntry {
        try decisions.map(read) ?? .standard
    }
}
