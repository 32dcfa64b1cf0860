/// What a service was told when it became part of a session: by this it names the session later.
public struct SessionParticipation: Hashable, Sendable, Codable {
    /// The service.
    public let service: EntityID
    /// The name of the person, as the service was given it.
    public let nameID: NameID
    /// The SessionIndex of the assertion; nil when it had none.
    @Exact public private(set) var sessionIndex: String?

    /// Notes what a service was told.
    public init(service: EntityID, nameID: NameID, sessionIndex: String?) {
        self.service = service
        self.nameID = nameID
        self.sessionIndex = sessionIndex
    }
}

extension NameID {
    /// Whether both are the same identifier between that identity provider and that service.
    ///
    /// All parts count. An absent Format means unspecified. A qualifier of a persistent or transient name that can be
    /// told from the parties may be left out, and then means them; a qualifier that says something else never matches.
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
