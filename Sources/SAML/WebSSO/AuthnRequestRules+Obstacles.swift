public import Foundation
import XML

extension AuthnRequestRules {
    /// What stands between an accepted request and any assertion at all, whoever the person is; nil when nothing does.
    /// - Parameters:
    ///   - request: the request.
    ///   - identityProvider: our own entityID.
    ///   - lifetimes: how long our assertions may be used.
    ///   - now: the present instant.
    public static func obstacle(
        to request: AcceptedRequest, for identityProvider: EntityID, lifetimes: ResponseBuilder.Lifetimes,
        now: Date
    ) -> RequestObstacle? {
        do throws(RequestObstacle) {
            if let obstacle = request.obstacle { throw obstacle }
            try subjectIsReadable(request.subject)
            try subjectIsNamedByUs(request, identityProvider)
            _ = try conditions(for: request, lifetimes: lifetimes, now: now)
            try weAreAmong(request.scoping, identityProvider)
            return nil
        } catch {
            return error
        }
    }

    /// Profiles §4.1.4.1: a Subject in a request has no SubjectConfirmation. Core §3.4.1: it names the person; an
    /// EncryptedID cannot be read here yet, a BaseID means nothing in SAML itself.
    static func subjectIsReadable(_ subject: Subject?) throws(RequestObstacle) {
        guard let subject else { return }
        guard subject.confirmations.isEmpty else { throw .subjectConfirmation }
        if let other = subject.otherID { throw .identifier(received: "\(other.name)") }
    }

    /// Core §3.4.1.4, §3.3.4: the name is one that we could have given to this service. Of those only a persistent one
    /// means the same person later.
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

    /// Core §3.4.1.2, §3.2.2.2: with an IDPList only who stands there may authenticate the person. Here nobody else does it
    /// for us, so ProxyCount is kept whatever it is. The complete list behind GetComplete is never fetched.
    static func weAreAmong(_ scoping: Scoping?, _ identityProvider: EntityID) throws(RequestObstacle) {
        guard let list = scoping?.identityProviders?.map(\.providerID) else { return }
        guard list.contains(identityProvider) else {
            throw .identityProviders(expected: identityProvider, received: list)
        }
    }

    /// Core §3.4.1, §2.5.1: the conditions of the assertion: ours, narrowed by those that the request wants.
    /// - Throws: `RequestObstacle.conditions` when both together leave nothing, or one is not known here.
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
    /// Whether a persistent name may be made for a person who has none with this service yet.
    ///
    /// Without a NameIDPolicy the choice is ours. With one, AllowCreate must say so, unless the service's own metadata
    /// lists the format: then it has asked for such names outside this request, and they count as established. A Subject
    /// names somebody who has a name already. For transient names the question does not arise.
    /// - Parameter formats: the formats that the service's metadata lists.
    /// - SeeAlso: Core §3.4.1.1 with erratum E14; <doc:NamesAreEstablishedByMetadata>.
    public func allowsNewName(listed formats: [NameIDFormat]) -> Bool {
        guard subject?.nameID == nil else { return false }
        guard let policy = nameIDPolicy else { return true }
        return policy.allowCreate == true || formats.contains(.persistent)
    }

    /// Whether that name, and so that person, is who the request asks for.
    /// - Parameters:
    ///   - name: the name with which the request would be answered.
    ///   - identityProvider: our own entityID.
    /// - SeeAlso: Core §3.4.1.4, §3.3.4: the assertion's Subject must strongly match the request's.
    public func accepts(_ name: NameID, from identityProvider: EntityID) -> Bool {
        guard let wanted = subject?.nameID else { return true }
        return name.isIdentical(to: wanted, between: identityProvider, and: issuer)
    }
}
