public import Foundation
import XML

/// A person, as an identity provider vouches for them, after every rule was applied.
///
/// ``AssertionRules`` alone makes one. One thing is left for whoever takes it: remember ``id`` until ``replayableUntil``,
/// and refuse an assertion whose ID was seen before.
public struct AcceptedAssertion: Hashable, Sendable {
    /// The assertion's own name.
    public let id: MessageID
    /// Until when the same assertion would be accepted again.
    public let replayableUntil: Date
    /// Who vouches.
    public let issuer: EntityID
    /// The request answered; nil for an unsolicited answer.
    public let inResponseTo: MessageID?
    /// The name of the person towards this service.
    public let nameID: NameID?
    /// What was told about the person.
    public let attributes: [Attribute]
    /// The proof: when, how well, in which session, and until when it holds.
    public let authnStatement: AuthnStatement
    /// What came back with the answer. Nothing protects it: never redirect to it unchecked.
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

    /// The values of the attribute with that Name. FriendlyName identifies nothing.
    public func values(of name: String) -> [String] {
        attributes.filter { $0.name.isExactly(name) }.flatMap { $0.values.map(\.text) }
    }
}

/// The rules of the Web Browser SSO profile for an answer, seen from the service provider.
/// - SeeAlso: Profiles §4.1.4.3, §4.1.4.5; Core §2.5.1.
public enum AssertionRules {
    /// Judges an answer.
    ///
    /// The order is deliberate: who speaks to whom, then whether the login succeeded, then the assertion from the outside
    /// in.
    /// - Parameters:
    ///   - response: the answer.
    ///   - expectation: what the service expects.
    ///   - now: the present instant.
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
