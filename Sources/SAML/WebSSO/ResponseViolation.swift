public import Foundation

/// The rule that an answer breaks, seen from the service provider: what was expected, and what was received.
public enum ResponseViolation: Error, Hashable, Sendable {
    /// It came by another binding than HTTP-POST.
    case binding(received: Binding)
    /// It is signed in fewer places than the service demands.
    case signature(expected: AssertionExpectation.SignatureMinimum)
    /// The Version of the Response or the assertion is not 2.0.
    case version(received: String)
    /// The Response, or its assertion, is from somebody else.
    case issuer(expected: EntityID, received: EntityID?)
    /// The Issuer's Format is another than entity.
    case issuerFormat(received: NameIDFormat)
    /// The Destination is another address, or missing where it must be there.
    case destination(expected: String, received: String?)
    /// It answers another request; nil stands for none.
    case inResponseTo(expected: MessageID?, received: MessageID?)
    /// The login did not succeed.
    case status(Status)
    /// The assertion is encrypted, and nothing here decrypts.
    case encryptedAssertion
    /// There is not exactly one assertion.
    case assertionCount(received: Int)
    /// The assertion has no Subject.
    case noSubject
    /// No bearer confirmation has a Recipient, a NotOnOrAfter and no NotBefore.
    case noBearerConfirmation
    /// The assertion is for another address.
    case recipient(expected: String, received: String?)
    /// The assertion has no Conditions.
    case noConditions
    /// The assertion is for somebody else.
    case audience(expected: EntityID, received: [EntityID])
    /// The assertion cannot be used yet.
    case notYetValid(notBefore: Date, now: Date)
    /// The assertion, its confirmation or the session in it is over.
    case expired(notOnOrAfter: Date, now: Date)
    /// A condition that nothing here can judge.
    case unknownCondition(String)
    /// There is not exactly one AuthnStatement.
    case authnStatementCount(received: Int)
    /// The instant of authentication lies ahead.
    case authnInstant(received: Date, now: Date)
    /// The person was not authenticated well enough.
    case authnContext(expected: [AuthnContextClass], received: AuthnContextClass?)
}
