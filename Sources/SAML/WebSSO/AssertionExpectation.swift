/// What a service provider expects of the response to one request.
public struct AssertionExpectation: Hashable, Sendable {
    /// Where a signature is required.
    public enum SignatureMinimum: String, Hashable, Sendable {
        /// On the assertion, on the Response, or on both.
        case either
        /// On the assertion, with or without one on the Response.
        case assertion
        /// On the Response, with or without one on the assertion.
        case response
        /// On both.
        case both
    }

    /// The identity provider that received the request.
    public let identityProvider: EntityID
    /// The entityID of the service provider.
    public let audience: EntityID
    /// The AssertionConsumerService to which the browser posted, as the metadata has it.
    public let location: String
    /// The request that this browser is waiting for; nil accepts only an unsolicited response.
    public let request: MessageID?
    /// The acceptable classes; nil for any.
    public let acceptableClasses: [AuthnContextClass]?
    /// Where a signature is required.
    public let signatureMinimum: SignatureMinimum
    /// The maximum difference between clocks, in either direction.
    public let skew: Duration

    /// Creates an expectation.
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
