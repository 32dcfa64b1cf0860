package import SAML

/// One attribute that the broker releases to a service provider.
package struct Disclosure: Hashable, Codable, Sendable {
    /// The source of the values.
    package let content: ReleasedContent
    /// The Name of the attribute.
    @Exact package private(set) var name: String
    /// The NameFormat of the attribute.
    package let format: AttributeNameFormat
    /// A name for people. Programs must not identify the attribute by it.
    @Exact package private(set) var friendlyName: String?
    /// The only values that the service provider requests; empty for any value.
    @Exact package private(set) var wantedValues: [String]

    /// Returns the attribute with its values; nil when the person has no value, or no wanted one.
    ///
    /// - Parameter identifiers: the identifiers of the person for this service provider.
    package func attribute(
        of authentication: Authentication, identifiedAs identifiers: [SubjectIdentifier] = []
    ) -> Attribute? {
        let values = content.values(of: authentication, identifiedAs: identifiers)
            .filter { wantedValues.isEmpty || wantedValues.containsExactly($0.text) }
        guard !values.isEmpty else { return nil }
        return Attribute(name: name, nameFormat: format, friendlyName: friendlyName, values: values)
    }
}
