public import Foundation

/// The rule that a Response breaks, as checked by a service provider: what was expected, and what was received.
public enum ResponseViolation: Error, Hashable, Sendable {
    /// The binding is not HTTP-POST.
    case binding(received: Binding)
    /// A required signature is missing.
    case signature(expected: AssertionExpectation.SignatureMinimum)
    /// The Version of the Response or the assertion is not 2.0.
    case version(received: String)
    /// The Response, or its assertion, is from another issuer.
    case issuer(expected: EntityID, received: EntityID?)
    /// The Issuer's Format is not entity.
    case issuerFormat(received: NameIDFormat)
    /// The Destination is another URL, or missing although required.
    case destination(expected: String, received: String?)
    /// InResponseTo is another request; nil means none.
    case inResponseTo(expected: MessageID?, received: MessageID?)
    /// The login did not succeed.
    case status(Status)
    /// The assertion is encrypted, which is not supported.
    case encryptedAssertion
    /// There is not exactly one assertion.
    case assertionCount(received: Int)
    /// The assertion has no Subject.
    case noSubject
    /// No bearer confirmation has a Recipient, a NotOnOrAfter and no NotBefore.
    case noBearerConfirmation
    /// The assertion is for another URL.
    case recipient(expected: String, received: String?)
    /// The assertion has no Conditions.
    case noConditions
    /// The assertion is for another audience.
    case audience(expected: EntityID, received: [EntityID])
    /// The assertion is not valid yet.
    case notYetValid(notBefore: Date, now: Date)
    /// The assertion, its confirmation or its session has expired.
    case expired(notOnOrAfter: Date, now: Date)
    /// The assertion has an unknown condition.
    case unknownCondition(String)
    /// There is not exactly one AuthnStatement.
    case authnStatementCount(received: Int)
    /// The time of authentication is in the future.
    case authnInstant(received: Date, now: Date)
    /// The class of the authentication is not acceptable.
    case authnContext(expected: [AuthnContextClass], received: AuthnContextClass?)
}
