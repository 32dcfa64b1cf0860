import Foundation
import XML

extension AssertionRules {
    /// Profiles §4.1.2: a Response must not use HTTP-Redirect.
    static func cameByPOST(_ response: AuthenticResponse) throws(ResponseViolation) {
        guard response.binding == .httpPOST else { throw .binding(received: response.binding) }
    }

    /// Core §4.1.3.2: the version must be 2.0.
    static func versionIsTwo(_ version: String) throws(ResponseViolation) {
        guard version == "2.0" else { throw .version(received: version) }
    }

    /// Profiles §4.1.4.2, §4.1.4.3: Issuer must be the identity provider; its Format must be absent or entity.
    static func issuerIsTheIdentityProvider(
        _ issuer: Issuer?, _ expectation: AssertionExpectation, isRequired: Bool
    ) throws(ResponseViolation) {
        guard let issuer else {
            guard !isRequired else { throw .issuer(expected: expectation.identityProvider, received: nil) }
            return
        }
        guard issuer.entityID == expectation.identityProvider else {
            throw .issuer(expected: expectation.identityProvider, received: issuer.entityID)
        }
        if let format = issuer.format, format != .entity { throw .issuerFormat(received: format) }
    }

    /// Core §3.2.2, Bindings §3.5.5.2: Destination must be exactly this URL. A signed message must have one.
    static func destinationIsHere(
        _ response: AuthenticResponse, _ expectation: AssertionExpectation
    ) throws(ResponseViolation) {
        let destination = response.response.destination
        if destination == nil, !response.responseIsSigned { return }
        guard destination?.isExactly(expectation.location) == true else {
            throw .destination(expected: expectation.location, received: destination)
        }
    }

    /// Core §3.2.2, Profiles §4.1.4.3, §4.1.5: InResponseTo must be the request of this browser, and absent in an
    /// unsolicited response.
    static func answersTheRequest(
        _ inResponseTo: MessageID?, _ expectation: AssertionExpectation
    ) throws(ResponseViolation) {
        guard inResponseTo == expectation.request else {
            throw .inResponseTo(expected: expectation.request, received: inResponseTo)
        }
    }

    /// Core §3.2.2.2: every status except Success is a failure, with any content of the Response.
    static func loginSucceeded(_ status: Status) throws(ResponseViolation) {
        guard status.isSuccess else { throw .status(status) }
    }

    /// Aldaba's own rule: exactly one assertion, not encrypted. SAML does not define which of several would count.
    static func onlyAssertion(of response: Response) throws(ResponseViolation) -> Assertion {
        guard response.encryptedAssertions.isEmpty else { throw .encryptedAssertion }
        guard let assertion = response.assertions.first, response.assertions.count == 1 else {
            throw .assertionCount(received: response.assertions.count)
        }
        return assertion
    }

    /// Profiles §4.1.4.5: over HTTP-POST a signature must protect the assertion, where the service requires it.
    static func signaturesSuffice(
        _ response: AuthenticResponse, _ expectation: AssertionExpectation
    ) throws(ResponseViolation) {
        let isEnough =
            switch expectation.signatureMinimum {
            case .either: response.assertionIsSigned || response.responseIsSigned
            case .assertion: response.assertionIsSigned
            case .response: response.responseIsSigned
            case .both: response.assertionIsSigned && response.responseIsSigned
            }
        guard isEnough else { throw .signature(expected: expectation.signatureMinimum) }
    }

    /// Profiles §4.1.4.2, §4.1.4.3: one bearer confirmation must be for this URL and this request, and not expired. It
    /// must have a NotOnOrAfter and no NotBefore.
    /// - Returns: the time when the confirmation expires.
    static func bearerConfirmation(
        of assertion: Assertion, _ expectation: AssertionExpectation, now: Date
    ) throws(ResponseViolation) -> Date {
        guard let subject = assertion.subject else { throw .noSubject }
        var violation = ResponseViolation.noBearerConfirmation
        for confirmation in subject.confirmations where confirmation.method == SubjectConfirmation.bearer {
            guard let bounds = confirmation.bounds, let end = bounds.notOnOrAfter, bounds.notBefore == nil else {
                continue
            }
            guard bounds.recipient?.isExactly(expectation.location) == true else {
                violation = .recipient(expected: expectation.location, received: bounds.recipient)
                continue
            }
            guard bounds.inResponseTo == expectation.request else {
                violation = .inResponseTo(expected: expectation.request, received: bounds.inResponseTo)
                continue
            }
            guard now < end.addingTimeInterval(expectation.skew.timeInterval) else {
                violation = .expired(notOnOrAfter: end, now: now)
                continue
            }
            return end
        }
        throw violation
    }

    /// Core §2.5.1, Profiles §4.1.4.2: the assertion must be valid for this service and now, without an unknown
    /// condition. Using it immediately satisfies OneTimeUse; ProxyRestriction limits what this service issues.
    static func conditionsHold(
        _ conditions: Conditions?, _ expectation: AssertionExpectation, now: Date
    ) throws(ResponseViolation) {
        guard let conditions else { throw .noConditions }
        if let unknown = conditions.unknownConditions.first { throw .unknownCondition("\(unknown)") }
        let skew = expectation.skew.timeInterval
        if let start = conditions.notBefore, now < start.addingTimeInterval(-skew) {
            throw .notYetValid(notBefore: start, now: now)
        }
        if let end = conditions.notOnOrAfter, now >= end.addingTimeInterval(skew) {
            throw .expired(notOnOrAfter: end, now: now)
        }
        guard !conditions.audienceRestrictions.isEmpty else {
            throw .audience(expected: expectation.audience, received: [])
        }
        for audiences in conditions.audienceRestrictions where !audiences.contains(expectation.audience) {
            throw .audience(expected: expectation.audience, received: audiences)
        }
    }

    /// Profiles §4.1.4.2: an AuthnStatement is required. With more than one it would be ambiguous which authentication
    /// counts.
    static func onlyAuthnStatement(of assertion: Assertion) throws(ResponseViolation) -> AuthnStatement {
        guard let statement = assertion.authnStatements.first, assertion.authnStatements.count == 1 else {
            throw .authnStatementCount(received: assertion.authnStatements.count)
        }
        return statement
    }

    /// Core §2.7.2, Profiles §4.1.4.3: the authentication must not be in the future, and the session not expired.
    static func sessionIsNotOver(
        _ statement: AuthnStatement, _ expectation: AssertionExpectation, now: Date
    ) throws(ResponseViolation) {
        let skew = expectation.skew.timeInterval
        guard statement.authnInstant <= now.addingTimeInterval(skew) else {
            throw .authnInstant(received: statement.authnInstant, now: now)
        }
        if let end = statement.sessionNotOnOrAfter, now >= end.addingTimeInterval(skew) {
            throw .expired(notOnOrAfter: end, now: now)
        }
    }

    /// Core §3.3.2.2.1: a service that requests classes must check the class of the response.
    static func contextIsAcceptable(
        _ statement: AuthnStatement, _ expectation: AssertionExpectation
    ) throws(ResponseViolation) {
        guard let acceptable = expectation.acceptableClasses else { return }
        guard let reached = statement.authnContextClass, acceptable.contains(reached) else {
            throw .authnContext(expected: acceptable, received: statement.authnContextClass)
        }
    }
}
