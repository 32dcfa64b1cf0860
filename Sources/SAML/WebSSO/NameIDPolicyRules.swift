/// Which kind of name a service gets.
/// - SeeAlso: Core §3.4.1.1, §8.3.
public enum NameIDPolicyRules {
    /// A policy that cannot be met, to be answered with `InvalidNameIDPolicy`.
    public enum Violation: Error, Hashable, Sendable {
        /// The format is none of those offered.
        case format(expected: [NameIDFormat], received: NameIDFormat)
        /// The name is wanted for the namespace of somebody else than who asks.
        case spNameQualifier(expected: EntityID, received: String)
    }

    /// The format to use.
    ///
    /// Without a wish, or with the wish for "unspecified", it is that of the name by which the request names its Subject;
    /// else the first format in the service's metadata that is offered, else transient.
    /// - Parameters:
    ///   - policy: what the request says.
    ///   - subject: the name in the request's Subject; another format than its own is not given.
    ///   - service: who asks.
    ///   - formats: what the service's metadata says, the preferred first.
    ///   - offered: the formats that can be made.
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
