public import Foundation
import XML

extension AuthnRequestRules {
    /// Returns the reason why an accepted request cannot be answered with an assertion for any person, or nil.
    /// - Parameters:
    ///   - request: the request.
    ///   - identityProvider: the entityID of the identity provider.
    ///   - lifetimes: the lifetimes of assertions.
    ///   - now: the current time.
    public static func obstacle(
        to request: AcceptedRequest, for identityProvider: EntityID, lifetimes: ResponseBuilder.Lifetimes,
        now: Date
    ) -> RequestObstacle? {
        do throws(RequestObstacle) {
            if let obstacle = request.obstacle { throw obstacle }
            try subjectIsReadable(request.subject)
            try subjectIsNamedByUs(request, identityProvider)
            _ = try conditions(for: request, lifetimes: lifetimes, now: now)
            try identityProviderIsListed(request.scoping, identityProvider)
            return nil
        } catch {
            return error
        }
    }

    /// Profiles §4.1.4.1: the Subject of a request must have no SubjectConfirmation. Core §3.4.1: it identifies the
    /// person. EncryptedID is not supported yet; a BaseID has no meaning in SAML itself.
    static func subjectIsReadable(_ subject: Subject?) throws(RequestObstacle) {
        guard let subject else { return }
        guard subject.confirmations.isEmpty else { throw .subjectConfirmation }
        if let other = subject.otherID { throw .identifier(received: "\(other.name)") }
    }

    /// Core §3.4.1.4, §3.3.4: the NameID must be one that this identity provider could have given to this service. Only
    /// a persistent NameID means the same person later.
    static func subjectIsNamedByUs(
        _ request: AcceptedRequest, _ identityProvider: EntityID
    ) throws(RequestObstacle) {
        guard let name = request.subject?.nameID else { return }
        let ours = NameID(
            name.value, format: .persistent, nameQualifier: identityProvider.rawValue,
            spNameQualifier: request.issuer.rawValue)
        guard name.isIdentical(to: ours, between: identityProvider, and: request.issuer) else {
            throw .unknownPrincipal
        }
    }

    /// Core §3.4.1.2, §3.2.2.2: with an IDPList, only a listed identity provider may authenticate the person. Aldaba
    /// does not proxy, so it satisfies any ProxyCount. It never fetches the complete list of GetComplete.
    static func identityProviderIsListed(_ scoping: Scoping?, _ identityProvider: EntityID) throws(RequestObstacle) {
        guard let list = scoping?.identityProviders?.map(\.providerID) else { return }
        guard list.contains(identityProvider) else {
            throw .identityProviders(expected: identityProvider, received: list)
        }
    }

    /// Core §3.4.1, §2.5.1: returns the conditions of the assertion: Aldaba's, restricted by those that the request
    /// asks for.
    /// - Throws: `RequestObstacle.conditions` when both together allow no use, or a condition is unknown.
    static func conditions(
        for request: AcceptedRequest, lifetimes: ResponseBuilder.Lifetimes, now: Date
    ) throws(RequestObstacle) -> Conditions {
        let start = now.addingTimeInterval(-lifetimes.beforeIssue.timeInterval)
        let end = now.addingTimeInterval(lifetimes.afterIssue.timeInterval)
        guard let wanted = request.conditions else {
            return Conditions(notBefore: start, notOnOrAfter: end, audienceRestrictions: [[request.issuer]])
        }
        if let unknown = wanted.unknownConditions.first { throw .conditions(received: "\(unknown)") }
        guard wanted.audienceRestrictions.allSatisfy({ $0.contains(request.issuer) }) else {
            throw .conditions(received: "saml:AudienceRestriction")
        }
        let narrowStart = max(start, wanted.notBefore ?? start)
        let narrowEnd = min(end, wanted.notOnOrAfter ?? end)
        guard narrowEnd > now, narrowStart < narrowEnd else {
            throw .conditions(
                received: narrowEnd > now ? "saml:Conditions/@NotBefore" : "saml:Conditions/@NotOnOrAfter")
        }
        return Conditions(
            notBefore: narrowStart, notOnOrAfter: narrowEnd,
            audienceRestrictions: [[request.issuer]] + wanted.audienceRestrictions.filter { $0 != [request.issuer] },
            isOneTimeUse: wanted.isOneTimeUse, proxyRestriction: wanted.proxyRestriction)
    }
}

extension AcceptedRequest {
    /// Returns whether a persistent NameID may be created for a person who has none with this service yet.
    ///
    /// Without a NameIDPolicy the identity provider decides. With one, AllowCreate must be true, unless the service's
    /// metadata lists the format: then the service has requested NameIDs of that format outside this request, and they
    /// count as established. A request with a Subject never creates a NameID: the person must have one already.
    /// Transient NameIDs are not affected.
    /// - Parameter formats: the formats that the service's metadata lists.
    /// - SeeAlso: Core §3.4.1.1 with erratum E14; <doc:NamesAreEstablishedByMetadata>.
    public func allowsNewName(listed formats: [NameIDFormat]) -> Bool {
        guard subject?.nameID == nil else { return false }
        guard let policy = nameIDPolicy else { return true }
        return policy.allowCreate == true || formats.contains(.persistent)
    }

    /// Returns whether this NameID identifies the person that the request asks for.
    /// - Parameters:
    ///   - name: the NameID for the response.
    ///   - identityProvider: the entityID of the identity provider.
    /// - SeeAlso: Core §3.4.1.4, §3.3.4: the assertion's Subject must strongly match the request's.
    public func accepts(_ name: NameID, from identityProvider: EntityID) -> Bool {
        guard let wanted = subject?.nameID else { return true }
        return name.isIdentical(to: wanted, between: identityProvider, and: issuer)
    }
}
