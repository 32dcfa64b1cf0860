package import Federation

/// Decodes an operator's decisions about a service from the format of the register.
package struct DecisionReader: Sendable {
    private let read: @Sendable (String) throws -> ServicePolicy

    /// - Parameter read: Decodes the decisions. It throws for an unknown word, with an error whose description names
    ///   the word.
    package init(_ read: @escaping @Sendable (String) throws -> ServicePolicy) {
        self.read = read
    }

    /// Returns the policy of a service: the standard policy when the operator has decided nothing.
    func policy(_ decisions: String?) throws -> ServicePolicy {
        try decisions.map(read) ?? .standard
    }
}
