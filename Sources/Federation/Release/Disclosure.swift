package import SAML

/// One thing that a service is told of a citizen, and under which name.
package struct Disclosure: Hashable, Codable, Sendable {
    /// What is told.
    package let content: ReleasedContent
    /// The Name under which it is told.
    @Exact package private(set) var name: String
    /// How the Name is to be read.
    package let format: AttributeNameFormat
    /// A name for people, which identifies nothing.
    @Exact package private(set) var friendlyName: String?
    /// The only values that the service wants to hear of; empty for any.
    @Exact package private(set) var wantedValues: [String]

    /// What is told, with its values; nil when nothing is known of the person, or nothing that is wanted.
    ///
    /// - Parameter identifiers: those of the person for this service.
    package func attribute(
        of authentication: Authentication, identifiedAs identifiers: [SubjectIdentifier] = []
    ) -> Attribute? {
        let values = content.values(of: authentication, identifiedAs: identifiers)
            .filter { wantedValues.isEmpty || wantedValues.containsExactly($0.text) }
        guard !values.isEmpty else { return nil }
        return Attribute(name: name, nameFormat: format, friendlyName: friendlyName, values: values)
    }
}
