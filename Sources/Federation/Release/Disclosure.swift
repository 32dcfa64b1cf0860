package import SAML

/// One thing that a service is told of a citizen, and under which name.
package struct Disclosure: Hashable, Sendable {
    /// What is told.
    package let attribute: CitizenAttribute
    /// The Name under which it is told.
    package let name: String
    /// How the Name is to be read.
    package let format: AttributeNameFormat
    /// A name for people, which identifies nothing.
    package let friendlyName: String?
    /// The only values that the service wants to hear of; empty for any.
    package let wantedValues: [String]

    /// What is told, with its value; nil when it is not known of the person, or is not one that is wanted.
    package func attribute(of authentication: Authentication) -> Attribute? {
        guard let known = AttributeRelease.values(of: [attribute], for: authentication).first else { return nil }
        let values = known.values.filter { wantedValues.isEmpty || wantedValues.contains($0.text) }
        guard !values.isEmpty else { return nil }
        return Attribute(name: name, nameFormat: format, friendlyName: friendlyName, values: values)
    }
}
