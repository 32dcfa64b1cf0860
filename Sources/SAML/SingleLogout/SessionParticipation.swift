/// The identifiers that a service received for a session. The service refers to the session by them later.
public struct SessionParticipation: Hashable, Sendable, Codable {
    /// The service.
    public let service: EntityID
    /// The NameID that the service received.
    public let nameID: NameID
    /// The SessionIndex of the assertion; nil when it had none.
    @Exact public private(set) var sessionIndex: String?

    /// Creates a participation.
    public init(service: EntityID, nameID: NameID, sessionIndex: String?) {
        self.service = service
        self.nameID = nameID
        self.sessionIndex = sessionIndex
    }
}

extension NameID {
    /// Returns whether both are the same identifier between this identity provider and this service.
    ///
    /// All parts are compared. An absent Format means unspecified. A persistent or transient name may omit a qualifier,
    /// which then means the party itself. A qualifier with any other value never matches.
    /// - SeeAlso: Core §3.3.4 (strong match), §8.3.1, §8.3.7, §8.3.8.
    public func isIdentical(to other: NameID, between identityProvider: EntityID, and service: EntityID) -> Bool {
        let left = qualified(between: identityProvider, and: service)
        let right = other.qualified(between: identityProvider, and: service)
        return left == right
    }

    private func qualified(between identityProvider: EntityID, and service: EntityID) -> NameID {
        let format = format ?? .unspecified
        guard format == .persistent || format == .transient else {
            return NameID(
                value, format: format, nameQualifier: nameQualifier, spNameQualifier: spNameQualifier,
                spProvidedID: spProvidedID)
        }
        return NameID(
            value, format: format, nameQualifier: nameQualifier ?? identityProvider.rawValue,
            spNameQualifier: spNameQualifier ?? service.rawValue, spProvidedID: spProvidedID)
    }
}
