import XML

/// Which identifier of a person a service says that it needs, in an entity attribute of its metadata.
/// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §4.
public enum SubjectIdentifierRequirement: String, Hashable, Sendable, CaseIterable {
    /// The one that is the same everywhere.
    case subjectID = "subject-id"
    /// The one of its own.
    case pairwiseID = "pairwise-id"
    /// Neither: it wants nothing by which a person is known again.
    case none
    /// Either. The one of its own tells less.
    case any

    /// The Name of the entity attribute.
    public static let attributeName = "urn:oasis:names:tc:SAML:profiles:subject-id:req"

    /// What the metadata says; nil when it says nothing, or nothing of the four, or more than one thing.
    public init?(of entity: EntityDescriptor) {
        self.init(among: entity.attributes)
    }

    /// What the entity attributes of metadata say.
    public init?(among entityAttributes: [Attribute]) {
        let attributes = entityAttributes.filter { $0.name.isExactly(Self.attributeName) && $0.nameFormat == .uri }
        let values = attributes.flatMap(\.values).map(\.text.trimmedXMLSpace)
        guard values.count == 1, let known = Self(rawValue: values[0]) else { return nil }
        self = known
    }

    /// The identifier to tell; nil for none.
    public var kind: SubjectIdentifier.Kind? {
        switch self {
        case .subjectID: .subjectID
        case .pairwiseID, .any: .pairwiseID
        case .none: nil
        }
    }

    /// Whether an identifier of that kind may be told.
    public func accepts(_ kind: SubjectIdentifier.Kind) -> Bool {
        self == .any || self.kind == kind
    }
}
