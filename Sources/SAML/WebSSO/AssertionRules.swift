public import Foundation
import XML

/// The statements of an assertion that passed all rules except the replay check.
///
/// Only ``AssertionRules`` can make a value. The caller must remember ``id`` until ``replayableUntil``, and refuse an
/// assertion whose ID was seen before.
public struct AcceptedAssertion: Hashable, Sendable {
    /// The ID of the assertion.
    public let id: MessageID
    /// The time until which the same assertion would be accepted again.
    public let replayableUntil: Date
    /// The identity provider.
    public let issuer: EntityID
    /// The ID of the request; nil for an unsolicited response.
    public let inResponseTo: MessageID?
    /// The identifier of the person for this service.
    public let nameID: NameID?
    /// The attributes of the person.
    public let attributes: [Attribute]
    /// The authentication: its time, its class, its session and the end of the session.
    public let authnStatement: AuthnStatement
    /// The RelayState received with the response. No signature covers it: validate it before redirecting to it.
    public let relayState: String?

    fileprivate init(
        _ response: AuthenticResponse, _ assertion: Assertion, _ statement: AuthnStatement, replayableUntil: Date
    ) {
        id = assertion.id
        self.replayableUntil = replayableUntil
        issuer = assertion.issuer.entityID
        inResponseTo = response.response.inResponseTo
        nameID = assertion.subject?.nameID
        attributes = assertion.attributes
        authnStatement = statement
        relayState = response.relayState
    }

    /// Returns the values of the attribute with this Name. FriendlyName does not identify an attribute.
    public func values(of name: String) -> [String] {
        attributes.filter { $0.name.isExactly(name) }.flatMap { $0.values.map(\.text) }
    }
}

/// The rules of the Web Browser SSO profile for a Response, applied by the service provider.
/// - SeeAlso: Profiles §4.1.4.3, §4.1.4.5; Core §2.5.1.
public enum AssertionRules {
    /// Checks a Response.
    ///
    /// The order is deliberate: first the sender and the recipient, then the status, then the assertion from the
    /// outside in.
    /// - Parameters:
    ///   - response: the Response.
    ///   - expectation: what the service expects.
    ///   - now: the current time.
    /// - Throws: `ResponseViolation`: the first rule broken; `.status` for a login that did not succeed.
    public static func accept(
        _ response: AuthenticResponse, expecting expectation: AssertionExpectation, now: Date
    ) throws(ResponseViolation) -> AcceptedAssertion {
        let message = response.response
        try cameByPOST(response)
        try versionIsTwo(message.version)
        try issuerIsTheIdentityProvider(message.issuer, expectation, isRequired: response.responseIsSigned)
        try destinationIsHere(response, expectation)
        try answersTheRequest(message.inResponseTo, expectation)
        try loginSucceeded(message.status)
        let assertion = try onlyAssertion(of: message)
        try signaturesSuffice(response, expectation)
        try versionIsTwo(assertion.version)
        try issuerIsTheIdentityProvider(assertion.issuer, expectation, isRequired: true)
        let end = try bearerConfirmation(of: assertion, expectation, now: now)
        try conditionsHold(assertion.conditions, expectation, now: now)
        let statement = try onlyAuthnStatement(of: assertion)
        try sessionIsNotOver(statement, expectation, now: now)
        try contextIsAcceptable(statement, expectation)
        return AcceptedAssertion(
            response, assertion, statement,
            replayableUntil: end.addingTimeInterval(expectation.skew.timeInterval))
    }
}
