public import Foundation

/// The rule that a message breaks: what was expected, and what was received.
///
/// Every violation by an AuthnRequest is shown on an error page and never causes a redirect, because the endpoint of
/// the response is not verified yet.
public enum RuleViolation: Error, Hashable, Sendable {
    /// The Issuer is not the entity whose metadata was used.
    case issuer(expected: EntityID, received: EntityID?)
    /// The Issuer's Format is not entity.
    case issuerFormat(received: NameIDFormat)
    /// The Version is not 2.0.
    case version(received: String)
    /// The metadata expired at this time.
    case metadataExpired(at: Date)
    /// The metadata does not describe a role that may send this message.
    case role(expected: String)
    /// The Destination is another URL, or missing although required.
    case destination(expected: String, received: String?)
    /// The IssueInstant differs from the current time by more than the skew. A positive difference means that the
    /// sender's clock is ahead.
    case issueInstant(received: Date, now: Date, allowed: Duration)
    /// The request has AssertionConsumerServiceIndex together with a URL or a binding.
    case indexBesideAddress(index: UInt16)
    /// No AssertionConsumerService by HTTP-POST has the index.
    case assertionConsumerServiceIndex(expected: [UInt16], received: UInt16)
    /// No AssertionConsumerService by HTTP-POST has this exact URL.
    case assertionConsumerServiceURL(expected: [String], received: String)
    /// The metadata has no AssertionConsumerService by HTTP-POST.
    case noAssertionConsumerService
    /// An unsigned request asks for another AssertionConsumerService than the default.
    case unsignedRequestChoosesAddress(expected: String, received: String)
    /// The part of the request that a login must store is longer than the limit.
    case tooLargeToKeep(maximumBytes: Int, received: Int)
    /// A logout request has expired.
    case expired(notOnOrAfter: Date, now: Date)
    /// The principal is identified in an unsupported way. The payload is the name of the element.
    case identifier(received: String)
    /// The metadata has no SingleLogoutService to which a response can be sent.
    case noSingleLogoutService
    /// InResponseTo is another request; nil means none.
    case inResponseTo(expected: MessageID, received: MessageID?)
}
