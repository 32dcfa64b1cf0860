/// Chooses the NameID format for a service.
/// - SeeAlso: Core §3.4.1.1, §8.3.
public enum NameIDPolicyRules {
    /// A policy that cannot be satisfied. Answer it with `InvalidNameIDPolicy`.
    public enum Violation: Error, Hashable, Sendable {
        /// The format is not supported.
        case format(expected: [NameIDFormat], received: NameIDFormat)
        /// The NameID is requested for the namespace of another party.
        case spNameQualifier(expected: EntityID, received: String)
    }

    /// Returns the format to use.
    ///
    /// Without a requested format, or with "unspecified", it is the format of the NameID in the request's Subject;
    /// otherwise the first supported format in the service's metadata, otherwise transient.
    /// - Parameters:
    ///   - policy: the policy of the request.
    ///   - subject: the NameID in the request's Subject. Only its format is allowed.
    ///   - service: the entityID of the service.
    ///   - formats: the formats in the service's metadata, in order of preference.
    ///   - offered: the supported formats.
    /// - Throws: `Violation`.
    public static func format(
        for policy: NameIDPolicy?, naming subject: NameID? = nil, of service: EntityID, formats: [NameIDFormat],
        offering offered: [NameIDFormat] = [.persistent, .transient]
    ) throws(Violation) -> NameIDFormat {
        if let qualifier = policy?.spNameQualifier, EntityID(rawValue: qualifier) != service {
            throw .spNameQualifier(expected: service, received: qualifier)
        }
        if let named = subject?.format, named != .unspecified {
            guard [nil, .unspecified, named].contains(policy?.format) else {
                throw .format(expected: [named], received: policy?.format ?? .unspecified)
            }
            guard offered.contains(named) else { throw .format(expected: offered, received: named) }
            return named
        }
        if let wanted = policy?.format, wanted != .unspecified {
            guard offered.contains(wanted) else { throw .format(expected: offered, received: wanted) }
            return wanted
        }
        if let preferred = formats.first(where: offered.contains) { return preferred }
        guard offered.contains(.transient) else {
            throw .format(expected: offered, received: policy?.format ?? .unspecified)
        }
        return .transient
    }
}
