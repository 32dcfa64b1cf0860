import XML

/// The identifier of a person that a service requires, from an entity attribute of its metadata.
/// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §4.
public enum SubjectIdentifierRequirement: String, Hashable, Sendable, CaseIterable {
    /// The identifier that is the same for all services.
    case subjectID = "subject-id"
    /// The identifier that differs for each service.
    case pairwiseID = "pairwise-id"
    /// No identifier: the service must not recognise returning persons.
    case none
    /// Either. The identifier that differs for each service reveals less.
    case any

    /// The Name of the entity attribute.
    public static let attributeName = "urn:oasis:names:tc:SAML:profiles:subject-id:req"

    /// Reads the requirement from metadata. Nil when it is absent, unknown or not exactly one.
    public init?(of entity: EntityDescriptor) {
        self.init(among: entity.attributes)
    }

    /// Reads the requirement from the entity attributes of metadata.
    public init?(among entityAttributes: [Attribute]) {
        let attributes = entityAttributes.filter { $0.name.isExactly(Self.attributeName) && $0.nameFormat == .uri }
        let values = attributes.flatMap(\.values).map(\.text.trimmedXMLSpace)
        guard values.count == 1, let known = Self(rawValue: values[0]) else { return nil }
        self = known
    }

    /// The identifier to release; nil for none.
    public var kind: SubjectIdentifier.Kind? {
        switch self {
        case .subjectID: .subjectID
        case .pairwiseID, .any: .pairwiseID
        case .none: nil
        }
    }

    /// Returns whether an identifier of this kind may be released.
    public func accepts(_ kind: SubjectIdentifier.Kind) -> Bool {
        self == .any || self.kind == kind
    }
}
