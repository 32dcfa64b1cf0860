/// What a service provider expects of the answer to one request.
public struct AssertionExpectation: Hashable, Sendable {
    /// Where a signature must be.
    public enum SignatureMinimum: String, Hashable, Sendable {
        /// On the assertion, on the Response, or on both.
        case either
        /// On the assertion, whatever the Response has.
        case assertion
        /// On the Response, whatever the assertion has.
        case response
        /// On both.
        case both
    }

    /// The identity provider that was asked.
    public let identityProvider: EntityID
    /// The service itself.
    public let audience: EntityID
    /// The service's AssertionConsumerService to which the browser posted, as metadata writes it.
    public let location: String
    /// The request that this browser is waiting for; nil takes an unsolicited answer, and nothing else.
    public let request: MessageID?
    /// The classes that are good enough; nil takes any.
    public let acceptableClasses: [AuthnContextClass]?
    /// Where a signature must be.
    public let signatureMinimum: SignatureMinimum
    /// By how much clocks may differ, in either direction.
    public let skew: Duration

    /// Expects an answer.
    public init(
        identityProvider: EntityID, audience: EntityID, location: String, request: MessageID?,
        acceptableClasses: [AuthnContextClass]?, signatureMinimum: SignatureMinimum = .either,
        skew: Duration = .seconds(60)
    ) {
        self.identityProvider = identityProvider
        self.audience = audience
        self.location = location
        self.request = request
        self.acceptableClasses = acceptableClasses
        self.signatureMinimum = signatureMinimum
        self.skew = skew
    }
}
