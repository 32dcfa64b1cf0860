public import Foundation

/// The rule that a message breaks: what was expected, and what was received.
///
/// For requests, all of them end on an error page and never in a redirect: nothing here has shown yet that the address
/// to answer to is right.
public enum RuleViolation: Error, Hashable, Sendable {
    /// The Issuer is not the entity whose metadata was consulted.
    case issuer(expected: EntityID, received: EntityID?)
    /// The Issuer's Format is another than entity.
    case issuerFormat(received: NameIDFormat)
    /// The Version is not 2.0.
    case version(received: String)
    /// The metadata consulted was valid until that instant.
    case metadataExpired(at: Date)
    /// The metadata consulted does not describe a role that may send this.
    case role(expected: String)
    /// The Destination is another address, or missing where it must be there.
    case destination(expected: String, received: String?)
    /// The IssueInstant is farther from now than the skew allows; positive seconds: the sender's clock is ahead.
    case issueInstant(received: Date, now: Date, allowed: Duration)
    /// An index excludes an address and a binding beside it.
    case indexBesideAddress(index: UInt16)
    /// No AssertionConsumerService by HTTP-POST has the index.
    case assertionConsumerServiceIndex(expected: [UInt16], received: UInt16)
    /// No AssertionConsumerService by HTTP-POST has the address, as an exact string.
    case assertionConsumerServiceURL(expected: [String], received: String)
    /// Metadata has no AssertionConsumerService by HTTP-POST at all.
    case noAssertionConsumerService
    /// A request that is not signed asks for another AssertionConsumerService than the default.
    case unsignedRequestChoosesAddress(expected: String, received: String)
    /// What has to be kept of the request while its login lasts has more octets than the limit.
    case tooLargeToKeep(maximumBytes: Int, received: Int)
    /// A logout request means nothing any more.
    case expired(notOnOrAfter: Date, now: Date)
    /// A person is named in a way that nothing here can read: the name of the element.
    case identifier(received: String)
    /// Metadata has no SingleLogoutService to which an answer could go.
    case noSingleLogoutService
    /// It answers another request; nil stands for none.
    case inResponseTo(expected: MessageID, received: MessageID?)
}
